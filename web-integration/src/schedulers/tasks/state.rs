//! The scheduling state: what a continuation inherits from the task that it is part of.
//!
//! <https://wicg.github.io/scheduling-apis/#scheduling-state>

use boa_async_context::{Agent, JsHostVariable};
use boa_engine::{Context, JsData, JsObject, JsValue};
use boa_gc::{Finalize, Gc, Trace};

use super::{priority::Priority, signal_state::TaskSignalState};
use crate::abort::state::SignalState;

/// The *priority source*: where the priority of a task comes from.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) enum PrioritySource {
    /// A priority that never changes.
    Fixed(#[unsafe_ignore_trace] Priority),
    /// The priority of a `TaskSignal`, which may change.
    Signal(Gc<TaskSignalState>),
}

impl PrioritySource {
    /// The current priority.
    pub(super) fn priority(&self) -> Priority {
        match self {
            Self::Fixed(priority) => *priority,
            Self::Signal(signal) => signal.priority(),
        }
    }

    /// Whether the source is `signal`.
    pub(super) fn is(&self, signal: &Gc<TaskSignalState>) -> bool {
        matches!(self, Self::Signal(known) if Gc::ptr_eq(known, signal))
    }
}

/// A *scheduling state*. It is the value of a variable of the platform: it follows the mapping of the task's callback,
/// and lives as long as that mapping.
#[derive(Clone, Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct SchedulingState {
    pub(super) abort_source: Option<Gc<SignalState>>,
    pub(super) priority_source: PrioritySource,
}

impl SchedulingState {
    /// A state with an *abort source* and a *priority source*.
    pub(super) fn new(
        abort_source: Option<Gc<SignalState>>,
        priority_source: PrioritySource,
    ) -> Self {
        Self {
            abort_source,
            priority_source,
        }
    }

    /// The state of the task that the running code is part of: the current value of `variable`.
    pub(super) fn current(variable: &JsHostVariable, context: &Context) -> Option<Self> {
        let object = variable.get(&Agent::of(context)?)?.as_object()?;
        let state = object.downcast_ref::<Self>()?.clone();
        Some(state)
    }

    /// The value that the variable is set to. No program can reach it.
    pub(super) fn into_value(self) -> JsValue {
        JsObject::from_proto_and_data(None, self).into()
    }
}
