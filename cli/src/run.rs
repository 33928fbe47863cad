//! `boa-ac run FILE`

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
    thread,
};

use boa_async_context::{Error, Runtime, Storage, source::SourceError};
use boa_engine::{
    JsResult, JsString, JsValue, builtins::promise::PromiseState, js_string,
    object::builtins::JsArray,
};
use clap::{Args, ValueEnum};

/// How deep JS calls may nest, and the native stack that so many levels need. The stack is only
/// reserved: pages that are never touched cost nothing.
const RECURSION_LIMIT: usize = 24_000;
const STACK_SIZE: usize = 1 << 30;

#[derive(Debug, Args)]
#[command(
    after_help = "Exit code: 0 when all went well; 1 when the program failed: an uncaught exception, an \
        unhandled rejection, a syntax error; 2 for wrong usage or a file that can not be read.\n\n\
        Examples:\n  boa-ac run examples/request_tracing.mjs\n  boa-ac run --storage strong app.mjs -- --verbose input.json"
)]
pub(crate) struct Arguments {
    /// The program
    file: PathBuf,

    /// Run FILE as an ES module whatever its name ends in
    #[arg(long)]
    module: bool,

    /// How contexts hold values: weak (a value goes with its variable) or strong
    #[arg(long, value_enum, default_value_t = StorageArgument::Weak)]
    storage: StorageArgument,

    /// Arguments for the program, in scriptArgs
    #[arg(last = true)]
    arguments: Vec<String>,
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

const FAILED: u8 = 1;
const NOT_STARTED: u8 = 2;

pub(crate) fn main(arguments: Arguments) -> ExitCode {
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

/// Writes a line to standard error; when that is closed there is nobody to tell.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
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
    let mut runtime = Runtime::builder()
        .storage(arguments.storage.into())
        .recursion_limit(RECURSION_LIMIT)
        .build()?;
    define_script_args(&mut runtime, arguments).map_err(Error::Setup)?;

    let mut failed = false;
    let mut module = None;
    if arguments.module || is_module(&arguments.file) {
        module = Some(runtime.run_module(&arguments.file)?);
    } else if let Err(error) = runtime.run_script(&arguments.file) {
        if !matches!(error, Error::Uncaught(_)) {
            return Err(error);
        }
        // What the script had set going before it threw goes on.
        fail(&error);
        failed = true;
    }
    runtime.block_on_idle()?;
    failed |= runtime.event_loop().failures() > 0;
    if module.is_some_and(|module| module.state() == PromiseState::Pending) {
        say(
            "boa-ac: the module never finished: a top-level await waits for something that can not \
             happen any more",
        );
        failed = true;
    }
    Ok(if failed { FAILED } else { 0 })
}

fn is_module(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "mjs")
}

fn define_script_args(runtime: &mut Runtime, arguments: &Arguments) -> JsResult<()> {
    let file = arguments.file.to_string_lossy();
    let context = runtime.context();
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
