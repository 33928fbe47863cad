//! The data of every event target, whatever its interface.

use boa_engine::{JsData, JsObject, JsValue};
use boa_gc::{Finalize, Gc, GcErased, Trace};

use super::listener::{ListenerList, RemovalSignal, RemovalSteps, RemovesListeners};
use crate::webidl::interface;

interface!(EventTarget);

/// The data of an event target.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct TargetSlots {
    list: Gc<ListenerList>,
    /// The state of the target's own interface; `None` in a plain `EventTarget`.
    state: Option<GcErased>,
    /// How the target removes listeners; `None` if it is not an `AbortSignal`.
    #[unsafe_ignore_trace]
    removal: Option<&'static RemovalSteps>,
}

impl TargetSlots {
    /// The data of a plain `EventTarget`.
    pub(super) fn new() -> Self {
        Self {
            list: ListenerList::new(),
            state: None,
            removal: None,
        }
    }

    /// The state of the target's own interface, if its type is `T`.
    pub(crate) fn state<T: Trace + 'static>(&self) -> Option<Gc<T>> {
        self.state.clone()?.downcast()
    }

    /// The data of a target whose interface has the state `state`. [`as_target_of`] finds the state again.
    pub(crate) fn with_state<T: Trace + 'static>(state: Gc<T>) -> Self {
        Self {
            state: Some(GcErased::new(state)),
            ..Self::new()
        }
    }

    /// The data of a target whose state `state` can be the option `signal` of `addEventListener`.
    pub(crate) fn with_signal<T: RemovesListeners + 'static>(state: Gc<T>) -> Self {
        Self {
            removal: Some(RemovalSteps::of::<T>()),
            ..Self::with_state(state)
        }
    }

    /// The listener list, for code that creates an event target.
    pub(crate) fn list(&self) -> Gc<ListenerList> {
        self.list.clone()
    }
}

/// The object and the listener list of the event target that a value is, if it is one.
pub(crate) fn as_target(value: &JsValue) -> Option<(JsObject, Gc<ListenerList>)> {
    let object = value.as_object()?;
    let list = object.downcast_ref::<TargetSlots>()?.list.clone();
    Some((object, list))
}

/// [`as_target`] for a target whose interface has a state of type `T`, with that state.
pub(crate) fn as_target_of<T: Trace + 'static>(
    value: &JsValue,
) -> Option<(JsObject, Gc<ListenerList>, Gc<T>)> {
    let object = value.as_object()?;
    let (list, state) = {
        let slots = object.downcast_ref::<TargetSlots>()?;
        (slots.list.clone(), slots.state.clone()?.downcast()?)
    };
    Some((object, list, state))
}

/// The signal that a value is, if it is an `AbortSignal`.
pub(super) fn as_removal_signal(value: &JsValue) -> Option<RemovalSignal> {
    let object = value.as_object()?;
    let slots = object.downcast_ref::<TargetSlots>()?;
    Some(RemovalSignal::new(slots.state.clone()?, slots.removal?))
}
