//! `ReadableStreamDefaultReader`.
//!
//! <https://streams.spec.whatwg.org/#default-reader-class>

use std::collections::VecDeque;

use boa_engine::{
    Context, JsArgs, JsObject, JsResult, JsValue, js_string, object::builtins::JsPromise,
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{
    stream::{Readable, State},
    watcher::Watcher,
};
use crate::{
    mechanism::Capture,
    streams::{
        convert::promise_operation,
        handle::handle,
        promise::{Deferred, rejected},
    },
    webidl::{
        Interface, illegal_invocation, interface, platform_object, prototype_from, prototype_of,
        require, require_new, type_error,
    },
};

interface!(ReadableStreamDefaultReader);

/// A *read request*. Exactly one of its steps runs, once.
///
/// The steps run synchronously inside the operation that provides the chunk, so in its mapping. A request whose steps
/// call the program captures the mapping in which it is created and runs its steps there, as a promise would.
///
/// A request whose steps read again must do that in a microtask, as `pipeTo` does. Otherwise the calls nest ever deeper
/// while the queue has chunks.
///
/// <https://streams.spec.whatwg.org/#read-request>
pub(crate) trait ReadRequest: Trace {
    /// The *chunk steps*.
    fn chunk(self: Box<Self>, chunk: JsValue, context: &mut Context) -> JsResult<()>;
    /// The *close steps*.
    fn close(self: Box<Self>, context: &mut Context) -> JsResult<()>;
    /// The *close steps* of a read-into request, which gets its buffer back in an empty `chunk`, or `undefined` if the
    /// stream was canceled.
    fn close_with(self: Box<Self>, _chunk: JsValue, context: &mut Context) -> JsResult<()> {
        self.close(context)
    }
    /// The *error steps*.
    fn error(self: Box<Self>, reason: JsValue, context: &mut Context) -> JsResult<()>;
}

handle!(
    /// A default reader or a BYOB reader.
    Reader,
    ReaderState
);

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct ReaderState {
    stream: GcRefCell<Option<Readable>>,
    closed: GcRefCell<Deferred>,
    /// Whether this is a `ReadableStreamBYOBReader`, whose requests are read-into requests.
    byob: bool,
    requests: GcRefCell<VecDeque<Waiting>>,
}

/// A request that waits for a chunk.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Waiting {
    request: Box<dyn ReadRequest>,
    /// The mapping in which a pull is called for the request, until the pull is called.
    cause: Option<Capture>,
}

impl Reader {
    /// `AcquireReadableStreamDefaultReader`: `SetUpReadableStreamDefaultReader` and
    /// `ReadableStreamReaderGenericInitialize`.
    ///
    /// <https://streams.spec.whatwg.org/#acquire-readable-stream-reader>
    ///
    /// <https://streams.spec.whatwg.org/#readable-stream-reader-generic-initialize>
    ///
    /// <https://streams.spec.whatwg.org/#set-up-readable-stream-default-reader>
    ///
    /// # Errors
    ///
    /// A `TypeError` if the stream is locked.
    pub(crate) fn acquire(stream: &Readable, context: &mut Context) -> JsResult<Self> {
        Self::acquire_kind(stream, false, context)
    }

    /// `AcquireReadableStreamBYOBReader`
    ///
    /// <https://streams.spec.whatwg.org/#acquire-readable-stream-byob-reader>
    ///
    /// # Errors
    ///
    /// A `TypeError` if the stream is locked or not a stream of bytes.
    pub(in crate::streams) fn acquire_byob(
        stream: &Readable,
        context: &mut Context,
    ) -> JsResult<Self> {
        Self::acquire_kind(stream, true, context)
    }

    fn acquire_kind(stream: &Readable, byob: bool, context: &mut Context) -> JsResult<Self> {
        // 1. If ! IsReadableStreamLocked(stream) is true, throw a TypeError exception.
        if stream.is_locked() {
            return Err(type_error("the stream is locked to another reader"));
        }
        // BYOB 2. If stream.[[controller]] does not implement ReadableByteStreamController, throw a
        //         TypeError exception.
        if byob && stream.byte_controller().is_none() {
            return Err(type_error("the stream is not a stream of bytes"));
        }
        // Initialize 3-5. Set reader.[[closedPromise]] to what stream.[[state]] asks for.
        let closed = match stream.state() {
            State::Readable => Deferred::new(context),
            State::Closed => Deferred::fulfilled(context)?,
            State::Errored(error) => Deferred::rejected_and_handled(error, context)?,
        };
        // Initialize 1. Set reader.[[stream]] to stream.
        // 3. Set reader.[[readRequests]] to a new empty list.
        let reader = Self(Gc::new(ReaderState {
            stream: GcRefCell::new(Some(stream.clone())),
            closed: GcRefCell::new(closed),
            byob,
            requests: GcRefCell::default(),
        }));
        // Initialize 2. Set stream.[[reader]] to reader.
        *stream.reader.borrow_mut() = Some(reader.clone());
        Ok(reader)
    }

