//! What came of the runs.

use std::{collections::BTreeMap, fmt::Write as _, time::Duration};

use serde::{Deserialize, Serialize};

use crate::{Error, plan::Mode};

/// Whether a run did what it had to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It did.
    Pass,
    /// It did not; the message says why.
    Fail,
    /// It was not run, or failed and may; the message says why.
    Skip,
}

/// What came of a run.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Outcome {
    /// The test, from `test/` on.
    pub path: String,
    /// How it was run.
    pub mode: Mode,
    /// Whether it passed.
    pub status: Status,
    /// Why not. Empty for a test that passed.
    #[serde(default)]
    pub message: String,
    /// How long it took. Not in JSON: reports of two runs are to be equal.
    #[serde(skip)]
    pub duration: Duration,
}

impl Outcome {
    /// The first line of the message, with control characters escaped: a terminal obeys them.
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

/// What ran the tests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EngineFacts {
    /// The engine.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Whether our AsyncContext was installed.
    pub async_context: bool,
    /// Whether it has `Intl`.
    #[serde(default)]
    pub intl: bool,
}

/// The report of a run, in the shape of its JSON.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Report {
    /// What ran the tests.
    pub engine: EngineFacts,
    /// Runs that were discovered.
    pub total: usize,
    /// Runs that passed.
    pub passed: usize,
    /// Runs that failed.
    pub failed: usize,
    /// Runs that were skipped.
    pub skipped: usize,
    /// Every run, by path and mode.
    pub results: Vec<Outcome>,
}

impl Report {
    /// Makes the report of `discovered` runs.
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
    /// The file can not be read or is not such a report.
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
        // As deep as it stays a table that one looks at.
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

const MOST_ROWS: usize = 32;

#[derive(Default)]
struct Counts {
    passed: usize,
    failed: usize,
    skipped: usize,
}

/// Counts for each directory, which are cut to `depth` parts below `test/`.
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
