//! The interface `MessageEvent`.
//!
//! <https://html.spec.whatwg.org/#the-messageevent-interface>

use boa_engine::{
    Context, JsArgs, JsObject, JsResult, JsString, JsValue,
    context::intrinsics::StandardConstructor,
    js_string,
    object::{IntegrityLevel, builtins::JsArray},
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::port_object::as_port;
use crate::{
    events::{
        create::{EventInit, constructor_arguments, create_of, trusted_event_of},
        dispatch::dispatch,
        event_state::{Event, as_event, event_of},
        listener::ListenerList,
    },
    webidl::{
        Interface, interface, member, pair_of, prototype_from, require, sequence, type_error,
        usv_string,
    },
};

interface!(MessageEvent);

/// The attributes of a `MessageEvent`.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct MessageFields {
    data: JsValue,
    origin: JsString,
    last_event_id: JsString,
    source: JsValue,
    /// A frozen array.
    ports: JsObject,
}

/// The state of a `MessageEvent`. `initMessageEvent` replaces its attributes.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct MessageDetails(GcRefCell<MessageFields>);

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) -> JsResult<StandardConstructor> {
    let event = pair_of::<Event>(context)?;
    let pair = Interface::new::<MessageEvent>(1, construct, context)
        .inherit(&event)
        .readonly("data", |this, _, _| {
            read(this, |fields| fields.data.clone())
        })
        .readonly("origin", |this, _, _| {
            read(this, |fields| fields.origin.clone().into())
        })
        .readonly("lastEventId", |this, _, _| {
            read(this, |fields| fields.last_event_id.clone().into())
        })
        .readonly("source", |this, _, _| {
            read(this, |fields| fields.source.clone())
        })
        .readonly("ports", |this, _, _| {
            read(this, |fields| fields.ports.clone().into())
        })
        .operation("initMessageEvent", 1, init_message_event)
        .register::<MessageEvent>();
    Ok(pair)
}

/// `new MessageEvent(type, eventInitDict)`
///
/// <https://html.spec.whatwg.org/#the-messageevent-interface>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (event_type, init) = constructor_arguments::<MessageEvent>(new_target, args, context)?;
    let init = init.as_ref();
    let fields = EventInit::read(init, context)?;
    // Web IDL reads the members in the order of their names.
    let data = member(init, "data", context)?.unwrap_or_else(JsValue::null);
    let last_event_id = match member(init, "lastEventId", context)? {
        Some(id) => id.to_string(context)?,
        None => js_string!(),
    };
    let origin = match member(init, "origin", context)? {
        Some(origin) => usv_string(&origin, context)?.into(),
        None => js_string!(),
    };
    let ports = match member(init, "ports", context)? {
        Some(ports) => sequence(&ports, "MessageEvent: ports", context, to_port)?,
        None => Vec::new(),
    };
    let source = member(init, "source", context)?.unwrap_or_else(JsValue::null);
    let source = to_source(&source)?;
    let details = MessageFields {
        data,
        origin,
        last_event_id,
        source,
        ports: frozen(ports, context)?,
    };
    let details = MessageDetails(GcRefCell::new(details));
    let prototype = prototype_from::<MessageEvent>(new_target, context)?;
    create_of(event_type, &fields, details, prototype, context).map(Into::into)
}

/// `initMessageEvent(type, bubbles, cancelable, data, origin, lastEventId, source, ports)`
///
/// <https://html.spec.whatwg.org/#dom-messageevent-initmessageevent>
fn init_message_event(
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let details = event_of::<MessageDetails>(this, "MessageEvent")?;
    require(args, 1, "initMessageEvent")?;
    let event_type = args[0].to_string(context)?;
    let bubbles = args.get_or_undefined(1).to_boolean();
    let cancelable = args.get_or_undefined(2).to_boolean();
    let given = |place: usize| args.get(place).filter(|value| !value.is_undefined());
    let data = given(3).cloned().unwrap_or_else(JsValue::null);
    let origin = match given(4) {
        Some(origin) => usv_string(origin, context)?.into(),
        None => js_string!(),
    };
    let last_event_id = match given(5) {
        Some(id) => id.to_string(context)?,
        None => js_string!(),
    };
    let source = to_source(args.get_or_undefined(6))?;
    let ports = match given(7) {
        Some(ports) => sequence(ports, "initMessageEvent: ports", context, to_port)?,
        None => Vec::new(),
    };
    let ports = frozen(ports, context)?;
    let is_initialized =
        as_event(this).is_some_and(|event| event.initialize(event_type, bubbles, cancelable));
    if is_initialized {
        *details.0.borrow_mut() = MessageFields {
            data,
            origin,
            last_event_id,
            source,
            ports,
        };
    }
    Ok(JsValue::undefined())
}

/// Converts an element of `ports` to `MessagePort`.
fn to_port(value: &JsValue, _: &mut Context) -> JsResult<JsObject> {
    as_port(value)
        .map(|(object, _)| object)
        .ok_or_else(|| type_error("an element of `ports` is not a MessagePort"))
}

/// Converts to `MessageEventSource?`. Ports are the only sources here.
fn to_source(value: &JsValue) -> JsResult<JsValue> {
    if value.is_null_or_undefined() {
        Ok(JsValue::null())
    } else if as_port(value).is_some() {
        Ok(value.clone())
    } else {
        Err(type_error("the source is not a MessagePort"))
    }
}

/// A frozen array of ports.
fn frozen(ports: Vec<JsObject>, context: &mut Context) -> JsResult<JsObject> {
    let array = JsArray::from_iter(ports.into_iter().map(JsValue::from), context);
    let array = JsObject::from(array);
    array.set_integrity_level(IntegrityLevel::Frozen, context)?;
    Ok(array)
}

/// Fires a `MessageEvent` in the current mapping.
///
/// # Errors
///
/// The errors of [`dispatch`].
pub(super) fn fire_message(
    event_type: &str,
    data: JsValue,
    ports: Vec<JsObject>,
    target: &JsObject,
    list: &Gc<ListenerList>,
    context: &mut Context,
) -> JsResult<()> {
    let details = MessageFields {
        data,
        origin: js_string!(),
        last_event_id: js_string!(),
        source: JsValue::null(),
        ports: frozen(ports, context)?,
    };
    let details = MessageDetails(GcRefCell::new(details));
    let (event, state) = trusted_event_of::<MessageEvent, _>(event_type, false, details, context)?;
    dispatch(&event, &state, target, list, context).map(drop)
}

/// Fires a `MessageEvent` with data that a server sent, in the current mapping.
///
/// # Errors
///
/// The errors of [`dispatch`].
#[cfg(feature = "network")]
pub(crate) fn fire_server_sent(
    event_type: &str,
    (data, origin, last_event_id): (JsString, JsString, JsString),
    target: &JsObject,
    list: &Gc<ListenerList>,
    context: &mut Context,
) -> JsResult<()> {
    let details = MessageFields {
        data: data.into(),
        origin,
        last_event_id,
        source: JsValue::null(),
        ports: frozen(Vec::new(), context)?,
    };
    let details = MessageDetails(GcRefCell::new(details));
    let (event, state) = trusted_event_of::<MessageEvent, _>(event_type, false, details, context)?;
    dispatch(&event, &state, target, list, context).map(drop)
}

/// Reads an attribute of the receiver.
fn read(this: &JsValue, f: impl FnOnce(&MessageFields) -> JsValue) -> JsResult<JsValue> {
    let details = event_of::<MessageDetails>(this, "MessageEvent")?;
    let fields = details.0.borrow();
    Ok(f(&fields))
}
