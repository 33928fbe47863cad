//! Streams for the other modules: sources and consumers that are written in Rust.
//!
//! ```text
//! let stream = readable_stream(Box::new(source), 0.0, context)?;   // stream.object() goes to the program
//! let reader = as_readable_stream(value)?.acquire_reader(context)?;
//! reader.read(Box::new(request), context)?;                        // no promise is made
//! ```
//!
//! The `pull` and `cancel` of a source run in the mapping of the operation that causes them. The steps of a read
//! request run in the mapping of the code that provides the chunk, so a request that calls the program captures the
//! mapping when it is created.

use boa_engine::{Context, JsObject, JsResult, JsValue};
use boa_gc::{Finalize, Trace};

pub(crate) use super::readable::{
    bytes::controller::{ByteController, ByteSource as NativeByteSource},
    controller::ReadableController,
    reader::ReadRequest,
    source::Source as NativeSource,
    watcher::Watcher,
};
pub(crate) use super::{
    promise::{mark_as_handled, upon},
    readable::reader::Reader,
    transform::{controller::TransformController, transformer::Transformer as NativeTransformer},
};
use super::{
    readable::{
        stream::Readable,
        tee::{CloneChunk, tee},
    },
    readable_stream::object,
    transform::create,
    writable::interface::object as writable_object,
};
use crate::mechanism::Origin;

/// The two sides of a transform stream, for an interface of its own: *GenericTransformStream*.
///
/// <https://streams.spec.whatwg.org/#generictransformstream>
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct TransformPair {
    pub(crate) readable: JsObject,
    pub(crate) writable: JsObject,
}

/// *Set up* a `TransformStream`
///
/// <https://streams.spec.whatwg.org/#transformstream-set-up>
///
/// # Errors
///
/// A `TypeError` in a realm without streams.
pub(crate) fn transform_pair(
    transformer: Box<dyn NativeTransformer>,
    context: &mut Context,
) -> JsResult<TransformPair> {
    let (readable, writable) = create(transformer, context)?;
    Ok(TransformPair {
        readable: object(readable, context)?,
        writable: writable_object(writable, context)?,
    })
}

/// A `ReadableStream`: the JavaScript object and its state.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct ReadableStreamHandle {
    object: JsObject,
    stream: Readable,
}

/// Creates a stream of the current realm whose chunks come from `source`. With a high water mark of 0 the source is
/// pulled only for a read.
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

/// Creates a stream of bytes of the current realm. Readers may bring the buffer; the source enqueues views.
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

/// The stream that a value is; `None` for other values.
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

    /// The controller of a stream of bytes, with `enqueue_view`, `finish` and `error`; `None` for other streams.
    pub(crate) fn byte_controller(&self) -> Option<ByteController> {
        self.stream.byte_controller()
    }

    /// The controller of a stream that is not of bytes; `None` for those.
    pub(crate) fn default_controller(&self) -> Option<ReadableController> {
        self.stream.default_controller()
    }

    /// Whether the stream has a reader.
    pub(crate) fn is_locked(&self) -> bool {
        self.stream.is_locked()
    }

    /// Whether the stream was ever read from or canceled.
    pub(crate) fn is_disturbed(&self) -> bool {
        self.stream.is_disturbed()
    }

    /// Locks the stream. [`Reader`] has `read`, `cancel` and `release`.
    ///
    /// # Errors
    ///
    /// A `TypeError` if it is locked.
    pub(crate) fn acquire_reader(&self, context: &mut Context) -> JsResult<Reader> {
        Reader::acquire(&self.stream, context)
    }

    /// Sets the mapping of the operation that provides the chunks: a sink that the stream is piped to writes them in it.
    pub(crate) fn set_origin(&self, origin: Option<Origin>) {
        self.stream.set_origin(origin);
    }

    /// The mapping of the operation that provides the chunks, if the stream has one and has not ended.
    pub(crate) fn origin(&self) -> Option<Origin> {
        self.stream.origin()
    }

    /// Locks the stream and returns two streams: one with its chunks and one with copies of them.
    ///
    /// # Errors
    ///
    /// A `TypeError` if it is locked.
    pub(crate) fn tee(&self, clone: CloneChunk, context: &mut Context) -> JsResult<[Self; 2]> {
        let [first, second] = tee(&self.stream, Some(clone), context)?;
        Ok([Self::new(first, context)?, Self::new(second, context)?])
    }
}

#[cfg(test)]
mod tests {
    use boa_engine::{Context, JsResult, JsValue, Source, js_string, object::builtins::JsPromise};
    use boa_gc::{Finalize, Gc, GcRefCell, Trace};
    use boa_runtime::extensions::RuntimeExtension;

    use super::{
        NativeSource, ReadRequest, ReadableController, ReadableStreamHandle, as_readable_stream,
        readable_stream,
    };
    use crate::{WebApis, webidl::type_error};

    type Log = Gc<GcRefCell<Vec<String>>>;

    fn note(log: &Log, line: impl Into<String>) {
        log.borrow_mut().push(line.into());
    }

    fn taken(log: &Log) -> String {
        std::mem::take(&mut *log.borrow_mut()).join(", ")
    }

    /// A source that counts to three and closes, and fails when it is canceled.
    #[derive(Trace, Finalize)]
    #[boa_gc(unsafe_no_drop)]
    struct Counter {
        log: Log,
        next: std::cell::Cell<u32>,
    }

