//! The state of a `ReadableStream`, and the operations on it that readers and controllers use.
//!
//! <https://streams.spec.whatwg.org/#rs-abstract-ops>

use std::cell::Cell;

use boa_engine::{Context, JsResult, JsValue, object::builtins::JsPromise};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{
    bytes::controller::{ByteController, ByteSource},
    controller::ReadableController,
    pull::Pulls,
    reader::{ReadRequest, Reader},
    source::Source,
    watcher::Watcher,
};
use crate::{
    mechanism::{Capture, Origin},
    streams::{
        handle::handle,
        promise::{react, rejected, resolved, rethrow},
        strategy::SizedBy,
    },
};

/// The \[\[state]] of a readable stream, with its \[\[storedError]].
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) enum State {
    Readable,
    Closed,
    Errored(JsValue),
}

handle!(
    /// A readable stream.
    Readable,
    ReadableState
);

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct ReadableState {
    state: GcRefCell<State>,
    disturbed: Cell<bool>,
    pub(super) reader: GcRefCell<Option<Reader>>,
    controller: GcRefCell<Option<Controller>>,
    /// The mapping of the operation that provides the chunks, until the stream ends.
    origin: GcRefCell<Option<Origin>>,
}

/// The \[\[controller]] of a readable stream.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) enum Controller {
    Default(ReadableController),
    Bytes(ByteController),
}

impl Controller {
    fn cancel_steps(&self, reason: &JsValue, context: &mut Context) -> JsResult<JsPromise> {
        match self {
            Self::Default(controller) => controller.cancel_steps(reason, context),
            Self::Bytes(controller) => controller.cancel_steps(reason, context),
        }
    }

    pub(super) fn pull_steps(
        &self,
        request: Box<dyn ReadRequest>,
        context: &mut Context,
    ) -> JsResult<()> {
        match self {
            Self::Default(controller) => controller.pull_steps(request, context),
            Self::Bytes(controller) => controller.pull_steps(request, context),
        }
    }

    fn watch(&self, watcher: Option<Watcher>, context: &mut Context) {
        match self {
            Self::Default(controller) => controller.watch(watcher, context),
            Self::Bytes(controller) => controller.watch(watcher, context),
        }
    }

    pub(super) fn release_steps(&self) {
        if let Self::Bytes(controller) = self {
            controller.release_steps();
        }
    }
}

impl Readable {
    /// `InitializeReadableStream`
    ///
    /// <https://streams.spec.whatwg.org/#initialize-readable-stream>
    pub(in crate::streams) fn new() -> Self {
        Self(Gc::new(ReadableState {
            state: GcRefCell::new(State::Readable),
            disturbed: Cell::new(false),
            reader: GcRefCell::new(None),
            controller: GcRefCell::new(None),
            origin: GcRefCell::new(None),
        }))
    }

    /// Sets the mapping of the operation that provides the chunks.
    pub(crate) fn set_origin(&self, origin: Option<Origin>) {
        *self.origin.borrow_mut() = origin.filter(|_| self.is_readable());
    }

    /// The mapping of the operation that provides the chunks, if the stream has one and has not ended.
    pub(crate) fn origin(&self) -> Option<Origin> {
        self.origin.borrow().clone()
    }

    /// `CreateReadableStream`, with a start algorithm that returns undefined.
    ///
    /// <https://streams.spec.whatwg.org/#create-readable-stream>
    pub(crate) fn create(
        source: Box<dyn Source>,
        high_water_mark: f64,
        context: &mut Context,
    ) -> JsResult<Self> {
        let sized_by = SizedBy::count(high_water_mark);
        let started = resolved(JsValue::undefined(), context)?;
        Self::create_with(source, sized_by, &started, context)
    }

    /// `CreateReadableByteStream`, with a start algorithm that returns undefined.
    ///
    /// <https://streams.spec.whatwg.org/#abstract-opdef-createreadablebytestream>
    pub(crate) fn create_bytes(
        source: Box<dyn ByteSource>,
        high_water_mark: f64,
        context: &mut Context,
    ) -> JsResult<Self> {
        let stream = Self::new();
        let started = resolved(JsValue::undefined(), context)?;
        ByteController::set_up(&stream, source, high_water_mark, None).start(&started, context)?;
        Ok(stream)
    }

