//! `ReadableStreamDefaultController`.
//!
//! <https://streams.spec.whatwg.org/#rs-default-controller-class>

use std::cell::Cell;

use boa_engine::{
    Context, JsArgs, JsError, JsObject, JsResult, JsValue,
    object::builtins::{JsFunction, JsPromise},
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{
    pull::{PullState, Pulls},
    reader::ReadRequest,
    source::Source,
    stream::{Controller, Readable, State},
    watcher::Watcher,
};
use crate::{
    streams::{
        handle::handle,
        promise::completion,
        queue::SizedQueue,
        strategy::{SizedBy, size_of},
    },
    webidl::{
        Interface, illegal_constructor, illegal_invocation, interface, prototype_of, type_error,
    },
};

interface!(ReadableStreamDefaultController);

handle!(
    /// The controller of a readable stream: its queue and its source.
    ReadableController,
    ControllerState
);

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct ControllerState {
    stream: Readable,
    /// The JavaScript object; created when the program first sees it.
    object: GcRefCell<Option<JsObject>>,
    queue: SizedQueue<JsValue>,
    high_water_mark: f64,
    close_requested: Cell<bool>,
    pull: PullState,
    algorithms: GcRefCell<Option<Algorithms>>,
}

/// The algorithms that `ClearAlgorithms` releases.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Algorithms {
    source: Gc<Box<dyn Source>>,
    size: Option<JsFunction>,
}

impl ReadableController {
    /// `SetUpReadableStreamDefaultController`, up to the start algorithm.
    ///
    /// <https://streams.spec.whatwg.org/#set-up-readable-stream-default-controller>
    pub(crate) fn set_up(stream: &Readable, source: Box<dyn Source>, sized_by: SizedBy) -> Self {
        // 2-7. Set the fields of controller.
        let controller = Self(Gc::new(ControllerState {
            stream: stream.clone(),
            object: GcRefCell::new(None),
            queue: SizedQueue::default(),
            high_water_mark: sized_by.high_water_mark,
            close_requested: Cell::new(false),
            pull: PullState::default(),
            algorithms: GcRefCell::new(Some(Algorithms {
                source: Gc::new(source),
                size: sized_by.size,
            })),
        }));
        // 8. Set stream.[[controller]] to controller.
        stream.set_controller(Controller::Default(controller.clone()));
        controller
    }

    /// The JavaScript object of the controller; created at the first call.
    pub(crate) fn object(&self, context: &Context) -> JsResult<JsObject> {
        if let Some(object) = &*self.object.borrow() {
            return Ok(object.clone());
        }
        let prototype = prototype_of::<ReadableStreamDefaultController>(context)?;
        let object = JsObject::from_proto_and_data(prototype, self.clone());
        *self.object.borrow_mut() = Some(object.clone());
        Ok(object)
    }

    fn algorithms(&self) -> Option<Algorithms> {
        self.algorithms.borrow().clone()
    }

    /// `ReadableStreamDefaultControllerClearAlgorithms`
    ///
    /// <https://streams.spec.whatwg.org/#readable-stream-default-controller-clear-algorithms>
    fn clear_algorithms(&self) {
        let algorithms = self.algorithms.borrow_mut().take();
        drop(algorithms);
        self.pull.clear();
    }

    /// `ReadableStreamDefaultControllerHasBackpressure`
    ///
    /// <https://streams.spec.whatwg.org/#rs-default-controller-has-backpressure>
    pub(crate) fn has_backpressure(&self) -> bool {
        !self.should_call_pull()
    }

    /// `ReadableStreamDefaultControllerCanCloseOrEnqueue`
    ///
    /// <https://streams.spec.whatwg.org/#readable-stream-default-controller-can-close-or-enqueue>
    pub(crate) fn can_close_or_enqueue(&self) -> bool {
        !self.close_requested.get() && self.stream.is_readable()
    }

    /// `ReadableStreamDefaultControllerGetDesiredSize`; `None` once the stream is errored.
    ///
    /// <https://streams.spec.whatwg.org/#readable-stream-default-controller-get-desired-size>
    pub(crate) fn desired_size(&self) -> Option<f64> {
        match self.stream.state() {
            State::Errored(_) => None,
            State::Closed => Some(0.0),
            State::Readable => Some(self.high_water_mark - self.queue.total()),
        }
    }

