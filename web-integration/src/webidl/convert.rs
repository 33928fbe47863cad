//! Conversions of arguments and dictionaries.

use boa_engine::{Context, JsObject, JsResult, JsString, JsSymbol, JsValue, js_string};

use super::errors::type_error;

/// Checks the number of arguments of an operation.
///
/// <https://webidl.spec.whatwg.org/#dfn-overload-resolution-algorithm>
///
/// # Errors
///
/// A `TypeError` if there are fewer arguments than the operation requires.
pub(crate) fn require(args: &[JsValue], count: usize, operation: &str) -> JsResult<()> {
    if args.len() >= count {
        return Ok(());
    }
    Err(type_error(format!(
        "{operation}: {count} argument{} required, but only {} present",
        if count == 1 { "" } else { "s" },
        args.len()
    )))
}

/// Converts to a dictionary. `None` is a dictionary without members; the members of the others are read with
/// [`member`].
///
/// <https://webidl.spec.whatwg.org/#js-dictionary>
///
/// # Errors
///
/// A `TypeError`, naming `what`, if the value is neither an object nor `undefined` nor `null`.
pub(crate) fn dictionary(value: Option<&JsValue>, what: &str) -> JsResult<Option<JsObject>> {
    match value {
        None => Ok(None),
        Some(value) if value.is_null_or_undefined() => Ok(None),
        Some(value) => match value.as_object() {
            Some(object) => Ok(Some(object)),
            None => Err(type_error(format!("{what} is not an object"))),
        },
    }
}

/// Reads a member of a dictionary. `None` if it is absent or `undefined`.
///
/// # Errors
///
/// The exception of a getter.
pub(crate) fn member(
    dictionary: Option<&JsObject>,
    name: &str,
    context: &mut Context,
) -> JsResult<Option<JsValue>> {
    let Some(object) = dictionary else {
        return Ok(None);
    };
    let value = object.get(js_string!(name), context)?;
    Ok((!value.is_undefined()).then_some(value))
}

/// Reads a boolean member of a dictionary whose default is `false`.
pub(crate) fn flag(
    dictionary: Option<&JsObject>,
    name: &str,
    context: &mut Context,
) -> JsResult<bool> {
    Ok(member(dictionary, name, context)?.is_some_and(|value| value.to_boolean()))
}

/// Converts an optional argument to `DOMString`. If it is absent or `undefined`, it is `default`.
pub(crate) fn string_or(
    value: Option<&JsValue>,
    default: &str,
    context: &mut Context,
) -> JsResult<JsString> {
    match value {
        Some(value) if !value.is_undefined() => value.to_string(context),
        _ => Ok(js_string!(default)),
    }
}

/// Converts to `sequence<T>`. `convert` converts an element.
///
/// <https://webidl.spec.whatwg.org/#create-sequence-from-iterable>
///
/// # Errors
///
/// A `TypeError`, naming `what`, if the value cannot be iterated over; the exceptions of the iteration and of
/// `convert`.
pub(crate) fn sequence<T>(
    value: &JsValue,
    what: &str,
    context: &mut Context,
    convert: impl FnMut(&JsValue, &mut Context) -> JsResult<T>,
) -> JsResult<Vec<T>> {
    let not_iterable = || type_error(format!("{what}: the argument is not iterable"));
    let iterable = value.as_object().ok_or_else(not_iterable)?;
    let method = iterable.get(JsSymbol::iterator(), context)?;
    let method = method.as_callable().ok_or_else(not_iterable)?;
    sequence_with(value, &method, what, context, convert)
}

/// [`sequence`], for a value whose `@@iterator` method was looked up already.
///
/// <https://webidl.spec.whatwg.org/#create-sequence-from-iterable>
pub(crate) fn sequence_with<T>(
    value: &JsValue,
    method: &JsObject,
    what: &str,
    context: &mut Context,
    mut convert: impl FnMut(&JsValue, &mut Context) -> JsResult<T>,
) -> JsResult<Vec<T>> {
    let iterator = method.call(value, &[], context)?;
    let not_object = || type_error(format!("{what}: the iterator is not an object"));
    let next = iterator
        .as_object()
        .ok_or_else(not_object)?
        .get(js_string!("next"), context)?;
    let next = next
        .as_callable()
        .ok_or_else(|| type_error(format!("{what}: the iterator has no method next")))?;
    let mut elements = Vec::new();
    loop {
        let step = next.call(&iterator, &[], context)?;
        let step = step.as_object().ok_or_else(not_object)?;
        if step.get(js_string!("done"), context)?.to_boolean() {
            return Ok(elements);
        }
        let item = step.get(js_string!("value"), context)?;
        elements.push(convert(&item, context)?);
    }
}

/// Converts to `[EnforceRange] unsigned long long`.
///
/// <https://webidl.spec.whatwg.org/#abstract-opdef-converttoint>
///
/// # Errors
///
/// A `TypeError`, naming `what`, if the number is out of range.
pub(crate) fn enforce_range(value: &JsValue, what: &str, context: &mut Context) -> JsResult<u64> {
    /// 2^53 - 1.
    const LARGEST: f64 = 9_007_199_254_740_991.0;
    let number = value.to_number(context)?;
    // If x is NaN, +inf, or -inf, then throw a TypeError. Set x to IntegerPart(x). If x < lowerBound
    // or x > upperBound, then throw a TypeError.
    let integer = number.trunc();
    if !(0.0..=LARGEST).contains(&integer) {
        return Err(type_error(format!("{what} is out of range")));
    }
    Ok(integer as u64)
}

/// Converts to `USVString`: lone surrogates are replaced.
///
/// <https://webidl.spec.whatwg.org/#js-USVString>
pub(crate) fn usv_string(value: &JsValue, context: &mut Context) -> JsResult<String> {
    Ok(value.to_string(context)?.to_std_string_lossy())
}

/// Converts to `double`.
///
/// <https://webidl.spec.whatwg.org/#js-double>
///
/// # Errors
///
/// A `TypeError`, naming `what`, if the number is not finite.
pub(crate) fn restricted_double(
    value: &JsValue,
    what: &str,
    context: &mut Context,
) -> JsResult<f64> {
    let number = value.to_number(context)?;
    if !number.is_finite() {
        return Err(type_error(format!("{what} is not a finite number")));
    }
    Ok(number)
}

/// Converts to a callback function type.
///
/// <https://webidl.spec.whatwg.org/#js-callback-function>
///
/// # Errors
///
/// A `TypeError`, naming `what`, if the value cannot be called.
pub(crate) fn callback_function(value: &JsValue, what: &str) -> JsResult<JsObject> {
    value
        .as_callable()
        .ok_or_else(|| type_error(format!("{what}: the callback is not a function")))
}
