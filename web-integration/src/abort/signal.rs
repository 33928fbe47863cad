//! The interface `AbortSignal`.
//!
//! <https://dom.spec.whatwg.org/#interface-AbortSignal>

use boa_engine::{
    Context, JsArgs, JsError, JsResult, JsValue, context::intrinsics::StandardConstructor,
    js_string,
};
use boa_gc::Gc;

use super::{
    dependent::any,
    reason::reason_or_default,
    state::{AbortSignal, SignalState, as_signal},
    timeout::timeout,
};
use crate::{
    events::slots::{EventTarget, TargetSlots, as_target_of},
    webidl::{Interface, illegal_constructor, illegal_invocation, pair_of},
};

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) -> JsResult<StandardConstructor> {
    boa_async_context::register_look::<TargetSlots>(|slots, look| {
        // No other target has anything to tell.
        if let Some(signal) = slots.state::<SignalState>() {
            look.field(js_string!("aborted"), signal.is_aborted());
            if let Some(reason) = signal.reason() {
                look.field(js_string!("reason"), reason);
            }
        }
    });
    let target = pair_of::<EventTarget>(context)?;
    let pair = Interface::new::<AbortSignal>(0, illegal_constructor, context)
        .inherit(&target)
        .static_operation("abort", 0, abort)
        .static_operation("timeout", 1, timeout)
        .static_operation("any", 1, any)
        .readonly("aborted", |this, _, _| {
            Ok(signal(this)?.is_aborted().into())
        })
        .readonly("reason", |this, _, _| {
            Ok(signal(this)?.reason().unwrap_or_default())
        })
        .operation("throwIfAborted", 0, |this, _, _| {
            // The throwIfAborted() method steps are to throw this's abort reason, if this is aborted.
            match signal(this)?.reason() {
                Some(reason) => Err(JsError::from_opaque(reason)),
                None => Ok(JsValue::undefined()),
            }
        })
        .event_handler("onabort", |this, _| {
            as_target_of::<SignalState>(this).map(|(_, list, _)| list)
        })
        .register::<AbortSignal>();
    Ok(pair)
}

/// The receiver of an operation.
fn signal(this: &JsValue) -> JsResult<Gc<SignalState>> {
    as_signal(this).ok_or_else(|| illegal_invocation("AbortSignal"))
}

/// `AbortSignal.abort(reason)`
///
/// <https://dom.spec.whatwg.org/#dom-abortsignal-abort>
fn abort(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    // 1. Let signal be a new AbortSignal object.
    let signal = SignalState::create(context)?;
    // 2. Set signal's abort reason to reason if it is given; otherwise to a new "AbortError"
    //    DOMException.
    signal.set_reason(reason_or_default(args.get_or_undefined(0), context)?);
    // 3. Return signal.
    Ok(signal.value())
}