    /// `CreateReadableStream`; `started` is the *startPromise*.
    ///
    /// <https://streams.spec.whatwg.org/#create-readable-stream>
    pub(crate) fn create_with(
        source: Box<dyn Source>,
        sized_by: SizedBy,
        started: &JsPromise,
        context: &mut Context,
    ) -> JsResult<Self> {
        // 2. Let stream be a new ReadableStream.
        // 3. Perform ! InitializeReadableStream(stream).
        let stream = Self::new();
        // 4. Let controller be a new ReadableStreamDefaultController.
        // 5. Perform ? SetUpReadableStreamDefaultController(stream, controller, ...).
        ReadableController::set_up(&stream, source, sized_by).start(started, context)?;
        // 6. Return stream.
        Ok(stream)
    }

    pub(crate) fn state(&self) -> State {
        self.state.borrow().clone()
    }

    pub(crate) fn is_readable(&self) -> bool {
        matches!(*self.state.borrow(), State::Readable)
    }

    /// The \[\[storedError]]; `None` unless the stream is errored.
    pub(crate) fn stored_error(&self) -> Option<JsValue> {
        match &*self.state.borrow() {
            State::Errored(error) => Some(error.clone()),
            _ => None,
        }
    }

    pub(crate) fn is_disturbed(&self) -> bool {
        self.disturbed.get()
    }

    pub(crate) fn disturb(&self) {
        self.disturbed.set(true);
    }

    /// `IsReadableStreamLocked`
    ///
    /// <https://streams.spec.whatwg.org/#is-readable-stream-locked>
    pub(crate) fn is_locked(&self) -> bool {
        self.reader.borrow().is_some()
    }

    pub(super) fn reader(&self) -> Option<Reader> {
        self.reader.borrow().clone()
    }

    pub(super) fn controller(&self) -> Option<Controller> {
        self.controller.borrow().clone()
    }

    pub(super) fn set_controller(&self, controller: Controller) {
        *self.controller.borrow_mut() = Some(controller);
    }

    /// The controller; `None` for a stream of bytes.
    pub(crate) fn default_controller(&self) -> Option<ReadableController> {
        match self.controller()? {
            Controller::Default(controller) => Some(controller),
            Controller::Bytes(_) => None,
        }
    }

    /// The controller of a stream of bytes; `None` for other streams.
    pub(crate) fn byte_controller(&self) -> Option<ByteController> {
        match self.controller()? {
            Controller::Default(_) => None,
            Controller::Bytes(controller) => Some(controller),
        }
    }

    /// Tells the source who waits for the end of the stream; `None` if nobody does any more.
    pub(super) fn watch(&self, watcher: Option<Watcher>, context: &mut Context) {
        if let Some(controller) = self.controller() {
            controller.watch(watcher, context);
        }
    }

    /// `ReadableStreamCancel`
    ///
    /// The `cancel` of the source runs in the current mapping.
    ///
    /// <https://streams.spec.whatwg.org/#readable-stream-cancel>
    pub(crate) fn cancel(&self, reason: &JsValue, context: &mut Context) -> JsResult<JsPromise> {
        // 1. Set stream.[[disturbed]] to true.
        self.disturb();
        match self.state() {
            // 2. If stream.[[state]] is "closed", return a promise resolved with undefined.
            State::Closed => return resolved(JsValue::undefined(), context),
            // 3. If stream.[[state]] is "errored", return a promise rejected with
            //    stream.[[storedError]].
            State::Errored(error) => return rejected(error, context),
            State::Readable => {}
        }
        // 4. Perform ! ReadableStreamClose(stream).
        self.close(context)?;
        // 5-6. If stream.[[reader]] implements ReadableStreamBYOBReader, perform the close steps of its
        //      read-into requests, given undefined.
        if let Some(reader) = self.reader().filter(Reader::is_byob) {
            for request in reader.take_requests() {
                request.close_with(JsValue::undefined(), context)?;
            }
        }
        // 7. Let sourceCancelPromise be ! stream.[[controller]].[[CancelSteps]](reason).
        let source_cancel = match self.controller() {
            Some(controller) => controller.cancel_steps(reason, context)?,
            None => resolved(JsValue::undefined(), context)?,
        };
        // 8. Return the result of reacting to sourceCancelPromise with a fulfillment step that returns
        //    undefined.
        react(
            &source_cancel,
            (),
            |(), _, _| Ok(JsValue::undefined()),
            rethrow,
            context,
        )
    }

