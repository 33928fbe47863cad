//! The state of a `TransformStream`, which is the sink of its writable side and the source of its readable side.
//!
//! <https://streams.spec.whatwg.org/#ts-abstract-ops>

use std::cell::Cell;

use boa_engine::{Context, JsError, JsResult, JsValue, object::builtins::JsPromise};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{controller::TransformController, transformer::Transformer};
use crate::{
    streams::{
        handle::handle,
        promise::{Deferred, adopted, and_then, completion, upon},
        readable::{controller::ReadableController, source::Source, stream::Readable},
        strategy::SizedBy,
        writable::{
            controller::WritableController,
            sink::Sink,
            stream::{State, Writable},
        },
    },
    webidl::type_error,
};

handle!(
    /// A transform stream.
    Transform,
    TransformState
);

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct TransformState {
    readable: GcRefCell<Option<Readable>>,
    writable: GcRefCell<Option<Writable>>,
    pub(super) controller: GcRefCell<Option<TransformController>>,
    backpressure: Cell<bool>,
    /// The \[\[backpressureChangePromise]].
    change: GcRefCell<Deferred>,
}

/// The error of a stream that is not set up yet.
fn missing() -> JsError {
    type_error("the stream is not set up")
}

impl Transform {
    /// `InitializeTransformStream`; `started` is the \[\[startPromise]].
    ///
    /// <https://streams.spec.whatwg.org/#initialize-transform-stream>
    pub(super) fn new(
        started: &JsPromise,
        writable: SizedBy,
        readable: SizedBy,
        context: &mut Context,
    ) -> JsResult<Self> {
        // 9. Set stream.[[backpressure]] and stream.[[backpressureChangePromise]] to undefined.
        // 10. Perform ! TransformStreamSetBackpressure(stream, true).
        let stream = Self(Gc::new(TransformState {
            readable: GcRefCell::new(None),
            writable: GcRefCell::new(None),
            controller: GcRefCell::new(None),
            backpressure: Cell::new(true),
            change: GcRefCell::new(Deferred::new(context)),
        }));
        // 5. Set stream.[[writable]] to ! CreateWritableStream(startAlgorithm, writeAlgorithm, ...).
        let sink = Box::new(stream.clone());
        let writable = Writable::create(sink, writable, &adopted(started, context), context)?;
        *stream.writable.borrow_mut() = Some(writable);
        // 8. Set stream.[[readable]] to ! CreateReadableStream(startAlgorithm, pullAlgorithm, ...).
        let source = Box::new(stream.clone());
        let readable =
            Readable::create_with(source, readable, &adopted(started, context), context)?;
        *stream.readable.borrow_mut() = Some(readable);
        Ok(stream)
    }

    pub(super) fn readable(&self) -> JsResult<Readable> {
        self.readable.borrow().clone().ok_or_else(missing)
    }

    pub(super) fn readable_controller(&self) -> JsResult<ReadableController> {
        self.readable()?.default_controller().ok_or_else(missing)
    }

    pub(super) fn writable(&self) -> JsResult<Writable> {
        self.writable.borrow().clone().ok_or_else(missing)
    }

    fn writable_controller(&self) -> JsResult<WritableController> {
        self.writable()?.controller().ok_or_else(missing)
    }

    fn controller(&self) -> JsResult<TransformController> {
        self.controller.borrow().clone().ok_or_else(missing)
    }

    pub(super) fn backpressure(&self) -> bool {
        self.backpressure.get()
    }

    fn change(&self) -> JsPromise {
        self.change.borrow().promise()
    }

    /// `TransformStreamError`
    ///
    /// <https://streams.spec.whatwg.org/#transform-stream-error>
    pub(super) fn error(&self, error: &JsValue, context: &mut Context) -> JsResult<()> {
        // 1. Perform ! ReadableStreamDefaultControllerError(stream.[[readable]].[[controller]], e).
        self.readable_controller()?.error(error, context)?;
        // 2. Perform ! TransformStreamErrorWritableAndUnblockWrite(stream, e).
        self.error_writable(error, context)
    }

    /// `TransformStreamErrorWritableAndUnblockWrite`
    ///
    /// <https://streams.spec.whatwg.org/#transform-stream-error-writable-and-unblock-write>
    pub(super) fn error_writable(&self, error: &JsValue, context: &mut Context) -> JsResult<()> {
        // 1. Perform ! TransformStreamDefaultControllerClearAlgorithms(stream.[[controller]]).
        self.controller()?.clear_algorithms();
        // 2. Perform ! WritableStreamDefaultControllerErrorIfNeeded(stream.[[writable]].[[controller]], e).
        self.writable_controller()?
            .error_if_needed(error, context)?;
        // 3. Perform ! TransformStreamUnblockWrite(stream).
        self.unblock_write(context)
    }

