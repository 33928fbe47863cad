//! The state of a `TaskSignal`.
//!
//! <https://wicg.github.io/scheduling-apis/#sec-task-signal>

use std::cell::Cell;

use boa_engine::JsValue;
use boa_gc::{Finalize, Gc, GcRefCell, Trace, WeakGc};

use super::priority::Priority;
use crate::abort::{
    pruned::Pruned,
    state::{SignalState, as_signal},
};

/// The state of a `TaskSignal`, in addition to that of an `AbortSignal`.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct TaskSignalState {
    #[unsafe_ignore_trace]
    priority: Cell<Priority>,
    /// The *priority changing* flag.
    pub(super) changing: Cell<bool>,
    /// The *source signal*, whose priority this signal has.
    pub(super) source: Option<WeakGc<SignalState>>,
    /// Whether the signal *has fixed priority*: nothing ever changes it.
    pub(super) fixed: bool,
    /// The *dependent signals*, which have the priority of this one.
    pub(super) dependents: Pruned<WeakGc<SignalState>>,
    /// The dependent signals that have a listener for `prioritychange`.
    kept: GcRefCell<Vec<Gc<SignalState>>>,
}

impl TaskSignalState {
    /// The state of a signal that no other signal depends on.
    pub(super) fn new(
        priority: Priority,
        source: Option<WeakGc<SignalState>>,
        fixed: bool,
    ) -> Gc<Self> {
        Gc::new(Self {
            priority: Cell::new(priority),
            changing: Cell::new(false),
            source,
            fixed,
            dependents: Pruned::default(),
            kept: GcRefCell::default(),
        })
    }

    /// The *priority*.
    pub(super) fn priority(&self) -> Priority {
        self.priority.get()
    }

    /// Sets the *priority*, without any effect of that.
    pub(super) fn set_priority(&self, priority: Priority) {
        self.priority.set(priority);
    }

    /// Adds a dependent signal.
    pub(super) fn add_dependent(&self, dependent: &Gc<SignalState>) {
        self.dependents
            .push(WeakGc::new(dependent), WeakGc::is_upgradable);
    }

    /// Keeps a dependent signal alive, or stops keeping it.
    pub(super) fn keep(&self, dependent: &Gc<SignalState>, keep: bool) {
        let mut kept = self.kept.borrow_mut();
        kept.retain(|known| !Gc::ptr_eq(known, dependent));
        if keep {
            kept.push(dependent.clone());
        }
    }
}

/// The state of the `TaskSignal` that a value is, if it is one.
pub(super) fn as_task_signal(value: &JsValue) -> Option<Gc<TaskSignalState>> {
    as_signal(value)?.derived()
}
