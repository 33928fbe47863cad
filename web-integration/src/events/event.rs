//! `Event`.
//!
//! <https://dom.spec.whatwg.org/#interface-event>

use std::cell::Cell;

use boa_engine::{
    Context, JsArgs, JsData, JsObject, JsResult, JsString, JsValue,
    class::Class,
    context::intrinsics::StandardConstructor,
    js_string,
    object::builtins::{JsArray, JsFunction},
    property::PropertyDescriptor,
};
use boa_gc::{Finalize, Gc, GcErased, GcRefCell, Trace};

use crate::clock;
use crate::webidl::{
    Interface, dictionary, flag, getter, illegal_invocation, interface, prototype_from,
    prototype_of, require, require_new,
};

interface!(Event);

/// The values of `eventPhase`. Without a tree no event is ever in the other two.
const NONE: u16 = 0;
const CAPTURING_PHASE: u16 = 1;
const AT_TARGET: u16 = 2;
const BUBBLING_PHASE: u16 = 3;

/// What an event is. Its flags change while listeners run, so they are cells: nothing is borrowed then.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct EventState {
    event_type: GcRefCell<JsString>,
    bubbles: Cell<bool>,
    cancelable: Cell<bool>,
    composed: bool,
    pub(super) trusted: Cell<bool>,
    /// The *dispatch flag*. While it is set the target is the path and the event is at it.
    pub(super) dispatching: Cell<bool>,
    pub(super) stop_propagation: Cell<bool>,
    pub(super) stop_immediate_propagation: Cell<bool>,
    pub(super) canceled: Cell<bool>,
    pub(super) in_passive_listener: Cell<bool>,
    pub(super) target: GcRefCell<Option<JsObject>>,
    time_stamp: f64,
    /// `CustomEvent`'s `detail`; `None` in an event of another interface.
    pub(super) detail: GcRefCell<Option<JsValue>>,
    /// What the event is besides an `Event`: the state of its own interface.
    state: Option<GcErased>,
}

impl EventState {
    pub(crate) fn event_type(&self) -> JsString {
        self.event_type.borrow().clone()
    }

    /// The state of the event's own interface, if it is a `T`.
    pub(crate) fn state<T: Trace + 'static>(&self) -> Option<Gc<T>> {
        self.state.clone()?.downcast()
    }

    /// *Set the canceled flag*.
    pub(super) fn cancel(&self) {
        // If event's cancelable attribute value is true and event's in passive listener flag is
        // unset, then set event's canceled flag.
        if self.cancelable.get() && !self.in_passive_listener.get() {
            self.canceled.set(true);
        }
    }

    /// *Initialize* an event; returns whether that was allowed. A new event always is initialized, so
    /// the standard's flag for that would always be set.
    pub(crate) fn initialize(&self, event_type: JsString, bubbles: bool, cancelable: bool) -> bool {
        // (initEvent) 1. If this's dispatch flag is set, then return.
        if self.dispatching.get() {
            return false;
        }
        // 1. Set event's initialized flag.
        // 2. Unset event's stop propagation flag, stop immediate propagation flag, and canceled flag.
        self.stop_propagation.set(false);
        self.stop_immediate_propagation.set(false);
        self.canceled.set(false);
        // 3. Set event's isTrusted attribute to false.
        self.trusted.set(false);
        // 4. Set event's target to null.
        *self.target.borrow_mut() = None;
        // 5-7. Set event's type, bubbles and cancelable attributes.
        *self.event_type.borrow_mut() = event_type;
        self.bubbles.set(bubbles);
        self.cancelable.set(cancelable);
        true
    }
}

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct EventSlots(Gc<EventState>);

/// What events need of the realm they are made in.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct EventRealm {
    /// The getter of `isTrusted`, which every event has as a property of its own.
    is_trusted: JsFunction,
}

