//! The event loop as a job executor.

use std::{cell::RefCell, rc::Rc};

use boa_engine::{
    Context, JsError, JsNativeError, JsResult,
    job::{Job, JobExecutor, PromiseJob},
};

use super::{report::Report, state::EventLoop, timers::TimerJob};
use crate::{
    agent::{Point, Usage},
    census::CaptureKind,
    realm_life::{RealmLife, is_realm_closed},
};

impl EventLoop {
    /// Queues a job for the next microtask checkpoint, before its microtasks: what `process.nextTick` does in Node. One that a
    /// microtask queues runs when there are no microtasks left. It runs in the mapping that is current now.
    ///
    /// It counts as a microtask for limits and in the census. A job of a closed realm is dropped.
    pub fn enqueue_tick(&self, job: PromiseJob, context: &Context) {
        if job.realm().is_some_and(is_realm_closed) {
            return;
        }
        let capture = self.capture_microtask(context);
        self.microtasks.borrow_mut().push_tick(capture, job);
    }

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
        if Self::is_refused(&job, context) {
            return;
        }
        let capture = match CaptureKind::of_job(&job) {
            CaptureKind::Microtask => self.capture_microtask(context),
            kind => self.capture(kind, Some(context)),
        };
        match job {
            Job::PromiseJob(job) => self.microtasks.borrow_mut().push(capture, job),
            Job::GenericJob(job) => self.generic_jobs.borrow_mut().push_back((capture, job)),
            Job::TimeoutJob(job) => {
                let job = TimerJob::Timeout(job);
                self.timers.set(capture, job, context.realm());
            }
            Job::IntervalJob(job) => {
                let job = TimerJob::Interval(job);
                self.timers.set(capture, job, context.realm());
            }
            Job::AsyncJob(job) => {
                if let Some(jobs) = &mut *self.at_once.borrow_mut() {
                    jobs.push(job);
                    return;
                }
                let realm = Rc::new(RealmLife::of(
                    job.realm().unwrap_or_else(|| context.realm()),
                ));
                self.async_jobs
                    .borrow_mut()
                    .push_back((capture, realm, job));
            }
            Job::FinalizationRegistryCleanupJob(job) => {
                if let Some(async_context) = &self.async_context {
                    async_context.agent().note_finalization_registry();
                }
                let realm = Rc::new(RealmLife::of(
                    job.realm().unwrap_or_else(|| context.realm()),
                ));
                self.finalization_jobs.borrow_mut().push_back((realm, job));
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
