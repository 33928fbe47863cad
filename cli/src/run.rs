//! `boa-ac run FILE`

use std::{
    io::{read_to_string, stdin},
    path::PathBuf,
    process::ExitCode,
    time::Duration,
};

use boa_async_context::Error;
use clap::Args;

use crate::{
    census::CensusOption,
    exit::NOT_STARTED,
    gc_stress::GcStressOption,
    heap_snapshot::HeapSnapshotOption,
    limits::LimitOptions,
    loaded,
    modules::ModuleOptions,
    numbers::seconds,
    output::say,
    program::{Program, Source, on_js_thread},
    storage::StorageOption,
    watch,
};

#[derive(Debug, Args)]
#[command(
    after_help = "Exit code: 0, or what process.exitCode says, when the program ended without a failure; 1 when it failed: an uncaught exception, an \
        unhandled rejection, a syntax error; or when the heap snapshot could not be written to its end; 2 for wrong \
        usage or a file that cannot be read or created; 3 when it met a limit of --limits, --max-time or --max-heap; 4 when a defect of the engine ended it; 143 after SIGTERM, 130 after SIGINT.\n\n\
        Examples:\n  boa-ac run examples/request_tracing.mjs\n  npm install nanoid && boa-ac run -e 'import { nanoid } from \"nanoid\"; console.log(nanoid())'\n  boa-ac run --storage strong app.mjs -- --verbose input.json\n  \
        boa-ac run --trace-captures app.mjs\n  boa-ac run --watch app.mjs"
)]
pub(crate) struct Arguments {
    /// The program; `-` is standard input
    #[arg(
        required_unless_present = "eval",
        conflicts_with = "eval",
        value_name = "FILE"
    )]
    files: Vec<PathBuf>,

    /// Run CODE, an ES module whose imports are relative to the current folder
    #[arg(short, long, value_name = "CODE")]
    eval: Option<String>,

    /// Run FILE as an ES module whatever its name ends in
    #[arg(long)]
    module: bool,

    #[command(flatten)]
    modules: ModuleOptions,

    #[command(flatten)]
    storage: StorageOption,

    /// Define TemporaryFile and TcpConnection: native resources that are closed when the program forgets
    /// them
    #[arg(long)]
    resources: bool,

    /// Define gc(), which runs a full garbage collection
    #[arg(long)]
    expose_gc: bool,

    #[command(flatten)]
    gc_stress: GcStressOption,

    #[command(flatten)]
    census: CensusOption,

    #[command(flatten)]
    heap_snapshot: HeapSnapshotOption,

    #[command(flatten)]
    limits: LimitOptions,

    /// Run message events between two ports that were never transferred in the context of their postMessage()
    #[arg(long)]
    propagate_ports: bool,

    /// Run again when FILE or a file that it has loaded changes: modules, scripts of workers. Ctrl-C ends. Files that were not
    /// found, and package.json, are not watched; the program has no standard input
    #[arg(long, conflicts_with = "eval")]
    watch: bool,

    /// The file to write into what the program loads; standard input ends the program with its end
    #[arg(long, hide = true, value_name = "FILE")]
    watched: Option<PathBuf>,

    /// How long resources that are open at the end or at SIGTERM may take to close
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = seconds)]
    grace: Duration,

    /// Arguments for the program, in scriptArgs and process.argv
    #[arg(last = true)]
    arguments: Vec<String>,
}

pub(crate) fn main(arguments: Arguments) -> ExitCode {
    if let [_, second, ..] = arguments.files.as_slice() {
        say(&format!(
            "boa-ac: one program at a time: write `-- {}` if it is an argument for the program; if these are \
             tests, the command is `boa-ac wpt FILE...`; see --help",
            second.display()
        ));
        return ExitCode::from(NOT_STARTED);
    }
    if arguments.watch {
        if arguments.files.iter().any(|file| file.as_os_str() == "-") {
            say("boa-ac: --watch needs a file: standard input can be read once only");
            return ExitCode::from(NOT_STARTED);
        }
        return watch::main(arguments.grace);
    }
    if let Some(list) = &arguments.watched
        && let Err(error) = loaded::report_to(list)
    {
        say(&format!(
            "boa-ac: cannot open `{}`: {error}",
            list.display()
        ));
        return ExitCode::from(NOT_STARTED);
    }
    on_js_thread(move || run(arguments))
}

fn run(arguments: Arguments) -> Result<u8, Error> {
    // Clap requires one, or the code.
    let file = arguments.files.into_iter().next();
    let source = match (file, arguments.eval) {
        (_, Some(text)) => Source::Text {
            name: "[eval]",
            text,
        },
        (Some(file), None) if file.as_os_str() == "-" => match read_to_string(stdin()) {
            Ok(text) => Source::Text {
                name: "[stdin]",
                text,
            },
            Err(error) => {
                say(&format!("boa-ac: cannot read standard input: {error}"));
                return Ok(NOT_STARTED);
            }
        },
        (file, None) => Source::File(file.unwrap_or_default()),
    };
    let file = source.path();
    let Ok(snapshot) = arguments.heap_snapshot.create(&file) else {
        return Ok(NOT_STARTED);
    };
    let is_trusted = arguments.limits.is_trusted();
    let Some(modules) = arguments.modules.build(&file, arguments.module, is_trusted) else {
        return Ok(NOT_STARTED);
    };
    let mut prepared = Program {
        source,
        modules,
        arguments: arguments.arguments,
        storage: arguments.storage.get(),
        resources: arguments.resources,
        expose_gc: arguments.expose_gc,
        gc_stress: arguments.gc_stress.get(),
        grace: arguments.grace,
        limits: arguments.limits,
        propagate_ports: arguments.propagate_ports,
        is_watched: arguments.watched.is_some(),
    }
    .prepare()?;
    arguments.census.apply(&mut prepared);
    if let (Some(file), Some(agent)) = (snapshot, prepared.runtime.agent()) {
        agent.trace_captures(true);
        prepared.at_end("heap snapshot", |runtime| {
            runtime
                .retainers()
                .is_none_or(|retainers| file.write(&retainers))
        });
    }
    prepared.begin()?;
    prepared.run()?;
    Ok(prepared.finish(true))
}
