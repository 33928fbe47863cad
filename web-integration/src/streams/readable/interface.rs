//! The interface `ReadableStream`.
//!
//! <https://streams.spec.whatwg.org/#rs-class>

use boa_engine::{
    Context, JsArgs, JsNativeError, JsObject, JsResult, JsValue, object::builtins::JsArray,
};

use super::{
    controller::{ReadableController, SetUp},
    from::from_iterable,
    iterator::values,
    reader::Reader,
    source::UnderlyingSource,
    stream::Readable,
    tee::tee,
};
use crate::{
    streams::{
        convert::{optional_object, promise_operation},
        strategy::Strategy,
    },
    webidl::{
        Interface, dictionary, illegal_invocation, interface, member, prototype_from, prototype_of,
        require, require_new, type_error,
    },
};

interface!(ReadableStream);

/// Makes the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    Interface::new::<ReadableStream>(0, construct, context)
        .static_operation("from", 1, from)
        .readonly("locked", |this, _, _| Ok(stream(this)?.is_locked().into()))
        .operation("cancel", 0, cancel)
        .operation("getReader", 0, get_reader)
        .operation("tee", 0, |this, _, context| {
            // 1. Return ? ReadableStreamTee(this, false).
            let branches = tee(&stream(this)?, context)?;
            let [first, second] = branches.map(|branch| object(branch, context));
            let branches = [first?.into(), second?.into()];
            Ok(JsArray::from_iter(branches, context).into())
        })
        .async_iterable("values", 0, |this, args, context| {
            values(&stream(this)?, args.get_or_undefined(0), context)
        })
        .register::<ReadableStream>();
}

/// The object that stands for a stream of the platform's own. To be called once.
pub(crate) fn object(stream: Readable, context: &Context) -> JsResult<JsObject> {
    let prototype = prototype_of::<ReadableStream>(context)?;
    Ok(JsObject::from_proto_and_data(prototype, stream))
}

/// `new ReadableStream(underlyingSource, strategy)`
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_new::<ReadableStream>(new_target)?;
    let source = optional_object(args.get_or_undefined(0), "the underlying source")?;
    let strategy = Strategy::read(args.get_or_undefined(1), context)?;
    let prototype = prototype_from::<ReadableStream>(new_target, context)?;
    // 2. Let underlyingSourceDict be underlyingSource, converted to an UnderlyingSource.
    let source = UnderlyingSource::read(source, context)?;
    // 3. Perform ! InitializeReadableStream(this).
    let stream = Readable::new();
    // 4. If underlyingSourceDict["type"] is "bytes":
    if source.is_bytes {
        return Err(JsNativeError::range()
            .with_message("streams of bytes are not supported")
            .into());
    }
    // 5. Otherwise,
    //    2. Let sizeAlgorithm be ! ExtractSizeAlgorithm(strategy).
    //    3. Let highWaterMark be ? ExtractHighWaterMark(strategy, 1).
    let high_water_mark = strategy.high_water_mark(1.0)?;
    //    4. Perform ? SetUpReadableStreamDefaultControllerFromUnderlyingSource(...).
    let start = source.start();
    let controller = ReadableController::set_up(
        &stream,
        SetUp {
            source: Box::new(source.into_source()),
            high_water_mark,
            size: strategy.size,
        },
    );
    let object = controller.object(context)?;
    let started = start.call(object, context)?;
    controller.start(started, context)?;
    Ok(JsObject::from_proto_and_data(prototype, stream).into())
}

/// `ReadableStream.from(asyncIterable)`
fn from(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require(args, 1, "ReadableStream.from")?;
    // 1. Return ? ReadableStreamFromIterable(asyncIterable).
    let stream = from_iterable(args.get_or_undefined(0), context)?;
    object(stream, context).map(Into::into)
}

/// `cancel(reason)`
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
fn get_reader(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let stream = stream(this)?;
    let options = dictionary(args.first(), "the options")?;
    if let Some(mode) = member(options.as_ref(), "mode", context)? {
        if mode.to_string(context)? != "byob" {
            return Err(type_error("the mode of a reader is byob"));
        }
        // 3. Return ? AcquireReadableStreamBYOBReader(this): throws without a byte controller.
        return Err(type_error("the stream is not one of bytes"));
    }
    // 1. If options["mode"] does not exist, return ? AcquireReadableStreamDefaultReader(this).
    let reader = Reader::acquire(&stream, context)?;
    reader.make_object(context).map(Into::into)
}

fn stream(this: &JsValue) -> JsResult<Readable> {
    Readable::of(this).ok_or_else(|| illegal_invocation("ReadableStream"))
}
