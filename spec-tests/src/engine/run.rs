//! Running a test and judging how it ended.

use std::{path::Path, sync::Arc};

use boa_async_context::Agent;
use boa_engine::{
    Context, JsError, JsResult, Module, Script, Source, builtins::promise::PromiseState,
};

use super::{
    blueprint::{Blueprint, RECURSION_LIMIT},
    eval::eval,
    host::{self, Host},
    test262,
    thrown::Thrown,
};
use crate::{
    files::read_text,
    metadata::{Negative, Phase},
    mode::Mode,
    protocol::{Failure, Request},
};

/// The native stack of the thread that runs a test. It is reserved, not used.
pub const STACK_SIZE: usize = 256 << 20;

/// The result of a run.
#[derive(Debug)]
pub struct Verdict {
    /// Why it failed, if it did.
    pub failure: Option<Failure>,
    /// Whether threads of the test may still be running.
    pub lingers: bool,
}

/// Runs a test. Must be called on a new thread with [`STACK_SIZE`] of stack: everything that the engine keeps
/// per thread ends with the thread.
///
/// # Errors
///
/// If the test could not be run.
pub fn run(
    blueprint: &Blueprint,
    request: &Request,
    includes: &[(String, Arc<str>)],
) -> Result<Verdict, String> {
    let mut context = blueprint
        .build(request.can_block, RECURSION_LIMIT)
        .map_err(|error| format!("the engine cannot be set up: {error}"))?;
    let context = &mut context;
    let host = Host::of(context);
    host.file.replace(request.file.clone());
    test262::install(context)
        .map_err(|error| format!("the realm cannot be set up: {}", Thrown::of(error, context)))?;
    for (name, text) in includes {
        eval(text, Some(Path::new(name)), context).map_err(|error| {
            format!("harness file {name} threw: {}", Thrown::of(error, context))
        })?;
    }
    let completion = evaluate(request, context)?;
    let mut failure = judge(request, completion, &host).or_else(|| left_mapping(context));
    let lingers = host.agents.borrow_mut().conclude(&mut failure);
    Ok(Verdict {
        failure: failure.map(Failure::Test),
        lingers,
    })
}

/// The failure if the current mapping is not empty after all jobs, as it was before the test.
fn left_mapping(context: &Context) -> Option<String> {
    let left = Agent::of(context).is_some_and(|agent| !agent.is_empty());
    left.then(|| "a mapping was left behind".to_owned())
}

/// How the evaluation of a test ended.
enum Completion {
    /// Without an exception.
    Normal,
    /// With an exception, in this phase.
    Thrown(Phase, Thrown),
    /// Not at all: a module awaits something that cannot happen any more.
    Unfinished,
}

/// Why a run that ended in this way failed; `None` if it passed.
fn judge(request: &Request, completion: Completion, host: &Host) -> Option<String> {
    if let Some(Negative { phase, error }) = &request.negative {
        let expected = format!("expected {error} in the {phase} phase, but");
        return match completion {
            Completion::Normal => Some(format!("{expected} nothing was thrown")),
            Completion::Unfinished => Some(format!("{expected} the module never finished")),
            Completion::Thrown(when, thrown)
                if when == *phase && thrown.constructor.as_ref() == Some(error) =>
            {
                None
            }
            Completion::Thrown(when, thrown) => Some(format!(
                "{expected} in the {when} phase was thrown: {thrown}"
            )),
        };
    }
    let done = request.is_async.then(|| judge_done(&host.printed.borrow()));
    match completion {
        Completion::Normal => {}
        Completion::Thrown(Phase::Runtime, thrown) => return Some(thrown.to_string()),
        Completion::Thrown(phase, thrown) => {
            return Some(format!("{thrown} (in the {phase} phase)"));
        }
        // The loop stops when an asynchronous test calls `$DONE`.
        Completion::Unfinished if done == Some(None) => {}
        Completion::Unfinished => {
            let reason =
                "the module never finished: it awaits something that cannot happen any more";
            return done.flatten().or_else(|| Some(reason.to_owned()));
        }
    }
    if let Some(uncaught) = host.uncaught.borrow().first() {
        return Some(format!("uncaught in a job: {uncaught}"));
    }
    done.flatten()
}

