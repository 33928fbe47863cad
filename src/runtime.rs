//! The facade: a context with AsyncContext, an event loop and the usual globals, ready to run.

use std::{
    cell::{Cell, RefCell},
    path::Path,
    rc::Rc,
    time::{Duration, Instant},
};

use boa_engine::{
    Context, JsArgs, JsError, JsResult, JsValue, Module, NativeFunction, Script, Source,
    builtins::promise::PromiseState,
    context::{DefaultHooks, HostHooks},
    module::ModuleLoader,
    object::builtins::JsPromise,
};
use boa_gc::{Finalize, Trace};
use boa_runtime::extensions::{
    Base64Extension, ConsoleExtension, EncodingExtension, MicrotaskExtension, RuntimeExtension,
    StructuredCloneExtension, TimeoutExtension, UrlExtension,
};

use crate::{
    agent::Agent,
    cleanup::{ResourceOptions, ResourceReport, Resources},
    embed::AsyncContext,
    event_loop::{Abandoned, EventLoop, Report},
    loader::FileModules,
    mapping::{Mapping, Storage},
    source::{self, SourceError, SyntaxError},
};

/// VM stack slots for each level of recursion that a runtime allows.
const SLOTS_PER_LEVEL: usize = 64;

/// What [`Runtime`] can fail with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file could not be read or is not JavaScript.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The program threw, and did not catch it.
    #[error("{}", .0.render())]
    Uncaught(Box<Report>),
    /// The operating system refused a thread or what a tokio runtime needs.
    #[error("cannot wait for the event loop: {0}")]
    Blocking(std::io::Error),
    /// The engine could not be set up.
    #[error("cannot set up the JavaScript engine: {0}")]
    Setup(JsError),
}

/// Builds a [`Runtime`]; see [`Runtime::builder`].
pub struct Builder<H = DefaultHooks, L = FileModules> {
    storage: Storage,
    async_context: bool,
    console: bool,
    recursion_limit: Option<usize>,
    resources: ResourceOptions,
    hooks: Rc<H>,
    loader: Rc<L>,
}

impl<H: HostHooks + 'static, L: ModuleLoader + 'static> Builder<H, L> {
    /// How mappings hold their values; weakly by default.
    #[must_use]
    pub fn storage(mut self, storage: Storage) -> Self {
        self.storage = storage;
        self
    }

    /// Leaves AsyncContext out, for comparisons: the same engine, event loop and globals.
    #[must_use]
    pub fn without_async_context(mut self) -> Self {
        self.async_context = false;
        self
    }

    /// Leaves `console` out, for a host that brings its own.
    #[must_use]
    pub fn without_console(mut self) -> Self {
        self.console = false;
        self
    }

    /// How deep JS calls may nest (the engine's default is 512). Each level takes native stack, so
    /// raise it only together with the thread's.
    #[must_use]
    pub fn recursion_limit(mut self, limit: usize) -> Self {
        self.recursion_limit = Some(limit);
        self
    }

    /// How [native resources](Runtime::resources) are run.
    #[must_use]
    pub fn resources(mut self, options: ResourceOptions) -> Self {
        self.resources = options;
        self
    }

    /// The host's own hooks.
    #[must_use]
    pub fn host_hooks<I>(self, hooks: Rc<I>) -> Builder<I, L> {
        Builder {
            storage: self.storage,
            async_context: self.async_context,
            console: self.console,
            recursion_limit: self.recursion_limit,
            resources: self.resources,
            hooks,
            loader: self.loader,
        }
    }

    /// The host's own module loader, instead of [`FileModules`].
    #[must_use]
    pub fn module_loader<M>(self, loader: Rc<M>) -> Builder<H, M> {
        Builder {
            storage: self.storage,
            async_context: self.async_context,
            console: self.console,
            recursion_limit: self.recursion_limit,
            resources: self.resources,
            hooks: self.hooks,
            loader,
        }
    }

