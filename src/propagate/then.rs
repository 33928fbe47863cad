//! Reactions without a handler.
//!
//! `PerformPromiseThen` captures the mapping also where `onFulfilled` or `onRejected` is missing,
//! but a missing handler never reaches `HostMakeJobCallback`. So `Promise.prototype.then` is
//! replaced, per realm, by a built-in that supplies what the missing handler stands for — a
//! function that returns its argument, one that throws it — and leaves the rest, species and all,
//! to the engine's own function, captured before any user code runs.
//!
//! `catch`, `finally` and the combinators call `then`; `await` always has both handlers.
//!
//! Calling the engine's function costs a second native call. Where the species look-up can not be
//! observed and leads to `%Promise%`, which is nearly always, `JsPromise::then` does the same
//! without one. It can not stand in for the function in general: it fails for a species whose
//! constructor returns something else than a promise.

use boa_engine::{
    Context, JsArgs, JsError, JsObject, JsResult, JsSymbol, JsValue, NativeFunction, js_string,
    object::{
        FunctionObjectBuilder,
        builtins::{JsFunction, JsPromise},
    },
    property::{PropertyDescriptor, PropertyKey},
};
use boa_gc::{Finalize, Trace};

use super::replace_method;

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Intrinsics {
    /// The engine's own `Promise.prototype.then`.
    then: JsFunction,
    /// `x => x`
    identity: JsValue,
    /// `x => { throw x; }`
    thrower: JsValue,
    /// `%Promise%` and `%Promise.prototype%`
    promise: JsObject,
    prototype: JsObject,
    /// The engine's own `get Promise [ @@species ]`.
    species: JsValue,
    /// The keys under which they are found.
    #[unsafe_ignore_trace]
    constructor_key: PropertyKey,
    #[unsafe_ignore_trace]
    species_key: PropertyKey,
}

impl Intrinsics {
    /// Whether `SpeciesConstructor ( promise, %Promise% )` is `%Promise%` and finding that out runs
    /// no code: nothing between the promise and the intrinsics has been changed.
    fn has_plain_species(&self, promise: &JsPromise) -> bool {
        let promise = promise.borrow();
        promise.properties().get(&self.constructor_key).is_none()
            && promise.prototype().as_ref() == Some(&self.prototype)
            && own(&self.prototype, &self.constructor_key, |property| {
                property.value().and_then(JsValue::as_object).as_ref() == Some(&self.promise)
            })
            && own(&self.promise, &self.species_key, |property| {
                property.get() == Some(&self.species)
            })
    }
}

/// Whether `object`, an ordinary one, has a property of its own that `is` so.
fn own(object: &JsObject, key: &PropertyKey, is: impl Fn(&PropertyDescriptor) -> bool) -> bool {
    let property = object.borrow().properties().get(key);
    property.is_some_and(|property| is(&property))
}

/// Replaces `%Promise.prototype.then%` of the current realm.
pub(crate) fn install(context: &mut Context) -> JsResult<()> {
    let constructor = context.intrinsics().constructors().promise();
    let (promise, prototype) = (constructor.constructor(), constructor.prototype());
    let species_key = PropertyKey::from(JsSymbol::species());
    let species = promise.borrow().properties().get(&species_key);
    let species = species.and_then(|property| property.get().cloned());
    let Some(then) = prototype
        .get(js_string!("then"), context)?
        .as_object()
        .and_then(JsFunction::from_object)
    else {
        // The host removed it: then there is nothing that could miss a handler.
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
        promise,
        prototype: prototype.clone(),
        species: species.unwrap_or_default(),
        constructor_key: js_string!("constructor").into(),
        species_key,
    };
    let function = NativeFunction::from_copy_closure_with_captures(perform_then, intrinsics);
    replace_method(
        &prototype,
        js_string!("then"),
        js_string!("then"),
        2,
        function,
        context,
    )?;
    Ok(())
}

/// `Promise.prototype.then ( onFulfilled, onRejected )`
///
/// <https://tc39.es/ecma262/#sec-promise.prototype.then>
fn perform_then(
    this: &JsValue,
    args: &[JsValue],
    intrinsics: &Intrinsics,
    context: &mut Context,
) -> JsResult<JsValue> {
    // 1. Let promise be the this value.
    // 2. If IsPromise(promise) is false, throw a TypeError exception.
    // 3. Let C be ? SpeciesConstructor(promise, %Promise%).
    // 4. Let resultCapability be ? NewPromiseCapability(C).
    // 5. Return PerformPromiseThen(promise, onFulfilled, onRejected, resultCapability), of which
    //    "if IsCallable(onX) is false, let onXJobCallback be empty" is decided here.
    let on_fulfilled = callable_or(args.get_or_undefined(0), &intrinsics.identity);
    let on_rejected = callable_or(args.get_or_undefined(1), &intrinsics.thrower);
    if let Some(promise) = this.as_promise()
        && intrinsics.has_plain_species(&promise)
        && let Some(handlers) = functions(on_fulfilled, on_rejected)
        // The one way to fail here is a runtime limit, before anything was done; the call below
        // meets it again and reports it as such.
        && let Ok(derived) = promise.then(Some(handlers.0), Some(handlers.1), context)
    {
        return Ok(derived.into());
    }
    let handlers = [on_fulfilled.clone(), on_rejected.clone()];
    intrinsics.then.call(this, &handlers, context)
}

fn callable_or<'a>(handler: &'a JsValue, missing: &'a JsValue) -> &'a JsValue {
    if handler.is_callable() {
        handler
    } else {
        missing
    }
}

fn functions(on_fulfilled: &JsValue, on_rejected: &JsValue) -> Option<(JsFunction, JsFunction)> {
    Some((
        JsFunction::from_object(on_fulfilled.as_object()?)?,
        JsFunction::from_object(on_rejected.as_object()?)?,
    ))
}