/// Why an asynchronous test failed. It passes if it called `$DONE` exactly once, without an argument.
fn judge_done(printed: &[String]) -> Option<String> {
    let failure = printed
        .iter()
        .find_map(|line| line.strip_prefix(host::FAILED));
    if let Some(message) = failure {
        let message = message.trim_start();
        // `$DONE` adds a name to an error without one, and the text of a `Test262Error` has the name, too.
        let unnamed = message.strip_prefix("Test262Error: ");
        let message = unnamed
            .filter(|m| m.starts_with("Test262Error: "))
            .unwrap_or(message);
        return Some(message.to_owned());
    }
    match printed
        .iter()
        .filter(|line| *line == host::COMPLETE)
        .count()
    {
        0 => Some("$DONE was never called, and nothing is left to run".into()),
        1 => None,
        n => Some(format!("$DONE was called {n} times")),
    }
}

/// Evaluates the test and runs its jobs.
fn evaluate(request: &Request, context: &mut Context) -> Result<Completion, String> {
    let mut text = read_text(&request.file).map_err(|problem| format!("the file {problem}"))?;
    if request.mode == Mode::Strict {
        text.insert_str(0, "\"use strict\";\n");
    }
    let result = if request.mode == Mode::Module {
        evaluate_module(&request.file, &text, context)
    } else {
        evaluate_script(&request.file, &text, context).map(|()| {
            run_jobs(request.is_async, context);
            Completion::Normal
        })
    };
    Ok(result
        .unwrap_or_else(|(phase, error)| Completion::Thrown(phase, Thrown::of(error, context))))
}

fn evaluate_script(file: &Path, text: &str, context: &mut Context) -> Result<(), (Phase, JsError)> {
    let source = Source::from_bytes(text.as_bytes()).with_path(file);
    let script = Script::parse(source, None, context).map_err(|error| (Phase::Parse, error))?;
    match script.evaluate(context) {
        Ok(_) => Ok(()),
        Err(error) => Err((Phase::Runtime, error)),
    }
}

fn evaluate_module(
    file: &Path,
    text: &str,
    context: &mut Context,
) -> Result<Completion, (Phase, JsError)> {
    let source = Source::from_bytes(text.as_bytes()).with_path(file);
    let module = Module::parse(source, None, context).map_err(|error| (Phase::Parse, error))?;
    let host = Host::of(context);
    // An import cycle must lead back to this module record.
    host.modules.insert(file, module.clone());
    let loaded = module.load(context);
    run_jobs(true, context);
    if !is_fulfilled(&loaded.state()).map_err(|error| (Phase::Resolution, error))? {
        return Ok(Completion::Unfinished);
    }
    module
        .link(context)
        .map_err(|error| (Phase::Resolution, error))?;
    let evaluated = module
        .evaluate(context)
        .map_err(|error| (Phase::Runtime, error))?;
    run_jobs(true, context);
    match is_fulfilled(&evaluated.state()).map_err(|error| (Phase::Runtime, error))? {
        true => Ok(Completion::Normal),
        false => Ok(Completion::Unfinished),
    }
}

/// Whether a promise is fulfilled; false if it is pending.
fn is_fulfilled(state: &PromiseState) -> JsResult<bool> {
    match state {
        PromiseState::Fulfilled(_) => Ok(true),
        PromiseState::Rejected(reason) => Err(JsError::from_opaque(reason.clone())),
        PromiseState::Pending => Ok(false),
    }
}

/// Runs the event loop: until it is idle or the test is done, or only the microtasks.
///
/// One run of it has to serve everything: a `FinalizationRegistry` is served only by the run that
/// saw its construction.
fn run_jobs(wait: bool, context: &mut Context) {
    let host = Host::of(context);
    if !wait {
        host.jobs.run_only_microtasks();
    }
    // The loop reports what fails in it; what it returns is about the thread it is to sleep on.
    if let Err(error) = context.run_jobs() {
        let thrown = Thrown::of(error, context);
        host.uncaught.borrow_mut().push(thrown.to_string());
    }
}
