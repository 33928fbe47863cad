//! `WritableStreamDefaultController`.
//!
//! <https://streams.spec.whatwg.org/#ws-default-controller-class>

use std::cell::Cell;

use boa_async_context::CaptureKind;
use boa_engine::{
    Context, JsArgs, JsObject, JsResult, JsValue,
    object::builtins::{JsFunction, JsPromise},
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{
    sink::Sink,
    stream::{State, Writable},
};
use crate::{
    abort::state::SignalState,
    mechanism::Capture,
    streams::{
        handle::handle,
        promise::{completion, upon},
        queue::SizedQueue,
        strategy::{SizedBy, size_of},
    },
    webidl::{Interface, illegal_constructor, illegal_invocation, interface, prototype_of},
};

interface!(WritableStreamDefaultController);

handle!(
    /// The controller of a writable stream: its queue and its sink.
    WritableController,
    ControllerState
);

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct ControllerState {
    stream: Writable,
    /// The JavaScript object; created when the program first sees it.
    object: GcRefCell<Option<JsObject>>,
    queue: SizedQueue<Entry>,
    high_water_mark: f64,
    started: Cell<bool>,
    /// The signal of the \[\[abortController]].
    signal: Gc<SignalState>,
    algorithms: GcRefCell<Option<Algorithms>>,
}

/// An entry of the queue, with the mapping of the call that enqueued it. The sink is called in that mapping.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Entry {
    /// `None` is the *close sentinel*.
    chunk: Option<JsValue>,
    capture: Capture,
}

/// The algorithms that `ClearAlgorithms` releases.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Algorithms {
    sink: Gc<Box<dyn Sink>>,
    size: Option<JsFunction>,
}

impl WritableController {
    /// `SetUpWritableStreamDefaultController`, up to the start algorithm.
    ///
    /// <https://streams.spec.whatwg.org/#set-up-writable-stream-default-controller>
    pub(crate) fn set_up(
        stream: &Writable,
        sink: Box<dyn Sink>,
        sized_by: SizedBy,
        context: &mut Context,
    ) -> JsResult<Self> {
        // 3-12. Set the fields of controller and of stream.
        let controller = Self(Gc::new(ControllerState {
            stream: stream.clone(),
            object: GcRefCell::new(None),
            queue: SizedQueue::default(),
            high_water_mark: sized_by.high_water_mark,
            started: Cell::new(false),
            signal: SignalState::create(context)?,
            algorithms: GcRefCell::new(Some(Algorithms {
                sink: Gc::new(sink),
                size: sized_by.size,
            })),
        }));
        *stream.controller.borrow_mut() = Some(controller.clone());
        // 13. Let backpressure be ! WritableStreamDefaultControllerGetBackpressure(controller).
        // 14. Perform ! WritableStreamUpdateBackpressure(stream, backpressure).
        stream.update_backpressure(controller.backpressure(), context)?;
        Ok(controller)
    }

    /// The end of `SetUpWritableStreamDefaultController`. `started` is the *startPromise*, a promise resolved with
    /// the result of the start algorithm.
    ///
    /// <https://streams.spec.whatwg.org/#set-up-writable-stream-default-controller>
    pub(crate) fn start(&self, started: &JsPromise, context: &mut Context) -> JsResult<()> {
        upon(
            started,
            self.clone(),
            |controller, _, context| {
                // 17. Upon fulfillment: set controller.[[started]] to true, advance the queue if needed.
                controller.started.set(true);
                controller.advance_queue_if_needed(context)
            },
            |controller, reason, context| {
                // 18. Upon rejection with reason r: set controller.[[started]] to true, perform !
                //     WritableStreamDealWithRejection(stream, r).
                controller.started.set(true);
                controller.stream.deal_with_rejection(reason, context)
            },
            context,
        )
    }

    /// The JavaScript object of the controller; created at the first call.
    pub(crate) fn object(&self, context: &Context) -> JsResult<JsObject> {
        if let Some(object) = &*self.object.borrow() {
            return Ok(object.clone());
        }
        let prototype = prototype_of::<WritableStreamDefaultController>(context)?;
        let object = JsObject::from_proto_and_data(prototype, self.clone());
        *self.object.borrow_mut() = Some(object.clone());
        Ok(object)
    }

    pub(super) fn signal(&self) -> &Gc<SignalState> {
        &self.signal
    }

    pub(super) fn is_started(&self) -> bool {
        self.started.get()
    }

    fn algorithms(&self) -> Option<Algorithms> {
        self.algorithms.borrow().clone()
    }

