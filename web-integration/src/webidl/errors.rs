//! The errors that every interface throws.

use boa_engine::{Context, JsError, JsNativeError, JsResult, JsValue};

/// A `TypeError` of the current realm.
pub(crate) fn type_error(message: impl Into<std::borrow::Cow<'static, str>>) -> JsError {
    JsNativeError::typ().with_message(message).into()
}

/// The `TypeError` for a receiver (`this`) that does not implement `interface`.
pub(crate) fn illegal_invocation(interface: &str) -> JsError {
    type_error(format!(
        "illegal invocation: the receiver is not of the interface {interface}"
    ))
}

/// The constructor of an interface without a constructor operation: it always throws.
pub(crate) fn illegal_constructor(
    _: &JsValue,
    _: &[JsValue],
    _: &mut Context,
) -> JsResult<JsValue> {
    Err(type_error("illegal constructor"))
}
