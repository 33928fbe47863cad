//! The microtask checkpoint: microtasks until there are none, then notices of rejections.

use std::cell::{Cell, RefCell};

use boa_engine::{Context, job::PromiseJob};

use super::{
    report::{Report, ReportKind},
    state::EventLoop,
};
use crate::{agent::Uncaught, census::Capture, mapping::Mapping};

impl EventLoop {
    /// Whether there are rejections to report.
    pub(super) fn has_notices(&self) -> bool {
        let async_context = self.async_context.as_ref();
        async_context.is_some_and(|async_context| !async_context.rejections().is_empty())
    }

    /// Performs a microtask checkpoint: microtasks until there are none, then notices of rejections, again as long
    /// as either made more microtasks.
    ///
    /// <https://html.spec.whatwg.org/multipage/webappapis.html#perform-a-microtask-checkpoint>
    ///
    /// A rejection that a notice causes is reported at the next checkpoint, so a reporter that fails each time
    /// cannot keep the loop here.
    pub(super) fn checkpoint(&self, context: &RefCell<&mut Context>) {
        self.checkpoint_in(&mut context.borrow_mut());
    }

    /// Performs a microtask checkpoint, for a host that calls several callbacks in one task. Call it after each
    /// callback, when no code of the program is running.
    ///
    /// <https://html.spec.whatwg.org/multipage/webappapis.html#clean-up-after-running-script>
    ///
    /// Inside a microtask it does nothing: the queued microtasks run after that one.
    pub fn perform_microtask_checkpoint(&self, context: &mut Context) {
        if self.checkpoints.get() == 0 {
            self.checkpoint_in(context);
        }
    }

    fn checkpoint_in(&self, context: &mut Context) {
        let _performing = Performing::begin(&self.checkpoints);
        loop {
            self.run_microtasks(context);
            self.report_rejections(context);
            if self.microtasks.borrow().is_empty() || self.is_overdue() {
                return;
            }
        }
    }

    fn run_microtasks(&self, context: &mut Context) {
        // After an interruption no microtask runs any more.
        if self.mailbox.is_ended() {
            return;
        }
        let mut run = 0u32;
        while let Some((capture, job)) = self.pop_microtask() {
            self.run_microtask(capture.into_mapping(), job, context);
            run = run.wrapping_add(1);
            if run.is_multiple_of(64) && self.is_overdue() {
                break;
            }
        }
        context.clear_kept_objects();
    }

    /// Reports rejected promises without a handler, and those that got one after they were reported.
    ///
    /// <https://html.spec.whatwg.org/multipage/webappapis.html#notify-about-rejected-promises>
    fn report_rejections(&self, context: &mut Context) {
        let Some(async_context) = &self.async_context else {
            return;
        };
        let rejections = async_context.rejections();
        let end = rejections.next_number();
        while let Some(rejection) = rejections.take_handled() {
            let report = Report::rejection(ReportKind::RejectionHandled, &rejection);
            self.report(&report, context);
        }
        while let Some(rejection) = rejections.take_unhandled(end) {
            let report = Report::rejection(ReportKind::UnhandledRejection, &rejection);
            self.report(&report, context);
            rejections.reported(rejection, context);
        }
    }

    fn pop_microtask(&self) -> Option<(Capture, PromiseJob)> {
        self.microtasks.borrow_mut().pop_front()
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

/// The extent of a checkpoint. Dropping it ends the checkpoint.
struct Performing<'a>(&'a Cell<usize>);

impl<'a> Performing<'a> {
    fn begin(checkpoints: &'a Cell<usize>) -> Self {
        checkpoints.set(checkpoints.get() + 1);
        Self(checkpoints)
    }
}

impl Drop for Performing<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}
