//! The methods of a resource's class.

use std::{future::Future, pin::pin, sync::Arc};

use async_cleanup::{
    CleanupError, CloseOutcome, NativeResource, ResourceOperation, Resources,
    bindings::{Caller, ResourceRef},
};
use boa_engine::{Context, JsError, JsNativeError, JsResult, JsValue};
use futures_util::future::{Either, select};

use super::{
    promise::{origin, promise},
    value::OperationValue,
};
use crate::limits::{Limit, Limits};

/// A Rust function behind a JS method. Its captures are shared between realms and not traced, so it must be
/// `Send`, which no GC handle is.
pub(super) type Method<R> = dyn Fn(&Call<'_, R>, &mut Context) -> JsResult<JsValue> + Send + Sync;

/// A call of a method.
pub(super) struct Call<'a, R: NativeResource> {
    /// The resource of the `this` value, if that is an object of the class.
    pub(super) this: Option<ResourceRef<R>>,
    pub(super) args: &'a [JsValue],
    pub(super) resources: Resources,
}

/// A method of a class.
pub(super) struct Definition<R: NativeResource> {
    pub(super) name: &'static str,
    pub(super) length: usize,
    pub(super) kind: MethodKind,
    pub(super) method: Arc<Method<R>>,
}

/// How a method is called, and how it fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MethodKind {
    /// A static one that returns a promise.
    Static,
    /// One that returns a promise.
    Async,
    /// One that returns or throws.
    Sync,
}

/// The error for a `this` value that is not an object of the class.
pub(super) fn not_a<R: NativeResource>(method: &str) -> JsNativeError {
    let class = R::NAME;
    JsNativeError::typ().with_message(format!(
        "{class}.prototype.{method} called on something that is not a {class}"
    ))
}

/// The resource of the `this` value.
fn receiver<R: NativeResource>(call: &Call<'_, R>, method: &str) -> JsResult<ResourceRef<R>> {
    let this = call.this.clone();
    Ok(this.ok_or_else(|| not_a::<R>(method))?)
}

/// Begins an operation on the `this` value.
pub(super) fn operate<R: NativeResource>(
    call: &Call<'_, R>,
    method: &str,
) -> JsResult<ResourceOperation<R>> {
    let resource = receiver(call, method)?;
    let operation = resource.operate();
    Ok(operation.ok_or_else(|| {
        let label = resource.label();
        JsNativeError::typ().with_message(format!("{label}.{method}: it is closed"))
    })?)
}

/// [`start`]s the future of `f`, which opens a resource. A shutdown waits for it; once one has begun, or at
/// the limit of open resources, `f` is not called. If the limit is met only because of resources that are being closed, the
/// future waits for one of them, but not if the resource that it is called on is `closing`: that waits for this operation.
pub(super) fn start_opening<R, Q, E, F>(
    call: &Call<'_, R>,
    method: &str,
    closing: impl Future<Output = ()> + Send + 'static,
    f: impl FnOnce(&mut Context) -> JsResult<F>,
    context: &mut Context,
) -> JsResult<JsValue>
where
    R: NativeResource,
    Q: NativeResource,
    E: Into<CleanupError> + 'static,
    F: Future<Output = Result<Q, E>> + Send + 'static,
{
    let what = format!("{}.{method}", R::NAME);
    let kept = || usize::try_from(call.resources.kept_or_opening()).unwrap_or(usize::MAX);
    Limits::admit(Limit::Resources, kept, &what, context)?;
    let most = Limits::get_of(Limit::Resources, context).unwrap_or(u64::MAX);
    let shutting_down = format!("{what}: the runtime is shutting down");
    let closed = format!("{what}: it was closed before there was a place for another");
    let Some(mut opening) = call.resources.begin_opening() else {
        return Err(JsNativeError::typ().with_message(shutting_down).into());
    };
    let future = f(context)?;
    let future = async move {
        let has_place = {
            let place = pin!(opening.until_place(most));
            match select(place, pin!(closing)).await {
                Either::Left((has_place, _)) => has_place,
                Either::Right(_) => return Err(CleanupError::from(closed)),
            }
        };
        if !has_place {
            return Err(CleanupError::from(shutting_down));
        }
        Ok(opening.own(future.await.map_err(Into::into)?))
    };
    start(&call.resources, future, context)
}

/// `close()` and `[Symbol.asyncDispose]()`
pub(super) fn close_method<R: NativeResource>(
    name: &'static str,
) -> impl Fn(&Call<'_, R>, &mut Context) -> JsResult<JsValue> + Send + Sync {
    move |call, context| {
        let resource = receiver(call, name)?;
        let label = resource.label().clone();
        // Begun in the call, so that no operation that is called after `close()` gets in.
        let ending = resource.close();
        // If the runtime that served the queue is gone, this starts another one.
        call.resources.runtime().map_err(JsError::from_rust)?;
        let future = async move {
            match ending.await {
                CloseOutcome::Closed => Ok(()),
                CloseOutcome::Failed(error) => Err(format!("closing {label}: {error}")),
                CloseOutcome::Leaked => Err(format!(
                    "closing {label}: operations went on running, so it was leaked"
                )),
                CloseOutcome::Abandoned => Err(format!(
                    "closing {label}: given up, since it took too long or the runtime was shut down"
                )),
                other => Err(format!("closing {label}: {other:?}")),
            }
        };
        // The future only waits for the worker, so it needs no runtime of its own.
        Ok(promise(context, future))
    }
}

/// Runs `future` on the cleanup runtime and returns a promise for its result.
pub(super) fn start<V, E, F, Via>(
    resources: &Resources,
    future: F,
    context: &mut Context,
) -> JsResult<JsValue>
where
    V: OperationValue<Via>,
    Via: 'static,
    E: Into<CleanupError> + 'static,
    F: Future<Output = Result<V, E>> + Send + 'static,
{
    let origin = if V::MAY_HOLD_RESOURCE {
        origin(context)
    } else {
        Arc::default()
    };
    let operation = resources
        .spawn_operation(caller(origin, context), future)
        .map_err(JsError::from_rust)?;
    Ok(promise(context, async move {
        operation.await.map_err(|error| error.to_string())
    }))
}

/// Who calls an operation: code at `origin`, in the span of the current mapping.
#[cfg(feature = "tracing")]
fn caller(origin: Arc<str>, context: &Context) -> Caller {
    let caller = Caller::at(origin);
    match crate::spans::held_span(context) {
        Some(span) => caller.in_span(span),
        None => caller,
    }
}

#[cfg(not(feature = "tracing"))]
fn caller(origin: Arc<str>, _: &Context) -> Caller {
    Caller::at(origin)
}
