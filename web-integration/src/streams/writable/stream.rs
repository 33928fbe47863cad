//! What a `WritableStream` is, and the operations on it that its other parts use.
//!
//! <https://streams.spec.whatwg.org/#ws-abstract-ops>

use std::{cell::Cell, collections::VecDeque};

use boa_engine::{Context, JsResult, JsValue, object::builtins::JsPromise};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{controller::WritableController, sink::Sink, writer::Writer};
use crate::{
    abort::{signal::reason_or_default, state::signal_abort},
    mechanism::Capture,
    streams::{
        handle::handle,
        promise::{Deferred, rejected, resolved, upon},
        strategy::SizedBy,
    },
    webidl::type_error,
};

/// The \[\[state]] of a writable stream, with its \[\[storedError]].
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) enum State {
    Writable,
    Erroring(JsValue),
    Closed,
    Errored(JsValue),
}

handle!(
    /// A writable stream.
    Writable,
    WritableState
);

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct WritableState {
    state: GcRefCell<State>,
    backpressure: Cell<bool>,
    /// \[\[closeRequest]], \[\[inFlightWriteRequest]], \[\[inFlightCloseRequest]]
    close_request: GcRefCell<Option<Deferred>>,
    in_flight_write: GcRefCell<Option<Deferred>>,
    in_flight_close: GcRefCell<Option<Deferred>>,
    pending_abort: GcRefCell<Option<PendingAbort>>,
    write_requests: GcRefCell<VecDeque<Deferred>>,
    pub(super) writer: GcRefCell<Option<Writer>>,
    pub(super) controller: GcRefCell<Option<WritableController>>,
}

/// The \[\[pendingAbortRequest]].
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct PendingAbort {
    deferred: Deferred,
    reason: JsValue,
    was_already_erroring: bool,
    /// The mapping of the call of `abort`, for the sink's.
    capture: Capture,
}

impl Writable {
    /// `InitializeWritableStream`
    pub(super) fn new() -> Self {
        Self(Gc::new(WritableState {
            state: GcRefCell::new(State::Writable),
            backpressure: Cell::new(false),
            close_request: GcRefCell::new(None),
            in_flight_write: GcRefCell::new(None),
            in_flight_close: GcRefCell::new(None),
            pending_abort: GcRefCell::new(None),
            write_requests: GcRefCell::default(),
            writer: GcRefCell::new(None),
            controller: GcRefCell::new(None),
        }))
    }

    /// `CreateWritableStream`; `started` is the *startPromise*.
    ///
    /// <https://streams.spec.whatwg.org/#create-writable-stream>
    pub(crate) fn create(
        sink: Box<dyn Sink>,
        sized_by: SizedBy,
        started: &JsPromise,
        context: &mut Context,
    ) -> JsResult<Self> {
        // 2. Let stream be a new WritableStream.
        // 3. Perform ! InitializeWritableStream(stream).
        let stream = Self::new();
        // 4. Let controller be a new WritableStreamDefaultController.
        // 5. Perform ? SetUpWritableStreamDefaultController(stream, controller, ...).
        WritableController::set_up(&stream, sink, sized_by, context)?.start(started, context)?;
        // 6. Return stream.
        Ok(stream)
    }

    pub(crate) fn state(&self) -> State {
        self.state.borrow().clone()
    }

    pub(crate) fn is_writable(&self) -> bool {
        matches!(*self.state.borrow(), State::Writable)
    }

    /// The \[\[storedError]] of a stream that is errored or about to be.
    pub(crate) fn stored_error(&self) -> JsValue {
        match self.state() {
            State::Erroring(error) | State::Errored(error) => error,
            State::Writable | State::Closed => JsValue::undefined(),
        }
    }

    /// `IsWritableStreamLocked`
    pub(crate) fn is_locked(&self) -> bool {
        self.writer.borrow().is_some()
    }

    fn writer(&self) -> Option<Writer> {
        self.writer.borrow().clone()
    }

    pub(crate) fn controller(&self) -> Option<WritableController> {
        self.controller.borrow().clone()
    }

    pub(super) fn has_backpressure(&self) -> bool {
        self.backpressure.get()
    }

