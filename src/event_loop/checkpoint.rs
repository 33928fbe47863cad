//! The microtask checkpoint: microtasks until there are none, then notices of limits that were met and of
//! rejections.

use std::cell::{Cell, RefCell};

use boa_engine::{Context, job::PromiseJob};

use super::{
    report::{Report, ReportKind},
    state::EventLoop,
};
use crate::{
    agent::Uncaught,
    census::Capture,
    limits::Notes,
    mapping::{Mapping, drop_set_aside},
};

/// The most things that a checkpoint looks at in its end, so that many of them cost each checkpoint little.
const OBSERVED: usize = 16;

impl EventLoop {
    /// Whether there are rejections to report.
    pub(super) fn has_notices(&self) -> bool {
        let async_context = self.async_context.as_ref();
        async_context.is_some_and(|async_context| !async_context.rejections().is_empty())
    }

    /// Whether a microtask checkpoint must be performed before anything else runs. Code of the host that ran between two
    /// polls of a run may have queued microtasks too.
    pub(super) fn is_checkpoint_due(&self) -> bool {
        self.checkpoint_due.get() || !self.microtasks.borrow().is_empty()
    }

    /// Performs a microtask checkpoint: microtasks until there are none, then notices of rejections, again as long
    /// as either made more microtasks.
    ///
    /// <https://html.spec.whatwg.org/multipage/webappapis.html#perform-a-microtask-checkpoint>
    ///
    /// A rejection that a notice causes is reported at the next checkpoint, so a reporter that fails each time
    /// cannot keep the loop here.
    ///
    /// It stops when the time slice or the run is over, and is then still [due](Self::checkpoint_due). Only the thread
    /// is let go: nothing else runs in this agent before the checkpoint has gone on to its end.
    pub(super) fn continue_checkpoint(&self, context: &RefCell<&mut Context>) {
        self.checkpoint_in(&mut context.borrow_mut());
    }

    /// Performs a microtask checkpoint, for a host that calls several callbacks in one task. Call it after each
    /// callback, when no code of the program is running.
    ///
    /// <https://html.spec.whatwg.org/multipage/webappapis.html#clean-up-after-running-script>
    ///
    /// Inside a microtask it does nothing: the queued microtasks run after that one. A task of a nested run is not inside
    /// the microtask that began the run.
    pub fn perform_microtask_checkpoint(&self, context: &mut Context) {
        if !self.is_in_checkpoint.get() {
            // The host's own task goes on after it, so it cannot be cut.
            let _whole = self.slices.suspend();
            let _after_it = self.begin_deadline(None, false);
            self.checkpoint_in(context);
        }
    }

