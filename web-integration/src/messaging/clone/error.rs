//! The error of structured clone.

use boa_engine::{Context, JsError};

use crate::dom_exception::dom_error;

/// The "DataCloneError" `DOMException` for `what`, which cannot be cloned or transferred.
pub(crate) fn data_clone_error(what: &str, context: &Context) -> JsError {
    let message = format!("{what} cannot be cloned");
    dom_error("DataCloneError", &message, context)
}
