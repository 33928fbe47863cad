//! Bodies as streams: sources of the platform, and readers of streams of the program.

use std::cell::{Cell, RefCell};

use boa_async_context::{CaptureKind, Limits, uint8_array};
use boa_engine::{
    Context, JsError, JsResult, JsValue,
    object::builtins::{JsPromise, JsUint8Array},
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace, WeakGc};
use bytes::Bytes;
use tokio::sync::mpsc;

use super::{
    caller::CallSpan,
    client::{Chunk, Failure},
    convert::settle,
    job::{begin_in_background, spawn},
    receiving::{Broken, Receiving, too_large},
    stop::Stop,
};
use crate::{
    mechanism::{Capture, outside},
    streams::native::{
        ByteController, NativeByteSource, NativeSource, ReadRequest, ReadableController,
        ReadableStreamHandle, Reader, Watcher, mark_as_handled, readable_byte_stream,
        readable_stream, upon,
    },
    webidl::{Shared, buffer_bytes, type_error},
};

/// Creates a stream of bytes that are complete already.
///
/// # Errors
///
/// A `TypeError` in a realm without streams.
pub(super) fn stream_of_bytes(
    bytes: Bytes,
    context: &mut Context,
) -> JsResult<ReadableStreamHandle> {
    let is_empty = bytes.is_empty();
    let source = BytesSource(RefCell::new(bytes));
    let stream = readable_byte_stream(Box::new(source), 0.0, context)?;
    // One without bytes has ended, also if nobody reads it.
    if is_empty && let Some(controller) = stream.byte_controller() {
        controller.finish(context)?;
    }
    Ok(stream)
}

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct BytesSource(#[unsafe_ignore_trace] RefCell<Bytes>);

impl NativeByteSource for BytesSource {
    fn pull(
        &self,
        controller: &ByteController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>> {
        let piece = next_piece(&mut self.0.borrow_mut(), context);
        if !piece.is_empty() {
            enqueue(piece, controller, context)?;
        }
        // The reader may have cancelled the stream.
        if self.0.borrow().is_empty() {
            controller.finish(context)?;
        }
        Ok(None)
    }

    fn cancel(&self, _: &JsValue, _: &mut Context) -> JsResult<Option<JsPromise>> {
        self.0.take();
        Ok(None)
    }
}

/// Takes as many bytes as one buffer may have.
fn next_piece(bytes: &mut Bytes, context: &mut Context) -> Bytes {
    let most = usize::try_from(Limits::largest_buffer(context)).unwrap_or(usize::MAX);
    // If a buffer may have none, making one is an error.
    bytes.split_to(bytes.len().min(most.max(1)))
}

/// Enqueues a chunk.
///
/// # Errors
///
/// As [`uint8_array`] and [`ByteController::enqueue_view`].
fn enqueue(piece: Bytes, controller: &ByteController, context: &mut Context) -> JsResult<()> {
    let chunk = uint8_array(&piece, "read", context)?;
    controller.enqueue_view(&chunk.into(), context)
}

/// Enqueues bytes in chunks that may be buffers.
///
/// # Errors
///
/// As [`enqueue`].
fn enqueue_all(
    mut bytes: Bytes,
    controller: &ByteController,
    context: &mut Context,
) -> JsResult<()> {
    while !bytes.is_empty() {
        let piece = next_piece(&mut bytes, context);
        enqueue(piece, controller, context)?;
    }
    Ok(())
}

/// Creates a stream of a body that is being received. The network is read when the stream is read, and while somebody
/// waits for its end: then at most one chunk ahead.
///
/// # Errors
///
/// A `TypeError` in a realm without streams.
pub(super) fn stream_of_receiving(
    receiving: &Gc<Receiving>,
    context: &mut Context,
) -> JsResult<ReadableStreamHandle> {
    let source = ReceivingSource(receiving.clone());
    let stream = readable_byte_stream(Box::new(source), 0.0, context)?;
    stream.set_origin(receiving.origin());
    receiving.read_by(stream.byte_controller(), context)?;
    Ok(stream)
}

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct ReceivingSource(Gc<Receiving>);

impl NativeByteSource for ReceivingSource {
    /// Enqueues the next chunk, in the mapping of the operation that reads.
    fn pull(
        &self,
        controller: &ByteController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>> {
        let (promise, resolvers) = JsPromise::new_pending(context);
        let capture = Capture::now(CaptureKind::AsyncOperation, context);
        let (receiving, controller) = (self.0.clone(), controller.clone());
        let span = CallSpan::now();
        spawn(context, async move |context| {
            let chunk = span.around(receiving.chunk()).await;
            let context = &mut context.borrow_mut();
            capture.run(context, |context| {
                let chunk = match chunk {
                    Err(broken) => {
                        let error = broken.into_error(context);
                        return settle(&resolvers, Err(error), context);
                    }
                    Ok(chunk) => chunk,
                };
                // The pull ends before the chunk is enqueued, so that code which reads on because of the chunk causes
                // the next pull, in its own mapping.
                settle(&resolvers, Ok(JsValue::undefined()), context)?;
                match chunk {
                    Some(bytes) => match enqueue_all(bytes, &controller, context) {
                        Err(error) if error.as_engine().is_none() => {
                            let reason = error.into_opaque(context)?;
                            controller.error(&reason, context)
                        }
                        Err(error) => Err(error),
                        Ok(()) => {
                            look_for_end(&receiving, context);
                            Ok(())
                        }
                    },
                    None => controller.finish(context),
                }
            })
        });
        Ok(Some(promise))
    }

    fn cancel(&self, _: &JsValue, _: &mut Context) -> JsResult<Option<JsPromise>> {
        self.0.end();
        Ok(None)
    }

    fn watch(&self, watcher: Option<Watcher>, context: &mut Context) {
        self.0.watch(watcher);
        look_for_end(&self.0, context);
    }
}

/// Looks for the end of a body until the next chunk or the next read, if somebody waits for it.
fn look_for_end(receiving: &Gc<Receiving>, context: &mut Context) {
    let Some((watcher, look)) = receiving.look() else {
        return;
    };
    match watcher {
        Watcher::Program => {
            let receiving = receiving.clone();
            spawn(context, async move |context| {
                let end = look.end().await;
                end.map_or(Ok(()), |end| {
                    receiving.ended(end, &mut context.borrow_mut())
                })
            });
        }
        Watcher::Platform => {
            let receiving = WeakGc::new(receiving);
            begin_in_background(context, async move |context| {
                let end = look.end().await;
                end.zip(receiving.upgrade())
                    .map_or(Ok(()), |(end, receiving)| {
                        receiving.ended(end, &mut context.borrow_mut())
                    })
            });
        }
    }
}

/// *Creates a proxy*: a stream with the chunks of another stream, for the body of a request that was created from a
/// request.
///
/// <https://streams.spec.whatwg.org/#readablestream-create-a-proxy>
///
/// # Errors
///
/// A `TypeError` if the other stream is locked.
pub(super) fn proxy(
    stream: &ReadableStreamHandle,
    context: &mut Context,
) -> JsResult<ReadableStreamHandle> {
    let reader = stream.acquire_reader(context)?;
    let source = Box::new(ProxySource(reader.clone()));
    let proxy = readable_stream(source, 0.0, context)?;
    if let Some(controller) = proxy.default_controller() {
        // The end of the other stream is that of this one, also if nobody reads. It calls nothing of the program.
        outside(context, |context| {
            upon(
                &reader.closed_for(Watcher::Platform, context),
                controller,
                |controller, _, context| controller.close(context),
                |controller, reason, context| controller.error(reason, context),
                context,
            )
        })?;
    }
    Ok(proxy)
}

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct ProxySource(Reader);

impl NativeSource for ProxySource {
    fn pull(
        &self,
        controller: &ReadableController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>> {
        self.0
            .read(Box::new(Forward(controller.clone())), context)?;
        Ok(None)
    }

    fn cancel(&self, reason: &JsValue, context: &mut Context) -> JsResult<Option<JsPromise>> {
        self.0.cancel(reason, context).map(Some)
    }

    fn watch(&self, watcher: Option<Watcher>, context: &mut Context) {
        if let Some(watcher) = watcher {
            self.0.closed_for(watcher, context);
        }
    }
}

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Forward(ReadableController);

impl ReadRequest for Forward {
    fn chunk(self: Box<Self>, chunk: JsValue, context: &mut Context) -> JsResult<()> {
        self.0.enqueue(chunk, context)
    }

    fn close(self: Box<Self>, context: &mut Context) -> JsResult<()> {
        self.0.close(context)
    }

    fn error(self: Box<Self>, reason: JsValue, context: &mut Context) -> JsResult<()> {
        self.0.error(&reason, context)
    }
}

/// Receives all bytes of a stream, or the error of the stream.
pub(super) trait WholeBody: Trace {
    /// # Errors
    ///
    /// Only errors that JavaScript cannot catch, such as a runtime limit.
    fn end(self: Box<Self>, bytes: JsResult<Vec<u8>>, context: &mut Context) -> JsResult<()>;
}

/// *Read all bytes* of a stream. The reads run in the mapping of the caller.
///
/// <https://streams.spec.whatwg.org/#readablestreamdefaultreader-read-all-bytes>
///
/// # Errors
///
/// A `TypeError` if the stream is locked; otherwise only errors that JavaScript cannot catch, such as a runtime limit.
pub(super) fn read_all_bytes(
    stream: &ReadableStreamHandle,
    end: Box<dyn WholeBody>,
    context: &mut Context,
) -> JsResult<()> {
    let reader = stream.acquire_reader(context)?;
    let reading = Gc::new(ReadingAll {
        reader,
        capture: GcRefCell::new(Some(Capture::now(CaptureKind::AsyncOperation, context))),
        bytes: RefCell::default(),
        end: GcRefCell::new(Some(end)),
        is_reading: Cell::new(false),
        has_chunk: Cell::new(false),
    });
    read_on(&reading, context)
}

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct ReadingAll {
    reader: Reader,
    /// The mapping of the reads, until the last one. The stream may provide a chunk in another mapping.
    capture: GcRefCell<Option<Capture>>,
    #[unsafe_ignore_trace]
    bytes: RefCell<Vec<u8>>,
    end: GcRefCell<Option<Box<dyn WholeBody>>>,
    /// Whether `read_on` is on the stack: it then continues after the current chunk.
    is_reading: Cell<bool>,
    has_chunk: Cell<bool>,
}

impl ReadingAll {
    fn end(&self, bytes: JsResult<Vec<u8>>, context: &mut Context) -> JsResult<()> {
        // Something of the stream may refer to this as long as the stream exists.
        let capture = self.capture.borrow_mut().take();
        drop(capture);
        let end = self.end.borrow_mut().take();
        end.map_or(Ok(()), |end| end.end(bytes, context))
    }
}

impl ReadingAll {
    /// Ends with an exception, and cancels the stream: nobody reads it on.
    fn end_too_large(&self, broken: Broken, context: &mut Context) -> JsResult<()> {
        let capture = self.capture.borrow().clone();
        let error = match capture {
            Some(capture) => capture.run(context, |context| broken.into_error(context)),
            None => broken.into_error(context),
        };
        let reason = error.clone().into_opaque(context)?;
        cancel_quietly(&self.reader, &reason, context)?;
        self.end(Err(error), context)
    }
}

/// *Read-loop*. It is a loop, not a recursion, so chunks that are there already do not grow the stack.
///
/// <https://streams.spec.whatwg.org/#read-loop>
fn read_on(reading: &Gc<ReadingAll>, context: &mut Context) -> JsResult<()> {
    reading.is_reading.set(true);
    let result = loop {
        reading.has_chunk.set(false);
        let request = Box::new(ReadAllRequest(reading.clone()));
        let read = |context: &mut Context| reading.reader.read(request, context);
        let capture = reading.capture.borrow().clone();
        let result = match capture {
            Some(capture) => capture.run(context, read),
            None => Ok(()),
        };
        if result.is_err() || !reading.has_chunk.get() {
            break result;
        }
    };
    reading.is_reading.set(false);
    result
}

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct ReadAllRequest(Gc<ReadingAll>);

impl ReadRequest for ReadAllRequest {
    fn chunk(self: Box<Self>, chunk: JsValue, context: &mut Context) -> JsResult<()> {
        // 1. If chunk is not a Uint8Array object, call failureSteps with a TypeError and abort.
        let bytes = match chunk_bytes(&chunk, context) {
            Ok(bytes) => bytes,
            Err(error) => return self.0.end(Err(error), context),
        };
        // 2. Append the bytes represented by chunk to bytes.
        let length = {
            let whole = &mut *self.0.bytes.borrow_mut();
            whole.extend_from_slice(&bytes);
            whole.len()
        };
        if let Some(broken) = too_large(length, context) {
            return self.0.end_too_large(broken, context);
        }
        // 3. Read-loop given reader, bytes, successSteps, and failureSteps.
        self.0.has_chunk.set(true);
        if self.0.is_reading.get() {
            return Ok(());
        }
        read_on(&self.0, context)
    }

    fn close(self: Box<Self>, context: &mut Context) -> JsResult<()> {
        let bytes = self.0.bytes.take();
        self.0.end(Ok(bytes), context)
    }

    fn error(self: Box<Self>, reason: JsValue, context: &mut Context) -> JsResult<()> {
        self.0.end(Err(JsError::from_opaque(reason)), context)
    }
}

fn chunk_bytes(chunk: &JsValue, context: &mut Context) -> JsResult<Vec<u8>> {
    let array = chunk
        .as_object()
        .and_then(|object| JsUint8Array::from_object(object).ok());
    let bytes = array.map(|array| buffer_bytes(&array.into(), Shared::Refused, context));
    bytes
        .transpose()?
        .flatten()
        .ok_or_else(|| type_error("a chunk of the body is not a Uint8Array"))
}

/// The next chunk of a stream that is being sent, for the job that waits for it.
#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Next {
    /// The chunk, once it has arrived: `Ok(None)` is the end of the stream, `Err` its error.
    chunk: GcRefCell<Option<Result<Option<JsValue>, JsValue>>>,
    #[unsafe_ignore_trace]
    arrived: Stop,
}

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct NextRequest(Gc<Next>);

impl NextRequest {
    fn arrive(&self, chunk: Result<Option<JsValue>, JsValue>) -> JsResult<()> {
        *self.0.chunk.borrow_mut() = Some(chunk);
        self.0.arrived.stop();
        Ok(())
    }
}

impl ReadRequest for NextRequest {
    fn chunk(self: Box<Self>, chunk: JsValue, _: &mut Context) -> JsResult<()> {
        self.arrive(Ok(Some(chunk)))
    }

    fn close(self: Box<Self>, _: &mut Context) -> JsResult<()> {
        self.arrive(Ok(None))
    }

    fn error(self: Box<Self>, reason: JsValue, _: &mut Context) -> JsResult<()> {
        self.arrive(Err(reason))
    }
}

/// Sends a stream of the program as the body of a request. The stream is pulled as fast as the network takes the
/// chunks, in the mapping of the caller. `stop` ends the job.
///
/// The first chunk is asked for at once, so that the caller is the cause of the first pull also if the stream was made just
/// before and has not pulled by itself.
///
/// # Errors
///
/// Only errors that JavaScript cannot catch.
pub(super) fn send_stream(
    reader: Reader,
    stop: Stop,
    context: &mut Context,
) -> JsResult<mpsc::Receiver<Chunk>> {
    let (sender, receiver) = mpsc::channel(1);
    let capture = Capture::now(CaptureKind::AsyncOperation, context);
    let mut first = Some(read_next(&reader, context)?);
    spawn(context, async move |context| {
        // Reserving fails when the request has ended, because the receiver is gone then.
        while let Some(Ok(room)) = stop.or(sender.reserve()).await {
            let next = match first.take() {
                Some(first) => first,
                None => {
                    let read = |context: &mut Context| read_next(&reader, context);
                    capture.clone().run(&mut context.borrow_mut(), read)?
                }
            };
            let wanted = stop.or(async {
                tokio::select! {
                    () = next.arrived.stopped() => true,
                    () = sender.closed() => false,
                }
            });
            match wanted.await {
                Some(true) => {}
                Some(false) => break,
                None => return Ok(()),
            }
            let chunk = next.chunk.borrow_mut().take();
            let sent = match chunk {
                Some(Ok(Some(chunk))) => chunk_bytes(&chunk, &mut context.borrow_mut()),
                Some(Err(reason)) => Err(JsError::from_opaque(reason)),
                Some(Ok(None)) | None => return Ok(()),
            };
            match sent {
                Ok(bytes) => room.send(Ok(bytes.into())),
                Err(error) => {
                    let message = format!("the body of the request failed: {error}");
                    room.send(Err(Failure::new(message)));
                    let reason = error.into_opaque(&mut context.borrow_mut())?;
                    return cancel(&reader, &reason, &capture, &mut context.borrow_mut());
                }
            }
        }
        if stop.is_stopped() {
            return Ok(());
        }
        let error = type_error("the request is over");
        let context = &mut context.borrow_mut();
        let reason = error.into_opaque(context)?;
        cancel(&reader, &reason, &capture, context)
    });
    Ok(receiver)
}

/// Asks for the next chunk.
fn read_next(reader: &Reader, context: &mut Context) -> JsResult<Gc<Next>> {
    let next = Gc::new(Next::default());
    reader.read(Box::new(NextRequest(next.clone())), context)?;
    Ok(next)
}

fn cancel(
    reader: &Reader,
    reason: &JsValue,
    capture: &Capture,
    context: &mut Context,
) -> JsResult<()> {
    let cancel = |context: &mut Context| cancel_quietly(reader, reason, context);
    capture.clone().run(context, cancel)
}

/// Cancels a stream, and ignores the result.
pub(super) fn cancel_quietly(
    reader: &Reader,
    reason: &JsValue,
    context: &mut Context,
) -> JsResult<()> {
    let promise = reader.cancel(reason, context)?;
    mark_as_handled(&promise, context)
}
