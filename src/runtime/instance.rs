//! The runtime: a context and what belongs to it.

use std::{cell::RefCell, rc::Rc};

use boa_engine::Context;

use super::error::Error;
use crate::{
    agent::Agent, census::Census, cleanup::Resources, embed::AsyncContext, event_loop::EventLoop,
};

/// Called when a program was loaded; see [`Runtime::on_next_loaded`].
pub(super) type OnLoaded = Box<dyn FnOnce()>;

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
/// runtime.run_until_idle_blocking()?;
/// assert_eq!(runtime.eval("seen.join()")?.display().to_string(), "\"bob,ann\"");
/// # Ok::<(), boa_async_context::Error>(())
/// ```
///
/// A runtime belongs to the thread that built it.
pub struct Runtime {
    pub(super) context: Context,
    pub(super) async_context: Option<AsyncContext>,
    pub(super) event_loop: Rc<EventLoop>,
    pub(super) resources: Resources,
    pub(super) on_loaded: Option<OnLoaded>,
}

impl Runtime {
    /// The engine's context, to read.
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// The engine's context, for code that defines globals or calls into JS.
    pub fn context_mut(&mut self) -> &mut Context {
        &mut self.context
    }

    /// The agent, unless the runtime was built without AsyncContext.
    #[must_use]
    pub fn agent(&self) -> Option<&Agent> {
        self.async_context.as_ref().map(AsyncContext::agent)
    }

    /// Counts the mappings that are held, by what holds them. A runtime without AsyncContext holds none.
    ///
    /// O(n). Run a collection first (`boa_gc::force_collect`) to see only what is reachable.
    #[must_use]
    pub fn census(&self) -> Census {
        self.agent().map(Agent::census).unwrap_or_default()
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

    /// The native resources of this runtime, where a host defines the JS classes of its resources.
    #[must_use]
    pub fn resources(&self) -> &Resources {
        &self.resources
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

    /// Runs an async function to its end on this thread, inside or outside a tokio runtime. The function may
    /// use tokio's timers and sockets.
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
    /// [`Error::Blocking`] if the operating system refuses a thread or the tokio runtime.
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
    pub fn run_until_idle_blocking(&mut self) -> Result<(), Error> {
        self.block_on(Self::run_until_idle)
    }
}
