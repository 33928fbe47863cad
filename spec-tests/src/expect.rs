//! Known failures: a file that says which runs fail, and why.
//!
//! ```text
//! # A comment.
//! test/language/expressions/yield/a.js            stock Boa has no hook at the creation
//! test/language/expressions/yield/b.js (strict)   fails in strict mode only
//! ```
//!
//! A line is a path, optionally a mode in parentheses, and a reason. Without a mode it is for every run of the
//! file. Expectations are exact: a known failure that passes is an error, like a new failure.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    path::Path,
};

use boa_async_context::Storage;

use crate::{
    embedding::{Embedding, Executor},
    error::Error,
    files::own_suite,
    mode::Mode,
    report::{Outcome, Report, Status},
};

/// A test and a mode; `None` means all modes.
type Key = (String, Option<Mode>);

/// The known failures of a suite.
#[derive(Debug, Clone, Default)]
pub struct Expectations {
    /// The comment at the top of the file.
    header: Vec<String>,
    /// The comment at its end.
    trailer: Vec<String>,
    /// The tests that fail, with the reason and the comment lines above it.
    known: BTreeMap<Key, Known>,
}

#[derive(Debug, Clone)]
struct Known {
    reason: String,
    comment: Vec<String>,
}

/// The differences between a report and the expectations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Surprises {
    /// Runs that failed and are not listed.
    pub failed: Vec<String>,
    /// Listed runs that passed.
    pub passed: Vec<String>,
    /// Entries without a test.
    pub missing: Vec<String>,
}

