//! The tasks of a port: firing the events of what happens to its channel.

use boa_engine::{Context, JsResult, JsValue};
use boa_gc::Gc;

use super::{
    channel::PortTasks, message_event::fire_message, port_state::PortState, registry::Registry,
    target::MessageTarget,
};
use crate::events::dispatch::fire;

/// The tasks of every port.
pub(super) const PORT_TASKS: PortTasks = PortTasks {
    deliver,
    other_moved,
    other_closed,
};

/// The port with a number, unless it is gone.
fn find(number: u64, context: &Context) -> Option<Gc<PortState>> {
    Registry::find(context)?.receivers.find(number)
}

/// *Message port post message steps*, step 7: delivers the next message of a port, if the port is started
///
/// <https://html.spec.whatwg.org/#message-port-post-message-steps>
fn deliver(number: u64, context: &mut Context) -> JsResult<()> {
    let Some(port) = find(number, context) else {
        return Ok(());
    };
    let Some(message) = port.take_message() else {
        return Ok(());
    };
    let posted_in = message.posted_in;
    let result = port.fire(
        posted_in,
        context,
        |MessageTarget { object, list }, context| {
            match message.deserialize(context) {
                Ok(received) => {
                    let (data, ports) = (received.data, received.ports);
                    fire_message("message", data, ports, object, list, context)
                }
                // If this throws an exception, then fire an event named messageerror at
                // finalTargetPort, using MessageEvent.
                Err(_) => {
                    let data = JsValue::null();
                    fire_message("messageerror", data, Vec::new(), object, list, context)
                }
            }
        },
    );
    port.update();
    result
}

/// The other end has moved to another port, or is being transferred.
fn other_moved(number: u64, context: &mut Context) -> JsResult<()> {
    if let Some(port) = find(number, context) {
        port.update();
    }
    Ok(())
}

/// *Disentangle*: the other end was closed
///
/// <https://html.spec.whatwg.org/#disentangle>
fn other_closed(number: u64, context: &mut Context) -> JsResult<()> {
    let Some(port) = find(number, context) else {
        return Ok(());
    };
    port.note_other_closed();
    if !port.is_open() || !port.is_message_port() {
        return Ok(());
    }
    port.fire(None, context, |target, context| {
        fire("close", &target.object, &target.list, context)
    })
}
