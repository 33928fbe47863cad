//! The global `process` of a program and of its workers, and the APIs of the web with it.

use std::{env, error::Error, path::Path};

use boa_async_context::Runtime;
use boa_async_context_node::process::{Process, define_global, emit_exit, exit_code, is_exiting};
use boa_async_context_web::{WebApis, WorkerPolicy, WorkerRuntime};
use boa_engine::{Context, JsResult};
use boa_runtime::extensions::RuntimeExtension;

use crate::output::say;

/// What is lent to a program: the arguments, and if it is trusted the environment and the working directory.
pub(crate) fn lent(file: &Path, arguments: &[String], is_trusted: bool) -> Process {
    let own = env::args_os().next().unwrap_or_default();
    let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let own = [
        own.to_string_lossy().into_owned(),
        file.to_string_lossy().into_owned(),
    ];
    let process = Process::new()
        .argv(own.into_iter().chain(arguments.iter().cloned()))
        .on_warning(|text| say(&format!("boa-ac: {text}")));
    if !is_trusted {
        return process;
    }
    let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
        Some((name.into_string().ok()?, value.into_string().ok()?))
    };
    let process = process.env(env::vars_os().filter_map(text));
    match env::current_dir() {
        Ok(cwd) => process.cwd(cwd.to_string_lossy()),
        Err(_) => process,
    }
}

/// Defines `process` and the APIs of the web, in the runtime and in those of its workers.
pub(crate) fn register(
    process: Process,
    propagate_ports: bool,
    runtime: &mut Runtime,
) -> JsResult<()> {
    let context = &mut *runtime.context_mut();
    define(process.clone(), context)?;
    let of_worker = move |request: &_| worker(&process, request);
    WebApis::default()
        .propagate_ports(propagate_ports)
        .worker_policy(WorkerPolicy::new().factory(of_worker))
        .register(None, context)
}

fn define(process: Process, context: &mut Context) -> JsResult<()> {
    process.lend(context);
    define_global(context)
}

/// The runtime of a worker: as it would be by itself, with `process`.
fn worker(
    process: &Process,
    request: &boa_async_context_web::WorkerRequest,
) -> Result<WorkerRuntime, Box<dyn Error>> {
    let mut runtime = request.builder().build()?;
    define(process.clone(), &mut runtime.context_mut())?;
    Ok(runtime.into())
}

/// Fires the event `exit`, and prints what a listener throws. Returns whether none did.
pub(crate) fn exits(runtime: &mut Runtime) -> bool {
    match emit_exit(&mut runtime.context_mut()) {
        Ok(()) => true,
        Err(error) => {
            say(&format!("Uncaught {error}"));
            false
        }
    }
}

/// The exit code that the program wants, and whether it has called `process.exit`.
pub(crate) fn wanted(runtime: &mut Runtime) -> (Option<u8>, bool) {
    let context = &mut *runtime.context_mut();
    // The operating system takes the lowest bits of a number.
    let code = exit_code(context).map(|code| code.to_le_bytes()[0]);
    (code, is_exiting(context))
}