impl Surprises {
    /// Whether everything was as expected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Expectations {
    /// No known failures.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Reads a file of known failures.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or a line has no reason, an unknown mode, or a path that stands in an earlier
    /// line.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text = std::fs::read_to_string(path).map_err(|error| Error::io(path, &error))?;
        Self::parse(path, &text)
    }

    /// The known failures of our own suite on the engine of this build, in this embedding.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read). The files are in the checkout that this was built from.
    pub fn of_own_suite(embedding: Embedding) -> Result<Self, Error> {
        let mut expectations = Self::read(&own_suite().join("expected-failures.txt"))?;
        for (list, applies) in [
            ("stock-limits.txt", !boa_async_context::EXACT_GENERATORS),
            ("weak-only.txt", embedding.storage == Storage::Strong),
            (
                "foreign-limits.txt",
                embedding.executor == Executor::Foreign,
            ),
        ] {
            // A list that does not apply must be well-formed, too.
            let list = Self::read(&own_suite().join(list))?;
            if applies {
                expectations.known.extend(list.known);
            }
        }
        Ok(expectations)
    }

    fn parse(path: &Path, text: &str) -> Result<Self, Error> {
        let mut expectations = Self::default();
        let mut comment = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                comment.push(line.to_owned());
                // A comment at the top with an empty line after it is about the whole file.
                if line.is_empty() && expectations.known.is_empty() {
                    expectations.header.append(&mut comment);
                }
                continue;
            }
            // So is the first comment, if it is the only one at the top.
            if expectations.known.is_empty() && expectations.header.is_empty() {
                expectations.header.append(&mut comment);
            }
            let (key, reason) = entry(line).map_err(|problem| Error::Line {
                path: path.to_owned(),
                line: index + 1,
                problem,
            })?;
            let known = Known {
                reason,
                comment: std::mem::take(&mut comment),
            };
            if expectations.known.insert(key.clone(), known).is_some() {
                return Err(Error::Line {
                    path: path.to_owned(),
                    line: index + 1,
                    problem: format!("{} stands here a second time", name(&key)),
                });
            }
        }
        expectations.trailer = comment;
        Ok(expectations)
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether there are no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// The reason of the entry for a run, if it is known to fail.
    #[must_use]
    pub fn reason(&self, path: &str, mode: Mode) -> Option<&str> {
        let exact = self.known.get(&(path.to_owned(), Some(mode)));
        let known = exact.or_else(|| self.known.get(&(path.to_owned(), None)))?;
        Some(&known.reason)
    }

    /// Compares a report with these expectations. `complete` says whether the whole suite was run; only then is
    /// an entry without a test reported.
    #[must_use]
    pub fn compare(&self, report: &Report, complete: bool) -> Surprises {
        let mut surprises = Surprises::default();
        let mut met = BTreeSet::new();
        for outcome in &report.results {
            for mode in [None, Some(outcome.mode)] {
                met.insert((outcome.path.clone(), mode));
            }
            let known = self.reason(&outcome.path, outcome.mode);
            match (outcome.status, known) {
                (Status::Fail, None) => surprises.failed.push(run_name(outcome)),
                (Status::Pass, Some(_)) => surprises.passed.push(run_name(outcome)),
                _ => {}
            }
        }
        if complete {
            let missing = self.known.keys().filter(|key| !met.contains(*key));
            surprises.missing = missing.map(name).collect();
        }
        surprises
    }

    /// The text of the file with which the report would be as expected. Known failures keep their reasons and
    /// comments; new ones get their message as the reason; tests that passed, and after a `complete` run tests
    /// that are gone, are removed.
    #[must_use]
    pub fn updated(&self, report: &Report, complete: bool) -> String {
        let mut modes = BTreeMap::<&str, Vec<&Outcome>>::new();
        for outcome in &report.results {
            modes.entry(&outcome.path).or_default().push(outcome);
        }
        let mut known = self.known.clone();
        known.retain(|(path, mode), _| match modes.get(path.as_str()) {
            Some(outcomes) => mode.is_none_or(|mode| outcomes.iter().any(|o| o.mode == mode)),
            None => !complete,
        });
        for (path, outcomes) in modes {
            self.update_test(path, &outcomes, &mut known);
        }
        self.write(&known)
    }

    fn update_test(&self, path: &str, outcomes: &[&Outcome], known: &mut BTreeMap<Key, Known>) {
        let failed = |o: &&&Outcome| o.status == Status::Fail;
        // A run that was skipped says nothing about its entry.
        if outcomes.iter().all(|o| o.status == Status::Skip) {
            return;
        }
        let key = |mode| (path.to_owned(), mode);
        let old_of = |mode| {
            let exact = self.known.get(&key(Some(mode)));
            exact.or_else(|| self.known.get(&key(None))).cloned()
        };
        known.remove(&key(None));
        for outcome in outcomes {
            known.remove(&key(Some(outcome.mode)));
        }
        let all = outcomes.iter().filter(failed).count() == outcomes.len();
        let whole = self.known.get(&key(None)).cloned();
        let fresh = |outcome: &Outcome| Known {
            reason: match &*outcome.headline() {
                "" => "fails".to_owned(),
                // After a path this would be read as a mode.
                headline if headline.starts_with('(') => format!("fails: {headline}"),
                headline => headline.to_owned(),
            },
            comment: Vec::new(),
        };
        let same = outcomes.windows(2).all(|w| w[0].message == w[1].message);
        let listed_by_mode = outcomes
            .iter()
            .any(|o| self.known.contains_key(&key(Some(o.mode))));
        if all && (whole.is_some() || (same && !listed_by_mode)) {
            known.insert(key(None), whole.unwrap_or_else(|| fresh(outcomes[0])));
            return;
        }
        for outcome in outcomes.iter().filter(failed) {
            let entry = old_of(outcome.mode).unwrap_or_else(|| fresh(outcome));
            known.insert(key(Some(outcome.mode)), entry);
        }
    }

    fn write(&self, known: &BTreeMap<Key, Known>) -> String {
        let mut text = String::new();
        for line in &self.header {
            let _ = writeln!(text, "{line}");
        }
        for (key, known) in known {
            for line in &known.comment {
                let _ = writeln!(text, "{line}");
            }
            let _ = writeln!(text, "{}  {}", name(key), known.reason);
        }
        for line in &self.trailer {
            let _ = writeln!(text, "{line}");
        }
        text
    }

    /// Writes the [updated](Self::updated) file.
    ///
    /// # Errors
    ///
    /// If it cannot be read or written.
    pub fn update(path: &Path, report: &Report, complete: bool) -> Result<(), Error> {
        let expectations = match Self::read(path) {
            Err(Error::Path { .. }) if !path.exists() => Self::none(),
            read => read?,
        };
        std::fs::write(path, expectations.updated(report, complete))
            .map_err(|error| Error::io(path, &error))
    }
}

fn entry(line: &str) -> Result<(Key, String), String> {
    // The paths of test262's own tests have no spaces, but those of other suites may.
    let ends_here = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    let end = line
        .match_indices(".js")
        .map(|(start, js)| start + js.len())
        .find(|&end| ends_here(&line[end..]));
    let (path, rest) = end
        .map(|end| line.split_at(end))
        .ok_or("expected the path of a .js file, perhaps a (mode), and a reason")?;
    let rest = rest.trim_start();
    let (mode, reason) = match rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((mode, reason)) => {
            let known = Mode::of_name(mode).ok_or_else(|| {
                format!("unknown mode '{mode}'; it is sloppy, strict, module or raw")
            })?;
            (Some(known), reason)
        }
        None => (None, rest),
    };
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(format!("{path} has no reason: say behind it why it fails"));
    }
    Ok(((path.to_owned(), mode), reason.to_owned()))
}

fn name((path, mode): &Key) -> String {
    match mode {
        Some(mode) => format!("{path} ({mode})"),
        None => path.clone(),
    }
}

