//! The `AsyncContext` namespace object.

use boa_engine::{
    Context, JsObject, JsResult, js_string, property::PropertyDescriptor, symbol::JsSymbol,
};

use super::{
    program_variable::ProgramVariable, property::METHOD, snapshot::SnapshotSlots,
    variable::VariableSlots,
};
use crate::{agent::Agent, inspect::register_look};

/// Creates the intrinsics of the context's current realm and defines `AsyncContext` on its global.
///
/// <https://tc39.es/proposal-async-context/#sec-asynccontext-object>
/// <https://tc39.es/proposal-async-context/#sec-constructor-properties-of-the-asynccontext-object>
///
/// # Errors
///
/// Only if the host made the global object refuse the property.
pub(crate) fn install(agent: &Agent, context: &mut Context) -> JsResult<()> {
    register_look::<VariableSlots>(VariableSlots::look);
    register_look::<SnapshotSlots>(SnapshotSlots::look);
    register_look::<ProgramVariable>(ProgramVariable::look);
    let variable = VariableSlots::create_intrinsics(agent, context);
    let snapshot = SnapshotSlots::create_intrinsics(agent, context);

    let namespace = JsObject::with_object_proto(context.intrinsics());
    for (name, constructor) in [
        (js_string!("Variable"), variable.constructor()),
        (js_string!("Snapshot"), snapshot.constructor()),
    ] {
        namespace.define_property_or_throw(
            name,
            PropertyDescriptor::builder()
                .value(constructor)
                .writable(true)
                .enumerable(false)
                .configurable(true),
            context,
        )?;
    }
    namespace.define_property_or_throw(
        JsSymbol::to_string_tag(),
        PropertyDescriptor::builder()
            .value(js_string!("AsyncContext"))
            .writable(false)
            .enumerable(false)
            .configurable(true),
        context,
    )?;

    let realm = context.realm().clone();
    realm.register_property(js_string!("AsyncContext"), namespace, METHOD, context)?;
    realm.register_class::<VariableSlots>(variable);
    realm.register_class::<SnapshotSlots>(snapshot);
    Ok(())
}

/// Whether the context's current realm has the intrinsics.
pub(crate) fn is_installed(context: &Context) -> bool {
    context.realm().has_class::<VariableSlots>()
}
