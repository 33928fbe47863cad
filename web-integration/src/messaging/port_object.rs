//! The object of a port: creating a `MessagePort`, and finding the port of an object.

use boa_async_context::Permit;
use boa_engine::{Context, JsObject, JsResult, JsValue};
use boa_gc::Gc;

use super::{channel::End, port_state::PortState, registry::Registry, target::MessageTarget};
use crate::{
    events::slots::{TargetSlots, as_target_of},
    webidl::{interface, platform_object, prototype_of},
};

interface!(MessagePort);

/// Creates a `MessagePort` of the current realm that has `end`.
///
/// <https://html.spec.whatwg.org/#message-ports>
///
/// # Errors
///
/// A "NotSupportedError" `DOMException` on an executor that takes no messages.
pub(super) fn port_object(end: End, permit: Permit, context: &mut Context) -> JsResult<JsObject> {
    let registry = Registry::of(context)?;
    let prototype = prototype_of::<MessagePort>(context)?;
    let port = PortState::new(&registry, true, context);
    let slots = TargetSlots::with_state(port.clone());
    let list = slots.list();
    let object = platform_object(Some(prototype), slots, context);
    let target = MessageTarget {
        object: object.clone(),
        list,
    };
    port.keep(permit);
    PortState::open(&port, target, end);
    Ok(object)
}

/// The `MessagePort` that a value is, if it is one, and its state.
pub(super) fn as_port(value: &JsValue) -> Option<(JsObject, Gc<PortState>)> {
    let (object, _, port) = as_target_of::<PortState>(value)?;
    port.is_message_port().then_some((object, port))
}
