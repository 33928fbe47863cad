//! The event listener list of a target.
//!
//! <https://dom.spec.whatwg.org/#eventtarget-event-listener-list>

use std::cell::Cell;

use boa_engine::{JsObject, JsString};
use boa_gc::{Finalize, Gc, GcErased, GcRefCell, Trace};

use crate::mechanism::Fallback;

/// What a listener calls.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) enum Callback {
    /// The argument of `addEventListener`: a function, or an object with a method `handleEvent`.
    Listener(JsObject),
    /// The value of an event handler attribute such as `onabort`.
    Handler(JsObject),
}

impl Callback {
    /// The object that is called.
    pub(super) fn object(&self) -> &JsObject {
        match self {
            Self::Listener(object) | Self::Handler(object) => object,
        }
    }
}

/// The state of a signal that can remove listeners. `AbortSignal` implements this; the listeners do not know it.
pub(crate) trait RemovesListeners: Trace {
    /// Whether the signal is aborted.
    fn is_aborted(&self) -> bool;

    /// Removes `listener` from `list` when the signal is aborted. The signal holds neither.
    fn add_removal(&self, list: &Gc<ListenerList>, listener: &Gc<Listener>);
}

/// The methods of a [`RemovesListeners`] on its erased state.
pub(super) struct RemovalSteps {
    is_aborted: fn(&GcErased) -> bool,
    add_removal: fn(&GcErased, &Gc<ListenerList>, &Gc<Listener>),
}

impl RemovalSteps {
    /// The steps for states of type `T`.
    pub(super) const fn of<T: RemovesListeners + 'static>() -> &'static Self {
        const {
            &Self {
                is_aborted: |state| {
                    let state = state.clone().downcast::<T>();
                    state.is_some_and(|state| state.is_aborted())
                },
                add_removal: |state, list, listener| {
                    if let Some(state) = state.clone().downcast::<T>() {
                        state.add_removal(list, listener);
                    }
                },
            }
        }
    }
}

/// A signal that removes a listener: the option `signal` of `addEventListener`.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct RemovalSignal {
    state: GcErased,
    #[unsafe_ignore_trace]
    steps: &'static RemovalSteps,
}

impl RemovalSignal {
    /// The signal with the state `state`, whose type is that of `steps`.
    pub(super) fn new(state: GcErased, steps: &'static RemovalSteps) -> Self {
        Self { state, steps }
    }

    /// Whether the signal is aborted.
    pub(super) fn is_aborted(&self) -> bool {
        (self.steps.is_aborted)(&self.state)
    }

    /// Removes `listener` from `list` when the signal is aborted.
    pub(super) fn add_removal(&self, list: &Gc<ListenerList>, listener: &Gc<Listener>) {
        (self.steps.add_removal)(&self.state, list, listener);
    }
}

/// An event listener. It is in the listener list of one target.
///
/// <https://dom.spec.whatwg.org/#concept-event-listener>
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Listener {
    pub(super) event_type: JsString,
    callback: GcRefCell<Callback>,
    pub(super) capture: bool,
    pub(super) once: bool,
    pub(super) passive: bool,
    /// The mapping that the listener runs in if nothing in the agent causes the event.
    fallback: GcRefCell<Option<Fallback>>,
    /// The signal that removes the listener. It is only held here: nothing else may hold a signal that depends on
    /// others.
    signal: Option<RemovalSignal>,
    removed: Cell<bool>,
}

/// The options of `addEventListener`, flattened.
#[derive(Default)]
pub(super) struct AddOptions {
    pub(super) capture: bool,
    pub(super) once: bool,
    pub(super) passive: bool,
    pub(super) signal: Option<RemovalSignal>,
    pub(super) fallback: Option<Fallback>,
}

impl Listener {
    /// A listener that is in no list yet.
    pub(super) fn new(event_type: JsString, callback: Callback, options: AddOptions) -> Gc<Self> {
        Gc::new(Self {
            event_type,
            callback: GcRefCell::new(callback),
            capture: options.capture,
            once: options.once,
            passive: options.passive,
            signal: options.signal,
            fallback: GcRefCell::new(options.fallback),
            removed: Cell::new(false),
        })
    }

    /// The listener's *removed* flag.
    pub(crate) fn is_removed(&self) -> bool {
        self.removed.get()
    }

    /// The mapping that the listener runs in if nothing in the agent causes the event.
    pub(super) fn fallback(&self) -> Option<Fallback> {
        self.fallback.borrow().clone()
    }

    /// What the listener calls.
    pub(super) fn callback(&self) -> Callback {
        self.callback.borrow().clone()
    }

