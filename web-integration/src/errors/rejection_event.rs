//! The interface `PromiseRejectionEvent`.
//!
//! <https://html.spec.whatwg.org/#promiserejectionevent>

use boa_engine::{Context, JsObject, JsResult, JsValue, context::intrinsics::StandardConstructor};
use boa_gc::{Finalize, Trace};

use crate::{
    events::{
        create::{EventInit, constructor_arguments, create_of},
        event_state::{Event, event_of},
    },
    webidl::{Interface, interface, member, pair_of, prototype_from, require, type_error},
};

interface!(PromiseRejectionEvent);

/// The attributes of a `PromiseRejectionEvent`.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct RejectionDetails {
    pub(super) promise: JsObject,
    pub(super) reason: JsValue,
    /// The mapping of the cause, as an `AsyncContext.Snapshot`; `null` without AsyncContext.
    pub(super) async_context: JsValue,
}

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) -> JsResult<StandardConstructor> {
    let event = pair_of::<Event>(context)?;
    let pair = Interface::new::<PromiseRejectionEvent>(2, construct, context)
        .inherit(&event)
        .readonly("promise", |this, _, _| {
            read(this, |details| details.promise.clone().into())
        })
        .readonly("reason", |this, _, _| {
            read(this, |details| details.reason.clone())
        })
        .readonly("asyncContext", |this, _, _| {
            read(this, |details| details.async_context.clone())
        })
        .register::<PromiseRejectionEvent>();
    Ok(pair)
}

/// `new PromiseRejectionEvent(type, eventInitDict)`
///
/// <https://html.spec.whatwg.org/#promiserejectionevent>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (event_type, init) =
        constructor_arguments::<PromiseRejectionEvent>(new_target, args, context)?;
    require(args, 2, "PromiseRejectionEvent")?;
    let init = init.as_ref();
    let fields = EventInit::read(init, context)?;
    // Web IDL reads the members in the order of their names.
    let async_context = member(init, "asyncContext", context)?.unwrap_or_else(JsValue::null);
    let promise = member(init, "promise", context)?.and_then(|promise| promise.as_object());
    let promise = promise
        .ok_or_else(|| type_error("PromiseRejectionEvent: the member `promise` is required"))?;
    let reason = member(init, "reason", context)?.unwrap_or_default();
    let prototype = prototype_from::<PromiseRejectionEvent>(new_target, context)?;
    let details = RejectionDetails {
        promise,
        reason,
        async_context,
    };
    create_of(event_type, &fields, details, prototype, context).map(Into::into)
}

/// Reads an attribute of the receiver.
fn read(this: &JsValue, f: impl FnOnce(&RejectionDetails) -> JsValue) -> JsResult<JsValue> {
    Ok(f(&*event_of::<RejectionDetails>(
        this,
        "PromiseRejectionEvent",
    )?))
}
