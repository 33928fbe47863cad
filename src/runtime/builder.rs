//! Building a runtime.

use std::{any::TypeId, num::NonZeroU32, rc::Rc, sync::Arc};

use boa_engine::{
    Context, JsResult, JsValue, NativeFunction,
    context::{DefaultHooks, HostHooks},
    js_string,
    module::ModuleLoader,
};
use boa_runtime::extensions::{
    Base64Extension, EncodingExtension, MicrotaskExtension, RuntimeExtension,
    StructuredCloneExtension, TimeoutExtension, UrlExtension,
};

use super::{error::Error, instance::Runtime, lent::Lent, settings::RuntimeSettings, timers};
#[cfg(not(exact_export_names))]
use crate::loader::link_module;
#[cfg(feature = "tracing")]
use crate::tracing::{ConsoleEvents, EventSink};
use crate::{
    cleanup::{ResourceOptions, Resources},
    console::{self, ConsoleSink},
    embed::AsyncContext,
    engine_panic,
    event_loop::EventLoop,
    gc_stress::set_gc_stress,
    limits::{Limit, Limits, limit_text_encoder},
    loader::FileModules,
    mapping::Storage,
};

/// Builds a [`Runtime`]; see [`Runtime::builder`].
pub struct RuntimeBuilder<H = DefaultHooks, L = FileModules> {
    settings: RuntimeSettings,
    hooks: Rc<H>,
    loader: Rc<L>,
}

impl<H: HostHooks + 'static, L: ModuleLoader + 'static> RuntimeBuilder<H, L> {
    /// Sets how mappings hold their values; the default is [`Storage::Weak`].
    #[must_use]
    pub fn storage(mut self, storage: Storage) -> Self {
        self.settings.storage = storage;
        self
    }

    /// Leaves AsyncContext out, for comparisons with the same engine, event loop and globals.
    #[must_use]
    pub fn without_async_context(mut self) -> Self {
        self.settings.async_context = false;
        self
    }

    /// Leaves `console` out, for a host that has its own.
    #[must_use]
    pub fn without_console(mut self) -> Self {
        self.settings.console = false;
        self
    }

    /// Sets where the messages of `console` go; the default is [`Terminal::plain`](console::Terminal::plain), standard output and
    /// standard error. The realms of the runtime and its workers have the same.
    #[must_use]
    pub fn console_sink(mut self, sink: Arc<dyn ConsoleSink>) -> Self {
        self.settings.console_sink = sink;
        self
    }

    /// Makes events of the messages of `console`, in the span of the code that calls it: target `console`, the level of the
    /// method (`log` is `INFO`, a failed `assert` is `ERROR`), with the fields `method` and `groups` (how many groups are open).
    /// A [sink](Self::console_sink) gets them besides, or not.
    ///
    /// The text is the program's, and may have anything in it. The runtimes of workers inherit this.
    #[cfg(feature = "tracing")]
    #[must_use]
    pub fn console_events(mut self, events: crate::tracing::ConsoleEvents) -> Self {
        self.settings.console_events = Some(events);
        self
    }

    /// Defines a global function `gc()`, which runs a full garbage collection before it returns `undefined`.
    ///
    /// For tests and memory experiments, as in other runtimes. It costs a collection of the whole heap of this
    /// thread. What a `WeakRef` returned in the running job stays alive until the job ends, as
    /// [`AddToKeptObjects`](https://tc39.es/ecma262/#sec-addtokeptobjects) asks: await a turn of the event loop
    /// between looking at a `WeakRef` and the next `gc()`. Only the realm of the runtime gets the function.
    #[must_use]
    pub fn expose_gc(mut self) -> Self {
        self.settings.expose_gc = true;
        self
    }

    /// Collects garbage at the beginning of each job and at every `every`-th allocation or capture of this library, on the thread
    /// that builds the runtime and on those of its workers.
    ///
    /// For tests: a program computes the same, slower by a collection of the whole heap each time. The
    /// [setting](crate::set_gc_stress) belongs to the thread, and outlives the runtime.
    #[must_use]
    pub fn gc_stress(mut self, every: NonZeroU32) -> Self {
        self.settings.gc_stress = Some(every);
        self
    }

