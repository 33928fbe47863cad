//! What changed between two reports.

use std::{collections::BTreeMap, fmt};

use crate::{
    plan::Mode,
    report::{Outcome, Report, Status},
};

/// What changed from one report to another, the worst first.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// Fail now and did not, with the message.
    pub newly_failing: Vec<String>,
    /// Fail as before, but with another message.
    pub failing_otherwise: Vec<String>,
    /// Pass now and did not.
    pub newly_passing: Vec<String>,
    /// Are skipped now and were not.
    pub newly_skipped: Vec<String>,
    /// Were not in the older report, and do not fail.
    pub added: Vec<String>,
    /// Are not in the newer report.
    pub removed: Vec<String>,
}

impl Changes {
    /// What changed from `old` to `new`. Runs that `selected` refuses were not asked for and are not
    /// missed.
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

/// A section for each kind of change that there is.
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
