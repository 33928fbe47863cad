//! What an abort signal is, and what aborting it does.
//!
//! <https://dom.spec.whatwg.org/#interface-AbortSignal>
//!
//! # Who keeps whom
//!
//! A signal must live while it can be aborted and somebody listens, although the program may have
//! forgotten it; and nothing may live for longer. A *source* is a signal that others depend on.
//!
//! | from | to | reference |
//! |---|---|---|
//! | controller | its signal | strong |
//! | source | dependent signal | weak; strong while the dependent one is observed (`kept`) |
//! | dependent signal | source | weak: when the source is gone, so is whoever could abort it. Strong if the source is a pending timeout, which aborts by itself |
//! | timer | its signal | weak; strong while the signal is observed |
//! | signal | listener it removes, and that one's target | weak |
//! | listener | the signal that removes it | strong |
//! | `TaskSignal` | one that has its priority | weak; strong while that has listeners for `prioritychange` |
//!
//! A signal is *observed* while it is not aborted and has listeners for `abort`, or keeps a dependent one
//! that is. The standard holds dependent signals to their sources weakly in all cases and asks for a
//! timeout to be strongly reachable from the global while it is listened to; the difference (a
//! forgotten timeout that only a dependent signal without listeners refers to) can be seen in `aborted`,
//! which then depends on the collector.

use std::cell::Cell;

use boa_engine::{Context, JsObject, JsResult, JsValue};
use boa_gc::{Finalize, Gc, GcErased, GcRefCell, Trace, WeakGc};

use super::{dependent::Source, pruned::Pruned, signal::AbortSignal, timeout::PendingTimeout};
use crate::{
    events::{
        dispatch::fire,
        listener::{Listener, ListenerList},
        target::{TargetSlots, as_target},
    },
    mechanism::Holder,
    webidl::prototype_of,
};

/// Steps of the platform's own that are run when a signal is aborted.
///
/// The signal holds what is in it; see [`Algorithm::cancel`].
pub(crate) trait AbortSteps: Trace {
    /// Runs the steps, before any listener. `reason` is the signal's *abort reason*.
    ///
    /// # Errors
    ///
    /// Only what no JS code could catch (a runtime limit).
    fn run(&self, reason: &JsValue, context: &mut Context) -> JsResult<()>;
}

/// One of a signal's *abort algorithms*.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Algorithm(GcRefCell<Option<Box<dyn AbortSteps>>>);

impl Algorithm {
    /// *Remove* the algorithm: what it was for is over. The signal lets go of all it held.
    pub(crate) fn cancel(&self) {
        // Bound first: nothing is dropped while it is borrowed.
        let steps = self.0.borrow_mut().take();
        drop(steps);
    }

    fn run(&self, reason: &JsValue, context: &mut Context) -> JsResult<()> {
        let steps = self.0.borrow_mut().take();
        steps.map_or(Ok(()), |steps| steps.run(reason, context))
    }
}

/// What is done when a signal is aborted, in the order of these.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
enum Effect {
    /// A listener is removed from the list of its target. Neither is held.
    Removal {
        list: WeakGc<ListenerList>,
        listener: WeakGc<Listener>,
    },
    Algorithm(Gc<Algorithm>),
}

impl Effect {
    /// Whether it still would do anything.
    fn is_alive(&self) -> bool {
        match self {
            Self::Removal { listener, .. } => listener
                .upgrade()
                .is_some_and(|listener| !listener.is_removed()),
            Self::Algorithm(algorithm) => algorithm.0.borrow().is_some(),
        }
    }

    fn run(self, reason: &JsValue, context: &mut Context) -> JsResult<()> {
        match self {
            Self::Removal { list, listener } => {
                if let Some((list, listener)) = list.upgrade().zip(listener.upgrade()) {
                    list.remove(&listener);
                }
                Ok(())
            }
            Self::Algorithm(algorithm) => algorithm.run(reason, context),
        }
    }
}

/// What an interface that inherits from `AbortSignal` does when its listeners have changed.
pub(crate) trait ListenersChanged: Trace {
    /// `list` are the listeners of `signal` now. No JS code may run in here.
    fn listeners_changed(&self, signal: &Gc<SignalState>, list: &ListenerList);
}

/// What an `AbortSignal` is.
#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct SignalState {
    /// The object; always there once the signal is made.
    object: GcRefCell<Option<JsObject>>,
    /// The *abort reason*; `None` while the signal is not aborted.
    reason: GcRefCell<Option<JsValue>>,
    /// The *abort algorithms*.
    effects: Pruned<Effect>,
    /// The mapping that the signal of a timeout fires in.
    pub(super) holder: Holder,
    pub(super) timeout: GcRefCell<Option<Gc<PendingTimeout>>>,
    /// The *dependent* flag.
    pub(super) dependent: Cell<bool>,
    pub(super) sources: GcRefCell<Vec<Source>>,
    dependents: Pruned<WeakGc<SignalState>>,
    /// The dependents that are observed.
    kept: GcRefCell<Vec<Gc<SignalState>>>,
    #[unsafe_ignore_trace]
    observed: Cell<bool>,
    heir: GcRefCell<Option<Box<dyn ListenersChanged>>>,
}

impl SignalState {
    /// Makes a signal of the current realm.
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

    /// Makes a signal of an interface that inherits from `AbortSignal` and has the state `state`.
    pub(crate) fn with_prototype(prototype: JsObject, state: Option<GcErased>) -> Gc<Self> {
        let signal = Gc::new(Self::default());
        let slots = TargetSlots::signal(signal.clone(), state);
        let object = JsObject::from_proto_and_data(prototype, slots);
        *signal.object.borrow_mut() = Some(object);
        signal
    }

