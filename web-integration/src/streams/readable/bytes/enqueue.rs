//! Enqueues bytes, and fulfills pending reads with them.
//!
//! <https://streams.spec.whatwg.org/#rbs-controller-abstract-ops>

use boa_engine::{Context, JsError, JsResult, JsValue, object::builtins::JsArrayBuffer};

use super::{
    controller::ByteController,
    pull_into::{PullInto, ReaderType},
    view::{View, ViewKind, copy_of, is_detached, transfer},
};
use crate::{
    streams::readable::{pull::Pulls, reader::ReadRequest},
    webidl::type_error,
};

impl ByteController {
    /// `ReadableByteStreamControllerEnqueue`
    ///
    /// <https://streams.spec.whatwg.org/#readable-byte-stream-controller-enqueue>
    ///
    /// # Errors
    ///
    /// A `TypeError` if a buffer is detached.
    pub(super) fn enqueue(&self, chunk: &View, context: &mut Context) -> JsResult<()> {
        // 2. If controller.[[closeRequested]] is true or state is not "readable", return.
        if !self.can_close_or_enqueue() {
            return Ok(());
        }
        // 6. If ! IsDetachedBuffer(buffer) is true, throw. 7. Transfer it.
        let buffer = transfer(&chunk.buffer, context)?;
        let (offset, length) = (chunk.offset, chunk.length);
        // 8. If controller.[[pendingPullIntos]] is not empty,
        if let Some(first) = self.first_pull_into() {
            //    2. If the buffer of the first is detached, throw a TypeError exception.
            //    3. Invalidate the BYOB request. 4. Transfer that buffer.
            if is_detached(&first.buffer()) {
                return Err(type_error("the buffer of the BYOB request is detached"));
            }
            self.invalidate_byob_request();
            first.renew_buffer(context)?;
            //    5. If its reader type is "none", perform ?
            //       ReadableByteStreamControllerEnqueueDetachedPullIntoToQueue(controller, it).
            if first.reader_type.get() == ReaderType::None {
                self.enqueue_detached(&first, context)?;
            }
        }
        if self.stream.has_default_reader() {
            // 9. If ! ReadableStreamHasDefaultReader(stream) is true, process the read requests.
            self.process_requests_using_queue(context)?;
            match self.stream.next_request() {
                None => self.queue.push(buffer, offset, length),
                Some(request) => {
                    //  3. Otherwise: the first pull-into, if there is one, is that of the read request.
                    self.shift_pull_into();
                    let view = ViewKind::BYTES.construct(&buffer, offset, length, context)?;
                    request.chunk(view, context)?;
                }
            }
        } else {
            // 10-11. Otherwise: enqueue the chunk; for a BYOB reader, fill its views.
            self.queue.push(buffer, offset, length);
            if self.stream.is_locked() {
                self.commit_filled_from_queue(context)?;
            }
        }
        // 12. Perform ! ReadableByteStreamControllerCallPullIfNeeded(controller).
        self.call_pull_if_needed(context)
    }

    /// Enqueues an `ArrayBufferView`.
    ///
    /// # Errors
    ///
    /// A `TypeError` if the value is another one, or its buffer is detached.
    pub(crate) fn enqueue_view(&self, view: &JsValue, context: &mut Context) -> JsResult<()> {
        let view = View::of(view, context)?;
        self.enqueue(&view, context)
    }

    /// `ReadableByteStreamControllerEnqueueDetachedPullIntoToQueue`
    ///
    /// <https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamcontrollerenqueuedetachedpullintotoqueue>
    pub(super) fn enqueue_detached(
        &self,
        pull_into: &PullInto,
        context: &mut Context,
    ) -> JsResult<()> {
        // 2. If pullIntoDescriptor's bytes filled > 0, enqueue a copy of these.
        if pull_into.filled.get() > 0 {
            let filled = pull_into.filled.get();
            self.enqueue_copy(&pull_into.buffer(), pull_into.offset, filled, context)?;
        }
        // 3. Perform ! ReadableByteStreamControllerShiftPendingPullInto(controller).
        self.shift_pull_into();
        Ok(())
    }

    /// `ReadableByteStreamControllerEnqueueClonedChunkToQueue`
    ///
    /// <https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamcontrollerenqueueclonedchunktoqueue>
    pub(super) fn enqueue_copy(
        &self,
        buffer: &JsArrayBuffer,
        offset: usize,
        length: usize,
        context: &mut Context,
    ) -> JsResult<()> {
        // 1. Let cloneResult be CloneArrayBuffer(buffer, byteOffset, byteLength, %ArrayBuffer%).
        match copy_of(buffer, offset, length, context) {
            Ok(copy) => {
                self.queue.push(copy, 0, length);
                Ok(())
            }
            // 2. If it is an abrupt completion, error the controller, and return it.
            Err(error) => {
                let reason = error.into_opaque(context)?;
                self.error(&reason, context)?;
                Err(JsError::from_opaque(reason))
            }
        }
    }

    /// `ReadableByteStreamControllerProcessReadRequestsUsingQueue`
    ///
    /// <https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamcontrollerprocessreadrequestsusingqueue>
    fn process_requests_using_queue(&self, context: &mut Context) -> JsResult<()> {
        while self.queue.total() > 0 {
            let Some(request) = self.stream.next_request() else {
                return Ok(());
            };
            self.fill_request_from_queue(request, context)?;
        }
        Ok(())
    }

    /// `ReadableByteStreamControllerFillReadRequestFromQueue`
    ///
    /// <https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamcontrollerfillreadrequestfromqueue>
    pub(super) fn fill_request_from_queue(
        &self,
        request: Box<dyn ReadRequest>,
        context: &mut Context,
    ) -> JsResult<()> {
        // 2-4. Take the first entry out of the queue.
        let Some((buffer, offset, length)) = self.queue.pop() else {
            return Ok(());
        };
        // 5. Perform ! ReadableByteStreamControllerHandleQueueDrain(controller).
        self.handle_queue_drain(context)?;
        // 6. Let view be ! Construct(%Uint8Array%, ...). 7. Perform readRequest's chunk steps, given view.
        let view = ViewKind::BYTES.construct(&buffer, offset, length, context)?;
        request.chunk(view, context)
    }

    /// `ReadableByteStreamControllerHandleQueueDrain`
    ///
    /// <https://streams.spec.whatwg.org/#readable-byte-stream-controller-handle-queue-drain>
    pub(super) fn handle_queue_drain(&self, context: &mut Context) -> JsResult<()> {
        // 2. If controller.[[queueTotalSize]] is 0 and controller.[[closeRequested]] is true, clear the
        //    algorithms and close the stream. 3. Otherwise, call pull if needed.
        if self.queue.total() == 0 && self.close_requested.get() {
            self.clear_algorithms();
            return self.stream.close(context);
        }
        self.call_pull_if_needed(context)
    }
}
