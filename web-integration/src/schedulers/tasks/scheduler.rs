//! The interface `Scheduler`.
//!
//! <https://wicg.github.io/scheduling-apis/#sec-scheduler>

use boa_async_context::{CaptureKind, Limit};
use boa_engine::{
    Context, JsArgs, JsData, JsError, JsResult, JsValue, js_string, object::builtins::JsPromise,
    property::PropertyDescriptor,
};
use boa_gc::{Finalize, Trace};

use super::{
    agent::AgentTasks,
    priority::Priority,
    queue::{TaskQueue, create_task},
    signal_state::as_task_signal,
    state::{PrioritySource, SchedulingState},
    task::Work,
};
use crate::{
    abort::state::as_signal,
    dom_exception::{admit_timer, permit},
    mechanism::Capture,
    webidl::{
        Interface, callback_function, dictionary, enforce_range, illegal_constructor,
        illegal_invocation, interface, member, platform_object, require, type_error,
    },
};

interface!(Scheduler);

/// The data of `scheduler`.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct SchedulerSlots;

/// Creates the intrinsics of the current realm, and `scheduler`.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let pair = Interface::new::<Scheduler>(0, illegal_constructor, context)
        .operation("postTask", 1, |this, args, context| {
            promise(post_task(this, args, context), context)
        })
        .operation("yield", 0, |this, _, context| {
            promise(yield_now(this, context), context)
        })
        .register::<Scheduler>();
    let scheduler = platform_object(pair.prototype(), SchedulerSlots, context);
    // A [Replaceable] attribute behaves like a writable property.
    let property = PropertyDescriptor::builder()
        .value(scheduler)
        .writable(true)
        .enumerable(true)
        .configurable(true);
    let global = context.global_object();
    global.define_property_or_throw(js_string!("scheduler"), property, context)?;
    Ok(())
}

/// An operation that returns a promise does not throw: its promise is rejected
///
/// <https://webidl.spec.whatwg.org/#dfn-create-operation-function>
fn promise(result: JsResult<JsPromise>, context: &mut Context) -> JsResult<JsValue> {
    match result {
        Ok(promise) => Ok(promise.into()),
        Err(error) => JsPromise::reject(error, context).map(Into::into),
    }
}

/// Checks the receiver of an operation.
fn check(this: &JsValue) -> JsResult<()> {
    let is_scheduler = this
        .as_object()
        .is_some_and(|object| object.is::<SchedulerSlots>());
    is_scheduler
        .then_some(())
        .ok_or_else(|| illegal_invocation("Scheduler"))
}

/// The dictionary `SchedulerPostTaskOptions`.
struct Options {
    delay: u64,
    state: SchedulingState,
}

impl Options {
    /// Reads the members.
    fn read(value: Option<&JsValue>, context: &mut Context) -> JsResult<Self> {
        let options = dictionary(value, "the options")?;
        let delay = match member(options.as_ref(), "delay", context)? {
            Some(delay) => enforce_range(&delay, "the delay of the task", context)?,
            None => 0,
        };
        let priority = match member(options.as_ref(), "priority", context)? {
            Some(priority) => Some(Priority::convert(&priority, context)?),
            None => None,
        };
        let signal = member(options.as_ref(), "signal", context)?;
        let abort_source = match &signal {
            Some(signal) => Some(
                as_signal(signal)
                    .ok_or_else(|| type_error("the option `signal` is not an AbortSignal"))?,
            ),
            None => None,
        };
        let priority_source = match (priority, signal.as_ref().and_then(as_task_signal)) {
            // 6. If options["priority"] exists, then set state's priority source to the result of
            //    creating a fixed priority unabortable task signal given it.
            (Some(priority), _) => PrioritySource::Fixed(priority),
            // 7. Otherwise if signal is not null and implements the TaskSignal interface, then set
            //    state's priority source to signal.
            (None, Some(signal)) => PrioritySource::Signal(signal),
            // 8. If state's priority source is null, then set it to the result of creating one given
            //    "user-visible".
            (None, None) => PrioritySource::Fixed(Priority::UserVisible),
        };
        Ok(Self {
            delay,
            state: SchedulingState::new(abort_source, priority_source),
        })
    }
}

