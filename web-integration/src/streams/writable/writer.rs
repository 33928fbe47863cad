//! `WritableStreamDefaultWriter`.
//!
//! <https://streams.spec.whatwg.org/#default-writer-class>

use boa_engine::{
    Context, JsArgs, JsError, JsObject, JsResult, JsValue, object::builtins::JsPromise,
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::stream::{State, Writable};
use crate::{
    streams::{
        convert::promise_operation,
        handle::handle,
        promise::{Deferred, rejected, resolved},
    },
    webidl::{
        Interface, illegal_invocation, interface, platform_object, prototype_from, prototype_of,
        require, require_new, type_error,
    },
};

interface!(WritableStreamDefaultWriter);

handle!(
    /// A writer.
    Writer,
    WriterState
);

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct WriterState {
    stream: GcRefCell<Option<Writable>>,
    ready: GcRefCell<Deferred>,
    closed: GcRefCell<Deferred>,
}

impl Writer {
    /// `AcquireWritableStreamDefaultWriter`: `SetUpWritableStreamDefaultWriter`
    ///
    /// <https://streams.spec.whatwg.org/#acquire-writable-stream-default-writer>
    ///
    /// <https://streams.spec.whatwg.org/#set-up-writable-stream-default-writer>
    ///
    /// # Errors
    ///
    /// A `TypeError` if the stream is locked.
    pub(crate) fn acquire(stream: &Writable, context: &mut Context) -> JsResult<Self> {
        // 1. If ! IsWritableStreamLocked(stream) is true, throw a TypeError exception.
        if stream.is_locked() {
            return Err(type_error("the stream is locked to another writer"));
        }
        let (ready, closed) = match stream.state() {
            // 5. If state is "writable": the ready promise is a new one if there is backpressure and no
            //    close is queued, else resolved with undefined; the closed promise is a new one.
            State::Writable => {
                let waits = stream.has_backpressure() && !stream.close_queued_or_in_flight();
                let ready = if waits {
                    Deferred::new(context)
                } else {
                    Deferred::fulfilled(context)?
                };
                (ready, Deferred::new(context))
            }
            // 6. If "erroring": the ready promise is rejected with stream.[[storedError]] and handled; the
            //    closed promise is a new one.
            State::Erroring(error) => {
                let ready = Deferred::rejected_and_handled(error, context)?;
                (ready, Deferred::new(context))
            }
            // 7. If "closed": both are resolved with undefined.
            State::Closed => (Deferred::fulfilled(context)?, Deferred::fulfilled(context)?),
            // 8. Otherwise both are rejected with stream.[[storedError]] and handled.
            State::Errored(error) => {
                let ready = Deferred::rejected_and_handled(error.clone(), context)?;
                (ready, Deferred::rejected_and_handled(error, context)?)
            }
        };
        // 2. Set writer.[[stream]] to stream. 3. Set stream.[[writer]] to writer.
        let writer = Self(Gc::new(WriterState {
            stream: GcRefCell::new(Some(stream.clone())),
            ready: GcRefCell::new(ready),
            closed: GcRefCell::new(closed),
        }));
        *stream.writer.borrow_mut() = Some(writer.clone());
        Ok(writer)
    }

    /// Creates the JavaScript object of the writer. To be called once.
    pub(super) fn make_object(self, context: &Context) -> JsResult<JsObject> {
        let prototype = prototype_of::<WritableStreamDefaultWriter>(context)?;
        Ok(JsObject::from_proto_and_data(prototype, self))
    }

    pub(crate) fn stream(&self) -> Option<Writable> {
        self.stream.borrow().clone()
    }

    pub(crate) fn ready(&self) -> Deferred {
        self.ready.borrow().clone()
    }

    pub(super) fn set_ready(&self, ready: Deferred) {
        *self.ready.borrow_mut() = ready;
    }

    pub(crate) fn closed(&self) -> Deferred {
        self.closed.borrow().clone()
    }

    /// `WritableStreamDefaultWriterEnsureReadyPromiseRejected`
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-default-writer-ensure-ready-promise-rejected>
    pub(super) fn ensure_ready_rejected(
        &self,
        error: &JsValue,
        context: &mut Context,
    ) -> JsResult<()> {
        ensure_rejected(&self.ready, error, context)
    }

    /// `WritableStreamDefaultWriterGetDesiredSize`; `None` once the stream is errored or erroring.
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-default-writer-get-desired-size>
    fn desired_size(&self) -> JsResult<Option<f64>> {
        let stream = self.stream().ok_or_else(released)?;
        Ok(match stream.state() {
            State::Errored(_) | State::Erroring(_) => None,
            State::Closed => Some(0.0),
            State::Writable => stream
                .controller()
                .map(|controller| controller.desired_size()),
        })
    }

    /// `WritableStreamDefaultWriterWrite`
    ///
    /// The `write` of the sink runs in the current mapping, also if it has to wait.
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-default-writer-write>
    ///
    /// # Errors
    ///
    /// A `TypeError` once the writer is released; otherwise only errors that JavaScript cannot catch, such as a
    /// runtime limit.
    pub(crate) fn write(&self, chunk: JsValue, context: &mut Context) -> JsResult<JsPromise> {
        // 1. Let stream be writer.[[stream]]. 3. Let controller be stream.[[controller]].
        let stream = self.stream().ok_or_else(released)?;
        let controller = stream.controller().ok_or_else(released)?;
        // 4. Let chunkSize be ! WritableStreamDefaultControllerGetChunkSize(controller, chunk).
        let size = controller.chunk_size(&chunk, context)?;
        // 5. If stream is not equal to writer.[[stream]], return a promise rejected with a TypeError.
        if !self.stream().is_some_and(|now| now.is(&stream)) {
            return Err(released());
        }
        match stream.state() {
            // 7. If state is "errored", return a promise rejected with stream.[[storedError]].
            State::Errored(error) => return rejected(error, context),
            // 8. If a close is queued or in flight or state is "closed", return a promise rejected with a
            //    TypeError exception.
            _ if stream.close_queued_or_in_flight() => return Err(closing()),
            State::Closed => return Err(closing()),
            // 9. If state is "erroring", return a promise rejected with stream.[[storedError]].
            State::Erroring(error) => return rejected(error, context),
            State::Writable => {}
        }
        // 11. Let promise be ! WritableStreamAddWriteRequest(stream).
        let promise = stream.add_write_request(context);
        // 12. Perform ! WritableStreamDefaultControllerWrite(controller, chunk, chunkSize).
        controller.write(chunk, size, context)?;
        // 13. Return promise.
        Ok(promise)
    }

    /// `WritableStreamDefaultWriterCloseWithErrorPropagation`
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-default-writer-close-with-error-propagation>
    pub(crate) fn close_with_error_propagation(
        &self,
        context: &mut Context,
    ) -> JsResult<JsPromise> {
        let stream = self.stream().ok_or_else(released)?;
        match stream.state() {
            // 4. If a close is queued or in flight or state is "closed", return a promise resolved with
            //    undefined.
            _ if stream.close_queued_or_in_flight() => resolved(JsValue::undefined(), context),
            State::Closed => resolved(JsValue::undefined(), context),
            // 5. If state is "errored", return a promise rejected with stream.[[storedError]].
            State::Errored(error) => rejected(error, context),
            // 7. Return ! WritableStreamDefaultWriterClose(writer).
            State::Writable | State::Erroring(_) => stream.close(context),
        }
    }

    /// `WritableStreamDefaultWriterRelease`. Does nothing if the writer is released already.
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-default-writer-release>
    pub(crate) fn release(&self, context: &mut Context) -> JsResult<()> {
        let Some(stream) = self.stream() else {
            return Ok(());
        };
        // 4. Let releasedError be a new TypeError.
        let error = released().into_opaque(context)?;
        // 5. Perform ! WritableStreamDefaultWriterEnsureReadyPromiseRejected(writer, releasedError).
        ensure_rejected(&self.ready, &error, context)?;
        // 6. Perform ! WritableStreamDefaultWriterEnsureClosedPromiseRejected(writer, releasedError).
        ensure_rejected(&self.closed, &error, context)?;
        // 7. Set stream.[[writer]] to undefined. 8. Set writer.[[stream]] to undefined.
        *stream.writer.borrow_mut() = None;
        *self.stream.borrow_mut() = None;
        Ok(())
    }
}

/// Rejects the promise if it is pending, otherwise replaces it with a rejected one. The promise is marked as handled.
fn ensure_rejected(
    cell: &GcRefCell<Deferred>,
    error: &JsValue,
    context: &mut Context,
) -> JsResult<()> {
    let deferred = cell.borrow().clone();
    if deferred.is_pending() {
        return deferred.reject_and_handle(error.clone(), context);
    }
    let deferred = Deferred::rejected_and_handled(error.clone(), context)?;
    *cell.borrow_mut() = deferred;
    Ok(())
}

fn released() -> JsError {
    type_error("the writer is released")
}

fn closing() -> JsError {
    type_error("the stream is closed or will be")
}

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    Interface::new::<WritableStreamDefaultWriter>(1, construct, context)
        .readonly("closed", |this, _, context| {
            promise_operation(context, |_| Ok(writer(this)?.closed().promise()))
        })
        .readonly("desiredSize", |this, _, _| {
            // 1. If this.[[stream]] is undefined, throw a TypeError exception.
            let size = writer(this)?.desired_size()?;
            Ok(size.map_or_else(JsValue::null, JsValue::from))
        })
        .readonly("ready", |this, _, context| {
            promise_operation(context, |_| Ok(writer(this)?.ready().promise()))
        })
        .operation("abort", 0, |this, args, context| {
            promise_operation(context, |context| {
                // 1. If this.[[stream]] is undefined, return a promise rejected with a TypeError.
                let stream = writer(this)?.stream().ok_or_else(released)?;
                // 2. Return ! WritableStreamDefaultWriterAbort(this, reason).
                stream.abort(args.get_or_undefined(0), context)
            })
        })
        .operation("close", 0, |this, _, context| {
            promise_operation(context, |context| {
                // 1-2. If this.[[stream]] is undefined, return a promise rejected with a TypeError.
                let stream = writer(this)?.stream().ok_or_else(released)?;
                // 3. If ! WritableStreamCloseQueuedOrInFlight(stream) is true, the same.
                if stream.close_queued_or_in_flight() {
                    return Err(closing());
                }
                // 4. Return ! WritableStreamDefaultWriterClose(this).
                stream.close(context)
            })
        })
        .operation("releaseLock", 0, |this, _, context| {
            writer(this)?.release(context)?;
            Ok(JsValue::undefined())
        })
        .operation("write", 0, |this, args, context| {
            promise_operation(context, |context| {
                // 1. If this.[[stream]] is undefined, return a promise rejected with a TypeError.
                // 2. Return ! WritableStreamDefaultWriterWrite(this, chunk).
                writer(this)?.write(args.get_or_undefined(0).clone(), context)
            })
        })
        .register::<WritableStreamDefaultWriter>();
}

/// `new WritableStreamDefaultWriter(stream)`
///
/// <https://streams.spec.whatwg.org/#default-writer-constructor>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_new::<WritableStreamDefaultWriter>(new_target)?;
    require(args, 1, "WritableStreamDefaultWriter")?;
    let stream = Writable::of(args.get_or_undefined(0))
        .ok_or_else(|| type_error("the argument is not a WritableStream"))?;
    let prototype = prototype_from::<WritableStreamDefaultWriter>(new_target, context)?;
    // 1. Perform ? SetUpWritableStreamDefaultWriter(this, stream).
    let writer = Writer::acquire(&stream, context)?;
    Ok(platform_object(prototype, writer, context).into())
}

fn writer(this: &JsValue) -> JsResult<Writer> {
    Writer::of(this).ok_or_else(|| illegal_invocation("WritableStreamDefaultWriter"))
}
