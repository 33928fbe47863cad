//! The report for CI servers.

use quick_junit::{NonSuccessKind, Report as Xml, TestCase, TestCaseStatus, TestSuite};

use crate::report::{Report, Status};

/// The report as JUnit XML: a suite for each directory, a case for each run.
///
/// Characters that XML cannot contain are left out of messages.
#[must_use]
pub fn to_xml(report: &Report) -> String {
    let mut xml = Xml::new("test262");
    let mut suites: Vec<TestSuite> = Vec::new();
    for outcome in &report.results {
        let (directory, file) = outcome.path.rsplit_once('/').unwrap_or(("", &outcome.path));
        let status = match outcome.status {
            Status::Pass => TestCaseStatus::success(),
            Status::Fail => {
                let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
                status.set_message(outcome.headline());
                status.set_description(outcome.message.as_str());
                status
            }
            Status::Skip => {
                let mut status = TestCaseStatus::skipped();
                status.set_message(outcome.headline());
                status
            }
        };
        let mut case = TestCase::new(format!("{file} ({})", outcome.mode), status);
        case.set_classname(directory);
        case.set_time(outcome.duration);
        match suites.last_mut() {
            // Results are sorted by path, but files of a directory and of directories below it may alternate.
            Some(suite) if suite.name.as_str() == directory => {
                suite.add_test_case(case);
            }
            _ => {
                let mut suite = TestSuite::new(directory);
                suite.add_test_case(case);
                suites.push(suite);
            }
        }
    }
    xml.add_test_suites(suites);
    xml.to_string()
        .expect("quick-junit leaves out characters that XML cannot contain")
}
