//! The microtask checkpoint: microtasks until there are none, then notices of rejections.

use std::cell::{Cell, RefCell};

use boa_engine::{Context, job::PromiseJob};

use super::{
    executor::EventLoop,
    report::{Report, ReportKind},
};
use crate::{agent::Uncaught, mapping::Mapping};

impl EventLoop {
    /// Whether there are rejections to tell of.
    pub(super) fn has_notices(&self) -> bool {
        let async_context = self.async_context.as_ref();
        async_context.is_some_and(|async_context| !async_context.rejections().is_empty())
    }

    /// Performs a microtask checkpoint: microtasks until there are none, then rejection notices,
    /// again as long as either made more microtasks.
    ///
    /// Rejections that a notice causes are told of at the next checkpoint, so that a reporter that
    /// fails each time does not keep the loop here.
    pub(super) fn checkpoint(&self, context: &RefCell<&mut Context>) {
        self.checkpoint_in(&mut context.borrow_mut());
    }

    /// Performs a microtask checkpoint, for a host that calls several callbacks in one task: to be called after
    /// each of them, as HTML does when it *cleans up after running script*, and only when no code of the program
    /// is running.
    ///
    /// Inside of a microtask it does nothing: those that are queued come after it.
    pub fn perform_microtask_checkpoint(&self, context: &mut Context) {
        if self.checkpoints.get() == 0 {
            self.checkpoint_in(context);
        }
    }

    fn checkpoint_in(&self, context: &mut Context) {
        let _performing = Performing::begin(&self.checkpoints);
        loop {
            self.run_microtasks(context);
            self.tell_of_rejections(context);
            if self.microtasks.borrow().is_empty() || self.is_overdue() {
                return;
            }
        }
    }

    fn run_microtasks(&self, context: &mut Context) {
        // Not even one: a job that was interrupted leaves nothing for others.
        if self.mailbox.is_ended() {
            return;
        }
        let mut run = 0u32;
        while let Some((mapping, job)) = self.pop_microtask() {
            self.run_microtask(mapping, job, context);
            run = run.wrapping_add(1);
            if run.is_multiple_of(64) && self.is_overdue() {
                break;
            }
        }
        context.clear_kept_objects();
    }

    fn tell_of_rejections(&self, context: &mut Context) {
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

    fn pop_microtask(&self) -> Option<(Mapping, PromiseJob)> {
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
        self.report_failure(result, context);
    }
}

/// A checkpoint that is being performed, however it ends.
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
