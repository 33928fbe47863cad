//! What an agent needs for prioritized tasks.

use boa_async_context::{CaptureKind, JsHostVariable, on_close_realm};
use boa_engine::{Context, JsResult, JsValue};
use boa_gc::Gc;

use super::{
    priority::Priority,
    queue::TaskQueue,
    state::{PrioritySource, SchedulingState},
};
use crate::{
    callback::CapturedCallback,
    webidl::{callback_function, type_error},
};

/// The tasks of an agent, in the data of its context.
#[derive(Clone)]
pub(super) struct AgentTasks {
    /// The queue of all realms of the agent.
    pub(super) queue: Gc<TaskQueue>,
    /// The variable that carries the scheduling state which a continuation inherits.
    pub(super) state: JsHostVariable,
}

impl AgentTasks {
    /// Creates the queue of the agent, unless it has one.
    pub(super) fn install(context: &mut Context) {
        if !context.has_data::<Self>() {
            context.insert_data(Self {
                queue: Gc::new(TaskQueue::default()),
                state: JsHostVariable::new(),
            });
        }
        on_close_realm(
            "tasks",
            |context| {
                let tasks = Self::of(context).ok();
                tasks.map_or(0, |tasks| TaskQueue::close_realm(&tasks.queue, context))
            },
            context,
        );
    }

    /// The tasks of the agent.
    ///
    /// # Errors
    ///
    /// A `TypeError` in a context without these APIs.
    pub(super) fn of(context: &Context) -> JsResult<Self> {
        context
            .get_data::<Self>()
            .cloned()
            .ok_or_else(|| type_error("scheduler is not registered in this context"))
    }
}

/// A callback with the priority of a background task: `scheduler.yield()` in it gives a background continuation.
///
/// # Errors
///
/// A `TypeError`, naming `what`, if `value` cannot be called.
pub(crate) fn background_callback(
    value: &JsValue,
    what: &str,
    kind: CaptureKind,
    context: &Context,
) -> JsResult<CapturedCallback> {
    let function = callback_function(value, what)?;
    let state = SchedulingState::new(None, PrioritySource::Fixed(Priority::Background));
    let tasks = AgentTasks::of(context)?;
    let capture = state.capture(&tasks.state, kind, context);
    Ok(CapturedCallback::with(function, capture))
}
