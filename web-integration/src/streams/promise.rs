//! Promises that the platform creates, and reactions that user code can neither observe nor break.
//!
//! Like every reaction, a reaction of the platform captures the mapping in which it is attached. So the platform reacts
//! in the mapping of the operation that made it wait for the promise.

use std::cell::Cell;

use boa_async_context::perform_promise_then;
use boa_engine::{
    Context, JsArgs, JsError, JsResult, JsValue, NativeFunction,
    builtins::promise::{PromiseState, ResolvingFunctions},
    job::PromiseJob,
    object::{
        FunctionObjectBuilder,
        builtins::{JsFunction, JsPromise},
    },
};
use boa_gc::{Finalize, Gc, Trace};

/// A promise together with its resolving functions. Settling it a second time does nothing.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Deferred {
    promise: JsPromise,
    resolvers: ResolvingFunctions,
}

impl Deferred {
    /// *A new promise*.
    ///
    /// <https://webidl.spec.whatwg.org/#a-new-promise>
    pub(crate) fn new(context: &mut Context) -> Self {
        let (promise, resolvers) = JsPromise::new_pending(context);
        Self { promise, resolvers }
    }

    /// *A promise resolved with* `undefined`.
    ///
    /// <https://webidl.spec.whatwg.org/#a-promise-resolved-with>
    pub(crate) fn fulfilled(context: &mut Context) -> JsResult<Self> {
        let deferred = Self::new(context);
        deferred.fulfill(context)?;
        Ok(deferred)
    }

    /// *A promise rejected with* `reason`, whose \[\[PromiseIsHandled]] is true.
    ///
    /// <https://webidl.spec.whatwg.org/#a-promise-rejected-with>
    pub(crate) fn rejected_and_handled(reason: JsValue, context: &mut Context) -> JsResult<Self> {
        let deferred = Self::new(context);
        deferred.reject_and_handle(reason, context)?;
        Ok(deferred)
    }

    pub(crate) fn promise(&self) -> JsPromise {
        self.promise.clone()
    }

    pub(crate) fn is_pending(&self) -> bool {
        matches!(self.promise.state(), PromiseState::Pending)
    }

    /// *Resolve*. The value may be another promise.
    ///
    /// <https://webidl.spec.whatwg.org/#resolve>
    pub(crate) fn resolve(&self, value: JsValue, context: &mut Context) -> JsResult<()> {
        let resolve = &self.resolvers.resolve;
        resolve
            .call(&JsValue::undefined(), &[value], context)
            .map(drop)
    }

    /// *Resolve* with a promise of the platform. It takes as many microtasks as a promise of the program would, but
    /// does not look up `then`, so a changed `Promise.prototype.then` has no effect.
    pub(crate) fn adopt(&self, promise: &JsPromise, context: &mut Context) {
        let (deferred, promise) = (self.clone(), promise.clone());
        let job = move |context: &mut Context| {
            upon(
                &promise,
                deferred,
                |deferred, value, context| deferred.resolve(value.clone(), context),
                |deferred, reason, context| deferred.reject(reason.clone(), context),
                context,
            )?;
            Ok(JsValue::undefined())
        };
        let realm = context.realm().clone();
        context.enqueue_job(PromiseJob::with_realm(job, realm).into());
    }

    /// *Resolve* with `undefined`.
    pub(crate) fn fulfill(&self, context: &mut Context) -> JsResult<()> {
        self.resolve(JsValue::undefined(), context)
    }

    /// *Reject*.
    ///
    /// <https://webidl.spec.whatwg.org/#reject>
    pub(crate) fn reject(&self, reason: JsValue, context: &mut Context) -> JsResult<()> {
        let reject = &self.resolvers.reject;
        reject
            .call(&JsValue::undefined(), &[reason], context)
            .map(drop)
    }

    /// *Reject*, and set \[\[PromiseIsHandled]] to true.
    ///
    /// <https://webidl.spec.whatwg.org/#reject>
    ///
    /// <https://webidl.spec.whatwg.org/#mark-a-promise-as-handled>
    pub(crate) fn reject_and_handle(&self, reason: JsValue, context: &mut Context) -> JsResult<()> {
        mark_as_handled(&self.promise, context)?;
        self.reject(reason, context)
    }
}

