//! One task, or the continuation of one.
//!
//! <https://wicg.github.io/scheduling-apis/#scheduler-task>

use std::cell::Cell;

use boa_engine::{
    Context, JsObject, JsResult, JsValue, builtins::promise::ResolvingFunctions,
    job::CancellationToken, realm::Realm,
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{priority::Priority, state::SchedulingState};
use crate::{abort::algorithm::Algorithm, callback::call_function, mechanism::Capture};

/// The place of a task in the queue: its urgency (0 is the most urgent), then the number of tasks enqueued before it.
pub(super) type Place = (u8, u64);

/// The work of a task. It is removed from the task when it is done or aborted.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct Work {
    /// The callback of `postTask`; `None` in a continuation.
    pub(super) callback: Option<JsObject>,
    /// The functions that settle the promise which the call has returned.
    pub(super) resolvers: ResolvingFunctions,
    /// The mapping of the call.
    pub(super) capture: Capture,
}

impl Work {
    /// Calls the callback and settles the promise, both in the mapping of the call.
    fn run(self, context: &mut Context) -> JsResult<()> {
        let undefined = JsValue::undefined();
        self.capture.run(context, |context| {
            let result = match &self.callback {
                // Invoke callback with « » and "rethrow".
                Some(callback) => call_function(callback, &undefined, &[], context),
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

    /// Rejects the promise, in the mapping of the call.
    ///
    /// # Errors
    ///
    /// Only an error that no JS code can catch, such as a runtime limit.
    pub(super) fn reject(self, reason: &JsValue, context: &mut Context) -> JsResult<()> {
        self.capture.run(context, |context| {
            let reason = [reason.clone()];
            let reject = &self.resolvers.reject;
            reject
                .call(&JsValue::undefined(), &reason, context)
                .map(drop)
        })
    }
}

/// A *task handle* with its task.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct Task {
    /// The realm that scheduled the task.
    pub(super) realm: Realm,
    work: GcRefCell<Option<Work>>,
    pub(super) state: SchedulingState,
    is_continuation: bool,
    /// The place in the queue, while the task is in it.
    pub(super) place: Cell<Option<Place>>,
    /// The steps that run when the task's signal is aborted.
    pub(super) algorithm: GcRefCell<Option<Gc<Algorithm>>>,
    /// Cancels the timer of a delayed task.
    #[unsafe_ignore_trace]
    pub(super) delay: GcRefCell<Option<CancellationToken>>,
}

impl Task {
    /// A task that is in no queue and that no signal aborts yet.
    pub(super) fn new(
        work: Work,
        state: SchedulingState,
        is_continuation: bool,
        realm: Realm,
    ) -> Gc<Self> {
        Gc::new(Self {
            realm,
            work: GcRefCell::new(Some(work)),
            state,
            is_continuation,
            place: Cell::new(None),
            algorithm: GcRefCell::new(None),
            delay: GcRefCell::new(None),
        })
    }

    /// The *effective priority* as a number: 0 is the most urgent.
    ///
    /// <https://wicg.github.io/scheduling-apis/#scheduler-task-queue-effective-priority>
    pub(super) fn urgency(&self) -> u8 {
        let class = match self.state.priority_source.priority() {
            Priority::UserBlocking => 0,
            Priority::UserVisible => 2,
            Priority::Background => 4,
        };
        class + u8::from(!self.is_continuation)
    }

    /// Runs the task. Call it after the task was removed from the queue.
    ///
    /// If its signal is aborted while the callback runs, the promise is rejected.
    ///
    /// # Errors
    ///
    /// Only an error that no JS code can catch, such as a runtime limit.
    pub(super) fn run(&self, context: &mut Context) -> JsResult<()> {
        let work = self.work.borrow().clone();
        let result = work.map_or(Ok(()), |work| work.run(context));
        // The task complete steps.
        let done = self.work.borrow_mut().take();
        drop(done);
        let algorithm = self.algorithm.borrow_mut().take();
        if let Some(algorithm) = algorithm {
            algorithm.cancel();
        }
        result
    }

    /// Releases what the task holds: its realm is closed.
    pub(super) fn close(&self, context: &mut Context) {
        drop(self.take_work(context));
        let algorithm = self.algorithm.borrow_mut().take();
        if let Some(algorithm) = algorithm {
            algorithm.cancel();
        }
    }

    /// Takes the work away, and cancels the timer of a delayed task.
    pub(super) fn take_work(&self, context: &mut Context) -> Option<Work> {
        let work = self.work.borrow_mut().take();
        let delay = self.delay.borrow_mut().take();
        if let Some(delay) = delay {
            delay.cancel(context);
        }
        work
    }
}
