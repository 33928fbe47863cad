//! The interface `ReadableStream`.
//!
//! <https://streams.spec.whatwg.org/#rs-class>
//!
//! It stands above `readable`, `writable` and `pipe`, because `pipeTo` joins both kinds of streams.

use boa_engine::{
    Context, JsArgs, JsNativeError, JsObject, JsResult, JsValue, object::builtins::JsArray,
};

use super::{
    convert::{optional_object, promise_operation},
    pipe::{PipeOptions, pipe_to},
    promise::{mark_as_handled, resolved},
    readable::{
        bytes::{controller::ByteController, reader::make_byob_object},
        controller::ReadableController,
        from::from_iterable,
        iterator::values,
        pull::Pulls as _,
        reader::Reader,
        stream::Readable,
        tee::tee,
        underlying_source::UnderlyingSource,
    },
    strategy::Strategy,
    writable::stream::Writable,
};
use crate::webidl::{
    Interface, dictionary, illegal_invocation, interface, member, platform_object, prototype_from,
    prototype_of, require, require_new, type_error,
};

interface!(ReadableStream);

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    Interface::new::<ReadableStream>(0, construct, context)
        .static_operation("from", 1, from)
        .readonly("locked", |this, _, _| Ok(stream(this)?.is_locked().into()))
        .operation("cancel", 0, cancel)
        .operation("getReader", 0, get_reader)
        .operation("pipeThrough", 1, pipe_through)
        .operation("pipeTo", 1, pipe)
        .operation("tee", 0, |this, _, context| {
            // 1. Return ? ReadableStreamTee(this, false).
            let branches = tee(&stream(this)?, None, context)?;
            let [first, second] = branches.map(|branch| object(branch, context));
            let branches = [first?.into(), second?.into()];
            Ok(JsArray::from_iter(branches, context).into())
        })
        .async_iterable("values", 0, |this, args, context| {
            values(&stream(this)?, args.get_or_undefined(0), context)
        })
        .register::<ReadableStream>();
}

/// Creates the JavaScript object of a stream that the platform created. To be called once for each stream.
pub(crate) fn object(stream: Readable, context: &Context) -> JsResult<JsObject> {
    let prototype = prototype_of::<ReadableStream>(context)?;
    Ok(JsObject::from_proto_and_data(prototype, stream))
}

/// `new ReadableStream(underlyingSource, strategy)`
///
/// <https://streams.spec.whatwg.org/#rs-constructor>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_new::<ReadableStream>(new_target)?;
    let source = optional_object(args.get_or_undefined(0), "the underlying source")?;
    let strategy = Strategy::read(args.get_or_undefined(1), context)?;
    let prototype = prototype_from::<ReadableStream>(new_target, context)?;
    // 2. Let underlyingSourceDict be underlyingSource, converted to an UnderlyingSource.
    let source = UnderlyingSource::read(source, context)?;
    // 3. Perform ! InitializeReadableStream(this).
    let stream = Readable::new();
    if source.is_bytes {
        set_up_bytes(&stream, source, strategy, context)?;
    } else {
        set_up(&stream, source, strategy, context)?;
    }
    Ok(platform_object(prototype, stream, context).into())
}

/// Step 5 of the constructor, and `SetUpReadableStreamDefaultControllerFromUnderlyingSource`
///
/// <https://streams.spec.whatwg.org/#set-up-readable-stream-default-controller-from-underlying-source>
fn set_up(
    stream: &Readable,
    source: UnderlyingSource,
    strategy: Strategy,
    context: &mut Context,
) -> JsResult<()> {
    // 2. Let sizeAlgorithm be ! ExtractSizeAlgorithm(strategy).
    // 3. Let highWaterMark be ? ExtractHighWaterMark(strategy, 1).
    let sized_by = strategy.sized_by(1.0)?;
    // 4. Perform ? SetUpReadableStreamDefaultControllerFromUnderlyingSource(...).
    let start = source.start();
    let source = Box::new(source.into_source());
    let controller = ReadableController::set_up(stream, source, sized_by);
    let started = start.call(controller.object(context)?, context)?;
    controller.start(&resolved(started, context)?, context)
}

/// Step 4 of the constructor, and `SetUpReadableByteStreamControllerFromUnderlyingSource`
///
/// <https://streams.spec.whatwg.org/#set-up-readable-byte-stream-controller-from-underlying-source>
fn set_up_bytes(
    stream: &Readable,
    source: UnderlyingSource,
    strategy: Strategy,
    context: &mut Context,
) -> JsResult<()> {
    // 1. If strategy["size"] exists, throw a RangeError exception.
    // 2. Let highWaterMark be ? ExtractHighWaterMark(strategy, 0).
    let sized_by = strategy.sized_by(0.0)?;
    if sized_by.size.is_some() {
        return Err(JsNativeError::range()
            .with_message("a stream of bytes has no other size")
            .into());
    }
    // 3. Perform ? SetUpReadableByteStreamControllerFromUnderlyingSource(...):
    //    9. If autoAllocateChunkSize is 0, throw a TypeError exception.
    if source.auto_allocate == Some(0) {
        return Err(type_error("autoAllocateChunkSize is 0"));
    }
    let auto_allocate = source
        .auto_allocate
        .map(|size| usize::try_from(size).unwrap_or(usize::MAX));
    let start = source.start();
    let source = Box::new(source.into_source());
    let high_water_mark = sized_by.high_water_mark;
    let controller = ByteController::set_up(stream, source, high_water_mark, auto_allocate);
    let started = start.call(controller.object(context)?, context)?;
    controller.start(&resolved(started, context)?, context)
}

