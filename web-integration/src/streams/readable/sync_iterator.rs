//! The source of a stream from a synchronous iterator.
//!
//! The language wraps such an iterator in an asynchronous one. The engine has no public function for that, so the
//! operations of the wrapper are here.
//!
//! <https://tc39.es/ecma262/#sec-async-from-sync-iterator-objects>

use boa_async_context::promise_resolve;
use boa_engine::{
    Context, JsError, JsObject, JsResult, JsValue, builtins::iterable::create_iter_result_object,
    js_string, object::builtins::JsPromise,
};
use boa_gc::{Finalize, Trace};

use super::{
    controller::ReadableController,
    iterator_record::{call_next, finish_with, get_method, take_result},
    source::Source,
};
use crate::{
    streams::promise::{adopted, or_rejected, react, resolved},
    webidl::type_error,
};

#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct SyncIterator {
    iterator: JsObject,
    next: JsValue,
}

impl Source for SyncIterator {
    /// `%AsyncFromSyncIteratorPrototype%.next`, and the end of the pull algorithm.
    ///
    /// <https://tc39.es/ecma262/#sec-%asyncfromsynciteratorprototype%.next>
    fn pull(
        &self,
        controller: &ReadableController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>> {
        // %AsyncFromSyncIteratorPrototype%.next returns a promise in all cases.
        let result = call_next(&self.iterator, &self.next, context)
            .and_then(|result| self.continuation(&result, true, context));
        let promise = or_rejected(result, context)?;
        take_result(controller, &adopted(&promise, context), context).map(Some)
    }

    /// `%AsyncFromSyncIteratorPrototype%.return`, and the end of the cancel algorithm.
    ///
    /// <https://tc39.es/ecma262/#sec-%asyncfromsynciteratorprototype%.return>
    fn cancel(&self, reason: &JsValue, context: &mut Context) -> JsResult<Option<JsPromise>> {
        // %AsyncFromSyncIteratorPrototype%.return, which returns a promise in all cases.
        let result = self.call_return(reason, context);
        let promise = or_rejected(result, context)?;
        finish_with(&adopted(&promise, context), context).map(Some)
    }
}

impl SyncIterator {
    pub(super) fn new(iterator: JsObject, next: JsValue) -> Self {
        Self { iterator, next }
    }

    fn call_return(&self, reason: &JsValue, context: &mut Context) -> JsResult<JsPromise> {
        let iterator = JsValue::from(self.iterator.clone());
        let Some(method) = get_method(&iterator, js_string!("return"), context)? else {
            let result = create_iter_result_object(reason.clone(), true, context);
            return resolved(result, context);
        };
        let result = method.call(&iterator, std::slice::from_ref(reason), context)?;
        if !result.is_object() {
            return Err(type_error("the result of an iterator is not an object"));
        }
        self.continuation(&result, false, context)
    }

    /// `AsyncFromSyncIteratorContinuation`
    ///
    /// <https://tc39.es/ecma262/#sec-asyncfromsynciteratorcontinuation>
    fn continuation(
        &self,
        result: &JsValue,
        close_iterator: bool,
        context: &mut Context,
    ) -> JsResult<JsPromise> {
        let result = result
            .as_object()
            .ok_or_else(|| type_error("the result of an iterator is not an object"))?;
        // 2. Let done be Completion(IteratorComplete(result)).
        let done = result.get(js_string!("done"), context)?.to_boolean();
        // 4. Let value be Completion(IteratorValue(result)).
        let value = result.get(js_string!("value"), context)?;
        let close = close_iterator && !done;
        // 6. Let valueWrapper be Completion(PromiseResolve(%Promise%, value)).
        let wrapper = match promise_resolve(value, context) {
            // 7. If it is abrupt, done is false, and closeIterator is true: close the iterator.
            Err(error) if close => return Err(self.close(error, context)?),
            wrapper => wrapper?,
        };
        // 9-13. React to it: unwrap the value; if it is rejected, close the iterator.
        react(
            &wrapper,
            (self.clone(), (done, close)),
            |(_, (done, _)), value, context| {
                Ok(create_iter_result_object(value.clone(), *done, context))
            },
            |(iterator, (_, close)), reason, context| {
                let error = JsError::from_opaque(reason.clone());
                if *close {
                    return Err(iterator.close(error, context)?);
                }
                Err(error)
            },
            context,
        )
    }

    /// `IteratorClose` with a throw completion: the result is that completion, whatever `return` does.
    ///
    /// <https://tc39.es/ecma262/#sec-iteratorclose>
    fn close(&self, error: JsError, context: &mut Context) -> JsResult<JsError> {
        let iterator = JsValue::from(self.iterator.clone());
        let result = get_method(&iterator, js_string!("return"), context).and_then(|method| {
            method.map_or(Ok(JsValue::undefined()), |method| {
                method.call(&iterator, &[], context)
            })
        });
        match result {
            // An error that JavaScript cannot catch.
            Err(limit) if limit.as_engine().is_some() => Err(limit),
            _ => Ok(error),
        }
    }
}
