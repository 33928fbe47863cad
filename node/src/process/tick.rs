//! `process.nextTick`.

use boa_async_context::EventLoop;
use boa_engine::{Context, JsArgs, JsObject, JsResult, JsValue, job::PromiseJob};

use crate::errors::invalid_arg_type;

/// `process.nextTick ( callback, ...args )`: the callback runs before the microtasks, in the mapping of now. With an executor
/// that is not our event loop it is a microtask.
pub(super) fn next_tick(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let Some(callback) = args.get_or_undefined(0).as_callable() else {
        let callback = args.get_or_undefined(0);
        return Err(invalid_arg_type("callback", "function", callback, context));
    };
    let args = args.get(1..).unwrap_or_default().to_vec();
    let job = PromiseJob::with_realm(
        move |context| call(&callback, &args, context),
        context.realm().clone(),
    );
    match context.downcast_job_executor::<EventLoop>() {
        Some(event_loop) => event_loop.enqueue_tick(job, context),
        None => context.enqueue_job(job.into()),
    }
    Ok(JsValue::undefined())
}

fn call(callback: &JsObject, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    callback.call(&JsValue::undefined(), args, context)
}
