//! What a run of scenarios found.

use std::{env, fmt::Write as _, path::Path};

use serde::Serialize;

use crate::{
    column::Column,
    expectation::Expectation,
    machine::Machine,
    measurement::{Failure, Measurement, Summary},
    statistics::{Pauses, Slope},
};

/// How a scenario ended in a column.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Status {
    /// It was measured.
    Measured {
        /// What was measured.
        measured: Measurement,
        /// What follows from it.
        summary: Box<Summary>,
        /// What is not as expected.
        problems: Vec<String>,
    },
    /// The engine lacks something that the scenario needs.
    Unsupported(String),
    /// The engine is not installed.
    Absent(String),
    /// The scenario failed.
    Failed(Failure),
}

/// A scenario in a column.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Outcome {
    /// The name of the column.
    pub column: String,
    /// How it ended.
    #[serde(flatten)]
    pub status: Status,
}

impl Outcome {
    /// What was measured, if it was.
    #[must_use]
    pub fn measured(&self) -> Option<&Measurement> {
        match &self.status {
            Status::Measured { measured, .. } => Some(measured),
            _ => None,
        }
    }

    /// Whether it failed, or is not as expected.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        match &self.status {
            Status::Measured { problems, .. } => !problems.is_empty(),
            Status::Failed(_) => true,
            Status::Unsupported(_) | Status::Absent(_) => false,
        }
    }

    /// What follows from the measurement, if there was one.
    #[must_use]
    pub fn summary(&self) -> Option<&Summary> {
        match &self.status {
            Status::Measured { summary, .. } => Some(summary),
            _ => None,
        }
    }

    /// A sentence about rounds that were not made, because the time was short.
    #[must_use]
    pub fn cut(&self) -> Option<String> {
        let (summary, measured) = (self.summary()?, self.measured()?);
        summary.is_cut.then(|| {
            format!(
                "only {} of {} rounds were made, because half the time limit was over after {:.0} s; raise \
                 --time-limit for all",
                summary.rounds,
                measured.wanted,
                measured.milliseconds / 1e3
            )
        })
    }

    /// What is not as expected, why it failed, or why it was not run; `None` if there is nothing to say.
    #[must_use]
    pub fn explanation(&self) -> Option<String> {
        match &self.status {
            Status::Measured { problems, .. } if problems.is_empty() => None,
            Status::Measured {
                problems, summary, ..
            } => {
                let mut text = problems.join("; ");
                if let Some(captures) = captures_text(summary) {
                    let _ = write!(text, "; live captures: {captures}");
                }
                Some(text)
            }
            Status::Failed(failure) => Some(format!("{}: {}", failure.phase, failure.message)),
            Status::Unsupported(reason) => Some(format!("not run: {reason}")),
            Status::Absent(_) => None,
        }
    }

    /// The cell of a table: payloads alive, and bytes a round.
    #[must_use]
    pub fn cell(&self) -> String {
        match &self.status {
            Status::Measured {
                measured, problems, ..
            } => {
                let mark = if problems.is_empty() { "" } else { "!" };
                let alive = measured
                    .alive_percent()
                    .map_or_else(|| "-".to_owned(), |percent| format!("{percent:.0} %"));
                let slope = measured
                    .slope()
                    .map_or_else(String::new, |slope| bytes(&slope));
                format!("{mark}{alive} {slope}")
            }
            Status::Unsupported(_) => "n/a".to_owned(),
            Status::Absent(_) => "absent".to_owned(),
            Status::Failed(_) => "FAILED".to_owned(),
        }
    }
}

fn bytes(slope: &Slope) -> String {
    // An interval with 0 in it does not show growth.
    if slope.low <= 0.0 && slope.high >= 0.0 {
        "0".to_owned()
    } else {
        format!("{:.0}", slope.estimate)
    }
}

/// Something to be said of a scenario in some columns.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Remark {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// Whether these are failures.
    pub is_failure: bool,
    /// What is to be said.
    pub text: String,
}

/// A scenario in all columns.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct ScenarioReport {
    /// Its name.
    pub name: String,
    /// Its file, relative to the working directory if it is in there.
    pub file: String,
    /// A line about it.
    pub title: Option<String>,
    /// What a round does, in the plural, for the axes of pictures: `plug-ins`.
    pub rounds_name: Option<String>,
    /// What it expects.
    pub expectation: Option<Expectation>,
    /// How it ended in each column.
    pub outcomes: Vec<Outcome>,
}

/// A path as those know it who run the scenario, and not only this machine.
fn as_known(file: &Path) -> &Path {
    let directory = env::current_dir().and_then(|directory| directory.canonicalize());
    let inside = directory
        .ok()
        .and_then(|directory| file.strip_prefix(directory).ok());
    inside.unwrap_or(file)
}

impl ScenarioReport {
    pub(crate) fn new(name: String, file: &Path) -> Self {
        Self {
            name,
            file: as_known(file).display().to_string(),
            title: None,
            rounds_name: None,
            expectation: None,
            outcomes: Vec::new(),
        }
    }

