//! `boa-ac leaks why PROGRAM`

use std::{
    path::PathBuf,
    process::{self, ExitCode},
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::Duration,
};

use boa_async_context::{Error, Retainers};
use clap::Args;

use crate::{
    exit::{FAILED, NOT_STARTED},
    heap_snapshot::HeapSnapshotOption,
    modules::ModuleOptions,
    numbers::seconds,
    output::{print, say},
    program::{Program, Source, on_js_thread},
    storage::StorageOption,
};

#[derive(Debug, Args)]
#[command(
    after_help = "Exit code: 0 when the report was made; 1 when the program failed before or did not return to its event loop, \
        or the heap snapshot could not be written to its end; 2 for wrong usage or a file that cannot be read or \
        created; 143 after SIGTERM, 130 after SIGINT, which also print the report.\n\n\
        Examples:\n  boa-ac leaks why server.mjs --after 30\n  boa-ac leaks why app.mjs --variable request\n  \
        boa-ac leaks why app.mjs --heap-snapshot app.heapsnapshot"
)]
pub(crate) struct Arguments {
    /// The program
    #[arg(value_name = "PROGRAM")]
    file: PathBuf,

    /// Report when the program has run for so long, or when it ends if that is earlier
    #[arg(
        long,
        value_name = "SECONDS",
        default_value = "10",
        value_parser = seconds,
        conflicts_with = "at_exit"
    )]
    after: Duration,

    /// Report when the program has nothing left to do, however long that takes
    #[arg(long)]
    at_exit: bool,

    /// Report on the values of variables with this name only
    #[arg(long, value_name = "NAME")]
    variable: Option<String>,

    /// How many groups to print at most
    #[arg(long, value_name = "COUNT", default_value = "10")]
    groups: usize,

    #[command(flatten)]
    heap_snapshot: HeapSnapshotOption,

    #[command(flatten)]
    storage: StorageOption,

    /// Run PROGRAM as an ES module whatever its name ends in
    #[arg(long)]
    module: bool,

    /// Define TemporaryFile and TcpConnection
    #[arg(long)]
    resources: bool,

    /// Define gc(), which runs a full garbage collection
    #[arg(long)]
    expose_gc: bool,

    /// How long the program may take to return to its event loop when the report is due or a signal came, and its
    /// resources to close
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = seconds)]
    grace: Duration,

    /// Arguments for the program, in scriptArgs
    #[arg(last = true)]
    arguments: Vec<String>,
}

pub(crate) fn main(arguments: Arguments) -> ExitCode {
    on_js_thread(move || run(arguments))
}

fn run(arguments: Arguments) -> Result<u8, Error> {
    let Ok(snapshot) = arguments.heap_snapshot.create(&arguments.file) else {
        return Ok(NOT_STARTED);
    };
    let options = ModuleOptions::default();
    let Some(modules) = options.build(&arguments.file, arguments.module, true) else {
        return Ok(NOT_STARTED);
    };
    let mut prepared = Program {
        source: Source::File(arguments.file.clone()),
        modules,
        arguments: arguments.arguments.clone(),
        storage: arguments.storage.get(),
        resources: arguments.resources,
        expose_gc: arguments.expose_gc,
        gc_stress: None,
        grace: arguments.grace,
        limits: crate::limits::LimitOptions::default(),
        propagate_ports: false,
        is_watched: false,
    }
    .prepare()?;
    if let Some(agent) = prepared.runtime.agent() {
        agent.trace_captures(true);
    }
    let after = (!arguments.at_exit).then_some(arguments.after);
    let watch = after.map(|after| Watch::start(after, arguments.grace));
    prepared.at_end("report", move |runtime| {
        drop(watch);
        let Some(retainers) = runtime.retainers() else {
            return true;
        };
        let is_written = snapshot.is_none_or(|file| file.write(&retainers));
        report(retainers, &arguments);
        is_written
    });
    let is_over = match after {
        Some(after) => prepared.begin_and_run_for(after)?,
        None => {
            prepared.begin()?;
            prepared.run()?;
            true
        }
    };
    Ok(prepared.finish(is_over))
}

/// Ends the process if the program does not return to its event loop in time for the report. Dropping it calls that off.
struct Watch(
    #[expect(dead_code, reason = "the other end learns when it is dropped")] mpsc::Sender<()>,
);

impl Watch {
    fn start(after: Duration, grace: Duration) -> Self {
        let (returned, is_returned) = mpsc::channel();
        // Without the thread, a program that never returns is ended by its user.
        let _ = thread::Builder::new().name("watch".to_owned()).spawn(move || {
            let waited = is_returned.recv_timeout(after.saturating_add(grace));
            if waited == Err(RecvTimeoutError::Timeout) {
                say(&format!(
                    "boa-ac: the program did not return to its event loop within {grace:?} after the report was \
                     due, so there is no report; look for a loop that does not end, or give it more time with --grace"
                ));
                process::exit(FAILED.into());
            }
        });
        Self(returned)
    }
}

fn report(mut retainers: Retainers, arguments: &Arguments) {
    let known = variables(&retainers);
    if let Some(variable) = &arguments.variable {
        retainers.keep_variable(variable);
        if retainers.groups().is_empty() && !known.is_empty() {
            say(&format!(
                "boa-ac: nothing keeps a value of a variable named {variable} alive; there are values of {}",
                known.join(", ").escape_debug()
            ));
        }
    }
    retainers.read_sources();
    let left_out = retainers.keep_largest(arguments.groups);
    print(&retainers.to_string());
    match left_out {
        0 => {}
        1 => print("\n1 smaller group is left out; --groups COUNT prints more"),
        _ => print(&format!(
            "\n{left_out} smaller groups are left out; --groups COUNT prints more"
        )),
    }
}

/// The names of the variables that have groups, each once, as they first occur.
fn variables(retainers: &Retainers) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for group in retainers.groups() {
        if !names.contains(&group.variable) {
            names.push(group.variable.clone());
        }
    }
    names
}
