//! `ReadableStream.from`.
//!
//! <https://streams.spec.whatwg.org/#abstract-opdef-readablestreamfromiterable>

use boa_engine::{
    Context, JsObject, JsResult, JsSymbol, JsValue, js_string, object::builtins::JsPromise,
};
use boa_gc::{Finalize, Trace};

use super::{
    controller::ReadableController,
    iterator_record::{call_next, finish_with, get_method, take_result},
    source::Source,
    stream::Readable,
    sync_iterator::SyncIterator,
};
use crate::{streams::promise::resolved, webidl::type_error};

/// `ReadableStreamFromIterable`
///
/// <https://streams.spec.whatwg.org/#readable-stream-from-iterable>
///
/// The methods of the iterator run in the mapping of the operation that reads or cancels; `@@asyncIterator` runs in the
/// mapping of this call.
pub(in crate::streams) fn from_iterable(
    iterable: &JsValue,
    context: &mut Context,
) -> JsResult<Readable> {
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
///
/// <https://tc39.es/ecma262/#sec-getiteratorfrommethod>
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
