//! The event listener list of a target.
//!
//! <https://dom.spec.whatwg.org/#eventtarget-event-listener-list>

use std::cell::Cell;

use boa_engine::{JsObject, JsString};
use boa_gc::{Finalize, Gc, GcErased, GcRefCell, Trace};

use crate::{abort::state::SignalState, mechanism::Fallback};

/// What a listener calls.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) enum Callback {
    /// What `addEventListener` was given: a function, or an object with `handleEvent`.
    Listener(JsObject),
    /// The value of an event handler attribute such as `onabort`.
    Handler(JsObject),
}

/// An event listener. It is in the list of one target.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Listener {
    pub(super) event_type: JsString,
    callback: GcRefCell<Callback>,
    pub(super) capture: bool,
    pub(super) once: bool,
    pub(super) passive: bool,
    /// What it falls back to if nobody causes the event.
    fallback: GcRefCell<Option<Fallback>>,
    /// The signal that removes it. Held only, since nobody else might hold one that depends on others.
    signal: Option<Gc<SignalState>>,
    removed: Cell<bool>,
}

/// The options of `addEventListener`, flattened.
#[derive(Default)]
pub(super) struct AddOptions {
    pub(super) capture: bool,
    pub(super) once: bool,
    pub(super) passive: bool,
    pub(super) signal: Option<Gc<SignalState>>,
    pub(super) fallback: Option<Fallback>,
}

impl Listener {
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

    pub(crate) fn is_removed(&self) -> bool {
        self.removed.get()
    }

    pub(super) fn fallback(&self) -> Option<Fallback> {
        self.fallback.borrow().clone()
    }

    pub(super) fn callback(&self) -> Callback {
        self.callback.borrow().clone()
    }

    /// Whether it is what `addEventListener` would add for these arguments. An event handler never is.
    fn matches(&self, event_type: &JsString, callback: &JsObject, capture: bool) -> bool {
        self.capture == capture
            && self.event_type == *event_type
            && matches!(&*self.callback.borrow(),
                Callback::Listener(known) if JsObject::equals(known, callback))
    }

    fn handler(&self, event_type: &JsString) -> Option<JsObject> {
        match &*self.callback.borrow() {
            Callback::Handler(value) if self.event_type == *event_type => Some(value.clone()),
            _ => None,
        }
    }
}

/// Who is told that a listener was added or removed.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Watch {
    state: GcErased,
    #[unsafe_ignore_trace]
    changed: fn(&GcErased),
}

/// The list, and the signal if the target is one: a signal lives longer while it has listeners.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct ListenerList {
    listeners: GcRefCell<Vec<Gc<Listener>>>,
    pub(crate) signal: Option<Gc<SignalState>>,
    /// Whether the target is the global object.
    pub(super) is_global: bool,
    watch: GcRefCell<Option<Watch>>,
}

impl ListenerList {
    pub(crate) fn new(signal: Option<Gc<SignalState>>) -> Gc<Self> {
        Gc::new(Self {
            listeners: GcRefCell::default(),
            signal,
            is_global: false,
            watch: GcRefCell::default(),
        })
    }

    /// The list of a global object.
    pub(super) fn global() -> Gc<Self> {
        Gc::new(Self {
            listeners: GcRefCell::default(),
            signal: None,
            is_global: true,
            watch: GcRefCell::default(),
        })
    }

    /// Calls `changed` with `state` whenever a listener was added or removed.
    pub(crate) fn watch(&self, state: GcErased, changed: fn(&GcErased)) {
        *self.watch.borrow_mut() = Some(Watch { state, changed });
    }

    /// The listeners as they are now; a dispatch goes by this.
    pub(super) fn snapshot(&self) -> Vec<Gc<Listener>> {
        self.listeners.borrow().clone()
    }

    /// Whether there is none at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.listeners.borrow().is_empty()
    }

    /// Whether there is any for a type.
    pub(crate) fn has(&self, event_type: &str) -> bool {
        let listeners = self.listeners.borrow();
        listeners
            .iter()
            .any(|listener| listener.event_type == *event_type)
    }

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

    pub(super) fn append(&self, listener: Gc<Listener>) {
        self.listeners.borrow_mut().push(listener);
        self.changed();
    }

    /// *Remove an event listener*.
    pub(crate) fn remove(&self, listener: &Gc<Listener>) {
        // 1. Set listener's removed to true.
        listener.removed.set(true);
        // 2. Remove listener from eventTarget's event listener list.
        self.listeners
            .borrow_mut()
            .retain(|known| !Gc::ptr_eq(known, listener));
        self.changed();
    }

    /// The value of an event handler attribute.
    pub(crate) fn handler(&self, event_type: &JsString) -> Option<JsObject> {
        let listeners = self.listeners.borrow();
        listeners
            .iter()
            .find_map(|listener| listener.handler(event_type))
    }

    /// Sets an event handler attribute. The listener that calls it is where it was when the attribute
    /// was set first, since it was `null` last.
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

    fn changed(&self) {
        if let Some(signal) = &self.signal {
            signal.listeners_changed(self);
        }
        let watch = self.watch.borrow().clone();
        if let Some(Watch { state, changed }) = watch {
            changed(&state);
        }
    }
}
