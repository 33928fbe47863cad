//! Signals that abort by themselves: `AbortSignal.timeout`.
//!
//! <https://dom.spec.whatwg.org/#dom-abortsignal-timeout>
//!
//! The method creates the object that its event is fired on, so it follows the rule *holder*: the signal holds the
//! mapping of the call until the event is fired, or until the signal is collected.

use std::time::Duration;

use boa_async_context::EventLoop;
use boa_engine::{
    Context, JsArgs, JsResult, JsValue,
    job::{Job, TimeoutJob},
};
use boa_gc::Gc;

use super::{
    signal_abort::signal_abort,
    state::{PendingTimeout, SignalState},
};
use crate::{
    dom_exception::{admit_timer, dom_exception},
    mechanism::{Action, external},
    webidl::{enforce_range, require},
};

/// In the data of a context whose event loop runs as long as a timeout is observed.
struct WaitsForObserved;

/// Lets the event loop run as long as somebody listens to a timeout. A worker needs that: it has no other end than that of
/// its event loop, and by the standard it lives on.
pub(crate) fn wait_for_observed_timeouts(context: &mut Context) {
    context.insert_data(WaitsForObserved);
}

/// `AbortSignal.timeout(milliseconds)`
///
/// <https://dom.spec.whatwg.org/#dom-abortsignal-timeout>
pub(super) fn timeout(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require(args, 1, "AbortSignal.timeout")?;
    let milliseconds = enforce_range(
        args.get_or_undefined(0),
        "AbortSignal.timeout: the number of milliseconds",
        context,
    )?;
    admit_timer("AbortSignal.timeout", context)?;
    // 1. Let signal be a new AbortSignal object.
    let signal = SignalState::create(context)?;
    let action = signal.holder.begin(context);
    // 2. Let global be signal's relevant global object.
    let realm = context.realm().clone();
    // 3. Run steps after a timeout given global, "AbortSignal-timeout", milliseconds, and the
    //    following step: queue a global task on the timer task source given global to signal abort
    //    given signal and a new "TimeoutError" DOMException.
    let event_loop = context.downcast_job_executor::<EventLoop>();
    let waiting = event_loop
        .filter(|_| context.has_data::<WaitsForObserved>())
        .map(|event_loop| event_loop.mailbox());
    let pending = PendingTimeout::new(&signal, waiting);
    signal.set_timeout(pending.clone());
    let job = TimeoutJob::with_realm(
        move |context| {
            if let Some(signal) = pending.signal() {
                time_out(&signal, action, context)?;
            }
            Ok(JsValue::undefined())
        },
        realm,
        Duration::from_millis(milliseconds),
    );
    // Only the signal holds the mapping. The timer is a background timer: the work that it limits keeps the event loop
    // running, not the limit.
    external(context, |context| {
        match context.downcast_job_executor::<EventLoop>() {
            Some(event_loop) => event_loop.set_background_timer(job),
            None => context.enqueue_job(Job::TimeoutJob(job)),
        }
    });
    // 4. Return signal.
    Ok(signal.value())
}

/// The task of the timer.
fn time_out(signal: &Gc<SignalState>, action: Action, context: &mut Context) -> JsResult<()> {
    signal.holder.fire_last(action, context, |context| {
        let reason = dom_exception("TimeoutError", "signal timed out", context)?;
        signal_abort(signal, reason.into(), context)
    })
}
