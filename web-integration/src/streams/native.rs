//! Streams for the other rooms: sources and consumers that are written in Rust.
//!
//! ```text
//! let stream = readable_stream(Box::new(source), 0.0, context)?;   // stream.object() goes to the program
//! let reader = as_readable_stream(value)?.acquire_reader(context)?;
//! reader.read(Box::new(request), context)?;                        // no promise is made
//! ```
//!
//! A source's `pull` and `cancel` run in the mapping of what causes them; a read request's steps in that of
//! whoever provides the chunk, so one that calls the program captures the mapping when it is made.
#![allow(dead_code)] // the rooms that use it come later

use boa_engine::{Context, JsObject, JsResult, JsValue, object::builtins::JsPromise};
use boa_gc::{Finalize, Trace};

#[allow(unused_imports)] // the rooms that use it come later
pub(crate) use super::readable::{
    bytes::controller::{ByteController, ByteSource as NativeByteSource},
    controller::ReadableController,
    reader::ReadRequest,
    source::Source as NativeSource,
};
use super::readable::{interface::object, stream::Readable, tee::tee};
pub(crate) use super::{promise::mark_as_handled, readable::reader::Reader};

/// A `ReadableStream`: the object, and what it stands for.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct ReadableStreamHandle {
    object: JsObject,
    stream: Readable,
}

/// Makes a stream of the current realm whose chunks come from `source`. With a high water mark of 0 it is
/// pulled only when somebody reads.
///
/// # Errors
///
/// A `TypeError` in a realm without these APIs.
pub(crate) fn readable_stream(
    source: Box<dyn NativeSource>,
    high_water_mark: f64,
    context: &mut Context,
) -> JsResult<ReadableStreamHandle> {
    let stream = Readable::create(source, high_water_mark, context)?;
    ReadableStreamHandle::new(stream, context)
}

/// The same for a stream of bytes, whose readers may bring the buffer. What is enqueued is a view.
///
/// # Errors
///
/// A `TypeError` in a realm without these APIs.
pub(crate) fn readable_byte_stream(
    source: Box<dyn NativeByteSource>,
    high_water_mark: f64,
    context: &mut Context,
) -> JsResult<ReadableStreamHandle> {
    let stream = Readable::create_bytes(source, high_water_mark, context)?;
    ReadableStreamHandle::new(stream, context)
}

/// The stream that a value is, if it is one.
pub(crate) fn as_readable_stream(value: &JsValue) -> Option<ReadableStreamHandle> {
    let object = value.as_object()?;
    let stream = Readable::of(value)?;
    Some(ReadableStreamHandle { object, stream })
}

impl ReadableStreamHandle {
    fn new(stream: Readable, context: &Context) -> JsResult<Self> {
        Ok(Self {
            object: object(stream.clone(), context)?,
            stream,
        })
    }

    /// The `ReadableStream`.
    pub(crate) fn object(&self) -> JsObject {
        self.object.clone()
    }

    /// What fills the stream: `enqueue`, `close`, `error`, `desired_size`. To be used only for streams that
    /// [`readable_stream`] made.
    pub(crate) fn controller(&self) -> Option<ReadableController> {
        self.stream.default_controller()
    }

    /// The same of a stream of bytes: `enqueue_view`, `close`, `error`, `desired_size`.
    pub(crate) fn byte_controller(&self) -> Option<ByteController> {
        self.stream.byte_controller()
    }

    /// Whether it has a reader.
    pub(crate) fn is_locked(&self) -> bool {
        self.stream.is_locked()
    }

    /// Whether it was ever read from or canceled.
    pub(crate) fn is_disturbed(&self) -> bool {
        self.stream.is_disturbed()
    }

    /// The error of a stream that is errored.
    pub(crate) fn stored_error(&self) -> Option<JsValue> {
        self.stream.stored_error()
    }

    /// Locks the stream: [`Reader`] has `read`, `cancel` and `release`.
    ///
    /// # Errors
    ///
    /// A `TypeError` if it is locked.
    pub(crate) fn acquire_reader(&self, context: &mut Context) -> JsResult<Reader> {
        Reader::acquire(&self.stream, context)
    }

    /// Cancels the stream, whoever may have locked it.
    ///
    /// # Errors
    ///
    /// Only what no JS code could catch.
    pub(crate) fn cancel(&self, reason: &JsValue, context: &mut Context) -> JsResult<JsPromise> {
        self.stream.cancel(reason, context)
    }

    /// Locks the stream and returns two that have its chunks.
    ///
    /// # Errors
    ///
    /// A `TypeError` if it is locked.
    pub(crate) fn tee(&self, context: &mut Context) -> JsResult<[Self; 2]> {
        let [first, second] = tee(&self.stream, context)?;
        Ok([Self::new(first, context)?, Self::new(second, context)?])
    }
}