    /// `ReadableStreamDefaultControllerClose`
    ///
    /// <https://streams.spec.whatwg.org/#readable-stream-default-controller-close>
    pub(crate) fn close(&self, context: &mut Context) -> JsResult<()> {
        // 1. If ! ReadableStreamDefaultControllerCanCloseOrEnqueue(controller) is false, return.
        if !self.can_close_or_enqueue() {
            return Ok(());
        }
        // 3. Set controller.[[closeRequested]] to true.
        self.close_requested.set(true);
        // 4. If controller.[[queue]] is empty, clear the algorithms and close the stream.
        if self.queue.is_empty() {
            self.clear_algorithms();
            self.stream.close(context)?;
        }
        Ok(())
    }

    /// `ReadableStreamDefaultControllerEnqueue`
    ///
    /// <https://streams.spec.whatwg.org/#readable-stream-default-controller-enqueue>
    ///
    /// # Errors
    ///
    /// The exception of the size algorithm, or a `RangeError` if its result is not a size. The stream is errored then.
    pub(crate) fn enqueue(&self, chunk: JsValue, context: &mut Context) -> JsResult<()> {
        // 1. If ! ReadableStreamDefaultControllerCanCloseOrEnqueue(controller) is false, return.
        if !self.can_close_or_enqueue() {
            return Ok(());
        }
        // 3. If ! IsReadableStreamLocked(stream) is true and ! ReadableStreamGetNumReadRequests(stream)
        //    > 0, perform ! ReadableStreamFulfillReadRequest(stream, chunk, false).
        if let Some(request) = self.stream.next_request() {
            request.chunk(chunk, context)?;
        } else {
            // 4. Otherwise,
            //    1. Let result be the result of performing controller.[[strategySizeAlgorithm]].
            //    4. Let enqueueResult be EnqueueValueWithSize(controller, chunk, chunkSize).
            //    2, 5. If it is an abrupt completion, perform !
            //          ReadableStreamDefaultControllerError(controller, it.[[Value]]), return it.
            let size = self.algorithms().and_then(|algorithms| algorithms.size);
            let result = size_of(size.as_ref(), &chunk, context)
                .and_then(|size| self.queue.enqueue(chunk, size));
            if let Err(error) = result {
                let reason = error.into_opaque(context)?;
                self.error(&reason, context)?;
                return Err(JsError::from_opaque(reason));
            }
        }
        // 5. Perform ! ReadableStreamDefaultControllerCallPullIfNeeded(controller).
        self.call_pull_if_needed(context)
    }

    /// `ReadableStreamDefaultControllerError`
    ///
    /// <https://streams.spec.whatwg.org/#readable-stream-default-controller-error>
    pub(crate) fn error(&self, error: &JsValue, context: &mut Context) -> JsResult<()> {
        // 2. If stream.[[state]] is not "readable", return.
        if !self.stream.is_readable() {
            return Ok(());
        }
        // 3. Perform ! ResetQueue(controller). 4. Clear the algorithms.
        self.queue.reset();
        self.clear_algorithms();
        // 5. Perform ! ReadableStreamError(stream, e).
        self.stream.error(error, context)
    }

    /// \[\[CancelSteps]]
    ///
    /// <https://streams.spec.whatwg.org/#rs-default-controller-private-cancel>
    pub(super) fn cancel_steps(
        &self,
        reason: &JsValue,
        context: &mut Context,
    ) -> JsResult<JsPromise> {
        // 1. Perform ! ResetQueue(this).
        self.queue.reset();
        // 2. Let result be the result of performing this.[[cancelAlgorithm]], passing reason.
        let result = match self.algorithms() {
            Some(Algorithms { source, .. }) => source.cancel(reason, context),
            None => Ok(None),
        };
        // 3. Perform ! ReadableStreamDefaultControllerClearAlgorithms(this).
        self.clear_algorithms();
        // 4. Return result.
        completion(result, context)
    }

    /// Tells the source who waits for its end.
    pub(super) fn watch(&self, watcher: Option<Watcher>, context: &mut Context) {
        if let Some(Algorithms { source, .. }) = self.algorithms() {
            source.watch(watcher, context);
        }
    }

