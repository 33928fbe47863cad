//! Prioritized tasks: `scheduler`, `TaskController` and `TaskSignal`.
//!
//! <https://wicg.github.io/scheduling-apis/>

mod controller;
mod event;
mod queue;
mod scheduler;
mod signal;
mod state;
mod task;

use boa_engine::{Context, JsResult, JsValue};
use boa_gc::Gc;

use self::{
    queue::TaskQueue,
    state::{PrioritySource, SchedulingState},
};
use super::callback::{Callback, function};
use crate::{
    mechanism::{Capture, PlatformVariable},
    webidl::{expose, type_error},
};

/// How urgent a task is. The smaller comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Priority {
    UserBlocking,
    UserVisible,
    Background,
}

impl Priority {
    const ALL: [Self; 3] = [Self::UserBlocking, Self::UserVisible, Self::Background];

    const fn name(self) -> &'static str {
        match self {
            Self::UserBlocking => "user-blocking",
            Self::UserVisible => "user-visible",
            Self::Background => "background",
        }
    }

    /// Converts to the enumeration `TaskPriority`.
    fn convert(value: &JsValue, context: &mut Context) -> JsResult<Self> {
        let name = value.to_string(context)?;
        Self::ALL
            .into_iter()
            .find(|priority| name == *priority.name())
            .ok_or_else(|| type_error("the value is not a priority of tasks"))
    }
}

/// What the agent has of this: its queue, and the variable that carries what a continuation inherits.
#[derive(Clone)]
struct AgentTasks {
    queue: Gc<TaskQueue>,
    state: PlatformVariable,
}

impl AgentTasks {
    /// # Errors
    ///
    /// A `TypeError` in a context without these APIs.
    fn of(context: &Context) -> JsResult<Self> {
        context
            .get_data::<Self>()
            .cloned()
            .ok_or_else(|| type_error("scheduler is not registered in this context"))
    }
}

/// Defines the interfaces in the current realm, and `scheduler`.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    if !context.has_data::<AgentTasks>() {
        // The tasks of all realms of an agent are in one queue.
        context.insert_data(AgentTasks {
            queue: Gc::new(TaskQueue::default()),
            state: PlatformVariable::new(),
        });
    }
    signal::install(context)?;
    controller::install(context)?;
    event::install(context)?;
    scheduler::install(context)?;
    expose::<signal::TaskSignal>(context)?;
    expose::<controller::TaskController>(context)?;
    expose::<event::TaskPriorityChangeEvent>(context)?;
    expose::<scheduler::Scheduler>(context)
}

/// A callback that is as important as a background task: what it yields is a background continuation.
///
/// # Errors
///
/// A `TypeError`, naming `what`, if `value` is no function.
pub(super) fn background_callback(
    value: &JsValue,
    what: &str,
    context: &Context,
) -> JsResult<Callback> {
    let function = function(value, what)?;
    let state = SchedulingState::new(None, PrioritySource::Fixed(Priority::Background));
    let tasks = AgentTasks::of(context)?;
    let capture = Capture::with(&tasks.state, state.into_value(), context);
    Ok(Callback::with(function, capture))
}