/// `postTask(callback, options)`, and *schedule a postTask task*
///
/// <https://wicg.github.io/scheduling-apis/#dom-scheduler-posttask>
/// <https://wicg.github.io/scheduling-apis/#schedule-a-posttask-task>
fn post_task(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsPromise> {
    check(this)?;
    require(args, 1, "postTask")?;
    let callback = callback_function(args.get_or_undefined(0), "postTask")?;
    let Options { delay, state } = Options::read(args.get(1), context)?;
    let tasks = AgentTasks::of(context)?;
    // 3. If signal is not null and it is aborted, then reject result with signal's abort reason and
    //    return result.
    if let Some(reason) = state
        .abort_source
        .as_ref()
        .and_then(|signal| signal.reason())
    {
        return JsPromise::reject(JsError::from_opaque(reason), context);
    }
    let permit = permit(Limit::Tasks, "postTask", context)?;
    if delay > 0 {
        admit_timer("postTask", context)?;
    }
    // 1. Let result be a new promise.
    let (promise, resolvers) = JsPromise::new_pending(context);
    // The event loop's current scheduling state is state while the callback runs: the variable is set in the mapping
    // that is captured here.
    let work = Work {
        callback: Some(callback),
        resolvers,
        capture: state
            .clone()
            .capture(&tasks.state, CaptureKind::Task, context),
    };
    // 9-10. Let handle be the result of creating a task handle given result and signal. If signal is
    //       not null, then add handle's abort steps to signal.
    let task = create_task(&tasks.queue, work, state, false, context);
    // 12. Let delay be options["delay"]. If delay is greater than 0, then run steps after a timeout
    //     given delay and enqueueSteps. Otherwise, run enqueueSteps.
    if delay > 0 {
        TaskQueue::enqueue_after(&tasks.queue, &task, delay, permit, context);
    } else {
        TaskQueue::enqueue(&tasks.queue, &task, permit, context);
    }
    // 13. Return result.
    Ok(promise)
}

/// `yield()`, and *schedule a yield continuation*
///
/// <https://wicg.github.io/scheduling-apis/#dom-scheduler-yield>
/// <https://wicg.github.io/scheduling-apis/#schedule-a-yield-continuation>
fn yield_now(this: &JsValue, context: &mut Context) -> JsResult<JsPromise> {
    check(this)?;
    let tasks = AgentTasks::of(context)?;
    // 2. Let inheritedState be the scheduler's event loop's current scheduling state.
    // 3-6. Let abortSource be inheritedState's abort source, prioritySource its priority source; by
    //      default null, and a fixed "user-visible".
    let state =
        SchedulingState::current(&tasks.state, context).unwrap_or_else(SchedulingState::of_no_task);
    // 4. If abortSource is not null and is aborted, then reject result with its abort reason.
    if let Some(reason) = state
        .abort_source
        .as_ref()
        .and_then(|signal| signal.reason())
    {
        return JsPromise::reject(JsError::from_opaque(reason), context);
    }
    let permit = permit(Limit::Tasks, "scheduler.yield", context)?;
    // 1. Let result be a new promise.
    let (promise, resolvers) = JsPromise::new_pending(context);
    let work = Work {
        callback: None,
        resolvers,
        capture: Capture::now(CaptureKind::Task, context),
    };
    // 7-9. Create a task handle, add its abort steps to abortSource, and schedule a task to resolve
    //      result.
    let task = create_task(&tasks.queue, work, state, true, context);
    TaskQueue::enqueue(&tasks.queue, &task, permit, context);
    Ok(promise)
}
