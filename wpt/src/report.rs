//! What came of test files.

use std::{fmt, path::PathBuf, time::Duration};

use serde::{Deserialize, Serialize};

/// What came of one test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TestStatus {
    /// It passed.
    Pass,
    /// It failed.
    Fail,
    /// It did not end in time, or never could.
    Timeout,
    /// It was not begun, because an earlier one did not end.
    NotRun,
    /// It is about something optional that is not there.
    #[serde(rename = "PRECONDITION_FAILED")]
    PreconditionFailed,
}

/// A test of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Test {
    /// The name that the file gives it.
    pub name: String,
    /// What came of it.
    pub status: TestStatus,
    /// Why it did not pass.
    pub message: Option<String>,
}

/// What came of a file as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum FileStatus {
    /// Its tests say it all.
    Ok,
    /// Something went wrong outside of its tests.
    Error,
    /// It did not end in time, and no test of it is to blame.
    Timeout,
    /// It is for other hosts.
    Skip,
}

/// What came of a file, or of one variant of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileReport {
    /// The file, as it was given or found.
    pub file: PathBuf,
    /// The query it was run with: `META: variant=`.
    pub variant: Option<String>,
    /// What came of it as a whole.
    pub status: FileStatus,
    /// Why, if it is not OK.
    pub message: Option<String>,
    /// How long it took.
    #[serde(rename = "milliseconds", serialize_with = "milliseconds")]
    pub duration: Duration,
    /// Its tests, in the order in which they were made.
    pub tests: Vec<Test>,
}

fn milliseconds<S: serde::Serializer>(duration: &Duration, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_u128(duration.as_millis())
}

impl FileReport {
    /// The file with its variant, for people.
    #[must_use]
    pub fn name(&self) -> String {
        let variant = self.variant.as_deref().unwrap_or_default();
        format!("{}{variant}", self.file.display())
    }

    /// Its tests in numbers. What goes wrong outside of a test counts like one.
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

/// Tests in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Tests that passed.
    pub passed: usize,
    /// Tests that failed, and files in which something went wrong outside of a test.
    pub failed: usize,
    /// Tests that did not end, and files that did not.
    pub timed_out: usize,
    /// Tests that were not begun.
    pub not_run: usize,
    /// Tests of something optional that is not there.
    pub optional: usize,
    /// Files for other hosts.
    pub skipped: usize,
}

impl Summary {
    /// The numbers of several files.
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

    /// Whether every test that could pass did.
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
