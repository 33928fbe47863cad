//! Running macrotasks: one of each source.

use std::cell::RefCell;

use boa_engine::{Context, JsResult, JsValue, job::GenericJob, realm::Realm};

use super::{
    in_flight::InFlight,
    state::EventLoop,
    timers::{Timer, TimerJob},
};
use crate::{agent::Uncaught, census::Capture, mapping::Mapping, watchdog::TurnKind};

/// The macrotasks of a turn: those that were queued when it began. What they queue belongs to the next turn.
///
/// A turn runs them in rounds, one of each source. So no source waits long for another; and one that gets several
/// macrotasks from each macrotask of another does not fill faster than it is emptied.
pub(super) struct Turn {
    /// The number of the first timer that was set too late.
    timers: u64,
    generic_jobs: usize,
    messages: usize,
}

impl Turn {
    pub(super) fn begin(event_loop: &EventLoop) -> Self {
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
    /// Whether something is queued for which the loop does not wait.
    fn has_unwaited(&self) -> bool {
        !self.finalization_jobs.borrow().is_empty() || !self.background_jobs.borrow().is_empty()
    }

    /// Whether a macrotask or a new native future is queued.
    pub(super) fn has_work(&self, in_flight: &InFlight<'_>) -> bool {
        !self.microtasks.borrow().is_empty()
            || !self.generic_jobs.borrow().is_empty()
            || !self.async_jobs.borrow().is_empty()
            || (self.has_unwaited() && in_flight.takes_unwaited(self))
            || self.mailbox.len() > 0
            || self.has_notices()
    }
}

/// Each of these runs one macrotask, if there is one, and returns whether there was. A microtask checkpoint is due after it.
impl EventLoop {
    /// Runs a macrotask in its mapping and reports what it throws, to its realm if that is known.
    fn run_macrotask(
        &self,
        kind: TurnKind,
        mapping: Mapping,
        realm: Option<Realm>,
        context: &RefCell<&mut Context>,
        job: impl FnOnce(&mut Context) -> JsResult<JsValue>,
    ) {
        let context = &mut context.borrow_mut();
        self.checkpoint_due.set(true);
        let turn = self.begin_turn(kind, || mapping.clone());
        let result = match &self.async_context {
            Some(async_context) => {
                let agent = async_context.agent();
                agent.run_macrotask(mapping, || job(context))
            }
            None => job(context).map_err(Uncaught::from),
        };
        self.mailbox.send_answers();
        // Asked before the turn has ended: afterwards an outer one may be running.
        let is_told = self.is_told_by_turn(&result);
        self.end_turn(turn, context);
        if !is_told {
            if result.is_err() {
                // The web's order for a callback, so that what its microtasks throw does not meet a report in progress.
                self.perform_microtask_checkpoint(context);
            }
            self.report_failure(result, realm, context);
        }
        // A checkpoint inside the macrotask, of a nested run or between callbacks, was not the one after it.
        self.checkpoint_due.set(true);
    }

    pub(super) fn run_due_timer(&self, turn: &mut Turn, context: &RefCell<&mut Context>) -> bool {
        let Some(timer) = self.timers.take_due(turn.timers) else {
            return false;
        };
        match timer {
            Timer {
                capture,
                job: TimerJob::Timeout(job),
                ..
            } => {
                let mapping = capture.into_mapping();
                self.run_macrotask(TurnKind::Timer, mapping, None, context, |context| {
                    job.call(context)
                });
            }
            Timer {
                job: TimerJob::Interval(_),
                ..
            } => {
                // It is set again even if its callback throws or panics.
                let ticking = self.timers.set_again_when_dropped(timer);
                if let TimerJob::Interval(job) = &ticking.job {
                    let mapping = ticking.capture.mapping().clone();
                    self.run_macrotask(TurnKind::Timer, mapping, None, context, |context| {
                        job.call(context)
                    });
                }
            }
        }
        true
    }

    pub(super) fn run_generic_job(&self, turn: &mut Turn, context: &RefCell<&mut Context>) -> bool {
        if !take_one(&mut turn.generic_jobs) {
            return false;
        }
        // Taken before it runs, so that the queue is not borrowed: the job may enqueue another.
        let job = self.generic_jobs.borrow_mut().pop_front();
        self.run_if_some(job, context)
    }

    pub(super) fn run_idle_job(&self, context: &RefCell<&mut Context>) -> bool {
        let job = self.idle_jobs.borrow_mut().pop_front();
        self.run_if_some(job, context)
    }

    fn run_if_some(
        &self,
        job: Option<(Capture, GenericJob)>,
        context: &RefCell<&mut Context>,
    ) -> bool {
        let Some((capture, job)) = job else {
            return false;
        };
        let realm = Some(job.realm().clone());
        let mapping = capture.into_mapping();
        self.run_macrotask(TurnKind::Job, mapping, realm, context, |context| {
            job.call(context)
        });
        true
    }

    pub(super) fn run_message(&self, turn: &mut Turn, context: &RefCell<&mut Context>) -> bool {
        if !take_one(&mut turn.messages) {
            return false;
        }
        let Some(message) = self.mailbox.take() else {
            return false;
        };
        let mapping = Mapping::empty();
        self.run_macrotask(TurnKind::Message, mapping, None, context, |context| {
            message(context).map(|()| JsValue::undefined())
        });
        true
    }
}
