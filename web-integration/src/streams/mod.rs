//! `ReadableStream`, `WritableStream`, `TransformStream`, and their readers, writers, controllers and strategies.
//!
//! <https://streams.spec.whatwg.org>
//!
//! # Which callback runs in which mapping
//!
//! `start` runs in the mapping of the constructor. Every other method of a source, sink or transformer runs in the
//! mapping of the operation that causes the call:
//!
//! | method | is caused by |
//! |---|---|
//! | `pull` | the `read()` (`next()`, or `read()` of a branch of `tee`) that found too little in the queue, or the `enqueue()` that left room, also if the pull had to wait for `start` or for another `pull`. If several operations wait, the first read for which no pull was called is the cause; if none of them is a read, the first operation is. The constructor causes the pull that follows `start` |
//! | `write` and `transform` | the `write()` of the chunk, also if it was queued |
//! | `close` and `flush` | the `close()`, also if writes were pending |
//! | `abort` | the `abort()`, also if it had to wait |
//! | `cancel` | the `cancel()` (`return()`, or the `cancel()` of the second branch of `tee`; of a transformer the `cancel()` of one side or the `abort()` of the other) |
//! | `size` | the `enqueue()` or `write()` |
//!
//! `pipeTo` reads and writes like a program: all its reads and writes run in the mapping of its call. Only the actions
//! that its signal asks for run in the mapping in which the signal is aborted.
//!
//! An operation that provides a chunk or settles a promise never causes what other code does with the chunk or value.
//!
//! # What holds a mapping
//!
//! - A chunk in the queue of a writable stream, its close and its abort, until the sink is called.
//! - A pull that has to wait, until it is called.
//! - A read whose pull has to wait, until the pull is called or the read is settled.
//! - A reaction, until its promise is settled.
//! - A read of `tee` and of `pipeTo`, until there is a chunk.
//!
//! All of these are traced, so an unreachable stream holds nothing.

mod convert;
mod handle;
pub(crate) mod native;
mod pipe;
pub(crate) mod promise;
mod queue;
pub(crate) mod readable;
mod readable_stream;
mod strategy;
pub(crate) mod transform;
pub(crate) mod writable;

use boa_engine::{Context, JsResult};

use crate::{
    apis::WebApis,
    mechanism::rule::{Propagation, Rule, row},
    webidl::expose,
};

