//! The interface `TransformStream`.
//!
//! <https://streams.spec.whatwg.org/#ts-class>

use boa_engine::{Context, JsArgs, JsData, JsNativeError, JsObject, JsResult, JsValue};
use boa_gc::{Finalize, Trace};

use super::{
    controller::TransformController, script_transformer::TransformerDict, stream::Transform,
};
use crate::{
    streams::{
        convert::optional_object, promise::Deferred, readable_stream, strategy::Strategy, writable,
    },
    webidl::{
        Interface, illegal_invocation, interface, platform_object, prototype_from, require_new,
    },
};

interface!(TransformStream);

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct TransformSlots {
    readable: JsObject,
    writable: JsObject,
}

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    Interface::new::<TransformStream>(0, construct, context)
        .readonly("readable", |this, _, _| slot(this, |slots| &slots.readable))
        .readonly("writable", |this, _, _| slot(this, |slots| &slots.writable))
        .register::<TransformStream>();
}

/// `new TransformStream(transformer, writableStrategy, readableStrategy)`
///
/// <https://streams.spec.whatwg.org/#ts-constructor>
///
/// <https://streams.spec.whatwg.org/#set-up-transform-stream-default-controller-from-transformer>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_new::<TransformStream>(new_target)?;
    let transformer = optional_object(args.get_or_undefined(0), "the transformer")?;
    let writable = Strategy::read(args.get_or_undefined(1), context)?;
    let readable = Strategy::read(args.get_or_undefined(2), context)?;
    let prototype = prototype_from::<TransformStream>(new_target, context)?;
    // 2. Let transformerDict be transformer, converted to a Transformer.
    let transformer = TransformerDict::read(transformer, context)?;
    // 3. If transformerDict["readableType"] exists, throw a RangeError exception.
    // 4. If transformerDict["writableType"] exists, throw a RangeError exception.
    if transformer.has_type {
        return Err(JsNativeError::range()
            .with_message("the types of a transformer are reserved")
            .into());
    }
    // 5-8. Extract the high water marks and size algorithms.
    let readable = readable.sized_by(0.0)?;
    let writable = writable.sized_by(1.0)?;
    // 9. Let startPromise be a new promise.
    let started = Deferred::new(context);
    // 10. Perform ! InitializeTransformStream(this, startPromise, ...).
    let stream = Transform::new(&started.promise(), writable, readable, context)?;
    // 11. Perform ? SetUpTransformStreamDefaultControllerFromTransformer(this, ...).
    let (start, transformer) = transformer.split();
    let controller = TransformController::set_up(&stream, Box::new(transformer));
    let object = controller.object(context)?;
    // 12. If transformerDict["start"] exists, resolve startPromise with the result of invoking it.
    // 13. Otherwise, resolve startPromise with undefined.
    let result = start.call(object, context)?;
    started.resolve(result, context)?;
    let slots = TransformSlots {
        readable: readable_stream::object(stream.readable()?, context)?,
        writable: writable::interface::object(stream.writable()?, context)?,
    };
    Ok(platform_object(prototype, slots, context).into())
}

fn slot(this: &JsValue, f: impl FnOnce(&TransformSlots) -> &JsObject) -> JsResult<JsValue> {
    this.as_object()
        .as_ref()
        .and_then(|object| object.downcast_ref::<TransformSlots>())
        .map(|slots| f(&slots).clone().into())
        .ok_or_else(|| illegal_invocation("TransformStream"))
}
