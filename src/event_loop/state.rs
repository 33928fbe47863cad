//! The event loop's state: its queues.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    future::Future,
    io,
    rc::{Rc, Weak},
    time::Duration,
};

use boa_engine::{
    Context,
    job::{GenericJob, NativeAsyncJob, TimeoutJob},
};
use tokio::time::Instant;

use super::{
    blocking::Blocking,
    mailbox::Mailbox,
    microtasks::Microtasks,
    reactor::Reactor,
    report::{Interceptor, Reporter, to_stderr},
    slice::Slices,
    timers::{TimerJob, TimerPlace, Timers},
    turns::Turns,
};
use crate::{
    agent::Decorator,
    census::{Capture, CaptureKind, CaptureQueue},
    embed::AsyncContext,
    limits::{Limit, LimitMet, Limits},
    mapping::Mapping,
    realm_life::{RealmLife, is_realm_closed},
};

/// A native future that has not begun, with the realm that it belongs to.
pub(super) type QueuedFuture = (Capture, Rc<RealmLife>, NativeAsyncJob);

/// The event loop: a job executor for `Context::builder().job_executor(..)`.
///
/// It propagates AsyncContext by itself: do not wrap it in [`AsyncContext::jobs`]. Built without an
/// [`AsyncContext`] it is a plain event loop, for comparisons. It belongs to the thread of its context; other
/// threads reach it through its [`mailbox`](Self::mailbox).
pub struct EventLoop {
    pub(super) async_context: Option<AsyncContext>,
    /// Tells the agent that this is one of its executors.
    _decorator: Option<Decorator>,
    pub(super) microtasks: RefCell<Microtasks>,
    pub(super) generic_jobs: RefCell<VecDeque<(Capture, GenericJob)>>,
    pub(super) idle_jobs: RefCell<VecDeque<(Capture, GenericJob)>>,
    /// Native futures that no run of the loop has started yet.
    pub(super) async_jobs: RefCell<VecDeque<QueuedFuture>>,
    pub(super) finalization_jobs: RefCell<VecDeque<(Rc<RealmLife>, NativeAsyncJob)>>,
    /// Native futures for which the loop does not wait, and which no run has started yet.
    pub(super) background_jobs: RefCell<VecDeque<(Rc<RealmLife>, NativeAsyncJob)>>,
    /// The realms of the native futures that have begun, and of some that have ended.
    pub(super) begun: RefCell<Vec<Weak<RealmLife>>>,
    /// How many realms were closed.
    pub(super) closed_realms: Cell<usize>,
    pub(super) timers: Rc<Timers>,
    pub(super) mailbox: Mailbox,
    /// The native futures that are run at once instead, while a graph of modules is loaded at once.
    pub(super) at_once: RefCell<Option<Vec<NativeAsyncJob>>>,
    pub(super) reporter: RefCell<Rc<Reporter>>,
    pub(super) interceptor: RefCell<Option<Rc<Interceptor>>>,
    pub(super) failures: Cell<usize>,
    /// The number of native futures that were dropped by the host.
    pub(super) dropped: Cell<usize>,
    /// Those, and the waits for a `FinalizationRegistry`, of which no report has told.
    pub(super) dropped_untold: Cell<(usize, usize)>,
    /// Whether the innermost thing in progress is a microtask checkpoint, and not a task.
    pub(super) is_in_checkpoint: Cell<bool>,
    /// Whether a microtask checkpoint must be performed before the next macrotask.
    pub(super) checkpoint_due: Cell<bool>,
    /// Whether a native future was polled in this step of a run.
    pub(super) has_polled: Cell<bool>,
    pub(super) slices: Slices,
    /// The number of [`Runtime`](crate::Runtime)s and drivers that keep what is in flight between runs.
    pub(super) keepers: Cell<usize>,
    pub(super) turns: Rc<Turns>,
    /// The number of nested runs of the loop.
    pub(super) runs: Cell<usize>,
    /// The instant at which the run ends.
    pub(super) deadline: Cell<Option<Instant>>,
    /// The instant at which a shutdown ends, and all nested runs with it.
    pub(super) shutdown_deadline: Cell<Option<Instant>>,
    pub(super) blocking: RefCell<Blocking>,
    pub(super) reactor: Reactor,
    pub(super) on_shutdown: RefCell<Vec<Box<dyn FnOnce()>>>,
}

