//! The whole page.

use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

use super::{section, tables};
use crate::{
    column::Engine,
    error::Error,
    plots::style_sheet,
    report::{Report, ScenarioReport},
    units,
};

/// The scenario that mappings with weak entries are for. It stands first, before the tables, if it was run.
const FIRST: &str = "plug-ins";

/// A report as a page: tables, and SVG pictures of every scenario, with all engines in each.
///
/// It needs no network and no script, and follows the reader's choice of light or dark. All text of scenarios and
/// engines is escaped. It does not hold the date, so that equal results make equal pages.
///
/// # Errors
///
/// [`Error::Plot`] if a picture cannot be drawn.
pub fn html(report: &Report) -> Result<String, Error> {
    let mut scenarios: Vec<&ScenarioReport> = report.scenarios.iter().collect();
    scenarios.sort_by_key(|scenario| scenario.name != FIRST);
    let mut sections = Vec::new();
    for scenario in &scenarios {
        sections.push(section::section(scenario, &report.columns)?);
    }
    let leads = scenarios
        .first()
        .is_some_and(|scenario| scenario.name == FIRST);
    let rest = sections.split_off(usize::from(leads));
    let style = format!(
        "{}{}",
        include_str!("style.css"),
        style_sheet(&report.peers())
    );
    let page = markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "What contexts keep alive" }
                style { (PreEscaped(style)) }
            }
            body {
                (head(report))
                main {
                    @for section in sections { (section) }
                    (tables::summary(report, &scenarios))
                    (tables::pauses(report))
                    @for section in rest { (section) }
                }
                (method())
            }
        }
    };
    Ok(page.into_string())
}

fn head(report: &Report) -> Markup {
    let machine = &report.machine;
    let processor = machine
        .processor
        .as_deref()
        .unwrap_or("an unknown processor");
    markup! {
        header {
            h1 { "What contexts keep alive" }
            p {
                "Each scenario runs in every storage of our engine, and on other engines where they are there. After each "
                "part of its rounds garbage is collected, and what is left is counted. "
                @match report.failures {
                    0 => strong class="good" { "Everything is as expected." },
                    1 => strong class="bad" { "1 result is not as expected." },
                    failures => strong class="bad" { (failures) " results are not as expected." },
                }
                @if report.peer_failures > 0 { " On other engines " (report.peer_failures) " failed." }
            }
            dl {
                @if let Some(command) = &report.command {
                    dt { "Command" } dd { code { (command) } }
                }
                dt { "Machine" }
                dd {
                    (processor) ", " (machine.system)
                    @if let Some(threads) = machine.threads { ", " (threads) " threads" }
                    @if let Some(memory) = machine.memory { ", " (units::bytes(memory as f64)) " of memory" }
                }
                dt { "Engines" }
                dd { (engines(report)) }
                @for column in &report.columns {
                    @if let Engine::Absent(hint) = &column.engine {
                        dt { (column.name) }
                        dd { "absent: " (hint) }
                    }
                }
            }
            @if machine.is_debug_build {
                p class="note" { "This was a debug build: its times and pauses say little." }
            }
            @if report.quick {
                p class="note" { "Quick mode: enough rounds to see what is retained, too few to judge the growth of memory." }
            }
        }
    }
}

/// `weak, strong: Boa 0.22 (exact); Node: 26.12.1; Bun: absent`.
fn engines(report: &Report) -> String {
    let mut engines: Vec<(&str, Vec<&str>)> = Vec::new();
    for column in &report.columns {
        match engines.last_mut() {
            Some((version, names)) if column.ours && *version == column.version => {
                names.push(&column.name)
            }
            _ => engines.push((&column.version, vec![&column.name])),
        }
    }
    let texts = engines
        .iter()
        .map(|(version, names)| format!("{}: {version}", names.join(", ")));
    texts.collect::<Vec<_>>().join("; ")
}

fn method() -> Markup {
    markup! {
        footer {
            h2 { "How to read this" }
            ul {
                li {
                    "Payloads are objects that the rounds made and that a " code { "WeakRef" } " watches. The table says how many of "
                    "all are alive after the last collection."
                }
                li {
                    "Bytes a round are the Theil-Sen slope over all measurements but the first, with Sen's 95 % interval in "
                    "brackets. On our engine they are the bytes that the allocator gave, on the others those of the JavaScript "
                    "heap, so compare growth and not sizes."
                }
                li {
                    "Pauses are the times of forced collections as the program sees them. Node also tells of the "
                    "collections that it began by itself. The other engines, ours too, do not tell of theirs."
                }
                li {
                    "Live captures are the mappings that our engine's census counts after the last collection, by what holds "
                    "them."
                }
                li {
                    "“Differs” marks payloads on another engine that are not what the scenario expects of our engine with the "
                    "default storage. Nothing says that the other engine must do the same."
                }
            }
        }
    }
}
