//! `ReadableByteStreamController`.
//!
//! <https://streams.spec.whatwg.org/#rbs-controller-class>

use std::{cell::Cell, collections::VecDeque};

use boa_engine::{
    Context, JsArgs, JsError, JsObject, JsResult, JsValue,
    object::builtins::{JsArrayBuffer, JsPromise},
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{
    pull_into::{PullInto, ReaderType},
    queue::ByteQueue,
    request::ByobRequest,
    view::{View, ViewKind},
};
use crate::{
    streams::{
        handle::handle,
        promise::completion,
        readable::{
            pull::{PullState, Pulls},
            reader::ReadRequest,
            stream::{Controller, Readable, State},
            watcher::Watcher,
        },
    },
    webidl::{
        Interface, illegal_constructor, illegal_invocation, interface, prototype_of, require,
        type_error,
    },
};

interface!(ReadableByteStreamController);

/// The pull and cancel algorithms of a stream of bytes. [`Source`](crate::streams::readable::source::Source) is the
/// trait for other streams.
pub(crate) trait ByteSource: Trace {
    /// Provides bytes: the *pull algorithm*.
    fn pull(
        &self,
        controller: &ByteController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>>;

    /// Ends the source, because no further bytes are wanted: the *cancel algorithm*.
    fn cancel(&self, reason: &JsValue, context: &mut Context) -> JsResult<Option<JsPromise>>;

    /// Looks for the end of the stream between the reads from now on, for this watcher; `None` if there is none any more. Most
    /// sources notice their end by themselves.
    fn watch(&self, _watcher: Option<Watcher>, _context: &mut Context) {}
}

handle!(
    /// The controller of a stream of bytes.
    ByteController,
    ByteControllerState
);

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct ByteControllerState {
    pub(super) stream: Readable,
    /// The JavaScript object; created when the program first sees it.
    object: GcRefCell<Option<JsObject>>,
    pub(super) queue: ByteQueue,
    pub(super) pull_intos: GcRefCell<VecDeque<PullInto>>,
    byob_request: GcRefCell<Option<ByobRequest>>,
    high_water_mark: f64,
    auto_allocate: Option<usize>,
    pub(super) close_requested: Cell<bool>,
    pull: PullState,
    /// The algorithms that `ClearAlgorithms` releases.
    source: GcRefCell<Option<Gc<Box<dyn ByteSource>>>>,
}

impl ByteController {
    /// `SetUpReadableByteStreamController`, up to the start algorithm.
    ///
    /// <https://streams.spec.whatwg.org/#set-up-readable-byte-stream-controller>
    pub(crate) fn set_up(
        stream: &Readable,
        source: Box<dyn ByteSource>,
        high_water_mark: f64,
        auto_allocate: Option<usize>,
    ) -> Self {
        // 3-12. Set the fields of controller.
        let controller = Self(Gc::new(ByteControllerState {
            stream: stream.clone(),
            object: GcRefCell::new(None),
            queue: ByteQueue::default(),
            pull_intos: GcRefCell::default(),
            byob_request: GcRefCell::new(None),
            high_water_mark,
            auto_allocate,
            close_requested: Cell::new(false),
            pull: PullState::default(),
            source: GcRefCell::new(Some(Gc::new(source))),
        }));
        // 13. Set stream.[[controller]] to controller.
        stream.set_controller(Controller::Bytes(controller.clone()));
        controller
    }

    /// The JavaScript object of the controller; created at the first call.
    pub(crate) fn object(&self, context: &Context) -> JsResult<JsObject> {
        if let Some(object) = &*self.object.borrow() {
            return Ok(object.clone());
        }
        let prototype = prototype_of::<ReadableByteStreamController>(context)?;
        let object = JsObject::from_proto_and_data(prototype, self.clone());
        *self.object.borrow_mut() = Some(object.clone());
        Ok(object)
    }

    fn source(&self) -> Option<Gc<Box<dyn ByteSource>>> {
        self.source.borrow().clone()
    }

    /// `ReadableByteStreamControllerClearAlgorithms`
    ///
    /// <https://streams.spec.whatwg.org/#readable-byte-stream-controller-clear-algorithms>
    pub(super) fn clear_algorithms(&self) {
        let source = self.source.borrow_mut().take();
        drop(source);
        self.pull.clear();
    }

    pub(super) fn first_pull_into(&self) -> Option<PullInto> {
        self.pull_intos.borrow().front().cloned()
    }

    /// `ReadableByteStreamControllerShiftPendingPullInto`
    ///
    /// <https://streams.spec.whatwg.org/#readable-byte-stream-controller-shift-pending-pull-into>
    pub(super) fn shift_pull_into(&self) -> Option<PullInto> {
        self.pull_intos.borrow_mut().pop_front()
    }

    pub(crate) fn has_pull_intos(&self) -> bool {
        !self.pull_intos.borrow().is_empty()
    }

    /// `ReadableByteStreamControllerClearPendingPullIntos`
    ///
    /// <https://streams.spec.whatwg.org/#readable-byte-stream-controller-clear-pending-pull-intos>
    fn clear_pull_intos(&self) {
        self.invalidate_byob_request();
        let pull_intos = std::mem::take(&mut *self.pull_intos.borrow_mut());
        drop(pull_intos);
    }

    /// `ReadableByteStreamControllerInvalidateBYOBRequest`
    ///
    /// <https://streams.spec.whatwg.org/#readable-byte-stream-controller-invalidate-byob-request>
    pub(super) fn invalidate_byob_request(&self) {
        let request = self.byob_request.borrow_mut().take();
        if let Some(request) = request {
            request.invalidate();
        }
    }

    /// `ReadableByteStreamControllerGetBYOBRequest`
    ///
    /// <https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamcontrollergetbyobrequest>
    pub(crate) fn byob_request(&self, context: &mut Context) -> JsResult<Option<ByobRequest>> {
        if let Some(request) = &*self.byob_request.borrow() {
            return Ok(Some(request.clone()));
        }
        // 1. If controller.[[byobRequest]] is null and controller.[[pendingPullIntos]] is not empty,
        let Some(first) = self.first_pull_into() else {
            return Ok(None);
        };
        //    2. Let view be ! Construct(%Uint8Array%, « firstDescriptor's buffer, its byte offset + bytes
        //       filled, its byte length − bytes filled »).
        let start = first.offset + first.filled.get();
        let view = ViewKind::BYTES.construct(&first.buffer(), start, first.room(), context)?;
        //    3-6. Set controller.[[byobRequest]] to a new ReadableStreamBYOBRequest.
        let request = ByobRequest::new(self.clone(), view, context)?;
        *self.byob_request.borrow_mut() = Some(request.clone());
        // 2. Return controller.[[byobRequest]].
        Ok(Some(request))
    }

    /// Whether a chunk can be enqueued or the stream closed: no close is requested, and the stream is readable.
    pub(super) fn can_close_or_enqueue(&self) -> bool {
        !self.close_requested.get() && self.stream.is_readable()
    }

    /// `ReadableByteStreamControllerGetDesiredSize`; `None` once the stream is errored.
    ///
    /// <https://streams.spec.whatwg.org/#readable-byte-stream-controller-get-desired-size>
    pub(crate) fn desired_size(&self) -> Option<f64> {
        match self.stream.state() {
            State::Errored(_) => None,
            State::Closed => Some(0.0),
            State::Readable => Some(self.high_water_mark - self.queue.total() as f64),
        }
    }

    /// `ReadableByteStreamControllerClose`
    ///
    /// <https://streams.spec.whatwg.org/#readable-byte-stream-controller-close>
    ///
    /// # Errors
    ///
    /// A `TypeError` if an element was written only in part. The stream is errored then.
    pub(crate) fn close(&self, context: &mut Context) -> JsResult<()> {
        // 2. If controller.[[closeRequested]] is true or state is not "readable", return.
        if !self.can_close_or_enqueue() {
            return Ok(());
        }
        // 3. If controller.[[queueTotalSize]] > 0, set controller.[[closeRequested]] to true and return.
        if self.queue.total() > 0 {
            self.close_requested.set(true);
            return Ok(());
        }
        // 4. If controller.[[pendingPullIntos]] is not empty, and the bytes filled of the first are no
        //    whole number of elements: let e be a new TypeError, error the controller with it, throw it.
        if self
            .first_pull_into()
            .is_some_and(|first| first.remainder() != 0)
        {
            let error = type_error("the stream is closed within an element");
            let reason = error.into_opaque(context)?;
            self.error(&reason, context)?;
            return Err(JsError::from_opaque(reason));
        }
        // 5. Clear the algorithms. 6. Perform ! ReadableStreamClose(stream).
        self.clear_algorithms();
        self.stream.close(context)
    }

    /// *Close* the stream, for a source in Rust. Pending reads into a buffer of the reader end too.
    ///
    /// <https://streams.spec.whatwg.org/#readablestream-close>
    ///
    /// # Errors
    ///
    /// Only errors that JavaScript cannot catch, such as a runtime limit. A stream that ends within an element is
    /// errored.
    pub(crate) fn finish(&self, context: &mut Context) -> JsResult<()> {
        // 1. Perform ! ReadableByteStreamControllerClose(stream.[[controller]]).
        // 2. If stream.[[controller]].[[pendingPullIntos]] is not empty, perform !
        //    ReadableByteStreamControllerRespond(stream.[[controller]], 0).
        let closed = self.close(context).and_then(|()| {
            if self.has_pull_intos() {
                self.respond(0, context)
            } else {
                Ok(())
            }
        });
        closed.or_else(|error| match error.as_engine() {
            Some(_) => Err(error),
            None => Ok(()),
        })
    }

    /// `ReadableByteStreamControllerError`
    ///
    /// <https://streams.spec.whatwg.org/#readable-byte-stream-controller-error>
    pub(crate) fn error(&self, error: &JsValue, context: &mut Context) -> JsResult<()> {
        // 2. If stream.[[state]] is not "readable", return.
        if !self.stream.is_readable() {
            return Ok(());
        }
        // 3-5. Clear the pending pull-intos, reset the queue, clear the algorithms.
        self.clear_pull_intos();
        self.queue.reset();
        self.clear_algorithms();
        // 6. Perform ! ReadableStreamError(stream, e).
        self.stream.error(error, context)
    }

    /// \[\[CancelSteps]]
    ///
    /// <https://streams.spec.whatwg.org/#rbs-controller-private-cancel>
    pub(in crate::streams::readable) fn cancel_steps(
        &self,
        reason: &JsValue,
        context: &mut Context,
    ) -> JsResult<JsPromise> {
        // 1-2. Clear the pending pull-intos, reset the queue.
        self.clear_pull_intos();
        self.queue.reset();
        // 3. Let result be the result of performing this.[[cancelAlgorithm]], passing in reason.
        let result = match self.source() {
            Some(source) => source.cancel(reason, context),
            None => Ok(None),
        };
        // 4. Clear the algorithms. 5. Return result.
        self.clear_algorithms();
        completion(result, context)
    }

    /// Tells the source who waits for its end.
    pub(in crate::streams::readable) fn watch(
        &self,
        watcher: Option<Watcher>,
        context: &mut Context,
    ) {
        if let Some(source) = self.source() {
            source.watch(watcher, context);
        }
    }

    /// \[\[PullSteps]]
    ///
    /// <https://streams.spec.whatwg.org/#rbs-controller-private-pull>
    pub(in crate::streams::readable) fn pull_steps(
        &self,
        request: Box<dyn ReadRequest>,
        context: &mut Context,
    ) -> JsResult<()> {
        // 3. If this.[[queueTotalSize]] > 0, fill the read request from the queue and return.
        if self.queue.total() > 0 {
            return self.fill_request_from_queue(request, context);
        }
        // 4-5. If this.[[autoAllocateChunkSize]] is not undefined, allocate a buffer; if that fails, perform
        //      readRequest's error steps and return. Append a new pull-into descriptor.
        if let Some(size) = self.auto_allocate {
            match JsArrayBuffer::new(size, context) {
                Ok(buffer) => {
                    let pull_into = PullInto::allocated(buffer);
                    self.pull_intos.borrow_mut().push_back(pull_into);
                }
                Err(error) => {
                    let reason = error.into_opaque(context)?;
                    return request.error(reason, context);
                }
            }
        }
        // 6. Perform ! ReadableStreamAddReadRequest(stream, readRequest).
        let cause = self.cause_of_read(context);
        self.stream.add_request(request, cause);
        // 7. Perform ! ReadableByteStreamControllerCallPullIfNeeded(this).
        self.call_pull_if_needed(context)
    }

    /// \[\[ReleaseSteps]]
    ///
    /// <https://streams.spec.whatwg.org/#rbs-controller-internal-methods>
    pub(in crate::streams::readable) fn release_steps(&self) {
        // 1. If this.[[pendingPullIntos]] is not empty, keep the first with reader type "none".
        let mut pull_intos = self.pull_intos.borrow_mut();
        if let Some(first) = pull_intos.front() {
            first.reader_type.set(ReaderType::None);
        }
        pull_intos.truncate(1);
    }
}

impl Pulls for ByteController {
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
        let source = self.source()?;
        Some(source.pull(self, context))
    }

    fn fail(&self, reason: &JsValue, context: &mut Context) -> JsResult<()> {
        self.error(reason, context)
    }
}

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    Interface::new::<ReadableByteStreamController>(0, illegal_constructor, context)
        .readonly("byobRequest", |this, _, context| {
            let request = controller(this)?.byob_request(context)?;
            Ok(request.map_or_else(JsValue::null, |request| request.value()))
        })
        .readonly("desiredSize", |this, _, _| {
            let size = controller(this)?.desired_size();
            Ok(size.map_or_else(JsValue::null, JsValue::from))
        })
        .operation("close", 0, |this, _, context| {
            let controller = controller(this)?;
            // 1-2. If a close is requested or the stream is not "readable", throw a TypeError exception.
            if !controller.can_close_or_enqueue() {
                return Err(type_error("the stream cannot be closed any more"));
            }
            controller.close(context)?;
            Ok(JsValue::undefined())
        })
        .operation("enqueue", 1, enqueue)
        .operation("error", 0, |this, args, context| {
            controller(this)?.error(args.get_or_undefined(0), context)?;
            Ok(JsValue::undefined())
        })
        .register::<ReadableByteStreamController>();
}

/// `enqueue(chunk)`
///
/// <https://streams.spec.whatwg.org/#rbs-controller-enqueue>
fn enqueue(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let controller = controller(this)?;
    require(args, 1, "enqueue")?;
    let chunk = View::of(args.get_or_undefined(0), context)?;
    // 1-2. If the chunk or its buffer has no bytes, throw a TypeError exception.
    chunk.require_bytes()?;
    // 3-4. If a close is requested or the stream is not "readable", throw a TypeError exception.
    if !controller.can_close_or_enqueue() {
        return Err(type_error("the stream takes no further chunk"));
    }
    // 5. Return ? ReadableByteStreamControllerEnqueue(this, chunk).
    controller.enqueue(&chunk, context)?;
    Ok(JsValue::undefined())
}

fn controller(this: &JsValue) -> JsResult<ByteController> {
    ByteController::of(this).ok_or_else(|| illegal_invocation("ReadableByteStreamController"))
}