impl EventLoop {
    /// Makes an event loop for the agent of `async_context`.
    #[must_use]
    pub fn new(async_context: &AsyncContext) -> Rc<Self> {
        async_context.rejections().start();
        async_context.agent().track_causes();
        let event_loop = Rc::new(Self::with(Some(async_context.clone())));
        let queue: Weak<Self> = Rc::downgrade(&event_loop);
        async_context.agent().add_capture_queue(queue);
        event_loop
    }

    /// Makes the same event loop without AsyncContext. Rejections are not tracked.
    #[must_use]
    pub fn without_async_context() -> Rc<Self> {
        Rc::new(Self::with(None))
    }

    fn with(async_context: Option<AsyncContext>) -> Self {
        let decorator = async_context
            .as_ref()
            .map(|async_context| async_context.agent().add_executor());
        Self {
            async_context,
            _decorator: decorator,
            microtasks: RefCell::default(),
            generic_jobs: RefCell::default(),
            idle_jobs: RefCell::default(),
            async_jobs: RefCell::default(),
            at_once: RefCell::default(),
            finalization_jobs: RefCell::default(),
            background_jobs: RefCell::default(),
            begun: RefCell::default(),
            closed_realms: Cell::new(0),
            timers: Rc::default(),
            mailbox: Mailbox::default(),
            reporter: RefCell::new(Rc::new(to_stderr)),
            interceptor: RefCell::default(),
            failures: Cell::new(0),
            dropped: Cell::new(0),
            dropped_untold: Cell::default(),
            is_in_checkpoint: Cell::new(false),
            checkpoint_due: Cell::new(false),
            has_polled: Cell::new(false),
            slices: Slices::default(),
            keepers: Cell::new(0),
            turns: Rc::default(),
            runs: Cell::new(0),
            deadline: Cell::default(),
            shutdown_deadline: Cell::default(),
            blocking: RefCell::default(),
            reactor: Reactor::default(),
            on_shutdown: RefCell::default(),
        }
    }

    /// A way to hand work to this loop from other threads.
    #[must_use]
    pub fn mailbox(&self) -> Mailbox {
        self.mailbox.clone()
    }

    /// Sets a timer that does not keep the loop running. It fires if the loop is running when it is due, or at the
    /// beginning of the first run after that.
    ///
    /// For a time limit on something else, such as a request, which keeps the loop running itself. Otherwise the
    /// timer is like an enqueued one: the job runs in the mapping that is current now, and cancelling it drops
    /// it at once.
    pub fn set_background_timer(&self, job: TimeoutJob) {
        let job = TimerJob::Timeout(job);
        let capture = self.capture(CaptureKind::Timer, None);
        self.timers.set_in_background(capture, job);
    }

    /// Begins a native future that does not keep the loop running, in the empty mapping. It goes on whenever the loop runs for
    /// another reason.
    ///
    /// For noticing something that nothing waits for, such as the end of a connection. What it holds is a root until it is
    /// done, so it should hold weakly what it tells. It is dropped, without a report, with its realm or with the run that has
    /// begun it, unless a [`Runtime`](crate::Runtime) or a [`Driver`](super::Driver) keeps it. A nested run leaves it to the
    /// outer one.
    pub fn begin_in_background(&self, job: NativeAsyncJob, context: &Context) {
        let realm = job.realm().unwrap_or_else(|| context.realm());
        if is_realm_closed(realm) {
            return;
        }
        let realm = Rc::new(RealmLife::of(realm));
        self.background_jobs.borrow_mut().push_back((realm, job));
    }

    /// Whether a program may set one more timer; `what` is the function that it calls. Every API that sets a timer for a
    /// program asks before it does. Costs a look-up.
    ///
    /// # Errors
    ///
    /// A [`LimitMet`] that was [noted](LimitMet::noted), if as many as [`Limits::timers`] allows wait.
    pub fn admit_timer(&self, what: &str, context: &Context) -> Result<(), LimitMet> {
        Limits::admit(Limit::Timers, || self.timers.len(), what, context)
    }

