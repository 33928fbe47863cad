//! The interface `TaskController`.
//!
//! <https://wicg.github.io/scheduling-apis/#sec-task-controller>

use boa_engine::{Context, JsArgs, JsResult, JsValue};

use super::{
    priority::Priority,
    signal::{self, signal_priority_change},
    signal_state::as_task_signal,
};
use crate::{
    abort::controller::{AbortController, create, signal_of},
    webidl::{
        Interface, dictionary, illegal_invocation, interface, member, pair_of, prototype_from,
        require, require_new,
    },
};

interface!(TaskController);

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let parent = pair_of::<AbortController>(context)?;
    Interface::new::<TaskController>(0, construct, context)
        .inherit(&parent)
        .operation("setPriority", 1, set_priority)
        .register::<TaskController>();
    Ok(())
}

/// `new TaskController(init)`
///
/// <https://wicg.github.io/scheduling-apis/#dom-taskcontroller-taskcontroller>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_new::<TaskController>(new_target)?;
    let init = dictionary(args.first(), "the options")?;
    let priority = match member(init.as_ref(), "priority", context)? {
        Some(priority) => Priority::convert(&priority, context)?,
        None => Priority::UserVisible,
    };
    let prototype = prototype_from::<TaskController>(new_target, context)?;
    // 1. Let signal be a new TaskSignal object.
    // 2. Set signal's priority to init["priority"].
    // 3. Set this's signal to signal.
    Ok(create(prototype, signal::create(priority, context)?).into())
}

/// `setPriority(priority)`. Listeners run in the mapping of the call.
///
/// <https://wicg.github.io/scheduling-apis/#dom-taskcontroller-setpriority>
fn set_priority(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    // Only the signal of a TaskController is a TaskSignal.
    let signal = signal_of(this)
        .filter(|signal| as_task_signal(&signal.value()).is_some())
        .ok_or_else(|| illegal_invocation("TaskController"))?;
    require(args, 1, "setPriority")?;
    let priority = Priority::convert(args.get_or_undefined(0), context)?;
    signal_priority_change(&signal, priority, context)?;
    Ok(JsValue::undefined())
}
