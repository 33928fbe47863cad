//! One run of one test in an engine of its own.

mod agents;
mod host;
mod jobs;
mod test262;
mod thrown;

use std::{collections::HashMap, path::Path, rc::Rc, sync::Arc};

use boa_async_context::{Agent, AsyncContext, EventLoop, FileModules};
use boa_engine::{
    Context, JsError, JsResult, JsValue, Module, Script, Source, builtins::promise::PromiseState,
    context::DefaultHooks, job::SimpleJobExecutor,
};

use self::{host::Host, jobs::Jobs, thrown::Thrown};
use crate::{
    embedding::{Embedding, Executor, Storage},
    metadata::{Negative, Phase},
    plan::Mode,
    protocol::{Failure, Request, Setup},
    read_text,
};

/// How deep JS calls may nest in a test, and the native stack for it.
const RECURSION_LIMIT: usize = 6_000;
/// The native stack of the thread that runs a test. It is reserved, not used.
pub const STACK_SIZE: usize = 256 << 20;

/// VM stack slots for each level of recursion.
const SLOTS_PER_LEVEL: usize = 64;

/// The texts that many tests share, read once.
#[derive(Debug)]
pub struct Sources {
    setup: Setup,
    prelude: Option<Arc<str>>,
    harness: HashMap<String, Arc<str>>,
}

impl Sources {
    /// Makes the cache for a worker.
    ///
    /// # Errors
    ///
    /// The prelude can not be read.
    pub fn new(setup: Setup) -> Result<Self, String> {
        let prelude = match &setup.prelude {
            Some(file) => {
                let text = read_text(file);
                let problem = |problem| format!("{} {problem}", file.display());
                Some(text.map_err(problem)?.into())
            }
            None => None,
        };
        Ok(Self {
            setup,
            prelude,
            harness: HashMap::new(),
        })
    }

    /// The harness files that a run evaluates first, with their names.
    ///
    /// # Errors
    ///
    /// One can not be read.
    pub fn includes(&mut self, request: &Request) -> Result<Vec<(String, Arc<str>)>, String> {
        if request.raw {
            return Ok(Vec::new());
        }
        let usual = ["assert.js", "sta.js"].into_iter();
        let done = request.is_async.then_some("doneprintHandle.js");
        let includes = request.includes.iter().map(String::as_str);
        let mut files: Vec<(String, Arc<str>)> = Vec::new();
        for name in usual.chain(done).chain(includes) {
            if files.iter().all(|(known, _)| known != name) {
                files.push((name.to_owned(), self.include(name)?));
            }
        }
        Ok(files)
    }

    fn include(&mut self, name: &str) -> Result<Arc<str>, String> {
        if let Some(text) = self.harness.get(name) {
            return Ok(text.clone());
        }
        let file = self.setup.harness.join(name);
        let text: Arc<str> = read_text(&file)
            .map_err(|problem| format!("the harness file {name} {problem}"))?
            .into();
        self.harness.insert(name.to_owned(), text.clone());
        Ok(text)
    }

    /// What an engine is made from.
    pub fn blueprint(&self) -> Blueprint {
        Blueprint {
            async_context: self.setup.async_context,
            embedding: self.setup.embedding,
            prelude: self.prelude.clone(),
        }
    }
}

/// What an engine is made from. Free to move to the thread that makes it.
#[derive(Debug, Clone)]
pub struct Blueprint {
    async_context: bool,
    embedding: Embedding,
    prelude: Option<Arc<str>>,
}

impl Blueprint {
    /// Whether AsyncContext is installed.
    pub fn has_async_context(&self) -> bool {
        self.async_context
    }