    /// Builds the runtime.
    ///
    /// # Errors
    ///
    /// [`Error::Setup`] if the hooks make a global object that refuses our globals.
    pub fn build(self) -> Result<Runtime, Error> {
        self.try_build().map_err(Error::Setup)
    }

    fn try_build(self) -> JsResult<Runtime> {
        let builder = Context::builder();
        let (mut context, async_context, event_loop) = if self.async_context {
            let async_context = AsyncContext::new(self.storage);
            let event_loop = EventLoop::new(&async_context);
            let mut context = builder
                .host_hooks(async_context.hooks(self.hooks))
                .module_loader(async_context.modules(self.loader))
                .job_executor(event_loop.clone())
                .build()?;
            async_context.install(&mut context)?;
            (context, Some(async_context), event_loop)
        } else {
            let event_loop = EventLoop::without_async_context();
            let context = builder
                .host_hooks(self.hooks)
                .module_loader(self.loader)
                .job_executor(event_loop.clone())
                .build()?;
            (context, None, event_loop)
        };
        if let Some(limit) = self.recursion_limit {
            let limits = context.runtime_limits_mut();
            limits.set_recursion_limit(limit);
            // The VM's own stack has a limit too; by default there are 20 slots a level.
            let slots = limit.saturating_mul(SLOTS_PER_LEVEL);
            limits.set_stack_size_limit(slots.max(limits.stack_size_limit()));
        }
        register_globals(self.console, &mut context)?;
        Ok(Runtime {
            context,
            async_context,
            event_loop,
            resources: Resources::new(self.resources),
            on_loaded: None,
        })
    }
}

/// What a [shutdown](Runtime::shutdown) left undone.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "it tells what was lost"]
pub struct ShutdownReport {
    /// Jobs that did not run.
    pub jobs: Abandoned,
    /// What became of the native resources.
    pub resources: ResourceReport,
}

impl ShutdownReport {
    /// Whether every job ran and every resource was closed.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        let resources = &self.resources;
        self.jobs.is_empty() && resources.left.is_empty() && resources.created == resources.closed
    }
}

/// Timers, `queueMicrotask`, URL, encoding, base64, `structuredClone` and `console`.
fn register_globals(console: bool, context: &mut Context) -> JsResult<()> {
    (
        TimeoutExtension,
        MicrotaskExtension,
        StructuredCloneExtension,
        EncodingExtension,
        Base64Extension,
        UrlExtension,
    )
        .register(None, context)?;
    if console {
        ConsoleExtension::default().register(None, context)?;
    }
    Ok(())
}

/// A JavaScript runtime with AsyncContext.
///
/// ```
/// use boa_async_context::Runtime;
///
/// let mut runtime = Runtime::builder().build()?;
/// runtime.eval(
///     "const user = new AsyncContext.Variable({ defaultValue: 'nobody' });
///      let seen = [];
///      user.run('ann', () => setTimeout(() => seen.push(user.get()), 1));
///      user.run('bob', async () => { await null; seen.push(user.get()); });",
/// )?;
/// runtime.block_on_idle()?;
/// assert_eq!(runtime.eval("seen.join()")?.display().to_string(), "\"bob,ann\"");
/// # Ok::<(), boa_async_context::Error>(())
/// ```
///
/// A runtime belongs to the thread that built it.
pub struct Runtime {
    context: Context,
    async_context: Option<AsyncContext>,
    event_loop: Rc<EventLoop>,
    resources: Resources,
    on_loaded: Option<OnLoaded>,
}

impl Runtime {
    /// Begins a runtime with weak storage, our module loader and the usual globals.
    #[must_use]
    pub fn builder() -> Builder {
        Builder {
            storage: Storage::default(),
            async_context: true,
            console: true,
            recursion_limit: None,
            resources: ResourceOptions::default(),
            hooks: Rc::new(DefaultHooks),
            loader: FileModules::new(),
        }
    }

    /// The engine's context.
    pub fn context(&mut self) -> &mut Context {
        &mut self.context
    }

    /// The agent, unless the runtime was built without AsyncContext.
    #[must_use]
    pub fn agent(&self) -> Option<&Agent> {
        self.async_context.as_ref().map(AsyncContext::agent)
    }

