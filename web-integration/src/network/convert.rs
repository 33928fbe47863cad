//! Web IDL conversions for the network interfaces, and the intrinsics that they need.

use boa_engine::{
    Context, JsData, JsError, JsNativeError, JsResult, JsString, JsValue,
    builtins::promise::ResolvingFunctions, error::JsNativeErrorKind, js_string,
    object::builtins::JsFunction,
};
use boa_gc::{Finalize, Trace};

use crate::webidl::{built_in, is_own_built_in, type_error};

/// Functions of the language, as the engine has made them.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Intrinsics {
    parse: OfJson,
    stringify: OfJson,
}

/// A function of `JSON`.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct OfJson {
    function: JsFunction,
    /// Whether it is of the realm that it is used in, and not of [another one](built_in).
    is_own: bool,
}

/// Keeps the functions of the current realm.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let intrinsics = Intrinsics {
        parse: OfJson::find("parse", context)?,
        stringify: OfJson::find("stringify", context)?,
    };
    context.realm().host_defined_mut().insert(intrinsics);
    Ok(())
}

impl OfJson {
    fn find(name: &str, context: &mut Context) -> JsResult<Self> {
        let json = |context: &Context| context.intrinsics().objects().json();
        // Asked here: later a program may have changed whatever could tell.
        let is_own = is_own_built_in(json, name, context);
        let function = built_in(json, name, context)?
            .ok_or_else(|| type_error(format!("the engine has no JSON.{name}")))?;
        Ok(Self { function, is_own })
    }

    fn call(&self, argument: JsValue, context: &mut Context) -> JsResult<JsValue> {
        let result = self
            .function
            .call(&JsValue::undefined(), &[argument], context);
        if self.is_own {
            result
        } else {
            result.map_err(of_this_realm)
        }
    }
}

fn intrinsic(context: &Context, which: impl FnOnce(&Intrinsics) -> OfJson) -> JsResult<OfJson> {
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
    let value = parse.call(utf8_decode(bytes).into(), context)?;
    if !parse.is_own {
        adopt(&value, context)?;
    }
    Ok(value)
}

/// Makes what `JSON.parse` of [another realm](built_in) has made into objects of the current one, of which the program has no way
/// to that realm. Runs no code: all properties are data of the objects themselves.
fn adopt(value: &JsValue, context: &mut Context) -> JsResult<()> {
    let Some(outermost) = value.as_object() else {
        return Ok(());
    };
    let constructors = context.intrinsics().constructors();
    let (of_objects, of_arrays) = (
        constructors.object().prototype(),
        constructors.array().prototype(),
    );
    let mut objects = vec![outermost];
    while let Some(object) = objects.pop() {
        let prototype = if object.is_array() {
            &of_arrays
        } else {
            &of_objects
        };
        object.set_prototype(Some(prototype.clone()));
        for key in object.own_property_keys(context)? {
            objects.extend(object.get(key, context)?.as_object());
        }
    }
    Ok(())
}

/// An error of the engine, which gets the realm in which it is caught. One that a program has thrown is as it was.
fn of_this_realm(error: JsError) -> JsError {
    let Some(native) = error.as_native() else {
        return error;
    };
    let message = native.message().to_owned();
    match native.kind() {
        JsNativeErrorKind::Syntax => JsNativeError::syntax().with_message(message).into(),
        JsNativeErrorKind::Type => JsNativeError::typ().with_message(message).into(),
        JsNativeErrorKind::Range => JsNativeError::range().with_message(message).into(),
        _ => error,
    }
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
        .call(value.clone(), context)?
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