    /// `WritableStreamAbort`
    ///
    /// The controller's signal is aborted in the mapping that is current here, and the sink's `abort` runs in
    /// it, also when it has to wait.
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-abort>
    pub(crate) fn abort(&self, reason: &JsValue, context: &mut Context) -> JsResult<JsPromise> {
        // 1. If stream.[[state]] is "closed" or "errored", return a promise resolved with undefined.
        if let State::Closed | State::Errored(_) = self.state() {
            return resolved(JsValue::undefined(), context);
        }
        // 2. Signal abort on stream.[[controller]].[[abortController]] with reason.
        if let Some(controller) = self.controller() {
            let reason = reason_or_default(reason, context)?;
            signal_abort(controller.signal(), reason, context)?;
        }
        // 3. Let state be stream.[[state]]: running the listeners may have changed it.
        let was_already_erroring = match self.state() {
            // 4. If state is "closed" or "errored", return a promise resolved with undefined.
            State::Closed | State::Errored(_) => return resolved(JsValue::undefined(), context),
            State::Writable => false,
            State::Erroring(_) => true,
        };
        // 5. If stream.[[pendingAbortRequest]] is not undefined, return its promise.
        if let Some(pending) = &*self.pending_abort.borrow() {
            return Ok(pending.deferred.promise());
        }
        // 7. Let wasAlreadyErroring be false.
        // 8. If state is "erroring": set wasAlreadyErroring to true, and reason to undefined.
        let reason = if was_already_erroring {
            JsValue::undefined()
        } else {
            reason.clone()
        };
        // 9. Let promise be a new promise.
        // 10. Set stream.[[pendingAbortRequest]].
        let deferred = Deferred::new(context);
        *self.pending_abort.borrow_mut() = Some(PendingAbort {
            deferred: deferred.clone(),
            reason: reason.clone(),
            was_already_erroring,
            capture: Capture::now(context),
        });
        // 11. If wasAlreadyErroring is false, perform ! WritableStreamStartErroring(stream, reason).
        if !was_already_erroring {
            self.start_erroring(reason, context)?;
        }
        // 12. Return promise.
        Ok(deferred.promise())
    }

    /// `WritableStreamClose`
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-close>
    pub(crate) fn close(&self, context: &mut Context) -> JsResult<JsPromise> {
        // 2. If state is "closed" or "errored", return a promise rejected with a TypeError exception.
        if let State::Closed | State::Errored(_) = self.state() {
            let error = type_error("the stream is closed or errored").into_opaque(context)?;
            return rejected(error, context);
        }
        // 5. Let promise be a new promise. 6. Set stream.[[closeRequest]] to promise.
        let deferred = Deferred::new(context);
        *self.close_request.borrow_mut() = Some(deferred.clone());
        // 7-8. If writer is not undefined, and stream.[[backpressure]] is true, and state is "writable",
        //      resolve writer.[[readyPromise]] with undefined.
        if let Some(writer) = self.writer()
            && self.has_backpressure()
            && self.is_writable()
        {
            writer.ready().fulfill(context)?;
        }
        // 9. Perform ! WritableStreamDefaultControllerClose(stream.[[controller]]).
        if let Some(controller) = self.controller() {
            controller.close(context)?;
        }
        // 10. Return promise.
        Ok(deferred.promise())
    }

    /// `WritableStreamAddWriteRequest`
    pub(super) fn add_write_request(&self, context: &mut Context) -> JsPromise {
        let deferred = Deferred::new(context);
        let promise = deferred.promise();
        self.write_requests.borrow_mut().push_back(deferred);
        promise
    }

    /// `WritableStreamCloseQueuedOrInFlight`
    pub(crate) fn close_queued_or_in_flight(&self) -> bool {
        self.close_request.borrow().is_some() || self.in_flight_close.borrow().is_some()
    }

    /// `WritableStreamHasOperationMarkedInFlight`
    fn has_operation_in_flight(&self) -> bool {
        self.is_writing() || self.in_flight_close.borrow().is_some()
    }

    /// Whether \[\[inFlightWriteRequest]] is not undefined.
    pub(super) fn is_writing(&self) -> bool {
        self.in_flight_write.borrow().is_some()
    }

