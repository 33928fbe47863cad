//! The default *abort reason*.

use boa_engine::{Context, JsResult, JsValue};

use crate::dom_exception::dom_exception;

/// The given abort reason, or a new "AbortError" `DOMException` if it is `undefined`.
///
/// # Errors
///
/// A `TypeError` in a realm without these APIs.
pub(crate) fn reason_or_default(reason: &JsValue, context: &Context) -> JsResult<JsValue> {
    if reason.is_undefined() {
        let message = "signal is aborted without reason";
        return dom_exception("AbortError", message, context).map(Into::into);
    }
    Ok(reason.clone())
}
