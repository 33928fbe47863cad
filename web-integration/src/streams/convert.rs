//! Conversions that several stream interfaces use.

use boa_engine::{
    Context, JsObject, JsResult, JsValue,
    object::builtins::{JsFunction, JsPromise},
};

use super::promise::or_rejected;
use crate::webidl::{dictionary, member, type_error};

/// A member of a dictionary that is a callback function.
///
/// # Errors
///
/// A `TypeError` if the member is not callable.
pub(super) fn function_member(
    dictionary: Option<&JsObject>,
    name: &str,
    context: &mut Context,
) -> JsResult<Option<JsFunction>> {
    let Some(value) = member(dictionary, name, context)? else {
        return Ok(None);
    };
    match value.as_function() {
        Some(function) => Ok(Some(function)),
        None => Err(type_error(format!("{name} is not a function"))),
    }
}

/// An argument of type `optional object`: `None` if it is missing.
///
/// # Errors
///
/// A `TypeError`, which names `what`, if the value is not an object.
pub(super) fn optional_object(value: &JsValue, what: &str) -> JsResult<Option<JsObject>> {
    if value.is_null() {
        return Err(type_error(format!("{what} is not an object")));
    }
    dictionary(Some(value), what)
}

/// Runs an operation whose return type is a promise: an exception rejects the promise.
///
/// <https://webidl.spec.whatwg.org/#dfn-create-operation-function>
pub(super) fn promise_operation(
    context: &mut Context,
    operation: impl FnOnce(&mut Context) -> JsResult<JsPromise>,
) -> JsResult<JsValue> {
    let result = operation(context);
    or_rejected(result, context).map(Into::into)
}

/// The start algorithm of an underlying source, sink or transformer.
pub(super) struct Start {
    pub(super) object: JsValue,
    pub(super) start: Option<JsFunction>,
}

impl Start {
    /// Calls the algorithm, in the mapping of the constructor.
    pub(super) fn call(&self, controller: JsObject, context: &mut Context) -> JsResult<JsValue> {
        match &self.start {
            Some(start) => start.call(&self.object, &[controller.into()], context),
            None => Ok(JsValue::undefined()),
        }
    }
}
