//! A JavaScript program from its preparation to its end, for the commands that run one.

use std::{
    borrow::Cow,
    cell::Cell,
    num::NonZeroU32,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    process::ExitCode,
    rc::Rc,
    sync::Arc,
    thread,
    time::Duration,
};

use boa_async_context::{
    Error, Runtime, Storage, cleanup::ResourceOptions, console::Terminal, source::SourceError,
};
use boa_async_context_modules::{NodeModules, ProgramKind};
use boa_engine::{
    JsResult, JsString, JsValue,
    builtins::promise::PromiseState,
    js_string,
    object::builtins::{JsArray, JsPromise},
};

use crate::{
    defect,
    exit::{ENGINE_PANICKED, FAILED, LIMIT_MET, NOT_STARTED},
    limits::{LimitOptions, LimitsMet},
    output::say,
    process,
    terminate::{self, Terminating},
};

/// How deep JS calls may nest, and the native stack that so many levels need. The stack is reserved, not
/// allocated: pages that are never touched cost nothing.
const RECURSION_LIMIT: usize = 24_000;
const STACK_SIZE: usize = 1 << 30;

/// Calls `f` on a thread with the stack that a program may need, and prints why it failed if it does. A panic of the engine is
/// told in one line.
pub(crate) fn on_js_thread(f: impl FnOnce() -> Result<u8, Error> + Send + 'static) -> ExitCode {
    defect::tell_in_one_line();
    let program = thread::Builder::new()
        .name("js".to_owned())
        .stack_size(STACK_SIZE)
        .spawn(move || match catch_unwind(AssertUnwindSafe(f)) {
            Ok(Ok(code)) => code,
            Ok(Err(error)) => fail(&error),
            // The panic has been printed.
            Err(_) if defect::is_of_engine() => ENGINE_PANICKED,
            Err(_) => FAILED,
        });
    match program.map(thread::JoinHandle::join) {
        Ok(Ok(code)) => ExitCode::from(code),
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
        // Told when it happened, but for the place in the program.
        Error::EnginePanicked(panic) => {
            if let Some(preparation) = panic.preparation() {
                say(&format!("boa-ac: the engine was {preparation}"));
            }
            if let Some(place) = panic.program() {
                say(&format!("boa-ac: the program was at {}", place.with_path()));
            }
            ENGINE_PANICKED
        }
        // A failure of the program is printed as the event loop prints it, without the name of this tool.
        Error::Uncaught(report) if report.is_engine_defect() => {
            say(&error.to_string());
            defect::say_that_it_is_one();
            ENGINE_PANICKED
        }
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

/// The text of a program.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    /// In a file.
    File(PathBuf),
    /// An ES module that has no file, under a name.
    Text { name: &'static str, text: String },
}

impl Source {
    /// The path of the file, or one in the current folder with the name.
    pub(crate) fn path(&self) -> PathBuf {
        match self {
            Self::File(path) => path.clone(),
            Self::Text { name, .. } => {
                std::path::absolute(name).unwrap_or_else(|_| PathBuf::from(name))
            }
        }
    }
}

/// A program, and how it is to be run.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    pub(crate) source: Source,
    /// What it may import, and what its files are.
    pub(crate) modules: Arc<NodeModules>,
    /// What follows the file in `scriptArgs`.
    pub(crate) arguments: Vec<String>,
    pub(crate) storage: Storage,
    /// Whether the classes of native resources are defined.
    pub(crate) resources: bool,
    /// Whether `gc()` is defined.
    pub(crate) expose_gc: bool,
    /// How often garbage is collected, if more often than usual.
    pub(crate) gc_stress: Option<NonZeroU32>,
    /// How long resources may take to close.
    pub(crate) grace: Duration,
    pub(crate) limits: LimitOptions,
    /// Whether messages between ports that were never transferred carry the context.
    pub(crate) propagate_ports: bool,
    /// Whether another process watches the files of the program.
    pub(crate) is_watched: bool,
}

/// What is done with the runtime at the end of a program. Returns whether it worked.
type AtEnd = Box<dyn FnOnce(&mut Runtime) -> bool>;

/// A program whose runtime was built.
pub(crate) struct Prepared {
    pub(crate) runtime: Runtime,
    program: Program,
    terminating: Terminating,
    /// The evaluation of the main module, once it has begun.
    module: Option<JsPromise>,
    /// What is done with the runtime when the program has ended or was stopped.
    at_end: Vec<AtEnd>,
    /// Whether one of `at_end` did not work.
    failed: bool,
    limits_met: Rc<LimitsMet>,
}

impl Program {
    /// Builds the runtime with everything a program may use.
    pub(crate) fn prepare(self) -> Result<Prepared, Error> {
        let mut builder = Runtime::builder()
            .module_loader(self.modules.loader())
            .storage(self.storage)
            .console_sink(Arc::new(Terminal::detect()))
            .limits(self.limits.get(RECURSION_LIMIT))
            .resources(
                ResourceOptions::default()
                    .on_leak(|leaked| say(&format!("boa-ac: warning: {leaked}"))),
            );
        if self.expose_gc {
            builder = builder.expose_gc();
        }
        if let Some(every) = self.gc_stress {
            builder = builder.gc_stress(every);
        }
        let mut runtime = builder.build()?;
        self.define_script_args(&mut runtime)
            .map_err(Error::Setup)?;
        let lent = process::lent(
            &self.source.path(),
            &self.arguments,
            self.limits.is_trusted(),
        );
        process::register(lent, self.propagate_ports, &mut runtime).map_err(Error::Setup)?;
        if self.resources {
            boa_async_context_native::register_all(&mut runtime).map_err(Error::Setup)?;
        }
        let limits_met = self.limits.watch(&runtime);
        let resources = runtime.resources().clone();
        let terminating = terminate::watch(
            resources,
            runtime.event_loop().mailbox(),
            self.grace,
            self.is_watched,
        )
        .map_err(Error::Blocking)?;
        Ok(Prepared {
            runtime,
            program: self,
            terminating,
            module: None,
            at_end: Vec::new(),
            failed: false,
            limits_met,
        })
    }

    fn define_script_args(&self, runtime: &mut Runtime) -> JsResult<()> {
        let file = match &self.source {
            Source::File(path) => path.to_string_lossy(),
            Source::Text { name, .. } => Cow::Borrowed(*name),
        };
        let context = &mut *runtime.context_mut();
        let values: Vec<JsValue> = std::iter::once(&*file)
            .chain(self.arguments.iter().map(String::as_str))
            .map(|argument| JsString::from(argument).into())
            .collect();
        let array = JsArray::from_iter(values, context);
        context.register_global_property(
            js_string!("scriptArgs"),
            array,
            boa_engine::property::Attribute::all(),
        )
    }
}

impl Prepared {
    /// Runs a script, or begins to load a module; the event loop does the rest.
    pub(crate) fn begin(&mut self) -> Result<(), Error> {
        let file = match &self.program.source {
            Source::Text { text, .. } => {
                let path = self.program.source.path();
                self.module = Some(self.runtime.run_module_text(&path, text)?);
                return Ok(());
            }
            Source::File(file) => file,
        };
        let modules = &self.program.modules;
        let kind = modules.program_kind(file, &mut self.runtime.context_mut());
        if kind != ProgramKind::Script {
            self.module = Some(self.runtime.run_module(file)?);
        } else if let Err(error) = self.runtime.run_script(file) {
            let Error::Uncaught(report) = error else {
                return Err(error);
            };
            // Reported like any other exception, because the program may have an error listener. Timers and
            // promises that it started before the exception go on.
            let event_loop = self.runtime.event_loop().clone();
            event_loop.report(&report, &mut self.runtime.context_mut());
        }
        Ok(())
    }

    /// Calls `f` when the program has ended: nothing is left to do, its time is over, its event loop has failed, or a
    /// signal has stopped it. After a signal the process lives until then, if the program returns to its event loop
    /// within the grace. `f` makes `what`, for the message if there is no time for it, and returns whether that worked.
    pub(crate) fn at_end(
        &mut self,
        what: &'static str,
        f: impl FnOnce(&mut Runtime) -> bool + 'static,
    ) {
        self.terminating.wait_for(what);
        self.at_end.push(Box::new(f));
    }

    /// Runs the event loop until nothing is left to do.
    pub(crate) fn run(&mut self) -> Result<(), Error> {
        let result = self.runtime.run_until_idle_blocking();
        self.ended();
        result
    }

    /// Begins the program, and runs it until it ends or, once it was loaded, the time is over. Returns whether it has
    /// ended.
    pub(crate) fn begin_and_run_for(&mut self, time: Duration) -> Result<bool, Error> {
        let (loaded, is_loaded) = tokio::sync::oneshot::channel();
        let loaded = Cell::new(Some(loaded));
        self.runtime.on_next_loaded(move || {
            if let Some(loaded) = loaded.take() {
                // If nobody waits any more, the program has ended.
                let _ = loaded.send(());
            }
        });
        self.begin()?;
        let is_module = self.module.is_some();
        let result = self.runtime.block_on(async |runtime: &mut Runtime| {
            tokio::select! {
                // The loop first: what is due when the time is over still runs.
                biased;
                () = runtime.run_until_idle() => true,
                () = async {
                    // A script was loaded and run by now. A module that cannot be loaded ends the loop.
                    if is_module && is_loaded.await.is_err() {
                        std::future::pending::<()>().await;
                    }
                    tokio::time::sleep(time).await;
                } => false,
            }
        });
        self.ended();
        match self.runtime.engine_panic() {
            Some(panic) => Err(panic.clone().into()),
            None => result,
        }
    }

    fn ended(&mut self) {
        for at_end in self.at_end.drain(..) {
            self.failed |= !at_end(&mut self.runtime);
        }
        self.terminating.or_wait();
    }

    /// Says what the program left undone, closes its resources, and returns the exit code. `is_over` tells whether it
    /// ran to its end.
    pub(crate) fn finish(mut self, is_over: bool) -> u8 {
        // No code of the program runs after a panic of the engine.
        let may_run = self.runtime.engine_panic().is_none();
        let is_exit_clean = !may_run || process::exits(&mut self.runtime);
        let (wanted, is_exiting) = match may_run {
            true => process::wanted(&mut self.runtime),
            false => (None, false),
        };
        let mut failed = self.failed || self.runtime.event_loop().failures() > 0;
        let is_pending = |module: &JsPromise| module.state() == PromiseState::Pending;
        let is_limit_met = self.limits_met.asked_for.get();
        // Code that met a limit never finishes, and was told to have.
        let is_told = is_limit_met || self.limits_met.of_engine.get();
        if is_over && !is_told && !is_exiting && self.module.as_ref().is_some_and(is_pending) {
            say(
                "boa-ac: the module never finished: a top-level await waits for something that cannot \
                 happen any more, or the code after it met a runtime limit",
            );
            failed = true;
        }
        failed |= !close_resources(&self.runtime, self.program.grace);
        self.terminating.or_wait();
        // The exception of `process.exit` counts as a failure of the loop.
        failed = (failed && !is_exiting) || !is_exit_clean;
        match (is_limit_met, failed) {
            (true, _) => LIMIT_MET,
            (false, true) if self.limits_met.defect.get() => ENGINE_PANICKED,
            (false, true) => FAILED,
            (false, false) => wanted.unwrap_or(0),
        }
    }
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
