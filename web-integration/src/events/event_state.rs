//! The state of an event, and finding it in an event object.
//!
//! <https://dom.spec.whatwg.org/#interface-event>

use std::cell::Cell;

use boa_engine::{JsData, JsObject, JsResult, JsString, JsValue};
use boa_gc::{Finalize, Gc, GcErased, GcRefCell, Trace};

use crate::webidl::{illegal_invocation, interface};

interface!(Event);

/// The state of an event. Its flags change while listeners run, so each is a cell that is never borrowed then.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct EventState {
    pub(super) event_type: GcRefCell<JsString>,
    pub(super) bubbles: Cell<bool>,
    pub(super) cancelable: Cell<bool>,
    pub(super) composed: bool,
    pub(super) trusted: Cell<bool>,
    /// The *dispatch flag*. While it is set, the event's path is its target and the event is at that.
    pub(super) dispatching: Cell<bool>,
    pub(super) stop_propagation: Cell<bool>,
    pub(super) stop_immediate_propagation: Cell<bool>,
    pub(super) canceled: Cell<bool>,
    pub(super) in_passive_listener: Cell<bool>,
    pub(super) target: GcRefCell<Option<JsObject>>,
    pub(super) time_stamp: f64,
    /// The state of the event's own interface; `None` in a plain `Event`.
    pub(super) state: Option<GcErased>,
}

impl EventState {
    /// The *type* of the event.
    pub(crate) fn event_type(&self) -> JsString {
        self.event_type.borrow().clone()
    }

    /// The state of the event's own interface, if its type is `T`.
    pub(crate) fn state<T: Trace + 'static>(&self) -> Option<Gc<T>> {
        self.state.clone()?.downcast()
    }

    /// *Set the canceled flag*
    ///
    /// <https://dom.spec.whatwg.org/#set-the-canceled-flag>
    pub(super) fn cancel(&self) {
        // If event's cancelable attribute value is true and event's in passive listener flag is
        // unset, then set event's canceled flag.
        if self.cancelable.get() && !self.in_passive_listener.get() {
            self.canceled.set(true);
        }
    }

    /// *Initialize* an event. Returns `false`, and changes nothing, while the event is dispatched.
    ///
    /// Every event is initialized when it is created, so the standard's *initialized flag* would always be set.
    ///
    /// <https://dom.spec.whatwg.org/#concept-event-initialize>
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

/// The data of an event object.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct EventSlots(pub(super) Gc<EventState>);

/// The state of the event that a value is, if it is one.
pub(crate) fn as_event(value: &JsValue) -> Option<Gc<EventState>> {
    let object = value.as_object()?;
    let slots = object.downcast_ref::<EventSlots>()?;
    Some(slots.0.clone())
}

/// The state of the event that a value is.
///
/// # Errors
///
/// A `TypeError` if the value is not an event.
pub(super) fn event_state(value: &JsValue) -> JsResult<Gc<EventState>> {
    as_event(value).ok_or_else(|| illegal_invocation("Event"))
}

/// The state of the derived interface `interface` of the event that a value is.
///
/// # Errors
///
/// A `TypeError` if the value is not an event of that interface.
pub(crate) fn event_of<T: Trace + 'static>(value: &JsValue, interface: &str) -> JsResult<Gc<T>> {
    as_event(value)
        .and_then(|event| event.state())
        .ok_or_else(|| illegal_invocation(interface))
}
