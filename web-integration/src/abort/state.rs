//! The state of an `AbortSignal`, and what keeps a signal alive.
//!
//! <https://dom.spec.whatwg.org/#interface-AbortSignal>
//!
//! # Lifetimes
//!
//! A signal must live while it can be aborted and has a listener, even if the program no longer refers to it; nothing
//! may live longer than it is needed. A *source* is a signal that other signals depend on.
//!
//! | from | to | reference |
//! |---|---|---|
//! | controller | its signal | strong |
//! | source | dependent signal | weak; strong while the dependent signal is observed (`kept`) |
//! | dependent signal | source | weak, because a source that is gone cannot be aborted any more; strong if the source is a pending timeout, which aborts by itself |
//! | timer, table of a host's handles | its signal | weak; strong while the signal is observed |
//! | signal | a listener that it removes, and the listener's target | weak |
//! | listener | the signal that removes it | strong |
//! | `TaskSignal` | a signal that has its priority | weak; strong while that signal has listeners for `prioritychange` |
//!
//! A signal is *observed* while it is not aborted and either has a listener for `abort` or keeps a dependent signal
//! that is observed.
//!
//! The standard always holds dependent signals to their sources weakly, and requires that a timeout with listeners is
//! strongly reachable from the global object. The difference is visible in one case: a timeout that only a dependent
//! signal without listeners refers to. There, by the standard, the value of `aborted` would depend on the collector.

use std::cell::Cell;

use boa_async_context::event_loop::{KeepAlive, Mailbox};
use boa_engine::{Context, JsObject, JsResult, JsValue, realm::Realm};
use boa_gc::{Finalize, Gc, GcErased, GcRefCell, Trace, WeakGc};

use super::{
    algorithm::{AbortSteps, Algorithm, Effect},
    pruned::Pruned,
};
use crate::{
    events::{
        listener::{Listener, ListenerList, RemovesListeners},
        slots::{TargetSlots, as_target_of},
    },
    mechanism::Holder,
    webidl::{interface, prototype_of},
};

interface!(AbortSignal);

/// A reference from a dependent signal to a signal that aborts it.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct Source {
    signal: WeakGc<SignalState>,
    /// The same signal, if it is a pending timeout: nothing else may hold it.
    pending: Option<Gc<SignalState>>,
}

impl Source {
    /// A reference to `signal`.
    pub(super) fn new(signal: &Gc<SignalState>) -> Self {
        let is_pending = signal.timeout.borrow().is_some();
        Self {
            signal: WeakGc::new(signal),
            pending: is_pending.then(|| signal.clone()),
        }
    }

    /// The signal, unless it is gone.
    pub(super) fn get(&self) -> Option<Gc<SignalState>> {
        self.pending.clone().or_else(|| self.signal.upgrade())
    }
}

/// The reference from a running timer to its signal. The queue of timers is a root, so it must not hold a signal that
/// nothing observes.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct PendingTimeout {
    signal: WeakGc<SignalState>,
    /// The same signal, while it is observed.
    kept: GcRefCell<Option<Gc<SignalState>>>,
    /// The event loop that waits for the timer while the signal is observed, if it does.
    #[unsafe_ignore_trace]
    waiting: Option<Mailbox>,
    #[unsafe_ignore_trace]
    hold: Cell<Option<KeepAlive>>,
}

impl PendingTimeout {
    /// The reference from the timer of `signal`, which nothing observes yet. With `waiting` that event loop runs as long as
    /// something does.
    pub(super) fn new(signal: &Gc<SignalState>, waiting: Option<Mailbox>) -> Gc<Self> {
        Gc::new(Self {
            signal: WeakGc::new(signal),
            kept: GcRefCell::default(),
            waiting,
            hold: Cell::default(),
        })
    }

    /// The signal, unless it is gone.
    pub(super) fn signal(&self) -> Option<Gc<SignalState>> {
        self.signal.upgrade()
    }

    /// Keeps the signal alive, or stops keeping it.
    fn keep(&self, signal: Option<Gc<SignalState>>) {
        let waiting = self.waiting.as_ref().filter(|_| signal.is_some());
        self.hold.set(waiting.map(Mailbox::hold));
        *self.kept.borrow_mut() = signal;
    }
}

/// The steps of a derived interface of `AbortSignal` after a listener of the signal was added or removed.
pub(crate) trait ListenersChanged: Trace {
    /// `list` is the listener list of `signal`. No JS code may run in here.
    fn listeners_changed(&self, signal: &Gc<SignalState>, list: &ListenerList);
}

