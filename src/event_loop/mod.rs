//! Our job executor: one JS thread on a tokio current-thread runtime.
//!
//! A turn of the loop runs one macrotask of each source that has one — a due timer, a generic job,
//! a message from another thread, one poll of each ready native future — and after *each* of them
//! the microtasks until there are none, then the rejection notices. With nothing to run the loop
//! runs an [idle job](EventLoop::enqueue_when_idle), or sleeps until a timer is due, a future is woken or a
//! message arrives; it ends when only finalization jobs and
//! [background timers](EventLoop::set_background_timer) are left. An exception in a callback is reported and nothing else stops.

mod blocking;
mod inspect;
mod mailbox;
mod report;
mod timers;
mod turn;

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    future::Future,
    io,
    rc::Rc,
    time::Duration,
};

use boa_engine::{
    Context, JsError, JsNativeError, JsResult,
    job::{GenericJob, Job, JobExecutor, NativeAsyncJob, PromiseJob, TimeoutJob},
};
use tokio::time::Instant;

use self::{
    blocking::Blocking,
    timers::{TimerJob, Timers},
};
use crate::{embed::AsyncContext, mapping::Mapping};

pub use mailbox::{KeepAlive, Mailbox};
pub use report::{Interceptor, Report, ReportKind, Reporter};

/// The event loop. Give it to `Context::builder().job_executor(..)`.
///
/// It propagates AsyncContext by itself: do not wrap it in
/// [`AsyncContext::jobs`](crate::AsyncContext::jobs). Built without an [`AsyncContext`] it is a
/// plain event loop, for comparisons.
pub struct EventLoop {
    async_context: Option<AsyncContext>,
    microtasks: RefCell<VecDeque<(Mapping, PromiseJob)>>,
    generic_jobs: RefCell<VecDeque<(Mapping, GenericJob)>>,
    idle_jobs: RefCell<VecDeque<(Mapping, GenericJob)>>,
    /// Native futures that no run of the loop has picked up yet.
    async_jobs: RefCell<VecDeque<(Mapping, NativeAsyncJob)>>,
    finalization_jobs: RefCell<VecDeque<NativeAsyncJob>>,
    timers: Rc<Timers>,
    mailbox: Mailbox,
    reporter: RefCell<Rc<Reporter>>,
    interceptor: RefCell<Option<Rc<Interceptor>>>,
    failures: Cell<usize>,
    /// Native futures that were dropped with a run of the loop.
    dropped: Cell<usize>,
    /// Microtask checkpoints that are being performed, one inside the other.
    checkpoints: Cell<usize>,
    /// Runs of the loop that have begun and not ended, one inside the other.
    runs: Cell<usize>,
    stopping: Cell<bool>,
    /// When a shutdown is over, whatever still runs.
    deadline: Cell<Option<Instant>>,
    blocking: RefCell<Blocking>,
    on_shutdown: RefCell<Vec<Box<dyn FnOnce()>>>,
}

/// What was left when a loop was shut down before it was idle.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[must_use]
pub struct Abandoned {
    /// Promise jobs and other microtasks.
    pub microtasks: usize,
    /// Generic jobs, those that waited for an idle moment included.
    pub generic_jobs: usize,
    /// Timeouts and intervals, without those in the background.
    pub timers: usize,
    /// Native futures, started or not.
    pub async_jobs: usize,
    /// Messages from other threads.
    pub messages: usize,
}

impl Abandoned {
    /// Whether nothing was left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl EventLoop {
    /// Makes an event loop for the agent of `async_context`.
    #[must_use]
    pub fn new(async_context: &AsyncContext) -> Rc<Self> {
        async_context.rejections().start();
        async_context.agent().track_causes();
        Rc::new(Self::with(Some(async_context.clone())))
    }

    /// Makes the same event loop without AsyncContext. Rejections are not tracked.
    #[must_use]
    pub fn without_async_context() -> Rc<Self> {
        Rc::new(Self::with(None))
    }

    fn with(async_context: Option<AsyncContext>) -> Self {
        Self {
            async_context,
            microtasks: RefCell::default(),
            generic_jobs: RefCell::default(),
            idle_jobs: RefCell::default(),
            async_jobs: RefCell::default(),
            finalization_jobs: RefCell::default(),
            timers: Rc::default(),
            mailbox: Mailbox::default(),
            reporter: RefCell::new(Rc::new(report::to_stderr)),
            interceptor: RefCell::default(),
            failures: Cell::new(0),
            dropped: Cell::new(0),
            checkpoints: Cell::new(0),
            runs: Cell::new(0),
            stopping: Cell::new(false),
            deadline: Cell::new(None),
            blocking: RefCell::default(),
            on_shutdown: RefCell::default(),
        }
    }

