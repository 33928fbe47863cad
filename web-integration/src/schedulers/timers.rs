//! `setTimeout`, `setInterval`, `clearTimeout` and `clearInterval`.
//!
//! <https://html.spec.whatwg.org/#timers>
//!
//! The engine's runtime has timers of its own. These differ in that strings, `this`, wrong arguments and nested timers
//! follow the standard, and in that they work in any context.

use std::{cell::Cell, time::Duration};

use boa_async_context::{EventLoop, event_loop::TimerPlace, on_close_realm};
use boa_engine::{
    Context, JsArgs, JsData, JsObject, JsResult, JsString, JsValue, Script, Source,
    job::{CancellationToken, TimeoutJob},
};
use boa_gc::{Finalize, Gc, Trace};

use super::handles::Handles;
use crate::{
    callback::{call_function, report_callback_exception, report_script_exception},
    dom_exception::admit_timer,
    mechanism::contained,
    webidl::{callback_function, global_operation, require},
};

/// The nesting level of timers set by timers above which the delay has a minimum.
const NESTING_LIMIT: u32 = 5;
/// The minimum delay above that level, in milliseconds.
const NESTED_DELAY: u32 = 4;

/// The *handler* of a timer: a function with its arguments, or a string to evaluate.
///
/// It holds no mapping: the job of the event loop does, and runs in it.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
enum Handler {
    Function(JsObject, Vec<JsValue>),
    Source(JsString),
}

/// A timer, in the realm's *map of setTimeout and setInterval IDs*.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Timer {
    handler: Handler,
    delay: u32,
    repeat: bool,
    /// The *timer nesting level*.
    nesting: u32,
    /// Cancels the job of the event loop.
    #[unsafe_ignore_trace]
    token: CancellationToken,
}

/// The timers of a realm.
#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Timers {
    timers: Handles<Timer>,
    /// The nesting level of the timer whose task is running.
    nesting: Cell<u32>,
}

/// The data of a realm: the timers.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct TimerRealm(Gc<Timers>);

/// Defines the functions in the current realm.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let timers = TimerRealm(Gc::new(Timers::default()));
    context.realm().host_defined_mut().insert(timers);
    on_close_realm("timers", close, context);
    global_operation(
        "setTimeout",
        1,
        |_, args, context| set("setTimeout", args, false, context),
        context,
    )?;
    global_operation(
        "setInterval",
        1,
        |_, args, context| set("setInterval", args, true, context),
        context,
    )?;
    global_operation("clearTimeout", 0, clear, context)?;
    global_operation("clearInterval", 0, clear, context)
}

/// Clears all timers of the current realm, which is closed. The event loop has dropped their jobs.
fn close(context: &mut Context) -> usize {
    timers(context).map_or(0, |timers| timers.timers.clear())
}

/// The timers of the current realm.
fn timers(context: &Context) -> Option<Gc<Timers>> {
    let realm = context.realm().host_defined();
    realm.get::<TimerRealm>().map(|timers| timers.0.clone())
}

/// *Timer initialization steps*, for a new timer
///
/// <https://html.spec.whatwg.org/#timer-initialisation-steps>
fn set(
    operation: &str,
    args: &[JsValue],
    repeat: bool,
    context: &mut Context,
) -> JsResult<JsValue> {
    require(args, 1, operation)?;
    let handler = args.get_or_undefined(0);
    let handler = if handler.is_callable() {
        let rest = args.get(2..).unwrap_or_default();
        Handler::Function(callback_function(handler, operation)?, rest.to_vec())
    } else {
        Handler::Source(handler.to_string(context)?)
    };
    // 5. If timeout is less than 0, then set timeout to 0.
    let delay = args.get_or_undefined(1).to_i32(context)?;
    let delay = u32::try_from(delay).unwrap_or(0);
    let Some(timers) = timers(context) else {
        return Ok(JsValue::undefined());
    };
    admit_timer(operation, context)?;
    // 2. Otherwise, let id be an implementation-defined integer that is greater than zero and does
    //    not already exist in global's map of setTimeout and setInterval IDs.
    let id = timers.timers.next();
    start(&timers, id, handler, delay, repeat, context);
    Ok(id.into())
}

