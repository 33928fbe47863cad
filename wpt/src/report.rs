//! The results of test files.

use std::{fmt, path::PathBuf, time::Duration};

use serde::{Deserialize, Serialize};

/// The result of one test.
///
/// JSON has the names of `testharness.js`: `PASS`, `FAIL`, `TIMEOUT`, `NOTRUN`, `PRECONDITION_FAILED`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[non_exhaustive]
pub enum TestStatus {
    /// The test passed.
    Pass,
    /// The test failed.
    Fail,
    /// The test did not end in time, or nothing was left that could end it.
    Timeout,
    /// The test never started, because an earlier test did not end.
    NotRun,
    /// The test is about an optional feature that the host does not have.
    #[serde(rename = "PRECONDITION_FAILED")]
    PreconditionFailed,
}

/// A test of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Test {
    /// The name of the test: from the file, or the title of the file with a number.
    pub name: String,
    /// The result.
    pub status: TestStatus,
    /// Why the test did not pass; `None` if it passed.
    pub message: Option<String>,
}

/// The result of a file, apart from its tests.
///
/// JSON has the names in capital letters, as `testharness.js` has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[non_exhaustive]
pub enum FileStatus {
    /// The file ran; its tests have the results.
    Ok,
    /// Something failed outside its tests: an uncaught exception, a syntax error, a failed setup or cleanup.
    Error,
    /// The file did not end in time, although none of its tests was running.
    Timeout,
    /// The file is for other globals and was not run.
    Skip,
}

/// The result of a file, or of one variant of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FileReport {
    /// The path of the file, as it was passed in.
    pub file: PathBuf,
    /// The query of the run, from `META: variant=`.
    pub variant: Option<String>,
    /// Whether the file ran in a worker.
    pub in_worker: bool,
    /// The result apart from the tests.
    pub status: FileStatus,
    /// The reason for a status other than [`Ok`](FileStatus::Ok).
    pub message: Option<String>,
    /// How long the run took. JSON has `milliseconds`.
    #[serde(rename = "milliseconds", serialize_with = "milliseconds")]
    pub duration: Duration,
    /// The tests, in the order in which the file created them.
    pub tests: Vec<Test>,
}

fn milliseconds<S: serde::Serializer>(duration: &Duration, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_u128(duration.as_millis())
}

impl FileReport {
    /// The path of the file with its variant, and whether it ran in a worker, to print.
    #[must_use]
    pub fn name(&self) -> String {
        let variant = self.variant.as_deref().unwrap_or_default();
        let place = if self.in_worker { " (in a worker)" } else { "" };
        format!("{}{variant}{place}", self.file.display())
    }

    /// Counts the tests. A failure of the file itself counts as one more test.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        for test in &self.tests {
            *match test.status {
                TestStatus::Pass => &mut summary.passed,
                TestStatus::Fail => &mut summary.failed,
                TestStatus::Timeout => &mut summary.timed_out,
                TestStatus::NotRun => &mut summary.not_run,
                TestStatus::PreconditionFailed => &mut summary.optional,
            } += 1;
        }
        match self.status {
            FileStatus::Ok => {}
            FileStatus::Error => summary.failed += 1,
            FileStatus::Timeout => summary.timed_out += 1,
            FileStatus::Skip => summary.skipped += 1,
        }
        summary
    }
}

/// Counts of test results. It is displayed as one line, such as `3 passed, 0 failed, 1 timed out`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Summary {
    /// Tests that passed.
    pub passed: usize,
    /// Tests that failed, and files with the status [`Error`](FileStatus::Error).
    pub failed: usize,
    /// Tests and files that did not end in time.
    pub timed_out: usize,
    /// Tests that never started.
    pub not_run: usize,
    /// Tests of optional features that the host does not have.
    pub optional: usize,
    /// Files that are for other globals.
    pub skipped: usize,
}

impl Summary {
    /// Counts the tests of several files.
    #[must_use]
    pub fn of(reports: &[FileReport]) -> Self {
        let mut all = Self::default();
        for file in reports.iter().map(FileReport::summary) {
            all.passed += file.passed;
            all.failed += file.failed;
            all.timed_out += file.timed_out;
            all.not_run += file.not_run;
            all.optional += file.optional;
            all.skipped += file.skipped;
        }
        all
    }

    /// Whether nothing failed, timed out or never started. Skipped files and optional features do not count.
    #[must_use]
    pub const fn is_success(&self) -> bool {
        self.failed == 0 && self.timed_out == 0 && self.not_run == 0
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            passed,
            failed,
            timed_out,
            ..
        } = self;
        write!(f, "{passed} passed, {failed} failed, {timed_out} timed out")?;
        for (count, what) in [
            (self.not_run, "not run"),
            (self.optional, "of something optional"),
            (self.skipped, "files skipped"),
        ] {
            if count > 0 {
                write!(f, ", {count} {what}")?;
            }
        }
        Ok(())
    }
}
