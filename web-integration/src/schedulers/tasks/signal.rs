//! The interface `TaskSignal`.
//!
//! <https://wicg.github.io/scheduling-apis/#sec-task-signal>

use std::cell::Cell;

use boa_engine::{Context, JsArgs, JsResult, JsValue, js_string};
use boa_gc::{Finalize, Gc, GcErased, GcRefCell, Trace, WeakGc};

use super::{AgentTasks, Priority, event::fire_priority_change};
use crate::{
    abort::{
        dependent::{make_dependent, signals},
        pruned::Pruned,
        signal::{AbortSignal, as_signal},
        state::{ListenersChanged, SignalState},
    },
    dom_exception::dom_error,
    events::{listener::ListenerList, target::as_target_of},
    webidl::{
        Interface, dictionary, illegal_constructor, illegal_invocation, interface, member, pair_of,
        prototype_of, require,
    },
};

interface!(TaskSignal);

/// What a `TaskSignal` is besides an `AbortSignal`.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct TaskSignalState {
    #[unsafe_ignore_trace]
    priority: Cell<Priority>,
    /// The *priority changing* flag.
    changing: Cell<bool>,
    /// Whose priority it has, if it depends on another signal.
    source: Option<WeakGc<SignalState>>,
    /// Whether nothing changes the priority ever.
    fixed: bool,
    /// The signals that have the priority of this one.
    dependents: Pruned<WeakGc<SignalState>>,
    /// Those of them that have listeners for a change of it.
    kept: GcRefCell<Vec<Gc<SignalState>>>,
}

impl TaskSignalState {
    pub(super) fn priority(&self) -> Priority {
        self.priority.get()
    }

    fn add_dependent(&self, dependent: &Gc<SignalState>) {
        self.dependents
            .push(WeakGc::new(dependent), WeakGc::is_upgradable);
    }

    /// Keeps a dependent signal alive, or no longer does.
    fn keep(&self, dependent: &Gc<SignalState>, keep: bool) {
        let mut kept = self.kept.borrow_mut();
        kept.retain(|known| !Gc::ptr_eq(known, dependent));
        if keep {
            kept.push(dependent.clone());
        }
    }
}

/// A signal that has the priority of `source` lives as long as that one while it has listeners for a
/// change of it, although the program may have forgotten it.
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

/// Makes the intrinsics of the current realm.
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
            as_target_of::<TaskSignalState>(this).map(|(_, list, _)| list)
        })
        .register::<TaskSignal>();
    Ok(())
}

/// The state of the `TaskSignal` that a value is, if it is one.
pub(super) fn as_task_signal(value: &JsValue) -> Option<Gc<TaskSignalState>> {
    as_target_of::<TaskSignalState>(value).map(|(_, _, state)| state)
}

/// Makes a signal of the current realm whose priority a controller may change.
pub(super) fn create(priority: Priority, context: &Context) -> JsResult<Gc<SignalState>> {
    create_with(priority, None, false, context)
}

fn create_with(
    priority: Priority,
    source: Option<WeakGc<SignalState>>,
    fixed: bool,
    context: &Context,
) -> JsResult<Gc<SignalState>> {
    let prototype = prototype_of::<TaskSignal>(context)?;
    let state = Gc::new(TaskSignalState {
        priority: Cell::new(priority),
        changing: Cell::new(false),
        source,
        fixed,
        dependents: Pruned::default(),
        kept: GcRefCell::default(),
    });
    let state = Some(GcErased::new(state));
    Ok(SignalState::with_prototype(prototype, state))
}

/// `TaskSignal.any(signals, init)`: *create a dependent task signal*.
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

/// Makes a signal that has the priority of `value`, a signal with the state `state`.
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
    //    When that is gone, nobody can change the priority any more.
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
    result.tell_of_listeners(Box::new(PriorityListeners { source }));
    Ok(result)
}

/// *Signal priority change*. Listeners run in the mapping that is current here.
///
/// # Errors
///
/// A "NotAllowedError" `DOMException` from inside of a listener for the same signal; what no JS code
/// could catch.
pub(super) fn signal_priority_change(
    signal: &SignalState,
    priority: Priority,
    context: &mut Context,
) -> JsResult<()> {
    let Some((object, list, state)) = as_target_of::<TaskSignalState>(&signal.value()) else {
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
    state.priority.set(priority);
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
