//! The interface `ErrorEvent`.
//!
//! <https://html.spec.whatwg.org/#the-errorevent-interface>

use boa_engine::{
    Context, JsResult, JsString, JsValue, context::intrinsics::StandardConstructor, js_string,
};
use boa_gc::{Finalize, Trace};

use super::{
    create::{EventInit, constructor_arguments, create_of},
    event_state::event_of,
};
use crate::webidl::{Interface, interface, member, prototype_from};

interface!(ErrorEvent);

/// The attributes of an `ErrorEvent`.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct ErrorDetails {
    pub(crate) message: JsString,
    pub(crate) filename: JsString,
    pub(crate) lineno: u32,
    pub(crate) colno: u32,
    pub(crate) error: JsValue,
    /// The mapping of the cause, as an `AsyncContext.Snapshot`; `null` without AsyncContext.
    pub(crate) async_context: JsValue,
}

impl ErrorDetails {
    /// The arguments with which the global object's `onerror` is called.
    pub(crate) fn as_arguments(&self) -> [JsValue; 5] {
        [
            self.message.clone().into(),
            self.filename.clone().into(),
            self.lineno.into(),
            self.colno.into(),
            self.error.clone(),
        ]
    }
}

/// Creates the intrinsics of the current realm. `event` is the interface `Event`.
pub(super) fn install(event: &StandardConstructor, context: &mut Context) -> StandardConstructor {
    Interface::new::<ErrorEvent>(1, construct, context)
        .inherit(event)
        .readonly("message", |this, _, _| {
            read(this, |details| details.message.clone().into())
        })
        .readonly("filename", |this, _, _| {
            read(this, |details| details.filename.clone().into())
        })
        .readonly("lineno", |this, _, _| {
            read(this, |details| details.lineno.into())
        })
        .readonly("colno", |this, _, _| {
            read(this, |details| details.colno.into())
        })
        .readonly("error", |this, _, _| {
            read(this, |details| details.error.clone())
        })
        .readonly("asyncContext", |this, _, _| {
            read(this, |details| details.async_context.clone())
        })
        .register::<ErrorEvent>()
}

/// `new ErrorEvent(type, eventInitDict)`
///
/// <https://html.spec.whatwg.org/#the-errorevent-interface>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (event_type, init) = constructor_arguments::<ErrorEvent>(new_target, args, context)?;
    let init = init.as_ref();
    let fields = EventInit::read(init, context)?;
    // Web IDL reads the members in the order of their names.
    let async_context = member(init, "asyncContext", context)?.unwrap_or_else(JsValue::null);
    let colno = number(member(init, "colno", context)?, context)?;
    let error = member(init, "error", context)?.unwrap_or_default();
    let filename = match member(init, "filename", context)? {
        Some(filename) => js_string!(filename.to_string(context)?.to_std_string_lossy()),
        None => js_string!(),
    };
    let lineno = number(member(init, "lineno", context)?, context)?;
    let message = match member(init, "message", context)? {
        Some(message) => message.to_string(context)?,
        None => js_string!(),
    };
    let prototype = prototype_from::<ErrorEvent>(new_target, context)?;
    let details = ErrorDetails {
        message,
        filename,
        lineno,
        colno,
        error,
        async_context,
    };
    create_of(event_type, &fields, details, prototype, context).map(Into::into)
}

/// Converts a member to `unsigned long`; its default is 0.
fn number(value: Option<JsValue>, context: &mut Context) -> JsResult<u32> {
    value.map_or(Ok(0), |value| value.to_u32(context))
}

/// Reads an attribute of the receiver.
fn read(this: &JsValue, f: impl FnOnce(&ErrorDetails) -> JsValue) -> JsResult<JsValue> {
    Ok(f(&*event_of::<ErrorDetails>(this, "ErrorEvent")?))
}
