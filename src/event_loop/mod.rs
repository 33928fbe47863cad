//! Our job executor: one JS thread on a tokio current-thread runtime.
//!
//! A turn of the loop runs one macrotask of each source that has one — a due timer, a generic job,
//! a message from another thread, one poll of each ready native future — and after *each* of them
//! the microtasks until there are none, then the rejection notices. With nothing to run the loop
//! sleeps until a timer is due, a future is woken or a message arrives; it ends when only
//! finalization jobs are left. An exception in a callback is reported and nothing else stops.

mod blocking;
mod mailbox;
mod report;
mod timers;

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    future::{Future, pending, poll_fn},
    io,
    pin::{Pin, pin},
    rc::Rc,
    task::Poll,
};

use boa_engine::{
    Context, JsError, JsNativeError, JsResult, JsValue,
    job::{GenericJob, Job, JobExecutor, NativeAsyncJob, PromiseJob},
};
use futures_util::{StreamExt, stream::FuturesUnordered};

use self::{
    blocking::Blocking,
    timers::{TimerJob, Timers},
};
use crate::{
    agent::Uncaught, embed::AsyncContext, mapping::Mapping, propagate::jobs::call_async_job,
};

pub use mailbox::{KeepAlive, Mailbox};
pub use report::{Report, ReportKind, Reporter};

/// Turns between two yields to the other tasks of the tokio runtime.
const TURNS_PER_YIELD: u32 = 32;

/// The event loop. Give it to `Context::builder().job_executor(..)`.
///
/// It propagates AsyncContext by itself: do not wrap it in
/// [`AsyncContext::jobs`](crate::AsyncContext::jobs). Built without an [`AsyncContext`] it is a
/// plain event loop, for comparisons.
pub struct EventLoop {
    async_context: Option<AsyncContext>,
    microtasks: RefCell<VecDeque<(Mapping, PromiseJob)>>,
    generic_jobs: RefCell<VecDeque<(Mapping, GenericJob)>>,
    /// Native futures that no run of the loop has picked up yet.
    async_jobs: RefCell<VecDeque<(Mapping, NativeAsyncJob)>>,
    finalization_jobs: RefCell<VecDeque<NativeAsyncJob>>,
    timers: Rc<Timers>,
    mailbox: Mailbox,
    reporter: RefCell<Rc<Reporter>>,
    failures: Cell<usize>,
    /// Native futures that were dropped with a run of the loop.
    dropped: Cell<usize>,
    stopping: Cell<bool>,
    blocking: RefCell<Blocking>,
}

/// What was left when a loop was shut down before it was idle.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[must_use]
pub struct Abandoned {
    /// Promise jobs and other microtasks.
    pub microtasks: usize,
    /// Generic jobs.
    pub generic_jobs: usize,
    /// Timeouts and intervals.
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

impl std::ops::AddAssign for Abandoned {
    fn add_assign(&mut self, other: Self) {
        self.microtasks += other.microtasks;
        self.generic_jobs += other.generic_jobs;
        self.timers += other.timers;
        self.async_jobs += other.async_jobs;
        self.messages += other.messages;
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
            async_jobs: RefCell::default(),
            finalization_jobs: RefCell::default(),
            timers: Rc::default(),
            mailbox: Mailbox::default(),
            reporter: RefCell::new(Rc::new(report::to_stderr)),
            failures: Cell::new(0),
            dropped: Cell::new(0),
            stopping: Cell::new(false),
            blocking: RefCell::default(),
        }
    }

    /// A way to hand work to this loop from other threads.
    #[must_use]
    pub fn mailbox(&self) -> Mailbox {
        self.mailbox.clone()
    }

    /// Sets who is told of uncaught exceptions and of rejections; by default they go to standard
    /// error.
    pub fn set_reporter(&self, reporter: impl Fn(&Report, &mut Context) + 'static) {
        *self.reporter.borrow_mut() = Rc::new(reporter);
    }

    /// How many uncaught exceptions and unhandled rejections were reported so far.
    #[must_use]
    pub fn failures(&self) -> usize {
        self.failures.get()
    }

    /// Reports an uncaught exception, as the loop does for one that leaves a callback.
    pub fn report(&self, report: &Report, context: &mut Context) {
        if report.kind().is_failure() {
            self.failures.set(self.failures.get() + 1);
        }
        let reporter = self.reporter.borrow().clone();
        match &self.async_context {
            Some(async_context) => async_context
                .agent()
                .run_in(Mapping::empty(), || reporter(report, context)),
            None => reporter(report, context),
        }
    }

    /// Makes the running loop end before its next macrotask. What is queued stays queued.
    pub fn stop(&self) {
        self.stopping.set(true);
        // Wakes a sleeping loop.
        drop(self.mailbox.hold());
    }

