//! The tables over all scenarios.

use maud::{Markup, html};

use crate::{
    column::Column,
    plots::swatch,
    report::{Outcome, Report, ScenarioReport, Status},
    statistics::{Pauses, Slope},
    units::{self, Unit},
};

/// Scenarios by columns: payloads alive, bytes a round, verdict.
pub(super) fn summary(report: &Report, scenarios: &[&ScenarioReport]) -> Markup {
    html! {
        section id="summary" {
            h2 { "Summary" }
            p {
                "Payloads alive after collection, and bytes retained a round with the 95 % interval. Storages of our engine are "
                "judged by what the scenario expects. Other engines are compared with it, and not judged."
            }
            div class="scroll" {
                table class="summary" {
                    thead {
                        tr {
                            th scope="col" { "Scenario" }
                            @for (index, column) in report.columns.iter().enumerate() { (head_cell(index, column)) }
                        }
                    }
                    tbody {
                        @for scenario in scenarios {
                            tr {
                                th scope="row" { a href={ "#" (anchor(scenario)) } { (scenario.name) } }
                                @for (column, outcome) in report.columns.iter().zip(&scenario.outcomes) {
                                    (cell(scenario, column, outcome))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The place of a scenario in the page. A name is that of a file, and may hold what an address may not.
pub(super) fn anchor(scenario: &ScenarioReport) -> String {
    let mut anchor = "scenario-".to_owned();
    for letter in scenario.name.chars() {
        match letter {
            '-' | '0'..='9' | 'a'..='z' | 'A'..='Z' => anchor.push(letter),
            // Names that differ have different anchors.
            _ => anchor.push_str(&format!("_{:x}_", u32::from(letter))),
        }
    }
    anchor
}

fn head_cell(index: usize, column: &Column) -> Markup {
    html! {
        th scope="col" {
            (name(index, column))
            span class="version" { (column.version) }
        }
    }
}

/// The name of a column, with its colour.
pub(super) fn name(index: usize, column: &Column) -> Markup {
    html! {
        b class="name" {
            svg class="swatch" viewBox="0 0 10 10" aria-hidden="true" {
                rect width="10" height="10" rx="2" fill=(swatch(index)) {}
            }
            (column.name)
        }
    }
}

fn cell(scenario: &ScenarioReport, column: &Column, outcome: &Outcome) -> Markup {
    let verdict = Verdict::of(scenario, column, outcome);
    html! {
        td class=(verdict.class) title=[outcome.explanation()] {
            @if let Some(summary) = outcome.summary() {
                @if let Some(percent) = summary.alive_percent { b { (units::digits(percent)) " %" } }
                @if let Some(slope) = &summary.bytes_per_round { (bytes_a_round(slope)) }
                @if summary.is_cut { span class="cut" { "cut at " (units::count(summary.rounds)) } }
            }
            @if !verdict.text.is_empty() { span class="verdict" { (verdict.text) } }
        }
    }
}

fn bytes_a_round(slope: &Slope) -> Markup {
    let unit = Unit::of_bytes(slope.estimate);
    let [estimate, low, high] =
        [slope.estimate, slope.low, slope.high].map(|bytes| units::digits(bytes / unit.size));
    html! {
        span class="bytes" { (estimate) " " (unit.name) }
        span class="interval" { "[" (low) ", " (high) "]" }
    }
}

/// What a cell says of its result.
struct Verdict {
    class: &'static str,
    text: &'static str,
}

impl Verdict {
    fn of(scenario: &ScenarioReport, column: &Column, outcome: &Outcome) -> Self {
        let verdict = |class, text| Self { class, text };
        match &outcome.status {
            Status::Measured { .. } if outcome.is_failure() => verdict("bad", "✗ not as expected"),
            Status::Measured { .. } if column.ours => verdict("measured", "✓ as expected"),
            Status::Measured { measured, .. } => {
                // Peers are not judged, but it is of interest where they differ.
                let expectation = scenario.expectation.as_ref();
                let differs = expectation.is_some_and(|it| !it.compare(measured, false).is_empty());
                if differs {
                    verdict("peer differs", "≠ differs")
                } else {
                    verdict("peer", "= the same")
                }
            }
            Status::Failed(_) => verdict("bad", "✗ failed"),
            Status::Unsupported(_) => verdict("none", "not run"),
            Status::Absent(_) => verdict("none", "absent"),
        }
    }
}

/// The pauses of each column, over all scenarios.
pub(super) fn pauses(report: &Report) -> Markup {
    let all = report.pauses.iter();
    let rows: Vec<PausesRow<'_>> = all
        .flat_map(|it| pauses_rows(&it.column, it.pauses, it.automatic))
        .collect();
    html! {
        section id="pauses" {
            h2 { "Pauses of collections" }
            p { "Of all scenarios together." }
            div class="scroll" { (pauses_table(&rows)) }
        }
    }
}

/// A column, whether the collections were forced or automatic, and their pauses.
pub(super) type PausesRow<'a> = (&'a str, &'static str, Pauses);

pub(super) fn pauses_rows(
    column: &str,
    forced: Option<Pauses>,
    automatic: Option<Pauses>,
) -> Vec<PausesRow<'_>> {
    let rows = [("forced", forced), ("automatic", automatic)];
    rows.into_iter()
        .filter_map(|(kind, pauses)| Some((column, kind, pauses?)))
        .collect()
}

pub(super) fn pauses_table(rows: &[PausesRow<'_>]) -> Markup {
    html! {
        table {
            thead {
                tr {
                    @for head in ["Collections", "Number", "Median", "90 % below", "Longest", "Together"] {
                        th scope="col" { (head) }
                    }
                }
            }
            tbody {
                @for (column, kind, pauses) in rows {
                    tr {
                        th scope="row" { (column) ", " (kind) }
                        td { (units::count(pauses.count as f64)) }
                        @for time in [pauses.median, pauses.p90, pauses.max, pauses.total] {
                            td { (units::milliseconds(time)) }
                        }
                    }
                }
            }
        }
    }
}
