//! The interface `TaskPriorityChangeEvent`.
//!
//! <https://wicg.github.io/scheduling-apis/#sec-task-priority-change-event>

use boa_engine::{Context, JsObject, JsResult, JsValue, js_string};
use boa_gc::{Finalize, Gc, Trace};

use super::priority::Priority;
use crate::{
    events::{
        create::{EventInit, constructor_arguments, create_of},
        dispatch::fire_of,
        event_state::{Event, event_of},
        listener::ListenerList,
    },
    webidl::{Interface, interface, member, pair_of, prototype_from, require, type_error},
};

interface!(TaskPriorityChangeEvent);

/// The *previousPriority* of an event.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Previous(#[unsafe_ignore_trace] Priority);

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let parent = pair_of::<Event>(context)?;
    Interface::new::<TaskPriorityChangeEvent>(2, construct, context)
        .inherit(&parent)
        .readonly("previousPriority", |this, _, _| {
            let previous = event_of::<Previous>(this, "TaskPriorityChangeEvent")?;
            Ok(js_string!(previous.0.name()).into())
        })
        .register::<TaskPriorityChangeEvent>();
    Ok(())
}

/// `new TaskPriorityChangeEvent(type, priorityChangeEventInitDict)`
///
/// <https://wicg.github.io/scheduling-apis/#dom-taskprioritychangeevent-taskprioritychangeevent>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (event_type, init) =
        constructor_arguments::<TaskPriorityChangeEvent>(new_target, args, context)?;
    require(args, 2, "TaskPriorityChangeEvent")?;
    let fields = EventInit::read(init.as_ref(), context)?;
    let previous = member(init.as_ref(), "previousPriority", context)?
        .ok_or_else(|| type_error("TaskPriorityChangeEvent: previousPriority is required"))?;
    let previous = Previous(Priority::convert(&previous, context)?);
    let prototype = prototype_from::<TaskPriorityChangeEvent>(new_target, context)?;
    create_of(event_type, &fields, previous, prototype, context).map(Into::into)
}

/// Fires the event `prioritychange` in the current mapping.
///
/// # Errors
///
/// The errors of [`fire_of`].
pub(super) fn fire_priority_change(
    previous: Priority,
    target: &JsObject,
    list: &Gc<ListenerList>,
    context: &mut Context,
) -> JsResult<()> {
    fire_of::<TaskPriorityChangeEvent, _>(
        "prioritychange",
        Previous(previous),
        target,
        list,
        context,
    )
}
