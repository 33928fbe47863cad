//! Prioritized tasks: `scheduler`, `TaskController` and `TaskSignal`.
//!
//! <https://wicg.github.io/scheduling-apis/>

mod agent;
mod controller;
mod event;
mod priority;
mod queue;
mod scheduler;
mod signal;
mod signal_state;
mod state;
mod task;

pub(super) use agent::background_callback;

use boa_engine::{Context, JsResult};

use crate::webidl::expose;

/// Defines the interfaces in the current realm, and `scheduler`.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    agent::AgentTasks::install(context);
    signal::install(context)?;
    controller::install(context)?;
    event::install(context)?;
    scheduler::install(context)?;
    expose::<signal::TaskSignal>(context)?;
    expose::<controller::TaskController>(context)?;
    expose::<event::TaskPriorityChangeEvent>(context)?;
    expose::<scheduler::Scheduler>(context)
}
