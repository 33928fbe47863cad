//! Signals that depend on others: `AbortSignal.any`.
//!
//! <https://dom.spec.whatwg.org/#create-a-dependent-abort-signal>

use boa_engine::{Context, JsArgs, JsResult, JsSymbol, JsValue, js_string};
use boa_gc::{Finalize, Gc, Trace, WeakGc};

use super::{signal::as_signal, state::SignalState};
use crate::{
    mechanism::Holder,
    webidl::{require, type_error},
};

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
    let signals = sequence(args.get_or_undefined(0), context)?;
    // 1. Let resultSignal be a new object implementing signalInterface using realm.
    let result = SignalState::create(Holder::default(), context)?;
    // 2. For each signal of signals: if signal is aborted, then set resultSignal's abort reason to
    //    signal's abort reason and return resultSignal.
    if let Some(reason) = signals.iter().find_map(|signal| signal.reason()) {
        result.set_reason(reason);
        return Ok(result.value());
    }
    // 3. Set resultSignal's dependent to true.
    result.dependent.set(true);
    // 4. For each signal of signals:
    for signal in signals {
        if signal.dependent.get() {
            // 2. Otherwise, for each sourceSignal of signal's source signals: append them to one
            //    another.
            for source in signal.live_sources() {
                depend(&result, &source);
            }
        } else {
            // 1. If signal's dependent is false, then append them to one another.
            depend(&result, &signal);
        }
    }
    // 5. Return resultSignal.
    Ok(result.value())
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

/// Converts to `sequence<AbortSignal>`.
///
/// <https://webidl.spec.whatwg.org/#create-sequence-from-iterable>
fn sequence(value: &JsValue, context: &mut Context) -> JsResult<Vec<Gc<SignalState>>> {
    let not_iterable = || type_error("AbortSignal.any: the argument is not iterable");
    let iterable = value.as_object().ok_or_else(not_iterable)?;
    let method = iterable.get(JsSymbol::iterator(), context)?;
    let method = method.as_callable().ok_or_else(not_iterable)?;
    let iterator = method.call(value, &[], context)?;
    let not_object = || type_error("AbortSignal.any: the iterator is not an object");
    let next = iterator
        .as_object()
        .ok_or_else(not_object)?
        .get(js_string!("next"), context)?;
    let next = next
        .as_callable()
        .ok_or_else(|| type_error("AbortSignal.any: the iterator has no method next"))?;
    let mut signals = Vec::new();
    loop {
        let step = next.call(&iterator, &[], context)?;
        let step = step.as_object().ok_or_else(not_object)?;
        if step.get(js_string!("done"), context)?.to_boolean() {
            return Ok(signals);
        }
        let item = step.get(js_string!("value"), context)?;
        let signal = as_signal(&item)
            .ok_or_else(|| type_error("AbortSignal.any: an element is not an AbortSignal"))?;
        signals.push(signal);
    }
}