/// The state of an `AbortSignal`.
#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct SignalState {
    /// The `AbortSignal` object. It is set as soon as the signal is created.
    object: GcRefCell<Option<JsObject>>,
    /// The *abort reason*; `None` while the signal is not aborted.
    reason: GcRefCell<Option<JsValue>>,
    /// The effects of aborting the signal, among them its *abort algorithms*.
    effects: Pruned<Effect>,
    /// The mapping in which the signal of a timeout fires its event.
    pub(super) holder: Holder,
    /// The timer of the signal, while that is pending.
    timeout: GcRefCell<Option<Gc<PendingTimeout>>>,
    /// The *dependent* flag.
    dependent: Cell<bool>,
    /// The *source signals*.
    sources: GcRefCell<Vec<Source>>,
    /// The *dependent signals*.
    dependents: Pruned<WeakGc<SignalState>>,
    /// The dependent signals that are observed.
    kept: GcRefCell<Vec<Gc<SignalState>>>,
    /// The realm in which a signal of the host is aborted.
    realm: GcRefCell<Option<Realm>>,
    /// Whether the signal is observed.
    #[unsafe_ignore_trace]
    observed: Cell<bool>,
    /// The state of the derived interface; `None` in a plain `AbortSignal`.
    derived: Option<GcErased>,
    /// The steps of the derived interface after a change of the listeners.
    on_listeners_changed: GcRefCell<Option<Box<dyn ListenersChanged>>>,
}

impl SignalState {
    /// Creates an `AbortSignal` of the current realm.
    ///
    /// # Errors
    ///
    /// A `TypeError` in a realm without these APIs.
    pub(crate) fn create(context: &Context) -> JsResult<Gc<Self>> {
        Ok(Self::with_prototype(
            prototype_of::<AbortSignal>(context)?,
            None,
        ))
    }

    /// Creates a signal of a derived interface with the state `derived`.
    pub(crate) fn with_prototype(prototype: JsObject, derived: Option<GcErased>) -> Gc<Self> {
        let signal = Gc::new(Self {
            derived,
            ..Self::default()
        });
        let slots = TargetSlots::with_signal(signal.clone());
        slots.list().watch(GcErased::new(signal.clone()), |signal| {
            if let Some(signal) = signal.clone().downcast::<Self>() {
                signal.listeners_changed();
            }
        });
        let object = JsObject::from_proto_and_data(prototype, slots);
        *signal.object.borrow_mut() = Some(object);
        signal
    }

    /// The `AbortSignal` object.
    pub(crate) fn value(&self) -> JsValue {
        let object = self.object.borrow().clone();
        object.map_or_else(JsValue::undefined, Into::into)
    }

