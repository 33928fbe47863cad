//! The exports of the module.

use boa_async_context::Agent;
use boa_engine::{
    Context, JsObject, JsResult, js_string, object::IntegrityLevel, property::PropertyDescriptor,
};

use super::{hooks, local_storage, resource, run_scope};
use crate::{errors::type_error, once::exports_of};

/// The exports of `node:async_hooks` for the current realm. Its own enumerable properties are the named exports; the
/// object itself is the default export, and what `require` returns.
///
/// It is made once for each realm; further calls return the same object. Call it on the thread of the context. A host whose
/// job executor is not our event loop calls it before any program runs.
///
/// # Errors
///
/// A `TypeError` if the context has no AsyncContext.
pub fn exports(context: &mut Context) -> JsResult<JsObject> {
    exports_of("node:async_hooks", make, context)
}

fn make(context: &mut Context) -> JsResult<JsObject> {
    let agent = Agent::of(context).ok_or_else(|| {
        type_error(
            "node:async_hooks needs AsyncContext, which this context does not have; build the runtime with it",
        )
    })?;
    run_scope::install(&agent, context);
    let resource = resource::install(&agent, context);
    let local_storage = local_storage::install(&agent, context);
    let providers = JsObject::with_null_proto();
    providers.set_integrity_level(IntegrityLevel::Frozen, context)?;

    let exports = JsObject::with_object_proto(context.intrinsics());
    let export = |name: &'static str, value: JsObject, context: &mut Context| {
        let property = PropertyDescriptor::builder()
            .value(value)
            .writable(true)
            .enumerable(true)
            .configurable(true);
        exports.define_property_or_throw(js_string!(name), property, context)
    };
    export("AsyncLocalStorage", local_storage, context)?;
    for (name, function) in hooks::functions(context)? {
        export(name, function, context)?;
    }
    export("asyncWrapProviders", providers, context)?;
    export("AsyncResource", resource, context)?;
    Ok(exports)
}
