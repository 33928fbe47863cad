//! The interfaces `MessageChannel` and `MessagePort`.
//!
//! <https://html.spec.whatwg.org/#message-channels>

use boa_async_context::Limit;
use boa_engine::{
    Context, JsArgs, JsData, JsObject, JsResult, JsValue, context::intrinsics::StandardConstructor,
};
use boa_gc::{Finalize, Gc, Trace};

use super::{
    channel::{End, Message},
    clone::data_clone_error,
    port_object::{MessagePort, as_port, port_object},
    port_state::PortState,
    transfer::{Delivery, transfer_argument},
};
use crate::{
    dom_exception::permit,
    events::{
        listener::ListenerList,
        slots::{EventTarget, as_target_of},
    },
    webidl::{
        Interface, illegal_constructor, illegal_invocation, interface, pair_of, platform_object,
        prototype_from, require, require_new,
    },
};

interface!(MessageChannel);

/// The data of a `MessageChannel`.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct ChannelSlots {
    port1: JsObject,
    port2: JsObject,
}

/// Whether the ports of new channels propagate: the option `propagate_ports`, in the data of the realm.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct PropagatePorts(bool);

/// Creates the intrinsics of the current realm. `propagates` is the option `propagate_ports`.
pub(super) fn install(propagates: bool, context: &mut Context) -> JsResult<StandardConstructor> {
    let option = PropagatePorts(propagates);
    context.realm().host_defined_mut().insert(option);
    let target = pair_of::<EventTarget>(context)?;
    Interface::new::<MessageChannel>(0, construct, context)
        .readonly("port1", |this, _, _| {
            read(this, |channel| channel.port1.clone())
        })
        .readonly("port2", |this, _, _| {
            read(this, |channel| channel.port2.clone())
        })
        .register::<MessageChannel>();
    let pair = Interface::new::<MessagePort>(0, illegal_constructor, context)
        .inherit(&target)
        .operation("postMessage", 1, post_message)
        .operation("start", 0, |this, _, _| {
            port(this)?.start();
            Ok(JsValue::undefined())
        })
        .operation("close", 0, |this, _, _| {
            port(this)?.close();
            Ok(JsValue::undefined())
        })
        // Setting it the first time starts the port, as start() does.
        .event_handler_and("onmessage", list, |this, _| {
            port(this)?.start();
            Ok(())
        })
        .event_handler("onmessageerror", list)
        .event_handler("onclose", list)
        .register::<MessagePort>();
    Ok(pair)
}

/// `new MessageChannel()`
///
/// <https://html.spec.whatwg.org/#dom-messagechannel>
fn construct(new_target: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_new::<MessageChannel>(new_target)?;
    // 1. Set this's port 1 to a new MessagePort. 2. Set this's port 2 to a new MessagePort.
    // 3. Entangle this's port 1 and this's port 2.
    let permit = || permit(Limit::Channels, "MessageChannel", context);
    let permits = (permit()?, permit()?);
    let (first, second) = End::pair();
    let port1 = port_object(first, permits.0, context)?;
    let port2 = port_object(second, permits.1, context)?;
    let option = context
        .realm()
        .host_defined()
        .get::<PropagatePorts>()
        .map(|option| option.0);
    if option == Some(true) {
        for port in [&port1, &port2] {
            if let Some((_, port)) = as_port(&port.clone().into()) {
                port.propagate();
            }
        }
    }
    let prototype = prototype_from::<MessageChannel>(new_target, context)?;
    let slots = ChannelSlots { port1, port2 };
    Ok(platform_object(prototype, slots, context).into())
}

/// Reads an attribute of a `MessageChannel`.
fn read(this: &JsValue, f: impl FnOnce(&ChannelSlots) -> JsObject) -> JsResult<JsValue> {
    this.as_object()
        .as_ref()
        .and_then(|object| object.downcast_ref::<ChannelSlots>())
        .map(|slots| f(&slots).into())
        .ok_or_else(|| illegal_invocation("MessageChannel"))
}

/// The receiver of an operation of a `MessagePort`.
fn port(this: &JsValue) -> JsResult<Gc<PortState>> {
    as_port(this)
        .map(|(_, port)| port)
        .ok_or_else(|| illegal_invocation("MessagePort"))
}

/// The listener list of a `MessagePort`.
fn list(this: &JsValue, _: &Context) -> Option<Gc<ListenerList>> {
    let (_, list, port) = as_target_of::<PortState>(this)?;
    port.is_message_port().then_some(list)
}

/// `postMessage(message, transfer)` and `postMessage(message, options)`
///
/// <https://html.spec.whatwg.org/#dom-messageport-postmessage>
fn post_message(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let port = port(this)?;
    require(args, 1, "postMessage")?;
    let transfer = transfer_argument(args.get_or_undefined(1), "postMessage", context)?;
    post(
        &port,
        Some(this),
        args.get_or_undefined(0),
        &transfer,
        context,
    )
}

/// *Message port post message steps*. `source` is the object of the port; `None` for the implicit port of a worker
///
/// <https://html.spec.whatwg.org/#message-port-post-message-steps>
///
/// # Errors
///
/// A "DataCloneError" `DOMException` for a value that cannot be cloned or transferred; a "QuotaExceededError" for a message
/// that the limits of the host do not allow; the exceptions of getters.
pub(crate) fn post(
    port: &Gc<PortState>,
    source: Option<&JsValue>,
    message: &JsValue,
    transfer: &[JsObject],
    context: &mut Context,
) -> JsResult<JsValue> {
    // 2. If transfer contains sourcePort, then throw a "DataCloneError" DOMException.
    let source = source.and_then(JsValue::as_object);
    let is_source = |object| {
        source
            .as_ref()
            .is_some_and(|source| JsObject::equals(source, object))
    };
    if transfer.iter().any(is_source) {
        return Err(data_clone_error("the port that sends", context));
    }
    // 3-4. If targetPort is not null and transfer contains it, then set doomed to true.
    let is_doomed = transfer.iter().any(|object| port.is_other(object));
    // 5. Let serializeWithTransferResult be StructuredSerializeWithTransfer(message, transfer).
    let mut message = Message::serialize(message, transfer, Delivery::Later, context)?;
    // 6. If targetPort is null, or if doomed is true, then return.
    // 7. Add a task to the port message queue of targetPort.
    if !is_doomed {
        port.hold_mapping(&mut message, context);
        port.post(message);
    }
    Ok(JsValue::undefined())
}
