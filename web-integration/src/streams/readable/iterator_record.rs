//! Iterator records: the operations on iterators that the sources of `ReadableStream.from` share.

use boa_engine::{
    Context, JsObject, JsResult, JsValue, js_string, object::builtins::JsPromise,
    property::PropertyKey,
};

use super::controller::ReadableController;
use crate::{
    streams::promise::{react, rethrow},
    webidl::type_error,
};

/// `GetMethod`
///
/// <https://tc39.es/ecma262/#sec-getmethod>
pub(super) fn get_method(
    value: &JsValue,
    key: impl Into<PropertyKey>,
    context: &mut Context,
) -> JsResult<Option<JsObject>> {
    if value.is_null_or_undefined() {
        return Err(type_error(
            "ReadableStream.from: the argument is not iterable",
        ));
    }
    let function = match value.as_object() {
        Some(object) => object.get(key, context)?,
        None => value.to_object(context)?.get(key, context)?,
    };
    if function.is_null_or_undefined() {
        return Ok(None);
    }
    match function.as_callable() {
        Some(function) => Ok(Some(function)),
        None => Err(type_error("a method of an iterator is not a function")),
    }
}

/// `IteratorNext`: calls the \[\[NextMethod]] of an iterator.
///
/// <https://tc39.es/ecma262/#sec-iteratornext>
pub(super) fn call_next(
    iterator: &JsObject,
    next: &JsValue,
    context: &mut Context,
) -> JsResult<JsValue> {
    let next = next
        .as_callable()
        .ok_or_else(|| type_error("the next of an iterator is not a function"))?;
    let result = next.call(&iterator.clone().into(), &[], context)?;
    if !result.is_object() {
        return Err(type_error("the result of an iterator is not an object"));
    }
    Ok(result)
}

/// The end of the pull algorithm of `ReadableStreamFromIterable`: when the promise of the iterator's result is
/// fulfilled, enqueues the value or closes the stream.
///
/// <https://streams.spec.whatwg.org/#readable-stream-from-iterable>
pub(super) fn take_result(
    controller: &ReadableController,
    promise: &JsPromise,
    context: &mut Context,
) -> JsResult<JsPromise> {
    // 4.4. Return the result of reacting to nextPromise with these steps, given iterResult:
    react(
        promise,
        controller.clone(),
        |controller, result, context| {
            //  1. If iterResult is not an Object, throw a TypeError.
            let result = result
                .as_object()
                .ok_or_else(|| type_error("the result of an iterator is not an object"))?;
            //  2. Let done be ? IteratorComplete(iterResult).
            if result.get(js_string!("done"), context)?.to_boolean() {
                //  3. If done is true: perform ! ReadableStreamDefaultControllerClose(it).
                controller.close(context)?;
            } else {
                //  4. Otherwise: let value be ? IteratorValue(iterResult), perform !
                //     ReadableStreamDefaultControllerEnqueue(it, value).
                let value = result.get(js_string!("value"), context)?;
                controller.enqueue(value, context)?;
            }
            Ok(JsValue::undefined())
        },
        rethrow,
        context,
    )
}

/// The end of the cancel algorithm of `ReadableStreamFromIterable`: waits for the result of the iterator's `return`.
///
/// <https://streams.spec.whatwg.org/#readable-stream-from-iterable>
pub(super) fn finish_with(promise: &JsPromise, context: &mut Context) -> JsResult<JsPromise> {
    // 5.8. Return the result of reacting to it: if iterResult is not an Object, throw a TypeError.
    react(
        promise,
        (),
        |(), result, _| {
            if !result.is_object() {
                return Err(type_error("the result of an iterator is not an object"));
            }
            Ok(JsValue::undefined())
        },
        rethrow,
        context,
    )
}
