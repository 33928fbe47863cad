//! `requestIdleCallback`, `cancelIdleCallback` and `IdleDeadline`.
//!
//! <https://w3c.github.io/requestidlecallback/>

use std::{cell::Cell, time::Duration};

use boa_async_context::{CaptureKind, EventLoop, Limit, Permit, on_close_realm};
use boa_engine::{
    Context, JsArgs, JsData, JsResult, JsValue,
    job::{CancellationToken, GenericJob, TimeoutJob},
};
use boa_gc::{Finalize, Gc, Trace};

use super::{handles::Handles, tasks::background_callback};
use crate::{
    callback::CapturedCallback,
    clock,
    dom_exception::{admit_timer, permit},
    mechanism::outside,
    webidl::{
        Interface, dictionary, global_operation, illegal_constructor, illegal_invocation,
        interface, member, platform_object, prototype_of, require,
    },
};

interface!(IdleDeadline);

/// The longest idle period, in milliseconds.
const LONGEST_PERIOD: f64 = 50.0;

/// A callback in the *list of idle request callbacks*.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Idle {
    callback: CapturedCallback,
    permit: Permit,
    /// Cancels the timer of the option `timeout`.
    #[unsafe_ignore_trace]
    timeout: Option<CancellationToken>,
}

/// The data of a realm.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct IdleRealm(Gc<Idles>);

/// The *list of idle request callbacks* of a realm.
#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Idles {
    waiting: Handles<Idle>,
    /// Whether a job waits for the loop to be idle. There is one for all callbacks, however many were cancelled.
    is_scheduled: Cell<bool>,
}

/// The data of an `IdleDeadline`.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Deadline {
    /// The end of the idle period, on the clock of `performance.now()`.
    end: f64,
    did_timeout: bool,
}

/// Creates the interface and defines the functions in the current realm.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    Interface::new::<IdleDeadline>(0, illegal_constructor, context)
        .operation("timeRemaining", 0, |this, _, context| {
            let end = read(this, |deadline| deadline.end)?;
            // The difference of the rounded times may be a little more than the period.
            let left = (end - clock::now(context)).clamp(0.0, LONGEST_PERIOD);
            Ok(left.into())
        })
        .readonly("didTimeout", |this, _, _| {
            read(this, |deadline| deadline.did_timeout.into())
        })
        .register::<IdleDeadline>();
    let realm = IdleRealm(Gc::default());
    context.realm().host_defined_mut().insert(realm);
    on_close_realm("idle callbacks", close, context);
    global_operation("requestIdleCallback", 1, request, context)?;
    global_operation("cancelIdleCallback", 1, cancel, context)
}

/// Reads the data of the receiver.
fn read<T>(this: &JsValue, f: impl FnOnce(&Deadline) -> T) -> JsResult<T> {
    this.as_object()
        .as_ref()
        .and_then(|object| object.downcast_ref::<Deadline>())
        .map(|deadline| f(&deadline))
        .ok_or_else(|| illegal_invocation("IdleDeadline"))
}

/// Cancels all callbacks of the current realm, which is closed.
fn close(context: &mut Context) -> usize {
    idles(context).map_or(0, |idles| idles.waiting.clear())
}

/// The list of the current realm.
fn idles(context: &Context) -> Option<Gc<Idles>> {
    let realm = context.realm().host_defined();
    realm.get::<IdleRealm>().map(|idles| idles.0.clone())
}

/// `requestIdleCallback(callback, options)`
///
/// <https://w3c.github.io/requestidlecallback/#the-requestidlecallback-method>
fn request(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require(args, 1, "requestIdleCallback")?;
    // A continuation of the callback is in the background, too.
    let callback = background_callback(
        args.get_or_undefined(0),
        "requestIdleCallback",
        CaptureKind::Idle,
        context,
    )?;
    let options = dictionary(args.get(1), "the options")?;
    let timeout = match member(options.as_ref(), "timeout", context)? {
        Some(timeout) => timeout.to_u32(context)?,
        None => 0,
    };
    let Some(idles) = idles(context) else {
        return Ok(JsValue::undefined());
    };
    let permit = permit(Limit::Tasks, "requestIdleCallback", context)?;
    if timeout > 0 {
        admit_timer("requestIdleCallback", context)?;
    }
    // 2-3. Increment the window's idle callback identifier by one. Let handle be it.
    let handle = idles.waiting.next();
    // 6. If the timeout property is present in options and has a positive value: wait for timeout
    //    milliseconds, then queue a task to invoke idle callback timeout algorithm.
    let timer = (timeout > 0).then(|| {
        let idles = idles.clone();
        TimeoutJob::with_realm(
            move |context| invoke(&idles, handle, true, context),
            context.realm().clone(),
            Duration::from_millis(timeout.into()),
        )
    });
    // 4. Push callback to the end of window's list of idle request callbacks, associated with handle.
    let idle = Idle {
        callback,
        permit,
        timeout: timer.as_ref().map(|job| job.cancellation_token().clone()),
    };
    idles.waiting.insert(handle, idle);
    schedule(idles, context);
    if let Some(timer) = timer {
        outside(context, |context| context.enqueue_job(timer.into()));
    }
    // 5. Return handle.
    Ok(handle.into())
}

