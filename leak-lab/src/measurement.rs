//! What a run reports, line by line.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::statistics::{Pauses, Slope, theil_sen};

/// The beginning of a line of the report; other lines are the scenario's own output.
pub const MARK: &str = "@leak-lab ";

/// A line of a run's report.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Line {
    /// A phase begins.
    Phase(String),
    /// The engine has not what the scenario needs.
    Unsupported(String),
    /// The scenario failed.
    Failure(Failure),
    /// The scenario ended.
    Result(Box<Raw>),
}

/// Why a scenario has no result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Failure {
    /// Where: import, setup, iterate, collect, expectation, or the process.
    pub phase: String,
    /// What happened, and what to do.
    pub message: String,
}

impl Failure {
    pub(crate) fn new(phase: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            phase: phase.into(),
            message: message.into(),
        }
    }
}

/// The bytes and payloads after so many rounds.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Point {
    /// The rounds so far.
    pub rounds: f64,
    /// The bytes in use after collection.
    pub bytes: f64,
    /// The payloads alive, by group.
    pub alive: BTreeMap<String, usize>,
    /// All payloads so far, by group.
    pub tracked: BTreeMap<String, usize>,
}

/// A result as the driver reports it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Raw {
    /// A line about the scenario.
    pub title: Option<String>,
    /// The export, not yet checked.
    pub expectation: serde_json::Value,
    /// The rounds that were asked for.
    pub wanted: f64,
    /// After each part of the rounds.
    pub points: Vec<Point>,
    /// The forced collections, in milliseconds.
    pub pauses: Vec<f64>,
    /// Live captures by kind, on our engine.
    pub census: Option<BTreeMap<String, u64>>,
    /// How long it took.
    pub milliseconds: f64,
}

/// What was measured.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct Measurement {
    /// The rounds that were asked for; fewer were made if time was short.
    pub wanted: f64,
    /// After each part of the rounds.
    pub points: Vec<Point>,
    /// The forced collections, in milliseconds.
    pub pauses: Vec<f64>,
    /// Live captures by kind at the end, on our engine.
    pub census: Option<BTreeMap<String, u64>>,
    /// How long the run took.
    pub milliseconds: f64,
}

impl Measurement {
    /// The bytes retained a round. The first point is warm-up and does not count.
    #[must_use]
    pub fn slope(&self) -> Option<Slope> {
        let points: Vec<_> = self
            .points
            .iter()
            .skip(1)
            .map(|point| (point.rounds, point.bytes))
            .collect();
        theil_sen(&points)
    }

    /// The payloads alive at the end, in percent of all.
    #[must_use]
    pub fn alive_percent(&self) -> Option<f64> {
        let last = self.points.last()?;
        let tracked: usize = last.tracked.values().sum();
        let alive: usize = last.alive.values().sum();
        (tracked > 0).then(|| 100.0 * alive as f64 / tracked as f64)
    }

    /// The distribution of the pauses.
    #[must_use]
    pub fn pauses(&self) -> Option<Pauses> {
        Pauses::of(&self.pauses)
    }
}