    /// The `AbortSignal` object.
    pub(crate) fn value(&self) -> JsValue {
        let object = self.object.borrow().clone();
        object.map_or_else(JsValue::undefined, Into::into)
    }

    pub(crate) fn is_aborted(&self) -> bool {
        self.reason.borrow().is_some()
    }

    pub(crate) fn reason(&self) -> Option<JsValue> {
        self.reason.borrow().clone()
    }

    /// Makes the signal aborted, without anything happening for it.
    pub(super) fn set_reason(&self, reason: JsValue) {
        *self.reason.borrow_mut() = Some(reason);
    }

    /// Removes `listener` from `list` when the signal is aborted.
    pub(crate) fn add_removal(&self, list: &Gc<ListenerList>, listener: &Gc<Listener>) {
        let removal = Effect::Removal {
            list: WeakGc::new(list),
            listener: WeakGc::new(listener),
        };
        self.effects.push(removal, Effect::is_alive);
    }

    /// *Add* an algorithm to the signal. To be called only while it is not aborted.
    ///
    /// Whoever adds one holds the signal as long as the algorithm matters: the algorithm does not keep a
    /// signal that depends on others. Once it no longer matters it is to be [cancelled](Algorithm::cancel).
    pub(crate) fn add_algorithm(&self, steps: Box<dyn AbortSteps>) -> Gc<Algorithm> {
        let algorithm = Gc::new(Algorithm(GcRefCell::new(Some(steps))));
        let effect = Effect::Algorithm(algorithm.clone());
        self.effects.push(effect, Effect::is_alive);
        algorithm
    }

    /// Aborts `dependent` when the signal is aborted.
    pub(super) fn add_dependent(&self, dependent: &Gc<Self>) {
        // A signal that lives for long has many dependents that do not.
        self.dependents
            .push(WeakGc::new(dependent), WeakGc::is_upgradable);
    }

    fn is_observed(&self) -> bool {
        if self.is_aborted() {
            return false;
        }
        let listened = as_target(&self.value()).is_some_and(|(_, list)| list.has("abort"));
        listened || !self.kept.borrow().is_empty()
    }

    /// The *source signals* that are still there.
    pub(super) fn live_sources(&self) -> Vec<Gc<Self>> {
        self.sources
            .borrow()
            .iter()
            .filter_map(Source::get)
            .collect()
    }

    /// Tells `heir` from now on when the listeners have changed.
    pub(crate) fn tell_of_listeners(&self, heir: Box<dyn ListenersChanged>) {
        *self.heir.borrow_mut() = Some(heir);
    }

    /// To be called when the listeners of the signal, which are in `list`, have changed.
    pub(crate) fn listeners_changed(&self, list: &ListenerList) {
        self.update_observed();
        if let Some((heir, signal)) = self.heir.borrow().as_ref().zip(list.signal.as_ref()) {
            heir.listeners_changed(signal, list);
        }
    }

    /// To be called when what the signal is observed by has changed.
    fn update_observed(&self) {
        let observed = self.is_observed();
        if self.observed.replace(observed) == observed {
            return;
        }
        let Some(this) = as_target(&self.value()).and_then(|(_, list)| list.signal.clone()) else {
            return;
        };
        for source in self.live_sources() {
            source.keep(&this, observed);
        }
        let timeout = self.timeout.borrow().clone();
        if let Some(timeout) = timeout {
            timeout.keep(observed.then_some(this));
        }
    }

    /// Keeps a dependent signal that was not observed and now is, or no longer does.
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

/// *Signal abort*.
///
/// Listeners run in the mapping that is current here.
///
/// # Errors
///
/// Only what no JS code could catch (a runtime limit).
pub(crate) fn signal_abort(
    signal: &Gc<SignalState>,
    reason: JsValue,
    context: &mut Context,
) -> JsResult<()> {
    // 1. If signal is aborted, then return.
    if signal.is_aborted() {
        return Ok(());
    }
    // 2. Set signal's abort reason.
    signal.set_reason(reason.clone());
    // 3. Let dependentSignalsToAbort be a new list.
    let mut to_abort = vec![signal.clone()];
    // 4. For each dependentSignal of signal's dependent signals, if it is not aborted, then
    let dependents = signal.dependents.take();
    for dependent in dependents.iter().filter_map(WeakGc::upgrade) {
        if !dependent.is_aborted() {
            // 1. Set dependentSignal's abort reason to signal's abort reason.
            dependent.set_reason(reason.clone());
            // 2. Append dependentSignal to dependentSignalsToAbort.
            to_abort.push(dependent);
        }
    }
    // None of them will be aborted again, so nothing has to be kept for it. The source is the first: its
    // dependents find nothing any more that they would have to be searched in.
    for aborted in &to_abort {
        aborted.update_observed();
        aborted.sources.borrow_mut().clear();
        aborted.kept.borrow_mut().clear();
        *aborted.timeout.borrow_mut() = None;
    }
    // 5. Run the abort steps for signal.
    // 6. For each dependentSignal of dependentSignalsToAbort, run the abort steps for it.
    to_abort
        .iter()
        .try_for_each(|signal| run_abort_steps(signal, context))
}

/// *Run the abort steps*.
fn run_abort_steps(signal: &SignalState, context: &mut Context) -> JsResult<()> {
    // 1. For each algorithm of signal's abort algorithms: run algorithm.
    // 2. Empty signal's abort algorithms.
    let reason = signal.reason().unwrap_or_default();
    for effect in signal.effects.take() {
        effect.run(&reason, context)?;
    }
    // 3. Fire an event named abort at signal.
    match as_target(&signal.value()) {
        Some((object, list)) => fire("abort", &object, &list, context),
        None => Ok(()),
    }
}
