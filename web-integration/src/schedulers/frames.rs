//! Animation frames: `requestAnimationFrame` and `cancelAnimationFrame`.
//!
//! <https://html.spec.whatwg.org/#animation-frames>
//!
//! There is no screen. By default a timer runs 60 frames a second while callbacks are waiting, and none otherwise, so a
//! program that waits for nothing else ends. A host that draws switches
//! [`WebApis::host_frames`](crate::WebApis::host_frames) on and calls [`run`] for each of its frames.

use std::time::Duration;

use boa_async_context::{CaptureKind, Limit, Permit, on_close_realm};
use boa_engine::{
    Context, JsArgs, JsData, JsResult, JsValue,
    job::{CancellationToken, TimeoutJob},
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::handles::Handles;
use crate::{
    callback::{CapturedCallback, clean_up_after_callback},
    clock,
    dom_exception::permit,
    mechanism::outside,
    webidl::{global_operation, require},
};

/// The length of a frame in milliseconds.
const FRAME: f64 = 1_000.0 / 60.0;

/// The *map of animation frame callbacks* of a realm.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Frames {
    callbacks: Handles<(CapturedCallback, Permit)>,
    /// Whether the host runs the frames.
    host_driven: bool,
    /// Cancels the timer of the next frame.
    #[unsafe_ignore_trace]
    timer: GcRefCell<Option<CancellationToken>>,
}

/// The data of a realm: the map of animation frame callbacks.
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
    on_close_realm("animation frames", close, context);
    global_operation("requestAnimationFrame", 1, request, context)?;
    global_operation("cancelAnimationFrame", 1, cancel, context)
}

/// Cancels all callbacks of the current realm, which is closed.
fn close(context: &mut Context) -> usize {
    frames(context).map_or(0, |frames| frames.callbacks.clear())
}

/// The map of the current realm.
fn frames(context: &Context) -> Option<Gc<Frames>> {
    let realm = context.realm().host_defined();
    realm.get::<FrameRealm>().map(|frames| frames.0.clone())
}

/// *Run the animation frame callbacks* of the context's current realm. Returns the number of callbacks called.
///
/// All callbacks get the same `timestamp`, by default the current value of `performance.now()`. Each runs in the mapping
/// in which it was requested, and its exceptions are reported. A callback that is requested meanwhile is called in the
/// next frame. The cost is that of the callbacks.
///
/// This is for a host that runs the frames itself. Call it as a task: on the thread of the context, while no code of
/// the program runs, so that the microtasks of the callbacks run after each of them.
///
/// After each callback a whole microtask checkpoint runs, with what was waiting before, too. It is outside the budget of
/// [`Runtime::turn`](boa_async_context::Runtime::turn). So a host that has a budget for its frame calls `turn` first: what
/// has waited runs there, and only the microtasks of the callbacks run here.
///
/// <https://html.spec.whatwg.org/#run-the-animation-frame-callbacks>
///
/// ```
/// use boa_async_context::{CaptureKind, Runtime};
/// use boa_async_context_web::{WebApis, frames};
/// use boa_runtime::extensions::RuntimeExtension;
///
/// let mut runtime = Runtime::builder().build()?;
/// let apis = WebApis::default().host_frames(true);
/// apis.register(None, &mut runtime.context_mut())?;
/// runtime.eval("const seen = []; requestAnimationFrame((time) => seen.push(time));")?;
/// assert_eq!(frames::run(Some(20.0), &mut runtime.context_mut())?, 1);
/// assert_eq!(frames::run(Some(40.0), &mut runtime.context_mut())?, 0);
/// assert_eq!(runtime.eval("seen.join()")?.display().to_string(), "\"20\"");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Only an error that no JS code can catch, such as a runtime limit. The callbacks after it stay for the next frame.
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
        if let Some((callback, permit)) = frames.callbacks.remove(handle) {
            called += 1;
            drop(permit);
            //    3. Invoke callback with « now » and "report".
            callback.call(&JsValue::undefined(), &[timestamp.into()], context)?;
            clean_up_after_callback(context);
        }
    }
    Ok(called)
}

/// `requestAnimationFrame(callback)`
///
/// <https://html.spec.whatwg.org/#dom-animationframeprovider-requestanimationframe>
fn request(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require(args, 1, "requestAnimationFrame")?;
    let callback = CapturedCallback::new(
        args.get_or_undefined(0),
        "requestAnimationFrame",
        CaptureKind::Frame,
        context,
    )?;
    let Some(frames) = frames(context) else {
        return Ok(JsValue::undefined());
    };
    let permit = permit(Limit::Tasks, "requestAnimationFrame", context)?;
    // 2-3. Increment target's animation frame callback identifier by one; let handle be it.
    // 4-5. Set target's map of animation frame callbacks[handle] to callback.
    let handle = frames.callbacks.next();
    frames.callbacks.insert(handle, (callback, permit));
    if !frames.host_driven {
        set_timer(&frames, context);
    }
    // 6. Return handle.
    Ok(handle.into())
}

/// `cancelAnimationFrame(handle)`
///
/// <https://html.spec.whatwg.org/#animationframeprovider-cancelanimationframe>
fn cancel(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require(args, 1, "cancelAnimationFrame")?;
    let handle = args.get_or_undefined(0).to_u32(context)?;
    if let Some(frames) = frames(context) {
        // 2. Remove callbacks[handle].
        drop(frames.callbacks.remove(handle));
        if frames.callbacks.is_empty() {
            // No callback waits for the frame.
            let timer = frames.timer.borrow_mut().take();
            if let Some(timer) = timer {
                timer.cancel(context);
            }
        }
    }
    Ok(JsValue::undefined())
}

/// Sets the timer of the next frame, unless it is set already.
fn set_timer(frames: &Gc<Frames>, context: &mut Context) {
    if frames.timer.borrow().is_some() {
        return;
    }
    let known = frames.clone();
    let job = TimeoutJob::with_realm(
        move |context| {
            *known.timer.borrow_mut() = None;
            // After a callback that meets a runtime limit, the callbacks after it are called in the next frame.
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

/// The number of milliseconds from `now` to the next frame. Timers have a resolution of a millisecond; frames begin at
/// multiples of their length, so that a second still has 60 frames.
fn to_next_frame(now: f64) -> u64 {
    let next = ((now / FRAME).floor() + 1.0) * FRAME;
    (next - now).ceil().max(1.0) as u64
}
