//! A callback of the program together with its mapping: *capture at call*.

use boa_async_context::CaptureKind;
use boa_engine::{Context, JsObject, JsResult, JsValue};
use boa_gc::{Finalize, Trace};

use super::{call::call_function, report::report_callback_exception};
use crate::{mechanism::Capture, webidl::callback_function};

/// A callback function and the mapping that it will be called in.
///
/// Dropping it releases both.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct CapturedCallback {
    function: JsObject,
    capture: Capture,
}

impl CapturedCallback {
    /// Converts `value` to a callback function and captures the current mapping for it; `kind` is the API that holds it.
    ///
    /// # Errors
    ///
    /// A `TypeError`, naming `what`, if the value cannot be called.
    pub(crate) fn new(
        value: &JsValue,
        what: &str,
        kind: CaptureKind,
        context: &Context,
    ) -> JsResult<Self> {
        Ok(Self {
            function: callback_function(value, what)?,
            capture: Capture::now(kind, context),
        })
    }

    /// A callback function with a mapping that was captured already.
    pub(crate) fn with(function: JsObject, capture: Capture) -> Self {
        Self { function, capture }
    }

    /// Calls the function in its mapping, and reports the exception that it throws.
    ///
    /// <https://webidl.spec.whatwg.org/#invoke-a-callback-function>
    ///
    /// # Errors
    ///
    /// Only an error that no JS code can catch, such as a runtime limit.
    pub(crate) fn call(
        self,
        this: &JsValue,
        args: &[JsValue],
        context: &mut Context,
    ) -> JsResult<()> {
        let Self { function, capture } = self;
        capture.run(context, |context| {
            match call_function(&function, this, args, context) {
                Ok(_) => Ok(()),
                // Reported inside of the mapping, because the report says in which mapping the exception was thrown.
                Err(error) => report_callback_exception(error, &function, context),
            }
        })
    }
}
