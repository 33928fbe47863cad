//! What the built-in functions share: how they reach the agent, and how they call the program's functions.

use boa_engine::{Context, JsNativeError, JsResult, JsValue, NativeFunction};

use crate::{agent::Agent, native_stack};

/// A built-in function that can reach the agent.
pub(super) fn with_agent(
    agent: &Agent,
    function: impl Fn(&JsValue, &[JsValue], &Agent, &mut Context) -> JsResult<JsValue> + Copy + 'static,
) -> NativeFunction {
    NativeFunction::from_copy_closure_with_captures(function, agent.clone())
}

/// `Call ( F, V, argumentsList )`
///
/// <https://tc39.es/ecma262/#sec-call>
///
/// # Errors
///
/// A `TypeError` if `function` is not callable, a `RangeError` if hardly any of the native stack is left, else whatever the call
/// throws.
fn call(
    function: Option<&JsValue>,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    // A function may be bound to a function of ours that is bound to another one: no call of JavaScript is between them, so
    // the engine's limit of recursion does not count them.
    native_stack::check()?;
    // 1. If argumentsList is not present, set argumentsList to a new empty List.
    // 2. If IsCallable(F) is false, throw a TypeError exception.
    // 3. Return ? F.[[Call]](V, argumentsList).
    match function.and_then(JsValue::as_callable) {
        Some(function) => function.call(this, args, context),
        None => Err(JsNativeError::typ()
            .with_message("the callback is not a function")
            .into()),
    }
}

/// `Call`, in a mapping that is left again when it returns or throws.
///
/// The caller has entered the mapping. This tells the agent how the call ended.
pub(super) fn call_in_scope(
    function: Option<&JsValue>,
    this: &JsValue,
    args: &[JsValue],
    agent: &Agent,
    context: &mut Context,
) -> JsResult<JsValue> {
    let result = call(function, this, args, context);
    agent.leaving(result, context)
}

/// The arguments from the `skip`th on.
pub(super) fn rest(args: &[JsValue], skip: usize) -> &[JsValue] {
    args.get(skip..).unwrap_or_default()
}

/// The error for a receiver (or `new.target`) that lacks the internal slots of `class`.
pub(super) fn incompatible_receiver(class: &str, method: &str) -> JsNativeError {
    JsNativeError::typ().with_message(format!(
        "{class}.prototype.{method} called on an object that is not an {class}"
    ))
}
