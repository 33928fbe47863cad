//! Reads into a view of the reader, and the responses of the source.
//!
//! <https://streams.spec.whatwg.org/#rbs-controller-abstract-ops>

use boa_async_context::CaptureKind;
use boa_engine::{Context, JsError, JsNativeError, JsResult, JsValue};

use super::{
    controller::ByteController,
    pull_into::{PullInto, ReaderType},
    view::{View, transfer},
};
use crate::{
    mechanism::Capture,
    streams::readable::{pull::Pulls, reader::ReadRequest, stream::State},
    webidl::type_error,
};

impl ByteController {
    /// `ReadableByteStreamControllerPullInto`
    ///
    /// <https://streams.spec.whatwg.org/#readable-byte-stream-controller-pull-into>
    pub(super) fn pull_into(
        &self,
        view: &View,
        minimum: usize,
        request: Box<dyn ReadRequest>,
        context: &mut Context,
    ) -> JsResult<()> {
        // 8. Let bufferResult be TransferArrayBuffer(view.[[ViewedArrayBuffer]]).
        let buffer = match transfer(&view.buffer, context) {
            Ok(buffer) => buffer,
            // 9. If it is an abrupt completion, perform readIntoRequest's error steps and return.
            Err(error) => {
                let reason = error.into_opaque(context)?;
                return request.error(reason, context);
            }
        };
        // 5. Let minimumFill be min × elementSize.
        let minimum = minimum.saturating_mul(view.kind.element_size());
        // 11. Let pullIntoDescriptor be a new pull-into descriptor.
        let pull_into = PullInto::into_view(view.kind, buffer, view.offset, view.length, minimum);
        // 12. If controller.[[pendingPullIntos]] is not empty, append it, add the request, return.
        if self.has_pull_intos() {
            self.pull_intos.borrow_mut().push_back(pull_into);
            self.stream
                .add_request(request, Some(Capture::now(CaptureKind::Stream, context)));
            return Ok(());
        }
        // 13. If stream.[[state]] is "closed", perform the close steps with an empty view.
        if let State::Closed = self.stream.state() {
            let empty = pull_into.to_view(context)?;
            return request.close_with(empty, context);
        }
        // 14. If controller.[[queueTotalSize]] > 0,
        if self.queue.total() > 0 {
            //   1. If the descriptor can be filled from the queue, that is the chunk.
            if self.queue.fill(&pull_into)? {
                let filled = pull_into.to_view(context)?;
                self.handle_queue_drain(context)?;
                return request.chunk(filled, context);
            }
            //   2. If controller.[[closeRequested]] is true: let e be a TypeError exception, error the
            //      controller, perform the error steps.
            if self.close_requested.get() {
                let error = type_error("the stream is closed within an element");
                let reason = error.into_opaque(context)?;
                self.error(&reason, context)?;
                return request.error(reason, context);
            }
        }
        // 15-16. Append the descriptor, add the request. 17. Call pull if needed.
        self.pull_intos.borrow_mut().push_back(pull_into);
        let cause = self.cause_of_read(context);
        self.stream.add_request(request, cause);
        self.call_pull_if_needed(context)
    }

    /// `ReadableByteStreamControllerRespond`
    ///
    /// <https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond>
    ///
    /// # Errors
    ///
    /// A `TypeError` if the state of the stream does not allow the number, a `RangeError` if the number is larger
    /// than the view.
    pub(crate) fn respond(&self, count: usize, context: &mut Context) -> JsResult<()> {
        // 2. Let firstDescriptor be controller.[[pendingPullIntos]][0].
        let first = self.first_pull_into().ok_or_else(nothing_asked)?;
        self.check_count(count)?;
        // 5.3. If firstDescriptor's bytes filled + bytesWritten > its byte length, throw a RangeError.
        if count > first.room() {
            return Err(out_of_range("there is not so much room"));
        }
        // 6. Set firstDescriptor's buffer to ! TransferArrayBuffer(firstDescriptor's buffer).
        first.renew_buffer(context)?;
        // 7. Perform ? ReadableByteStreamControllerRespondInternal(controller, bytesWritten).
        self.respond_internal(&first, count, context)
    }

    /// `ReadableByteStreamControllerRespondWithNewView`
    ///
    /// <https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond-with-new-view>
    ///
    /// # Errors
    ///
    /// Like [`Self::respond`]; also a `RangeError` if the view is not part of the requested buffer.
    pub(crate) fn respond_with(&self, view: &JsValue, context: &mut Context) -> JsResult<()> {
        let view = View::of(view, context)?;
        // 3. Let firstDescriptor be controller.[[pendingPullIntos]][0].
        let first = self.first_pull_into().ok_or_else(nothing_asked)?;
        // 5-6. The length has to fit the state.
        self.check_count(view.length)?;
        // 7. If firstDescriptor's byte offset + its bytes filled is not view.[[ByteOffset]], throw a
        //    RangeError exception.
        // 8. If firstDescriptor's buffer byte length is not that of view's buffer, the same.
        // 9. If firstDescriptor's bytes filled + view.[[ByteLength]] > its byte length, the same.
        if first.offset + first.filled.get() != view.offset
            || first.buffer_length != view.buffer.byte_length()
            || view.length > first.room()
        {
            return Err(out_of_range("the view is not one of the same bytes"));
        }
        // 11. Set firstDescriptor's buffer to ? TransferArrayBuffer(view.[[ViewedArrayBuffer]]).
        first.set_buffer(transfer(&view.buffer, context)?);
        // 12. Perform ? ReadableByteStreamControllerRespondInternal(controller, viewByteLength).
        self.respond_internal(&first, view.length, context)
    }

