//! Jobs: each captures the current mapping when it is enqueued and runs in it.
//!
//! This alone covers `queueMicrotask`, timers, generic jobs and native futures, because each of them is a job.
//! For promise reactions, [`hooks`](super::hooks) makes the reaction's own mapping current when the handler is
//! called. It stays current while the derived promise is resolved, and the end of the job restores.

use std::{
    cell::RefCell,
    future::{Future, poll_fn},
    pin::{Pin, pin},
    rc::{Rc, Weak},
    task::Poll,
};

use boa_engine::{
    Context, JsResult, JsValue,
    job::{
        CancellationToken, GenericJob, IntervalJob, Job, JobExecutor, NativeAsyncJob, NativeJob,
        NativeJobFn, PromiseJob, TimeoutJob,
    },
};

use crate::{
    agent::{Agent, Decorator, Point, Uncaught, Usage},
    census::{Capture, CaptureKind},
    mapping::Mapping,
};

/// Calls a native async job in the mapping it was enqueued in: the first poll in `mapping`, each
/// later one in whatever the poll before has left.
pub(crate) async fn call_async_job(
    agent: Agent,
    capture: Capture,
    job: NativeAsyncJob,
    context: &RefCell<&mut Context>,
) -> Result<JsValue, Uncaught> {
    let mut future = {
        let _scope = agent.enter_job(capture.mapping().clone());
        job.call(context)
    };
    // Counted between the polls; the poll itself runs in it.
    let mut capture = capture;
    poll_fn(move |cx| {
        let mut left = Capture::empty();
        let scope = agent.enter_job(std::mem::take(&mut capture).into_mapping());
        let poll = agent.run_job(scope, || {
            let poll = Pin::new(&mut future).poll(cx);
            left = agent.capture(CaptureKind::AsyncOperation);
            match poll {
                Poll::Ready(result) => result.map(Poll::Ready),
                Poll::Pending => Ok(Poll::Pending),
            }
        });
        #[cfg(all(feature = "runtime", not(exact_export_names)))]
        agent.imports().end();
        capture = left;
        match poll {
            Ok(poll) => poll.map(Ok),
            Err(uncaught) => Poll::Ready(Err(uncaught)),
        }
    })
    .await
}

/// A job executor that propagates AsyncContext through the jobs of the host's own executor.
///
/// Made by [`AsyncContext::jobs`](crate::AsyncContext::jobs). While no variable was ever set in the
/// agent, jobs are passed on as they are; afterwards each is wrapped once (one small allocation).
pub struct ContextJobs<E> {
    agent: Agent,
    inner: Rc<E>,
    decorator: Decorator,
}

impl<E> ContextJobs<E> {
    pub(crate) fn new(agent: Agent, inner: Rc<E>) -> Self {
        let decorator = agent.add_executor();
        Self {
            agent,
            inner,
            decorator,
        }
    }

    /// The host's own executor.
    #[must_use]
    pub fn inner(&self) -> &Rc<E> {
        &self.inner
    }
}

impl<E: JobExecutor> ContextJobs<E> {
    /// Takes a job of a probe. Only if there may be another executor of the agent further inside, that one gets it,
    /// too.
    #[cold]
    fn enqueue_probe(self: Rc<Self>, job: Job, context: &mut Context) {
        self.agent.note_pass(Point::EnqueueJob, &*self);
        if self.decorator.is_only_one() {
            let agent = self.agent.clone();
            agent.hold_back(move |context| self.enqueue_job(job, context));
        } else {
            self.inner.clone().enqueue_job(job, context);
        }
    }
}

impl<E: JobExecutor> JobExecutor for ContextJobs<E> {
    fn enqueue_job(self: Rc<Self>, job: Job, context: &mut Context) {
        let job = match self.agent.usage() {
            Usage::Never => job,
            Usage::Ever => wrap(&self.agent, job, context),
            Usage::Probed => return self.enqueue_probe(job, context),
        };
        self.inner.clone().enqueue_job(job, context);
    }

    fn run_jobs(self: Rc<Self>, context: &mut Context) -> JsResult<()> {
        // A host may run jobs from inside a native function that JS called in some mapping.
        self.agent
            .run_in(Mapping::empty(), || self.inner.clone().run_jobs(context))
    }

    async fn run_jobs_async(self: Rc<Self>, context: &RefCell<&mut Context>) -> JsResult<()> {
        poll_in_empty(&self.agent, self.inner.clone().run_jobs_async(context)).await
    }
}

/// Polls an executor's own loop outside any mapping of the caller.
async fn poll_in_empty<F: Future>(agent: &Agent, future: F) -> F::Output {
    let mut future = pin!(future);
    poll_fn(|cx| agent.run_in(Mapping::empty(), || future.as_mut().poll(cx))).await
}