    /// Makes an engine on this thread.
    fn build(&self, can_block: bool, recursion_limit: usize) -> JsResult<Context> {
        let builder = Context::builder().can_block(can_block);
        let loader = FileModules::new();
        let (mut context, async_context, jobs) = if self.async_context {
            let async_context = AsyncContext::new(match self.embedding.storage {
                Storage::Weak => boa_async_context::Storage::Weak,
                Storage::Strong => boa_async_context::Storage::Strong,
            });
            let builder = builder
                .host_hooks(async_context.hooks(Rc::new(DefaultHooks)))
                .module_loader(async_context.modules(loader.clone()));
            let (context, jobs) = match self.embedding.executor {
                Executor::Own => {
                    let event_loop = EventLoop::new(&async_context);
                    let context = builder.job_executor(event_loop.clone()).build()?;
                    (context, Jobs::EventLoop(event_loop))
                }
                Executor::Foreign => {
                    let executor = Rc::new(SimpleJobExecutor::new());
                    let context = builder
                        .job_executor(async_context.jobs(executor.clone()))
                        .build()?;
                    (context, Jobs::Foreign(executor))
                }
            };
            (context, Some(async_context), jobs)
        } else {
            let builder = builder.module_loader(loader.clone());
            let (context, jobs) = match self.embedding.executor {
                Executor::Own => {
                    let event_loop = EventLoop::without_async_context();
                    let context = builder.job_executor(event_loop.clone()).build()?;
                    (context, Jobs::EventLoop(event_loop))
                }
                Executor::Foreign => {
                    let executor = Rc::new(SimpleJobExecutor::new());
                    let context = builder.job_executor(executor.clone()).build()?;
                    (context, Jobs::Foreign(executor))
                }
            };
            (context, None, jobs)
        };
        let limits = context.runtime_limits_mut();
        limits.set_recursion_limit(recursion_limit);
        let slots = recursion_limit.saturating_mul(SLOTS_PER_LEVEL);
        limits.set_stack_size_limit(slots.max(limits.stack_size_limit()));
        let host = Host::new(self.clone(), async_context, jobs, loader);
        host.listen();
        context.insert_data(host);
        Ok(context)
    }
}

/// What came of a run.
#[derive(Debug)]
pub struct Verdict {
    /// Why it failed, if it did.
    pub failure: Option<Failure>,
    /// Whether threads of it may be running still.
    pub lingers: bool,
}

/// Whether this engine has `Intl`.
pub fn has_intl(blueprint: &Blueprint) -> bool {
    blueprint
        .build(true, RECURSION_LIMIT)
        .and_then(|mut context| {
            let global = context.global_object();
            global.has_property(boa_engine::js_string!("Intl"), &mut context)
        })
        .unwrap_or(false)
}

/// Runs a test. To be called on a fresh thread with [`STACK_SIZE`] of stack: whatever the engine keeps
/// for a thread ends with it.
///
/// # Errors
///
/// What kept it from being run.
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

/// What is wrong if the engine is not in the empty mapping after all jobs, as it was before the test.
fn left_mapping(context: &Context) -> Option<String> {
    let left = Agent::of(context).is_some_and(|agent| !agent.is_empty());
    left.then(|| "a mapping was left behind".to_owned())
}

/// How the evaluation of a test ended.
enum Completion {
    Normal,
    Thrown(Phase, Thrown),
    /// A module awaits what can not happen any more. Nothing was thrown.
    Unfinished,
}

/// Why a run that ended so did not do what it had to.
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
        // The loop ends when an asynchronous test says that it is done.
        Completion::Unfinished if done == Some(None) => {}
        Completion::Unfinished => {
            let reason = "the module never finished: it awaits what can not happen any more";
            return done.flatten().or_else(|| Some(reason.to_owned()));
        }
    }
    if let Some(uncaught) = host.uncaught.borrow().first() {
        return Some(format!("uncaught in a job: {uncaught}"));
    }
    done.flatten()
}

/// An asynchronous test passes if it said once that it is done, and nothing else.
fn judge_done(printed: &[String]) -> Option<String> {
    let failure = printed
        .iter()
        .find_map(|line| line.strip_prefix(host::FAILED));
    if let Some(message) = failure {
        let message = message.trim_start();
        // `$DONE` names what has no name, and Test262Error then names itself.
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

/// Evaluates the test and the jobs that it makes.
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
    // An import cycle must come back to this very module.
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

/// Whether a promise is fulfilled, or else pending.
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

/// A script in the context's realm.
fn eval(text: &str, path: Option<&Path>, context: &mut Context) -> JsResult<JsValue> {
    let source = Source::from_bytes(text.as_bytes());
    match path {
        Some(path) => context.eval(source.with_path(path)),
        None => context.eval(source),
    }
}
