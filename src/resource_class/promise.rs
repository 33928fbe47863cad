//! Promises for futures, and where JavaScript called.

use std::{cell::RefCell, future::Future, sync::Arc};

use boa_engine::{
    Context, JsNativeError, JsValue, job::NativeAsyncJob, object::builtins::JsPromise,
};

use super::value::OperationValue;

/// A promise for the result of `future`, which is awaited in a job of the event loop.
///
/// The job carries the mapping of the call, as every job does, and the promise's reactions carry their own.
/// Nothing special is done for resources.
pub(super) fn promise<V: OperationValue<Via>, Via: 'static>(
    context: &mut Context,
    future: impl Future<Output = Result<V, String>> + 'static,
) -> JsValue {
    let (promise, resolvers) = JsPromise::new_pending(context);
    let job = NativeAsyncJob::with_realm(
        async move |context: &RefCell<&mut Context>| {
            let result = future.await;
            let context = &mut context.borrow_mut();
            let value = match result {
                Ok(value) => value.into_js(context),
                Err(message) => Err(JsNativeError::error().with_message(message).into()),
            };
            match value {
                Ok(value) => {
                    let resolve = &resolvers.resolve;
                    resolve.call(&JsValue::undefined(), &[value], context)
                }
                Err(error) => {
                    let error = error.into_opaque(context)?;
                    let reject = &resolvers.reject;
                    reject.call(&JsValue::undefined(), &[error], context)
                }
            }
        },
        context.realm().clone(),
    );
    context.enqueue_job(job.into());
    promise.into()
}

/// Where JavaScript is: a line for each frame that has a position, the innermost first.
pub(super) fn origin(context: &Context) -> Arc<str> {
    /// More frames would hardly be read.
    const MOST_FRAMES: usize = 16;
    let lines: Vec<String> = context
        .stack_trace()
        .take(MOST_FRAMES)
        .filter_map(|frame| {
            let location = frame.position();
            let position = location.position?;
            let place = format!(
                "{}:{}:{}",
                location.path,
                position.line_number(),
                position.column_number()
            );
            let name = location.function_name.to_std_string_lossy();
            Some(if name.is_empty() {
                place
            } else {
                format!("{name} ({place})")
            })
        })
        .collect();
    lines.join("\n").into()
}
