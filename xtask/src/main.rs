//! Chores of this repository.

mod exact;
mod patch;

use std::{ffi::OsString, io::Write as _, process::ExitCode};

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
    /// Run a cargo command with the engine that has the generator hook
    ///
    /// Takes the source of the boa_engine that Cargo.lock pins from cargo's registry, checks it against
    /// the checksum there, applies engine/generator-hook.patch to a copy under target/exact/, and runs
    /// the command with it and with the feature exact-generators, in a copy of the workspace made of
    /// links. Cargo.lock and the work tree stay as they are, and the other dependencies are not built
    /// again.
    ///
    /// Examples: cargo xtask exact test --workspace, cargo xtask exact run -p boa-ac -- test262
    Exact {
        /// The cargo command and its arguments
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        command: Vec<OsString>,
    },
}

fn main() -> ExitCode {
    let Command::Exact { command } = Arguments::parse().command;
    match exact::run(&command) {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "cargo xtask exact: {error}");
            ExitCode::from(2)
        }
    }
}
