//! Signals that abort by themselves: `AbortSignal.timeout`.
//!
//! <https://dom.spec.whatwg.org/#dom-abortsignal-timeout>
//!
//! The method makes the object that its event is fired on, so the rule is that of the
//! [`Holder`](crate::mechanism::Holder): the mapping of the call is the signal's until it has fired, or is collected.

use std::time::Duration;

use boa_async_context::EventLoop;
use boa_engine::{
    Context, JsArgs, JsResult, JsValue,
    job::{Job, TimeoutJob},
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace, WeakGc};

use super::state::{SignalState, signal_abort};
use crate::{
    dom_exception::dom_exception,
    mechanism::{Action, external},
    webidl::{enforce_range, require},
};

/// What a running timer knows of its signal. The queue of timers is a root: it must not hold a signal
/// that nobody can see being aborted.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct PendingTimeout {
    signal: WeakGc<SignalState>,
    kept: GcRefCell<Option<Gc<SignalState>>>,
}

impl PendingTimeout {
    /// Keeps the signal alive, or no longer does.
    pub(super) fn keep(&self, signal: Option<Gc<SignalState>>) {
        *self.kept.borrow_mut() = signal;
    }
}

/// `AbortSignal.timeout(milliseconds)`
pub(super) fn timeout(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require(args, 1, "AbortSignal.timeout")?;
    let milliseconds = enforce_range(
        args.get_or_undefined(0),
        "AbortSignal.timeout: the number of milliseconds",
        context,
    )?;
    // 1. Let signal be a new AbortSignal object.
    let signal = SignalState::create(context)?;
    let action = signal.holder.begin(context);
    // 2. Let global be signal's relevant global object.
    let realm = context.realm().clone();
    // 3. Run steps after a timeout given global, "AbortSignal-timeout", milliseconds, and the
    //    following step: queue a global task on the timer task source given global to signal abort
    //    given signal and a new "TimeoutError" DOMException.
    let pending = Gc::new(PendingTimeout {
        signal: WeakGc::new(&signal),
        kept: GcRefCell::default(),
    });
    *signal.timeout.borrow_mut() = Some(pending.clone());
    let job = TimeoutJob::with_realm(
        move |context| {
            if let Some(signal) = pending.signal.upgrade() {
                time_out(&signal, action, context)?;
            }
            Ok(JsValue::undefined())
        },
        realm,
        Duration::from_millis(milliseconds),
    );
    // Only the signal holds the mapping. What it limits keeps the event loop running, the limit does not.
    external(context, |context| {
        match context.downcast_job_executor::<EventLoop>() {
            Some(event_loop) => event_loop.set_background_timer(job),
            None => context.enqueue_job(Job::TimeoutJob(job)),
        }
    });
    // 4. Return signal.
    Ok(signal.value())
}

fn time_out(signal: &Gc<SignalState>, action: Action, context: &mut Context) -> JsResult<()> {
    signal.holder.fire_last(action, context, |context| {
        let reason = dom_exception("TimeoutError", "signal timed out", context)?;
        signal_abort(signal, reason.into(), context)
    })
}
