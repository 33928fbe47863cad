//! The interface `AbortController`.
//!
//! <https://dom.spec.whatwg.org/#interface-abortcontroller>

use boa_engine::{
    Context, JsArgs, JsData, JsObject, JsResult, JsValue, context::intrinsics::StandardConstructor,
};
use boa_gc::{Finalize, Gc, Trace};

use super::{reason::reason_or_default, signal_abort::signal_abort, state::SignalState};
use crate::webidl::{Interface, illegal_invocation, interface, prototype_from};

interface!(AbortController);

/// The data of an `AbortController`.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct ControllerSlots {
    signal: Gc<SignalState>,
}

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) -> StandardConstructor {
    Interface::new::<AbortController>(0, construct, context)
        .readonly("signal", |this, _, _| Ok(signal(this)?.value()))
        .operation("abort", 0, abort)
        .register::<AbortController>()
}

/// `new AbortController()`
///
/// <https://dom.spec.whatwg.org/#dom-abortcontroller-abortcontroller>
fn construct(new_target: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let prototype = prototype_from::<AbortController>(new_target, context)?;
    // 1. Let signal be a new AbortSignal object.
    // 2. Set this's signal to signal.
    Ok(create(prototype, SignalState::create(context)?).into())
}

/// Creates a controller of `signal`, also one of a derived interface.
pub(crate) fn create(prototype: Option<JsObject>, signal: Gc<SignalState>) -> JsObject {
    JsObject::from_proto_and_data(prototype, ControllerSlots { signal })
}

/// `abort(reason)`, and *signal abort* on a controller. Listeners run in the mapping of the call.
///
/// <https://dom.spec.whatwg.org/#dom-abortcontroller-abort>
/// <https://dom.spec.whatwg.org/#abortcontroller-signal-abort>
fn abort(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let signal = signal(this)?;
    if !signal.is_aborted() {
        let reason = reason_or_default(args.get_or_undefined(0), context)?;
        signal_abort(&signal, reason, context)?;
    }
    Ok(JsValue::undefined())
}

/// The signal of the controller that a value is, if it is one.
pub(crate) fn signal_of(value: &JsValue) -> Option<Gc<SignalState>> {
    let object = value.as_object()?;
    let slots = object.downcast_ref::<ControllerSlots>()?;
    Some(slots.signal.clone())
}

/// The signal of the receiver.
fn signal(this: &JsValue) -> JsResult<Gc<SignalState>> {
    signal_of(this).ok_or_else(|| illegal_invocation("AbortController"))
}
