//! The state of a `WritableStream`, and the operations on it that writers and controllers use.
//!
//! <https://streams.spec.whatwg.org/#ws-abstract-ops>

use std::{cell::Cell, collections::VecDeque};

use boa_async_context::CaptureKind;
use boa_engine::{Context, JsResult, JsValue, object::builtins::JsPromise};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{controller::WritableController, sink::Sink, writer::Writer};
use crate::{
    abort::{reason::reason_or_default, signal_abort::signal_abort},
    mechanism::Capture,
    streams::{
        handle::handle,
        promise::{Deferred, rejected, resolved},
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
    pub(super) state: GcRefCell<State>,
    backpressure: Cell<bool>,
    /// \[\[closeRequest]], \[\[inFlightWriteRequest]], \[\[inFlightCloseRequest]]
    pub(super) close_request: GcRefCell<Option<Deferred>>,
    pub(super) in_flight_write: GcRefCell<Option<Deferred>>,
    pub(super) in_flight_close: GcRefCell<Option<Deferred>>,
    pub(super) pending_abort: GcRefCell<Option<PendingAbort>>,
    pub(super) write_requests: GcRefCell<VecDeque<Deferred>>,
    pub(super) writer: GcRefCell<Option<Writer>>,
    pub(super) controller: GcRefCell<Option<WritableController>>,
}

/// The \[\[pendingAbortRequest]].
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct PendingAbort {
    pub(super) deferred: Deferred,
    pub(super) reason: JsValue,
    pub(super) was_already_erroring: bool,
    /// The mapping of the `abort()` call, in which the `abort` of the sink runs.
    pub(super) capture: Capture,
}

impl Writable {
    /// `InitializeWritableStream`
    ///
    /// <https://streams.spec.whatwg.org/#initialize-writable-stream>
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

    /// The \[\[storedError]] of a stream that is errored or erroring; `undefined` for other streams.
    pub(crate) fn stored_error(&self) -> JsValue {
        match self.state() {
            State::Erroring(error) | State::Errored(error) => error,
            State::Writable | State::Closed => JsValue::undefined(),
        }
    }

    /// `IsWritableStreamLocked`
    ///
    /// <https://streams.spec.whatwg.org/#is-writable-stream-locked>
    pub(crate) fn is_locked(&self) -> bool {
        self.writer.borrow().is_some()
    }

    pub(super) fn writer(&self) -> Option<Writer> {
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
    /// The signal of the controller is aborted in the current mapping. The `abort` of the sink runs in it too, also
    /// if it has to wait.
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
            capture: Capture::now(CaptureKind::Stream, context),
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
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-add-write-request>
    pub(super) fn add_write_request(&self, context: &mut Context) -> JsPromise {
        let deferred = Deferred::new(context);
        let promise = deferred.promise();
        self.write_requests.borrow_mut().push_back(deferred);
        promise
    }

    /// `WritableStreamCloseQueuedOrInFlight`
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-close-queued-or-in-flight>
    pub(crate) fn close_queued_or_in_flight(&self) -> bool {
        self.close_request.borrow().is_some() || self.in_flight_close.borrow().is_some()
    }

    /// `WritableStreamHasOperationMarkedInFlight`
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-has-operation-marked-in-flight>
    pub(super) fn has_operation_in_flight(&self) -> bool {
        self.is_writing() || self.in_flight_close.borrow().is_some()
    }

    /// Whether \[\[inFlightWriteRequest]] is not undefined.
    pub(super) fn is_writing(&self) -> bool {
        self.in_flight_write.borrow().is_some()
    }

    /// `WritableStreamMarkFirstWriteRequestInFlight`
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-mark-first-write-request-in-flight>
    pub(super) fn mark_write_in_flight(&self) {
        let request = self.write_requests.borrow_mut().pop_front();
        *self.in_flight_write.borrow_mut() = request;
    }

    /// `WritableStreamMarkCloseRequestInFlight`
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-mark-close-request-in-flight>
    pub(super) fn mark_close_in_flight(&self) {
        let request = self.close_request.borrow_mut().take();
        *self.in_flight_close.borrow_mut() = request;
    }

    /// `WritableStreamUpdateBackpressure`
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-update-backpressure>
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
