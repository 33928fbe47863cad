//! What a runtime is built with, apart from its hooks and a module loader of the host.

use std::{num::NonZeroU32, sync::Arc};

use boa_engine::Context;

use crate::{
    agent::Agent,
    cleanup::ResourceOptions,
    console::{ConsoleSink, Terminal},
    limits::Limits,
    loader::{AllFiles, FileModules, ModuleSystem},
    mapping::Storage,
};

/// What a runtime is built with, apart from its hooks and a module loader of the host: the storage, with or without AsyncContext,
/// which globals, the limits, how native resources are run, the [`ModuleSystem`] of [`FileModules`].
///
/// It is plain data that can be sent to another thread, to build a like runtime there with
/// [`builder`](Self::builder). Hooks and other loaders belong to their thread, so they are not part of it;
/// [`has_default_hooks`](Self::has_default_hooks) and [`has_file_modules`](Self::has_file_modules) tell whether the like
/// runtime needs some.
///
/// ```
/// use boa_async_context::{Runtime, RuntimeSettings, Storage};
///
/// let runtime = Runtime::builder().storage(Storage::Strong).without_console().build()?;
/// let settings = RuntimeSettings::of(&runtime.context());
/// std::thread::spawn(move || {
///     let mut like = settings.builder().build().expect("the same globals");
///     assert_eq!(like.agent().unwrap().storage(), Storage::Strong);
///     assert_eq!(like.eval("typeof console").unwrap().display().to_string(), "\"undefined\"");
/// })
/// .join()
/// .unwrap();
/// # Ok::<(), boa_async_context::Error>(())
/// ```
#[derive(Clone)]
pub struct RuntimeSettings {
    pub(super) storage: Storage,
    pub(super) async_context: bool,
    pub(super) console: bool,
    pub(super) console_sink: Arc<dyn ConsoleSink>,
    #[cfg(feature = "tracing")]
    pub(super) console_events: Option<crate::tracing::ConsoleEvents>,
    pub(super) expose_gc: bool,
    pub(super) gc_stress: Option<NonZeroU32>,
    pub(super) limits: Limits,
    pub(super) resources: ResourceOptions,
    pub(super) has_default_hooks: bool,
    pub(super) module_system: Option<Arc<dyn ModuleSystem>>,
}

impl RuntimeSettings {
    /// The settings of a context, with the limits that it has now. Costs a few copies; call it on the thread of the context.
    ///
    /// A context that was not built by a [`RuntimeBuilder`](crate::RuntimeBuilder) does not know its hooks, so they count as
    /// hooks of the host. Its storage is that of its agent, and the rest are the defaults.
    #[must_use]
    pub fn of(context: &Context) -> Self {
        let mut settings = match context.get_data::<Self>() {
            Some(settings) => settings.clone(),
            None => {
                let agent = Agent::of(context);
                Self {
                    storage: agent.as_ref().map(Agent::storage).unwrap_or_default(),
                    async_context: agent.is_some(),
                    has_default_hooks: false,
                    ..Self::default()
                }
            }
        };
        settings.limits = Limits::of(context);
        settings.module_system = FileModules::of(context).map(|loader| loader.system().clone());
        settings
    }

    /// Whether the hooks are known to be the engine's [`DefaultHooks`](boa_engine::context::DefaultHooks), which forbid
    /// nothing.
    #[must_use]
    pub const fn has_default_hooks(&self) -> bool {
        self.has_default_hooks
    }

    /// Whether the module loader is [`FileModules`]. The like runtime has one with the same [`ModuleSystem`].
    #[must_use]
    pub const fn has_file_modules(&self) -> bool {
        self.module_system.is_some()
    }

    /// The limits.
    #[must_use]
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }
}

impl Default for RuntimeSettings {
    fn default() -> Self {
        Self {
            storage: Storage::default(),
            async_context: true,
            console: true,
            console_sink: Arc::new(Terminal::plain()),
            #[cfg(feature = "tracing")]
            console_events: None,
            expose_gc: false,
            gc_stress: None,
            limits: Limits::none(),
            resources: ResourceOptions::default(),
            has_default_hooks: true,
            module_system: Some(Arc::new(AllFiles)),
        }
    }
}

impl std::fmt::Debug for RuntimeSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RuntimeSettings")
            .field("storage", &self.storage)
            .field("async_context", &self.async_context)
            .field("console", &self.console)
            .field("expose_gc", &self.expose_gc)
            .field("gc_stress", &self.gc_stress)
            .field("limits", &self.limits)
            .field("has_default_hooks", &self.has_default_hooks)
            .field("has_file_modules", &self.has_file_modules())
            .finish_non_exhaustive()
    }
}
