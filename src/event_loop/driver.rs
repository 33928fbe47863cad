//! Driving the loop for a host that has a context of its own.

use std::{cell::RefCell, fmt, future::poll_fn, rc::Rc, time::Duration};

use boa_engine::{Context, object::builtins::JsPromise};

use super::{
    in_flight::InFlight,
    run::{LoopState, Run, Until},
    settled::{Settled, handle_rejection},
    state::EventLoop,
};

/// Drives an event loop and keeps what is in flight between the runs; made by [`EventLoop::drive`].
///
/// Native futures (dynamic imports, a `fetch`, an operation of a resource, waiting for a `FinalizationRegistry`) borrow
/// the cell of their context. They are kept here. So a run may end or be dropped at any time, and the next one goes on
/// with them. Between the runs the host reaches the context through its cell.
///
/// ```
/// use std::{cell::RefCell, rc::Rc, time::Duration};
/// use boa_async_context::{AsyncContext, EventLoop, Storage, event_loop::LoopState};
/// use boa_engine::{Context, Source};
///
/// # fn main() -> boa_engine::JsResult<()> {
/// let async_context = AsyncContext::new(Storage::Weak);
/// let event_loop = EventLoop::new(&async_context);
/// let mut context = Context::builder()
///     .host_hooks(async_context.default_hooks())
///     .job_executor(event_loop.clone())
///     .build()?;
/// async_context.install(&mut context)?;
/// context.eval(Source::from_bytes("let n = 0; (async () => { for (;;) { await null; n++; } })();"))?;
///
/// let cell = RefCell::new(&mut context);
/// let mut driver = event_loop.drive(&cell);
/// // A frame: at most 4 ms for the program, and the rest for the host.
/// let state = futures_lite::future::block_on(driver.turn(Duration::from_millis(4)));
/// assert_eq!(state, LoopState::Ready);
/// assert!(cell.borrow_mut().eval(Source::from_bytes("n > 0"))?.to_boolean());
/// # Ok(())
/// # }
/// ```
///
/// A driver belongs to the thread of its context. Dropping it drops what is in flight:
/// [`EventLoop::take_dropped`] counts it, and the next run [reports](super::ReportKind::Dropped) it.
pub struct Driver<'a, 'context> {
    event_loop: Rc<EventLoop>,
    context: &'a RefCell<&'context mut Context>,
    in_flight: InFlight<'a>,
}

impl EventLoop {
    /// Drives this loop for the context in the cell. One driver at a time: two would share the queues, but each has
    /// native futures of its own.
    #[must_use]
    pub fn drive<'a, 'context>(
        self: &Rc<Self>,
        context: &'a RefCell<&'context mut Context>,
    ) -> Driver<'a, 'context> {
        self.drive_with(context, InFlight::kept_for(self))
    }

    fn drive_with<'a, 'context>(
        self: &Rc<Self>,
        context: &'a RefCell<&'context mut Context>,
        in_flight: InFlight<'a>,
    ) -> Driver<'a, 'context> {
        Driver {
            event_loop: self.clone(),
            context,
            in_flight,
        }
    }

    /// Runs the loop until it is idle or [stopped](Self::stop).
    ///
    /// The future is not `Send`. Dropping it is safe and loses nothing that is queued. Native futures that were
    /// started are dropped with it, because they borrow `context`; a [`Driver`] keeps them. So are the waits for a
    /// `FinalizationRegistry` when the loop is idle, unless there is a [`Runtime`](crate::Runtime) or a driver, to which
    /// they are left. The same is true of `context.run_jobs()`.
    /// Exceptions are [reported](Self::set_reporter) and do not end the loop.
    ///
    /// # Panics
    ///
    /// As [`Driver::run_until_idle`].
    pub async fn run_until_idle(self: &Rc<Self>, context: &RefCell<&mut Context>) {
        let mut driver = self.drive_with(context, InFlight::default());
        driver.run_until_idle().await;
    }

    /// Sets how long the loop keeps the thread before it lets other tasks of the thread go on. The default is 2 ms.
    ///
    /// It looks at the clock after each macrotask and after every few microtasks. A single job is not interrupted.
    /// With zero it lets go after every macrotask.
    pub fn set_time_slice(&self, length: Duration) {
        self.slices.set_length(length);
    }
}

impl Driver<'_, '_> {
    /// Runs the loop until it is idle or [stopped](EventLoop::stop).
    ///
    /// Must be polled on the thread of the context, by any executor. Where there is no tokio runtime with a time driver,
    /// timers and native futures use one of the loop's own, whose driver has a thread; it is made when first needed.
    /// Dropping the future loses nothing.
    ///
    /// # Panics
    ///
    /// If a native job holds a borrow of the context across an `await`.
    pub async fn run_until_idle(&mut self) {
        self.run(Until::Idle).await;
    }

    /// Runs the loop until it is idle or stopped, but no longer than `limit`, and returns the state in which it leaves
    /// the loop. It ends after the job that is running then, even if microtasks go on enqueuing microtasks; these go
    /// on in the next run, before anything else.
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
    /// # Panics
    ///
    /// If a native job holds a borrow of the context across an `await`.
    pub async fn turn(&mut self, budget: Duration) -> LoopState {
        self.run(Until::Waiting(budget)).await
    }

    /// Runs the loop until the promise is settled, or until it is idle or stopped, and returns what has become of the
    /// promise; see [`Runtime::run_until_settled`](crate::Runtime::run_until_settled).
    ///
    /// # Panics
    ///
    /// As [`run_until_idle`](Self::run_until_idle).
    pub async fn run_until_settled(&mut self, promise: &JsPromise) -> Settled {
        if let Err(error) = handle_rejection(promise, &mut self.context.borrow_mut()) {
            return Settled::Rejected(error);
        }
        let mut run = Run::begin_until_settled(&self.event_loop, promise);
        let state = poll_fn(|cx| run.poll(self.context, &mut self.in_flight, cx)).await;
        Settled::after(promise, state)
    }

    async fn run(&mut self, until: Until) -> LoopState {
        let mut run = Run::begin(&self.event_loop, until);
        poll_fn(|cx| run.poll(self.context, &mut self.in_flight, cx)).await
    }
}

impl Drop for Driver<'_, '_> {
    fn drop(&mut self) {
        self.event_loop.note_dropped(&self.in_flight);
    }
}

impl fmt::Debug for Driver<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Driver")
            .field("in_flight", &self.in_flight.len())
            .finish_non_exhaustive()
    }
}
