//! Firing events of the host.

use boa_engine::{Context, JsResult, JsValue};

use super::{dispatch::fire, slots::as_target};
use crate::{mechanism::external, webidl::illegal_invocation};

/// Fires a trusted event named `event_type` at an event target of the program. It is for a host that is notified by
/// the user, a device or another thread.
///
/// Nothing in the agent causes the event, so its listeners run in the empty mapping, before this function returns.
/// Their exceptions are reported. Call it as a task: on the thread of the context, while no code of the program runs.
///
/// # Errors
///
/// A `TypeError` if `target` is not an `EventTarget`; an error that no JS code can catch, such as a runtime limit.
pub fn fire_external_event(
    target: &JsValue,
    event_type: &str,
    context: &mut Context,
) -> JsResult<()> {
    let (target, list) = as_target(target).ok_or_else(|| illegal_invocation("EventTarget"))?;
    external(context, |context| fire(event_type, &target, &list, context))
}