    /// Sets the limits of the program; the default is [`Limits::none`]. A limit that was set before is forgotten.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.settings.limits = limits;
        self
    }

    /// Sets the number of JS calls that may nest, and leaves the other limits; see [`Limits::recursion`].
    #[must_use]
    pub fn recursion_limit(mut self, limit: usize) -> Self {
        self.settings.limits = self.settings.limits.recursion(limit);
        self
    }

    /// Sets how [native resources](Runtime::resources) are run.
    #[must_use]
    pub fn resources(mut self, options: ResourceOptions) -> Self {
        self.settings.resources = options;
        self
    }

    /// Sets the host's own hooks, which are decorated.
    #[must_use]
    pub fn host_hooks<I>(self, hooks: Rc<I>) -> RuntimeBuilder<I, L> {
        RuntimeBuilder {
            settings: self.settings,
            hooks,
            loader: self.loader,
        }
    }

    /// Sets the host's own module loader, which is decorated, instead of [`FileModules`].
    #[must_use]
    pub fn module_loader<M>(self, loader: Rc<M>) -> RuntimeBuilder<H, M> {
        RuntimeBuilder {
            settings: self.settings,
            hooks: self.hooks,
            loader,
        }
    }

    /// Builds the runtime.
    ///
    /// # Errors
    ///
    /// [`Error::Setup`] if the hooks make a global object that refuses our globals, [`Error::Limits`] if the limits cannot be
    /// [enforced](EventLoop::enforce_limits).
    pub fn build(self) -> Result<Runtime, Error> {
        let mut runtime = self.try_build().map_err(Error::Setup)?;
        let event_loop = runtime.event_loop.clone();
        event_loop.enforce_limits(&mut runtime.context_mut())?;
        Ok(runtime)
    }

    fn try_build(self) -> JsResult<Runtime> {
        let Self {
            mut settings,
            hooks,
            loader,
        } = self;
        if settings.gc_stress.is_some() {
            set_gc_stress(settings.gc_stress);
        }
        settings.has_default_hooks = TypeId::of::<H>() == TypeId::of::<DefaultHooks>();
        let builder = Context::builder();
        let (mut context, async_context, event_loop) = if settings.async_context {
            let async_context = AsyncContext::new(settings.storage);
            let event_loop = EventLoop::new(&async_context);
            let mut context = builder
                .host_hooks(async_context.hooks(hooks))
                .module_loader(async_context.modules(loader))
                .job_executor(event_loop.clone())
                .build()?;
            async_context.install(&mut context)?;
            #[cfg(not(exact_export_names))]
            async_context.agent().imports().link_by(link_module);
            (context, Some(async_context), event_loop)
        } else {
            let event_loop = EventLoop::without_async_context();
            let context = builder
                .host_hooks(hooks)
                .module_loader(loader)
                .job_executor(event_loop.clone())
                .build()?;
            (context, None, event_loop)
        };
        settings.limits.clone().put_into(&mut context);
        register_globals(&settings, &mut context)?;
        if settings.expose_gc {
            let collect = NativeFunction::from_fn_ptr(|_, _, _| {
                boa_gc::force_collect();
                Ok(JsValue::undefined())
            });
            context.register_global_builtin_callable(js_string!("gc"), 0, collect)?;
        }
        let resources = Resources::new(settings.resources.clone());
        context.insert_data(settings);
        engine_panic::watch();
        Ok(Runtime {
            context: Lent::new(context, &event_loop),
            async_context,
            event_loop,
            resources,
            on_loaded: None,
        })
    }
}

/// Defines the globals of the current realm: timers, `queueMicrotask`, URL, encoding, base64, `structuredClone` and `console`.
pub(super) fn register_globals(settings: &RuntimeSettings, context: &mut Context) -> JsResult<()> {
    (
        TimeoutExtension,
        MicrotaskExtension,
        StructuredCloneExtension,
        EncodingExtension,
        Base64Extension,
        UrlExtension,
    )
        .register(None, context)?;
    limit_text_encoder(context)?;
    if settings.console {
        console::install(sink_of(settings), context)?;
    }
    if settings.limits.get(Limit::Timers).is_some() {
        timers::limit(context)?;
    }
    Ok(())
}

/// Where the messages go.
#[cfg(feature = "tracing")]
fn sink_of(settings: &RuntimeSettings) -> Arc<dyn ConsoleSink> {
    let sink = settings.console_sink.clone();
    match settings.console_events {
        None => sink,
        Some(ConsoleEvents::Instead) => Arc::new(EventSink::instead()),
        Some(ConsoleEvents::Besides) => Arc::new(EventSink::besides(sink)),
    }
}

#[cfg(not(feature = "tracing"))]
fn sink_of(settings: &RuntimeSettings) -> Arc<dyn ConsoleSink> {
    settings.console_sink.clone()
}

impl Runtime {
    /// Starts building a runtime with weak storage, our module loader and the usual globals.
    #[must_use]
    pub fn builder() -> RuntimeBuilder {
        RuntimeSettings::default().builder()
    }
}

impl RuntimeSettings {
    /// Starts building a runtime with these settings, on any thread. Its hooks are the engine's and its module loader is
    /// [`FileModules`], with the same module system if the runtime with these settings has one: set your own where that has others.
    #[must_use]
    pub fn builder(&self) -> RuntimeBuilder {
        let system = self.module_system.clone();
        RuntimeBuilder {
            settings: self.clone(),
            hooks: Rc::new(DefaultHooks),
            loader: system.map_or_else(FileModules::new, FileModules::with_system),
        }
    }
}