    /// The pieces to install AsyncContext in further realms of this runtime.
    #[must_use]
    pub fn async_context(&self) -> Option<&AsyncContext> {
        self.async_context.as_ref()
    }

    /// The event loop.
    #[must_use]
    pub fn event_loop(&self) -> &Rc<EventLoop> {
        &self.event_loop
    }

    /// The native resources of this runtime: where a host defines the JS classes of what is to be closed.
    #[must_use]
    pub fn resources(&self) -> &Resources {
        &self.resources
    }

    /// Evaluates a script and returns its completion value. Jobs it enqueues wait for the loop.
    ///
    /// # Errors
    ///
    /// [`Error::Source`] for a syntax error (in the file `<eval>`), [`Error::Uncaught`] if it
    /// throws.
    pub fn eval(&mut self, source: &str) -> Result<JsValue, Error> {
        self.evaluate(Path::new("<eval>"), source)
    }

    /// Evaluates the script in a file. Jobs it enqueues wait for the loop.
    ///
    /// # Errors
    ///
    /// [`Error::Source`] if the file can not be read or parsed, [`Error::Uncaught`] if it throws.
    pub fn run_script(&mut self, path: impl AsRef<Path>) -> Result<JsValue, Error> {
        let path = path.as_ref();
        let text = source::read(path)?;
        self.evaluate(path, &text)
    }

    fn evaluate(&mut self, path: &Path, text: &str) -> Result<JsValue, Error> {
        let source = Source::from_bytes(text).with_path(path);
        let script = Script::parse(source, None, &mut self.context)
            .map_err(|error| syntax_error(path, text, &error))?;
        let context = &mut self.context;
        match &self.async_context {
            // A script is a job of its own, in the mapping of whoever runs it.
            Some(async_context) => {
                let agent = async_context.agent();
                let scope = agent.enter_job(agent.snapshot());
                agent.run_job(scope, || script.evaluate(context))
            }
            None => script.evaluate(context).map_err(Into::into),
        }
        .map_err(|uncaught| {
            Error::Uncaught(Box::new(Report::uncaught(uncaught.error, uncaught.mapping)))
        })
    }

    /// Evaluates a script that was read by the host, under the name `path`, and returns its completion value.
    ///
    /// It may be interrupted: the future gives way to others from time to time, and dropping it ends the script.
    /// Only the script itself and the functions that it calls directly give way: a callback that a built-in
    /// calls, such as that of `forEach`, runs to its end. Afterwards the runtime is good for nothing but being dropped.
    ///
    /// # Errors
    ///
    /// As [`run_script`](Self::run_script), but for reading.
    pub async fn run_script_text(&mut self, path: &Path, text: &str) -> Result<JsValue, Error> {
        /// What the VM does between two checks, far below a millisecond.
        const BUDGET: u32 = 10_000;
        let source = Source::from_bytes(text).with_path(path);
        let script = Script::parse(source, None, &mut self.context)
            .map_err(|error| syntax_error(path, text, &error))?;
        if let Some(on_loaded) = self.on_loaded.take() {
            on_loaded();
        }
        let agent = self.agent().cloned();
        // A script is a job of its own, in the mapping of whoever runs it.
        let _scope = agent
            .as_ref()
            .map(|agent| agent.enter_job(agent.snapshot()));
        let result = script
            .evaluate_async_with_budget(&mut self.context, BUDGET)
            .await;
        result.map_err(|error| {
            let mapping = match &agent {
                Some(agent) => agent.cause_of(&error),
                None => Mapping::empty(),
            };
            Error::Uncaught(Box::new(Report::uncaught(error, mapping)))
        })
    }

    /// [`run_module`](Self::run_module) for a module that was read by the host, under the name `path`.
    ///
    /// # Errors
    ///
    /// As [`run_module`](Self::run_module), but for reading.
    pub fn run_module_text(&mut self, path: &Path, text: &str) -> Result<JsPromise, Error> {
        let source = Source::from_bytes(text).with_path(path);
        let module = Module::parse(source, None, &mut self.context)
            .map_err(|error| syntax_error(path, text, &error))?;
        self.begin_module(module)
    }