/// *A promise resolved with* `value`: always a new one, unlike that of `Promise.resolve`.
///
/// <https://webidl.spec.whatwg.org/#a-promise-resolved-with>
pub(crate) fn resolved(value: JsValue, context: &mut Context) -> JsResult<JsPromise> {
    let deferred = Deferred::new(context);
    deferred.resolve(value, context)?;
    Ok(deferred.promise)
}

/// *A promise resolved with* a promise of the platform: see [`Deferred::adopt`].
pub(crate) fn adopted(promise: &JsPromise, context: &mut Context) -> JsPromise {
    let deferred = Deferred::new(context);
    deferred.adopt(promise, context);
    deferred.promise
}

/// *A promise rejected with* `reason`.
///
/// <https://webidl.spec.whatwg.org/#a-promise-rejected-with>
pub(crate) fn rejected(reason: JsValue, context: &mut Context) -> JsResult<JsPromise> {
    let deferred = Deferred::new(context);
    deferred.reject(reason, context)?;
    Ok(deferred.promise)
}

/// The promise of an operation: an exception becomes a rejected promise.
///
/// # Errors
///
/// Only errors that JavaScript cannot catch, such as a runtime limit.
pub(crate) fn or_rejected(
    result: JsResult<JsPromise>,
    context: &mut Context,
) -> JsResult<JsPromise> {
    match result {
        Ok(promise) => Ok(promise),
        Err(error) => {
            let reason = error.into_opaque(context)?;
            rejected(reason, context)
        }
    }
}

/// The result of an algorithm as a promise: `None` is a promise that is resolved with `undefined`, an exception a
/// rejected promise.
pub(crate) fn completion(
    result: JsResult<Option<JsPromise>>,
    context: &mut Context,
) -> JsResult<JsPromise> {
    let result = match result {
        Ok(Some(promise)) => Ok(promise),
        Ok(None) => resolved(JsValue::undefined(), context),
        Err(error) => Err(error),
    };
    or_rejected(result, context)
}

/// *Invoke* a callback function of the program that returns a promise: an exception rejects the promise.
///
/// <https://webidl.spec.whatwg.org/#invoke-a-callback-function>
pub(crate) fn call_for_promise(
    callback: &JsFunction,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsPromise> {
    let result = callback.call(this, args, context);
    let promise = result.and_then(|value| resolved(value, context));
    or_rejected(promise, context)
}

/// The steps of a reaction, which get the data that was kept for them, and the value or the reason.
pub(crate) type Steps<T> = fn(&T, &JsValue, &mut Context) -> JsResult<JsValue>;
/// The steps of a reaction that return nothing.
pub(crate) type Effect<T> = fn(&T, &JsValue, &mut Context) -> JsResult<()>;

/// *React* to a promise. The result is the derived promise.
///
/// <https://webidl.spec.whatwg.org/#dfn-perform-steps-once-promise-is-settled>
pub(crate) fn react<T: Trace + Clone + 'static>(
    promise: &JsPromise,
    kept: T,
    on_fulfilled: Steps<T>,
    on_rejected: Steps<T>,
    context: &mut Context,
) -> JsResult<JsPromise> {
    let on_fulfilled = handler(kept.clone(), on_fulfilled, context);
    let on_rejected = handler(kept, on_rejected, context);
    perform_promise_then(promise, on_fulfilled, on_rejected, context)
}

/// Performs steps *upon fulfillment* and *upon rejection* of a promise. The steps return nothing.
///
/// <https://webidl.spec.whatwg.org/#upon-fulfillment>
///
/// <https://webidl.spec.whatwg.org/#upon-rejection>
pub(crate) fn upon<T: Trace + Clone + 'static>(
    promise: &JsPromise,
    kept: T,
    on_fulfilled: Effect<T>,
    on_rejected: Effect<T>,
    context: &mut Context,
) -> JsResult<()> {
    let on_fulfilled = effect_handler(kept.clone(), on_fulfilled, context);
    let on_rejected = effect_handler(kept, on_rejected, context);
    perform_promise_then(promise, on_fulfilled, on_rejected, context).map(drop)
}