/// Makes the intrinsics of the current realm.
pub(crate) fn install(context: &mut Context) -> StandardConstructor {
    let realm_data = EventRealm {
        is_trusted: getter(
            "isTrusted",
            |this, _, _| read(this, |event| event.trusted.get().into()),
            context,
        ),
    };
    context.realm().host_defined_mut().insert(realm_data);

    Interface::new::<Event>(1, construct, context)
        .constant("NONE", NONE)
        .constant("CAPTURING_PHASE", CAPTURING_PHASE)
        .constant("AT_TARGET", AT_TARGET)
        .constant("BUBBLING_PHASE", BUBBLING_PHASE)
        .readonly("type", |this, _, _| {
            read(this, |event| event.event_type().into())
        })
        .readonly("target", target)
        .readonly("srcElement", target)
        .readonly("currentTarget", |this, _, _| {
            read(this, |event| nullable(current_target(event)))
        })
        .operation("composedPath", 0, |this, _, context| {
            // Without a tree: the path is the target, and empty unless the event is dispatched.
            let path = current_target(&*event_state(this)?).map(JsValue::from);
            Ok(JsArray::from_iter(path, context).into())
        })
        .readonly("eventPhase", |this, _, _| {
            read(this, |event| {
                let phase = if event.dispatching.get() {
                    AT_TARGET
                } else {
                    NONE
                };
                phase.into()
            })
        })
        .operation("stopPropagation", 0, |this, _, _| {
            write(this, |event| event.stop_propagation.set(true))
        })
        .attribute(
            "cancelBubble",
            |this, _, _| read(this, |event| event.stop_propagation.get().into()),
            |this, args, _| {
                let stop = args.get_or_undefined(0).to_boolean();
                write(this, |event| {
                    // Set this's stop propagation flag if the given value is true; otherwise do
                    // nothing.
                    event
                        .stop_propagation
                        .set(stop || event.stop_propagation.get());
                })
            },
        )
        .operation("stopImmediatePropagation", 0, |this, _, _| {
            write(this, |event| {
                event.stop_propagation.set(true);
                event.stop_immediate_propagation.set(true);
            })
        })
        .readonly("bubbles", |this, _, _| {
            read(this, |event| event.bubbles.get().into())
        })
        .readonly("cancelable", |this, _, _| {
            read(this, |event| event.cancelable.get().into())
        })
        .attribute(
            "returnValue",
            |this, _, _| read(this, |event| (!event.canceled.get()).into()),
            |this, args, _| {
                let keep = args.get_or_undefined(0).to_boolean();
                write(this, |event| {
                    if !keep {
                        event.cancel();
                    }
                })
            },
        )
        .operation("preventDefault", 0, |this, _, _| {
            write(this, EventState::cancel)
        })
        .readonly("defaultPrevented", |this, _, _| {
            read(this, |event| event.canceled.get().into())
        })
        .readonly("composed", |this, _, _| {
            read(this, |event| event.composed.into())
        })
        .readonly("timeStamp", |this, _, _| {
            read(this, |event| event.time_stamp.into())
        })
        .operation("initEvent", 1, init_event)
        .register::<Event>()
}

/// `new Event(type, eventInitDict)`
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (event_type, init) = constructor_arguments::<Event>(new_target, args, context)?;
    let fields = EventInit::read(init.as_ref(), context)?;
    let prototype = prototype_from::<Event>(new_target, context)?;
    create(event_type, &fields, None, prototype, context).map(Into::into)
}

/// The arguments of the constructor of an event: the type, and the dictionary.
pub(crate) fn constructor_arguments<I: Class>(
    new_target: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<(JsString, Option<JsObject>)> {
    require_new::<I>(new_target)?;
    require(args, 1, I::NAME)?;
    let event_type = args.get_or_undefined(0).to_string(context)?;
    Ok((event_type, dictionary(args.get(1), "eventInitDict")?))
}

/// The dictionary `EventInit`.
#[derive(Default)]
pub(crate) struct EventInit {
    bubbles: bool,
    cancelable: bool,
    composed: bool,
}

impl EventInit {
    pub(crate) fn read(init: Option<&JsObject>, context: &mut Context) -> JsResult<Self> {
        Ok(Self {
            bubbles: flag(init, "bubbles", context)?,
            cancelable: flag(init, "cancelable", context)?,
            composed: flag(init, "composed", context)?,
        })
    }
}

/// *Inner event creation steps*.
pub(super) fn create(
    event_type: JsString,
    init: &EventInit,
    detail: Option<JsValue>,
    prototype: Option<JsObject>,
    context: &mut Context,
) -> JsResult<JsObject> {
    create_with(event_type, init, detail, None, prototype, context)
}

/// The same for an event whose interface has the state `state`.
pub(crate) fn create_of<T: Trace + 'static>(
    event_type: JsString,
    init: &EventInit,
    state: T,
    prototype: Option<JsObject>,
    context: &mut Context,
) -> JsResult<JsObject> {
    let state = GcErased::new(Gc::new(state));
    create_with(event_type, init, None, Some(state), prototype, context)
}