/// *Timer initialization steps*, from step 3 on, which an interval repeats
///
/// <https://html.spec.whatwg.org/#timer-initialisation-steps>
fn start(
    timers: &Gc<Timers>,
    id: u32,
    handler: Handler,
    delay: u32,
    repeat: bool,
    context: &mut Context,
) {
    // 3-4. If the surrounding agent's event loop's currently running task is a task that was created by
    //      this algorithm, then let nesting level be the task's timer nesting level. Otherwise, let it
    //      be 0.
    let nesting = timers.nesting.get();
    // 6. If nesting level is greater than 5, and timeout is less than 4, then set timeout to 4.
    let wait = if nesting > NESTING_LIMIT {
        delay.max(NESTED_DELAY)
    } else {
        delay
    };
    // 12. Set uniqueHandle to the result of running steps after a timeout given global,
    //     "setTimeout/setInterval", timeout, and completionStep.
    let known = timers.clone();
    let job = TimeoutJob::with_realm(
        move |context| fire(&known, id, context).map(|()| JsValue::undefined()),
        context.realm().clone(),
        Duration::from_millis(wait.into()),
    );
    let timer = Timer {
        handler,
        delay,
        repeat,
        // 8-9. Increment nesting level by one. Set task's timer nesting level to nesting level.
        nesting: nesting.saturating_add(1),
        token: job.cancellation_token().clone(),
    };
    // 13. Set global's map of setTimeout and setInterval IDs[id] to uniqueHandle.
    timers.timers.insert(id, timer);
    // The job captures the current mapping; that of an interval is its own, in which this runs.
    context.enqueue_job(job.into());
}

/// The *task* of the timer initialization steps
///
/// <https://html.spec.whatwg.org/#timer-initialisation-steps>
fn fire(timers: &Gc<Timers>, id: u32, context: &mut Context) -> JsResult<()> {
    // 1. If id does not exist in global's map of setTimeout and setInterval IDs, then abort.
    let Some(Timer {
        handler,
        delay,
        repeat,
        nesting,
        ..
    }) = timers.timers.get(id)
    else {
        return Ok(());
    };
    if !repeat {
        // 9. Otherwise, remove global's map of setTimeout and setInterval IDs[id]. The standard removes it after the
        //    call; the difference is visible only to the collector.
        timers.timers.remove(id);
    }
    let again = repeat.then(|| handler.clone());
    let outer = timers.nesting.replace(nesting);
    // An interval that is running keeps its place.
    let place = again.as_ref().and_then(|_| timer_place(context));
    let result = call(handler, context);
    drop(place);
    // 7. If id does not exist in the map, then abort: it was cleared.
    // 8. If repeat is true, then perform the timer initialization steps again.
    if let Some(handler) = again.filter(|_| timers.timers.contains(id)) {
        start(timers, id, handler, delay, true, context);
    }
    timers.nesting.set(outer);
    result
}

/// A place of the event loop for a timer that is not in its queue, until it is dropped.
fn timer_place(context: &Context) -> Option<TimerPlace> {
    let event_loop = context.downcast_job_executor::<EventLoop>()?;
    Some(event_loop.keep_timer_place())
}

/// Calls a handler and reports its exception.
fn call(handler: Handler, context: &mut Context) -> JsResult<()> {
    match handler {
        // 4. If handler is a Function, then invoke handler given arguments and "report", and with
        //    callback this value set to thisArg: the global object.
        Handler::Function(function, args) => {
            let this: JsValue = context.global_object().into();
            match call_function(&function, &this, &args, context) {
                Ok(_) => Ok(()),
                Err(error) => report_callback_exception(error, &function, context),
            }
        }
        Handler::Source(source) => contained(context, |context| evaluate(&source, context))
            .or_else(|error| report_script_exception(error, context)),
    }
}

/// Evaluates a string as a classic script.
fn evaluate(source: &JsString, context: &mut Context) -> JsResult<()> {
    let realm = context.realm().clone();
    let hooks = context.host_hooks();
    hooks.ensure_can_compile_strings(realm, &[], source, false, context)?;
    let units = source.to_vec();
    let script = Script::parse(Source::from_utf16(&units), None, context)?;
    script.evaluate(context).map(drop)
}

/// `clearTimeout(id)` and `clearInterval(id)`, which do the same
///
/// <https://html.spec.whatwg.org/#dom-cleartimeout>
fn clear(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let id = args.get_or_undefined(0).to_i32(context)?;
    // Remove this's map of setTimeout and setInterval IDs[id].
    let timer = u32::try_from(id)
        .ok()
        .zip(timers(context))
        .and_then(|(id, timers)| timers.timers.remove(id));
    if let Some(timer) = timer {
        timer.token.cancel(context);
    }
    Ok(JsValue::undefined())
}