#[rustfmt::skip]
pub(crate) const RULES: &[Propagation] = &[
    row("ReadableStream", "new ReadableStream()", "start", Rule::Transparent, "Stream underlying APIs", "streams/contexts_readable.js"),
    row("ReadableStream", "start() is over", "pull", Rule::CaptureAtCall, "Stream underlying APIs", "streams/contexts_readable.js"),
    row("ReadableStream", "read(), next()", "pull", Rule::Transparent, "Stream underlying APIs", "streams/contexts_readable.js"),
    row("ReadableStream", "enqueue()", "pull, size", Rule::Transparent, "Stream underlying APIs", "streams/contexts_readable.js"),
    row("ReadableStream", "read(), enqueue() during start or a pull", "pull", Rule::CaptureAtCall, "Stream underlying APIs", "streams/contexts_readable.js"),
    row("ReadableStream", "cancel(), return()", "cancel", Rule::Transparent, "Stream underlying APIs", "streams/contexts_readable.js"),
    row("ReadableStream.from", "from()", "the iterable's [Symbol.asyncIterator], [Symbol.iterator]", Rule::Transparent, "silent: called at once, like any function", "streams/contexts_readable.js"),
    row("ReadableStream.from", "read(), also during a pull", "the iterator's next", Rule::CaptureAtCall, "Stream underlying APIs", "streams/contexts_readable.js"),
    row("ReadableStream.from", "cancel()", "the iterator's return", Rule::Transparent, "Stream underlying APIs", "streams/contexts_readable.js"),
    row("tee", "read() of a branch", "pull", Rule::CaptureAtCall, "Stream underlying APIs", "streams/contexts_readable.js"),
    row("tee", "tee()", "the first pull", Rule::CaptureAtCall, "Stream underlying APIs", "streams/contexts_readable.js"),
    row("tee", "cancel() of both branches", "cancel", Rule::Transparent, "Stream underlying APIs", "streams/contexts_readable.js"),
    row("WritableStream", "new WritableStream()", "start", Rule::Transparent, "Stream underlying APIs", "streams/contexts_writable.js"),
    row("WritableStream", "write()", "write", Rule::CaptureAtCall, "Stream underlying APIs", "streams/contexts_writable.js"),
    row("WritableStream", "write()", "size", Rule::Transparent, "silent: called at once, like any function", "streams/contexts_writable.js"),
    row("WritableStream", "close()", "close", Rule::CaptureAtCall, "Stream underlying APIs", "streams/contexts_writable.js"),
    row("WritableStream", "abort()", "abort", Rule::CaptureAtCall, "Stream underlying APIs", "streams/contexts_writable.js"),
    row("WritableStream", "abort()", "abort of the controller's signal", Rule::Transparent, "Synchronous event dispatches", "streams/contexts_writable.js"),
    row("pipeTo", "pipeTo(), pipeThrough()", "pull, write, close, abort, cancel", Rule::CaptureAtCall, "silent: left open there; the call reads and writes", "streams/contexts_pipe.js"),
    row("pipeTo", "the signal is aborted", "abort, cancel", Rule::Transparent, "silent: left open there; the call reads and writes", "streams/contexts_pipe.js"),
    row("TransformStream", "new TransformStream()", "start", Rule::Transparent, "Stream underlying APIs", "streams/contexts_transform.js"),
    row("TransformStream", "write()", "transform", Rule::CaptureAtCall, "Stream underlying APIs", "streams/contexts_transform.js"),
    row("TransformStream", "close()", "flush", Rule::CaptureAtCall, "Stream underlying APIs", "streams/contexts_transform.js"),
    row("TransformStream", "cancel(), abort()", "cancel", Rule::CaptureAtCall, "Stream underlying APIs", "streams/contexts_transform.js"),
    row("TransformStream", "write(), enqueue() of its controller", "size", Rule::Transparent, "silent: called at once, like any function", "streams/contexts_transform.js"),
    row("ReadableStream of bytes", "read(), enqueue(), also during start or a pull", "pull", Rule::CaptureAtCall, "Stream underlying APIs", "streams/contexts_bytes.js"),
    row("ReadableStream of bytes", "respond()", "pull", Rule::Transparent, "Stream underlying APIs", "streams/contexts_bytes.js"),
    row("ReadableStream of bytes", "cancel()", "cancel", Rule::Transparent, "Stream underlying APIs", "streams/contexts_bytes.js"),
];

/// Creates the intrinsics of the current realm, and the globals that were chosen.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> JsResult<()> {
    strategy::install(context);
    readable::install(context)?;
    readable_stream::install(context);
    writable::install(context);
    transform::install(context);
    if apis.streams {
        expose::<readable_stream::ReadableStream>(context)?;
        expose::<readable::reader::ReadableStreamDefaultReader>(context)?;
        expose::<readable::controller::ReadableStreamDefaultController>(context)?;
        expose::<readable::bytes::controller::ReadableByteStreamController>(context)?;
        expose::<readable::bytes::reader::ReadableStreamBYOBReader>(context)?;
        expose::<readable::bytes::request::ReadableStreamBYOBRequest>(context)?;
        expose::<writable::interface::WritableStream>(context)?;
        expose::<writable::writer::WritableStreamDefaultWriter>(context)?;
        expose::<writable::controller::WritableStreamDefaultController>(context)?;
        expose::<transform::interface::TransformStream>(context)?;
        expose::<transform::controller::TransformStreamDefaultController>(context)?;
        expose::<strategy::CountQueuingStrategy>(context)?;
        expose::<strategy::ByteLengthQueuingStrategy>(context)?;
    }
    Ok(())
}
