//! Built-ins of ours in the place of the engine's.

use boa_engine::{
    Context, JsObject, JsResult, JsString, NativeFunction,
    object::{FunctionObjectBuilder, builtins::JsFunction},
    property::{PropertyDescriptor, PropertyKey},
};

/// Puts a built-in of ours in the place of one of the engine's: same name, length and attributes,
/// and not a constructor either.
pub(super) fn replace_method(
    object: &JsObject,
    key: impl Into<PropertyKey>,
    name: JsString,
    length: usize,
    function: NativeFunction,
    context: &mut Context,
) -> JsResult<JsFunction> {
    let function = FunctionObjectBuilder::new(context.realm(), function)
        .name(name)
        .length(length)
        .build();
    object.define_property_or_throw(
        key,
        PropertyDescriptor::builder()
            .value(function.clone())
            .writable(true)
            .enumerable(false)
            .configurable(true),
        context,
    )?;
    Ok(function)
}