    /// `WritableStreamMarkFirstWriteRequestInFlight`
    pub(super) fn mark_write_in_flight(&self) {
        let request = self.write_requests.borrow_mut().pop_front();
        *self.in_flight_write.borrow_mut() = request;
    }

    /// `WritableStreamMarkCloseRequestInFlight`
    pub(super) fn mark_close_in_flight(&self) {
        let request = self.close_request.borrow_mut().take();
        *self.in_flight_close.borrow_mut() = request;
    }

    /// `WritableStreamDealWithRejection`
    pub(super) fn deal_with_rejection(
        &self,
        error: &JsValue,
        context: &mut Context,
    ) -> JsResult<()> {
        // 2. If state is "writable", perform ! WritableStreamStartErroring(stream, error).
        if self.is_writable() {
            return self.start_erroring(error.clone(), context);
        }
        // 4. Perform ! WritableStreamFinishErroring(stream).
        self.finish_erroring(context)
    }

    /// `WritableStreamStartErroring`
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-start-erroring>
    pub(super) fn start_erroring(&self, reason: JsValue, context: &mut Context) -> JsResult<()> {
        // 5. Set stream.[[state]] to "erroring". 6. Set stream.[[storedError]] to reason.
        *self.state.borrow_mut() = State::Erroring(reason.clone());
        // 8. If writer is not undefined, perform !
        //    WritableStreamDefaultWriterEnsureReadyPromiseRejected(writer, reason).
        if let Some(writer) = self.writer() {
            writer.ensure_ready_rejected(&reason, context)?;
        }
        // 9. If ! WritableStreamHasOperationMarkedInFlight(stream) is false and
        //    controller.[[started]] is true, perform ! WritableStreamFinishErroring(stream).
        let is_started = self
            .controller()
            .is_some_and(|controller| controller.is_started());
        if !self.has_operation_in_flight() && is_started {
            self.finish_erroring(context)?;
        }
        Ok(())
    }

    /// `WritableStreamFinishErroring`
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-finish-erroring>
    pub(super) fn finish_erroring(&self, context: &mut Context) -> JsResult<()> {
        // 3. Set stream.[[state]] to "errored".
        let stored_error = self.stored_error();
        *self.state.borrow_mut() = State::Errored(stored_error.clone());
        // 4. Perform ! stream.[[controller]].[[ErrorSteps]]().
        let controller = self.controller();
        if let Some(controller) = &controller {
            controller.error_steps();
        }
        // 6. For each writeRequest of stream.[[writeRequests]], reject it with storedError.
        // 7. Set stream.[[writeRequests]] to an empty list.
        let requests = std::mem::take(&mut *self.write_requests.borrow_mut());
        for request in requests {
            request.reject(stored_error.clone(), context)?;
        }
        // 8. If stream.[[pendingAbortRequest]] is undefined, reject the close and closed promises if
        //    needed and return.
        // 9. Let abortRequest be it. 10. Set stream.[[pendingAbortRequest]] to undefined.
        let pending = self.pending_abort.borrow_mut().take();
        let Some((pending, controller)) = pending.zip(controller) else {
            return self.reject_closed_if_needed(context);
        };
        // 11. If abortRequest's was already erroring is true, reject its promise with storedError.
        if pending.was_already_erroring {
            pending.deferred.reject(stored_error, context)?;
            return self.reject_closed_if_needed(context);
        }
        // 12. Let promise be ! stream.[[controller]].[[AbortSteps]](abortRequest's reason).
        pending.capture.run(context, |context| {
            let promise = controller.abort_steps(&pending.reason, context)?;
            upon(
                &promise,
                (self.clone(), pending.deferred),
                // 13. Upon fulfillment, resolve abortRequest's promise with undefined.
                |(stream, deferred), _, context| {
                    deferred.fulfill(context)?;
                    stream.reject_closed_if_needed(context)
                },
                // 14. Upon rejection with reason, reject abortRequest's promise with reason.
                |(stream, deferred), reason, context| {
                    deferred.reject(reason.clone(), context)?;
                    stream.reject_closed_if_needed(context)
                },
                context,
            )
        })
    }

    /// `WritableStreamFinishInFlightWrite`
    pub(super) fn finish_write(&self, context: &mut Context) -> JsResult<()> {
        // 2. Resolve stream.[[inFlightWriteRequest]] with undefined. 3. Set it to undefined.
        let request = self.in_flight_write.borrow_mut().take();
        request.map_or(Ok(()), |request| request.fulfill(context))
    }