/// *Get a promise for waiting for all* of some promises.
///
/// <https://webidl.spec.whatwg.org/#waiting-for-all-promise>
pub(crate) fn wait_for_all(promises: Vec<JsPromise>, context: &mut Context) -> JsResult<JsPromise> {
    let deferred = Deferred::new(context);
    // If total is 0, queue a microtask to perform successSteps: that is the reaction to a resolved promise.
    let promises = if promises.is_empty() {
        vec![resolved(JsValue::undefined(), context)?]
    } else {
        promises
    };
    let left = Gc::new(Cell::new(promises.len()));
    for promise in promises {
        upon(
            &promise,
            (deferred.clone(), left.clone()),
            |(deferred, left), _, context| {
                left.set(left.get() - 1);
                if left.get() == 0 {
                    deferred.fulfill(context)?;
                }
                Ok(())
            },
            |(deferred, _), reason, context| deferred.reject(reason.clone(), context),
            context,
        )?;
    }
    Ok(deferred.promise())
}

/// The steps for a case in which nothing is done.
#[allow(clippy::unnecessary_wraps)] // they are an `Effect`
pub(crate) fn nothing<T>(_: &T, _: &JsValue, _: &mut Context) -> JsResult<()> {
    Ok(())
}

/// *React* to a promise, however it is settled, with steps that return a promise of the platform. The result adopts
/// that promise.
pub(crate) fn and_then<T: Trace + Clone + 'static>(
    promise: &JsPromise,
    kept: T,
    steps: fn(&T, &mut Context) -> JsResult<JsPromise>,
    context: &mut Context,
) -> JsResult<JsPromise> {
    let deferred = Deferred::new(context);
    let run: Effect<(T, Deferred, Pointer<T>)> = |(kept, deferred, steps), _, context| {
        let result = (steps.0)(kept, context);
        let promise = or_rejected(result, context)?;
        deferred.adopt(&promise, context);
        Ok(())
    };
    let kept = (kept, deferred.clone(), Pointer(steps));
    upon(promise, kept, run, run, context)?;
    Ok(deferred.promise)
}

/// Steps that are part of the data of a reaction.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Pointer<T: 'static>(#[unsafe_ignore_trace] fn(&T, &mut Context) -> JsResult<JsPromise>);

impl<T> Clone for Pointer<T> {
    fn clone(&self) -> Self {
        Self(self.0)
    }
}

/// The steps that stand in for a missing rejection handler.
pub(crate) fn rethrow<T>(_: &T, reason: &JsValue, _: &mut Context) -> JsResult<JsValue> {
    Err(JsError::from_opaque(reason.clone()))
}

/// Sets \[\[PromiseIsHandled]] to true.
///
/// <https://webidl.spec.whatwg.org/#mark-a-promise-as-handled>
pub(crate) fn mark_as_handled(promise: &JsPromise, context: &mut Context) -> JsResult<()> {
    upon(promise, (), nothing, nothing, context)
}

fn handler<T: Trace + 'static>(kept: T, steps: Steps<T>, context: &Context) -> JsFunction {
    let function = NativeFunction::from_copy_closure_with_captures(
        move |_, args, kept, context| steps(kept, args.get_or_undefined(0), context),
        kept,
    );
    FunctionObjectBuilder::new(context.realm(), function)
        .length(1)
        .build()
}

fn effect_handler<T: Trace + 'static>(kept: T, steps: Effect<T>, context: &Context) -> JsFunction {
    let function = NativeFunction::from_copy_closure_with_captures(
        move |_, args, kept, context| {
            steps(kept, args.get_or_undefined(0), context)?;
            Ok(JsValue::undefined())
        },
        kept,
    );
    FunctionObjectBuilder::new(context.realm(), function)
        .length(1)
        .build()
}