    /// `ReadableStreamClose`
    ///
    /// <https://streams.spec.whatwg.org/#readable-stream-close>
    pub(super) fn close(&self, context: &mut Context) -> JsResult<()> {
        // 2. Set stream.[[state]] to "closed".
        *self.state.borrow_mut() = State::Closed;
        self.set_origin(None);
        // 3. Let reader be stream.[[reader]]. 4. If reader is undefined, return.
        let Some(reader) = self.reader() else {
            return Ok(());
        };
        // 5. Resolve reader.[[closedPromise]] with undefined.
        reader.closed().fulfill(context)?;
        // 6. If reader implements ReadableStreamDefaultReader,
        //    1. Let readRequests be reader.[[readRequests]].
        //    2. Set reader.[[readRequests]] to an empty list.
        //    3. For each readRequest of readRequests, perform readRequest's close steps.
        if !reader.is_byob() {
            for request in reader.take_requests() {
                request.close(context)?;
            }
        }
        Ok(())
    }

    /// `ReadableStreamError`
    ///
    /// <https://streams.spec.whatwg.org/#readable-stream-error>
    pub(super) fn error(&self, error: &JsValue, context: &mut Context) -> JsResult<()> {
        // 2. Set stream.[[state]] to "errored". 3. Set stream.[[storedError]] to e.
        *self.state.borrow_mut() = State::Errored(error.clone());
        self.set_origin(None);
        // 4. Let reader be stream.[[reader]]. 5. If reader is undefined, return.
        let Some(reader) = self.reader() else {
            return Ok(());
        };
        // 6. Reject reader.[[closedPromise]] with e.
        // 7. Set reader.[[closedPromise]].[[PromiseIsHandled]] to true.
        reader.closed().reject_and_handle(error.clone(), context)?;
        // 8-9. Error the requests of the reader.
        reader.error_requests(error, context)
    }

    /// `ReadableStreamHasDefaultReader`
    ///
    /// <https://streams.spec.whatwg.org/#readable-stream-has-default-reader>
    pub(super) fn has_default_reader(&self) -> bool {
        self.reader().is_some_and(|reader| !reader.is_byob())
    }

    /// `ReadableStreamGetNumReadIntoRequests(stream) > 0`
    pub(super) fn has_byob_requests(&self) -> bool {
        self.reader()
            .is_some_and(|reader| reader.is_byob() && reader.has_requests())
    }

    /// `ReadableStreamGetNumReadRequests(stream) > 0`, or the same of read-into requests
    pub(super) fn has_requests(&self) -> bool {
        let reader = self.reader();
        reader.is_some_and(|reader| reader.has_requests())
    }

    /// `ReadableStreamAddReadRequest`
    ///
    /// <https://streams.spec.whatwg.org/#readable-stream-add-read-request>
    ///
    /// `cause` is the mapping in which the request asks for a pull, if the pull has to wait.
    pub(super) fn add_request(&self, request: Box<dyn ReadRequest>, cause: Option<Capture>) {
        if let Some(reader) = self.reader() {
            reader.push_request(request, cause);
        }
    }

    /// Takes the mapping of the first request for which no pull was called.
    pub(super) fn take_cause(&self) -> Option<Capture> {
        self.reader()?.take_cause()
    }

    /// Takes the request that `ReadableStreamFulfillReadRequest` or `ReadableStreamFulfillReadIntoRequest` fulfills.
    ///
    /// <https://streams.spec.whatwg.org/#readable-stream-fulfill-read-request>
    pub(super) fn next_request(&self) -> Option<Box<dyn ReadRequest>> {
        self.reader()?.next_request()
    }
}
