//! The turns of the loop: which macrotask is next, and sleeping when there is none.

use std::{
    cell::RefCell,
    future::{Future, pending, poll_fn},
    pin::{Pin, pin},
    task::Poll,
};

use boa_engine::{Context, JsResult, JsValue, job::NativeAsyncJob, realm::Realm};
use futures_util::{StreamExt, stream::FuturesUnordered};
use tokio::time::Instant;

use super::{
    state::EventLoop,
    timers::{Timer, TimerJob},
};
use crate::{agent::Uncaught, census::Capture, mapping::Mapping, propagate::jobs::call_async_job};

/// Rounds between two yields to the other tasks of the tokio runtime.
const ROUNDS_PER_YIELD: u32 = 32;

/// The macrotasks of a turn: those that were queued when it began. What they queue belongs to the next turn.
///
/// A turn runs them in rounds, one of each source. So no source waits long for another; and one that gets several
/// macrotasks from each macrotask of another does not fill faster than it is emptied.
struct Turn {
    /// The number of the first timer that was set too late.
    timers: u64,
    generic_jobs: usize,
    messages: usize,
}

impl Turn {
    fn begin(event_loop: &EventLoop) -> Self {
        Self {
            timers: event_loop.timers.next_number(),
            generic_jobs: event_loop.generic_jobs.borrow().len(),
            messages: event_loop.mailbox.len(),
        }
    }
}

/// Counts down if there is something left.
fn take_one(left: &mut usize) -> bool {
    let is_left = *left > 0;
    *left -= usize::from(is_left);
    is_left
}

impl EventLoop {
    /// Runs the loop until it is idle or [stopped](Self::stop).
    ///
    /// The future is not `Send`. Dropping it is safe and loses nothing that is queued. Native futures that were
    /// started are dropped with it, because they borrow `context`; [`take_dropped`](Self::take_dropped) counts
    /// them. Exceptions are [reported](Self::set_reporter) and do not end the loop.
    ///
    /// # Panics
    ///
    /// If a timer is waited for outside a tokio runtime with a time driver; and if a native job holds a borrow of
    /// `context` across an `await`.
    pub async fn run_until_idle(&self, context: &RefCell<&mut Context>) {
        let mut async_jobs = FuturesUnordered::<Running<'_>>::new();
        let mut finalization_jobs = FuturesUnordered::<Running<'_>>::new();
        let mut run = Run::begin(self);
        let mut turn = Turn::begin(self);
        let mut has_run = false;
        let mut round = 0u32;
        loop {
            self.checkpoint(context);
            self.start_async_jobs(&mut async_jobs, &mut finalization_jobs, context);
            run.in_flight = async_jobs.len();
            let is_in_turn = std::mem::replace(&mut has_run, false);
            if !is_in_turn {
                turn = Turn::begin(self);
            }
            for source in [
                Self::run_due_timer,
                Self::run_generic_job,
                Self::run_message,
            ] {
                if self.is_ending() {
                    return;
                }
                has_run |= source(self, &mut turn, context);
            }
            if self.is_ending() {
                return;
            }
            let mut progress = has_run | poll_ready(&mut async_jobs).await;
            run.in_flight = async_jobs.len();
            // All of them: every registry learns in one turn what a collection found. A registry that was
            // polled waits for the next turn.
            while poll_ready(&mut finalization_jobs).await {
                progress = true;
                self.checkpoint(context);
                if self.is_ending() {
                    return;
                }
            }
            // At the end of a turn there may be timers for the next one.
            if progress || is_in_turn || self.has_work() {
                round = round.wrapping_add(1);
                if round.is_multiple_of(ROUNDS_PER_YIELD) || !async_jobs.is_empty() {
                    // Not tokio's `yield_now`: the scheduler of the surrounding runtime wakes it, and that
                    // scheduler is blocked while a synchronous run inside it waits.
                    futures_lite::future::yield_now().await;
                }
                continue;
            }
            if self.run_idle_job(context) {
                continue;
            }
            let waits_for_timers = self.timers.waited_for() > 0;
            if async_jobs.is_empty() && !waits_for_timers && !self.mailbox.is_held() {
                return;
            }
            let next_due = self.timers.next_due();
            self.sleep(next_due, &mut async_jobs, &mut finalization_jobs)
                .await;
            run.in_flight = async_jobs.len();
        }
    }

