//! `ReadableStream.from`.
//!
//! <https://streams.spec.whatwg.org/#abstract-opdef-readablestreamfromiterable>

use boa_engine::{
    Context, JsObject, JsResult, JsSymbol, JsValue, js_string, object::builtins::JsPromise,
};
use boa_gc::{Finalize, Trace};

use super::{
    controller::ReadableController, source::Source, stream::Readable, sync_iterator::SyncIterator,
};
use crate::{
    streams::promise::{react, resolved, rethrow},
    webidl::type_error,
};

/// `ReadableStreamFromIterable`
///
/// The iterator's methods run in the mapping of what reads or cancels; `@@asyncIterator` runs in that of this
/// call.
pub(super) fn from_iterable(iterable: &JsValue, context: &mut Context) -> JsResult<Readable> {
    // 2. Let iteratorRecord be ? GetIterator(asyncIterable, async).
    let source = get_iterator(iterable, context)?;
    // 3. Let startAlgorithm be an algorithm that returns undefined.
    // 4-5. Let pullAlgorithm and cancelAlgorithm be the steps of `Source` below.
    // 6. Set stream to ! CreateReadableStream(startAlgorithm, pullAlgorithm, cancelAlgorithm, 0).
    // 7. Return stream.
    Readable::create(source, 0.0, context)
}

/// `GetIterator ( obj, async )`
///
/// <https://tc39.es/ecma262/#sec-getiterator>
fn get_iterator(iterable: &JsValue, context: &mut Context) -> JsResult<Box<dyn Source>> {
    // 1.a. Let method be ? GetMethod(obj, @@asyncIterator).
    if let Some(method) = get_method(iterable, JsSymbol::async_iterator(), context)? {
        let (iterator, next) = iterator_from_method(iterable, &method, context)?;
        return Ok(Box::new(IteratorSource { iterator, next }));
    }
    // 1.b. If method is undefined, then
    //      i. Let syncMethod be ? GetMethod(obj, @@iterator).
    //      ii. If syncMethod is undefined, throw a TypeError exception.
    let method = get_method(iterable, JsSymbol::iterator(), context)?
        .ok_or_else(|| type_error("ReadableStream.from: the argument is not iterable"))?;
    //      iii. Let syncIteratorRecord be ? GetIteratorFromMethod(obj, syncMethod).
    //      iv. Return CreateAsyncFromSyncIterator(syncIteratorRecord).
    let (iterator, next) = iterator_from_method(iterable, &method, context)?;
    Ok(Box::new(SyncIterator::new(iterator, next)))
}

/// `GetIteratorFromMethod`: the iterator and its \[\[NextMethod]].
fn iterator_from_method(
    iterable: &JsValue,
    method: &JsObject,
    context: &mut Context,
) -> JsResult<(JsObject, JsValue)> {
    let iterator = method
        .call(iterable, &[], context)?
        .as_object()
        .ok_or_else(|| type_error("ReadableStream.from: the iterator is not an object"))?;
    let next = iterator.get(js_string!("next"), context)?;
    Ok((iterator, next))
}

/// `GetMethod`
///
/// <https://tc39.es/ecma262/#sec-getmethod>
pub(super) fn get_method(
    value: &JsValue,
    key: impl Into<boa_engine::property::PropertyKey>,
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

/// Calls the \[\[NextMethod]] of an iterator.
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

/// The source of a stream from an asynchronous iterator.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct IteratorSource {
    iterator: JsObject,
    next: JsValue,
}

impl Source for IteratorSource {
    fn pull(
        &self,
        controller: &ReadableController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>> {
        // 4.1. Let nextResult be IteratorNext(iteratorRecord).
        // 4.2. If nextResult is an abrupt completion, return a promise rejected with its value.
        let result = call_next(&self.iterator, &self.next, context)?;
        // 4.3. Let nextPromise be a promise resolved with nextResult.[[Value]].
        let promise = resolved(result, context)?;
        take_result(controller, &promise, context).map(Some)
    }

    fn cancel(&self, reason: &JsValue, context: &mut Context) -> JsResult<Option<JsPromise>> {
        // 5.2. Let returnMethod be GetMethod(iterator, "return"). 5.3. If it is abrupt, reject.
        let iterator = JsValue::from(self.iterator.clone());
        let Some(method) = get_method(&iterator, js_string!("return"), context)? else {
            // 5.4. If it is undefined, return a promise resolved with undefined.
            return Ok(None);
        };
        // 5.5. Let returnResult be Call(returnMethod.[[Value]], iterator, « reason »).
        let result = method.call(&iterator, std::slice::from_ref(reason), context)?;
        // 5.7. Let returnPromise be a promise resolved with returnResult.[[Value]].
        let promise = resolved(result, context)?;
        finish_with(&promise, context).map(Some)
    }
}

/// The rest of the pull algorithm: enqueues what the iterator's result holds, once it is there.
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

/// The rest of the cancel algorithm: waits for what `return` returned.
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
