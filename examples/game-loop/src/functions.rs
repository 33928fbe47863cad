//! The native functions that scripts have.

use std::{rc::Rc, time::Duration};

use boa_engine::{
    Context, JsArgs, JsError, JsNativeError, JsResult, JsString, JsValue, NativeFunction,
    js_string,
    native_function::NativeFunctionPointer,
    object::builtins::{JsArray, JsFunction, JsPromise},
};

use crate::{entity::current, scheduler::Scheduler};

/// Defines the functions.
pub(crate) fn define(context: &mut Context) -> JsResult<()> {
    let functions: [(JsString, usize, NativeFunctionPointer); 8] = [
        (js_string!("onFrame"), 1, on_frame),
        (js_string!("cancelFrame"), 1, cancel_frame),
        (js_string!("nextFrame"), 0, next_frame),
        (js_string!("seconds"), 1, seconds),
        (js_string!("time"), 0, time),
        (js_string!("entityId"), 0, entity_id),
        (js_string!("position"), 0, position),
        (js_string!("move"), 2, move_by),
    ];
    for (name, length, function) in functions {
        let function = NativeFunction::from_fn_ptr(function);
        context.register_global_callable(name, length, function)?;
    }
    Ok(())
}

fn scheduler(context: &Context) -> JsResult<Rc<Scheduler>> {
    Scheduler::of(context).ok_or_else(|| {
        JsNativeError::error()
            .with_message("this context belongs to no game")
            .into()
    })
}

fn no_entity() -> JsError {
    JsNativeError::reference()
        .with_message("this code works for no entity: its entity is gone, or it never had one")
        .into()
}

/// `onFrame(callback)` calls `callback(time)` in the next frame, once, and returns a number for `cancelFrame`.
fn on_frame(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let callback = args.get_or_undefined(0).as_object();
    let callback = callback
        .and_then(JsFunction::from_object)
        .ok_or_else(|| JsNativeError::typ().with_message("onFrame needs a function"))?;
    Ok(scheduler(context)?.on_frame(callback, context).into())
}

/// `cancelFrame(number)`
fn cancel_frame(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let number = args.get_or_undefined(0).to_u32(context)?;
    scheduler(context)?.cancel_frame(number);
    Ok(JsValue::undefined())
}

/// `nextFrame()` returns a promise for the next frame.
fn next_frame(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (promise, resolvers) = JsPromise::new_pending(context);
    scheduler(context)?.on_frame(resolvers.resolve, context);
    Ok(promise.into())
}

/// `seconds(n)` returns a promise for the first frame when the game has gone on for `n` seconds.
fn seconds(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let seconds = args.get_or_undefined(0).to_number(context)?;
    let time = Duration::try_from_secs_f64(seconds).map_err(|_| {
        let message = format!("seconds needs a number that is not negative, not {seconds}");
        JsNativeError::range().with_message(message)
    })?;
    let (promise, resolvers) = JsPromise::new_pending(context);
    scheduler(context)?.after(time, resolvers.resolve, context);
    Ok(promise.into())
}

/// `time()` is the time of the game in seconds.
fn time(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    Ok(scheduler(context)?.clock.time().as_secs_f64().into())
}

/// `entityId()` is the number of the entity that the code works for, or `undefined`.
fn entity_id(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    Ok(current(context).map_or(JsValue::undefined(), |entity| entity.id.0.into()))
}

/// `position()` is the place of the entity that the code works for.
fn position(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (x, y) = current(context).ok_or_else(no_entity)?.position();
    Ok(JsArray::from_iter([x.into(), y.into()], context).into())
}

/// `move(x, y)` moves the entity that the code works for.
fn move_by(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let x = args.get_or_undefined(0).to_number(context)?;
    let y = args.get_or_undefined(1).to_number(context)?;
    current(context).ok_or_else(no_entity)?.move_by(x, y);
    Ok(JsValue::undefined())
}