    /// `TransformStreamSetBackpressure`
    ///
    /// <https://streams.spec.whatwg.org/#transform-stream-set-backpressure>
    pub(super) fn set_backpressure(
        &self,
        backpressure: bool,
        context: &mut Context,
    ) -> JsResult<()> {
        // 2. Resolve stream.[[backpressureChangePromise]] with undefined. 3. Set it to a new promise.
        let new = Deferred::new(context);
        let old = std::mem::replace(&mut *self.change.borrow_mut(), new);
        old.fulfill(context)?;
        // 4. Set stream.[[backpressure]] to backpressure.
        self.backpressure.set(backpressure);
        Ok(())
    }

    /// `TransformStreamUnblockWrite`
    ///
    /// <https://streams.spec.whatwg.org/#transform-stream-unblock-write>
    fn unblock_write(&self, context: &mut Context) -> JsResult<()> {
        // 1. If stream.[[backpressure]] is true, perform ! TransformStreamSetBackpressure(stream, false).
        if self.backpressure() {
            self.set_backpressure(false, context)?;
        }
        self.end_last_pull(context)
    }

    /// Resolves the promise that the last pull waits for. No chunk can come any more, so no standard step resolves it,
    /// and the reactions of the pull would hold their mapping as long as the stream exists.
    fn end_last_pull(&self, context: &mut Context) -> JsResult<()> {
        let change = self.change.borrow().clone();
        change.fulfill(context)
    }

    /// The common steps of the sink abort, sink close and source cancel algorithms: the first of them calls the last
    /// algorithm of the transformer, and the others return the same promise.
    fn finish_once(
        &self,
        last: impl FnOnce(
            &dyn Transformer,
            &TransformController,
            &mut Context,
        ) -> JsResult<Option<JsPromise>>,
        reason: JsValue,
        fulfilled: fn(&Self, &Deferred, &JsValue, &mut Context) -> JsResult<()>,
        rejected: fn(&Self, &JsValue, &mut Context) -> JsResult<()>,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>> {
        // 1. Let controller be stream.[[controller]].
        let controller = self.controller()?;
        // 2. If controller.[[finishPromise]] is not undefined, return it.
        if let Some(finish) = controller.finish() {
            return Ok(Some(finish.promise()));
        }
        // 4. Let controller.[[finishPromise]] be a new promise.
        let finish = Deferred::new(context);
        controller.set_finish(finish.clone());
        // 5. Let promise be the result of performing controller.[[cancelAlgorithm]] or [[flushAlgorithm]].
        let result = match controller.transformer() {
            Some(transformer) => last(&**transformer, &controller, context),
            None => Ok(None),
        };
        // 6. Perform ! TransformStreamDefaultControllerClearAlgorithms(controller).
        controller.clear_algorithms();
        // 7. React to promise.
        let promise = completion(result, context)?;
        let kept = (
            self.clone(),
            finish.clone(),
            (reason, Finish(fulfilled, rejected)),
        );
        upon(
            &promise,
            kept,
            |(stream, finish, (reason, steps)), _, context| {
                (steps.0)(stream, finish, reason, context)?;
                stream.end_last_pull(context)
            },
            |(stream, finish, (_, steps)), error, context| {
                (steps.1)(stream, error, context)?;
                finish.reject(error.clone(), context)?;
                stream.end_last_pull(context)
            },
            context,
        )?;
        // 8. Return controller.[[finishPromise]].
        Ok(Some(finish.promise()))
    }

    /// Settles the finish promise for the sink: `end` ends the readable side, unless it is errored.
    fn finish_readable(
        &self,
        finish: &Deferred,
        context: &mut Context,
        end: impl FnOnce(&ReadableController, &mut Context) -> JsResult<()>,
    ) -> JsResult<()> {
        // If readable.[[state]] is "errored", reject controller.[[finishPromise]] with
        // readable.[[storedError]]. Otherwise end it, and resolve controller.[[finishPromise]].
        if let Some(error) = self.readable()?.stored_error() {
            return finish.reject(error, context);
        }
        end(&self.readable_controller()?, context)?;
        finish.fulfill(context)
    }

    fn error_readable(&self, error: &JsValue, context: &mut Context) -> JsResult<()> {
        self.readable_controller()?.error(error, context)
    }

    /// `WritableStreamDefaultControllerErrorIfNeeded` and `TransformStreamUnblockWrite`
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-default-controller-error-if-needed>
    ///
    /// <https://streams.spec.whatwg.org/#transform-stream-unblock-write>
    fn cancel_writable(&self, error: &JsValue, context: &mut Context) -> JsResult<()> {
        self.writable_controller()?
            .error_if_needed(error, context)?;
        self.unblock_write(context)
    }
}

/// The steps after the last algorithm of the transformer.
#[derive(Clone, Copy, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Finish(
    #[unsafe_ignore_trace] fn(&Transform, &Deferred, &JsValue, &mut Context) -> JsResult<()>,
    #[unsafe_ignore_trace] fn(&Transform, &JsValue, &mut Context) -> JsResult<()>,
);

