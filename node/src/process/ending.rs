//! The end of a process: `exitCode`, `exit`, and the event `exit`.

use boa_async_context::{Agent, EventLoop, Mapping};
use boa_engine::{Context, JsArgs, JsNativeError, JsResult, JsValue, js_string};

use super::{emitter, state::State};
use crate::errors::{invalid_arg_type, with_code};

/// The exit code that the program wants: that of `process.exitCode` or of `process.exit`; `None` if it has set none. As in a
/// shell, a host takes its lowest eight bits.
#[must_use]
pub fn exit_code(context: &mut Context) -> Option<i32> {
    State::of(context).exit_code.get()
}

/// Whether the program has called `process.exit`. The event loop has ended then, and the exception that `exit` has thrown is
/// not worth a report.
#[must_use]
pub fn is_exiting(context: &mut Context) -> bool {
    State::of(context).is_exiting.get()
}

/// Fires the event `exit` of the current realm's `process`, in the empty mapping: for a host, when its program has ended. An
/// exception of a listener is returned.
///
/// # Errors
///
/// What a listener throws; the listeners after it are not called.
pub fn emit_exit(context: &mut Context) -> JsResult<()> {
    let code = exit_code(context).unwrap_or(0);
    let emit = |context: &mut Context| {
        emitter::emit_event(js_string!("exit"), &[code.into()], context).map(drop)
    };
    match Agent::of(context) {
        Some(agent) => agent.run_in(Mapping::empty(), || emit(context)),
        None => emit(context),
    }
}

/// `get process.exitCode`
pub(super) fn get_exit_code(
    _: &JsValue,
    _: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    Ok(exit_code(context).map_or_else(JsValue::undefined, JsValue::from))
}

/// `set process.exitCode`
pub(super) fn set_exit_code(
    _: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let code = to_exit_code(args.get_or_undefined(0), context)?;
    State::of(context).exit_code.set(code);
    Ok(JsValue::undefined())
}

/// `process.exit ( code )`: ends the event loop after the running job, and ends that with an exception, which no host reports.
pub(super) fn exit(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let code = to_exit_code(args.get_or_undefined(0), context)?;
    let state = State::of(context);
    if code.is_some() {
        state.exit_code.set(code);
    }
    state.is_exiting.set(true);
    if let Some(event_loop) = context.downcast_job_executor::<EventLoop>() {
        event_loop.mailbox().end();
    }
    Err(JsNativeError::error()
        .with_message("process.exit was called; nothing runs any more when this job has ended")
        .into())
}

/// An integer, or a string with one; `None` for `undefined` and `null`.
fn to_exit_code(value: &JsValue, context: &mut Context) -> JsResult<Option<i32>> {
    if value.is_null_or_undefined() {
        return Ok(None);
    }
    let text = value.as_string().filter(|text| !text.is_empty());
    let number = match &text {
        Some(text) => Some(text.to_number()),
        None => value.as_number(),
    };
    let number = match number {
        Some(number) if number.is_finite() && number.fract() == 0.0 => number,
        Some(number) if text.is_none() => {
            let message = format!(
                "The value of \"code\" is out of range. It must be an integer. Received {}",
                JsValue::from(number).display()
            );
            let error = JsNativeError::range().with_message(message);
            return Err(with_code(error, "ERR_OUT_OF_RANGE", context));
        }
        _ => return Err(invalid_arg_type("code", "number", value, context)),
    };
    // Only the lowest bits count in the end.
    Ok(Some(JsValue::from(number).to_i32(context)?))
}