    /// Whether `addEventListener` would add an equal listener for these arguments. The listener of an event handler
    /// attribute equals none.
    fn matches(&self, event_type: &JsString, callback: &JsObject, capture: bool) -> bool {
        self.capture == capture
            && self.event_type == *event_type
            && matches!(&*self.callback.borrow(),
                Callback::Listener(known) if JsObject::equals(known, callback))
    }

    /// The value of the event handler attribute for `event_type`, if this is its listener.
    fn handler(&self, event_type: &JsString) -> Option<JsObject> {
        match &*self.callback.borrow() {
            Callback::Handler(value) if self.event_type == *event_type => Some(value.clone()),
            _ => None,
        }
    }
}

/// A function that is called when a listener was added or removed.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Watch {
    state: GcErased,
    #[unsafe_ignore_trace]
    changed: fn(&GcErased),
}

/// The listener list of a target.
#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct ListenerList {
    listeners: GcRefCell<Vec<Gc<Listener>>>,
    /// Whether the target is the global object.
    pub(super) is_global: bool,
    watch: GcRefCell<Option<Watch>>,
}

impl ListenerList {
    /// An empty list.
    pub(crate) fn new() -> Gc<Self> {
        Gc::default()
    }

    /// The empty list of a global object.
    pub(super) fn global() -> Gc<Self> {
        Gc::new(Self {
            is_global: true,
            ..Self::default()
        })
    }

    /// Calls `changed` with `state` after each addition and removal of a listener. A list has one such function.
    pub(crate) fn watch(&self, state: GcErased, changed: fn(&GcErased)) {
        *self.watch.borrow_mut() = Some(Watch { state, changed });
    }

    /// The current listeners. A dispatch calls these, whatever is added or removed meanwhile.
    pub(super) fn snapshot(&self) -> Vec<Gc<Listener>> {
        self.listeners.borrow().clone()
    }

    /// Whether the target has no listener.
    pub(crate) fn is_empty(&self) -> bool {
        self.listeners.borrow().is_empty()
    }

    /// Whether the target has a listener for a type of event.
    pub(crate) fn has(&self, event_type: &str) -> bool {
        let listeners = self.listeners.borrow();
        listeners
            .iter()
            .any(|listener| listener.event_type == *event_type)
    }

    /// The listener that `addEventListener` would add for these arguments, if it is in the list.
    pub(super) fn find(
        &self,
        event_type: &JsString,
        callback: &JsObject,
        capture: bool,
    ) -> Option<Gc<Listener>> {
        let listeners = self.listeners.borrow();
        listeners
            .iter()
            .find(|listener| listener.matches(event_type, callback, capture))
            .cloned()
    }

    /// Appends a listener.
    pub(super) fn append(&self, listener: Gc<Listener>) {
        self.listeners.borrow_mut().push(listener);
        self.changed();
    }

    /// *Remove an event listener*
    ///
    /// <https://dom.spec.whatwg.org/#remove-an-event-listener>
    pub(crate) fn remove(&self, listener: &Gc<Listener>) {
        // 1. Set listener's removed to true.
        listener.removed.set(true);
        // 2. Remove listener from eventTarget's event listener list.
        self.listeners
            .borrow_mut()
            .retain(|known| !Gc::ptr_eq(known, listener));
        self.changed();
    }

    /// *Getting the current value of the event handler* for `event_type`
    ///
    /// <https://html.spec.whatwg.org/#getting-the-current-value-of-the-event-handler>
    pub(crate) fn handler(&self, event_type: &JsString) -> Option<JsObject> {
        let listeners = self.listeners.borrow();
        listeners
            .iter()
            .find_map(|listener| listener.handler(event_type))
    }

    /// *Activate an event handler* for `event_type`, replace its value, or deactivate it. While the value is not `null`, its
    /// listener keeps its place in the list.
    ///
    /// <https://html.spec.whatwg.org/#activate-an-event-handler>
    pub(crate) fn set_handler(
        &self,
        event_type: JsString,
        value: Option<JsObject>,
        fallback: Option<Fallback>,
    ) {
        let known = self
            .snapshot()
            .into_iter()
            .find(|listener| listener.handler(&event_type).is_some());
        match (known, value) {
            (None, None) => {}
            (None, Some(value)) => self.append(Listener::new(
                event_type,
                Callback::Handler(value),
                AddOptions {
                    fallback,
                    ..AddOptions::default()
                },
            )),
            (Some(known), None) => self.remove(&known),
            (Some(known), Some(value)) => {
                *known.callback.borrow_mut() = Callback::Handler(value);
                *known.fallback.borrow_mut() = fallback;
            }
        }
    }

    /// Calls the function that watches the list.
    fn changed(&self) {
        let watch = self.watch.borrow().clone();
        if let Some(Watch { state, changed }) = watch {
            changed(&state);
        }
    }
}