    /// Loads the module in a file and everything it imports, and begins to evaluate them; they get
    /// on as the loop runs. A module that fails is reported as an uncaught exception.
    ///
    /// Returns the promise of the evaluation, for a host that waits for it by itself.
    ///
    /// # Errors
    ///
    /// [`Error::Source`] if the file itself can not be read or parsed. What is wrong with imported
    /// ones rejects the promise.
    pub fn run_module(&mut self, path: impl AsRef<Path>) -> Result<JsPromise, Error> {
        let path = path.as_ref();
        // A file that was imported already is not run again, and an import cycle must come back to
        // this very module.
        let known = self.file_modules().and_then(|loader| loader.get(path));
        let module = match known {
            Some(module) => module,
            None => self.parse_module(path)?,
        };
        self.begin_module(module)
    }

    /// Has `f` called when the next program is loaded, before any of it runs: what fails later is no fault of
    /// the loading.
    ///
    /// That is when what [`run_script_text`](Self::run_script_text) is given is parsed, or a module is linked with
    /// everything it imports. Not called if that fails.
    pub fn on_next_loaded(&mut self, f: impl FnOnce() + 'static) {
        self.on_loaded = Some(Box::new(f));
    }

    fn begin_module(&mut self, module: Module) -> Result<JsPromise, Error> {
        let promise = match self.agent().cloned() {
            Some(agent) => agent.run_in(Mapping::empty(), || self.evaluate_module(module)),
            None => self.evaluate_module(module),
        };
        promise.map_err(Error::Setup)
    }

    /// Loads, links and evaluates a module, and reports a failure as an uncaught exception.
    fn evaluate_module(&mut self, module: Module) -> JsResult<JsPromise> {
        let context = &mut self.context;
        let main = MainModule {
            module,
            agent: self.async_context.as_ref().map(|ac| ac.agent().clone()),
            reported: Rc::default(),
            on_loaded: Rc::new(Cell::new(self.on_loaded.take())),
        };
        let loaded = main.module.load(context);
        let evaluate = NativeFunction::from_copy_closure_with_captures(
            |_, _, main: &MainModule, context| main.link_and_evaluate(context).map(Into::into),
            main.clone(),
        );
        let evaluate = evaluate.to_js_function(context.realm());
        let evaluated = loaded.then(Some(evaluate), None, context)?;
        let report = NativeFunction::from_copy_closure_with_captures(
            |_, args, main: &MainModule, context| {
                let error = JsError::from_opaque(args.get_or_undefined(0).clone());
                main.report(error, Mapping::empty(), context);
                Ok(JsValue::undefined())
            },
            main,
        );
        let report = report.to_js_function(context.realm());
        evaluated.catch(report, context)?;
        Ok(evaluated)
    }

    fn parse_module(&mut self, path: &Path) -> Result<Module, Error> {
        let text = source::read(path)?;
        let absolute = crate::loader::canonical(path);
        let source = Source::from_bytes(&text).with_path(&absolute);
        let module = Module::parse(source, None, &mut self.context)
            .map_err(|error| syntax_error(path, &text, &error))?;
        if let Some(loader) = self.file_modules() {
            loader.insert(&absolute, module.clone());
        }
        Ok(module)
    }

    fn file_modules(&self) -> Option<Rc<FileModules>> {
        use crate::propagate::modules::ContextModules;
        self.context
            .downcast_module_loader::<ContextModules<FileModules>>()
            .map(|decorated| decorated.inner().clone())
            .or_else(|| self.context.downcast_module_loader())
    }

    /// Runs the event loop until it is idle.
    ///
    /// Must be awaited on the runtime's own thread, in a tokio runtime with a time driver if the
    /// program sets timers. Dropping the future keeps everything that is queued; see
    /// [`EventLoop::run_until_idle`].
    pub async fn run_until_idle(&mut self) {
        self.event_loop
            .run_until_idle(&RefCell::new(&mut self.context))
            .await;
    }

