//! Signals that depend on other signals: `AbortSignal.any`.
//!
//! <https://dom.spec.whatwg.org/#create-a-dependent-abort-signal>

use boa_engine::{Context, JsArgs, JsResult, JsValue};
use boa_gc::Gc;

use super::state::{SignalState, as_signal};
use crate::webidl::{require, sequence, type_error};

/// `AbortSignal.any(signals)`
///
/// <https://dom.spec.whatwg.org/#dom-abortsignal-any>
pub(super) fn any(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require(args, 1, "AbortSignal.any")?;
    let signals = signals(args.get_or_undefined(0), "AbortSignal.any", context)?;
    Ok(dependent_signal(signals, context)?.value())
}

/// *Create a dependent abort signal*
///
/// <https://dom.spec.whatwg.org/#create-a-dependent-abort-signal>
///
/// # Errors
///
/// A `TypeError` in a realm without these APIs.
pub(crate) fn dependent_signal(
    signals: Vec<Gc<SignalState>>,
    context: &Context,
) -> JsResult<Gc<SignalState>> {
    // 1. Let resultSignal be a new object implementing signalInterface using realm.
    let result = SignalState::create(context)?;
    make_dependent(&result, signals);
    // 5. Return resultSignal.
    Ok(result)
}

/// Converts to `sequence<AbortSignal>`.
///
/// # Errors
///
/// A `TypeError`, naming `what`, if an element is not an `AbortSignal`; the exceptions of the iteration.
pub(crate) fn signals(
    value: &JsValue,
    what: &str,
    context: &mut Context,
) -> JsResult<Vec<Gc<SignalState>>> {
    sequence(value, what, context, |element, _| {
        as_signal(element)
            .ok_or_else(|| type_error(format!("{what}: an element is not an AbortSignal")))
    })
}

/// *Create a dependent abort signal*, from step 2 on: `result` is the signal, which the caller has created
///
/// <https://dom.spec.whatwg.org/#create-a-dependent-abort-signal>
pub(crate) fn make_dependent(result: &Gc<SignalState>, signals: Vec<Gc<SignalState>>) {
    // 2. For each signal of signals: if signal is aborted, then set resultSignal's abort reason to
    //    signal's abort reason and return resultSignal.
    if let Some(reason) = signals.iter().find_map(|signal| signal.reason()) {
        result.set_reason(reason);
        return;
    }
    // 3. Set resultSignal's dependent to true.
    result.set_dependent();
    // 4. For each signal of signals:
    for signal in signals {
        if signal.is_dependent() {
            // 2. Otherwise, for each sourceSignal of signal's source signals: append them to one
            //    another.
            for source in signal.live_sources() {
                SignalState::depend_on(result, &source);
            }
        } else {
            // 1. If signal's dependent is false, then append them to one another.
            SignalState::depend_on(result, &signal);
        }
    }
}
