//! The interface `Event`.
//!
//! <https://dom.spec.whatwg.org/#interface-event>

use boa_engine::{
    Context, JsArgs, JsObject, JsResult, JsValue, context::intrinsics::StandardConstructor,
    js_string, object::builtins::JsArray,
};

use super::{
    create::{self, EventInit, constructor_arguments},
    event_state::{Event, EventSlots, EventState, event_state},
};
use crate::webidl::{Interface, prototype_from, require};

/// The values of `eventPhase`. Without a tree, no event is ever in the capturing or the bubbling phase.
const NONE: u16 = 0;
const CAPTURING_PHASE: u16 = 1;
const AT_TARGET: u16 = 2;
const BUBBLING_PHASE: u16 = 3;

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) -> StandardConstructor {
    create::install(context);
    boa_async_context::register_look::<EventSlots>(|slots, look| {
        look.field(js_string!("type"), slots.0.event_type())
            .field(js_string!("cancelable"), slots.0.cancelable.get())
            .field(js_string!("defaultPrevented"), slots.0.canceled.get());
    });
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
///
/// <https://dom.spec.whatwg.org/#dom-event-event>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (event_type, init) = constructor_arguments::<Event>(new_target, args, context)?;
    let fields = EventInit::read(init.as_ref(), context)?;
    let prototype = prototype_from::<Event>(new_target, context)?;
    create::create(event_type, &fields, prototype, context).map(Into::into)
}

/// `initEvent(type, bubbles, cancelable)`
///
/// <https://dom.spec.whatwg.org/#dom-event-initevent>
fn init_event(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let event = event_state(this)?;
    require(args, 1, "initEvent")?;
    let event_type = args.get_or_undefined(0).to_string(context)?;
    let bubbles = args.get_or_undefined(1).to_boolean();
    let cancelable = args.get_or_undefined(2).to_boolean();
    event.initialize(event_type, bubbles, cancelable);
    Ok(JsValue::undefined())
}

/// The getter of `target` and of `srcElement`.
fn target(this: &JsValue, _: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
    read(this, |event| nullable(event.target.borrow().clone()))
}

/// The *currentTarget*: the target while the event is dispatched, otherwise none.
fn current_target(event: &EventState) -> Option<JsObject> {
    if event.dispatching.get() {
        event.target.borrow().clone()
    } else {
        None
    }
}

/// `null` for no object.
fn nullable(object: Option<JsObject>) -> JsValue {
    object.map_or_else(JsValue::null, Into::into)
}

/// Reads an attribute of the receiver.
fn read(this: &JsValue, f: impl FnOnce(&EventState) -> JsValue) -> JsResult<JsValue> {
    event_state(this).map(|event| f(&event))
}

/// Changes the receiver.
fn write(this: &JsValue, f: impl FnOnce(&EventState)) -> JsResult<JsValue> {
    read(this, |event| {
        f(event);
        JsValue::undefined()
    })
}
