//! `structuredClone`, `MessageChannel`, `MessagePort`, `BroadcastChannel` and `MessageEvent`.
//!
//! A message on its way is Rust data, even between two ports of one agent, and a macrotask delivers it. Its events run in
//! the empty mapping: the receiver may be in another agent, where the sender's mapping has no meaning, and the port that
//! fires the event is not the object on which the message was posted. With the option `propagate_ports`, a port that was never
//! transferred holds the mappings of messages from another one that was not.

mod broadcast;
pub(crate) mod channel;
pub(crate) mod clone;
mod delivery;
pub(crate) mod message_event;
pub(crate) mod outbox;
pub(crate) mod port;
mod port_object;
pub(crate) mod port_state;
mod receivers;
pub(crate) mod registry;
mod structured_clone;
pub(crate) mod target;
pub(crate) mod transfer;

use boa_async_context::on_close_realm;
use boa_engine::{Context, JsResult};

use crate::{
    apis::WebApis,
    mechanism::rule::{Propagation, Rule, row},
    webidl::{expose, global_operation},
};

#[rustfmt::skip]
pub(crate) const RULES: &[Propagation] = &[
    row("MessagePort", "postMessage() of the other port", "message", Rule::External, "Events dispatched on separate objects", "messaging/propagation.js"),
    row("MessagePort", "postMessage() of the other port, with the option propagate_ports", "message", Rule::CaptureAtCall, "suggested there, for ports that were never transferred", "messaging/propagate_ports.js"),
    row("MessagePort", "start()", "message", Rule::External, "Events dispatched on separate objects", "messaging/propagation.js"),
    row("MessagePort", "close() of the other port", "close", Rule::External, "Events dispatched on separate objects", "messaging/propagation.js"),
    row("MessagePort", "the worker with the other port ends", "close", Rule::External, "Events dispatched on separate objects", "messaging/propagation.js"),
    row("BroadcastChannel", "postMessage() of another", "message", Rule::External, "Events dispatched on separate objects", "messaging/propagation.js"),
    row("structuredClone", "structuredClone()", "getters", Rule::Transparent, "silent: called at once, like any function", "messaging/propagation.js"),
];

/// Creates the intrinsics of the current realm, and defines the chosen APIs.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> JsResult<()> {
    registry::link_agent(delivery::PORT_TASKS, context);
    registry::Registry::<port_state::PortState>::install(context);
    on_close_realm("message ports", port_state::PortState::close_realm, context);
    clone::intrinsics::install(context)?;
    message_event::install(context)?;
    port::install(apis.propagate_ports, context)?;
    broadcast::install(context)?;
    if apis.messaging {
        expose::<message_event::MessageEvent>(context)?;
        expose::<port::MessageChannel>(context)?;
        expose::<port_object::MessagePort>(context)?;
        expose::<broadcast::BroadcastChannel>(context)?;
        global_operation(
            "structuredClone",
            1,
            structured_clone::structured_clone,
            context,
        )?;
    }
    Ok(())
}
