//! Conversions to records.

use std::{
    collections::{HashMap, hash_map::Entry},
    hash::Hash,
};

use boa_engine::{Context, JsData, JsResult, JsSymbol, JsValue, object::builtins::JsFunction};
use boa_gc::{Finalize, Trace};

use super::{
    built_in::built_in,
    convert::{sequence, sequence_with},
    errors::type_error,
};

/// `Object.prototype.propertyIsEnumerable`, as the engine has made it.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct IsEnumerable(JsFunction);

/// Keeps the function of the current realm.
///
/// # Errors
///
/// Those of [`built_in`].
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let object = |context: &Context| context.intrinsics().constructors().object().prototype();
    let function = built_in(object, "propertyIsEnumerable", context)?;
    let function = function
        .ok_or_else(|| type_error("the engine has no Object.prototype.propertyIsEnumerable"))?;
    let is_enumerable = IsEnumerable(function);
    context.realm().host_defined_mut().insert(is_enumerable);
    Ok(())
}

/// Converts to `sequence<sequence<T>> or record<T, T>`, as pairs.
///
/// <https://webidl.spec.whatwg.org/#js-sequence>
///
/// <https://webidl.spec.whatwg.org/#js-record>
///
/// # Errors
///
/// A `TypeError`, which names `what`, if the value is neither, or an inner sequence does not have two elements;
/// exceptions of the code of the value and of `convert`.
pub(crate) fn pairs<T: Clone + Eq + Hash>(
    value: &JsValue,
    what: &str,
    context: &mut Context,
    mut convert: impl FnMut(&JsValue, &mut Context) -> JsResult<T>,
) -> JsResult<Vec<(T, T)>> {
    let object = value
        .as_object()
        .ok_or_else(|| type_error(format!("{what}: the argument is not an object")))?;
    let method = object.get(JsSymbol::iterator(), context)?;
    if !method.is_null_or_undefined() {
        let method = method
            .as_callable()
            .ok_or_else(|| type_error(format!("{what}: the argument is not iterable")))?;
        return sequence_with(value, &method, what, context, |element, context| {
            let pair = sequence(element, what, context, &mut convert)?;
            let two = || type_error(format!("{what}: an element does not have two elements"));
            let [name, value]: [T; 2] = pair.try_into().map_err(|_| two())?;
            Ok((name, value))
        });
    }
    // Otherwise convert to a record.
    let is_enumerable = {
        let realm = context.realm().host_defined();
        let known = realm.get::<IsEnumerable>();
        known.map(|known| known.0.clone())
    };
    let is_enumerable =
        is_enumerable.ok_or_else(|| type_error("the APIs are not registered in this realm"))?;
    // Different keys may be the same after the conversion. Then the last value is at the place of the first key.
    let mut pairs: Vec<(T, T)> = Vec::new();
    let mut places: HashMap<T, usize> = HashMap::new();
    for key in object.own_property_keys(context)? {
        let name = JsValue::from(key.clone());
        let enumerable = is_enumerable.call(value, std::slice::from_ref(&name), context)?;
        if enumerable.to_boolean() {
            let name = convert(&name, context)?;
            let value = object.get(key, context)?;
            let value = convert(&value, context)?;
            match places.entry(name) {
                Entry::Occupied(place) => pairs[*place.get()].1 = value,
                Entry::Vacant(place) => {
                    let name = place.key().clone();
                    place.insert(pairs.len());
                    pairs.push((name, value));
                }
            }
        }
    }
    Ok(pairs)
}
