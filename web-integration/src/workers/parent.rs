//! The parent of a worker, as the worker's thread knows it.

use boa_async_context::{
    LimitMet, Mapping,
    event_loop::{Mailbox, Report, ReportKind},
};
use boa_engine::{Context, JsResult};

use super::failure::Failure;
use crate::callback::report_exception;

/// The tasks for the `Worker` object with a number, on the thread of the parent. The state of the object passes them in,
/// because the worker's thread does not know it.
#[derive(Debug, Clone, Copy)]
pub(super) struct WorkerTasks {
    /// The script is loaded and parsed.
    pub(super) loaded: fn(u64, &mut Context) -> JsResult<()>,
    /// The script cannot be loaded or parsed.
    pub(super) not_loaded: fn(u64, Failure, &mut Context) -> JsResult<()>,
    /// No code of the worker has caught an exception.
    pub(super) uncaught: fn(u64, Failure, &mut Context) -> JsResult<()>,
    /// The worker has broken down.
    pub(super) broken: fn(u64, Failure, &mut Context) -> JsResult<()>,
    /// The thread has ended.
    pub(super) ended: fn(u64, &mut Context) -> JsResult<()>,
}

/// The way from a worker to its parent. It holds nothing of the parent's agent.
#[derive(Debug, Clone)]
pub(super) struct Parent {
    pub(super) mailbox: Mailbox,
    /// The number of the `Worker` object.
    pub(super) worker: u64,
    pub(super) tasks: WorkerTasks,
}

impl Parent {
    /// Queues the task for a script that is loaded and parsed.
    pub(super) fn loaded(&self) {
        let (worker, task) = (self.worker, self.tasks.loaded);
        self.mailbox.post(move |context| task(worker, context));
    }

    /// Queues the task for a script that cannot be loaded or parsed.
    pub(super) fn not_loaded(&self, failure: Failure) {
        let (worker, task) = (self.worker, self.tasks.not_loaded);
        self.mailbox
            .post(move |context| task(worker, failure, context));
    }

    /// Queues the task for a worker that has broken down, whether its script is loaded or not.
    pub(super) fn broken(&self, failure: Failure) {
        let (worker, task) = (self.worker, self.tasks.broken);
        self.mailbox
            .post(move |context| task(worker, failure, context));
    }

    /// Queues the task for an uncaught exception.
    pub(super) fn uncaught(&self, failure: Failure) {
        let (worker, task) = (self.worker, self.tasks.uncaught);
        self.mailbox
            .post(move |context| task(worker, failure, context));
    }

    /// Queues the report of an unhandled rejection. No event tells the program of the parent: the worker's own program has got
    /// `unhandledrejection`.
    pub(super) fn rejected(&self, failure: Failure) {
        self.mailbox.post(move |context| {
            let kind = ReportKind::UnhandledRejection;
            report_exception(&Report::elsewhere(kind, failure.told()), context);
            Ok(())
        });
    }

    /// Queues the report of a limit that the worker has met. The host hears of it even if the worker is terminated.
    pub(super) fn limit_met(&self, met: LimitMet) {
        self.mailbox.post(move |context| {
            // No mapping is sent to another agent.
            let report = Report::limit_met(met.within("worker"), Mapping::empty());
            report_exception(&report, context);
            Ok(())
        });
    }

    /// Queues the task for the end of the thread.
    pub(super) fn ended(&self) {
        let (worker, task) = (self.worker, self.tasks.ended);
        self.mailbox.post(move |context| task(worker, context));
    }
}
