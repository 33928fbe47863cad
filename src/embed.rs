//! Adding AsyncContext to a host that already has a context, hooks, an executor and a loader.

use std::rc::Rc;

use boa_engine::{Context, context::DefaultHooks, realm::Realm};

#[cfg(not(exact_json))]
use crate::nesting::json;
#[cfg(not(exact_native_calls))]
use crate::nesting::natives;
#[cfg(not(exact_native_stack))]
use crate::nesting::proxies;
#[cfg(not(exact_generators))]
use crate::propagate::{generators, then};
use crate::{
    agent::Agent,
    builtins,
    limits::limit_transfers,
    mapping::Storage,
    propagate::{
        hooks::ContextHooks, jobs::ContextJobs, modules::ContextModules, rejections::Rejections,
    },
    realm::in_realm,
    wiring::{self, InstallError},
};

/// AsyncContext for one [`Context`], in four pieces: three decorators to build the context with and
/// an [install](Self::install) once it is built.
///
/// ```
/// use std::rc::Rc;
/// use boa_async_context::{AsyncContext, Storage};
/// use boa_engine::{Context, Source, context::DefaultHooks, job::SimpleJobExecutor};
///
/// let async_context = AsyncContext::new(Storage::Weak);
/// let mut context = Context::builder()
///     .host_hooks(async_context.hooks(Rc::new(DefaultHooks)))
///     .job_executor(async_context.jobs(Rc::new(SimpleJobExecutor::new())))
///     .build()?;
/// async_context.install(&mut context)?;
///
/// context.eval(Source::from_bytes(
///     "const user = new AsyncContext.Variable();
///      let seen;
///      user.run('ann', () => Promise.resolve().then(() => { seen = user.get(); }));",
/// ))?;
/// context.run_jobs()?;
/// assert!(context.eval(Source::from_bytes("seen === 'ann'"))?.to_boolean());
/// # Ok::<(), boa_engine::JsError>(())
/// ```
///
/// All of it belongs to the thread on which it was made.
#[derive(Clone)]
pub struct AsyncContext {
    agent: Agent,
    rejections: Rejections,
}

impl AsyncContext {
    /// Makes the AsyncContext of a new agent.
    #[must_use]
    pub fn new(storage: Storage) -> Self {
        Self {
            agent: Agent::new(storage),
            rejections: Rejections::new(),
        }
    }

    /// The agent, for host code that captures and restores mappings itself.
    #[must_use]
    pub fn agent(&self) -> &Agent {
        &self.agent
    }

    /// Decorates the host's hooks. Required: without it reactions do not carry a mapping.
    ///
    /// The inner hooks are called for everything, in the mapping that is current; data that their
    /// `make_job_callback` stores is handed back to their `call_job_callback`.
    #[must_use]
    pub fn hooks<H>(&self, inner: Rc<H>) -> Rc<ContextHooks<H>> {
        Rc::new(ContextHooks::new(
            self.agent.clone(),
            self.rejections.clone(),
            inner,
        ))
    }

    /// [`hooks`](Self::hooks) for a host that has none of its own.
    #[must_use]
    pub fn default_hooks(&self) -> Rc<ContextHooks<DefaultHooks>> {
        self.hooks(Rc::new(DefaultHooks))
    }

    /// Decorates the host's job executor. Required, unless the executor is our
    /// [`EventLoop`](crate::EventLoop), which propagates by itself.
    #[must_use]
    pub fn jobs<E>(&self, inner: Rc<E>) -> Rc<ContextJobs<E>> {
        Rc::new(ContextJobs::new(self.agent.clone(), inner))
    }

    /// Decorates the host's module loader. Required for a host that allows `import()`: without it
    /// the body of a dynamically imported module runs in the importer's mapping. [`install`](Self::install) cannot verify
    /// it.
    #[must_use]
    pub fn modules<L>(&self, inner: Rc<L>) -> Rc<ContextModules<L>> {
        Rc::new(ContextModules::new(self.agent.clone(), inner))
    }

    /// The rejections that an event loop reports.
    #[cfg(feature = "runtime")]
    pub(crate) fn rejections(&self) -> &Rejections {
        &self.rejections
    }

    /// Defines `AsyncContext` in the context's current realm and makes the realm's promises and
    /// generators propagate. To be called once in each realm, before any user code runs in it.
    ///
    /// The first call verifies the wiring: a callback and a job of each kind, which do nothing, have to reach the
    /// [hooks](Self::hooks) and the [executor](Self::jobs) of this agent, once each. The host may decorate them in
    /// turn. Nothing of that is left, and the inner hooks and the inner executor do not see it, unless more than one
    /// decorator of this agent exists; then, and if the executor is not decorated, it is left with jobs that do
    /// nothing. What a host decorates after that, or for one job and not for another, is not verified. Nor are the
    /// tracker of rejections and the [module loader](Self::modules), because a probe of these would have effects: a
    /// report, a file that is read.
    ///
    /// # Errors
    ///
    /// An [`InstallError`] that says what is missing and how to add it. Then nothing was changed, unless it is
    /// [`InstallError::Refused`]. It converts into a `JsError`.
    pub fn install(&self, context: &mut Context) -> Result<(), InstallError> {
        match Agent::of(context) {
            Some(agent) if agent != self.agent => return Err(InstallError::OtherAgent),
            Some(_) if builtins::is_installed(context) => {
                return Err(InstallError::InstalledAlready);
            }
            // The wiring of a context does not change.
            Some(_) => {}
            None if self.agent.is_attached() => return Err(InstallError::OtherContext),
            None => {
                wiring::verify(&self.agent, context)?;
                self.agent.attach();
                context.insert_data(self.agent.clone());
            }
        }
        builtins::install(&self.agent, context)?;
        limit_transfers(context)?;
        #[cfg(not(exact_json))]
        json::install(context)?;
        #[cfg(not(exact_native_calls))]
        natives::install(context)?;
        #[cfg(not(exact_native_stack))]
        proxies::install(context)?;
        // With our hooks in the engine, `ContextHooks` does the rest.
        #[cfg(not(exact_generators))]
        {
            then::install(context)?;
            generators::install(&self.agent, context)?;
        }
        Ok(())
    }

    /// [Installs](Self::install) in another realm of the same agent, say one that
    /// [`Context::create_realm`] made.
    ///
    /// # Errors
    ///
    /// As [`install`](Self::install).
    pub fn install_in(&self, realm: &Realm, context: &mut Context) -> Result<(), InstallError> {
        in_realm(realm, context, |context| self.install(context))
    }
}
