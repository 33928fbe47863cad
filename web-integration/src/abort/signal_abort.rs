//! *Signal abort*: aborting a signal and the signals that depend on it.
//!
//! <https://dom.spec.whatwg.org/#abortsignal-signal-abort>

use boa_engine::{Context, JsResult, JsValue};
use boa_gc::Gc;

use super::state::SignalState;
use crate::events::{dispatch::fire, slots::as_target};

/// *Signal abort*. Listeners run in the current mapping.
///
/// <https://dom.spec.whatwg.org/#abortsignal-signal-abort>
///
/// # Errors
///
/// Only an error that no JS code can catch, such as a runtime limit.
pub(crate) fn signal_abort(
    signal: &Gc<SignalState>,
    reason: JsValue,
    context: &mut Context,
) -> JsResult<()> {
    // 1. If signal is aborted, then return.
    if signal.is_aborted() {
        return Ok(());
    }
    // 2. Set signal's abort reason.
    signal.set_reason(reason.clone());
    // 3. Let dependentSignalsToAbort be a new list.
    let mut to_abort = vec![signal.clone()];
    // 4. For each dependentSignal of signal's dependent signals, if it is not aborted, then
    for dependent in signal.take_dependents() {
        if !dependent.is_aborted() {
            // 1. Set dependentSignal's abort reason to signal's abort reason.
            dependent.set_reason(reason.clone());
            // 2. Append dependentSignal to dependentSignalsToAbort.
            to_abort.push(dependent);
        }
    }
    // None of them can be aborted again. The source comes first, so that its dependent signals do not have to be
    // searched for in it.
    for aborted in &to_abort {
        aborted.release();
    }
    // 5. Run the abort steps for signal.
    // 6. For each dependentSignal of dependentSignalsToAbort, run the abort steps for it.
    to_abort
        .iter()
        .try_for_each(|signal| run_abort_steps(signal, context))
}

/// *Run the abort steps*
///
/// <https://dom.spec.whatwg.org/#run-the-abort-steps>
fn run_abort_steps(signal: &SignalState, context: &mut Context) -> JsResult<()> {
    // 1. For each algorithm of signal's abort algorithms: run algorithm.
    // 2. Empty signal's abort algorithms.
    let reason = signal.reason().unwrap_or_default();
    for effect in signal.take_effects() {
        effect.run(&reason, context)?;
    }
    // 3. Fire an event named abort at signal.
    match as_target(&signal.value()) {
        Some((object, list)) => fire("abort", &object, &list, context),
        None => Ok(()),
    }
}
