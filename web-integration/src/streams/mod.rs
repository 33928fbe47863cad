//! `ReadableStream`, `WritableStream`, `TransformStream`, and what belongs to them.
//!
//! <https://streams.spec.whatwg.org>
//!
//! # Which callback runs in which mapping
//!
//! `start` runs in the constructor's. Any other method of a source, sink or transformer runs in the mapping of
//! what causes the call:
//!
//! | method | is caused by |
//! |---|---|
//! | `pull` | the `read()` (`next()`, or `read()` of a branch of `tee`) that found too little in the queue; an `enqueue()` that left room; also if it had to wait for `start` or for another `pull`. Of several that wait the first read that no pull was called for goes before what only left room, else the first is the cause. The pull that `start` itself is followed by is caused by the constructor |
//! | `write` and `transform` | the `write()` of the chunk, also if it was queued |
//! | `close` and `flush` | the `close()`, also if writes were pending |
//! | `abort` | the `abort()`, also if it had to wait |
//! | `cancel` | the `cancel()` (`return()`, or the `cancel()` of the second branch of `tee`; of a transformer the `cancel()` of one side or the `abort()` of the other) |
//! | `size` | the `enqueue()` or `write()` |
//!
//! `pipeTo` is a program that reads and writes: all that it causes, it causes in the mapping of its call; only what its
//! signal asks for is caused by whoever aborts that.
//!
//! Whoever *provides* a chunk or settles a promise never is the cause of what others do with it.
//!
//! # Who holds a mapping
//!
//! A chunk in the queue of a writable stream, its close and its abort, until the sink was called; a pull that has to
//! wait, until it is called, and a read whose pull has to, until that or until it is settled; a reaction, until its
//! promise is settled; a read of `tee` and of `pipeTo`, until there is a chunk. All of these are traced, so a stream that
//! nobody can reach holds nothing.

mod convert;
mod handle;
pub(crate) mod native;
mod pipe;
pub(crate) mod promise;
mod queue;
pub(crate) mod readable;
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
    row("ReadableStream", "new ReadableStream()", "start", Rule::Transparent, "streams/contexts_readable.js"),
    row("ReadableStream", "start() is over", "pull", Rule::CaptureAtCall, "streams/contexts_readable.js"),
    row("ReadableStream", "read(), next()", "pull", Rule::Transparent, "streams/contexts_readable.js"),
    row("ReadableStream", "enqueue()", "pull, size", Rule::Transparent, "streams/contexts_readable.js"),
    row("ReadableStream", "read(), enqueue() during start or a pull", "pull", Rule::CaptureAtCall, "streams/contexts_readable.js"),
    row("ReadableStream", "cancel(), return()", "cancel", Rule::Transparent, "streams/contexts_readable.js"),
    row("ReadableStream.from", "read(), cancel()", "the iterator's next, return", Rule::Transparent, "streams/contexts_readable.js"),
    row("tee", "read() of a branch", "pull", Rule::CaptureAtCall, "streams/contexts_readable.js"),
    row("tee", "cancel() of both branches", "cancel", Rule::Transparent, "streams/contexts_readable.js"),
    row("WritableStream", "new WritableStream()", "start", Rule::Transparent, "streams/contexts_writable.js"),
    row("WritableStream", "write()", "write", Rule::CaptureAtCall, "streams/contexts_writable.js"),
    row("WritableStream", "write()", "size", Rule::Transparent, "streams/contexts_writable.js"),
    row("WritableStream", "close()", "close", Rule::CaptureAtCall, "streams/contexts_writable.js"),
    row("WritableStream", "abort()", "abort", Rule::CaptureAtCall, "streams/contexts_writable.js"),
    row("WritableStream", "abort()", "abort of the controller's signal", Rule::Transparent, "streams/contexts_writable.js"),
    row("pipeTo", "pipeTo(), pipeThrough()", "pull, write, close, abort, cancel", Rule::CaptureAtCall, "streams/contexts_pipe.js"),
    row("pipeTo", "the signal is aborted", "abort, cancel", Rule::CaptureAtCall, "streams/contexts_pipe.js"),
    row("TransformStream", "new TransformStream()", "start", Rule::Transparent, "streams/contexts_transform.js"),
    row("TransformStream", "write()", "transform", Rule::CaptureAtCall, "streams/contexts_transform.js"),
    row("TransformStream", "close()", "flush", Rule::CaptureAtCall, "streams/contexts_transform.js"),
    row("TransformStream", "cancel(), abort()", "cancel", Rule::CaptureAtCall, "streams/contexts_transform.js"),
    row("ReadableStream of bytes", "read(), enqueue(), also during start or a pull", "pull", Rule::CaptureAtCall, "streams/contexts_bytes.js"),
    row("ReadableStream of bytes", "cancel()", "cancel", Rule::Transparent, "streams/contexts_bytes.js"),
];

/// Makes the intrinsics of the current realm, and defines those that were chosen.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> JsResult<()> {
    strategy::install(context);
    readable::install(context)?;
    writable::install(context);
    transform::install(context);
    if apis.streams {
        expose::<readable::interface::ReadableStream>(context)?;
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
