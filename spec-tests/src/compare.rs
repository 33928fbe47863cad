//! The changes between two reports.

use std::{collections::BTreeMap, fmt};

use crate::{
    mode::Mode,
    report::{Outcome, Report, Status},
};

/// The changes from one report to another, the worst first.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Changes {
    /// Runs that fail now and did not before, with the message.
    pub newly_failing: Vec<String>,
    /// Runs that fail as before, but with another message.
    pub failing_otherwise: Vec<String>,
    /// Runs that pass now and did not before.
    pub newly_passing: Vec<String>,
    /// Runs that are skipped now and were not before.
    pub newly_skipped: Vec<String>,
    /// Runs that were not in the older report and do not fail.
    pub added: Vec<String>,
    /// Runs that are not in the newer report.
    pub removed: Vec<String>,
}

impl Changes {
    /// The changes from `old` to `new`. Runs for which `selected` is false do not count as removed.
    #[must_use]
    pub fn between(old: &Report, new: &Report, selected: impl Fn(&str) -> bool) -> Self {
        let key = |outcome: &Outcome| (outcome.path.clone(), outcome.mode);
        let mut before: BTreeMap<(String, Mode), &Outcome> =
            old.results.iter().map(|o| (key(o), o)).collect();
        let mut changes = Self::default();
        for outcome in &new.results {
            let was = before.remove(&key(outcome));
            let name = format!("{} ({})", outcome.path, outcome.mode);
            let with_message = || format!("{name}: {}", outcome.headline());
            match (was.map(|was| was.status), outcome.status) {
                (Some(Status::Fail), Status::Fail) => {
                    if was.is_some_and(|was| was.headline() != outcome.headline()) {
                        changes.failing_otherwise.push(with_message());
                    }
                }
                (_, Status::Fail) => changes.newly_failing.push(with_message()),
                (None, _) => changes.added.push(name),
                (Some(Status::Fail | Status::Skip), Status::Pass) => {
                    changes.newly_passing.push(name);
                }
                (Some(Status::Pass | Status::Fail), Status::Skip) => {
                    changes.newly_skipped.push(with_message());
                }
                (Some(Status::Pass), Status::Pass) | (Some(Status::Skip), Status::Skip) => {}
            }
        }
        let removed = before.into_keys().filter(|(path, _)| selected(path));
        changes.removed = removed
            .map(|(path, mode)| format!("{path} ({mode})"))
            .collect();
        changes
    }

    fn sections(&self) -> [(&'static str, &[String]); 6] {
        [
            ("newly failing", &self.newly_failing),
            ("failing with another message", &self.failing_otherwise),
            ("newly passing", &self.newly_passing),
            ("newly skipped", &self.newly_skipped),
            ("added", &self.added),
            ("removed", &self.removed),
        ]
    }
}

/// Writes a section for each kind of change that occurs.
impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut any = false;
        for (title, runs) in self.sections() {
            if runs.is_empty() {
                continue;
            }
            any = true;
            writeln!(f, "{title}: {}", runs.len())?;
            for run in runs {
                writeln!(f, "  {run}")?;
            }
        }
        if any {
            Ok(())
        } else {
            writeln!(f, "nothing changed")
        }
    }
}
