//! `boa-ac`: runs JavaScript programs with `AsyncContext`, and test suites.
#![deny(unsafe_code)]

mod census;
mod defect;
mod exit;
mod gc_stress;
mod heap_snapshot;
mod leaks;
mod limits;
mod loaded;
mod modules;
mod numbers;
mod output;
mod process;
mod program;
mod progress;
mod run;
mod storage;
mod terminate;
mod test262;
mod watch;
mod wpt;
mod wpt_apis;

use std::process::ExitCode;

use boa_async_context_leak_lab::CountingAllocator;
use clap::{Parser, Subcommand};
use mimalloc::MiMalloc;

/// mimalloc, because an interpreter allocates all the time: an `await` takes 0.7 of the time that it takes with the allocator
/// of glibc. The one around it counts for `run --max-heap`, by threads, and the outermost one only in a worker of `leaks`, for the
/// process.
#[global_allocator]
static ALLOCATOR: CountingAllocator<boa_async_context::CountingAllocator<MiMalloc>> =
    CountingAllocator::new(boa_async_context::CountingAllocator::new(MiMalloc));

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
    /// Code from npm needs no flag: `npm install hono`, then `import { Hono } from "hono"` in app.mjs, and
    /// `boa-ac run app.mjs`. Modules import each other by path, by the name of a package in node_modules, and as an
    /// import map says; JSON with { type: "json" }. CommonJS packages are imported by name, too. The builds for the web
    /// are taken, because Node's own modules are not here (docs/packages.md).
    ///
    /// A .mjs file is an ES module, a .cjs file a CommonJS module, a .js file what its package.json says in `type`. Without
    /// that, a file with import, export or a top-level await is an ES module, one that uses require() or exports a CommonJS module,
    /// and any other a script. --module runs any file as an ES module. `-` stands for standard input, which is an ES
    /// module like the code of -e.
    ///
    /// A program has the language and AsyncContext; the web's console, URL, text encodings, compression, crypto (random
    /// numbers), events, aborting, timers and frames, scheduler, performance, structuredClone, channels, Worker,
    /// streams, fetch, XMLHttpRequest and EventSource (docs/web.md lists them); and scriptArgs: the file, then
    /// the arguments after --.
    ///
    /// On SIGTERM and SIGINT the program stops, its open resources are closed, and resources that could not be
    /// closed are reported.
    Run(run::Arguments),

    /// Run web-platform-tests (.any.js files) and print the result of each test
    ///
    /// The files run unchanged, each in an agent of its own with all web APIs; docs/wpt.md says what is
    /// understood. A directory stands for all .any.js, .window.js and .worker.js files below it; any other file
    /// can be named by itself.
    ///
    /// META: script=, global=, timeout=long, variant= and title= are understood. Script paths that begin with /
    /// are searched for in the directories above the file. The files of the checkout are served on loopback, so
    /// that tests can fetch them, and start workers with them. .worker.js files and those for workers only run in
    /// a worker. --server takes everything from a server of the web-platform-tests instead.
    Wpt(wpt::Arguments),

    /// Run a suite in test262 format: our own for AsyncContext, or any checkout's
    ///
    /// Every test runs in an engine of its own, sloppy and strict unless its flags say otherwise, in
    /// worker processes: a test that crashes the engine, hangs or runs out of memory is one failure.
    Test262(Box<test262::Arguments>),

    /// Find out what AsyncContext keeps alive: run the experiments of the leak laboratory
    ///
    /// A scenario is a JavaScript module with setup(lab), iterate(i, state, lab) and expectation;
    /// leak-lab/README.md says what they hold. Each runs in a process of its own, in each storage and, with --peers,
    /// on Node, Deno and Bun. A scenario that throws, hangs or exports nothing is one failure; the rest go on.
    Leaks(Box<leaks::Arguments>),

    /// A worker of leaks; prints JSON lines
    #[command(hide = true)]
    LeaksWorker {
        /// What to run, as JSON
        task: String,
    },

    /// A worker of test262; talks JSON over standard input and output
    #[command(hide = true)]
    Test262Worker,
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(_) if asks_run_for_tests(std::env::args().skip(1)) => {
            output::say(
                "boa-ac run: there is no --wpt: the command for web-platform-tests is `boa-ac wpt FILE...`; \
                 see boa-ac wpt --help",
            );
            return ExitCode::from(exit::NOT_STARTED);
        }
        // Prints the help or the usage error, and ends the process.
        Err(error) => error.exit(),
    };
    match arguments.command {
        Command::Run(arguments) => run::main(arguments),
        Command::Wpt(arguments) => wpt::main(&arguments),
        Command::Test262(arguments) => test262::main(&arguments),
        Command::Leaks(arguments) => leaks::main(*arguments),
        Command::LeaksWorker { task } => {
            ExitCode::from(boa_async_context_leak_lab::worker::main(&task))
        }
        Command::Test262Worker => boa_async_context_test262::worker::main(),
    }
}

/// Whether the arguments are `run ... --wpt ...`, before any `--`.
fn asks_run_for_tests(mut arguments: impl Iterator<Item = String>) -> bool {
    arguments.next().is_some_and(|command| command == "run")
        && arguments
            .take_while(|argument| argument != "--")
            .any(|argument| argument == "--wpt")
}
