//! The event loop as a job executor, and its bounded run.

use std::{cell::RefCell, rc::Rc, time::Duration};

use boa_engine::{
    Context, JsError, JsNativeError, JsResult,
    job::{Job, JobExecutor},
};
use tokio::time::Instant;

use super::{report::Report, state::EventLoop, timers::TimerJob};
use crate::{
    agent::{Point, Usage},
    census::CaptureKind,
};

impl EventLoop {
    /// Runs the loop until it is idle, but no longer than `limit`. It ends after the job that is running then, even
    /// if microtasks go on enqueuing microtasks.
    pub(crate) async fn run_for(&self, limit: Duration, context: &RefCell<&mut Context>) {
        /// Removes the deadline, even if the run is dropped.
        struct Deadline<'a>(&'a EventLoop);

        impl Drop for Deadline<'_> {
            fn drop(&mut self) {
                self.0.deadline.set(None);
            }
        }

        let Some(deadline) = Instant::now().checked_add(limit) else {
            // Beyond the clock's range.
            return self.run_until_idle(context).await;
        };
        self.deadline.set(Some(deadline));
        let _deadline = Deadline(self);
        // What is left tells which way it ended.
        let _ = tokio::time::timeout_at(deadline, self.run_until_idle(context)).await;
    }
}

impl EventLoop {
    /// Takes a job of a probe; see [`Agent::probe`](crate::Agent).
    #[cold]
    fn enqueue_probe(self: Rc<Self>, job: Job) {
        if let Some(async_context) = self.async_context.clone() {
            let agent = async_context.agent();
            agent.note_pass(Point::EnqueueJob, &*self);
            agent.hold_back(move |context| self.enqueue_job(job, context));
        }
    }
}

impl JobExecutor for EventLoop {
    fn enqueue_job(self: Rc<Self>, job: Job, context: &mut Context) {
        if let Some(async_context) = &self.async_context
            && async_context.agent().usage() == Usage::Probed
        {
            return self.enqueue_probe(job);
        }
        let capture = match CaptureKind::of_job(&job) {
            CaptureKind::Microtask => self.capture_microtask(context),
            kind => self.capture(kind, Some(context)),
        };
        match job {
            Job::PromiseJob(job) => self.microtasks.borrow_mut().push_back((capture, job)),
            Job::GenericJob(job) => self.generic_jobs.borrow_mut().push_back((capture, job)),
            Job::TimeoutJob(job) => self.timers.set(capture, TimerJob::Timeout(job)),
            Job::IntervalJob(job) => self.timers.set(capture, TimerJob::Interval(job)),
            Job::AsyncJob(job) => self.async_jobs.borrow_mut().push_back((capture, job)),
            Job::FinalizationRegistryCleanupJob(job) => {
                if let Some(async_context) = &self.async_context {
                    async_context.agent().note_finalization_registry();
                }
                self.finalization_jobs.borrow_mut().push_back(job);
            }
            // `Job` is non-exhaustive. A job of a new kind is reported, not dropped silently.
            other => {
                let error = JsNativeError::error()
                    .with_message(format!("the event loop does not know the job {other:?}"));
                self.report(
                    &Report::uncaught(error.into(), capture.into_mapping()),
                    context,
                );
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