    /// `WritableStreamDefaultControllerClearAlgorithms`
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-default-controller-clear-algorithms>
    fn clear_algorithms(&self) {
        let algorithms = self.algorithms.borrow_mut().take();
        drop(algorithms);
    }

    /// `WritableStreamDefaultControllerGetDesiredSize`
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-default-controller-get-desired-size>
    pub(super) fn desired_size(&self) -> f64 {
        self.high_water_mark - self.queue.total()
    }

    /// `WritableStreamDefaultControllerGetBackpressure`
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-default-controller-get-backpressure>
    fn backpressure(&self) -> bool {
        self.desired_size() <= 0.0
    }

    /// `WritableStreamDefaultControllerGetChunkSize`
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-default-controller-get-chunk-size>
    pub(super) fn chunk_size(&self, chunk: &JsValue, context: &mut Context) -> JsResult<f64> {
        // 1. If controller.[[strategySizeAlgorithm]] is undefined, return 1.
        let size = self.algorithms().and_then(|algorithms| algorithms.size);
        // 2. Let returnValue be the result of performing it, passing in chunk.
        match size_of(size.as_ref(), chunk, context) {
            // 4. Return returnValue.[[Value]].
            Ok(size) => Ok(size),
            // 3. If it is an abrupt completion, error the controller if needed and return 1.
            Err(error) => {
                let reason = error.into_opaque(context)?;
                self.error_if_needed(&reason, context)?;
                Ok(1.0)
            }
        }
    }

    /// `WritableStreamDefaultControllerWrite`
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-default-controller-write>
    pub(super) fn write(&self, chunk: JsValue, size: f64, context: &mut Context) -> JsResult<()> {
        // 1. Let enqueueResult be EnqueueValueWithSize(controller, chunk, chunkSize).
        let entry = Entry {
            chunk: Some(chunk),
            capture: Capture::now(CaptureKind::Stream, context),
        };
        if let Err(error) = self.queue.enqueue(entry, size) {
            // 2. If it is an abrupt completion, error the controller if needed and return.
            let reason = error.into_opaque(context)?;
            return self.error_if_needed(&reason, context);
        }
        // 4. If no close is queued and the stream is "writable", update the backpressure.
        if !self.stream.close_queued_or_in_flight() && self.stream.is_writable() {
            self.stream
                .update_backpressure(self.backpressure(), context)?;
        }
        // 5. Advance the queue if needed.
        self.advance_queue_if_needed(context)
    }

    /// `WritableStreamDefaultControllerClose`
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-default-controller-close>
    pub(super) fn close(&self, context: &mut Context) -> JsResult<()> {
        // 1. Perform ! EnqueueValueWithSize(controller, close sentinel, 0).
        let entry = Entry {
            chunk: None,
            capture: Capture::now(CaptureKind::Stream, context),
        };
        self.queue.enqueue(entry, 0.0)?;
        // 2. Advance the queue if needed.
        self.advance_queue_if_needed(context)
    }

    /// `WritableStreamDefaultControllerErrorIfNeeded`
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-default-controller-error-if-needed>
    pub(crate) fn error_if_needed(&self, error: &JsValue, context: &mut Context) -> JsResult<()> {
        // 1. If the stream is "writable": WritableStreamDefaultControllerError: clear the algorithms,
        //    perform ! WritableStreamStartErroring(stream, error).
        if self.stream.is_writable() {
            self.clear_algorithms();
            self.stream.start_erroring(error.clone(), context)?;
        }
        Ok(())
    }

    /// \[\[AbortSteps]]
    ///
    /// <https://streams.spec.whatwg.org/#ws-default-controller-private-abort>
    pub(super) fn abort_steps(
        &self,
        reason: &JsValue,
        context: &mut Context,
    ) -> JsResult<JsPromise> {
        // 1. Let result be the result of performing this.[[abortAlgorithm]], passing reason.
        let result = match self.algorithms() {
            Some(Algorithms { sink, .. }) => sink.abort(reason, context),
            None => Ok(None),
        };
        // 2. Perform ! WritableStreamDefaultControllerClearAlgorithms(this).
        self.clear_algorithms();
        // 3. Return result.
        completion(result, context)
    }

    /// \[\[ErrorSteps]]
    ///
    /// <https://streams.spec.whatwg.org/#ws-default-controller-private-error>
    pub(super) fn error_steps(&self) {
        // 1. Perform ! ResetQueue(this).
        self.queue.reset();
    }

