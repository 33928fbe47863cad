//! The runtime: a context and what belongs to it.

use std::{
    cell::{Ref, RefMut},
    future::poll_fn,
    rc::Rc,
    task::Poll,
    time::Duration,
};

use boa_engine::{Context, object::builtins::JsPromise};

use super::{error::Error, lent::Lent};
use crate::{
    agent::Agent,
    census::Census,
    cleanup::Resources,
    embed::AsyncContext,
    engine_panic::{EnginePanic, guard},
    event_loop::{EventLoop, LoopState, Run, Settled, Until, handle_rejection},
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
    pub(super) context: Lent,
    pub(super) async_context: Option<AsyncContext>,
    pub(super) event_loop: Rc<EventLoop>,
    pub(super) resources: Resources,
    pub(super) on_loaded: Option<OnLoaded>,
}

impl Runtime {
    /// The engine's context, to read.
    ///
    /// # Panics
    ///
    /// If a native job holds a mutable borrow of the context across an `await`.
    #[must_use]
    pub fn context(&self) -> Ref<'_, Context> {
        self.context.get()
    }

    /// The engine's context, for code that defines globals or calls into JS: pass `&mut runtime.context_mut()`.
    ///
    /// It is a guard, because native futures in flight share the context; they are polled only while the loop runs.
    ///
    /// # Panics
    ///
    /// If a native job holds a borrow of the context across an `await`.
    pub fn context_mut(&mut self) -> RefMut<'_, Context> {
        self.context.get_mut()
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

    /// Runs the event loop until it is idle or [stopped](EventLoop::stop).
    ///
    /// Must be polled on the runtime's own thread, by any executor. Where there is no tokio runtime with a time driver, timers
    /// and native futures use one of the loop's own, whose driver has a thread; it is made when first needed. After each [time slice](EventLoop::set_time_slice) it lets the other
    /// tasks of the thread go on. Dropping the future loses nothing: what is queued and what is in flight goes on in
    /// the next run. What a native future has opened belongs to the tokio runtime that it was polled in, so all runs
    /// should be in the same one.
    ///
    /// # Panics
    ///
    /// If a native job holds a borrow of the context across an `await`.
    pub async fn run_until_idle(&mut self) {
        self.run(Until::Idle).await;
    }

    /// Runs the event loop until it is idle or stopped, but no longer than `limit`, and returns the state in which it
    /// leaves the loop. It ends after the job that is running then, even if microtasks go on enqueuing microtasks;
    /// these go on in the next run, before anything else.
    ///
    /// # Panics
    ///
    /// As [`run_until_idle`](Self::run_until_idle).
    pub async fn run_for(&mut self, limit: Duration) -> LoopState {
        self.run(Until::TimeIsOver(limit)).await
    }

    /// Runs what can be run now, for at most `budget`, and returns the state in which it leaves the loop. It never
    /// sleeps.
    ///
    /// For a host with a loop of its own, such as one that draws frames. As in [`run_for`](Self::run_for), a single
    /// job is not interrupted. With a budget of zero nothing runs.
    ///
    /// A program that always has something to run, such as a timer of zero that sets itself again or a native future that
    /// wakes itself, gets the whole budget. A nested run, such as `context.run_jobs()` in a job, is a part of that job: with
    /// an interval it goes on until it is [stopped](crate::event_loop::Mailbox::stop).
    ///
    /// ```
    /// use std::time::Duration;
    /// use boa_async_context::{Runtime, event_loop::LoopState};
    ///
    /// let mut runtime = Runtime::builder().build()?;
    /// runtime.eval("let n = 0; (function frame() { n++; setTimeout(frame, 0); })()")?;
    /// for _ in 0..3 {
    ///     let state = futures_lite::future::block_on(runtime.turn(Duration::from_millis(4)));
    ///     assert!(state != LoopState::Idle);
    ///     // ... and the rest of the frame belongs to the host.
    /// }
    /// assert!(runtime.eval("n > 0")?.to_boolean());
    /// # Ok::<(), boa_async_context::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// If a native job holds a borrow of the context across an `await`.
    pub async fn turn(&mut self, budget: Duration) -> LoopState {
        self.run(Until::Waiting(budget)).await
    }

    /// Runs the event loop until the promise is settled, or until it is idle or [stopped](EventLoop::stop), and returns what
    /// has become of the promise. For a host that waits for one promise, such as that of
    /// [`run_module`](Self::run_module) or of an async function that it has called.
    ///
    /// The run ends after the microtasks of the task that has settled the promise. All else that is in flight stays so, and goes
    /// on in the next run. A rejection is the caller's: it is never reported as unhandled, also if it comes when this
    /// has ended without it. For a limit of time, wrap it in `tokio::time::timeout`: dropping the future loses nothing else, and the
    /// promise can be asked again. Each call adds a handler to a pending promise.
    ///
    /// ```
    /// use boa_async_context::{Runtime, event_loop::Settled};
    /// use boa_engine::object::builtins::JsPromise;
    ///
    /// let mut runtime = Runtime::builder().build()?;
    /// let promise = |runtime: &mut Runtime, source: &str| {
    ///     let value = runtime.eval(source)?;
    ///     let promise = JsPromise::resolve(value, &mut runtime.context_mut());
    ///     promise.map_err(boa_async_context::Error::Setup)
    /// };
    /// runtime.eval("setInterval(() => {}, 1);")?;
    /// let soon = promise(&mut runtime, "new Promise((resolve) => setTimeout(resolve, 2, 'soon'))")?;
    /// let settled = runtime.block_on(async |runtime| runtime.run_until_settled(&soon).await)?;
    /// let Settled::Fulfilled(value) = settled else { panic!("{settled:?}") };
    /// assert_eq!(value.display().to_string(), "\"soon\"");
    /// # Ok::<(), boa_async_context::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// If a native job holds a borrow of the context across an `await`.
    pub async fn run_until_settled(&mut self, promise: &JsPromise) -> Settled {
        if self.engine_panic().is_some() {
            return Settled::after(promise, LoopState::EnginePanicked);
        }
        if let Err(error) = handle_rejection(promise, &mut self.context.get_mut()) {
            return Settled::Rejected(error);
        }
        let run = Run::begin_until_settled(&self.event_loop, promise);
        let state = self.poll_to_the_end(run).await;
        Settled::after(promise, state)
    }

    pub(super) async fn run(&mut self, until: Until) -> LoopState {
        if self.engine_panic().is_some() {
            return LoopState::EnginePanicked;
        }
        let run = Run::begin(&self.event_loop, until);
        self.poll_to_the_end(run).await
    }

    async fn poll_to_the_end(&mut self, mut run: Run) -> LoopState {
        poll_fn(|cx| {
            let polled = guard(|| self.context.poll(&mut run, cx));
            polled.unwrap_or_else(|panic| {
                self.poison(panic);
                Poll::Ready(LoopState::EnginePanicked)
            })
        })
        .await
    }

    /// The panic of the engine that has ended the use of this runtime, if there was one: a defect of the engine that the program
    /// has met. Drop the runtime then; its memory is leaked. Other runtimes go on.
    ///
    /// Runs of the loop end with [`LoopState::EnginePanicked`] and do nothing afterwards, and whatever returns a `Result` fails with
    /// [`Error::EnginePanicked`]. Panics of the host's own functions are none of these: they unwind as any panic does.
    #[must_use]
    pub fn engine_panic(&self) -> Option<&EnginePanic> {
        self.context.panic()
    }

    /// Does what may run JavaScript, unless the engine has panicked before.
    pub(super) fn guarded<R>(
        &mut self,
        f: impl FnOnce(&mut Self) -> Result<R, Error>,
    ) -> Result<R, Error> {
        self.check()?;
        guard(|| f(self)).unwrap_or_else(|panic| Err(self.poison(panic).into()))
    }

    /// Ends the use of the context. The loop goes with it: whoever waits for a call hears of the end, and what runs beside the loop
    /// (workers) ends.
    pub(super) fn poison(&mut self, panic: EnginePanic) -> EnginePanic {
        let panic = self.context.poison(panic);
        self.event_loop.end_calls();
        self.event_loop.shut_down();
        panic
    }

    /// Fails if the engine has panicked.
    pub(super) fn check(&self) -> Result<(), Error> {
        match self.engine_panic() {
            Some(panic) => Err(panic.clone().into()),
            None => Ok(()),
        }
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
    /// As [`block_on`](Self::block_on), and [`Error::EnginePanicked`].
    pub fn run_until_idle_blocking(&mut self) -> Result<(), Error> {
        self.block_on(Self::run_until_idle)?;
        self.check()
    }
}