    /// Drops everything that is queued, and counts it.
    pub fn clear(&self) -> Abandoned {
        let mut abandoned = Abandoned {
            microtasks: self.microtasks.take().len(),
            generic_jobs: self.generic_jobs.take().len(),
            timers: self.timers.len(),
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

    /// Runs the loop until it is idle or [stopped](Self::stop).
    ///
    /// The future is not `Send`. Dropping it is safe and loses nothing that is queued, but native
    /// futures that were started are dropped with it, since they borrow `context`; how many is
    /// added to what [`take_dropped`](Self::take_dropped) returns.
    ///
    /// # Errors
    ///
    /// None by itself: exceptions are [reported](Self::set_reporter).
    ///
    /// # Panics
    ///
    /// As tokio's timers do, if a timer is waited for in a runtime without a time driver.
    pub async fn run_until_idle(&self, context: &RefCell<&mut Context>) {
        let mut async_jobs = FuturesUnordered::<Running<'_>>::new();
        let mut finalization_jobs = FuturesUnordered::<Running<'_>>::new();
        let mut in_flight = InFlight {
            event_loop: self,
            count: 0,
        };
        let mut turn = 0u32;
        self.stopping.set(false);
        loop {
            self.checkpoint(context);
            self.start_async_jobs(&mut async_jobs, &mut finalization_jobs, context);
            in_flight.count = async_jobs.len();
            if self.stopping.get() {
                break;
            }
            let mut progress = self.run_due_timer(context);
            progress |= self.run_generic_job(context);
            progress |= self.run_message(context);
            progress |= poll_ready(&mut async_jobs).await;
            in_flight.count = async_jobs.len();
            progress |= poll_ready(&mut finalization_jobs).await;
            if progress || self.has_work() {
                turn = turn.wrapping_add(1);
                if turn.is_multiple_of(TURNS_PER_YIELD) || !async_jobs.is_empty() {
                    tokio::task::yield_now().await;
                }
                continue;
            }
            let next_due = self.timers.next_due();
            if async_jobs.is_empty() && next_due.is_none() && !self.mailbox.is_held() {
                break;
            }
            self.sleep(next_due, &mut async_jobs, &mut finalization_jobs)
                .await;
        }
        // What `stop` leaves in flight is dropped with the sets.
        in_flight.count = async_jobs.len();
    }

    /// Waits until there may be something to do.
    async fn sleep(
        &self,
        next_due: Option<tokio::time::Instant>,
        async_jobs: &mut FuturesUnordered<Running<'_>>,
        finalization_jobs: &mut FuturesUnordered<Running<'_>>,
    ) {
        let due = async {
            match next_due {
                Some(due) => tokio::time::sleep_until(due).await,
                None => pending().await,
            }
        };
        let (mut due, mut arrived) = (pin!(due), pin!(self.mailbox.arrived()));
        poll_fn(|cx| {
            let mut ready = due.as_mut().poll(cx).is_ready();
            ready |= arrived.as_mut().poll(cx).is_ready();
            // An empty set is always ready, and says nothing.
            ready |= !async_jobs.is_empty() && async_jobs.poll_next_unpin(cx).is_ready();
            ready |=
                !finalization_jobs.is_empty() && finalization_jobs.poll_next_unpin(cx).is_ready();
            // What was polled may have enqueued something or set an earlier timer, though still
            // pending itself.
            if ready || self.has_work() || self.timers.next_due() != next_due {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
    }

    /// Whether a macrotask or a new native future is queued.
    fn has_work(&self) -> bool {
        !self.microtasks.borrow().is_empty()
            || !self.generic_jobs.borrow().is_empty()
            || !self.async_jobs.borrow().is_empty()
            || !self.finalization_jobs.borrow().is_empty()
            || self.mailbox.len() > 0
            || self.stopping.get()
    }

    /// Performs a microtask checkpoint: microtasks until there are none, then rejection notices,
    /// again as long as either made more.
    fn checkpoint(&self, context: &RefCell<&mut Context>) {
        let context = &mut context.borrow_mut();
        loop {
            while let Some((mapping, job)) = self.pop_microtask() {
                self.run(mapping, context, |context| job.call(context));
            }
            context.clear_kept_objects();
            let Some(async_context) = &self.async_context else {
                return;
            };
            if async_context.rejections().is_empty() {
                return;
            }
            let notices = async_context.rejections().take(context);
            for rejection in notices.handled {
                let report = Report::rejection(ReportKind::RejectionHandled, rejection);
                self.report(&report, context);
            }
            for rejection in notices.unhandled {
                let report = Report::rejection(ReportKind::UnhandledRejection, rejection);
                self.report(&report, context);
            }
        }
    }

    fn pop_microtask(&self) -> Option<(Mapping, PromiseJob)> {
        self.microtasks.borrow_mut().pop_front()
    }

    /// Runs a job in its mapping and reports what it throws.
    fn run(
        &self,
        mapping: Mapping,
        context: &mut Context,
        job: impl FnOnce(&mut Context) -> JsResult<JsValue>,
    ) {
        let result = match &self.async_context {
            Some(async_context) => async_context.agent().run_job(mapping, || job(context)),
            None => job(context).map_err(Uncaught::from),
        };
        if let Err(uncaught) = result {
            self.report_uncaught(uncaught, context);
        }
    }

    fn report_uncaught(&self, uncaught: Uncaught, context: &mut Context) {
        let Uncaught { error, mapping } = uncaught;
        self.report(&Report::uncaught(error, mapping), context);
    }

    fn run_due_timer(&self, context: &RefCell<&mut Context>) -> bool {
        let Some(timer) = self.timers.take_due() else {
            return false;
        };
        // The timer of an interval is set again although its callback threw.
        match timer.job {
            TimerJob::Timeout(job) => {
                self.run(timer.mapping, &mut context.borrow_mut(), |context| {
                    job.call(context)
                });
            }
            TimerJob::Interval(ref job) => {
                self.run(
                    timer.mapping.clone(),
                    &mut context.borrow_mut(),
                    |context| job.call(context),
                );
                self.timers.set_again(timer);
            }
        }
        self.checkpoint(context);
        true
    }

    fn run_generic_job(&self, context: &RefCell<&mut Context>) -> bool {
        // Bound first: the job may enqueue another.
        let job = self.generic_jobs.borrow_mut().pop_front();
        let Some((mapping, job)) = job else {
            return false;
        };
        self.run(mapping, &mut context.borrow_mut(), |context| {
            job.call(context)
        });
        self.checkpoint(context);
        true
    }

    fn run_message(&self, context: &RefCell<&mut Context>) -> bool {
        let Some(message) = self.mailbox.take() else {
            return false;
        };
        self.run(Mapping::empty(), &mut context.borrow_mut(), |context| {
            message(context).map(|()| JsValue::undefined())
        });
        self.checkpoint(context);
        true
    }

    /// Starts the native futures that were enqueued since the last turn.
    fn start_async_jobs<'a>(
        &'a self,
        async_jobs: &mut FuturesUnordered<Running<'a>>,
        finalization_jobs: &mut FuturesUnordered<Running<'a>>,
        context: &'a RefCell<&mut Context>,
    ) {
        for (mapping, job) in self.async_jobs.take() {
            async_jobs.push(self.start(mapping, job, context));
        }
        for job in self.finalization_jobs.take() {
            // The registry's callback brings its own mapping; see `propagate::jobs`.
            finalization_jobs.push(self.start(Mapping::empty(), job, context));
        }
    }

    /// A native future as the loop drives it: each poll is a macrotask, with microtasks after it.
    fn start<'a>(
        &'a self,
        mapping: Mapping,
        job: NativeAsyncJob,
        context: &'a RefCell<&mut Context>,
    ) -> Running<'a> {
        let future = async move {
            let result = match &self.async_context {
                Some(async_context) => {
                    call_async_job(async_context.agent().clone(), mapping, job, context).await
                }
                None => job.call(context).await.map_err(Uncaught::from),
            };
            if let Err(uncaught) = result {
                self.report_uncaught(uncaught, &mut context.borrow_mut());
            }
        };
        let mut future = Box::pin(future);
        Box::pin(poll_fn(move |cx| {
            let poll = future.as_mut().poll(cx);
            self.checkpoint(context);
            poll
        }))
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

type Running<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

/// Polls the ready ones of `jobs` until one of them is done. Whether one was.
async fn poll_ready(jobs: &mut FuturesUnordered<Running<'_>>) -> bool {
    // An empty set is always ready, and says nothing.
    !jobs.is_empty() && poll_fn(|cx| Poll::Ready(jobs.poll_next_unpin(cx).is_ready())).await
}

/// Counts the native futures that are dropped with a run of the loop.
struct InFlight<'a> {
    event_loop: &'a EventLoop,
    count: usize,
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        let dropped = &self.event_loop.dropped;
        dropped.set(dropped.get() + self.count);
    }
}

impl JobExecutor for EventLoop {
    fn enqueue_job(self: Rc<Self>, job: Job, context: &mut Context) {
        let mapping = match &self.async_context {
            Some(async_context) => async_context.agent().snapshot(),
            None => Mapping::empty(),
        };
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
        let in_empty = |run: &mut dyn FnMut() -> JsResult<()>| match &self.async_context {
            Some(async_context) => async_context.agent().run_in(Mapping::empty(), run),
            None => run(),
        };
        in_empty(&mut || {
            let result = self.block_on(self.run_until_idle(&RefCell::new(context)));
            result.map_err(JsError::from_rust)
        })
    }

    async fn run_jobs_async(self: Rc<Self>, context: &RefCell<&mut Context>) -> JsResult<()> {
        self.run_until_idle(context).await;
        Ok(())
    }
}