/// *Start an idle period* as soon as the loop is idle, if a callback waits and none is started yet
///
/// <https://w3c.github.io/requestidlecallback/#start-an-idle-period-algorithm>
fn schedule(idles: Gc<Idles>, context: &mut Context) {
    if idles.waiting.is_empty() || idles.is_scheduled.replace(true) {
        return;
    }
    let realm = context.realm().clone();
    let job = GenericJob::new(
        move |context| {
            idles.is_scheduled.set(false);
            match idles.waiting.first() {
                Some(handle) => invoke(&idles, handle, false, context),
                None => Ok(JsValue::undefined()),
            }
        },
        realm,
    );
    outside(context, |context| {
        match context.downcast_job_executor::<EventLoop>() {
            Some(event_loop) => event_loop.enqueue_when_idle(job),
            // Another executor does not say when it is idle.
            None => context.enqueue_job(job.into()),
        }
    });
}

/// *Invoke idle callbacks*, one of them, or *invoke idle callback timeout*
///
/// <https://w3c.github.io/requestidlecallback/#invoke-idle-callbacks-algorithm>
/// <https://w3c.github.io/requestidlecallback/#invoke-idle-callback-timeout-algorithm>
fn invoke(
    idles: &Gc<Idles>,
    handle: u32,
    did_timeout: bool,
    context: &mut Context,
) -> JsResult<JsValue> {
    let Some(Idle {
        callback,
        permit,
        timeout,
    }) = idles.waiting.remove(handle)
    else {
        return Ok(JsValue::undefined());
    };
    drop(permit);
    if let Some(timeout) = timeout {
        timeout.cancel(context);
    }
    // The next callback has a job of its own: timers and microtasks come in between.
    schedule(idles.clone(), context);
    let now = clock::now(context);
    let end = if did_timeout {
        now
    } else {
        now + idle_time(context)
    };
    let prototype = prototype_of::<IdleDeadline>(context)?;
    let deadline = platform_object(prototype, Deadline { end, did_timeout }, context);
    callback.call(&JsValue::undefined(), &[deadline.into()], context)?;
    Ok(JsValue::undefined())
}

/// The length of an idle period that begins now, in milliseconds: until the next timer is due, but not so long that a
/// user would notice a delay.
fn idle_time(context: &Context) -> f64 {
    context
        .downcast_job_executor::<EventLoop>()
        .and_then(|event_loop| event_loop.time_to_next_timer())
        .map_or(LONGEST_PERIOD, |time| {
            (time.as_secs_f64() * 1_000.0).min(LONGEST_PERIOD)
        })
}

/// `cancelIdleCallback(handle)`
///
/// <https://w3c.github.io/requestidlecallback/#the-cancelidlecallback-method>
fn cancel(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require(args, 1, "cancelIdleCallback")?;
    let handle = args.get_or_undefined(0).to_u32(context)?;
    let idle = idles(context).and_then(|idles| idles.waiting.remove(handle));
    if let Some(timeout) = idle.and_then(|idle| idle.timeout) {
        timeout.cancel(context);
    }
    Ok(JsValue::undefined())
}

#[cfg(test)]
mod tests {
    use boa_async_context::Runtime;
    use boa_engine::Source;

    #[test]
    fn cancelled_callbacks_leave_one_job_in_a_loop_that_is_never_idle() {
        let mut runtime = Runtime::builder().build().expect("a runtime");
        crate::register(&mut runtime).expect("fresh globals");
        let source =
            "for (let i = 0; i < 1000; i++) cancelIdleCallback(requestIdleCallback(() => {}));";
        let source = Source::from_bytes(source);
        runtime.context_mut().eval(source).expect("a script");
        let report = runtime
            .block_on(async |runtime| runtime.shutdown(std::time::Duration::ZERO).await)
            .expect("a runtime of tokio");
        assert_eq!(report.jobs.generic_jobs, 1);
    }
}
