//! `ErrorEvent`.
//!
//! <https://html.spec.whatwg.org/#the-errorevent-interface>

use boa_engine::{
    Context, JsResult, JsString, JsValue, context::intrinsics::StandardConstructor, js_string,
};
use boa_gc::{Finalize, Trace};

use crate::{
    events::event::{Event, EventInit, constructor_arguments, create_of, event_of},
    webidl::{Interface, interface, member, pair_of, prototype_from},
};

interface!(ErrorEvent);

/// What an `ErrorEvent` tells.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct ErrorDetails {
    pub(crate) message: JsString,
    pub(crate) filename: JsString,
    pub(crate) lineno: u32,
    pub(crate) colno: u32,
    pub(crate) error: JsValue,
    /// The mapping of the cause, as a snapshot.
    pub(crate) async_context: JsValue,
}

impl ErrorDetails {
    /// The arguments of the global object's `onerror`.
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

/// Makes the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) -> JsResult<StandardConstructor> {
    let event = pair_of::<Event>(context)?;
    let pair = Interface::new::<ErrorEvent>(1, construct, context)
        .inherit(&event)
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
        .register::<ErrorEvent>();
    Ok(pair)
}

/// `new ErrorEvent(type, eventInitDict)`
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

/// An `unsigned long`, by default 0.
fn number(value: Option<JsValue>, context: &mut Context) -> JsResult<u32> {
    value.map_or(Ok(0), |value| value.to_u32(context))
}

fn read(this: &JsValue, f: impl FnOnce(&ErrorDetails) -> JsValue) -> JsResult<JsValue> {
    Ok(f(&*event_of::<ErrorDetails>(this, "ErrorEvent")?))
}
