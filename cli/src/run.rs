//! `boa-ac run FILE`

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    thread,
    time::Duration,
};

use boa_async_context::{Error, Runtime, Storage, cleanup::ResourceOptions, source::SourceError};
use boa_engine::{
    JsResult, JsString, JsValue, builtins::promise::PromiseState, js_string,
    object::builtins::JsArray,
};
use clap::{Args, ValueEnum};

use crate::{say, terminate, wpt};

/// How deep JS calls may nest, and the native stack that so many levels need. The stack is only
/// reserved: pages that are never touched cost nothing.
const RECURSION_LIMIT: usize = 24_000;
const STACK_SIZE: usize = 1 << 30;

#[derive(Debug, Args)]
#[command(
    after_help = "Exit code: 0 when all went well; 1 when the program failed: an uncaught exception, an \
        unhandled rejection, a syntax error; 2 for wrong usage or a file that can not be read; 143 after \
        SIGTERM, 130 after SIGINT. With --wpt: 0 when every test passed, 1 otherwise.\n\n\
        Examples:\n  boa-ac run examples/request_tracing.mjs\n  boa-ac run --storage strong app.mjs -- --verbose input.json\n  boa-ac run --wpt ../wpt/dom/events/Event-constructors.any.js --json results.json"
)]
pub(crate) struct Arguments {
    /// The program; with --wpt test files, or directories of them
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Run FILE as an ES module whatever its name ends in
    #[arg(long)]
    module: bool,

    /// How contexts hold values: weak (a value goes with its variable) or strong
    #[arg(long, value_enum, default_value_t = StorageArgument::Weak)]
    storage: StorageArgument,

    /// Define TemporaryFile and TcpConnection: native resources that are closed when the program forgets
    /// them
    #[arg(long)]
    resources: bool,

    /// How long resources that are open at the end, or at SIGTERM, may take to be closed
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = seconds)]
    grace: Duration,

    #[command(flatten)]
    wpt: wpt::Flags,

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

/// A number of seconds, such as `0.5`.
pub(crate) fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse::<f64>().ok();
    seconds
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .ok_or_else(|| "a number of seconds is wanted, such as 5 or 0.5".to_owned())
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum StorageArgument {
    Weak,
    Strong,
}

impl From<StorageArgument> for Storage {
    fn from(storage: StorageArgument) -> Self {
        match storage {
            StorageArgument::Weak => Self::Weak,
            StorageArgument::Strong => Self::Strong,
        }
    }
}

pub(crate) const FAILED: u8 = 1;
pub(crate) const NOT_STARTED: u8 = 2;

pub(crate) fn main(arguments: Arguments) -> ExitCode {
    if arguments.wpt.is_chosen() {
        return wpt::main(&arguments.files, arguments.storage.into(), &arguments.wpt);
    }
    if let [_, second, ..] = arguments.files.as_slice() {
        say(&format!(
            "boa-ac: one program at a time: write `-- {}` if it is an argument for the program, --wpt if these \
             are tests; see --help",
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

/// Prints why the program ended or did not begin, and returns the exit code.
fn fail(error: &Error) -> u8 {
    match error {
        // A program's own failure is printed as it is, like those that the event loop reports.
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
    let mut runtime = Runtime::builder()
        .storage(arguments.storage.into())
        .recursion_limit(RECURSION_LIMIT)
        .resources(
            ResourceOptions::default().on_leak(|leaked| say(&format!("boa-ac: warning: {leaked}"))),
        )
        .build()?;
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
        // As any other exception: it may have set an error listener. What it had set going before it threw
        // goes on.
        let event_loop = runtime.event_loop().clone();
        event_loop.report(&report, runtime.context_mut());
    }
    runtime.run_until_idle_blocking()?;
    terminating.or_wait();
    let mut failed = runtime.event_loop().failures() > 0;
    if module.is_some_and(|module| module.state() == PromiseState::Pending) {
        say(
            "boa-ac: the module never finished: a top-level await waits for something that can not \
             happen any more",
        );
        failed = true;
    }
    failed |= !close_resources(&runtime, arguments.grace);
    terminating.or_wait();
    Ok(if failed { FAILED } else { 0 })
}

/// Closes what the program has left open. Whether all of it was closed.
fn close_resources(runtime: &Runtime, grace: Duration) -> bool {
    let before = runtime.resources().report();
    if before.created == 0 {
        return true;
    }
    // On this thread nothing else is left to do, and no runtime is around.
    let report = runtime.resources().shutdown_blocking(grace);
    if before.open > 0 {
        say(&format!(
            "boa-ac: {} resources were open at the end of the program",
            before.open
        ));
    }
    // What failed before was the program's to handle.
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