    /// Counts a timer that is not in the queue, for an API that takes a timer out to set it again, such as an interval.
    pub fn keep_timer_place(&self) -> TimerPlace {
        self.timers.keep_place()
    }

    /// Enqueues a job for the next time that the loop would otherwise sleep or end. It runs in the mapping that
    /// is current now.
    ///
    /// A loop that always has something else to do never runs it.
    pub fn enqueue_when_idle(&self, job: GenericJob) {
        let capture = self.capture(CaptureKind::Idle, None);
        self.idle_jobs.borrow_mut().push_back((capture, job));
    }

    /// The time until the next timer is due, including background timers; `None` if there is none.
    #[must_use]
    pub fn time_to_next_timer(&self) -> Option<Duration> {
        let due = self.timers.next_due()?;
        Some(due.saturating_duration_since(Instant::now()))
    }

    /// How many timers the loop waits for.
    pub(crate) fn live_timers(&self) -> usize {
        self.timers.waited_for()
    }

    /// Captures the current mapping for something that is queued as `kind`.
    pub(super) fn capture(&self, kind: CaptureKind, context: Option<&Context>) -> Capture {
        match &self.async_context {
            Some(async_context) => async_context.agent().capture_for(kind, context),
            None => Capture::empty(),
        }
    }

    /// Captures the current mapping for a microtask. The queue of microtasks counts it.
    pub(super) fn capture_microtask(&self, context: &Context) -> Capture {
        match &self.async_context {
            Some(async_context) => {
                let agent = async_context.agent();
                agent.capture_queued(CaptureKind::Microtask, context)
            }
            None => Capture::empty(),
        }
    }

    /// Makes the loop end before its next macrotask. If it is not running, its next run ends before the first
    /// macrotask.
    ///
    /// What is queued stays queued. What is in flight stays with the [`Runtime`](crate::Runtime) or the
    /// [`Driver`](super::Driver).
    pub fn stop(&self) {
        self.mailbox.stop();
    }

    /// Runs a future to its end on this thread, inside or outside a tokio runtime.
    pub(crate) fn block_on<F: Future>(&self, future: F) -> io::Result<F::Output> {
        // Also while this thread sleeps.
        let _suspended = self.turns.suspend();
        // Taken out, because a job may run jobs.
        let mut taken = TakenOut {
            place: &self.blocking,
            blocking: self.blocking.take(),
        };
        taken.blocking.run(&self.reactor, future)
    }

    /// Runs a future whose timers and sockets work wherever it is polled: where there is no tokio runtime with a time driver,
    /// they belong to one of this loop.
    pub(crate) async fn within_tokio<F: Future>(&self, future: F) -> io::Result<F::Output> {
        self.reactor.within(future).await
    }

    /// The number of native futures that had begun and were dropped with a [`Driver`](super::Driver) or with the
    /// future of [`run_until_idle`](Self::run_until_idle). Resets the count, and the next run does not report them.
    pub fn take_dropped(&self) -> usize {
        self.dropped_untold.take();
        self.dropped.take()
    }
}

/// The tokio runtime of a synchronous run, which are put back when this is dropped, after a panic too: what native futures
/// have opened belongs to them.
struct TakenOut<'a> {
    place: &'a RefCell<Blocking>,
    blocking: Blocking,
}

impl Drop for TakenOut<'_> {
    fn drop(&mut self) {
        self.place.replace(std::mem::take(&mut self.blocking));
    }
}

impl Drop for EventLoop {
    fn drop(&mut self) {
        self.mailbox.close();
    }
}

impl CaptureQueue for EventLoop {
    fn for_each_unlisted(&self, visit: &mut dyn FnMut(CaptureKind, &Mapping)) {
        for capture in self.microtasks.borrow().captures() {
            if !capture.is_listed() {
                visit(CaptureKind::Microtask, capture.mapping());
            }
        }
    }
}
