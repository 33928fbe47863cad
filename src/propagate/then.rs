//! Reactions without a handler.
//!
//! `PerformPromiseThen` captures the mapping even when `onFulfilled` or `onRejected` is missing, but a missing
//! handler never reaches `HostMakeJobCallback`. So `Promise.prototype.then` is
//! [overridden](crate::builtin_override) in each realm: the new body supplies the missing handlers (a function
//! that returns its argument, a function that throws it) and leaves the rest to the engine's own `then`.
//!
//! Unlike the methods of generators, `then` cannot wait until a variable is set: a reaction that is made
//! before that has captured the empty mapping, and its promise may be settled in another one.
//!
//! `catch`, `finally` and the combinators call `then`; `await` always has both handlers.

use boa_engine::{
    Context, JsArgs, JsError, JsResult, JsValue, NativeFunction, js_string,
    object::{FunctionObjectBuilder, builtins::JsFunction},
};
use boa_gc::{Finalize, Trace};

use crate::builtin_override::{BuiltinOverride, twin_of};

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Intrinsics {
    /// The engine's own `Promise.prototype.then`.
    then: JsFunction,
    /// `x => x`
    identity: JsValue,
    /// `x => { throw x; }`
    thrower: JsValue,
}

/// Overrides `%Promise.prototype.then%` of the current realm.
pub(crate) fn install(context: &mut Context) -> JsResult<()> {
    let prototype = context.intrinsics().constructors().promise().prototype();
    let original = prototype.get(js_string!("then"), context)?;
    let Some(original) = original.as_object() else {
        // The host removed it, so there are no calls with missing handlers.
        return Ok(());
    };
    let Some(then) = twin_of(&original, context) else {
        // The host replaced it by a JavaScript function, which calls the engine's function itself.
        return Ok(());
    };
    let handler = |function: NativeFunction| -> JsValue {
        FunctionObjectBuilder::new(context.realm(), function)
            .length(1)
            .build()
            .into()
    };
    let intrinsics = Intrinsics {
        then,
        identity: handler(NativeFunction::from_fn_ptr(|_, args, _| {
            Ok(args.get_or_undefined(0).clone())
        })),
        thrower: handler(NativeFunction::from_fn_ptr(|_, args, _| {
            Err(JsError::from_opaque(args.get_or_undefined(0).clone()))
        })),
    };
    let body = NativeFunction::from_copy_closure_with_captures(perform_then, intrinsics);
    BuiltinOverride::new(original, js_string!("then"), body, context).apply();
    Ok(())
}

/// `Promise.prototype.then ( onFulfilled, onRejected )`, and the part of `PerformPromiseThen` that captures
/// the mapping for missing handlers.
///
/// <https://tc39.es/ecma262/#sec-promise.prototype.then>
/// <https://tc39.es/proposal-async-context/#sec-performpromisethen>
fn perform_then(
    this: &JsValue,
    args: &[JsValue],
    intrinsics: &Intrinsics,
    context: &mut Context,
) -> JsResult<JsValue> {
    // Steps 1 to 5 are the engine's. Step 3 and 5 of PerformPromiseThen, "if IsCallable(onX) is
    // false, let onXJobCallback be empty", have no side effects, so they can be decided here.
    let [on_fulfilled, on_rejected] = [args.get_or_undefined(0), args.get_or_undefined(1)];
    let handlers = [
        if on_fulfilled.is_callable() {
            on_fulfilled.clone()
        } else {
            intrinsics.identity.clone()
        },
        if on_rejected.is_callable() {
            on_rejected.clone()
        } else {
            intrinsics.thrower.clone()
        },
    ];
    intrinsics.then.call(this, &handlers, context)
}
