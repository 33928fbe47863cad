//! Signals that depend on others: `AbortSignal.any`.
//!
//! <https://dom.spec.whatwg.org/#create-a-dependent-abort-signal>

use boa_engine::{Context, JsArgs, JsResult, JsValue};
use boa_gc::{Finalize, Gc, Trace, WeakGc};

use super::{signal::as_signal, state::SignalState};
use crate::webidl::{require, sequence, type_error};

/// A signal that aborts a dependent one.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct Source {
    signal: WeakGc<SignalState>,
    /// The same, if it is a timeout that is pending: nobody else may hold it.
    pending: Option<Gc<SignalState>>,
}

impl Source {
    fn new(signal: &Gc<SignalState>) -> Self {
        let is_pending = signal.timeout.borrow().is_some();
        Self {
            signal: WeakGc::new(signal),
            pending: is_pending.then(|| signal.clone()),
        }
    }

    pub(super) fn get(&self) -> Option<Gc<SignalState>> {
        self.pending.clone().or_else(|| self.signal.upgrade())
    }
}

/// `AbortSignal.any(signals)`
pub(super) fn any(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require(args, 1, "AbortSignal.any")?;
    let signals = signals(args.get_or_undefined(0), "AbortSignal.any", context)?;
    Ok(dependent_signal(signals, context)?.value())
}

/// *Create a dependent abort signal*.
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

/// *Create a dependent abort signal*, from step 2: `result` is the signal.
pub(crate) fn make_dependent(result: &Gc<SignalState>, signals: Vec<Gc<SignalState>>) {
    // 2. For each signal of signals: if signal is aborted, then set resultSignal's abort reason to
    //    signal's abort reason and return resultSignal.
    if let Some(reason) = signals.iter().find_map(|signal| signal.reason()) {
        result.set_reason(reason);
        return;
    }
    // 3. Set resultSignal's dependent to true.
    result.dependent.set(true);
    // 4. For each signal of signals:
    for signal in signals {
        if signal.dependent.get() {
            // 2. Otherwise, for each sourceSignal of signal's source signals: append them to one
            //    another.
            for source in signal.live_sources() {
                depend(result, &source);
            }
        } else {
            // 1. If signal's dependent is false, then append them to one another.
            depend(result, &signal);
        }
    }
}

/// Makes `dependent` depend on `source`. Both lists are sets.
fn depend(dependent: &Gc<SignalState>, source: &Gc<SignalState>) {
    let mut sources = dependent.sources.borrow_mut();
    let known = sources
        .iter()
        .filter_map(Source::get)
        .any(|known| Gc::ptr_eq(&known, source));
    if known {
        return;
    }
    sources.push(Source::new(source));
    source.add_dependent(dependent);
}
