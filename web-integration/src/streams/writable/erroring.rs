//! The ends of writes and closes, and how a stream becomes errored.
//!
//! <https://streams.spec.whatwg.org/#ws-abstract-ops-used-by-controllers>

use boa_engine::{Context, JsResult, JsValue};

use super::stream::{State, Writable};
use crate::streams::promise::upon;

impl Writable {
    /// `WritableStreamDealWithRejection`
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-deal-with-rejection>
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
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-finish-in-flight-write>
    pub(super) fn finish_write(&self, context: &mut Context) -> JsResult<()> {
        // 2. Resolve stream.[[inFlightWriteRequest]] with undefined. 3. Set it to undefined.
        let request = self.in_flight_write.borrow_mut().take();
        request.map_or(Ok(()), |request| request.fulfill(context))
    }

    /// `WritableStreamFinishInFlightWriteWithError`
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-finish-in-flight-write-with-error>
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
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-finish-in-flight-close-with-error>
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
    ///
    /// <https://streams.spec.whatwg.org/#writable-stream-reject-close-and-closed-promise-if-needed>
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
}