    /// Creates the object of a default reader. To be called once.
    pub(in crate::streams) fn make_object(self, context: &Context) -> JsResult<JsObject> {
        let prototype = prototype_of::<ReadableStreamDefaultReader>(context)?;
        Ok(JsObject::from_proto_and_data(prototype, self))
    }

    pub(crate) fn stream(&self) -> Option<Readable> {
        self.stream.borrow().clone()
    }

    pub(crate) fn closed(&self) -> Deferred {
        self.closed.borrow().clone()
    }

    /// The \[\[closedPromise]], for a watcher that waits for it whether or not the stream is read.
    pub(crate) fn closed_for(&self, watcher: Watcher, context: &mut Context) -> JsPromise {
        if let Some(stream) = self.stream() {
            stream.watch(Some(watcher), context);
        }
        self.closed().promise()
    }

    pub(super) fn is_byob(&self) -> bool {
        self.byob
    }

    pub(super) fn has_requests(&self) -> bool {
        !self.requests.borrow().is_empty()
    }

    pub(super) fn push_request(&self, request: Box<dyn ReadRequest>, cause: Option<Capture>) {
        let waiting = Waiting { request, cause };
        self.requests.borrow_mut().push_back(waiting);
    }

    pub(super) fn take_cause(&self) -> Option<Capture> {
        let mut requests = self.requests.borrow_mut();
        requests.iter_mut().find_map(|waiting| waiting.cause.take())
    }

    pub(super) fn next_request(&self) -> Option<Box<dyn ReadRequest>> {
        let waiting = self.requests.borrow_mut().pop_front();
        waiting.map(|waiting| waiting.request)
    }

    pub(super) fn take_requests(&self) -> VecDeque<Box<dyn ReadRequest>> {
        let requests = std::mem::take(&mut *self.requests.borrow_mut());
        requests
            .into_iter()
            .map(|waiting| waiting.request)
            .collect()
    }

    /// `ReadableStreamDefaultReaderErrorReadRequests`
    ///
    /// <https://streams.spec.whatwg.org/#abstract-opdef-readablestreamdefaultreadererrorreadrequests>
    pub(super) fn error_requests(&self, error: &JsValue, context: &mut Context) -> JsResult<()> {
        // 1. Let readRequests be reader.[[readRequests]].
        // 2. Set reader.[[readRequests]] to a new empty list.
        // 3. For each readRequest of readRequests, perform readRequest's error steps, given e.
        for request in self.take_requests() {
            request.error(error.clone(), context)?;
        }
        Ok(())
    }

    /// `ReadableStreamDefaultReaderRead`
    ///
    /// <https://streams.spec.whatwg.org/#readable-stream-default-reader-read>
    ///
    /// # Errors
    ///
    /// A `TypeError` once the reader is released; otherwise only errors that JavaScript cannot catch, such as a
    /// runtime limit.
    pub(crate) fn read(
        &self,
        request: Box<dyn ReadRequest>,
        context: &mut Context,
    ) -> JsResult<()> {
        // 1. Let stream be reader.[[stream]]. 2. Assert: stream is not undefined.
        let stream = self.stream().ok_or_else(released)?;
        // 3. Set stream.[[disturbed]] to true.
        stream.disturb();
        match stream.state() {
            // 4. If stream.[[state]] is "closed", perform readRequest's close steps.
            State::Closed => request.close(context),
            // 5. Otherwise, if "errored", perform readRequest's error steps.
            State::Errored(error) => request.error(error, context),
            // 6. Otherwise, perform ! stream.[[controller]].[[PullSteps]](readRequest).
            State::Readable => match stream.controller() {
                Some(controller) => controller.pull_steps(request, context),
                None => Ok(()),
            },
        }
    }

    /// `ReadableStreamReaderGenericCancel`
    ///
    /// <https://streams.spec.whatwg.org/#readable-stream-reader-generic-cancel>
    ///
    /// # Errors
    ///
    /// A `TypeError` once the reader is released; otherwise only errors that JavaScript cannot catch, such as a
    /// runtime limit.
    pub(crate) fn cancel(&self, reason: &JsValue, context: &mut Context) -> JsResult<JsPromise> {
        let stream = self.stream().ok_or_else(released)?;
        stream.cancel(reason, context)
    }

