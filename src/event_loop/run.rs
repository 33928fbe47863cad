//! A run of the loop: what comes next, sleeping when there is nothing, and letting go in time.

use std::{
    cell::RefCell,
    future::{Future, pending},
    io,
    pin::{Pin, pin},
    rc::Rc,
    task::{Context as TaskContext, Poll, ready},
    time::Duration,
};

use boa_engine::{
    Context, JsNativeError, builtins::promise::PromiseState, object::builtins::JsPromise,
};
use tokio::time::Instant;

use super::{
    in_flight::InFlight, macrotasks::Turn, mailbox::Mailbox, report::Report, slice::give_way,
    state::EventLoop,
};
use crate::mapping::Mapping;

/// The state in which a run has left the loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum LoopState {
    /// There is nothing to do and nothing to wait for. Finalization jobs,
    /// [background timers](EventLoop::set_background_timer) and
    /// [background futures](EventLoop::begin_in_background) do not count.
    Idle,
    /// There is nothing to do until a timer is due ([`EventLoop::time_to_next_timer`]), a native future is woken or a
    /// message arrives.
    Waiting,
    /// The time was over, and there is more to do.
    Ready,
    /// The loop was [stopped](EventLoop::stop) or [ended](Mailbox::end).
    Stopped,
    /// The engine has panicked, and the runtime cannot be used any more; see
    /// [`Runtime::engine_panic`](crate::Runtime::engine_panic).
    EnginePanicked,
}

/// When a run ends, if the loop is neither idle nor stopped before.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Until {
    /// Not before.
    Idle,
    /// After this time, spent asleep or not.
    TimeIsOver(Duration),
    /// After this time, also in nested runs and in checkpoints between the callbacks of a job.
    Shutdown(Duration),
    /// As soon as it would sleep, and at the latest after this time.
    Waiting(Duration),
}

/// What a round does next.
#[derive(Clone, Copy)]
enum Next {
    Begin,
    Timer,
    GenericJob,
    Message,
    AsyncJobs,
    Unwaited,
    End,
}

/// What a step came to.
enum Step {
    /// Something ran.
    Ran,
    /// There was nothing to run here.
    Skipped,
    /// There is nothing to run anywhere.
    Nothing,
    Ends(LoopState),
}

impl Step {
    const fn ran(ran: bool) -> Self {
        if ran { Self::Ran } else { Self::Skipped }
    }
}

/// One run of the loop. It borrows nothing; dropping it ends the run and loses nothing.
pub(crate) struct Run {
    event_loop: Rc<EventLoop>,
    /// The instant at which the run ends.
    deadline: Option<Instant>,
    is_shutdown: bool,
    sleeps: bool,
    next: Next,
    turn: Turn,
    /// Whether a macrotask of the turn ran in this round.
    has_run: bool,
    /// Whether anything ran in this round.
    progress: bool,
    /// Whether a native future was polled in the round before, and was not asked in this one yet: it may have woken itself or
    /// another.
    may_be_woken: bool,
    /// Whether the native futures have not been polled with the present waker. They may have been woken through the
    /// one before, which will not wake the run again.
    futures_unasked: bool,
    /// Waiting for the next timer or for something that wakes the loop from outside, while the run is pending.
    sleep: Option<Pin<Box<dyn Future<Output = ()>>>>,
    /// Whether the run has ended because the loop was stopped.
    has_stopped: bool,
    /// The run ends when it is settled.
    awaited: Option<JsPromise>,
}

impl Run {
    pub(crate) fn begin(event_loop: &Rc<EventLoop>, until: Until) -> Self {
        event_loop.runs.set(event_loop.runs.get() + 1);
        // Code that ran since the last run may have queued microtasks.
        event_loop.checkpoint_due.set(true);
        let limit = match until {
            Until::Idle => None,
            Until::TimeIsOver(limit) | Until::Shutdown(limit) | Until::Waiting(limit) => {
                Some(limit)
            }
        };
        Self {
            event_loop: event_loop.clone(),
            // Beyond the clock's range there is none.
            deadline: limit.and_then(|limit| Instant::now().checked_add(limit)),
            is_shutdown: matches!(until, Until::Shutdown(_)),
            sleeps: !matches!(until, Until::Waiting(_)),
            next: Next::Begin,
            turn: Turn::begin(event_loop),
            has_run: false,
            progress: false,
            may_be_woken: false,
            futures_unasked: true,
            sleep: None,
            has_stopped: false,
            awaited: None,
        }
    }

    /// A run that ends when a promise is settled, after the microtask checkpoint of the task that has settled it. If it is
    /// settled already, the run is the checkpoint that is due.
    pub(crate) fn begin_until_settled(event_loop: &Rc<EventLoop>, promise: &JsPromise) -> Self {
        let mut run = Self::begin(event_loop, Until::Idle);
        run.awaited = Some(promise.clone());
        run
    }