    /// A way to hand work to this loop from other threads.
    #[must_use]
    pub fn mailbox(&self) -> Mailbox {
        self.mailbox.clone()
    }

    /// Sets a timer that does not keep the loop running: it fires if the loop runs when it is due, or at the
    /// beginning of the first run after that.
    ///
    /// For a limit on something else, such as a request's: what is limited keeps the loop running, and
    /// when it is done nobody waits for its limit. In all other respects the timer is like one that is
    /// enqueued: the job runs in the mapping that is current now, and cancelling it drops it at once.
    pub fn set_background_timer(&self, job: TimeoutJob) {
        let job = TimerJob::Timeout(job);
        self.timers.set_in_background(self.current_mapping(), job);
    }

    /// Enqueues a job for the next moment in which the loop would otherwise sleep or end: nothing else
    /// is due. It runs in the mapping that is current now.
    ///
    /// A loop that always has something else to do never comes to it.
    pub fn enqueue_when_idle(&self, job: GenericJob) {
        let mapping = self.current_mapping();
        self.idle_jobs.borrow_mut().push_back((mapping, job));
    }

    /// How long it is until a timer is due, also one in the background; `None` if there is none.
    #[must_use]
    pub fn time_to_next_timer(&self) -> Option<Duration> {
        let due = self.timers.next_due()?;
        Some(due.saturating_duration_since(Instant::now()))
    }

    fn current_mapping(&self) -> Mapping {
        match &self.async_context {
            Some(async_context) => async_context.agent().snapshot(),
            None => Mapping::empty(),
        }
    }

    /// Sets who is told of uncaught exceptions and of rejections; by default they go to standard
    /// error.
    ///
    /// The loop owns the reporter: one that owns the loop or its runtime keeps both alive for ever.
    pub fn set_reporter(&self, reporter: impl Fn(&Report, &mut Context) + 'static) {
        *self.reporter.borrow_mut() = Rc::new(reporter);
    }

    /// Sets who is asked before the reporter is told, in the empty mapping, too: it returns whether it has
    /// dealt with the report, which then is no failure and goes no further.
    ///
    /// This is where the web's `error` and `unhandledrejection` events are fired, whose listeners may
    /// prevent the report. As with the reporter, one that owns the loop keeps it alive for ever.
    ///
    /// ```
    /// use boa_async_context::Runtime;
    ///
    /// let mut runtime = Runtime::builder().build()?;
    /// runtime.event_loop().set_interceptor(|report, _| report.error().to_string().contains("expected"));
    /// runtime.eval("setTimeout(() => { throw 'expected'; })")?;
    /// runtime.block_on_idle()?;
    /// assert_eq!(runtime.event_loop().failures(), 0);
    /// # Ok::<(), boa_async_context::Error>(())
    /// ```
    pub fn set_interceptor(&self, interceptor: impl Fn(&Report, &mut Context) -> bool + 'static) {
        *self.interceptor.borrow_mut() = Some(Rc::new(interceptor));
    }

    /// How many uncaught exceptions and unhandled rejections were reported so far.
    #[must_use]
    pub fn failures(&self) -> usize {
        self.failures.get()
    }

    /// Reports an uncaught exception, as the loop does for one that leaves a callback.
    pub fn report(&self, report: &Report, context: &mut Context) {
        match &self.async_context {
            Some(async_context) => async_context
                .agent()
                .run_in(Mapping::empty(), || self.intercept_or_tell(report, context)),
            None => self.intercept_or_tell(report, context),
        }
    }

    fn intercept_or_tell(&self, report: &Report, context: &mut Context) {
        // Bound first: either may set another.
        let interceptor = self.interceptor.borrow().clone();
        if interceptor.is_some_and(|interceptor| interceptor(report, context)) {
            return;
        }
        if report.kind().is_failure() {
            self.failures.set(self.failures.get() + 1);
        }
        let reporter = self.reporter.borrow().clone();
        reporter(report, context);
    }

    /// Makes the loop end before its next macrotask; if it is not running, before the first one of
    /// its next run.
    ///
    /// What is queued stays queued. Native futures in flight are dropped, as with the future of
    /// [`run_until_idle`](Self::run_until_idle).
    pub fn stop(&self) {
        self.stopping.set(true);
        // Wakes a sleeping loop.
        drop(self.mailbox.hold());
    }

