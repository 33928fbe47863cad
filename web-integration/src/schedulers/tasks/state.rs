//! What a continuation inherits from the task that it is part of.
//!
//! <https://wicg.github.io/scheduling-apis/#scheduling-state>

use boa_engine::{Context, JsData, JsObject, JsValue};
use boa_gc::{Finalize, Gc, Trace};

use super::{AgentTasks, Priority, signal::TaskSignalState};
use crate::abort::state::SignalState;

/// Where a priority comes from.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) enum PrioritySource {
    Fixed(#[unsafe_ignore_trace] Priority),
    /// That of a `TaskSignal`, which may change.
    Signal(Gc<TaskSignalState>),
}

impl PrioritySource {
    pub(super) fn priority(&self) -> Priority {
        match self {
            Self::Fixed(priority) => *priority,
            Self::Signal(signal) => signal.priority(),
        }
    }

    /// Whether this is the priority of `signal`.
    pub(super) fn is(&self, signal: &Gc<TaskSignalState>) -> bool {
        matches!(self, Self::Signal(known) if Gc::ptr_eq(known, signal))
    }
}

/// A *scheduling state*. It is the value of a variable of the platform's own, so it is found wherever the
/// mapping of the task's callback got to, and lives as long as that.
#[derive(Clone, Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct SchedulingState {
    pub(super) abort_source: Option<Gc<SignalState>>,
    pub(super) priority_source: PrioritySource,
}

impl SchedulingState {
    pub(super) fn new(
        abort_source: Option<Gc<SignalState>>,
        priority_source: PrioritySource,
    ) -> Self {
        Self {
            abort_source,
            priority_source,
        }
    }

    /// The state of the task that the running code is part of.
    pub(super) fn current(tasks: &AgentTasks, context: &Context) -> Option<Self> {
        let object = tasks.state.get(context)?.as_object()?;
        let state = object.downcast_ref::<Self>()?.clone();
        Some(state)
    }

    /// What the variable is set to. No program ever sees it.
    pub(super) fn into_value(self) -> JsValue {
        JsObject::from_proto_and_data(None, self).into()
    }
}
