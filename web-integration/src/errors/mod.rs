//! Error events: what nobody caught is told to the global object first.
//!
//! The reports of the event loop become `error`, `unhandledrejection` and `rejectionhandled` events there; a
//! listener that prevents the default of one has dealt with it. Nobody in particular causes them, so they
//! are fired in the empty mapping, and the mapping of the cause is in `asyncContext`.

pub(crate) mod error_event;
pub(crate) mod location;
mod rejection_event;
pub(crate) mod report;

use boa_async_context::EventLoop;
use boa_engine::{Context, JsResult};

use crate::{
    WebApis,
    events::global::global_list,
    mechanism::external,
    propagation::{Propagation, Rule, row},
    webidl::{expose, global_event_handler, global_operation},
};

#[rustfmt::skip]
pub(crate) const PROPAGATION: &[Propagation] = &[
    row("globalThis", "an exception is not caught", "error", Rule::External, "errors/error.js"),
    row("globalThis", "reportError()", "error", Rule::External, "errors/error.js"),
    row("globalThis", "a rejection is not handled", "unhandledrejection", Rule::External, "errors/rejections.js"),
    row("globalThis", "a rejection is handled late", "rejectionhandled", Rule::External, "errors/rejections.js"),
    row("globalThis", "dispatchEvent()", "any", Rule::Transparent, "errors/global.js"),
];

/// Makes the intrinsics of the current realm, and defines those that were chosen.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> JsResult<()> {
    error_event::install(context)?;
    rejection_event::install(context)?;
    location::install(context)?;
    if !apis.errors {
        return Ok(());
    }
    expose::<error_event::ErrorEvent>(context)?;
    expose::<rejection_event::PromiseRejectionEvent>(context)?;
    global_operation("reportError", 1, report::report_error, context)?;
    for name in ["onerror", "onunhandledrejection", "onrejectionhandled"] {
        global_event_handler(name, global_list, context)?;
    }
    if let Some(event_loop) = context.downcast_job_executor::<EventLoop>() {
        event_loop.set_interceptor(|report, context| {
            external(context, |context| report::fire(report, context))
        });
    }
    Ok(())
}
