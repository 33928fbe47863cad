//! `boa-ac`: run JavaScript programs with `AsyncContext`.

mod run;
mod terminate;
mod test262;
mod wpt;

use std::{io::Write as _, process::ExitCode};

use clap::{Parser, Subcommand};

/// JavaScript with AsyncContext, on the Boa engine.
///
/// AsyncContext (a TC39 proposal) carries values along the control flow of a program - through
/// promises, timers, generators and dynamic imports - without passing them as parameters.
#[derive(Debug, Parser)]
#[command(name = "boa-ac", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run a program until it has nothing left to do
    ///
    /// A .mjs file is run as an ES module, any other file as a script; --module runs any file as a
    /// module. Modules import each other by path, JSON too (with { type: "json" }).
    ///
    /// Besides the language there are AsyncContext, console, URL, TextEncoder and TextDecoder, atob and btoa; the
    /// web's events, aborting, timers and frames, scheduler, performance, structuredClone, channels, Worker,
    /// streams, fetch, XMLHttpRequest and EventSource (docs/web.md lists them); and scriptArgs: the file, then
    /// the arguments after --.
    ///
    /// On SIGTERM and SIGINT the program stops, what it has open is closed, and what could not be is
    /// reported.
    ///
    /// With --wpt files are web-platform-tests (.any.js): real ones run unchanged, each in an agent of its own.
    Run(run::Arguments),

    /// Run a suite in test262 format: our own for AsyncContext, or any checkout's
    ///
    /// Every test runs in an engine of its own, sloppy and strict unless its flags say otherwise, in
    /// worker processes: a test that crashes the engine, hangs or runs out of memory is one failure.
    Test262(Box<test262::Arguments>),

    /// A worker of test262; talks JSON over standard input and output
    #[command(hide = true)]
    Test262Worker,
}

/// Writes a line to standard error; when that is closed there is nobody to tell.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

fn main() -> ExitCode {
    // A usage error ends the process here, with exit code 2.
    match Arguments::parse().command {
        Command::Run(arguments) => run::main(arguments),
        Command::Test262(arguments) => test262::main(&arguments),
        Command::Test262Worker => boa_async_context_test262::worker::main(),
    }
}
