//! Properties of the global object.

use boa_engine::{
    Context, JsResult, JsValue, class::Class, js_string, native_function::NativeFunctionPointer,
    property::PropertyDescriptor,
};

use super::{
    interface::{INTERFACE, OPERATION, function, getter},
    realm::pair_of,
};

/// Makes the interface object of `I` a property of the global object.
///
/// <https://webidl.spec.whatwg.org/#define-the-global-property-references>
pub(crate) fn expose<I: Class>(context: &mut Context) -> JsResult<()> {
    let constructor = pair_of::<I>(context)?.constructor();
    context
        .realm()
        .clone()
        .register_property(js_string!(I::NAME), constructor, INTERFACE, context)
        .map(drop)
}

/// Defines an operation of the global object.
pub(crate) fn global_operation(
    name: &'static str,
    length: usize,
    f: NativeFunctionPointer,
    context: &mut Context,
) -> JsResult<()> {
    let function = function(name, length, f, context);
    context
        .realm()
        .clone()
        .register_property(js_string!(name), function, OPERATION, context)
        .map(drop)
}

/// Defines a read-only attribute of the global object.
pub(crate) fn global_readonly(
    name: &'static str,
    get: NativeFunctionPointer,
    context: &mut Context,
) -> JsResult<()> {
    let accessor = PropertyDescriptor::builder()
        .get(getter(name, get, context))
        .enumerable(true)
        .configurable(true);
    context
        .global_object()
        .define_property_or_throw(js_string!(name), accessor, context)
        .map(drop)
}

/// Defines a property of the global object that is writable, enumerable and configurable.
pub(crate) fn global_value(
    name: &'static str,
    value: impl Into<JsValue>,
    context: &mut Context,
) -> JsResult<()> {
    context
        .realm()
        .clone()
        .register_property(js_string!(name), value, OPERATION, context)
        .map(drop)
}
