//! One task, or the continuation of one.
//!
//! <https://wicg.github.io/scheduling-apis/#scheduler-task>

use std::{cell::Cell, time::Duration};

use boa_engine::{
    Context, JsObject, JsResult, JsValue,
    builtins::promise::ResolvingFunctions,
    job::{CancellationToken, TimeoutJob},
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{Priority, queue::TaskQueue, state::SchedulingState};
use crate::{
    abort::state::{AbortSteps, Algorithm},
    mechanism::{Capture, outside},
    workers::interrupt::call_listener,
};

/// What is to be done; taken out when it is done, or aborted.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct Work {
    /// `None` in a continuation.
    pub(super) callback: Option<JsObject>,
    /// Settle the promise that the call has returned.
    pub(super) resolvers: ResolvingFunctions,
    pub(super) capture: Capture,
}

impl Work {
    /// Calls the callback and settles the promise, both in the mapping of the call.
    fn run(self, context: &mut Context) -> JsResult<()> {
        let undefined = JsValue::undefined();
        self.capture.run(context, |context| {
            let result = match &self.callback {
                // Invoke callback with « » and "rethrow".
                Some(callback) => call_listener(callback, &undefined, &[], context),
                None => Ok(undefined.clone()),
            };
            match result {
                // Resolve result with callbackResult.
                Ok(value) => self.resolvers.resolve.call(&undefined, &[value], context),
                // If that threw an exception, then reject result with it.
                Err(error) => {
                    let error = error.into_opaque(context)?;
                    self.resolvers.reject.call(&undefined, &[error], context)
                }
            }
            .map(drop)
        })
    }

    fn reject(self, reason: &JsValue, context: &mut Context) -> JsResult<()> {
        self.capture.run(context, |context| {
            let reason = [reason.clone()];
            let reject = &self.resolvers.reject;
            reject
                .call(&JsValue::undefined(), &reason, context)
                .map(drop)
        })
    }
}

/// A *task handle*, with its task.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct Task {
    work: GcRefCell<Option<Work>>,
    pub(super) state: SchedulingState,
    is_continuation: bool,
    /// Where it is in the queue.
    pub(super) place: Cell<Option<(u8, u64)>>,
    /// What happens when its signal is aborted.
    algorithm: GcRefCell<Option<Gc<Algorithm>>>,
    /// Of the timer of a task that is delayed.
    #[unsafe_ignore_trace]
    delay: GcRefCell<Option<CancellationToken>>,
}

impl Task {
    /// *Create a task handle*, which the signal of `state` aborts.
    pub(super) fn new(
        work: Work,
        state: SchedulingState,
        is_continuation: bool,
        queue: &Gc<TaskQueue>,
    ) -> Gc<Self> {
        let task = Gc::new(Self {
            work: GcRefCell::new(Some(work)),
            state,
            is_continuation,
            place: Cell::new(None),
            algorithm: GcRefCell::new(None),
            delay: GcRefCell::new(None),
        });
        if let Some(signal) = &task.state.abort_source {
            let algorithm = signal.add_algorithm(Box::new(AbortTask {
                task: task.clone(),
                queue: queue.clone(),
            }));
            *task.algorithm.borrow_mut() = Some(algorithm);
        }
        task
    }

    /// The *effective priority*, as a number: 0 is the most urgent.
    pub(super) fn urgency(&self) -> u8 {
        let class = match self.state.priority_source.priority() {
            Priority::UserBlocking => 0,
            Priority::UserVisible => 2,
            Priority::Background => 4,
        };
        class + u8::from(!self.is_continuation)
    }

    /// Enqueues the task when `delay` milliseconds are over.
    pub(super) fn enqueue_after(
        this: &Gc<Self>,
        delay: u64,
        queue: &Gc<TaskQueue>,
        context: &mut Context,
    ) {
        let (task, queue) = (this.clone(), queue.clone());
        let job = TimeoutJob::with_realm(
            move |context| {
                *task.delay.borrow_mut() = None;
                TaskQueue::enqueue(&queue, &task, context);
                Ok(JsValue::undefined())
            },
            context.realm().clone(),
            Duration::from_millis(delay),
        );
        *this.delay.borrow_mut() = Some(job.cancellation_token().clone());
        outside(context, |context| context.enqueue_job(job.into()));
    }

    /// Runs the task. To be called once it is out of the queue.
    ///
    /// An abort while its callback runs rejects the promise, too.
    pub(super) fn run(&self, context: &mut Context) -> JsResult<()> {
        let work = self.work.borrow().clone();
        let result = work.map_or(Ok(()), |work| work.run(context));
        // The *task complete steps*.
        let done = self.work.borrow_mut().take();
        drop(done);
        let algorithm = self.algorithm.borrow_mut().take();
        if let Some(algorithm) = algorithm {
            algorithm.cancel();
        }
        result
    }
}

/// The *abort steps* of a task handle.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct AbortTask {
    task: Gc<Task>,
    queue: Gc<TaskQueue>,
}

impl AbortSteps for AbortTask {
    fn run(&self, reason: &JsValue, context: &mut Context) -> JsResult<()> {
        let work = self.task.work.borrow_mut().take();
        // 2. If task is not null, then remove task from handle's queue.
        self.queue.remove(&self.task);
        let delay = self.task.delay.borrow_mut().take();
        if let Some(delay) = delay {
            delay.cancel(context);
        }
        // 1. Reject handle's result with signal's abort reason.
        work.map_or(Ok(()), |work| work.reject(reason, context))
    }
}
