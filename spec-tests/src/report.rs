//! The outcomes of runs.

use std::{collections::BTreeMap, fmt::Write as _, time::Duration};

use serde::{Deserialize, Serialize};

use crate::{error::Error, mode::Mode, protocol::EngineFacts};

/// Whether a run passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It passed.
    Pass,
    /// It failed; the message says why.
    Fail,
    /// It was not run, or it failed and is allowed to; the message says why.
    Skip,
}

/// The outcome of a run.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Outcome {
    /// The path of the test, from `test/` on.
    pub path: String,
    /// How it was run.
    pub mode: Mode,
    /// Whether it passed.
    pub status: Status,
    /// Why it did not pass. Empty if it passed.
    #[serde(default)]
    pub message: String,
    /// How long it took. Not in the JSON, so that the reports of two equal runs are equal.
    #[serde(skip)]
    pub duration: Duration,
}

impl Outcome {
    /// The first line of the message. Control characters are escaped, since a terminal would obey them.
    #[must_use]
    pub fn headline(&self) -> String {
        let line = self.message.split('\n').next().unwrap_or_default();
        let mut headline = String::with_capacity(line.len());
        for character in line.chars() {
            if character.is_control() {
                headline.extend(character.escape_default());
            } else {
                headline.push(character);
            }
        }
        headline
    }
}

/// The report of a run, in the shape of its JSON.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Report {
    /// The engine that ran the tests.
    pub engine: EngineFacts,
    /// How many runs were discovered.
    pub total: usize,
    /// How many runs passed.
    pub passed: usize,
    /// How many runs failed.
    pub failed: usize,
    /// How many runs were skipped.
    pub skipped: usize,
    /// Every run, by path and mode.
    pub results: Vec<Outcome>,
}

impl Report {
    /// Makes a report from the outcomes of `discovered` runs.
    #[must_use]
    pub fn new(engine: EngineFacts, discovered: usize, mut results: Vec<Outcome>) -> Self {
        results.sort_by(|a, b| (&a.path, a.mode).cmp(&(&b.path, b.mode)));
        let count = |status| results.iter().filter(|o| o.status == status).count();
        Self {
            engine,
            total: discovered,
            passed: count(Status::Pass),
            failed: count(Status::Fail),
            skipped: count(Status::Skip),
            results,
        }
    }

    /// Whether every run that was discovered is accounted for.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        self.total == self.passed + self.failed + self.skipped
    }

    /// The runs that failed.
    pub fn failures(&self) -> impl Iterator<Item = &Outcome> {
        self.results.iter().filter(|o| o.status == Status::Fail)
    }

    /// The report as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut json = serde_json::to_string_pretty(self)
            .expect("strings, numbers and lists of them are always JSON");
        json.push('\n');
        json
    }

    /// Reads a report that [`to_json`](Self::to_json) wrote.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or is not such a report.
    pub fn read(path: &std::path::Path) -> Result<Self, Error> {
        let text = std::fs::read_to_string(path).map_err(|error| Error::io(path, &error))?;
        serde_json::from_str(&text).map_err(|error| {
            Error::path(path, format!("is not a report that --json wrote: {error}"))
        })
    }

    /// A table of the counts by directory.
    #[must_use]
    pub fn by_directory(&self) -> String {
        let mut rows = rows(&self.results, 1);
        // The deepest level that gives a table of at most `MOST_ROWS` rows.
        for depth in 2.. {
            let deeper = self::rows(&self.results, depth);
            if deeper.len() == rows.len() || deeper.len() > MOST_ROWS {
                break;
            }
            rows = deeper;
        }
        let width = rows.keys().map(String::len).chain([9]).max().unwrap_or(9);
        let mut table = format!(
            "{:width$} {:>7} {:>7} {:>7} {:>7}\n",
            "directory", "total", "passed", "failed", "skipped"
        );
        let total = Counts {
            passed: self.passed,
            failed: self.failed,
            skipped: self.skipped,
        };
        let all = ("all".to_owned(), total);
        for (directory, counts) in rows.into_iter().chain([all]) {
            let Counts {
                passed,
                failed,
                skipped,
            } = counts;
            let _ = writeln!(
                table,
                "{directory:width$} {:>7} {passed:>7} {failed:>7} {skipped:>7}",
                passed + failed + skipped
            );
        }
        table
    }
}

/// The most rows of the table, if a level below the first is shown.
const MOST_ROWS: usize = 32;

#[derive(Default)]
struct Counts {
    passed: usize,
    failed: usize,
    skipped: usize,
}

/// Counts the outcomes by directory. Paths are cut to `depth` parts below `test/`.
fn rows(results: &[Outcome], depth: usize) -> BTreeMap<String, Counts> {
    let mut rows = BTreeMap::<String, Counts>::new();
    for outcome in results {
        let below = outcome.path.strip_prefix("test/").unwrap_or(&outcome.path);
        let directory = below
            .rsplit_once('/')
            .map_or(".", |(directory, _)| directory);
        let cut: Vec<&str> = directory.split('/').take(depth).collect();
        let counts = rows.entry(cut.join("/")).or_default();
        match outcome.status {
            Status::Pass => counts.passed += 1,
            Status::Fail => counts.failed += 1,
            Status::Skip => counts.skipped += 1,
        }
    }
    rows
}