    impl NativeSource for Counter {
        fn pull(
            &self,
            controller: &ReadableController,
            context: &mut Context,
        ) -> JsResult<Option<JsPromise>> {
            let next = self.next.get() + 1;
            self.next.set(next);
            note(&self.log, format!("pull {next}"));
            if next > 3 {
                controller.close(context)?;
            } else {
                controller.enqueue(next.into(), context)?;
            }
            Ok(None)
        }

        fn cancel(&self, reason: &JsValue, _: &mut Context) -> JsResult<Option<JsPromise>> {
            note(&self.log, format!("cancel {}", reason.display()));
            Err(type_error("refused"))
        }
    }

    #[derive(Trace, Finalize)]
    #[boa_gc(unsafe_no_drop)]
    struct Request(Log);

    impl ReadRequest for Request {
        fn chunk(self: Box<Self>, chunk: JsValue, _: &mut Context) -> JsResult<()> {
            note(&self.0, format!("chunk {}", chunk.display()));
            Ok(())
        }

        fn close(self: Box<Self>, _: &mut Context) -> JsResult<()> {
            note(&self.0, "end");
            Ok(())
        }

        fn error(self: Box<Self>, _: JsValue, _: &mut Context) -> JsResult<()> {
            note(&self.0, "error");
            Ok(())
        }
    }

    fn set_up() -> (Context, Log, ReadableStreamHandle) {
        let mut context = Context::default();
        WebApis::default()
            .register(None, &mut context)
            .expect("fresh globals");
        let log = Log::default();
        let source = Counter {
            log: log.clone(),
            next: std::cell::Cell::default(),
        };
        let stream = readable_stream(Box::new(source), 0.0, &mut context).expect("a stream");
        context.run_jobs().expect("no job throws");
        (context, log, stream)
    }

    #[test]
    fn a_native_reader_reads_without_a_promise() {
        let (mut context, log, stream) = set_up();
        assert_eq!(taken(&log), "", "there is no read");
        assert!(!stream.is_locked() && !stream.is_disturbed());
        let reader = stream.acquire_reader(&mut context).expect("not locked");
        assert!(stream.is_locked() && !stream.is_disturbed());
        assert!(stream.acquire_reader(&mut context).is_err());
        for _ in 0..4 {
            let request = Box::new(Request(log.clone()));
            reader.read(request, &mut context).expect("read");
            // The end of a pull is noticed in a job.
            context.run_jobs().expect("no job throws");
        }
        let seen = "pull 1, chunk 1, pull 2, chunk 2, pull 3, chunk 3, pull 4, end";
        assert_eq!(taken(&log), seen);
        assert!(stream.is_disturbed());
        reader.release(&mut context).expect("released");
        assert!(!stream.is_locked());
        let request = Box::new(Request(log.clone()));
        assert!(reader.read(request, &mut context).is_err());
    }

    #[test]
    fn the_program_reads_what_a_native_source_provides() {
        let (mut context, log, stream) = set_up();
        context
            .global_object()
            .set(js_string!("stream"), stream.object(), true, &mut context)
            .expect("set");
        let source = "let sum = 0;
                      (async () => { for await (const chunk of stream) sum += chunk; })();";
        context
            .eval(Source::from_bytes(source))
            .expect("no exception");
        context.run_jobs().expect("no job throws");
        let sum = context
            .eval(Source::from_bytes("sum"))
            .expect("no exception");
        assert_eq!(sum, JsValue::from(6));
        assert_eq!(taken(&log), "pull 1, pull 2, pull 3, pull 4");
        assert!(as_readable_stream(&stream.object().into()).is_some());
        assert!(as_readable_stream(&JsValue::undefined()).is_none());
    }

    #[test]
    fn an_error_of_cancel_rejects_its_promise() {
        let (mut context, log, stream) = set_up();
        let reason = JsValue::from(js_string!("why"));
        let canceled = stream
            .stream
            .cancel(&reason, &mut context)
            .expect("a promise");
        assert_eq!(taken(&log), "cancel \"why\"");
        context.run_jobs().expect("no job throws");
        assert!(canceled.state().as_rejected().is_some());
        let reader = stream.acquire_reader(&mut context).expect("not locked");
        let request = Box::new(Request(log.clone()));
        reader.read(request, &mut context).expect("read");
        assert_eq!(taken(&log), "end");
    }

    #[test]
    fn an_error_of_the_controller_is_that_of_a_pending_read() {
        let (mut context, log, stream) = set_up();
        let [first, second] = stream
            .tee(|chunk, _| Ok(chunk.clone()), &mut context)
            .expect("not locked");
        context.run_jobs().expect("no job throws");
        assert_eq!(taken(&log), "pull 1");
        let error = JsValue::from(1);
        let controller = stream.stream.default_controller().expect("not of bytes");
        controller.error(&error, &mut context).expect("errored");
        assert_eq!(controller.desired_size(), None);
        context.run_jobs().expect("no job throws");
        for branch in [first, second] {
            assert_eq!(branch.stream.stored_error(), Some(error.clone()));
            let reader = branch.acquire_reader(&mut context).expect("not locked");
            let request = Box::new(Request(log.clone()));
            reader.read(request, &mut context).expect("read");
        }
        assert_eq!(taken(&log), "error, error");
    }
}
