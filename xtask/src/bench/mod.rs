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
use instructions::{Counts, count_release, table_of_counts};
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
    /// Whose instructions stand beside its rows in the first table.
    counted: Option<Build>,
}

/// The engine that the bench `figures` is built with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Build {
    Published,
    Exact,
}

impl Build {
    /// The cargo command that builds it.
    const fn command(self) -> &'static [&'static str] {
        match self {
            Self::Published => &["bench", "--bench", "figures", "--no-run"],
            Self::Exact => &["xtask", "exact", "bench", "--bench", "figures", "--no-run"],
        }
    }
}

impl Section {
    fn new(title: &'static str, command: &str) -> Self {
        Self {
            title,
            command: command.split(' ').map(str::to_owned).collect(),
            counted: None,
        }
    }

    fn counted(mut self, build: Build) -> Self {
        self.counted = Some(build);
        self
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
        )
        .counted(Build::Published),
        Section::new(
            "Ratios in exact mode",
            &format!("xtask exact bench --bench figures -- ratios {rounds}"),
        )
        .counted(Build::Exact),
        Section::new("Memory", "bench --bench figures -- memory"),
        Section::new(
            "Memory in exact mode",
            "xtask exact bench --bench figures -- memory",
        ),
        Section::new(
            "Scale",
            &format!("bench --bench figures -- scale {largest}"),
        ),
        Section::new("Chains", "bench --bench figures -- chains"),
        Section::new(
            "Chains in exact mode",
            "xtask exact bench --bench figures -- chains",
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
                "bench -p async_cleanup --bench cleanup -- 3"
            } else {
                "bench -p async_cleanup --bench cleanup -- 15"
            },
        ),
    ]
}

/// Runs everything and writes the page. Returns the summary.
pub(crate) fn run(root: &Path, options: Options) -> Result<String, BenchError> {
    // Asked first: what is missing is found out before an hour of measuring.
    let page = Page::read(root)?;
    let sections = sections(options);
    let count = sections.len() + 3;
    progress(&format!("[1/{count}] the engines to compare with"));
    let engines = peers::engines(root, options.peers)?;
    // Before the picture is written, which would make the work tree another one.
    let machine = machine::describe(&engines, options.quick);
    progress(&format!("[2/{count}] instructions"));
    let times = if options.quick { 100 } else { 500 };
    let counts = |build: Build| count_release(root, build.command(), times);
    let published = counts(Build::Published)?;
    if published.is_empty() {
        progress("there is no valgrind: instructions are not counted");
    }
    let exact = counts(Build::Exact)?;
    let mut text = String::new();
    let mut summary = Summary::default();
    for (at, section) in sections.iter().enumerate() {
        let command = format!("cargo {}", section.command.join(" "));
        progress(&format!("[{}/{count}] {command}", at + 3));
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
        let counted = match section.counted {
            Some(Build::Published) => &published,
            Some(Build::Exact) => &exact,
            None => &Counts::new(),
        };
        summary.add(section.title, &output, counted);
    }
    progress(&format!("[{count}/{count}] processes and peers"));
    let _ = write!(
        text,
        "### Instructions\n\n{}\n",
        table_of_counts(&published, &exact, times)
    );
    let rounds = if options.quick { 5 } else { 31 };
    let starts = peers::starts(root, &engines, rounds)?;
    let _ = write!(
        text,
        "### Processes\n\n{}\n",
        peers::table_of_starts(&starts, rounds)
    );
    let runs = peers::run_over_n(root, &engines)?;
    let against = against::table(&starts, &runs);
    summary.add("Peers", &against, &Counts::new());
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
    page.write(&format!("{machine}\n\n{summary}\n{text}"))?;
    Ok(format!("{machine}\n\n{summary}"))
}
