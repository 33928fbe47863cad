//! The interface `WritableStream`.
//!
//! <https://streams.spec.whatwg.org/#ws-class>

use boa_engine::{Context, JsArgs, JsNativeError, JsObject, JsResult, JsValue};

use super::{
    controller::WritableController, stream::Writable, underlying_sink::UnderlyingSink,
    writer::Writer,
};
use crate::{
    streams::{
        convert::{optional_object, promise_operation},
        promise::resolved,
        strategy::Strategy,
    },
    webidl::{
        Interface, illegal_invocation, interface, platform_object, prototype_from, prototype_of,
        require_new, type_error,
    },
};

interface!(WritableStream);

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    Interface::new::<WritableStream>(0, construct, context)
        .readonly("locked", |this, _, _| Ok(stream(this)?.is_locked().into()))
        .operation("abort", 0, abort)
        .operation("close", 0, close)
        .operation("getWriter", 0, |this, _, context| {
            // 1. Return ? AcquireWritableStreamDefaultWriter(this).
            let writer = Writer::acquire(&stream(this)?, context)?;
            writer.make_object(context).map(Into::into)
        })
        .register::<WritableStream>();
}

/// Creates the JavaScript object of a stream that the platform created. To be called once for each stream.
pub(crate) fn object(stream: Writable, context: &Context) -> JsResult<JsObject> {
    let prototype = prototype_of::<WritableStream>(context)?;
    Ok(JsObject::from_proto_and_data(prototype, stream))
}

/// `new WritableStream(underlyingSink, strategy)`
///
/// <https://streams.spec.whatwg.org/#set-up-writable-stream-default-controller-from-underlying-sink>
///
/// <https://streams.spec.whatwg.org/#ws-constructor>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_new::<WritableStream>(new_target)?;
    let sink = optional_object(args.get_or_undefined(0), "the underlying sink")?;
    let strategy = Strategy::read(args.get_or_undefined(1), context)?;
    let prototype = prototype_from::<WritableStream>(new_target, context)?;
    // 2. Let underlyingSinkDict be underlyingSink, converted to an UnderlyingSink.
    let sink = UnderlyingSink::read(sink, context)?;
    // 3. If underlyingSinkDict["type"] exists, throw a RangeError exception.
    if sink.has_type {
        return Err(JsNativeError::range()
            .with_message("the type of an underlying sink is reserved")
            .into());
    }
    // 4. Perform ! InitializeWritableStream(this).
    let stream = Writable::new();
    // 5. Let sizeAlgorithm be ! ExtractSizeAlgorithm(strategy).
    // 6. Let highWaterMark be ? ExtractHighWaterMark(strategy, 1).
    let sized_by = strategy.sized_by(1.0)?;
    // 7. Perform ? SetUpWritableStreamDefaultControllerFromUnderlyingSink(...).
    let (start, sink) = sink.split();
    let controller = WritableController::set_up(&stream, Box::new(sink), sized_by, context)?;
    let object = controller.object(context)?;
    let started = start.call(object, context)?;
    controller.start(&resolved(started, context)?, context)?;
    Ok(platform_object(prototype, stream, context).into())
}

/// `abort(reason)`
///
/// <https://streams.spec.whatwg.org/#ws-abort>
fn abort(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    promise_operation(context, |context| {
        // 1. If ! IsWritableStreamLocked(this) is true, return a promise rejected with a TypeError.
        // 2. Return ! WritableStreamAbort(this, reason).
        unlocked(this)?.abort(args.get_or_undefined(0), context)
    })
}

/// `close()`
///
/// <https://streams.spec.whatwg.org/#ws-close>
fn close(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    promise_operation(context, |context| {
        // 1. If ! IsWritableStreamLocked(this) is true, return a promise rejected with a TypeError.
        let stream = unlocked(this)?;
        // 2. If ! WritableStreamCloseQueuedOrInFlight(this) is true, the same.
        if stream.close_queued_or_in_flight() {
            return Err(type_error("the stream is closed or will be"));
        }
        // 3. Return ! WritableStreamClose(this).
        stream.close(context)
    })
}

fn unlocked(this: &JsValue) -> JsResult<Writable> {
    let stream = stream(this)?;
    if stream.is_locked() {
        return Err(type_error("the stream is locked"));
    }
    Ok(stream)
}

fn stream(this: &JsValue) -> JsResult<Writable> {
    Writable::of(this).ok_or_else(|| illegal_invocation("WritableStream"))
}