    /// `ReadableStreamDefaultReaderRelease`. Does nothing if the reader is released already.
    ///
    /// <https://streams.spec.whatwg.org/#abstract-opdef-readablestreamdefaultreaderrelease>
    pub(crate) fn release(&self, context: &mut Context) -> JsResult<()> {
        // 1. Perform ! ReadableStreamReaderGenericRelease(reader).
        let Some(stream) = self.stream() else {
            return Ok(());
        };
        let error = released().into_opaque(context)?;
        //    4. If stream.[[state]] is "readable", reject reader.[[closedPromise]] with a TypeError.
        //    5. Otherwise, set it to a promise rejected with a TypeError.
        //    6. Set reader.[[closedPromise]].[[PromiseIsHandled]] to true.
        if stream.is_readable() {
            self.closed().reject_and_handle(error, context)?;
        } else {
            let closed = Deferred::rejected_and_handled(error, context)?;
            *self.closed.borrow_mut() = closed;
        }
        //    7. Perform ! stream.[[controller]].[[ReleaseSteps]]().
        if let Some(controller) = stream.controller() {
            controller.release_steps();
        }
        stream.watch(None, context);
        //    8. Set stream.[[reader]] to undefined. 9. Set reader.[[stream]] to undefined.
        *stream.reader.borrow_mut() = None;
        *self.stream.borrow_mut() = None;
        // 2. Let e be a new TypeError exception.
        let error = released().into_opaque(context)?;
        // 3. Perform ! ReadableStreamDefaultReaderErrorReadRequests(reader, e).
        self.error_requests(&error, context)
    }
}

pub(super) fn released() -> boa_engine::JsError {
    type_error("the reader is released")
}

/// The request of `read()`, for both kinds of readers: settles a promise.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct PromiseRequest(pub(super) Deferred);

impl ReadRequest for PromiseRequest {
    fn chunk(self: Box<Self>, chunk: JsValue, context: &mut Context) -> JsResult<()> {
        let result = read_result(chunk, false, context)?;
        self.0.resolve(result, context)
    }

    fn close(self: Box<Self>, context: &mut Context) -> JsResult<()> {
        self.close_with(JsValue::undefined(), context)
    }

    fn close_with(self: Box<Self>, chunk: JsValue, context: &mut Context) -> JsResult<()> {
        let result = read_result(chunk, true, context)?;
        self.0.resolve(result, context)
    }

    fn error(self: Box<Self>, reason: JsValue, context: &mut Context) -> JsResult<()> {
        self.0.reject(reason, context)
    }
}

/// Creates the object of the dictionary `ReadableStreamReadResult`, with its members in the order of their names.
///
/// <https://streams.spec.whatwg.org/#dictdef-readablestreamreadresult>
fn read_result(value: JsValue, done: bool, context: &mut Context) -> JsResult<JsValue> {
    let result = JsObject::with_object_proto(context.intrinsics());
    result.create_data_property_or_throw(js_string!("done"), done, context)?;
    result.create_data_property_or_throw(js_string!("value"), value, context)?;
    Ok(result.into())
}

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    Interface::new::<ReadableStreamDefaultReader>(1, construct, context)
        .readonly("closed", |this, _, context| {
            promise_operation(context, |context| {
                Ok(reader(this)?.closed_for(Watcher::Program, context))
            })
        })
        .operation("cancel", 0, |this, args, context| {
            promise_operation(context, |context| {
                // 1. If this.[[stream]] is undefined, return a promise rejected with a TypeError.
                // 2. Return ! ReadableStreamReaderGenericCancel(this, reason).
                reader(this)?.cancel(args.get_or_undefined(0), context)
            })
        })
        .operation("read", 0, |this, _, context| {
            promise_operation(context, |context| read(&reader(this)?, context))
        })
        .operation("releaseLock", 0, |this, _, context| {
            // 1. If this.[[stream]] is undefined, return.
            // 2. Perform ! ReadableStreamDefaultReaderRelease(this).
            reader(this)?.release(context)?;
            Ok(JsValue::undefined())
        })
        .register::<ReadableStreamDefaultReader>();
}

/// `new ReadableStreamDefaultReader(stream)`
///
/// <https://streams.spec.whatwg.org/#default-reader-constructor>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_new::<ReadableStreamDefaultReader>(new_target)?;
    require(args, 1, "ReadableStreamDefaultReader")?;
    let stream = Readable::of(args.get_or_undefined(0))
        .ok_or_else(|| type_error("the argument is not a ReadableStream"))?;
    let prototype = prototype_from::<ReadableStreamDefaultReader>(new_target, context)?;
    // 1. Perform ? SetUpReadableStreamDefaultReader(this, stream).
    let reader = Reader::acquire(&stream, context)?;
    Ok(platform_object(prototype, reader, context).into())
}

/// `read()`
///
/// <https://streams.spec.whatwg.org/#default-reader-read>
fn read(reader: &Reader, context: &mut Context) -> JsResult<JsPromise> {
    // 1. If this.[[stream]] is undefined, return a promise rejected with a TypeError exception.
    if reader.stream().is_none() {
        let error = released().into_opaque(context)?;
        return rejected(error, context);
    }
    // 2. Let promise be a new promise.
    let deferred = Deferred::new(context);
    // 3. Let readRequest be a new read request which settles promise.
    // 4. Perform ! ReadableStreamDefaultReaderRead(this, readRequest).
    reader.read(Box::new(PromiseRequest(deferred.clone())), context)?;
    // 5. Return promise.
    Ok(deferred.promise())
}

fn reader(this: &JsValue) -> JsResult<Reader> {
    Reader::of(this)
        .filter(|reader| !reader.byob)
        .ok_or_else(|| illegal_invocation("ReadableStreamDefaultReader"))
}
