//! Errors with a `code`, as Node's own functions throw them.

use boa_engine::{
    Context, JsError, JsNativeError, JsObject, JsResult, JsString, JsValue, js_string,
    property::PropertyDescriptor,
};

/// A `TypeError` of the current realm.
pub(crate) fn type_error(message: impl Into<std::borrow::Cow<'static, str>>) -> JsError {
    JsNativeError::typ().with_message(message).into()
}

/// The `TypeError` for a receiver (`this`) that is not a `class`.
pub(crate) fn incompatible_receiver(class: &str, method: &str) -> JsError {
    type_error(format!(
        "{class}.prototype.{method} called on an object that is not an {class}"
    ))
}

/// A `TypeError` with the code `ERR_INVALID_ARG_TYPE`, for the argument `name`.
pub(crate) fn invalid_arg_type(
    name: &str,
    expected: &str,
    actual: &JsValue,
    context: &mut Context,
) -> JsError {
    let received = received(actual, context);
    let message =
        format!("The \"{name}\" argument must be of type {expected}. Received {received}");
    with_code(
        JsNativeError::typ().with_message(message),
        "ERR_INVALID_ARG_TYPE",
        context,
    )
}

/// An error with a code, which is an ordinary property of it.
pub(crate) fn with_code(
    error: JsNativeError,
    code: &'static str,
    context: &mut Context,
) -> JsError {
    let object = error.into_opaque(context);
    let code = PropertyDescriptor::builder()
        .value(js_string!(code))
        .writable(true)
        .enumerable(true)
        .configurable(true);
    match object.define_property_or_throw(js_string!("code"), code, context) {
        Ok(_) => JsError::from_opaque(object.into()),
        // Only an error of the engine can come from a new object.
        Err(error) => error,
    }
}

/// How Node names a value that has the wrong type.
fn received(value: &JsValue, context: &mut Context) -> String {
    if let Some(function) = value.as_callable() {
        return format!("function {}", name_of(&function, context));
    }
    if let Some(object) = value.as_object() {
        let class = object.get(js_string!("constructor"), context);
        let class = class.ok().and_then(|class| class.as_object());
        return match class.map(|class| name_of(&class, context)) {
            Some(name) if !name.is_empty() => format!("an instance of {name}"),
            _ => "an object".to_owned(),
        };
    }
    if value.is_null_or_undefined() {
        return value.display().to_string();
    }
    format!("type {} ({})", value.type_of(), value.display())
}

fn name_of(object: &JsObject, context: &mut Context) -> String {
    let name: JsResult<JsValue> = object.get(js_string!("name"), context);
    let name = name.ok().and_then(|name| name.as_string());
    name.as_ref()
        .map(JsString::to_std_string_escaped)
        .unwrap_or_default()
}
