//! The part of a page about one scenario.

use std::collections::BTreeSet;

use maud::{Markup, PreEscaped, html};

use super::tables::{PausesRow, anchor, name, pauses_rows, pauses_table};
use crate::{
    column::Column,
    error::Error,
    expectation::{Difference, Expectation, Fate, Growth, Payloads},
    measurement::Summary,
    plots::pictures,
    report::ScenarioReport,
    units,
};

pub(super) fn section(scenario: &ScenarioReport, columns: &[Column]) -> Result<Markup, Error> {
    let pictures = pictures(scenario)?;
    Ok(html! {
        section id=(anchor(scenario)) class="scenario" {
            h2 { (scenario.name) }
            @if let Some(title) = &scenario.title { p class="title" { (title) } }
            @if let Some(expectation) = &scenario.expectation { (expected(expectation)) }
            (remarks(scenario))
            div class="pictures" {
                @for picture in pictures {
                    figure {
                        (PreEscaped(picture.svg))
                        figcaption { (picture.caption) }
                    }
                }
                div {
                    (pauses(scenario))
                    (captures(scenario, columns))
                }
            }
        }
    })
}

fn expected(expectation: &Expectation) -> Markup {
    let difference = |name: &'static str, difference: &Difference| {
        html! {
            dt { (name) }
            dd {
                @if let Some(payloads) = &difference.payloads { (payloads_text(payloads)) ". " }
                @if let Some(growth) = difference.bytes { (growth_text(growth)) ". " }
                @if let Some(why) = &difference.why { (why) }
            }
        }
    };
    html! {
        dl class="expectation" {
            dt { "Expected" }
            dd {
                (payloads_text(&expectation.payloads)) ". "
                @if let Some(growth) = expectation.bytes { (growth_text(growth)) ". " }
                (expectation.why)
            }
            @if let Some(strong) = &expectation.strong { (difference("In strong storage", strong)) }
            @if let Some(stock) = &expectation.stock { (difference("On the published engine", stock)) }
        }
    }
}

fn payloads_text(payloads: &Payloads) -> String {
    let fate = |fate: &Fate| match fate {
        Fate::Released => "released".to_owned(),
        Fate::Retained => "retained".to_owned(),
        Fate::AtMost(most) => format!("at most {most} left"),
    };
    match payloads {
        Payloads::All(all) => format!("All payloads {}", fate(all)),
        Payloads::Groups(groups) => {
            let groups = groups
                .iter()
                .map(|(name, group)| format!("“{name}” {}", fate(group)));
            format!("Payloads: {}", groups.collect::<Vec<_>>().join(", "))
        }
    }
}

const fn growth_text(growth: Growth) -> &'static str {
    match growth {
        Growth::Flat => "Memory does not grow",
        Growth::Grows => "Memory grows",
    }
}

fn remarks(scenario: &ScenarioReport) -> Markup {
    let remarks = scenario.remarks();
    html! {
        @if !remarks.is_empty() {
            ul class="remarks" {
                @for remark in remarks {
                    li class=[remark.is_failure.then_some("bad")] { b { (remark.columns.join(", ")) } ": " (remark.text) }
                }
            }
        }
    }
}

/// The collections of each column.
fn pauses(scenario: &ScenarioReport) -> Markup {
    let summaries = scenario
        .outcomes
        .iter()
        .filter_map(|outcome| Some((&*outcome.column, outcome.summary()?)));
    let rows: Vec<PausesRow<'_>> = summaries
        .flat_map(|(column, summary)| pauses_rows(column, summary.forced, summary.automatic))
        .collect();
    html! {
        @if !rows.is_empty() {
            div class="scroll" { (pauses_table(&rows)) }
        }
    }
}

/// The live captures after the last collection, by kind and column, if there are any.
fn captures(scenario: &ScenarioReport, columns: &[Column]) -> Markup {
    let ours: Vec<(usize, &Column, Option<&Summary>)> = columns
        .iter()
        .zip(&scenario.outcomes)
        .enumerate()
        .filter(|(_, (column, _))| column.ours)
        .map(|(index, (column, outcome))| (index, column, outcome.summary()))
        .collect();
    let summaries = ours.iter().filter_map(|(.., summary)| *summary);
    let kinds: BTreeSet<&String> = summaries
        .flat_map(|summary| summary.captures.keys())
        .collect();
    let is_measured = ours.iter().any(|(.., summary)| summary.is_some());
    html! {
        @if !is_measured {
        } @else if kinds.is_empty() {
            p class="captures" { "No live captures in our storages." }
        } @else {
            div class="scroll" {
                table class="captures" {
                    caption { "Live captures after the last collection, and how many more there are with each round" }
                    thead {
                        tr {
                            th scope="col" { "Kind" }
                            @for (index, column, _) in &ours { th scope="col" { (name(*index, column)) } }
                        }
                    }
                    tbody {
                        @for kind in kinds {
                            tr {
                                th scope="row" { (kind) }
                                @for (.., summary) in &ours { (captures_cell(*summary, kind)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn captures_cell(summary: Option<&Summary>, kind: &str) -> Markup {
    let Some(summary) = summary else {
        return html! { td class="none" { "not measured" } };
    };
    let captures = summary.captures.get(kind);
    let slope = captures.and_then(|captures| captures.per_round);
    html! {
        td {
            b { (units::count(captures.map_or(0, |captures| captures.at_end) as f64)) }
            @if let Some(slope) = slope {
                span class="interval" { (units::digits(slope.estimate)) " a round" }
            }
        }
    }
}
