//! A function of the program's that is called later: *capture at call*.

use boa_engine::{Context, JsObject, JsResult, JsValue};
use boa_gc::{Finalize, Trace};

use crate::{
    events::dispatch::report, mechanism::Capture, webidl::type_error,
    workers::interrupt::call_listener,
};

/// A function and the mapping that it will be called in.
///
/// Whoever drops this lets both go.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Callback {
    function: JsObject,
    capture: Capture,
}

impl Callback {
    /// Captures the current mapping for the function that `value` is.
    ///
    /// # Errors
    ///
    /// A `TypeError`, naming `what`, if it is none.
    pub(crate) fn new(value: &JsValue, what: &str, context: &Context) -> JsResult<Self> {
        Ok(Self {
            function: function(value, what)?,
            capture: Capture::now(context),
        })
    }

    /// The same, with a mapping that was captured already.
    pub(super) fn with(function: JsObject, capture: Capture) -> Self {
        Self { function, capture }
    }

    /// Calls the function in its mapping, and reports what it throws.
    ///
    /// # Errors
    ///
    /// Only what no JS code could catch (a runtime limit).
    pub(crate) fn call(
        self,
        this: &JsValue,
        args: &[JsValue],
        context: &mut Context,
    ) -> JsResult<()> {
        let Self { function, capture } = self;
        capture.run(context, |context| {
            match call_listener(&function, this, args, context) {
                Ok(_) => Ok(()),
                // Reported in here: the report tells in which mapping the exception was thrown.
                Err(error) => report(error, context),
            }
        })
    }
}

/// Converts to a callback function.
///
/// # Errors
///
/// A `TypeError`, naming `what`, for what can not be called.
pub(crate) fn function(value: &JsValue, what: &str) -> JsResult<JsObject> {
    value
        .as_callable()
        .ok_or_else(|| type_error(format!("{what}: the callback is not a function")))
}