    /// `WritableStreamFinishInFlightWriteWithError`
    pub(super) fn finish_write_with_error(
        &self,
        error: &JsValue,
        context: &mut Context,
    ) -> JsResult<()> {
        // 2. Reject stream.[[inFlightWriteRequest]] with error. 3. Set it to undefined.
        let request = self.in_flight_write.borrow_mut().take();
        if let Some(request) = request {
            request.reject(error.clone(), context)?;
        }
        // 5. Perform ! WritableStreamDealWithRejection(stream, error).
        self.deal_with_rejection(error, context)
    }

    /// `WritableStreamFinishInFlightClose`
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-finish-in-flight-close>
    pub(super) fn finish_close(&self, context: &mut Context) -> JsResult<()> {
        // 2. Resolve stream.[[inFlightCloseRequest]] with undefined. 3. Set it to undefined.
        let request = self.in_flight_close.borrow_mut().take();
        if let Some(request) = request {
            request.fulfill(context)?;
        }
        // 6. If state is "erroring": the error was too late to do anything. If
        //    stream.[[pendingAbortRequest]] is not undefined, resolve its promise with undefined and set it
        //    to undefined. 7. Set stream.[[state]] to "closed".
        let before = std::mem::replace(&mut *self.state.borrow_mut(), State::Closed);
        if let State::Erroring(_) = before {
            let pending = self.pending_abort.borrow_mut().take();
            if let Some(pending) = pending {
                pending.deferred.fulfill(context)?;
            }
        }
        // 9. If writer is not undefined, resolve writer.[[closedPromise]] with undefined.
        self.writer()
            .map_or(Ok(()), |writer| writer.closed().fulfill(context))
    }

    /// `WritableStreamFinishInFlightCloseWithError`
    pub(super) fn finish_close_with_error(
        &self,
        error: &JsValue,
        context: &mut Context,
    ) -> JsResult<()> {
        // 2. Reject stream.[[inFlightCloseRequest]] with error. 3. Set it to undefined.
        let request = self.in_flight_close.borrow_mut().take();
        if let Some(request) = request {
            request.reject(error.clone(), context)?;
        }
        // 5. If stream.[[pendingAbortRequest]] is not undefined, reject its promise with error and set it
        //    to undefined.
        let pending = self.pending_abort.borrow_mut().take();
        if let Some(pending) = pending {
            pending.deferred.reject(error.clone(), context)?;
        }
        // 6. Perform ! WritableStreamDealWithRejection(stream, error).
        self.deal_with_rejection(error, context)
    }

    /// `WritableStreamRejectCloseAndClosedPromiseIfNeeded`
    fn reject_closed_if_needed(&self, context: &mut Context) -> JsResult<()> {
        let stored_error = self.stored_error();
        // 2. If stream.[[closeRequest]] is not undefined, reject it with stream.[[storedError]] and set it
        //    to undefined.
        let request = self.close_request.borrow_mut().take();
        if let Some(request) = request {
            request.reject(stored_error.clone(), context)?;
        }
        // 4. If writer is not undefined, reject writer.[[closedPromise]] with stream.[[storedError]] and
        //    set its [[PromiseIsHandled]] to true.
        self.writer().map_or(Ok(()), |writer| {
            writer.closed().reject_and_handle(stored_error, context)
        })
    }

    /// `WritableStreamUpdateBackpressure`
    pub(super) fn update_backpressure(
        &self,
        backpressure: bool,
        context: &mut Context,
    ) -> JsResult<()> {
        // 4. If writer is not undefined and backpressure is not stream.[[backpressure]], set
        //    writer.[[readyPromise]] to a new promise if it is true, otherwise resolve that with undefined.
        // 5. Set stream.[[backpressure]] to backpressure.
        if self.backpressure.replace(backpressure) == backpressure {
            return Ok(());
        }
        match self.writer() {
            Some(writer) if backpressure => writer.set_ready(Deferred::new(context)),
            Some(writer) => writer.ready().fulfill(context)?,
            None => {}
        }
        Ok(())
    }
}