    /// Runs an async function to its end on this thread, inside or outside a tokio runtime, with
    /// tokio's timers and sockets at hand.
    ///
    /// ```
    /// # use boa_async_context::Runtime;
    /// # let mut runtime = Runtime::builder().build()?;
    /// runtime.block_on(async |runtime| {
    ///     runtime.eval("setTimeout(() => { globalThis.fired = true; }, 1)")?;
    ///     runtime.run_until_idle().await;
    ///     Ok::<_, boa_async_context::Error>(())
    /// })??;
    /// # assert!(runtime.eval("fired")?.to_boolean());
    /// # Ok::<(), boa_async_context::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Blocking`] if the operating system refuses what is needed to sleep.
    pub fn block_on<R>(&mut self, f: impl AsyncFnOnce(&mut Self) -> R) -> Result<R, Error> {
        let event_loop = self.event_loop.clone();
        event_loop.block_on(f(self)).map_err(Error::Blocking)
    }

    /// [`run_until_idle`](Self::run_until_idle) for synchronous code, inside or outside a tokio
    /// runtime.
    ///
    /// # Errors
    ///
    /// As [`block_on`](Self::block_on).
    pub fn block_on_idle(&mut self) -> Result<(), Error> {
        self.block_on(Self::run_until_idle)
    }

    /// Runs the loop until it is idle, closes the [native resources](Self::resources) that are open, in
    /// the order of their creation, and drops what is left then; all of it within `deadline`. Where classes
    /// of resources are defined the loop gets half of the time.
    ///
    /// A single job is not interrupted, so code that never returns is not ended by it; microtasks
    /// that go on for ever are.
    ///
    /// # Panics
    ///
    /// Outside of a tokio runtime with a time driver; in [`block_on`](Self::block_on) there is one.
    pub async fn shutdown(&mut self, deadline: Duration) -> ShutdownReport {
        let begun = Instant::now();
        let limit = if self.resources.is_used() {
            deadline / 2
        } else {
            deadline
        };
        self.event_loop
            .run_for(limit, &RefCell::new(&mut self.context))
            .await;
        let mut jobs = self.event_loop.clear();
        self.event_loop.shut_down();
        jobs.async_jobs += self.event_loop.take_dropped();
        let left = deadline.saturating_sub(begun.elapsed());
        ShutdownReport {
            jobs,
            resources: self.resources.shutdown(left).await,
        }
    }
}

/// The module that a program starts with.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct MainModule {
    module: Module,
    agent: Option<Agent>,
    /// Whether its failure was reported.
    #[unsafe_ignore_trace]
    reported: Rc<Cell<bool>>,
    #[unsafe_ignore_trace]
    on_loaded: Rc<Cell<Option<OnLoaded>>>,
}

/// See [`Runtime::on_next_loaded`].
type OnLoaded = Box<dyn FnOnce()>;

impl MainModule {
    fn link_and_evaluate(&self, context: &mut Context) -> JsResult<JsPromise> {
        self.module.link(context)?;
        if let Some(on_loaded) = self.on_loaded.take() {
            on_loaded();
        }
        let evaluated = self.module.evaluate(context)?;
        // Only here is it still known in which mapping a synchronous module threw.
        if let (Some(agent), PromiseState::Rejected(reason)) = (&self.agent, evaluated.state()) {
            let error = JsError::from_opaque(reason);
            let mapping = agent.cause_of(&error);
            self.report(error, mapping, context);
        }
        Ok(evaluated)
    }

    fn report(&self, error: JsError, mapping: Mapping, context: &mut Context) {
        if self.reported.replace(true) {
            return;
        }
        if let Some(event_loop) = context.downcast_job_executor::<EventLoop>() {
            event_loop.report(&Report::uncaught(error, mapping), context);
        }
    }
}

fn syntax_error(path: &Path, text: &str, error: &JsError) -> Error {
    SourceError::Syntax(Box::new(SyntaxError::new(path, text, error))).into()
}
