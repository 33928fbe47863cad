//! The part of a page about one scenario.

use std::collections::BTreeSet;

use maud::{Markup, PreEscaped, html};

use super::tables::{anchor, name};
use crate::{
    column::Column,
    error::Error,
    expectation::{Difference, Expectation, Fate, Growth, Payloads},
    measurement::Summary,
    plots::pictures,
    report::{Outcome, ScenarioReport, Status},
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
                (captures(scenario, columns))
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

/// What is to be said of single columns: problems, failures, cuts, and why some were not run.
fn remarks(scenario: &ScenarioReport) -> Markup {
    let absent = |outcome: &Outcome| match &outcome.status {
        Status::Absent(hint) => Some(format!("absent: {hint}")),
        _ => None,
    };
    // Columns of which the same is to be said share a line.
    let mut remarks: Vec<(String, bool, Vec<&str>)> = Vec::new();
    for outcome in &scenario.outcomes {
        let all = [outcome.explanation(), outcome.cut(), absent(outcome)];
        for text in all.into_iter().flatten() {
            match remarks.iter_mut().find(|(known, ..)| *known == text) {
                Some((.., columns)) => columns.push(&outcome.column),
                None => remarks.push((text, outcome.is_failure(), vec![&outcome.column])),
            }
        }
    }
    html! {
        @if !remarks.is_empty() {
            ul class="remarks" {
                @for (text, is_failure, columns) in remarks {
                    li class=[is_failure.then_some("bad")] { b { (columns.join(", ")) } ": " (text) }
                }
            }
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
    html! {
        @if kinds.is_empty() {
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