    /// \[\[PullSteps]]
    ///
    /// <https://streams.spec.whatwg.org/#rs-default-controller-private-pull>
    pub(super) fn pull_steps(
        &self,
        request: Box<dyn ReadRequest>,
        context: &mut Context,
    ) -> JsResult<()> {
        // 2. If this.[[queue]] is not empty,
        //    1. Let chunk be ! DequeueValue(this).
        let Some(chunk) = self.queue.dequeue() else {
            // 3. Otherwise,
            //    1. Perform ! ReadableStreamAddReadRequest(stream, readRequest).
            let cause = self.cause_of_read(context);
            self.stream.add_request(request, cause);
            //    2. Perform ! ReadableStreamDefaultControllerCallPullIfNeeded(this).
            return self.call_pull_if_needed(context);
        };
        if self.close_requested.get() && self.queue.is_empty() {
            //    2. If this.[[closeRequested]] is true and this.[[queue]] is empty, clear the algorithms
            //       and close the stream.
            self.clear_algorithms();
            self.stream.close(context)?;
        } else {
            //    3. Otherwise, perform ! ReadableStreamDefaultControllerCallPullIfNeeded(this).
            self.call_pull_if_needed(context)?;
        }
        //    4. Perform readRequest's chunk steps, given chunk.
        request.chunk(chunk, context)
    }
}

impl Pulls for ReadableController {
    fn pull_state(&self) -> &PullState {
        &self.pull
    }

    fn stream(&self) -> &Readable {
        &self.stream
    }

    fn can_be_filled(&self) -> bool {
        self.can_close_or_enqueue()
    }

    fn has_room(&self) -> bool {
        self.desired_size().is_some_and(|size| size > 0.0)
    }

    fn pull(&self, context: &mut Context) -> Option<JsResult<Option<JsPromise>>> {
        let Algorithms { source, .. } = self.algorithms()?;
        Some(source.pull(self, context))
    }

    fn fail(&self, reason: &JsValue, context: &mut Context) -> JsResult<()> {
        self.error(reason, context)
    }
}

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    Interface::new::<ReadableStreamDefaultController>(0, illegal_constructor, context)
        .readonly("desiredSize", |this, _, _| {
            let size = controller(this)?.desired_size();
            Ok(size.map_or_else(JsValue::null, JsValue::from))
        })
        .operation("close", 0, close)
        .operation("enqueue", 0, enqueue)
        .operation("error", 0, |this, args, context| {
            // 1. Perform ! ReadableStreamDefaultControllerError(this, e).
            controller(this)?.error(args.get_or_undefined(0), context)?;
            Ok(JsValue::undefined())
        })
        .register::<ReadableStreamDefaultController>();
}

/// `close()`
///
/// <https://streams.spec.whatwg.org/#rs-default-controller-close>
fn close(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let controller = controller(this)?;
    // 1. If ! ReadableStreamDefaultControllerCanCloseOrEnqueue(this) is false, throw a TypeError
    //    exception.
    if !controller.can_close_or_enqueue() {
        return Err(type_error("the stream cannot be closed any more"));
    }
    // 2. Perform ! ReadableStreamDefaultControllerClose(this).
    controller.close(context)?;
    Ok(JsValue::undefined())
}

/// `enqueue(chunk)`
///
/// <https://streams.spec.whatwg.org/#rs-default-controller-enqueue>
fn enqueue(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let controller = controller(this)?;
    // 1. If ! ReadableStreamDefaultControllerCanCloseOrEnqueue(this) is false, throw a TypeError
    //    exception.
    if !controller.can_close_or_enqueue() {
        return Err(type_error("the stream takes no further chunk"));
    }
    // 2. Perform ? ReadableStreamDefaultControllerEnqueue(this, chunk).
    controller.enqueue(args.get_or_undefined(0).clone(), context)?;
    Ok(JsValue::undefined())
}

fn controller(this: &JsValue) -> JsResult<ReadableController> {
    ReadableController::of(this)
        .ok_or_else(|| illegal_invocation("ReadableStreamDefaultController"))
}
