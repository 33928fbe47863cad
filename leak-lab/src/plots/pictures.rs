//! The pictures of each scenario.

use std::{collections::BTreeSet, fs, path::Path};

use super::{
    lines::{Lines, Series},
    palette::{background, style_sheet},
    pauses::{self, Row},
};
use crate::{
    error::Error,
    measurement::{Measurement, Point},
    report::{Report, ScenarioReport},
    units::Unit,
};

/// A picture: its kind, which is the end of its file's name, what it shows, and the SVG.
pub(crate) struct Picture {
    pub(crate) kind: &'static str,
    pub(crate) caption: String,
    pub(crate) svg: String,
}

/// A column that was measured: its place among all, its name, and what was measured.
type Measured<'a> = (usize, &'a str, &'a Measurement);

/// The pictures of a scenario; none if it was measured nowhere.
pub(crate) fn pictures(scenario: &ScenarioReport) -> Result<Vec<Picture>, Error> {
    let outcomes = scenario.outcomes.iter().enumerate();
    let measured: Vec<Measured<'_>> = outcomes
        .filter_map(|(index, outcome)| Some((index, &*outcome.column, outcome.measured()?)))
        .collect();
    if measured.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![
        payloads(scenario, &measured)?,
        bytes(scenario, &measured)?,
        all_pauses(scenario, &measured)?,
    ])
}

fn payloads(scenario: &ScenarioReport, measured: &[Measured<'_>]) -> Result<Picture, Error> {
    let sum = |point: &Point, of: fn(&Point) -> usize| (point.rounds, of(point) as f64);
    let alive = |point: &Point| sum(point, |point| point.alive.values().sum());
    let made = |point: &Point| sum(point, |point| point.tracked.values().sum());
    // The columns make the same, but for those that were cut short.
    let longest = measured
        .iter()
        .max_by(|(.., a), (.., b)| a.rounds().total_cmp(&b.rounds()));
    let reference = longest.map(|(.., longest)| {
        let made = longest.points.iter().map(made);
        ("all made", [(0.0, 0.0)].into_iter().chain(made).collect())
    });
    let caption = format!("Payloads alive after collection, over {}", rounds(scenario));
    let lines = Lines {
        label: format!("{}: {caption}", scenario.name),
        x_title: rounds(scenario),
        y_title: format!("payloads alive{}", group(measured)),
        y_unit: 1.0,
        series: series(measured, |points| points.iter().map(alive).collect()),
        reference,
    };
    picture("payloads", caption, lines.draw()?)
}

/// The name of the group in brackets, if all payloads are of one group that has a name.
fn group(measured: &[Measured<'_>]) -> String {
    let points = measured.iter().flat_map(|(.., measured)| &measured.points);
    let groups: BTreeSet<&String> = points.flat_map(|point| point.tracked.keys()).collect();
    match groups.first() {
        Some(group) if groups.len() == 1 && *group != "payload" => format!(" ({group})"),
        _ => String::new(),
    }
}

fn bytes(scenario: &ScenarioReport, measured: &[Measured<'_>]) -> Result<Picture, Error> {
    // The first measurement is warm-up, here as in the slope.
    let series = series(measured, |points| {
        let points = points.get(1..).unwrap_or_default();
        let counted = points
            .iter()
            .filter_map(|point| Some((point.rounds, point.bytes?)));
        let counted: Vec<_> = counted.collect();
        let first = counted.first().map_or(0.0, |(_, bytes)| *bytes);
        let growth = counted
            .iter()
            .map(|(rounds, bytes)| (*rounds, bytes - first));
        growth.collect()
    });
    let values = series.iter().flat_map(|series| &series.points);
    let most = values.map(|(_, bytes)| bytes.abs()).fold(0.0, f64::max);
    let unit = Unit::of_bytes(most);
    let caption = format!(
        "Growth of the bytes in use after collection, from the second measurement on, over {}",
        rounds(scenario)
    );
    let lines = Lines {
        label: format!("{}: {caption}", scenario.name),
        x_title: rounds(scenario),
        y_title: format!("growth of memory ({})", unit.name),
        y_unit: unit.size,
        series,
        reference: None,
    };
    picture("bytes", caption, lines.draw()?)
}

fn all_pauses(scenario: &ScenarioReport, measured: &[Measured<'_>]) -> Result<Picture, Error> {
    let mut rows = Vec::new();
    for (index, name, measured) in measured {
        let automatic = measured.automatic.as_deref().unwrap_or_default();
        for (pauses, kind) in [(&*measured.pauses, ""), (automatic, ", automatic")] {
            if !pauses.is_empty() {
                rows.push(Row {
                    index: *index,
                    name: format!("{name}{kind}"),
                    pauses: pauses.to_vec(),
                });
            }
        }
    }
    let caption = "Pauses of collections: each pause, the quartiles and the median".to_owned();
    let label = format!("{}: {caption}", scenario.name);
    let svg = pauses::draw(&label, &rows)?;
    picture("pauses", caption, svg)
}

fn picture(kind: &'static str, caption: String, svg: String) -> Result<Picture, Error> {
    Ok(Picture { kind, caption, svg })
}

fn series<'a>(
    measured: &[Measured<'a>],
    points: impl Fn(&[Point]) -> Vec<(f64, f64)>,
) -> Vec<Series<'a>> {
    let series = measured.iter().map(|(index, name, measured)| Series {
        index: *index,
        name,
        points: points(&measured.points),
    });
    series.collect()
}

/// What the rounds of a scenario are, in the plural.
fn rounds(scenario: &ScenarioReport) -> String {
    scenario.rounds_name().to_owned()
}

/// Writes every picture of a report into a directory, which is made if it is not there, as `SCENARIO-KIND.svg`. Each
/// file has its colours for light and dark in itself, and a ground, so that it is readable on any page.
///
/// # Errors
///
/// [`Error::Write`] if the directory cannot be made or a file cannot be written; [`Error::Plot`] if a picture cannot be
/// drawn.
pub fn write_plots(report: &Report, directory: &Path) -> Result<(), Error> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        |error| Error::Write { path, error }
    };
    fs::create_dir_all(directory).map_err(failed(directory))?;
    let style = style_sheet(&report.peers());
    for scenario in &report.scenarios {
        for picture in pictures(scenario)? {
            let path = directory.join(format!("{}-{}.svg", scenario.name, picture.kind));
            // The end of the first tag: its attributes are escaped, and may hold newlines.
            let (tag, rest) = picture.svg.split_once('>').unwrap_or_default();
            let svg = format!("{tag}>\n<style>{style}</style>\n{}{rest}", background());
            fs::write(&path, svg).map_err(failed(&path))?;
        }
    }
    Ok(())
}