fn run_name(outcome: &Outcome) -> String {
    format!("{} ({})", outcome.path, outcome.mode)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::protocol::EngineFacts;

    fn parse(text: &str) -> Result<Expectations, String> {
        Expectations::parse(Path::new("known.txt"), text).map_err(|error| error.to_string())
    }

    fn report(results: &[(&str, Mode, Status)]) -> Report {
        let facts = EngineFacts {
            name: "boa".into(),
            version: "0".into(),
            async_context: true,
            intl: false,
        };
        let outcome = |&(path, mode, status): &(&str, Mode, Status)| Outcome {
            path: path.into(),
            mode,
            status,
            message: "Error: why\nand more".into(),
            duration: Duration::ZERO,
        };
        Report::new(facts, results.len(), results.iter().map(outcome).collect())
    }

    use Mode::{Module, Sloppy, Strict};
    use Status::{Fail, Pass, Skip};

    #[test]
    fn expects_exactly() {
        let known = parse("test/a.js  a\ntest/b.js (strict)  b\ntest/gone.js c\n").unwrap();
        let report = report(&[
            ("test/a.js", Sloppy, Fail),
            ("test/a.js", Strict, Pass),
            ("test/b.js", Sloppy, Fail),
            ("test/b.js", Strict, Fail),
            ("test/c.js", Module, Skip),
        ]);
        let surprises = known.compare(&report, true);
        assert_eq!(surprises.failed, ["test/b.js (sloppy)"]);
        assert_eq!(surprises.passed, ["test/a.js (strict)"]);
        assert_eq!(surprises.missing, ["test/gone.js"]);
        assert!(known.compare(&report, false).missing.is_empty());
    }

    #[test]
    fn an_update_makes_the_report_expected() {
        let known = parse(
            "# About all.\n\n# About a.\ntest/a.js  kept\ntest/b.js (strict)  kept too\n\
             test/gone.js  x\ntest/fixed.js  x\ntest/half.js  half\n",
        )
        .unwrap();
        let report = report(&[
            ("test/a.js", Sloppy, Fail),
            ("test/a.js", Strict, Fail),
            ("test/b.js", Sloppy, Pass),
            ("test/b.js", Strict, Fail),
            ("test/fixed.js", Module, Pass),
            ("test/half.js", Sloppy, Fail),
            ("test/half.js", Strict, Pass),
            ("test/new.js", Sloppy, Fail),
            ("test/new.js", Strict, Fail),
        ]);
        let text = known.updated(&report, true);
        assert_eq!(
            text,
            "# About all.\n\n# About a.\ntest/a.js  kept\ntest/b.js (strict)  kept too\n\
             test/half.js (sloppy)  half\ntest/new.js  Error: why\n"
        );
        let again = parse(&text).unwrap();
        assert!(again.compare(&report, true).is_empty());
        assert_eq!(again.updated(&report, true), text);
    }

    #[test]
    fn an_update_from_a_part_of_the_suite_keeps_the_rest() {
        let known = parse("test/a.js  a\ntest/z.js  z\n").unwrap();
        let part = report(&[("test/a.js", Module, Pass)]);
        assert_eq!(known.updated(&part, false), "test/z.js  z\n");
    }

    #[test]
    fn an_update_can_be_read_again_whatever_names_and_messages_are() {
        let names = ["test/a.js/b.js", "test/foo.json.js", "test/with space.js"];
        let mut report = report(&names.map(|name| (name, Module, Fail)));
        report.results[0].message = "(strict) as it were".into();
        report.results[1].message = "(now) or never".into();
        report.results[2].message = String::new();
        let text = Expectations::none().updated(&report, true);
        let known = parse(&text).unwrap();
        assert!(known.compare(&report, true).is_empty(), "{text}");
        assert_eq!(known.len(), 3);
    }

    #[test]
    fn an_update_keeps_the_comments_at_both_ends() {
        let text = "# One.\n# Two.\ntest/a.js  x\n# End.\n";
        let known = parse(text).unwrap();
        let report = report(&[("test/a.js", Module, Pass)]);
        assert_eq!(known.updated(&report, true), "# One.\n# Two.\n# End.\n");
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        for (text, problem) in [
            (
                "# x\ntest/a.js\n",
                "known.txt:2: test/a.js has no reason: say behind it why it fails",
            ),
            (
                "test/a.js (fast)  x",
                "known.txt:1: unknown mode 'fast'; it is sloppy, strict, module or raw",
            ),
            (
                "a b c",
                "known.txt:1: expected the path of a .js file, perhaps a (mode), and a reason",
            ),
            (
                "test/a.js x\ntest/a.js y",
                "known.txt:2: test/a.js stands here a second time",
            ),
        ] {
            assert_eq!(parse(text).unwrap_err(), problem);
        }
    }
}