    /// `WritableStreamDefaultControllerAdvanceQueueIfNeeded`
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-default-controller-advance-queue-if-needed>
    fn advance_queue_if_needed(&self, context: &mut Context) -> JsResult<()> {
        // 2. If controller.[[started]] is false, return.
        // 3. If stream.[[inFlightWriteRequest]] is not undefined, return.
        if !self.started.get() || self.stream.is_writing() {
            return Ok(());
        }
        match self.stream.state() {
            // 6. If state is "erroring", perform ! WritableStreamFinishErroring(stream) and return.
            State::Erroring(_) => return self.stream.finish_erroring(context),
            State::Closed | State::Errored(_) => return Ok(()),
            State::Writable => {}
        }
        // 7. If controller.[[queue]] is empty, return.
        // 8. Let value be ! PeekQueueValue(controller).
        let Some(Entry { chunk, capture }) = self.queue.peek() else {
            return Ok(());
        };
        capture.run(context, |context| match chunk {
            // 9. If value is the close sentinel, perform ! ...ProcessClose(controller).
            None => self.process_close(context),
            // 10. Otherwise, perform ! ...ProcessWrite(controller, value).
            Some(chunk) => self.process_write(&chunk, context),
        })
    }

    /// `WritableStreamDefaultControllerProcessClose`
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-default-controller-process-close>
    fn process_close(&self, context: &mut Context) -> JsResult<()> {
        // 2. Perform ! WritableStreamMarkCloseRequestInFlight(stream).
        self.stream.mark_close_in_flight();
        // 3. Perform ! DequeueValue(controller).
        self.queue.dequeue();
        // 5. Let sinkClosePromise be the result of performing controller.[[closeAlgorithm]].
        let result = match self.algorithms() {
            Some(Algorithms { sink, .. }) => sink.close(context),
            None => Ok(None),
        };
        // 6. Perform ! WritableStreamDefaultControllerClearAlgorithms(controller).
        self.clear_algorithms();
        let promise = completion(result, context)?;
        upon(
            &promise,
            self.stream.clone(),
            // 7. Upon fulfillment, perform ! WritableStreamFinishInFlightClose(stream).
            |stream, _, context| stream.finish_close(context),
            // 8. Upon rejection, perform ! WritableStreamFinishInFlightCloseWithError(stream, reason).
            |stream, reason, context| stream.finish_close_with_error(reason, context),
            context,
        )
    }

    /// `WritableStreamDefaultControllerProcessWrite`
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-default-controller-process-write>
    fn process_write(&self, chunk: &JsValue, context: &mut Context) -> JsResult<()> {
        // 2. Perform ! WritableStreamMarkFirstWriteRequestInFlight(stream).
        self.stream.mark_write_in_flight();
        // 3. Let sinkWritePromise be the result of performing controller.[[writeAlgorithm]].
        let result = match self.algorithms() {
            Some(Algorithms { sink, .. }) => sink.write(chunk, self, context),
            None => Ok(None),
        };
        let promise = completion(result, context)?;
        upon(
            &promise,
            self.clone(),
            // 4. Upon fulfillment:
            |controller, _, context| {
                let stream = &controller.stream;
                //    1. Perform ! WritableStreamFinishInFlightWrite(stream).
                stream.finish_write(context)?;
                //    4. Perform ! DequeueValue(controller).
                controller.queue.dequeue();
                //    5. If no close is queued and state is "writable", update the backpressure.
                if !stream.close_queued_or_in_flight() && stream.is_writable() {
                    stream.update_backpressure(controller.backpressure(), context)?;
                }
                //    6. Advance the queue if needed.
                controller.advance_queue_if_needed(context)
            },
            // 5. Upon rejection with reason:
            |controller, reason, context| {
                //    1. If stream.[[state]] is "writable", clear the algorithms.
                if controller.stream.is_writable() {
                    controller.clear_algorithms();
                }
                //    2. Perform ! WritableStreamFinishInFlightWriteWithError(stream, reason).
                controller.stream.finish_write_with_error(reason, context)
            },
            context,
        )
    }
}

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    Interface::new::<WritableStreamDefaultController>(0, illegal_constructor, context)
        .readonly("signal", |this, _, _| Ok(controller(this)?.signal.value()))
        .operation("error", 0, |this, args, context| {
            // 1-2. If this.[[stream]].[[state]] is not "writable", return.
            // 3. Perform ! WritableStreamDefaultControllerError(this, e).
            controller(this)?.error_if_needed(args.get_or_undefined(0), context)?;
            Ok(JsValue::undefined())
        })
        .register::<WritableStreamDefaultController>();
}

fn controller(this: &JsValue) -> JsResult<WritableController> {
    WritableController::of(this)
        .ok_or_else(|| illegal_invocation("WritableStreamDefaultController"))
}
