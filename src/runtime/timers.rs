//! The engine's timers with a limit.

use boa_engine::{
    Context, JsError, JsNativeError, JsObject, JsResult, JsString, NativeFunction, js_string,
    object::FunctionObjectBuilder, property::PropertyDescriptor,
};

use crate::event_loop::EventLoop;

/// Makes `setTimeout` and `setInterval` of the current realm ask whether there may be one more timer.
pub(super) fn limit(context: &mut Context) -> JsResult<()> {
    limit_one("setTimeout", context)?;
    limit_one("setInterval", context)
}

/// Puts a function before the global function of this name, with the same `name` and `length`.
fn limit_one(name: &'static str, context: &mut Context) -> JsResult<()> {
    let key: JsString = js_string!(name);
    let global = context.global_object();
    let set = global.get(key.clone(), context)?.as_object();
    let set =
        set.ok_or_else(|| JsNativeError::typ().with_message(format!("there is no {name}")))?;
    let length = set.get(js_string!("length"), context)?.to_length(context)?;
    let asking = NativeFunction::from_copy_closure_with_captures(
        move |this, args, set: &JsObject, context| {
            if let Some(event_loop) = context.downcast_job_executor::<EventLoop>() {
                event_loop
                    .admit_timer(name, context)
                    .map_err(JsError::from)?;
            }
            set.call(this, args, context)
        },
        set,
    );
    let asking = FunctionObjectBuilder::new(context.realm(), asking)
        .name(key.clone())
        .length(usize::try_from(length).unwrap_or(0))
        .build();
    let property = PropertyDescriptor::builder()
        .value(asking)
        .writable(true)
        .enumerable(false)
        .configurable(true);
    global.define_property_or_throw(key, property, context)?;
    Ok(())
}