    /// Whether the loop is to end as soon as it can.
    fn is_ending(&self) -> bool {
        self.stopping.get() || self.is_overdue()
    }

    /// Whether not even the microtasks are waited for.
    fn is_overdue(&self) -> bool {
        let deadline = self.deadline.get();
        deadline.is_some_and(|deadline| Instant::now() >= deadline) || self.mailbox.is_ended()
    }

    /// Runs the loop until it is idle, but for no longer than `limit`, and not one job longer: also
    /// microtasks that go on enqueuing microtasks end.
    pub(crate) async fn run_for(&self, limit: Duration, context: &RefCell<&mut Context>) {
        /// Takes the deadline away again, also when the run is dropped.
        struct Deadline<'a>(&'a EventLoop);

        impl Drop for Deadline<'_> {
            fn drop(&mut self) {
                self.0.deadline.set(None);
            }
        }

        let Some(deadline) = Instant::now().checked_add(limit) else {
            // Beyond what the clock can tell.
            return self.run_until_idle(context).await;
        };
        self.deadline.set(Some(deadline));
        let _deadline = Deadline(self);
        // Both ways of ending are seen in what is left.
        let _ = tokio::time::timeout_at(deadline, self.run_until_idle(context)).await;
    }

    /// Drops everything that is queued, and counts it.
    pub fn clear(&self) -> Abandoned {
        let mut abandoned = Abandoned {
            microtasks: self.microtasks.take().len(),
            generic_jobs: self.generic_jobs.take().len() + self.idle_jobs.take().len(),
            timers: self.timers.waited_for(),
            async_jobs: self.async_jobs.take().len(),
            messages: 0,
        };
        self.timers.clear();
        while self.mailbox.take().is_some() {
            abandoned.messages += 1;
        }
        self.finalization_jobs.take();
        abandoned
    }

    /// Has `f` called when the [`Runtime`](crate::Runtime) of this loop is shut down, after its last job: for what
    /// runs beside the loop and must not outlive it.
    pub fn on_shutdown(&self, f: impl FnOnce() + 'static) {
        self.on_shutdown.borrow_mut().push(Box::new(f));
    }

    pub(crate) fn shut_down(&self) {
        for f in self.on_shutdown.take() {
            f();
        }
    }

    /// Runs a future to its end on this thread, inside or outside a tokio runtime.
    pub(crate) fn block_on<F: Future>(&self, future: F) -> io::Result<F::Output> {
        // Taken out, since a job may run jobs.
        let mut blocking = self.blocking.take();
        let result = blocking.run(future);
        self.blocking.replace(blocking);
        result
    }

    /// How many native futures were started and then dropped, because the future of
    /// [`run_until_idle`](Self::run_until_idle) was; the count begins anew.
    pub fn take_dropped(&self) -> usize {
        self.dropped.take()
    }
}

impl JobExecutor for EventLoop {
    fn enqueue_job(self: Rc<Self>, job: Job, context: &mut Context) {
        let mapping = self.current_mapping();
        match job {
            Job::PromiseJob(job) => self.microtasks.borrow_mut().push_back((mapping, job)),
            Job::GenericJob(job) => self.generic_jobs.borrow_mut().push_back((mapping, job)),
            Job::TimeoutJob(job) => self.timers.set(mapping, TimerJob::Timeout(job)),
            Job::IntervalJob(job) => self.timers.set(mapping, TimerJob::Interval(job)),
            Job::AsyncJob(job) => self.async_jobs.borrow_mut().push_back((mapping, job)),
            Job::FinalizationRegistryCleanupJob(job) => {
                self.finalization_jobs.borrow_mut().push_back(job);
            }
            // `Job` is open to new kinds; one that is not known here must not vanish.
            other => {
                let error = JsNativeError::error()
                    .with_message(format!("the event loop does not know the job {other:?}"));
                self.report(&Report::uncaught(error.into(), mapping), context);
            }
        }
    }

    /// Runs the loop until it is idle, from synchronous code, inside or outside a tokio runtime.
    fn run_jobs(self: Rc<Self>, context: &mut Context) -> JsResult<()> {
        self.block_on(self.run_until_idle(&RefCell::new(context)))
            .map_err(JsError::from_rust)
    }

    async fn run_jobs_async(self: Rc<Self>, context: &RefCell<&mut Context>) -> JsResult<()> {
        self.run_until_idle(context).await;
        Ok(())
    }
}
