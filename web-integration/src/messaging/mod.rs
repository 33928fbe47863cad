//! `structuredClone`, `MessageChannel`, `MessagePort`, `BroadcastChannel` and `MessageEvent`.
//!
//! A message is Rust data on its way, also between two ports of one agent, and each is delivered as a macrotask.
//! Its events run in the empty mapping: a port is not the object that was posted on, and whoever listens may
//! be in another agent, where the poster's mapping means nothing.

mod broadcast;
pub(crate) mod channel;
pub(crate) mod clone;
pub(crate) mod message_event;
pub(crate) mod port;
pub(crate) mod port_state;
pub(crate) mod registry;
pub(crate) mod transfer;

use boa_engine::{Context, JsResult};

use crate::{
    WebApis,
    propagation::{Propagation, Rule, row},
    webidl::{expose, global_operation},
};

#[rustfmt::skip]
pub(crate) const PROPAGATION: &[Propagation] = &[
    row("MessagePort", "postMessage() of the other port", "message", Rule::External, "messaging/propagation.js"),
    row("MessagePort", "start()", "message", Rule::External, "messaging/propagation.js"),
    row("MessagePort", "close() of the other port", "close", Rule::External, "messaging/propagation.js"),
    row("BroadcastChannel", "postMessage() of another", "message", Rule::External, "messaging/propagation.js"),
    row("structuredClone", "structuredClone()", "getters", Rule::Transparent, "messaging/propagation.js"),
];

/// Makes the intrinsics of the current realm, and defines those that were chosen.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> JsResult<()> {
    registry::Registry::install(context);
    clone::intrinsics::install(context)?;
    message_event::install(context)?;
    port::install(context)?;
    broadcast::install(context)?;
    if apis.messaging {
        expose::<message_event::MessageEvent>(context)?;
        expose::<port::MessageChannel>(context)?;
        expose::<port::MessagePort>(context)?;
        expose::<broadcast::BroadcastChannel>(context)?;
        global_operation("structuredClone", 1, transfer::structured_clone, context)?;
    }
    Ok(())
}
