//! Directories of test files, and how they are run.

use std::{fs, path::PathBuf, time::Duration};

use boa_async_context_wpt::{FileReport, Options, TestStatus, run_file};

use crate::wpt_apis::install;

/// Longer than a file takes on any machine.
pub(crate) const LONG: Duration = Duration::from_secs(600);

/// For files that never end. Nothing but the end is expected of them, so that the machine may be slow.
pub(crate) const SHORT: Duration = Duration::from_millis(500);

/// Files run with all web APIs.
pub(crate) fn options() -> Options {
    Options::new(install)
}

pub(crate) fn options_with_timeout(timeout: Duration) -> Options {
    let mut options = options();
    options.timeout = timeout;
    options
}

/// Scripts have URLs.
pub(crate) fn options_by_url() -> Options {
    let mut options = options_with_timeout(LONG);
    options.by_url = true;
    options
}

/// A temporary directory with test files.
pub(crate) struct Directory(tempfile::TempDir);

impl Directory {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        for (name, text) in files {
            let path = directory.path().join(name);
            fs::create_dir_all(path.parent().expect("it has one")).expect("a new directory");
            fs::write(path, text).expect("a new file");
        }
        Self(directory)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn run(&self, name: &str) -> Vec<FileReport> {
        self.run_for(LONG, name)
    }

    pub(crate) fn run_for(&self, timeout: Duration, name: &str) -> Vec<FileReport> {
        self.run_with(&options_with_timeout(timeout), name)
    }

    pub(crate) fn run_with(&self, options: &Options, name: &str) -> Vec<FileReport> {
        run_file(&self.path(name), options).expect("it can be run")
    }

    /// The report of a file that runs once, with URLs.
    pub(crate) fn run_by_url(&self, name: &str) -> FileReport {
        let reports = self.run_with(&options_by_url(), name);
        let [report] = <[FileReport; 1]>::try_from(reports).expect("one run");
        report
    }
}

pub(crate) fn statuses(report: &FileReport) -> Vec<TestStatus> {
    report.tests.iter().map(|test| test.status).collect()
}

/// The tests as lines `name: status`, with the messages of those that did not pass.
pub(crate) fn told(report: &FileReport) -> Vec<String> {
    let line = |test: &boa_async_context_wpt::Test| match &test.message {
        Some(message) => {
            let first = message.lines().next().unwrap_or_default();
            format!("{}: {:?}: {first}", test.name, test.status)
        }
        None => format!("{}: {:?}", test.name, test.status),
    };
    report.tests.iter().map(line).collect()
}