fn create_with(
    event_type: JsString,
    init: &EventInit,
    detail: Option<JsValue>,
    interface_state: Option<GcErased>,
    prototype: Option<JsObject>,
    context: &mut Context,
) -> JsResult<JsObject> {
    let is_trusted = context
        .realm()
        .host_defined()
        .get::<EventRealm>()
        .map(|realm| realm.is_trusted.clone());
    let state = EventState {
        event_type: GcRefCell::new(event_type),
        bubbles: Cell::new(init.bubbles),
        cancelable: Cell::new(init.cancelable),
        composed: init.composed,
        trusted: Cell::new(false),
        dispatching: Cell::new(false),
        stop_propagation: Cell::new(false),
        stop_immediate_propagation: Cell::new(false),
        canceled: Cell::new(false),
        in_passive_listener: Cell::new(false),
        target: GcRefCell::new(None),
        time_stamp: clock::now(context),
        detail: GcRefCell::new(detail),
        state: interface_state,
    };
    let event = JsObject::from_proto_and_data(prototype, EventSlots(Gc::new(state)));
    // `isTrusted` is [LegacyUnforgeable].
    event.define_property_or_throw(
        js_string!("isTrusted"),
        PropertyDescriptor::builder()
            .maybe_get(is_trusted)
            .enumerable(true)
            .configurable(false),
        context,
    )?;
    Ok(event)
}

/// *Create an event* that the platform fires: trusted, neither bubbling nor cancelable.
///
/// # Errors
///
/// A `TypeError` in a realm without these APIs.
pub(crate) fn trusted_event(
    event_type: &str,
    context: &mut Context,
) -> JsResult<(JsObject, Gc<EventState>)> {
    let prototype = prototype_of::<Event>(context)?;
    let init = EventInit::default();
    let event = create(
        js_string!(event_type),
        &init,
        None,
        Some(prototype),
        context,
    )?;
    let state = trust(&event)?;
    Ok((event, state))
}

/// Makes an event one that the platform fires.
pub(super) fn trust(event: &JsObject) -> JsResult<Gc<EventState>> {
    let state = event_state(&event.clone().into())?;
    state.trusted.set(true);
    Ok(state)
}

/// The same for an event of the interface `I`, whose state is `state`.
///
/// # Errors
///
/// A `TypeError` in a realm without these APIs.
pub(crate) fn trusted_event_of<I: Class, T: Trace + 'static>(
    event_type: &str,
    cancelable: bool,
    state: T,
    context: &mut Context,
) -> JsResult<(JsObject, Gc<EventState>)> {
    let prototype = prototype_of::<I>(context)?;
    let init = EventInit {
        cancelable,
        ..EventInit::default()
    };
    let event_type = js_string!(event_type);
    let event = create_of(event_type, &init, state, Some(prototype), context)?;
    let state = trust(&event)?;
    Ok((event, state))
}

/// `initEvent(type, bubbles, cancelable)`
fn init_event(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let event = event_state(this)?;
    require(args, 1, "initEvent")?;
    let event_type = args.get_or_undefined(0).to_string(context)?;
    let bubbles = args.get_or_undefined(1).to_boolean();
    let cancelable = args.get_or_undefined(2).to_boolean();
    event.initialize(event_type, bubbles, cancelable);
    Ok(JsValue::undefined())
}

fn target(this: &JsValue, _: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
    read(this, |event| nullable(event.target.borrow().clone()))
}

/// The target, while its listeners are called.
fn current_target(event: &EventState) -> Option<JsObject> {
    if event.dispatching.get() {
        event.target.borrow().clone()
    } else {
        None
    }
}

fn nullable(object: Option<JsObject>) -> JsValue {
    object.map_or_else(JsValue::null, Into::into)
}

/// The state of the event that a value is.
///
/// # Errors
///
/// A `TypeError` if it is none.
pub(super) fn event_state(value: &JsValue) -> JsResult<Gc<EventState>> {
    as_event(value).ok_or_else(|| illegal_invocation("Event"))
}

/// The state of the event that a value is, if it is one.
pub(crate) fn as_event(value: &JsValue) -> Option<Gc<EventState>> {
    let object = value.as_object()?;
    let slots = object.downcast_ref::<EventSlots>()?;
    Some(slots.0.clone())
}

fn read(this: &JsValue, f: impl FnOnce(&EventState) -> JsValue) -> JsResult<JsValue> {
    event_state(this).map(|event| f(&event))
}

fn write(this: &JsValue, f: impl FnOnce(&EventState)) -> JsResult<JsValue> {
    read(this, |event| {
        f(event);
        JsValue::undefined()
    })
}

/// The state of an event of another interface, `interface`.
///
/// # Errors
///
/// A `TypeError` if the value is none.
pub(crate) fn event_of<T: Trace + 'static>(value: &JsValue, interface: &str) -> JsResult<Gc<T>> {
    as_event(value)
        .and_then(|event| event.state())
        .ok_or_else(|| illegal_invocation(interface))
}