/// The same job, running in the mapping that is current now.
fn wrap(agent: &Agent, job: Job, context: &Context) -> Job {
    let agent = agent.clone();
    let capture = agent.capture_at(CaptureKind::of_job(&job), context);
    match job {
        Job::PromiseJob(job) => {
            let realm = job.realm().cloned();
            let run = move |context: &mut Context| {
                agent
                    .run_promise_job(capture.into_mapping(), context, |context| job.call(context))
                    .map_err(|uncaught| uncaught.error)
            };
            match realm {
                Some(realm) => PromiseJob::with_realm(run, realm),
                None => PromiseJob::new(run),
            }
            .into()
        }
        Job::GenericJob(job) => {
            let realm = job.realm().clone();
            GenericJob::new(
                move |context| {
                    let _scope = agent.enter_job(capture.into_mapping());
                    job.call(context)
                },
                realm,
            )
            .into()
        }
        Job::TimeoutJob(job) => wrap_timeout(agent, capture, job).into(),
        Job::IntervalJob(job) => wrap_interval(agent, capture, job).into(),
        Job::AsyncJob(job) => wrap_async(agent, capture, job).into(),
        // The job is a root. If it held the mapping, values in the mapping that refer to the registry would
        // leak. The registry's callback brings its own mapping.
        Job::FinalizationRegistryCleanupJob(job) => {
            agent.note_finalization_registry();
            Job::FinalizationRegistryCleanupJob(wrap_async(agent, Capture::empty(), job))
        }
        other => other,
    }
}

fn wrap_async(agent: Agent, capture: Capture, job: NativeAsyncJob) -> NativeAsyncJob {
    let realm = job.realm().cloned();
    let run = async move |context: &RefCell<&mut Context>| {
        call_async_job(agent, capture, job, context)
            .await
            .map_err(|uncaught| uncaught.error)
    };
    match realm {
        Some(realm) => NativeAsyncJob::with_realm(run, realm),
        None => NativeAsyncJob::new(run),
    }
}

/// The job and the mapping of a timer, which cancelling takes out.
///
/// The wrapping job owns the slot. The host's token refers to it weakly, because slot and token would
/// otherwise keep each other alive. Neither is in the GC heap or traced, so the slot's content is a root.
type Slot<J> = RefCell<Option<(J, Capture)>>;

/// Makes cancelling the host's job empty the slot and cancel the wrapping job.
fn forward_cancellation<J: 'static>(
    from: &CancellationToken,
    slot: Weak<Slot<J>>,
    to: CancellationToken,
) {
    from.push_callback(move |context| {
        // Taken first and dropped last, so that nothing is dropped while the slot is borrowed.
        let released = slot.upgrade().and_then(|slot| slot.borrow_mut().take());
        to.cancel(context);
        drop(released);
    });
}

fn wrap_timeout(agent: Agent, capture: Capture, job: TimeoutJob) -> TimeoutJob {
    if job.cancelled() {
        return job;
    }
    let timeout = job.timeout().as_millis();
    let token = job.cancellation_token().clone();
    let slot = Rc::new(Slot::new(Some((job, capture))));
    let weak = Rc::downgrade(&slot);
    let wrapper = TimeoutJob::new(
        NativeJob::new(move |context| {
            let Some((job, capture)) = slot.take() else {
                return Ok(JsValue::undefined());
            };
            let _scope = agent.enter_job(capture.into_mapping());
            job.call(context)
        }),
        timeout,
    );
    forward_cancellation(&token, weak, wrapper.cancellation_token().clone());
    wrapper
}

fn wrap_interval(agent: Agent, capture: Capture, job: IntervalJob) -> IntervalJob {
    if job.cancelled() {
        return job;
    }
    let interval = job.interval().as_millis();
    let token = job.cancellation_token().clone();
    let slot = Rc::new(Slot::new(Some((Rc::new(job), capture))));
    let weak = Rc::downgrade(&slot);
    let wrapper = IntervalJob::new(
        NativeJobFn::new(move |context| {
            // The callback may cancel its own interval, which empties the slot: hold a clone.
            let held = slot
                .borrow()
                .as_ref()
                .map(|(job, capture)| (Rc::clone(job), capture.mapping().clone()));
            let Some((job, mapping)) = held else {
                return Ok(JsValue::undefined());
            };
            let _scope = agent.enter_job(mapping);
            job.call(context)
        }),
        interval,
    );
    forward_cancellation(&token, weak, wrapper.cancellation_token().clone());
    wrapper
}
