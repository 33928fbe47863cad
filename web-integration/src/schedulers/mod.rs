//! Functions that call a callback of the program later: timers, microtasks, frames, idle periods, tasks.
//!
//! All of them capture at the call. Callbacks that wait are in tables that the collector traces. The queues of the
//! event loop hold no mapping, so that on any executor a cancelled callback releases its mapping at once.

pub mod frames;
mod handles;
mod idle;
mod immediate;
mod tasks;
mod timers;

use boa_engine::{Context, JsResult};

use crate::{
    apis::WebApis,
    mechanism::rule::{Propagation, Rule, row},
    webidl::expose,
};

#[rustfmt::skip]
pub(crate) const RULES: &[Propagation] = &[
    row("setTimeout", "setTimeout()", "callback", Rule::CaptureAtCall, "Schedulers", "propagation/timers.js"),
    row("setInterval", "setInterval()", "callback, each time", Rule::CaptureAtCall, "Schedulers", "propagation/timers.js"),
    row("queueMicrotask", "queueMicrotask()", "callback", Rule::CaptureAtCall, "Schedulers", "propagation/timers.js"),
    row("setImmediate", "setImmediate()", "callback", Rule::CaptureAtCall, "silent: a scheduler, like setTimeout()", "propagation/timers.js"),
    row("requestAnimationFrame", "requestAnimationFrame()", "callback", Rule::CaptureAtCall, "Schedulers", "propagation/frames.js"),
    row("requestIdleCallback", "requestIdleCallback()", "callback", Rule::CaptureAtCall, "Schedulers", "propagation/frames.js"),
    row("scheduler.postTask", "postTask()", "callback, settling of the promise", Rule::CaptureAtCall, "Schedulers", "propagation/tasks.js"),
    row("scheduler.yield", "yield()", "settling of the promise", Rule::CaptureAtCall, "silent: a promise, like any other", "propagation/tasks.js"),
    row("TaskController", "setPriority()", "prioritychange", Rule::Transparent, "Synchronous event dispatches", "propagation/tasks.js"),
    row("TaskController", "abort()", "abort", Rule::Transparent, "Synchronous event dispatches", "propagation/tasks.js"),
];

/// Defines the functions and interfaces in the current realm, if they were chosen. No other module needs them.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> JsResult<()> {
    if !apis.schedulers {
        return Ok(());
    }
    timers::install(context)?;
    immediate::install(context)?;
    frames::install(apis.host_frames, context)?;
    idle::install(context)?;
    expose::<idle::IdleDeadline>(context)?;
    tasks::install(context)
}