    /// What is to be said of its columns: problems with captures, failures, cuts, and why some were not run. Columns
    /// of which the same is to be said share a remark.
    #[must_use]
    pub fn remarks(&self) -> Vec<Remark> {
        let mut remarks: Vec<Remark> = Vec::new();
        for outcome in &self.outcomes {
            for text in [outcome.explanation(), outcome.cut()].into_iter().flatten() {
                let column = outcome.column.clone();
                match remarks.iter_mut().find(|known| known.text == text) {
                    Some(known) => known.columns.push(column),
                    None => remarks.push(Remark {
                        columns: vec![column],
                        is_failure: outcome.is_failure(),
                        text,
                    }),
                }
            }
        }
        remarks
    }

    /// What a round does, in the plural; `rounds` if the scenario does not say.
    #[must_use]
    pub fn rounds_name(&self) -> &str {
        self.rounds_name.as_deref().unwrap_or("rounds")
    }
}

/// The collections of all scenarios in a column, together.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct ColumnPauses {
    /// The name of the column.
    pub column: String,
    /// The forced collections, or `None` if there was none.
    pub pauses: Option<Pauses>,
    /// The collections that the engine began by itself; `None` where it does not tell of them.
    pub automatic: Option<Pauses>,
}

/// What a run of scenarios found.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The version of this form; it changes when a field changes its meaning.
    pub format: u32,
    /// The command that made this report, if a command did.
    pub command: Option<String>,
    /// Where.
    pub machine: Machine,
    /// Whether the counts were those of the quick mode.
    pub quick: bool,
    /// The engines and storages.
    pub columns: Vec<Column>,
    /// The scenarios.
    pub scenarios: Vec<ScenarioReport>,
    /// The pauses by column.
    pub pauses: Vec<ColumnPauses>,
    /// How many outcomes on our engine failed or are not as expected.
    pub failures: usize,
    /// How many outcomes on other engines failed: with an exception, a crash, or no end. They are not judged.
    pub peer_failures: usize,
}

impl Report {
    pub(crate) fn new(columns: Vec<Column>, scenarios: Vec<ScenarioReport>, quick: bool) -> Self {
        let all = || scenarios.iter().flat_map(|scenario| &scenario.outcomes);
        let pauses = columns.iter().map(|column| {
            let measured = all().filter(|outcome| outcome.column == column.name);
            let measured: Vec<_> = measured.filter_map(Outcome::measured).collect();
            let forced: Vec<f64> = measured.iter().flat_map(|it| it.pauses.clone()).collect();
            let automatic = measured.iter().filter_map(|it| it.automatic.clone());
            let automatic: Vec<f64> = automatic.flatten().collect();
            ColumnPauses {
                column: column.name.clone(),
                pauses: Pauses::of(&forced),
                automatic: Pauses::of(&automatic),
            }
        });
        let pauses = pauses.collect();
        let failures = |ours: bool| {
            let columns = || columns.iter().map(|column| column.ours);
            let outcomes = scenarios
                .iter()
                .flat_map(|scenario| scenario.outcomes.iter().zip(columns()));
            let failures =
                outcomes.filter(|(outcome, is_ours)| *is_ours == ours && outcome.is_failure());
            failures.count()
        };
        let (failures, peer_failures) = (failures(true), failures(false));
        Self {
            format: 2,
            command: None,
            machine: Machine::this(),
            quick,
            columns,
            scenarios,
            pauses,
            failures,
            peer_failures,
        }
    }

    /// Whether every scenario ended as expected on our engine.
    #[must_use]
    pub fn is_success(&self) -> bool {
        self.failures == 0
    }

    /// Whether each column is a peer.
    pub(crate) fn peers(&self) -> Vec<bool> {
        self.columns.iter().map(|column| !column.ours).collect()
    }

    /// Every outcome with its scenario.
    pub fn outcomes(&self) -> impl Iterator<Item = (&ScenarioReport, &Outcome)> {
        let scenarios = self.scenarios.iter();
        scenarios.flat_map(|scenario| {
            scenario
                .outcomes
                .iter()
                .map(move |outcome| (scenario, outcome))
        })
    }
}

/// `160 snapshot (1.00 a round), 2 timer`; `None` if there are none.
fn captures_text(summary: &Summary) -> Option<String> {
    let kinds = summary
        .captures
        .iter()
        .filter(|(_, captures)| captures.at_end > 0);
    let texts: Vec<String> = kinds
        .map(|(kind, captures)| {
            let growing = captures.per_round.filter(|slope| slope.low > 0.0);
            let rate = growing.map(|slope| format!(" ({:.2} a round)", slope.estimate));
            format!("{} {kind}{}", captures.at_end, rate.unwrap_or_default())
        })
        .collect();
    (!texts.is_empty()).then(|| texts.join(", "))
}