    /// The state of the derived interface, if its type is `T`.
    pub(crate) fn derived<T: Trace + 'static>(&self) -> Option<Gc<T>> {
        self.derived.clone()?.downcast()
    }

    /// Whether the signal is aborted.
    pub(crate) fn is_aborted(&self) -> bool {
        self.reason.borrow().is_some()
    }

    /// The *abort reason*; `None` while the signal is not aborted.
    pub(crate) fn reason(&self) -> Option<JsValue> {
        self.reason.borrow().clone()
    }

    /// Makes the signal aborted, without any effect of that.
    pub(super) fn set_reason(&self, reason: JsValue) {
        *self.reason.borrow_mut() = Some(reason);
    }

    /// *Add* an algorithm to a signal, which must not be aborted
    ///
    /// The caller holds the signal as long as the algorithm matters, because the algorithm does not keep a signal
    /// alive that depends on others. When the algorithm no longer matters, [cancel](Algorithm::cancel) it.
    ///
    /// <https://dom.spec.whatwg.org/#abortsignal-add>
    pub(crate) fn add_algorithm(&self, steps: Box<dyn AbortSteps>) -> Gc<Algorithm> {
        let algorithm = Algorithm::new(steps);
        let effect = Effect::Algorithm(algorithm.clone());
        self.effects.push(effect, Effect::is_alive);
        algorithm
    }

    /// Takes the effects of aborting the signal.
    pub(super) fn take_effects(&self) -> Vec<Effect> {
        self.effects.take()
    }

    /// Sets the timer of the signal.
    pub(super) fn set_timeout(&self, timeout: Gc<PendingTimeout>) {
        *self.timeout.borrow_mut() = Some(timeout);
    }

    /// The realm of a signal of the host.
    pub(super) fn realm(&self) -> Option<Realm> {
        self.realm.borrow().clone()
    }

    /// Sets the realm of a signal of the host.
    pub(super) fn set_realm(&self, realm: Realm) {
        *self.realm.borrow_mut() = Some(realm);
    }

    /// The *dependent* flag.
    pub(super) fn is_dependent(&self) -> bool {
        self.dependent.get()
    }

    /// Sets the *dependent* flag.
    pub(super) fn set_dependent(&self) {
        self.dependent.set(true);
    }

    /// Makes the signal depend on `source`. The lists on both sides are sets.
    pub(super) fn depend_on(this: &Gc<Self>, source: &Gc<Self>) {
        let mut sources = this.sources.borrow_mut();
        let known = sources
            .iter()
            .filter_map(Source::get)
            .any(|known| Gc::ptr_eq(&known, source));
        if known {
            return;
        }
        sources.push(Source::new(source));
        // A signal that lives long has many dependent signals that do not.
        source
            .dependents
            .push(WeakGc::new(this), WeakGc::is_upgradable);
    }

    /// The *source signals* that still exist.
    pub(super) fn live_sources(&self) -> Vec<Gc<Self>> {
        self.sources
            .borrow()
            .iter()
            .filter_map(Source::get)
            .collect()
    }

    /// Takes the *dependent signals* that still exist.
    pub(super) fn take_dependents(&self) -> Vec<Gc<Self>> {
        let dependents = self.dependents.take();
        dependents.iter().filter_map(WeakGc::upgrade).collect()
    }

    /// Releases everything that the signal held so that it could be aborted.
    pub(super) fn release(&self) {
        self.update_observed();
        self.sources.borrow_mut().clear();
        self.kept.borrow_mut().clear();
        *self.timeout.borrow_mut() = None;
    }

    /// Sets the steps of the derived interface after a change of the listeners.
    pub(crate) fn set_on_listeners_changed(&self, steps: Box<dyn ListenersChanged>) {
        *self.on_listeners_changed.borrow_mut() = Some(steps);
    }

    /// The steps after a listener of the signal was added or removed.
    fn listeners_changed(&self) {
        self.update_observed();
        let steps = self.on_listeners_changed.borrow();
        if let Some(steps) = &*steps
            && let Some((_, list, signal)) = as_target_of::<Self>(&self.value())
        {
            steps.listeners_changed(&signal, &list);
        }
    }

    /// Whether the signal is observed. `list` is its listener list.
    fn is_observed(&self, list: &ListenerList) -> bool {
        !self.is_aborted() && (list.has("abort") || !self.kept.borrow().is_empty())
    }

    /// Recomputes whether the signal is observed. If that has changed, its sources and its timer keep it alive, or stop
    /// keeping it.
    fn update_observed(&self) {
        let Some((_, list, this)) = as_target_of::<Self>(&self.value()) else {
            return;
        };
        let observed = self.is_observed(&list);
        if self.observed.replace(observed) == observed {
            return;
        }
        for source in self.live_sources() {
            source.keep(&this, observed);
        }
        let timeout = self.timeout.borrow().clone();
        if let Some(timeout) = timeout {
            timeout.keep(observed.then_some(this));
        }
    }

    /// Keeps a dependent signal alive that has become observed, or stops keeping it.
    fn keep(&self, dependent: &Gc<Self>, keep: bool) {
        let mut kept = self.kept.borrow_mut();
        if keep {
            kept.push(dependent.clone());
        } else {
            kept.retain(|known| !Gc::ptr_eq(known, dependent));
        }
        drop(kept);
        self.update_observed();
    }
}

impl RemovesListeners for SignalState {
    fn is_aborted(&self) -> bool {
        self.is_aborted()
    }

    fn add_removal(&self, list: &Gc<ListenerList>, listener: &Gc<Listener>) {
        let removal = Effect::Removal {
            list: WeakGc::new(list),
            listener: WeakGc::new(listener),
        };
        self.effects.push(removal, Effect::is_alive);
    }
}

/// The state of the signal that a value is, if it is an `AbortSignal`.
pub(crate) fn as_signal(value: &JsValue) -> Option<Gc<SignalState>> {
    as_target_of::<SignalState>(value).map(|(_, _, signal)| signal)
}
