//! Chores of this repository.
#![deny(unsafe_code)]

mod bench;
mod cargo;
mod clauses;
mod exact;
mod floors;
mod modules;
#[cfg(test)]
mod pages;
mod patch;
mod regressions;
mod sanitize;
mod series;
mod sources;

use std::{
    ffi::OsString,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Parser, Subcommand};

/// Chores of this repository.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    arg_required_else_help = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run a cargo command with the engine that has our hooks
    ///
    /// Takes the source of the engine's crates that Cargo.lock pins from cargo's registry, checks it against
    /// the checksums there, applies the changes in engine/ to a copy under target/exact/, and runs
    /// the command with it in a copy of the workspace made of links. The library finds out by itself that
    /// the engine has the hooks. Cargo.lock and the work tree stay as they are, and the other dependencies are not built
    /// again.
    ///
    /// Examples: cargo xtask exact test --workspace, cargo xtask exact run -p boa-ac -- test262,
    /// cargo xtask exact --only hooks run -p boa-ac -- test262
    Exact {
        #[command(flatten)]
        selection: series::Selection,
        /// The cargo command and its arguments
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        command: Vec<OsString>,
    },
    /// Compare ordinary test262 on the published engine and on ours
    ///
    /// Builds boa-ac with both engines and runs language and built-ins of a checkout with each, sloppy and strict. Prints how many
    /// runs pass on either, how many pass newly, and each that is lost. Fails if one is. The reports are in target/test262/.
    /// On two cores it takes 10 minutes for each engine, after the builds.
    ///
    /// Examples: cargo xtask test262 ../test262, cargo xtask test262 ../test262 --filter 'built-ins/JSON/**'
    Test262(regressions::Options),
    /// Make a change of the engine out of a diff
    ///
    /// Reads a diff without context (`diff -rU0 OLD NEW`) from its input and writes it with the removed lines of each
    /// hunk replaced by their checksum, so that no line of the engine gets into the repository. CONTRIBUTING.md
    /// has the steps.
    Withhold,
    /// Check that imports run one way
    ///
    /// Compares the imports between the files of each crate with the floors in docs/architecture.md, and
    /// prints a table: how many files and imports there are, and which imports run up, into a mod.rs
    /// or in a circle. Fails if there is one. `cargo test -p xtask` checks the same.
    Floors,
    /// Write docs/clauses.md, the index from the clauses of the standards to the functions
    ///
    /// It is made from the links in doc comments that stand in a line of their own, such as
    /// `/// <https://tc39.es/proposal-async-context/#sec-asynccontextswap>`. `cargo test -p xtask` fails when
    /// it is out of date, or when no function links to an algorithm of the proposal.
    Clauses,
    /// Run the benches and write docs/performance.md
    ///
    /// Runs what has a target or is compared with others, prints one table (what, measured, target, met), and writes all tables
    /// into docs/performance.md, with the machine, the versions, the date and a picture. It takes about an hour and builds in the
    /// release profile; --quick takes a part of that, and its figures say little.
    ///
    /// With --check or --bless it counts instructions instead, which are the same in each run where times are not: it builds
    /// the bench `figures` as the tests are built and runs hot paths under callgrind. Needs valgrind.
    Bench {
        /// Measure Node, Deno and Bun, too: those on PATH, else the ones that leak-lab/peers pins, installed with npm
        #[arg(long, conflicts_with_all = ["check", "bless"])]
        peers: bool,
        /// Fewer rounds and smaller numbers
        #[arg(long, conflicts_with_all = ["check", "bless"])]
        quick: bool,
        /// Compare with benches/instructions.toml, and fail if a path costs over 2 % more
        #[arg(long)]
        check: bool,
        /// Write benches/instructions.toml anew
        #[arg(long, conflicts_with = "check")]
        bless: bool,
    },
    /// Run tests under AddressSanitizer
    ///
    /// Finds reads and writes of memory that was freed, and beyond the bounds of what was allocated. Builds into target/sanitize with the
    /// usual compiler. Without arguments it runs what has unsafe code and the JS suites; with them it runs
    /// `cargo test` with these.
    ///
    /// Examples: cargo xtask sanitize, cargo xtask sanitize -p async_cleanup --lib --tests
    Sanitize {
        /// The arguments of cargo test
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Run a service for a long time, and find what grows
    ///
    /// Tenants are loaded and unloaded beside one that stays. Each round they make real requests, abort some, start workers, and
    /// open native resources of which they forget half. Every context is checked at every step, every account at the end of
    /// each tenant, and at the end the slope of the memory with its confidence interval. Exits with 1 if a context is wrong,
    /// an account does not balance, or the memory grows.
    ///
    /// Example: cargo xtask soak --minutes 60
    Soak {
        /// How long
        #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
        minutes: u32,
    },
}

