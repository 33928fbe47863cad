//! `boa-ac run FILE`

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    thread,
    time::Duration,
};

use boa_async_context::{Error, Runtime, cleanup::ResourceOptions, source::SourceError};
use boa_engine::{
    JsResult, JsString, JsValue, builtins::promise::PromiseState, js_string,
    object::builtins::JsArray,
};
use clap::Args;

use crate::{
    exit::{FAILED, NOT_STARTED},
    numbers::seconds,
    output::say,
    storage::StorageOption,
    terminate,
};

/// How deep JS calls may nest, and the native stack that so many levels need. The stack is reserved, not
/// allocated: pages that are never touched cost nothing.
const RECURSION_LIMIT: usize = 24_000;
const STACK_SIZE: usize = 1 << 30;

#[derive(Debug, Args)]
#[command(
    after_help = "Exit code: 0 when the program ended without a failure; 1 when it failed: an uncaught exception, an \
        unhandled rejection, a syntax error; 2 for wrong usage or a file that cannot be read; 143 after \
        SIGTERM, 130 after SIGINT.\n\n\
        Examples:\n  boa-ac run examples/request_tracing.mjs\n  boa-ac run --storage strong app.mjs -- --verbose input.json"
)]
pub(crate) struct Arguments {
    /// The program
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Run FILE as an ES module whatever its name ends in
    #[arg(long)]
    module: bool,

    #[command(flatten)]
    storage: StorageOption,

    /// Define TemporaryFile and TcpConnection: native resources that are closed when the program forgets
    /// them
    #[arg(long)]
    resources: bool,

    /// Define gc(), which runs a full garbage collection
    #[arg(long)]
    expose_gc: bool,

    /// How long resources that are open at the end or at SIGTERM may take to close
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = seconds)]
    grace: Duration,

    /// Arguments for the program, in scriptArgs
    #[arg(last = true)]
    arguments: Vec<String>,
}

impl Arguments {
    fn file(&self) -> &Path {
        // Clap requires one.
        self.files.first().map_or(Path::new(""), PathBuf::as_path)
    }
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
    let program = thread::Builder::new()
        .name("js".to_owned())
        .stack_size(STACK_SIZE)
        .spawn(move || match run(&arguments) {
            Ok(code) => code,
            Err(error) => fail(&error),
        });
    match program.map(thread::JoinHandle::join) {
        Ok(Ok(code)) => ExitCode::from(code),
        // The panic has been printed.
        Ok(Err(_)) => ExitCode::from(FAILED),
        Err(error) => {
            say(&format!(
                "boa-ac: cannot start the JavaScript thread: {error}"
            ));
            ExitCode::from(NOT_STARTED)
        }
    }
}

/// Prints why the program ended or did not start, and returns the exit code.
fn fail(error: &Error) -> u8 {
    match error {
        // A failure of the program is printed as the event loop prints it, without the name of this tool.
        Error::Uncaught(_) | Error::Source(SourceError::Syntax(_)) => {
            say(&error.to_string());
            FAILED
        }
        _ => {
            say(&format!("boa-ac: {error}"));
            NOT_STARTED
        }
    }
}

fn run(arguments: &Arguments) -> Result<u8, Error> {
    let file = arguments.file();
    let mut builder = Runtime::builder()
        .storage(arguments.storage.get())
        .recursion_limit(RECURSION_LIMIT)
        .resources(
            ResourceOptions::default().on_leak(|leaked| say(&format!("boa-ac: warning: {leaked}"))),
        );
    if arguments.expose_gc {
        builder = builder.expose_gc();
    }
    let mut runtime = builder.build()?;
    define_script_args(&mut runtime, arguments).map_err(Error::Setup)?;
    boa_async_context_web::register(&mut runtime).map_err(Error::Setup)?;
    if arguments.resources {
        boa_async_context_native::register_all(&mut runtime).map_err(Error::Setup)?;
    }
    let resources = runtime.resources().clone();
    let terminating = terminate::watch(resources, runtime.event_loop().mailbox(), arguments.grace)
        .map_err(Error::Blocking)?;

    let mut module = None;
    if arguments.module || is_module(file) {
        module = Some(runtime.run_module(file)?);
    } else if let Err(error) = runtime.run_script(file) {
        let Error::Uncaught(report) = error else {
            return Err(error);
        };
        // Reported like any other exception, because the program may have an error listener. Timers and
        // promises that it started before the exception go on.
        let event_loop = runtime.event_loop().clone();
        event_loop.report(&report, runtime.context_mut());
    }
    runtime.run_until_idle_blocking()?;
    terminating.or_wait();
    let mut failed = runtime.event_loop().failures() > 0;
    if module.is_some_and(|module| module.state() == PromiseState::Pending) {
        say(
            "boa-ac: the module never finished: a top-level await waits for something that cannot \
             happen any more",
        );
        failed = true;
    }
    failed |= !close_resources(&runtime, arguments.grace);
    terminating.or_wait();
    Ok(if failed { FAILED } else { 0 })
}

/// Closes the resources that the program left open. Returns whether all of them were closed.
fn close_resources(runtime: &Runtime, grace: Duration) -> bool {
    let before = runtime.resources().report();
    if before.created == 0 {
        return true;
    }
    // Blocking is fine: this thread has nothing else to do, and is not inside a tokio runtime.
    let report = runtime.resources().shutdown_blocking(grace);
    if before.open > 0 {
        say(&format!(
            "boa-ac: {} resources were open at the end of the program",
            before.open
        ));
    }
    // Earlier failures were reported to the program when they happened.
    let is_clean = report.left.is_empty()
        && report.failed == before.failed
        && report.leaked == before.leaked
        && report.abandoned == before.abandoned;
    if !is_clean {
        say(&format!("boa-ac: {report}"));
    }
    is_clean
}

fn is_module(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "mjs")
}

fn define_script_args(runtime: &mut Runtime, arguments: &Arguments) -> JsResult<()> {
    let file = arguments.file().to_string_lossy();
    let context = runtime.context_mut();
    let values: Vec<JsValue> = std::iter::once(&*file)
        .chain(arguments.arguments.iter().map(String::as_str))
        .map(|argument| JsString::from(argument).into())
        .collect();
    let array = JsArray::from_iter(values, context);
    context.register_global_property(
        js_string!("scriptArgs"),
        array,
        boa_engine::property::Attribute::all(),
    )
}
