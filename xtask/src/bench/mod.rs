//! `cargo xtask bench`: runs the benches, and writes what they say into `docs/performance.md`.
//!
//! Each bench prints tables. Where a table has a target, the cell before it is what was measured, and the cell after it says
//! whether the target is met; the first table of the page collects these rows.

mod against;
mod command;
mod error;
mod instructions;
mod machine;
mod page;
mod peers;
mod picture;

use std::{fmt::Write as _, fs, path::Path, process::Command};

pub(crate) use instructions::{bless, check};

use command::{output_of, progress};
use error::{BenchError, PICTURE};
use page::{Page, Summary};

use crate::cargo::cargo;

/// What to run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Options {
    /// Few rounds and small numbers.
    pub(crate) quick: bool,
    /// Whether Node, Deno and Bun are measured, too.
    pub(crate) peers: bool,
}

/// A bench, and its part of the page.
struct Section {
    title: &'static str,
    /// The cargo command.
    command: Vec<String>,
}

impl Section {
    fn new(title: &'static str, command: &str) -> Self {
        Self {
            title,
            command: command.split(' ').map(str::to_owned).collect(),
        }
    }
}

fn sections(Options { quick, .. }: Options) -> Vec<Section> {
    let rounds = if quick { 11 } else { 61 };
    let (host_rounds, collector_rounds) = if quick { (3, 3) } else { (15, 9) };
    let largest = if quick { 100_000 } else { 1_000_000 };
    let requests = if quick { "3 5000" } else { "5 100000" };
    vec![
        Section::new(
            "Ratios on the published engine",
            &format!("bench --bench figures -- ratios {rounds}"),
        ),
        Section::new(
            "Ratios in exact mode",
            &format!("xtask exact bench --bench figures -- ratios {rounds}"),
        ),
        Section::new("Memory", "bench --bench figures -- memory"),
        Section::new(
            "Scale",
            &format!("bench --bench figures -- scale {largest}"),
        ),
        Section::new("A runtime", "bench --bench figures -- start"),
        Section::new(
            "A whole program",
            &format!(
                "run --release -p boa-ac -- run --expose-gc benches/js/requests.mjs -- {requests}"
            ),
        ),
        Section::new(
            "Hosts",
            &format!("bench --bench figures -- hosts {host_rounds}"),
        ),
        Section::new(
            "Settings of the collector",
            &format!("xtask exact bench --bench figures -- collector {collector_rounds}"),
        ),
        Section::new(
            "Cleanup",
            if quick {
                "bench -p async_cleanup -- 3"
            } else {
                "bench -p async_cleanup -- 15"
            },
        ),
    ]
}

/// Runs everything and writes the page. Returns the summary.
pub(crate) fn run(root: &Path, options: Options) -> Result<String, BenchError> {
    // Asked first: a page without a place is found out before an hour of measuring.
    let page = Page::read(root)?;
    let sections = sections(options);
    let mut text = String::new();
    let mut summary = Summary::default();
    for (at, section) in sections.iter().enumerate() {
        let command = format!("cargo {}", section.command.join(" "));
        progress(&format!("[{}/{}] {command}", at + 1, sections.len() + 1));
        let output = output_of(
            Command::new(cargo())
                .args(&section.command)
                .current_dir(root),
        )?;
        let _ = write!(
            text,
            "### {}\n\n`{command}`\n\n{}\n\n",
            section.title,
            output.trim()
        );
        summary.add(section.title, &output);
    }
    progress(&format!(
        "[{0}/{0}] processes and peers",
        sections.len() + 1
    ));
    let engines = peers::engines(root, options.peers)?;
    let rounds = if options.quick { 5 } else { 31 };
    let starts = peers::starts(root, &engines, rounds)?;
    let _ = write!(
        text,
        "### Processes\n\n{}\n",
        peers::table_of_starts(&starts, rounds)
    );
    let runs = peers::run_over_n(root, &engines)?;
    let against = against::table(&starts, &runs);
    summary.add("Peers", &against);
    let picture = root.join(PICTURE);
    fs::write(&picture, picture::draw(&runs)?).map_err(|error| BenchError::Io {
        path: picture,
        error,
    })?;
    let _ = write!(
        text,
        "### `run` and reading, while n other variables are set\n\n{}\n![The time of run over n]({})\n\n{against}",
        peers::table(&runs),
        PICTURE.trim_start_matches("docs/")
    );
    let summary = summary.table();
    let machine = machine::describe(&engines, options.quick);
    page.write(&format!("{machine}\n\n{summary}\n{text}"))?;
    Ok(format!("{machine}\n\n{summary}"))
}