/// `ReadableStream.from(asyncIterable)`
///
/// <https://streams.spec.whatwg.org/#rs-from>
fn from(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require(args, 1, "ReadableStream.from")?;
    // 1. Return ? ReadableStreamFromIterable(asyncIterable).
    let stream = from_iterable(args.get_or_undefined(0), context)?;
    object(stream, context).map(Into::into)
}

/// `cancel(reason)`
///
/// <https://streams.spec.whatwg.org/#rs-cancel>
fn cancel(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    promise_operation(context, |context| {
        let stream = stream(this)?;
        // 1. If ! IsReadableStreamLocked(this) is true, return a promise rejected with a TypeError
        //    exception.
        if stream.is_locked() {
            return Err(type_error("the stream is locked"));
        }
        // 2. Return ! ReadableStreamCancel(this, reason).
        stream.cancel(args.get_or_undefined(0), context)
    })
}

/// `getReader(options)`
///
/// <https://streams.spec.whatwg.org/#rs-get-reader>
fn get_reader(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let stream = stream(this)?;
    let options = dictionary(args.first(), "the options")?;
    if let Some(mode) = member(options.as_ref(), "mode", context)? {
        if mode.to_string(context)? != "byob" {
            return Err(type_error("the mode of a reader is byob"));
        }
        // 3. Return ? AcquireReadableStreamBYOBReader(this).
        let reader = Reader::acquire_byob(&stream, context)?;
        return make_byob_object(reader, context).map(Into::into);
    }
    // 1. If options["mode"] does not exist, return ? AcquireReadableStreamDefaultReader(this).
    let reader = Reader::acquire(&stream, context)?;
    reader.make_object(context).map(Into::into)
}

/// `pipeThrough(transform, options)`
///
/// <https://streams.spec.whatwg.org/#rs-pipe-through>
fn pipe_through(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let stream = stream(this)?;
    require(args, 1, "pipeThrough")?;
    let transform = dictionary(args.first(), "the transform")?;
    let mut required = |name: &str| {
        member(transform.as_ref(), name, context)?
            .ok_or_else(|| type_error(format!("pipeThrough: {name} is required")))
    };
    let readable = required("readable")?;
    if Readable::of(&readable).is_none() {
        return Err(type_error("pipeThrough: readable is not a ReadableStream"));
    }
    let writable = Writable::of(&required("writable")?)
        .ok_or_else(|| type_error("pipeThrough: writable is not a WritableStream"))?;
    let options = PipeOptions::read(args.get_or_undefined(1), context)?;
    // 1. If ! IsReadableStreamLocked(this) is true, throw a TypeError exception.
    // 2. If ! IsWritableStreamLocked(transform["writable"]) is true, throw a TypeError exception.
    if stream.is_locked() || writable.is_locked() {
        return Err(type_error("pipeThrough: a stream is locked"));
    }
    // 4. Let promise be ! ReadableStreamPipeTo(this, transform["writable"], ...).
    let promise = pipe_to(&stream, &writable, options, context)?;
    // 5. Set promise.[[PromiseIsHandled]] to true.
    mark_as_handled(&promise, context)?;
    // 6. Return transform["readable"].
    Ok(readable)
}

/// `pipeTo(destination, options)`
///
/// <https://streams.spec.whatwg.org/#rs-pipe-to>
fn pipe(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    promise_operation(context, |context| {
        let stream = stream(this)?;
        require(args, 1, "pipeTo")?;
        let dest = Writable::of(args.get_or_undefined(0))
            .ok_or_else(|| type_error("pipeTo: the destination is not a WritableStream"))?;
        let options = PipeOptions::read(args.get_or_undefined(1), context)?;
        // 1. If ! IsReadableStreamLocked(this) is true, return a promise rejected with a TypeError.
        // 2. If ! IsWritableStreamLocked(destination) is true, the same.
        if stream.is_locked() || dest.is_locked() {
            return Err(type_error("pipeTo: a stream is locked"));
        }
        // 4. Return ! ReadableStreamPipeTo(this, destination, ...).
        pipe_to(&stream, &dest, options, context)
    })
}

fn stream(this: &JsValue) -> JsResult<Readable> {
    Readable::of(this).ok_or_else(|| illegal_invocation("ReadableStream"))
}
