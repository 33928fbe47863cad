//! Web IDL conversions for the network interfaces, and the intrinsics that they need.

use std::{
    collections::{HashMap, hash_map::Entry},
    hash::Hash,
};

use boa_engine::{
    Context, JsData, JsError, JsNativeError, JsObject, JsResult, JsString, JsValue, js_string,
    object::builtins::{JsArrayBuffer, JsDataView, JsFunction, JsTypedArray},
};
use boa_engine::{JsSymbol, builtins::promise::ResolvingFunctions};
use boa_gc::{Finalize, Trace};

use crate::webidl::{sequence, sequence_with, type_error};

/// Functions of the language, from before any user code ran.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Intrinsics {
    parse: JsFunction,
    stringify: JsFunction,
    property_is_enumerable: JsFunction,
}

/// Keeps the functions of the current realm.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let json = context.intrinsics().objects().json();
    let object = context.intrinsics().constructors().object().prototype();
    let intrinsics = Intrinsics {
        parse: method(&json, "parse", context)?,
        stringify: method(&json, "stringify", context)?,
        property_is_enumerable: method(&object, "propertyIsEnumerable", context)?,
    };
    context.realm().host_defined_mut().insert(intrinsics);
    Ok(())
}

fn method(object: &JsObject, name: &str, context: &mut Context) -> JsResult<JsFunction> {
    let value = object.get(js_string!(name), context)?;
    value
        .as_function()
        .ok_or_else(|| type_error(format!("{name} is not a function")))
}

fn intrinsic(
    context: &Context,
    which: impl FnOnce(&Intrinsics) -> JsFunction,
) -> JsResult<JsFunction> {
    let host_defined = context.realm().host_defined();
    host_defined
        .get::<Intrinsics>()
        .map(which)
        .ok_or_else(|| type_error("the network APIs are not registered in this realm"))
}

/// *Parse JSON bytes to a JavaScript value*.
///
/// <https://infra.spec.whatwg.org/#parse-json-bytes-to-a-javascript-value>
///
/// # Errors
///
/// A `SyntaxError` if the bytes are not JSON.
pub(super) fn parse_json(bytes: &[u8], context: &mut Context) -> JsResult<JsValue> {
    let parse = intrinsic(context, |intrinsics| intrinsics.parse.clone())?;
    let text = JsValue::from(utf8_decode(bytes));
    parse.call(&JsValue::undefined(), &[text], context)
}

/// *Serialize a JavaScript value to a JSON string*.
///
/// <https://infra.spec.whatwg.org/#serialize-a-javascript-value-to-a-json-string>
///
/// # Errors
///
/// A `TypeError` for a value that JSON cannot express; exceptions of the code of the value.
pub(super) fn to_json(value: &JsValue, context: &mut Context) -> JsResult<String> {
    let stringify = intrinsic(context, |intrinsics| intrinsics.stringify.clone())?;
    stringify
        .call(&JsValue::undefined(), std::slice::from_ref(value), context)?
        .as_string()
        .map(|text| text.to_std_string_lossy())
        .ok_or_else(|| type_error("the value cannot be serialized as JSON"))
}

/// *UTF-8 decode*: drops a byte order mark.
pub(super) fn utf8_decode(bytes: &[u8]) -> JsString {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    js_string!(&*String::from_utf8_lossy(bytes))
}

/// Converts to `ByteString`. Each character of the result is a byte.
///
/// <https://webidl.spec.whatwg.org/#js-ByteString>
///
/// # Errors
///
/// A `TypeError` for a character above U+00FF.
pub(super) fn byte_string(value: &JsValue, context: &mut Context) -> JsResult<String> {
    let string = value.to_string(context)?;
    string
        .iter()
        .map(|unit| u8::try_from(unit).map(char::from))
        .collect::<Result<_, _>>()
        .map_err(|_| type_error("a character of the string is not a byte"))
}

/// *Get a copy of the bytes held by the buffer source*; `None` if the value is not a buffer source.
///
/// <https://webidl.spec.whatwg.org/#dfn-get-buffer-source-copy>
///
/// # Errors
///
/// A `TypeError` for a view on a shared buffer.
pub(super) fn buffer_bytes(value: &JsValue, context: &mut Context) -> JsResult<Option<Vec<u8>>> {
    let Some(object) = value.as_object() else {
        return Ok(None);
    };
    if let Ok(buffer) = JsArrayBuffer::from_object(object.clone()) {
        // A detached buffer has no bytes.
        return Ok(Some(buffer.to_vec().unwrap_or_default()));
    }
    let (buffer, offset, length) = if let Ok(view) = JsTypedArray::from_object(object.clone()) {
        let offset = view.byte_offset(context)?;
        (view.buffer(context)?, offset, view.byte_length(context)?)
    } else if let Ok(view) = JsDataView::from_object(object) {
        // The getters throw if the view is out of bounds.
        let offset = view.byte_offset(context).unwrap_or_default();
        let length = view.byte_length(context).unwrap_or_default();
        let index = |number: u64| usize::try_from(number).unwrap_or_default();
        (view.buffer(context)?, index(offset), index(length))
    } else {
        return Ok(None);
    };
    let buffer = buffer
        .as_object()
        .and_then(|buffer| JsArrayBuffer::from_object(buffer).ok())
        .ok_or_else(|| type_error("a view on a SharedArrayBuffer cannot be used here"))?;
    let bytes = buffer.to_vec().unwrap_or_default();
    let end = offset.saturating_add(length);
    Ok(Some(bytes.get(offset..end).unwrap_or_default().to_vec()))
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
pub(super) fn pairs<T: Clone + Eq + Hash>(
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
    let is_enumerable = intrinsic(context, |intrinsics| {
        intrinsics.property_is_enumerable.clone()
    })?;
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

/// Resolves or rejects a promise.
///
/// # Errors
///
/// Only errors that JavaScript cannot catch, such as a runtime limit.
pub(super) fn settle(
    resolvers: &ResolvingFunctions,
    result: JsResult<JsValue>,
    context: &mut Context,
) -> JsResult<()> {
    let (function, value) = match result {
        Ok(value) => (&resolvers.resolve, value),
        Err(error) => (&resolvers.reject, error.into_opaque(context)?),
    };
    function
        .call(&JsValue::undefined(), &[value], context)
        .map(drop)
}

/// The `TypeError` of a request or body that failed.
pub(super) fn network_error(what: &str, failure: &impl std::fmt::Display) -> JsError {
    JsNativeError::typ()
        .with_message(format!("{what}: {failure}"))
        .into()
}
