//! What a run of scenarios found.

use std::{fmt::Write as _, path::Path};

use serde::Serialize;

use crate::{
    column::Column,
    expectation::Expectation,
    measurement::{Failure, Measurement},
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
        /// What is not as expected.
        problems: Vec<String>,
    },
    /// The engine has not what the scenario needs.
    Unsupported(String),
    /// The engine is not there.
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

    /// The cell of a table: payloads alive, and bytes a round.
    #[must_use]
    pub fn cell(&self) -> String {
        match &self.status {
            Status::Measured { measured, problems } => {
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
    // An interval that holds 0 is no growth.
    if slope.low <= 0.0 && slope.high >= 0.0 {
        "0".to_owned()
    } else {
        format!("{:.0}", slope.estimate)
    }
}

/// A scenario in all columns.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct ScenarioReport {
    /// Its name.
    pub name: String,
    /// Its file.
    pub file: String,
    /// A line about it.
    pub title: Option<String>,
    /// What it expects.
    pub expectation: Option<Expectation>,
    /// How it ended in each column.
    pub outcomes: Vec<Outcome>,
}

impl ScenarioReport {
    pub(crate) fn new(name: String, file: &Path) -> Self {
        Self {
            name,
            file: file.display().to_string(),
            title: None,
            expectation: None,
            outcomes: Vec::new(),
        }
    }
}

/// The forced collections of all scenarios in a column, together.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct ColumnPauses {
    /// The name of the column.
    pub column: String,
    /// The distribution.
    pub pauses: Pauses,
}

/// What a run of scenarios found.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The version of this form; it changes when a field changes its meaning.
    pub format: u32,
    /// Whether the counts were those of the quick mode.
    pub quick: bool,
    /// The engines and storages.
    pub columns: Vec<Column>,
    /// The scenarios.
    pub scenarios: Vec<ScenarioReport>,
    /// The pauses by column.
    pub pauses: Vec<ColumnPauses>,
    /// How many outcomes failed or are not as expected.
    pub failures: usize,
}

impl Report {
    pub(crate) fn new(columns: Vec<Column>, scenarios: Vec<ScenarioReport>, quick: bool) -> Self {
        let all = || scenarios.iter().flat_map(|scenario| &scenario.outcomes);
        let pauses = columns
            .iter()
            .filter_map(|column| {
                let pauses: Vec<f64> = all()
                    .filter(|outcome| outcome.column == column.name)
                    .filter_map(Outcome::measured)
                    .flat_map(|measured| measured.pauses.iter().copied())
                    .collect();
                Some(ColumnPauses {
                    column: column.name.clone(),
                    pauses: Pauses::of(&pauses)?,
                })
            })
            .collect();
        let failures = all().filter(|outcome| outcome.is_failure()).count();
        Self {
            format: 1,
            quick,
            columns,
            scenarios,
            pauses,
            failures,
        }
    }

    /// Whether every scenario ended as expected.
    #[must_use]
    pub fn is_success(&self) -> bool {
        self.failures == 0
    }

    /// The tables as text, then every problem.
    #[must_use]
    pub fn text(&self) -> String {
        let mut head = vec!["payloads alive, bytes/round".to_owned()];
        head.extend(self.columns.iter().map(|column| column.name.clone()));
        let mut rows = vec![head];
        let mut versions = vec![String::new()];
        versions.extend(self.columns.iter().map(|column| column.version.clone()));
        rows.push(versions);
        for scenario in &self.scenarios {
            let mut row = vec![scenario.name.clone()];
            row.extend(scenario.outcomes.iter().map(Outcome::cell));
            rows.push(row);
        }
        let mut text = aligned(&rows);
        text.push('\n');
        text.push_str(&self.pauses_text());
        text.push_str(&self.problems_text());
        text
    }

    fn pauses_text(&self) -> String {
        let head = [
            "forced collections, ms",
            "count",
            "median",
            "p90",
            "max",
            "total",
        ];
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        for ColumnPauses { column, pauses } in &self.pauses {
            let mut row = vec![column.clone(), pauses.count.to_string()];
            row.extend(
                [pauses.median, pauses.p90, pauses.max, pauses.total]
                    .map(|milliseconds| format!("{milliseconds:.2}")),
            );
            rows.push(row);
        }
        aligned(&rows)
    }

    fn problems_text(&self) -> String {
        let mut text = String::new();
        for scenario in &self.scenarios {
            for outcome in &scenario.outcomes {
                let what = match &outcome.status {
                    Status::Measured { problems, .. } if !problems.is_empty() => {
                        problems.join("; ")
                    }
                    Status::Failed(failure) => format!("{}: {}", failure.phase, failure.message),
                    Status::Unsupported(reason) => format!("not run: {reason}"),
                    _ => continue,
                };
                let _ = write!(text, "\n{} ({}): {what}", scenario.name, outcome.column);
            }
        }
        if text.is_empty() {
            text.push_str("\nevery scenario ended as expected");
        }
        text
    }
}

/// Rows with columns of equal width, the first flush left, the others flush right.
pub(crate) fn aligned(rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (index, cell) in row.iter().enumerate() {
            let width = width(index);
            let _ = if index == 0 {
                write!(line, "{cell:width$}")
            } else {
                write!(line, "  {cell:>width$}")
            };
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