    /// Waits until there may be something to do.
    async fn sleep(
        &self,
        next_due: Option<Instant>,
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
            // An empty set is always ready.
            ready |= !async_jobs.is_empty() && async_jobs.poll_next_unpin(cx).is_ready();
            ready |=
                !finalization_jobs.is_empty() && finalization_jobs.poll_next_unpin(cx).is_ready();
            // A future that is still pending may have enqueued a job or set an earlier timer.
            let is_idle = !self.has_work() && self.idle_jobs.borrow().is_empty();
            if ready || !is_idle || self.timers.next_due() != next_due {
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
            || self.has_notices()
            || self.is_ending()
    }

    /// Runs any other job in its mapping and reports what it throws, to its realm if that is known.
    fn run(
        &self,
        mapping: Mapping,
        realm: Option<Realm>,
        context: &mut Context,
        job: impl FnOnce(&mut Context) -> JsResult<JsValue>,
    ) {
        let result = match &self.async_context {
            Some(async_context) => {
                let agent = async_context.agent();
                agent.run_job(agent.enter_job(mapping), || job(context))
            }
            None => job(context).map_err(Uncaught::from),
        };
        self.report_failure(result, realm, context);
    }

    fn run_due_timer(&self, turn: &mut Turn, context: &RefCell<&mut Context>) -> bool {
        let Some(timer) = self.timers.take_due(turn.timers) else {
            return false;
        };
        match timer {
            Timer {
                capture,
                job: TimerJob::Timeout(job),
                ..
            } => {
                self.run(
                    capture.into_mapping(),
                    None,
                    &mut context.borrow_mut(),
                    |context| job.call(context),
                );
            }
            Timer {
                job: TimerJob::Interval(_),
                ..
            } => {
                // It is set again even if its callback throws or panics.
                let ticking = self.timers.set_again_when_dropped(timer);
                if let TimerJob::Interval(job) = &ticking.job {
                    self.run(
                        ticking.capture.mapping().clone(),
                        None,
                        &mut context.borrow_mut(),
                        |context| job.call(context),
                    );
                }
            }
        }
        self.checkpoint(context);
        true
    }

    fn run_generic_job(&self, turn: &mut Turn, context: &RefCell<&mut Context>) -> bool {
        if !take_one(&mut turn.generic_jobs) {
            return false;
        }
        // Taken before it runs, so that the queue is not borrowed: the job may enqueue another.
        let job = self.generic_jobs.borrow_mut().pop_front();
        let Some((capture, job)) = job else {
            return false;
        };
        let realm = job.realm().clone();
        self.run(
            capture.into_mapping(),
            Some(realm),
            &mut context.borrow_mut(),
            |context| job.call(context),
        );
        self.checkpoint(context);
        true
    }

    fn run_idle_job(&self, context: &RefCell<&mut Context>) -> bool {
        let job = self.idle_jobs.borrow_mut().pop_front();
        let Some((capture, job)) = job else {
            return false;
        };
        let realm = job.realm().clone();
        self.run(
            capture.into_mapping(),
            Some(realm),
            &mut context.borrow_mut(),
            |context| job.call(context),
        );
        self.checkpoint(context);
        true
    }

    fn run_message(&self, turn: &mut Turn, context: &RefCell<&mut Context>) -> bool {
        if !take_one(&mut turn.messages) {
            return false;
        }
        let Some(message) = self.mailbox.take() else {
            return false;
        };
        self.run(
            Mapping::empty(),
            None,
            &mut context.borrow_mut(),
            |context| message(context).map(|()| JsValue::undefined()),
        );
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
        for (capture, job) in self.async_jobs.take() {
            async_jobs.push(self.start(capture, job, context));
        }
        for job in self.finalization_jobs.take() {
            // The registry's callback brings its own mapping; see `propagate::jobs`.
            finalization_jobs.push(self.start(Capture::empty(), job, context));
        }
    }

    /// A native future as the loop drives it: each poll is a macrotask, with microtasks after it.
    fn start<'a>(
        &'a self,
        capture: Capture,
        job: NativeAsyncJob,
        context: &'a RefCell<&mut Context>,
    ) -> Running<'a> {
        let realm = job.realm().cloned();
        Box::pin(async move {
            let mut job = pin!(async {
                let result = match &self.async_context {
                    Some(async_context) => {
                        let agent = async_context.agent().clone();
                        call_async_job(agent, capture, job, context).await
                    }
                    None => job.call(context).await.map_err(Uncaught::from),
                };
                self.report_failure(result, realm, &mut context.borrow_mut());
            });
            poll_fn(|cx| {
                let poll = job.as_mut().poll(cx);
                self.checkpoint(context);
                poll
            })
            .await
        })
    }
}

type Running<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

/// Polls the ready futures of `jobs` until one of them is done. Returns whether one was.
async fn poll_ready(jobs: &mut FuturesUnordered<Running<'_>>) -> bool {
    // An empty set is always ready.
    !jobs.is_empty() && poll_fn(|cx| Poll::Ready(jobs.poll_next_unpin(cx).is_ready())).await
}

/// The extent of one run of the loop. Dropping it ends the run.
struct Run<'a> {
    event_loop: &'a EventLoop,
    /// The number of native futures that would be dropped if the run ended now.
    in_flight: usize,
}

impl<'a> Run<'a> {
    fn begin(event_loop: &'a EventLoop) -> Self {
        event_loop.runs.set(event_loop.runs.get() + 1);
        Self {
            event_loop,
            in_flight: 0,
        }
    }
}

impl Drop for Run<'_> {
    fn drop(&mut self) {
        let EventLoop {
            dropped,
            runs,
            mailbox,
            ..
        } = self.event_loop;
        dropped.set(dropped.get() + self.in_flight);
        runs.set(runs.get() - 1);
        // A stop ends all nested runs.
        if runs.get() == 0 {
            mailbox.stopped();
        }
    }
}
