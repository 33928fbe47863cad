//! Animation frames: `requestAnimationFrame` and `cancelAnimationFrame`.
//!
//! <https://html.spec.whatwg.org/#animation-frames>
//!
//! There is no screen. By default there are 60 frames a second while callbacks are waiting, by a timer,
//! and none while there are not: a program that waits for nothing else ends. A host that draws sets
//! [`WebApis::host_frames`](crate::WebApis::host_frames) and calls [`run`] for each of its frames.

use std::time::Duration;

use boa_engine::{
    Context, JsArgs, JsData, JsResult, JsValue,
    job::{CancellationToken, TimeoutJob},
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{callback::Callback, handles::Handles};
use crate::{
    clock,
    mechanism::outside,
    webidl::{clean_up_after_callback, global_operation, require},
};

/// How long a frame is, in milliseconds.
const FRAME: f64 = 1_000.0 / 60.0;

/// The *map of animation frame callbacks* of a realm.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Frames {
    callbacks: Handles<Callback>,
    host_driven: bool,
    /// Of the timer of the next frame.
    #[unsafe_ignore_trace]
    timer: GcRefCell<Option<CancellationToken>>,
}

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct FrameRealm(Gc<Frames>);

/// Defines the functions in the current realm.
pub(super) fn install(host_driven: bool, context: &mut Context) -> JsResult<()> {
    let frames = Frames {
        callbacks: Handles::default(),
        host_driven,
        timer: GcRefCell::new(None),
    };
    let realm = FrameRealm(Gc::new(frames));
    context.realm().host_defined_mut().insert(realm);
    global_operation("requestAnimationFrame", 1, request, context)?;
    global_operation("cancelAnimationFrame", 1, cancel, context)
}

fn frames(context: &Context) -> Option<Gc<Frames>> {
    let realm = context.realm().host_defined();
    realm.get::<FrameRealm>().map(|frames| frames.0.clone())
}

/// *Run the animation frame callbacks* of the context's current realm, all with the same `timestamp`; by
/// default the current time of `performance.now()`. Returns how many were called.
///
/// For a host that drives frames itself, to be called as a task: outside of JavaScript, with the
/// event loop's microtasks to follow. What callbacks throw is reported; each runs in the mapping in which
/// it was requested, and those that they request are for the next frame.
///
/// ```
/// use boa_async_context::Runtime;
/// use boa_async_context_web::{WebApis, frames};
/// use boa_runtime::extensions::RuntimeExtension;
///
/// let mut runtime = Runtime::builder().build()?;
/// let apis = WebApis { host_frames: true, ..WebApis::default() };
/// apis.register(None, runtime.context())?;
/// runtime.eval("const seen = []; requestAnimationFrame((time) => seen.push(time));")?;
/// assert_eq!(frames::run(Some(20.0), runtime.context())?, 1);
/// assert_eq!(frames::run(Some(40.0), runtime.context())?, 0);
/// assert_eq!(runtime.eval("seen.join()")?.display().to_string(), "\"20\"");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Only what no JS code could catch (a runtime limit).
pub fn run(timestamp: Option<f64>, context: &mut Context) -> JsResult<usize> {
    let timestamp = timestamp.unwrap_or_else(|| clock::now(context));
    let Some(frames) = frames(context) else {
        return Ok(0);
    };
    let mut called = 0;
    // 1. Let callbacks be target's map of animation frame callbacks.
    // 2. Let callbackHandles be the result of getting the keys of callbacks.
    // 3. For each handle in callbackHandles, if handle exists in callbacks:
    for handle in frames.callbacks.all() {
        //    1. Let callback be callbacks[handle].
        //    2. Remove callbacks[handle].
        if let Some(callback) = frames.callbacks.remove(handle) {
            called += 1;
            //    3. Invoke callback with « now » and "report".
            callback.call(&JsValue::undefined(), &[timestamp.into()], context)?;
            clean_up_after_callback(context);
        }
    }
    Ok(called)
}

/// `requestAnimationFrame(callback)`
fn request(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require(args, 1, "requestAnimationFrame")?;
    let callback = Callback::new(args.get_or_undefined(0), "requestAnimationFrame", context)?;
    let Some(frames) = frames(context) else {
        return Ok(JsValue::undefined());
    };
    // 2-3. Increment target's animation frame callback identifier by one; let handle be it.
    // 4-5. Set target's map of animation frame callbacks[handle] to callback.
    let handle = frames.callbacks.next();
    frames.callbacks.insert(handle, callback);
    if !frames.host_driven {
        set_timer(&frames, context);
    }
    // 6. Return handle.
    Ok(handle.into())
}

/// `cancelAnimationFrame(handle)`
fn cancel(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require(args, 1, "cancelAnimationFrame")?;
    let handle = args.get_or_undefined(0).to_u32(context)?;
    if let Some(frames) = frames(context) {
        // 2. Remove callbacks[handle].
        drop(frames.callbacks.remove(handle));
        if frames.callbacks.is_empty() {
            // Nobody waits for the frame any more.
            let timer = frames.timer.borrow_mut().take();
            if let Some(timer) = timer {
                timer.cancel(context);
            }
        }
    }
    Ok(JsValue::undefined())
}

/// Sets the timer of the next frame, unless it is set.
fn set_timer(frames: &Gc<Frames>, context: &mut Context) {
    if frames.timer.borrow().is_some() {
        return;
    }
    let known = frames.clone();
    let job = TimeoutJob::with_realm(
        move |context| {
            *known.timer.borrow_mut() = None;
            // If a callback meets a runtime limit, those after it still are to be called.
            let result = run(None, context);
            if !known.callbacks.is_empty() {
                set_timer(&known, context);
            }
            result.map(|_| JsValue::undefined())
        },
        context.realm().clone(),
        Duration::from_millis(to_next_frame(clock::now(context))),
    );
    *frames.timer.borrow_mut() = Some(job.cancellation_token().clone());
    outside(context, |context| context.enqueue_job(job.into()));
}

/// How many milliseconds it is from `now` to the next frame. Timers know only whole ones; frames begin
/// at multiples of their length, so that there still are 60 of them in a second.
fn to_next_frame(now: f64) -> u64 {
    let next = ((now / FRAME).floor() + 1.0) * FRAME;
    (next - now).ceil().max(1.0) as u64
}
