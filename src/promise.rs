//! What `await` does with a promise, for code of the host: nothing that a program has changed can be seen or break it.
//!
//! The engine's [`JsPromise::resolve`] and [`JsPromise::then`] look up the constructor and the species of a promise. A
//! getter of the program that throws there is an engine panic for them.

use boa_engine::{
    Context, JsObject, JsResult, JsValue, js_string,
    object::builtins::{JsFunction, JsPromise},
    property::{PropertyDescriptor, PropertyKey},
};

/// `PromiseResolve ( %Promise%, x )`: a promise of the current realm's `%Promise%` as it is, and a new one that is resolved
/// with anything else.
///
/// <https://tc39.es/ecma262/#sec-promise-resolve>
///
/// Call it on the thread of the context. It may run code of the program: the getter `constructor` of a promise, `then` of
/// another object.
///
/// # Errors
///
/// What the getter `constructor` of a promise throws.
pub fn promise_resolve(x: JsValue, context: &mut Context) -> JsResult<JsPromise> {
    // 1. If IsPromise(x) is true, let xConstructor be ? Get(x, "constructor"); if it is C, return x.
    if let Some(promise) = x.as_promise() {
        let object = JsObject::from(promise.clone());
        let constructor = object.get(js_string!("constructor"), context)?;
        let intrinsic = context.intrinsics().constructors().promise().constructor();
        if constructor
            .as_object()
            .is_some_and(|constructor| JsObject::equals(&constructor, &intrinsic))
        {
            return Ok(promise);
        }
    }
    // 2-4. Let promiseCapability be NewPromiseCapability(C), and resolve it with x.
    let (promise, resolvers) = JsPromise::new_pending(context);
    let resolve = &resolvers.resolve;
    resolve.call(&JsValue::undefined(), &[x], context)?;
    Ok(promise)
}

/// `PerformPromiseThen` with a new capability of `%Promise%`, whose promise it returns. The handlers capture the current
/// mapping. It runs no code of the program.
///
/// <https://tc39.es/ecma262/#sec-performpromisethen>
///
/// The engine offers this only together with a look-up of the species, which user code can observe. The look-up starts
/// with the property `constructor`. While the promise has an own `constructor` that is `undefined`, the look-up ends
/// there.
///
/// Call it on the thread of the context.
///
/// # Errors
///
/// None that a program can cause.
pub fn perform_promise_then(
    promise: &JsPromise,
    on_fulfilled: JsFunction,
    on_rejected: JsFunction,
    context: &mut Context,
) -> JsResult<JsPromise> {
    let key = PropertyKey::from(js_string!("constructor"));
    let object = JsObject::from(promise.clone());
    let own = object.borrow().properties().get(&key);
    let hidden = PropertyDescriptor::builder()
        .value(JsValue::undefined())
        .writable(true)
        .enumerable(false)
        .configurable(true)
        .build();
    object.insert_property(key.clone(), hidden);
    let derived = promise.then(Some(on_fulfilled), Some(on_rejected), context);
    match own {
        Some(own) => {
            object.insert_property(key, own);
        }
        None => {
            object.delete_property_or_throw(key, context)?;
        }
    }
    derived
}