impl Sink for Transform {
    /// `TransformStreamDefaultSinkWriteAlgorithm`
    ///
    /// <https://streams.spec.whatwg.org/#transform-stream-default-sink-write-algorithm>
    fn write(
        &self,
        chunk: &JsValue,
        _: &WritableController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>> {
        // 2. Let controller be stream.[[controller]].
        let controller = self.controller()?;
        // 4. Return ! TransformStreamDefaultControllerPerformTransform(controller, chunk).
        if !self.backpressure() {
            return controller.perform_transform(chunk, context).map(Some);
        }
        // 3. If stream.[[backpressure]] is true, return the result of reacting to
        //    stream.[[backpressureChangePromise]] with the following fulfillment steps:
        and_then(
            &self.change(),
            (self.clone(), controller, chunk.clone()),
            |(stream, controller, chunk), context| {
                //  3. If writable.[[state]] is "erroring", throw writable.[[storedError]].
                if let State::Erroring(error) = stream.writable()?.state() {
                    return Err(JsError::from_opaque(error));
                }
                //  5. Return ! TransformStreamDefaultControllerPerformTransform(controller, chunk).
                controller.perform_transform(chunk, context)
            },
            context,
        )
        .map(Some)
    }

    /// `TransformStreamDefaultSinkCloseAlgorithm`
    ///
    /// <https://streams.spec.whatwg.org/#transform-stream-default-sink-close-algorithm>
    fn close(&self, context: &mut Context) -> JsResult<Option<JsPromise>> {
        self.finish_once(
            |transformer, controller, context| transformer.flush(controller, context),
            JsValue::undefined(),
            |stream, finish, _, context| {
                stream.finish_readable(finish, context, ReadableController::close)
            },
            Self::error_readable,
            context,
        )
    }

    /// `TransformStreamDefaultSinkAbortAlgorithm`
    ///
    /// <https://streams.spec.whatwg.org/#transform-stream-default-sink-abort-algorithm>
    fn abort(&self, reason: &JsValue, context: &mut Context) -> JsResult<Option<JsPromise>> {
        self.finish_once(
            |transformer, _, context| transformer.cancel(reason, context),
            reason.clone(),
            |stream, finish, reason, context| {
                stream.finish_readable(finish, context, |readable, context| {
                    readable.error(reason, context)
                })
            },
            Self::error_readable,
            context,
        )
    }
}

impl Source for Transform {
    /// `TransformStreamDefaultSourcePullAlgorithm`
    ///
    /// <https://streams.spec.whatwg.org/#transform-stream-default-source-pull>
    fn pull(&self, _: &ReadableController, context: &mut Context) -> JsResult<Option<JsPromise>> {
        // 3. Perform ! TransformStreamSetBackpressure(stream, false).
        self.set_backpressure(false, context)?;
        // 4. Return stream.[[backpressureChangePromise]].
        Ok(Some(self.change()))
    }

    /// `TransformStreamDefaultSourceCancelAlgorithm`
    ///
    /// <https://streams.spec.whatwg.org/#transform-stream-default-source-cancel>
    fn cancel(&self, reason: &JsValue, context: &mut Context) -> JsResult<Option<JsPromise>> {
        self.finish_once(
            |transformer, _, context| transformer.cancel(reason, context),
            reason.clone(),
            |stream, finish, reason, context| {
                // If writable.[[state]] is "errored", reject controller.[[finishPromise]] with
                // writable.[[storedError]].
                if let State::Errored(error) = stream.writable()?.state() {
                    return finish.reject(error, context);
                }
                // Otherwise error it if needed, unblock write, resolve controller.[[finishPromise]].
                stream.cancel_writable(reason, context)?;
                finish.fulfill(context)
            },
            Self::cancel_writable,
            context,
        )
    }
}
