//! `requestIdleCallback`, `cancelIdleCallback` and `IdleDeadline`.
//!
//! <https://w3c.github.io/requestidlecallback/>

use std::time::Duration;

use boa_async_context::EventLoop;
use boa_engine::{
    Context, JsArgs, JsData, JsObject, JsResult, JsValue,
    job::{CancellationToken, GenericJob, TimeoutJob},
};
use boa_gc::{Finalize, Gc, Trace};

use super::{handles::Handles, tasks::background_callback};
use crate::{
    callback::CapturedCallback,
    clock,
    mechanism::outside,
    webidl::{
        Interface, dictionary, global_operation, illegal_constructor, illegal_invocation,
        interface, member, prototype_of, require,
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
    /// Cancels the timer of the option `timeout`.
    #[unsafe_ignore_trace]
    timeout: Option<CancellationToken>,
}

/// The data of a realm: the list of idle request callbacks.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct IdleRealm(Gc<Handles<Idle>>);

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
            Ok((end - clock::now(context)).max(0.0).into())
        })
        .readonly("didTimeout", |this, _, _| {
            read(this, |deadline| deadline.did_timeout.into())
        })
        .register::<IdleDeadline>();
    let realm = IdleRealm(Gc::new(Handles::default()));
    context.realm().host_defined_mut().insert(realm);
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

/// The list of the current realm.
fn idles(context: &Context) -> Option<Gc<Handles<Idle>>> {
    let realm = context.realm().host_defined();
    realm.get::<IdleRealm>().map(|idles| idles.0.clone())
}

/// `requestIdleCallback(callback, options)`
///
/// <https://w3c.github.io/requestidlecallback/#the-requestidlecallback-method>
fn request(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require(args, 1, "requestIdleCallback")?;
    // A continuation of the callback is in the background, too.
    let callback = background_callback(args.get_or_undefined(0), "requestIdleCallback", context)?;
    let options = dictionary(args.get(1), "the options")?;
    let timeout = match member(options.as_ref(), "timeout", context)? {
        Some(timeout) => timeout.to_u32(context)?,
        None => 0,
    };
    let Some(idles) = idles(context) else {
        return Ok(JsValue::undefined());
    };
    // 2-3. Increment the window's idle callback identifier by one. Let handle be it.
    let handle = idles.next();
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
        timeout: timer.as_ref().map(|job| job.cancellation_token().clone()),
    };
    idles.insert(handle, idle);
    let job = GenericJob::new(
        move |context| invoke(&idles, handle, false, context),
        context.realm().clone(),
    );
    outside(context, |context| {
        match context.downcast_job_executor::<EventLoop>() {
            Some(event_loop) => event_loop.enqueue_when_idle(job),
            // Another executor does not say when it is idle.
            None => context.enqueue_job(job.into()),
        }
        if let Some(timer) = timer {
            context.enqueue_job(timer.into());
        }
    });
    // 5. Return handle.
    Ok(handle.into())
}

/// *Invoke idle callbacks*, one of them, or *invoke idle callback timeout*
///
/// <https://w3c.github.io/requestidlecallback/#invoke-idle-callbacks-algorithm>
/// <https://w3c.github.io/requestidlecallback/#invoke-idle-callback-timeout-algorithm>
fn invoke(
    idles: &Handles<Idle>,
    handle: u32,
    did_timeout: bool,
    context: &mut Context,
) -> JsResult<JsValue> {
    let Some(Idle { callback, timeout }) = idles.remove(handle) else {
        return Ok(JsValue::undefined());
    };
    if let Some(timeout) = timeout {
        timeout.cancel(context);
    }
    let now = clock::now(context);
    let end = if did_timeout {
        now
    } else {
        now + idle_time(context)
    };
    let prototype = prototype_of::<IdleDeadline>(context)?;
    let deadline = JsObject::from_proto_and_data(prototype, Deadline { end, did_timeout });
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
    let idle = idles(context).and_then(|idles| idles.remove(handle));
    if let Some(timeout) = idle.and_then(|idle| idle.timeout) {
        timeout.cancel(context);
    }
    Ok(JsValue::undefined())
}
