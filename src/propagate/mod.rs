//! Where the language captures a mapping and where it restores it; one file for each point.
//!
//! | file | point |
//! |---|---|
//! | [`hooks`] | reaction handlers, thenables, `FinalizationRegistry` callbacks |
//! | [`jobs`] | every job: the capture at enqueue, the restoration at its end |
//! | [`then`] | reactions without a handler |
//! | [`generators`] | generator bodies |
//! | [`modules`] | module bodies |
//! | [`rejections`] | the mapping that error reporting shows |
//!
//! All pieces are decorators over what the host has: its own hooks, executor and loader go on
//! doing what they did.

pub(crate) mod generators;
pub(crate) mod hooks;
pub(crate) mod jobs;
pub(crate) mod modules;
pub(crate) mod rejections;
pub(crate) mod then;
mod weak_mappings;

use boa_engine::{
    Context, JsObject, JsResult, JsString, NativeFunction,
    object::{FunctionObjectBuilder, builtins::JsFunction},
    property::{PropertyDescriptor, PropertyKey},
};

/// Puts a built-in of ours in the place of one of the engine's: same name, length and attributes,
/// and not a constructor either.
fn replace_method(
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
