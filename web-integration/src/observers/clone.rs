//! *Structured clone*, for what a program attaches to its entries.

use boa_engine::{Context, JsError, JsResult, JsValue, value::TryIntoJs};
use boa_runtime::store::JsValueStore;

use crate::dom_exception::dom_error;

/// What the messages of the engine's own errors begin with when a value has no clone, or none yet.
const NOT_CLONEABLE: [&str; 3] = [
    "DataCloneError",
    "Errors are not supported",
    "Data views are not supported",
];

/// A clone of `value`.
///
/// # Errors
///
/// A "DataCloneError" `DOMException` for what has none; what a getter throws.
pub(super) fn structured_clone(value: &JsValue, context: &mut Context) -> JsResult<JsValue> {
    JsValueStore::try_from_js(value, context, Vec::new())
        .and_then(|store| store.try_into_js(context))
        .map_err(|error| {
            if is_not_cloneable(&error) {
                dom_error("DataCloneError", "the value can not be cloned", context)
            } else {
                error
            }
        })
}

fn is_not_cloneable(error: &JsError) -> bool {
    error.as_native().is_some_and(|error| {
        let message = error.message();
        NOT_CLONEABLE.iter().any(|known| message.starts_with(known))
    })
}