/// Runs the service for some minutes, built as the tests are.
fn soak(root: &Path, minutes: u32) -> Result<ExitCode, String> {
    let status = std::process::Command::new(cargo::cargo())
        .args(["test", "--workspace", "--quiet", "--test", "service_soak"])
        .args(["--", "--minutes", &minutes.to_string()])
        .current_dir(root)
        // glibc gives threads arenas of their own, up to eight for each core. Each of them grows to the most that its threads ever had at
        // once, which workers that come and go reach after hours; with one arena it is reached in minutes.
        .env("MALLOC_ARENA_MAX", "1")
        .status()
        .map_err(|error| format!("cargo: {error}"))?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn main() -> ExitCode {
    let root = root();
    let (name, result) = match Arguments::parse().command {
        Command::Exact { selection, command } => (
            "exact",
            exact::run(&selection, &command).map_err(|error| error.to_string()),
        ),
        Command::Test262(options) => ("test262", regressions(&root, &options)),
        Command::Withhold => ("withhold", withhold()),
        Command::Floors => ("floors", floors(&root)),
        Command::Bench { check: true, .. } => ("bench", check(&root)),
        Command::Bench { bless: true, .. } => ("bench", printed(bench::bless(&root))),
        Command::Bench { peers, quick, .. } => {
            let options = bench::Options { quick, peers };
            ("bench", printed(bench::run(&root, options)))
        }
        Command::Sanitize { arguments } => (
            "sanitize",
            sanitize::run(&root, &arguments).map_err(|error| error.to_string()),
        ),
        Command::Soak { minutes } => ("soak", soak(&root, minutes)),
        Command::Clauses => (
            "clauses",
            clauses::write(&root)
                .map(|()| ExitCode::SUCCESS)
                .map_err(|error| error.to_string()),
        ),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "cargo xtask {name}: {error}");
            ExitCode::from(2)
        }
    }
}

/// The repository.
fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    root.canonicalize().unwrap_or(root)
}

fn withhold() -> Result<ExitCode, String> {
    let diff = io::read_to_string(io::stdin()).map_err(|error| format!("input: {error}"))?;
    let output = io::stdout().write_all(patch::withhold(&diff).as_bytes());
    output.map_err(|error| format!("output: {error}"))?;
    Ok(ExitCode::SUCCESS)
}

fn check(root: &Path) -> Result<ExitCode, String> {
    let (table, is_good) = bench::check(root).map_err(|error| error.to_string())?;
    Ok(print(&table, is_good))
}

fn printed<E: ToString>(result: Result<String, E>) -> Result<ExitCode, String> {
    let report = result.map_err(|error| error.to_string())?;
    Ok(print(&report, true))
}

fn floors(root: &Path) -> Result<ExitCode, String> {
    let (report, is_good) = floors::check(root).map_err(|error| error.to_string())?;
    Ok(print(&report, is_good))
}

fn regressions(root: &Path, options: &regressions::Options) -> Result<ExitCode, String> {
    let (report, is_good) = regressions::run(root, options).map_err(|error| error.to_string())?;
    Ok(print(&report, is_good))
}

fn print(report: &str, is_good: bool) -> ExitCode {
    let _ = write!(std::io::stdout(), "{report}");
    if is_good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
