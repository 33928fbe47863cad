//! The scheduling state: what a continuation inherits from the task that it is part of.
//!
//! <https://wicg.github.io/scheduling-apis/#scheduling-state>

use boa_async_context::{Agent, CaptureKind, JsHostVariable};
use boa_engine::{Context, JsData, JsObject};
use boa_gc::{Finalize, Gc, Trace};

use super::{priority::Priority, signal_state::TaskSignalState};
use crate::{abort::state::SignalState, mechanism::Capture};

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

    /// The state that code has which is part of no task.
    pub(super) fn of_no_task() -> Self {
        Self::new(None, PrioritySource::Fixed(Priority::UserVisible))
    }

    /// Whether a continuation that inherits this state is as one that inherits none.
    fn is_of_no_task(&self) -> bool {
        self.abort_source.is_none()
            && matches!(
                self.priority_source,
                PrioritySource::Fixed(Priority::UserVisible)
            )
    }

    /// The current mapping, captured for a callback that has this state. Costs a mapping of its own only if the callback would
    /// inherit another state.
    pub(super) fn capture(
        self,
        variable: &JsHostVariable,
        kind: CaptureKind,
        context: &Context,
    ) -> Capture {
        let agent = Agent::of(context);
        let inherits_none = agent.is_none_or(|agent| variable.get(&agent).is_none());
        if inherits_none && self.is_of_no_task() {
            return Capture::now(kind, context);
        }
        let value = JsObject::from_proto_and_data(None, self);
        Capture::with(variable, value.into(), kind, context)
    }

    /// The state of the task that the running code is part of: the current value of `variable`.
    pub(super) fn current(variable: &JsHostVariable, context: &Context) -> Option<Self> {
        let object = variable.get(&Agent::of(context)?)?.as_object()?;
        let state = object.downcast_ref::<Self>()?.clone();
        Some(state)
    }
}