    /// Whether the promise is settled for which it runs.
    fn has_settled(&self) -> bool {
        let promise = self.awaited.as_ref();
        promise.is_some_and(|promise| !matches!(promise.state(), PromiseState::Pending))
    }

    /// Goes on with the run until it ends, would sleep, or has used up its time slice.
    pub(crate) fn poll<'a>(
        &mut self,
        context: &'a RefCell<&mut Context>,
        in_flight: &mut InFlight<'a>,
        cx: &mut TaskContext<'_>,
    ) -> Poll<LoopState> {
        let event_loop = self.event_loop.clone();
        // Only for this poll: the next one may be in another turn, or in none.
        let _suspended = event_loop.turns.suspend();
        let _slice = event_loop.slices.begin();
        let _deadline = event_loop.begin_deadline(self.deadline, self.is_shutdown);
        let _tasks = event_loop.begin_tasks();
        event_loop.report_dropped(context);
        self.futures_unasked = true;
        // While it waits in the mailbox, a nested run would be woken only after it.
        self.sleep = None;
        loop {
            match self.step(context, in_flight, cx) {
                Step::Skipped => continue,
                Step::Ran => {}
                Step::Ends(state) => {
                    self.has_stopped = state == LoopState::Stopped;
                    return Poll::Ready(state);
                }
                Step::Nothing if !self.sleeps => return Poll::Ready(LoopState::Waiting),
                Step::Nothing => match ready!(self.poll_sleep(cx)) {
                    Ok(()) => {}
                    Err(error) => {
                        let _ = self.end_without_tokio(&error, context);
                        return Poll::Ready(LoopState::Stopped);
                    }
                },
            }
            // A loop that has ended does not give way first: what it holds may be in the way of others.
            if event_loop.slices.is_over() && !event_loop.mailbox.is_ended() {
                // Microtasks that go on enqueuing microtasks go on in the next run.
                if self.has_settled() {
                    return Poll::Ready(LoopState::Ready);
                }
                return give_way(cx);
            }
        }
    }

    fn step<'a>(
        &mut self,
        context: &'a RefCell<&mut Context>,
        in_flight: &mut InFlight<'a>,
        cx: &mut TaskContext<'_>,
    ) -> Step {
        let event_loop = &*self.event_loop;
        if event_loop.is_checkpoint_due() && !event_loop.is_deadline_over() {
            event_loop.continue_checkpoint(context);
        }
        let is_cut = event_loop.is_checkpoint_due();
        if self.has_settled() && !is_cut {
            return Step::Ends(LoopState::Ready);
        }
        let is_deadline_over = event_loop.is_deadline_over();
        let is_stopping = event_loop.mailbox.is_stopping() && (!is_cut || is_deadline_over);
        if event_loop.mailbox.is_ended() || is_stopping {
            return Step::Ends(LoopState::Stopped);
        }
        if is_deadline_over {
            return Step::Ends(self.state_at_deadline(in_flight));
        }
        if is_cut {
            return Step::Ran;
        }
        let turn = &mut self.turn;
        let (ran, next) = match self.next {
            Next::Begin => {
                in_flight.begin_queued(&self.event_loop, context);
                if !std::mem::take(&mut self.has_run) {
                    *turn = Turn::begin(event_loop);
                }
                self.may_be_woken |= std::mem::take(&mut self.progress);
                // Rejections that a report has caused are reported before the next macrotask.
                if event_loop.has_notices() {
                    event_loop.checkpoint_due.set(true);
                }
                (false, Next::Timer)
            }
            Next::Timer => (event_loop.run_due_timer(turn, context), Next::GenericJob),
            Next::GenericJob => (event_loop.run_generic_job(turn, context), Next::Message),
            Next::Message => (event_loop.run_message(turn, context), Next::AsyncJobs),
            Next::AsyncJobs => {
                self.futures_unasked = false;
                self.may_be_woken = false;
                self.progress |= match poll_async_jobs(event_loop, in_flight, cx) {
                    Ok(has_polled) => has_polled,
                    Err(error) => return self.end_without_tokio(&error, context),
                };
                self.next = Next::Unwaited;
                return Step::ran(in_flight.len() > 0);
            }
            // Those in the background, and all registries: every registry learns in one turn what a collection found. A registry that was polled
            // waits for the next turn.
            Next::Unwaited => {
                let ran = match in_flight.poll_unwaited(event_loop, cx) {
                    Ok(ran) => ran,
                    Err(error) => return self.end_without_tokio(&error, context),
                };
                self.progress |= ran;
                let next = if ran { Next::Unwaited } else { Next::End };
                self.next = next;
                return Step::ran(ran);
            }
            Next::End => {
                self.next = Next::Begin;
                return self.end_round(context, in_flight, cx);
            }
        };
        self.has_run |= ran;
        self.next = next;
        Step::ran(ran)
    }

    fn end_round(
        &mut self,
        context: &RefCell<&mut Context>,
        in_flight: &mut InFlight<'_>,
        cx: &mut TaskContext<'_>,
    ) -> Step {
        let event_loop = &*self.event_loop;
        // At the end of a turn there may be timers for the next one: only a round of a new turn finds nothing.
        if self.has_run
            || self.progress
            || event_loop.has_work(in_flight)
            || event_loop.timers.is_due()
        {
            return Step::Skipped;
        }
        if std::mem::take(&mut self.futures_unasked) {
            let has_polled = match poll_async_jobs(event_loop, in_flight, cx) {
                Ok(has_polled) => has_polled,
                Err(error) => return self.end_without_tokio(&error, context),
            };
            let ran = match in_flight.poll_unwaited(event_loop, cx) {
                Ok(ran) => ran,
                Err(error) => return self.end_without_tokio(&error, context),
            };
            if ran || has_polled || event_loop.has_work(in_flight) {
                return Step::Ran;
            }
        }
        if event_loop.run_idle_job(context) {
            return Step::Ran;
        }
        if self.waits(in_flight) {
            Step::Nothing
        } else {
            event_loop.end_checkpoint(usize::MAX, &mut context.borrow_mut());
            Step::Ends(LoopState::Idle)
        }
    }

    /// Whether there is something that the loop waits for.
    fn waits(&self, in_flight: &InFlight<'_>) -> bool {
        let event_loop = &*self.event_loop;
        in_flight.len() > 0 || event_loop.timers.waited_for() > 0 || event_loop.mailbox.is_held()
    }

    fn state_at_deadline(&self, in_flight: &InFlight<'_>) -> LoopState {
        let event_loop = &*self.event_loop;
        let is_ready = self.has_run
            || self.progress
            || self.may_be_woken
            || event_loop.has_work(in_flight)
            || event_loop.timers.is_due()
            || !event_loop.idle_jobs.borrow().is_empty();
        if is_ready {
            LoopState::Ready
        } else if self.waits(in_flight) {
            LoopState::Waiting
        } else {
            LoopState::Idle
        }
    }

    /// Ends the run: it can neither wait nor poll a native future, because the operating system refuses what tokio needs.
    #[cold]
    fn end_without_tokio(&self, error: &io::Error, context: &RefCell<&mut Context>) -> Step {
        let error = JsNativeError::error().with_message(format!(
            "the event loop cannot wait for timers and native operations: {error}; poll it in a tokio runtime that was \
             built with `enable_all`"
        ));
        let report = Report::uncaught(error.into(), Mapping::empty());
        self.event_loop.report(&report, &mut context.borrow_mut());
        Step::Ends(LoopState::Stopped)
    }

    /// Waits until there may be something to do, or until the run must end.
    fn poll_sleep(&mut self, cx: &mut TaskContext<'_>) -> Poll<io::Result<()>> {
        let event_loop = &*self.event_loop;
        let due = event_loop.timers.next_due();
        let due = due.into_iter().chain(event_loop.deadline.get()).min();
        // Native futures were polled with this waker already. One that is still pending may have set an earlier timer.
        let waking = Box::pin(wake(due, event_loop.mailbox.clone()));
        let sleep: &mut Pin<Box<dyn Future<Output = ()>>> = self.sleep.insert(waking);
        let _entered = match due.map(|_| event_loop.reactor.enter()).transpose() {
            Ok(entered) => entered,
            Err(error) => return Poll::Ready(Err(error)),
        };
        ready!(sleep.as_mut().poll(cx));
        self.sleep = None;
        Poll::Ready(Ok(()))
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        let EventLoop { runs, mailbox, .. } = &*self.event_loop;
        runs.set(runs.get() - 1);
        // A stop ends all nested runs. One that no run has seen is for the next.
        if runs.get() == 0 && self.has_stopped {
            mailbox.stopped();
        }
    }
}

/// Polls the native futures that are ready, where tokio's timers and sockets work.
fn poll_async_jobs(
    event_loop: &EventLoop,
    in_flight: &mut InFlight<'_>,
    cx: &mut TaskContext<'_>,
) -> io::Result<bool> {
    if in_flight.len() == 0 {
        return Ok(false);
    }
    let _entered = event_loop.reactor.enter()?;
    Ok(in_flight.poll_async_jobs(event_loop, cx))
}

/// Ends at `due`, or when something was posted to the mailbox.
async fn wake(due: Option<Instant>, mailbox: Mailbox) {
    let mut arrived = pin!(mailbox.arrived());
    let mut is_due = pin!(async {
        match due {
            Some(due) => tokio::time::sleep_until(due).await,
            None => pending().await,
        }
    });
    std::future::poll_fn(|cx| {
        let is_due = is_due.as_mut().poll(cx).is_ready();
        if is_due || arrived.as_mut().poll(cx).is_ready() {
            return Poll::Ready(());
        }
        Poll::Pending
    })
    .await;
}