    /// A stream that is closed is answered with 0 bytes, another one with more.
    fn check_count(&self, count: usize) -> JsResult<()> {
        let is_closed = matches!(self.stream.state(), State::Closed);
        if is_closed != (count == 0) {
            return Err(type_error(if is_closed {
                "the stream is closed: no bytes can be written"
            } else {
                "no bytes were written, and the stream is not closed"
            }));
        }
        Ok(())
    }

    /// `ReadableByteStreamControllerRespondInternal`
    ///
    /// <https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond-internal>
    fn respond_internal(
        &self,
        first: &PullInto,
        count: usize,
        context: &mut Context,
    ) -> JsResult<()> {
        // 3. Perform ! ReadableByteStreamControllerInvalidateBYOBRequest(controller).
        self.invalidate_byob_request();
        // 4-6. Respond in the closed or in the readable state.
        if let State::Closed = self.stream.state() {
            self.respond_in_closed_state(first, context)?;
        } else {
            self.respond_in_readable_state(first, count, context)?;
        }
        // 7. Perform ! ReadableByteStreamControllerCallPullIfNeeded(controller).
        self.call_pull_if_needed(context)
    }

    /// `ReadableByteStreamControllerRespondInClosedState`
    ///
    /// <https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond-in-closed-state>
    fn respond_in_closed_state(&self, first: &PullInto, context: &mut Context) -> JsResult<()> {
        // 2. If firstDescriptor's reader type is "none", perform !
        //    ReadableByteStreamControllerShiftPendingPullInto(controller).
        if first.reader_type.get() == ReaderType::None {
            self.shift_pull_into();
        }
        // 4. If ! ReadableStreamHasBYOBReader(stream) is true, commit a descriptor for each request.
        while self.stream.has_byob_requests() {
            let Some(pull_into) = self.shift_pull_into() else {
                break;
            };
            self.commit(&pull_into, context)?;
        }
        Ok(())
    }

    /// `ReadableByteStreamControllerRespondInReadableState`
    ///
    /// <https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond-in-readable-state>
    fn respond_in_readable_state(
        &self,
        first: &PullInto,
        count: usize,
        context: &mut Context,
    ) -> JsResult<()> {
        // 2. Perform ! ...FillHeadPullIntoDescriptor(controller, bytesWritten, pullIntoDescriptor).
        first.filled.set(first.filled.get() + count);
        // 3. If pullIntoDescriptor's reader type is "none", enqueue its bytes and process the other descriptors.
        if first.reader_type.get() == ReaderType::None {
            self.enqueue_detached(first, context)?;
            return self.commit_filled_from_queue(context);
        }
        // 4. If pullIntoDescriptor's bytes filled < its minimum fill, return.
        if first.filled.get() < first.minimum {
            return Ok(());
        }
        // 5. Perform ! ReadableByteStreamControllerShiftPendingPullInto(controller).
        self.shift_pull_into();
        // 6-7. Enqueue a copy of the bytes that do not make a whole element.
        let remainder = first.remainder();
        if remainder > 0 {
            let end = first.offset + first.filled.get();
            self.enqueue_copy(&first.buffer(), end - remainder, remainder, context)?;
        }
        // 8. Set pullIntoDescriptor's bytes filled to its bytes filled − remainderSize.
        first.filled.set(first.filled.get() - remainder);
        // 9. Let filledPullIntos be the result of processing the descriptors using the queue.
        let filled = self.take_filled_from_queue()?;
        // 10. Commit pullIntoDescriptor. 11. Commit each of filledPullIntos.
        self.commit(first, context)?;
        filled
            .iter()
            .try_for_each(|pull_into| self.commit(pull_into, context))
    }

    /// `ReadableByteStreamControllerProcessPullIntoDescriptorsUsingQueue`
    ///
    /// <https://streams.spec.whatwg.org/#readable-byte-stream-controller-process-pull-into-descriptors-using-queue>
    fn take_filled_from_queue(&self) -> JsResult<Vec<PullInto>> {
        let mut filled = Vec::new();
        while self.queue.total() > 0 {
            let Some(first) = self.first_pull_into() else {
                break;
            };
            if self.queue.fill(&first)? {
                self.shift_pull_into();
                filled.push(first);
            }
        }
        Ok(filled)
    }

    /// Processes the descriptors using the queue, and commits those that are filled.
    pub(super) fn commit_filled_from_queue(&self, context: &mut Context) -> JsResult<()> {
        let filled = self.take_filled_from_queue()?;
        filled
            .iter()
            .try_for_each(|pull_into| self.commit(pull_into, context))
    }

    /// `ReadableByteStreamControllerCommitPullIntoDescriptor`
    ///
    /// <https://streams.spec.whatwg.org/#readable-byte-stream-controller-commit-pull-into-descriptor>
    fn commit(&self, pull_into: &PullInto, context: &mut Context) -> JsResult<()> {
        // 5. Let filledView be ! ...ConvertPullIntoDescriptor(pullIntoDescriptor).
        let view = pull_into.to_view(context)?;
        // 6-7. Fulfill the request; done is whether stream.[[state]] is "closed".
        let Some(request) = self.stream.next_request() else {
            return Ok(());
        };
        match self.stream.state() {
            State::Closed => request.close_with(view, context),
            _ => request.chunk(view, context),
        }
    }
}

fn nothing_asked() -> JsError {
    type_error("no read asked for bytes")
}

fn out_of_range(message: &'static str) -> JsError {
    JsNativeError::range().with_message(message).into()
}
