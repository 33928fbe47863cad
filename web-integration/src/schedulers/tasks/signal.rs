//! The interface `TaskSignal`.
//!
//! <https://wicg.github.io/scheduling-apis/#sec-task-signal>

use boa_engine::{Context, JsArgs, JsResult, JsValue, js_string};
use boa_gc::{Finalize, Gc, GcErased, Trace, WeakGc};

use super::{
    agent::AgentTasks,
    event::fire_priority_change,
    priority::Priority,
    signal_state::{TaskSignalState, as_task_signal},
};
use crate::{
    abort::{
        dependent::{make_dependent, signals},
        state::{AbortSignal, ListenersChanged, SignalState, as_signal},
    },
    dom_exception::dom_error,
    events::{listener::ListenerList, slots::as_target_of},
    webidl::{
        Interface, dictionary, illegal_constructor, illegal_invocation, interface, member, pair_of,
        prototype_of, require,
    },
};

interface!(TaskSignal);

/// The steps of a signal that has the priority of `source` after a change of its listeners: while it has a listener
/// for `prioritychange`, `source` keeps it alive, even if the program no longer refers to it.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct PriorityListeners {
    source: WeakGc<SignalState>,
}

impl ListenersChanged for PriorityListeners {
    fn listeners_changed(&self, signal: &Gc<SignalState>, list: &ListenerList) {
        let source = self.source.upgrade();
        if let Some(source) = source.and_then(|source| as_task_signal(&source.value())) {
            source.keep(signal, list.has("prioritychange"));
        }
    }
}

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let parent = pair_of::<AbortSignal>(context)?;
    Interface::new::<TaskSignal>(0, illegal_constructor, context)
        .inherit(&parent)
        .static_operation("any", 1, any)
        .readonly("priority", |this, _, _| {
            let priority = as_task_signal(this)
                .ok_or_else(|| illegal_invocation("TaskSignal"))?
                .priority();
            Ok(js_string!(priority.name()).into())
        })
        .event_handler("onprioritychange", |this, _| {
            let (_, list, signal) = as_target_of::<SignalState>(this)?;
            signal.derived::<TaskSignalState>().map(|_| list)
        })
        .register::<TaskSignal>();
    Ok(())
}

/// Creates a `TaskSignal` of the current realm whose priority a controller may change.
///
/// # Errors
///
/// A `TypeError` in a realm without these APIs.
pub(super) fn create(priority: Priority, context: &Context) -> JsResult<Gc<SignalState>> {
    create_with(priority, None, false, context)
}

/// Creates a `TaskSignal` of the current realm with a source signal, or with fixed priority.
fn create_with(
    priority: Priority,
    source: Option<WeakGc<SignalState>>,
    fixed: bool,
    context: &Context,
) -> JsResult<Gc<SignalState>> {
    let prototype = prototype_of::<TaskSignal>(context)?;
    let state = TaskSignalState::new(priority, source, fixed);
    let derived = Some(GcErased::new(state));
    Ok(SignalState::with_prototype(prototype, derived))
}

/// `TaskSignal.any(signals, init)`, and *create a dependent task signal*
///
/// <https://wicg.github.io/scheduling-apis/#dom-tasksignal-any>
/// <https://wicg.github.io/scheduling-apis/#create-a-dependent-task-signal>
fn any(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require(args, 1, "TaskSignal.any")?;
    let signals = signals(args.get_or_undefined(0), "TaskSignal.any", context)?;
    let init = dictionary(args.get(1), "the options")?;
    let priority = member(init.as_ref(), "priority", context)?;
    let source = priority.as_ref().and_then(as_task_signal);
    let result = match (priority, source) {
        // 5. Let sourceSignal be init["priority"].
        (Some(value), Some(source)) => depend_on(&value, &source, context)?,
        // 4. If init["priority"] is a TaskPriority, then set resultSignal's priority to it.
        (Some(value), None) => {
            create_with(Priority::convert(&value, context)?, None, true, context)?
        }
        (None, _) => create_with(Priority::UserVisible, None, true, context)?,
    };
    // 1. Let resultSignal be the result of creating a dependent abort signal from signals.
    make_dependent(&result, signals);
    Ok(result.value())
}

/// Creates a signal that has the priority of the `TaskSignal` `value`, whose state is `state`.
fn depend_on(
    value: &JsValue,
    state: &Gc<TaskSignalState>,
    context: &Context,
) -> JsResult<Gc<SignalState>> {
    // 1. Set resultSignal's priority to sourceSignal's priority.
    let priority = state.priority();
    // 2. If sourceSignal does not have fixed priority, then:
    if state.fixed {
        return create_with(priority, None, true, context);
    }
    //    1. If sourceSignal's dependent is true, then set sourceSignal to sourceSignal's source signal.
    let source = match &state.source {
        Some(source) => source.upgrade(),
        None => as_signal(value),
    };
    //    If the source signal no longer exists, nothing can change the priority.
    let Some(source) = source else {
        return create_with(priority, None, true, context);
    };
    //    3. Set resultSignal's source signal to a weak reference to sourceSignal.
    let result = create_with(priority, Some(WeakGc::new(&source)), false, context)?;
    //    4. Append resultSignal to sourceSignal's dependent signals.
    if let Some(source) = as_task_signal(&source.value()) {
        source.add_dependent(&result);
    }
    let source = WeakGc::new(&source);
    result.set_on_listeners_changed(Box::new(PriorityListeners { source }));
    Ok(result)
}

/// *Signal priority change*. Listeners run in the current mapping.
///
/// <https://wicg.github.io/scheduling-apis/#tasksignal-signal-priority-change>
///
/// # Errors
///
/// A "NotAllowedError" `DOMException` inside of a listener for the same signal; an error that no JS code can catch,
/// such as a runtime limit.
pub(super) fn signal_priority_change(
    signal: &SignalState,
    priority: Priority,
    context: &mut Context,
) -> JsResult<()> {
    let target = as_target_of::<SignalState>(&signal.value());
    let Some(((object, list, _), state)) = target.zip(signal.derived::<TaskSignalState>()) else {
        return Ok(());
    };
    // 1. If signal's priority changing is true, then throw a "NotAllowedError" DOMException.
    if state.changing.get() {
        let message = "the priority is already being changed";
        return Err(dom_error("NotAllowedError", message, context));
    }
    // 2. If signal's priority equals priority then return.
    let previous = state.priority();
    if previous == priority {
        return Ok(());
    }
    // 3. Set signal's priority changing to true.
    state.changing.set(true);
    // 4-5. Let previousPriority be signal's priority. Set signal's priority to priority.
    state.set_priority(priority);
    // 6. Run the priority change algorithms.
    AgentTasks::of(context)?.queue.update(&state);
    // 7. Fire an event named prioritychange at signal using TaskPriorityChangeEvent, with its
    //    previousPriority attribute initialized to previousPriority.
    let result = fire_priority_change(previous, &object, &list, context)
        // 8. For each dependentSignal of signal's dependent signals, signal priority change on it.
        .and_then(|()| {
            let dependents = state.dependents.all();
            dependents
                .iter()
                .filter_map(WeakGc::upgrade)
                .try_for_each(|dependent| signal_priority_change(&dependent, priority, context))
        });
    // 9. Set signal's priority changing to false.
    state.changing.set(false);
    result
}
