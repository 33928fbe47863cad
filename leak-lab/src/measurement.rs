//! What a run reports, line by line.

use std::collections::{BTreeMap, BTreeSet};

use boa_async_context::Census;
use serde::{Deserialize, Serialize};

use crate::statistics::{Pauses, Slope, theil_sen};

/// A line of a run's report.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Line {
    /// A phase begins.
    Phase(String),
    /// A part of the rounds was measured.
    Point(Point),
    /// The engine lacks something that the scenario needs.
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
    /// The bytes in use after collection, where something counts them.
    pub bytes: Option<f64>,
    /// The payloads alive, by group.
    pub alive: BTreeMap<String, usize>,
    /// All payloads so far, by group.
    pub tracked: BTreeMap<String, usize>,
    /// The live captures by kind, on our engine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captures: Option<BTreeMap<String, usize>>,
}

/// A result as the driver reports it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Raw {
    /// A line about the scenario.
    pub title: Option<String>,
    /// What a round does, in the plural.
    #[serde(default)]
    pub rounds_name: Option<String>,
    /// The export, not yet checked.
    pub expectation: serde_json::Value,
    /// The measurement. Its points are empty: each was a line of its own before.
    #[serde(flatten)]
    pub measured: Measurement,
}

/// What was measured.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Measurement {
    /// The rounds that were to be made; fewer were made if time was short.
    pub wanted: f64,
    /// After each part of the rounds.
    #[serde(default)]
    pub points: Vec<Point>,
    /// The pauses of the forced collections, in milliseconds.
    pub pauses: Vec<f64>,
    /// The pauses of the collections that the engine began by itself, in milliseconds; `None` where the engine does
    /// not tell of them. Of the engines compared only Node does.
    #[serde(default)]
    pub automatic: Option<Vec<f64>>,
    /// How long the run took.
    pub milliseconds: f64,
}

/// The live captures of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Captures {
    /// The number after the last part of the rounds.
    pub at_end: usize,
    /// How many more with each round.
    pub per_round: Option<Slope>,
}

/// What follows from a measurement.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Summary {
    /// The rounds that were made.
    pub rounds: f64,
    /// Whether that is less than was to be made, because half the time limit was over.
    pub is_cut: bool,
    /// [`Measurement::alive_percent`].
    pub alive_percent: Option<f64>,
    /// [`Measurement::slope`].
    pub bytes_per_round: Option<Slope>,
    /// [`Measurement::captures`].
    pub captures: BTreeMap<String, Captures>,
    /// The forced collections.
    pub forced: Option<Pauses>,
    /// The collections that the engine began by itself, where it tells of them.
    pub automatic: Option<Pauses>,
}

impl Measurement {
    /// All that follows from it.
    #[must_use]
    pub fn summary(&self) -> Summary {
        Summary {
            rounds: self.rounds(),
            is_cut: self.is_cut(),
            alive_percent: self.alive_percent(),
            bytes_per_round: self.slope(),
            captures: self.captures(),
            forced: Pauses::of(&self.pauses),
            automatic: self.automatic.as_deref().and_then(Pauses::of),
        }
    }

    /// The rounds that were made.
    #[must_use]
    pub fn rounds(&self) -> f64 {
        self.points.last().map_or(0.0, |point| point.rounds)
    }

    /// Whether fewer rounds were made than were to be made.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.rounds() < self.wanted
    }

    /// The bytes retained a round, where they were counted. The first point is warm-up and does not count.
    #[must_use]
    pub fn slope(&self) -> Option<Slope> {
        self.slope_of(|point| point.bytes)
    }

    fn slope_of(&self, value: impl Fn(&Point) -> Option<f64>) -> Option<Slope> {
        let points = self.points.iter().skip(1);
        let points: Vec<_> = points
            .filter_map(|point| Some((point.rounds, value(point)?)))
            .collect();
        theil_sen(&points)
    }

    /// The payloads alive at the end, in percent of all.
    #[must_use]
    pub fn alive_percent(&self) -> Option<f64> {
        self.points.last()?.alive_percent()
    }

    /// The live captures of each kind that had any; empty on engines without a census.
    #[must_use]
    pub fn captures(&self) -> BTreeMap<String, Captures> {
        let count = |point: &Point, kind: &str| {
            let captures = point.captures.as_ref();
            captures.and_then(|all| all.get(kind)).copied().unwrap_or(0)
        };
        let kinds = self
            .points
            .iter()
            .filter_map(|point| point.captures.as_ref());
        let kinds: BTreeSet<&String> = kinds.flat_map(BTreeMap::keys).collect();
        let captures = kinds.into_iter().map(|kind| {
            let at_end = self.points.last().map_or(0, |point| count(point, kind));
            let per_round = self.slope_of(|point| Some(count(point, kind) as f64));
            (kind.clone(), Captures { at_end, per_round })
        });
        captures.collect()
    }
}

/// The number of live captures of each kind that has any.
pub(crate) fn captures_by_kind(census: &Census) -> BTreeMap<String, usize> {
    let rows = census.rows();
    rows.map(|(kind, row)| (kind.name().to_owned(), row.count))
        .collect()
}

impl Point {
    /// The payloads alive, in percent of all.
    #[must_use]
    pub fn alive_percent(&self) -> Option<f64> {
        let tracked: usize = self.tracked.values().sum();
        let alive: usize = self.alive.values().sum();
        (tracked > 0).then(|| 100.0 * alive as f64 / tracked as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(captures: &[&[(&str, usize)]]) -> Measurement {
        let points = captures.iter().zip(1..).map(|(captures, part)| Point {
            rounds: f64::from(part) * 10.0,
            captures: Some(
                captures
                    .iter()
                    .map(|(kind, count)| ((*kind).to_owned(), *count))
                    .collect(),
            ),
            ..Point::default()
        });
        Measurement {
            wanted: 10.0 * captures.len() as f64,
            points: points.collect(),
            ..Measurement::default()
        }
    }

    #[test]
    fn captures_have_their_last_number_and_their_slope() {
        let measured = measured(&[
            &[("timer", 7)],
            &[("timer", 7), ("snapshot", 20)],
            &[("snapshot", 40)],
            &[("snapshot", 60)],
            &[("snapshot", 80)],
            &[("snapshot", 100)],
        ]);
        let captures = measured.captures();
        assert_eq!(captures.keys().collect::<Vec<_>>(), ["snapshot", "timer"]);
        let snapshot = captures["snapshot"];
        assert_eq!(snapshot.at_end, 100);
        assert_eq!(snapshot.per_round.map(|slope| slope.estimate), Some(2.0));
        assert_eq!(captures["timer"].at_end, 0);
    }

    #[test]
    fn fewer_rounds_than_wanted_are_a_cut() {
        let mut measured = measured(&[&[], &[]]);
        assert!(!measured.summary().is_cut);
        measured.wanted = 30.0;
        assert!(measured.summary().is_cut);
    }
}