    /// The extent of a run: its tasks are not inside of a checkpoint, although a microtask may have begun it.
    pub(super) fn begin_tasks(&self) -> Performing<'_> {
        Performing::set(&self.is_in_checkpoint, false)
    }

    fn checkpoint_in(&self, context: &mut Context) {
        let _performing = Performing::set(&self.is_in_checkpoint, true);
        let turn = self.begin_checkpoint_turn();
        match self.continue_in_turn(context) {
            Progress::Done => self.end_checkpoint_turn(turn, false, context),
            Progress::Cut => self.end_checkpoint_turn(turn, true, context),
            Progress::LimitMet(mapping) => {
                self.cut_checkpoint(turn, mapping, context);
                self.end_checkpoint(OBSERVED, context);
                // Of a part of a turn that is to end, the microtasks wait for the checkpoint after it.
                self.checkpoint_due
                    .set(!self.microtasks.borrow().is_empty());
                drop_set_aside();
            }
        }
    }

    fn continue_in_turn(&self, context: &mut Context) -> Progress {
        loop {
            match self.run_microtasks(context) {
                Progress::Done => self.report_rejections(context),
                Progress::Cut => {
                    // After an interruption no microtask runs any more.
                    if self.mailbox.is_ended() {
                        self.report_rejections(context);
                    }
                    return Progress::Cut;
                }
                Progress::LimitMet(mapping) => return Progress::LimitMet(mapping),
            }
            if self.microtasks.borrow().is_empty() {
                self.checkpoint_due.set(false);
                // A collection may have run where no job drops what it found, as in a script.
                drop_set_aside();
                return Progress::Done;
            }
            if self.is_over() {
                return Progress::Cut;
            }
        }
    }

    /// Runs microtasks until there are none.
    fn run_microtasks(&self, context: &mut Context) -> Progress {
        let notes = Notes::of(context);
        // Those of the macrotask.
        if let Some(notes) = &notes {
            self.report_limits(notes, context);
        }
        if self.mailbox.is_ended() {
            return Progress::Cut;
        }
        while let Some((capture, job)) = self.pop_microtask() {
            let mapping = capture.into_mapping();
            let of_limits = self.has_turns().then(|| mapping.clone());
            self.run_microtask(mapping, job, context);
            if let Some(notes) = &notes {
                self.report_limits(notes, context);
            }
            if let Some(mapping) = of_limits
                && self.is_checkpoint_over()
            {
                self.mailbox.send_answers();
                return Progress::LimitMet(mapping);
            }
            // Whoever has the answer finds that the job has let go of its context.
            self.mailbox.send_answers();
            if self.slices.is_time_to_look()
                && self.is_over()
                && !self.microtasks.borrow().is_empty()
            {
                return Progress::Cut;
            }
        }
        self.end_checkpoint(OBSERVED, context);
        Progress::Done
    }

    /// Lets go of what must not outlive the jobs that have run. `most` is how many things may be looked at.
    pub(super) fn end_checkpoint(&self, most: usize, context: &mut Context) {
        if let Some(async_context) = &self.async_context {
            async_context.agent().end_checkpoint(most, context);
        }
        context.clear_kept_objects();
    }

    /// Whether the time slice or the run is over.
    fn is_over(&self) -> bool {
        self.slices.is_over() || self.is_overdue()
    }

    /// Reports rejected promises without a handler, and those that got one after they were reported.
    ///
    /// <https://html.spec.whatwg.org/multipage/webappapis.html#notify-about-rejected-promises>
    pub(crate) fn report_rejections(&self, context: &mut Context) {
        let Some(async_context) = &self.async_context else {
            return;
        };
        let rejections = async_context.rejections();
        if rejections.is_empty() {
            return;
        }
        let end = rejections.next_number();
        while let Some(rejection) = rejections.take_handled() {
            let report = Report::rejection(ReportKind::RejectionHandled, &rejection);
            self.report(&report, context);
        }
        while let Some(rejection) = rejections.take_unhandled(end) {
            let report = Report::rejection(ReportKind::UnhandledRejection, &rejection);
            self.report(&report, context);
            rejections.reported(rejection, async_context.agent(), context);
        }
    }

    fn pop_microtask(&self) -> Option<(Capture, PromiseJob)> {
        self.microtasks.borrow_mut().pop()
    }

    /// Runs a microtask in its mapping and reports what it throws.
    fn run_microtask(&self, mapping: Mapping, job: PromiseJob, context: &mut Context) {
        let result = match &self.async_context {
            Some(async_context) => {
                let agent = async_context.agent();
                agent.run_promise_job(mapping, context, |context| job.call(context))
            }
            None => job.call(context).map_err(Uncaught::from),
        };
        self.report_failure(result, None, context);
    }
}

/// How far a checkpoint has come.
enum Progress {
    Done,
    /// The time slice or the run is over.
    Cut,
    /// It has met a limit of the host, in this mapping.
    LimitMet(Mapping),
}

/// The extent of a checkpoint, or of the tasks of a run. Dropping it goes back to what was before.
pub(super) struct Performing<'a> {
    is_performing: &'a Cell<bool>,
    before: bool,
}

impl<'a> Performing<'a> {
    fn set(is_performing: &'a Cell<bool>, now: bool) -> Self {
        Self {
            is_performing,
            before: is_performing.replace(now),
        }
    }
}

impl Drop for Performing<'_> {
    fn drop(&mut self) {
        self.is_performing.set(self.before);
    }
}
