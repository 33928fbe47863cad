//! The values of operations, which become JS values.

use std::any::Any;

use async_cleanup::{NativeResource, Owned};
use boa_engine::{Context, JsResult, JsValue, class::Class, value::TryIntoJs};

use super::handle::JsHandle;
use crate::limits::uint8_array;

/// The value of an operation. It is made on the cleanup runtime and becomes a JS value on the JS thread.
///
/// Implemented for every type that is [`TryIntoJs`], with `()` for `undefined`, and for [`Owned`] resources. A
/// type of your own may implement it, too: `impl OperationValue for MyType`.
///
/// The parameter `Via` only tells these kinds of implementations apart: [`ViaTryIntoJs`], [`ViaResource`], or
/// `()` for a type of your own. The compiler infers it.
pub trait OperationValue<Via = ()>: Send + 'static {
    /// Whether the value may contain a resource. Then the place where the operation was called is noted as the
    /// place where the resource was opened. That costs a walk over the call stack, so it is false for values
    /// that are [`TryIntoJs`].
    const MAY_HOLD_RESOURCE: bool = true;

    /// Makes the JS value.
    ///
    /// # Errors
    ///
    /// The operation's promise is rejected with the error.
    fn into_js(self, context: &mut Context) -> JsResult<JsValue>;
}

/// The kind of [`OperationValue`] that is implemented through [`TryIntoJs`].
#[derive(Debug)]
pub enum ViaTryIntoJs {}

/// The kind of [`OperationValue`] that is an [`Owned`] resource.
#[derive(Debug)]
pub enum ViaResource {}

impl<T: TryIntoJs + Send + 'static> OperationValue<ViaTryIntoJs> for T {
    const MAY_HOLD_RESOURCE: bool = false;

    fn into_js(self, context: &mut Context) -> JsResult<JsValue> {
        // The engine makes `null` of `()`; but a function that returns nothing returns `undefined`.
        if (&self as &dyn Any).is::<()>() {
            return Ok(JsValue::undefined());
        }
        self.try_into_js(context)
    }
}

/// A resource becomes an object of its class, which must be defined in the current realm.
impl<R: NativeResource> OperationValue<ViaResource> for Owned<R> {
    fn into_js(self, context: &mut Context) -> JsResult<JsValue> {
        Ok(JsHandle::from_data(JsHandle(self), context)?.into())
    }
}

/// Bytes that become a `Uint8Array`. If there are more than a [buffer](crate::Limits::buffer_bytes) may have, the promise is
/// rejected with a `RangeError`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl TryIntoJs for Bytes {
    fn try_into_js(&self, context: &mut Context) -> JsResult<JsValue> {
        Ok(uint8_array(&self.0, "the operation", context)?.into())
    }
}
