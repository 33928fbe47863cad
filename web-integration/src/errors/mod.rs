//! Error events: the global object can handle an uncaught exception before the reporter does.
//!
//! The reports of the event loop become `error`, `unhandledrejection` and `rejectionhandled` events at the global
//! object. A listener that prevents the default has dealt with the report. The events run in the empty mapping; their
//! attribute `asyncContext` has the mapping of the cause.

pub(crate) mod location;
mod rejection_event;
pub(crate) mod report;

use boa_engine::{Context, JsResult};

use crate::{
    apis::WebApis,
    callback::set_interceptor,
    events::{error_event::ErrorEvent, global::global_list, handler::global_event_handler},
    mechanism::rule::{Propagation, Rule, row},
    webidl::{expose, global_operation},
};

#[rustfmt::skip]
pub(crate) const RULES: &[Propagation] = &[
    row("globalThis", "an exception is not caught", "error", Rule::External, "Summary, rule 5", "errors/error.js"),
    row("globalThis", "reportError()", "error", Rule::External, "Summary, rule 5", "errors/error.js"),
    row("globalThis", "a rejection is not handled", "unhandledrejection", Rule::External, "Summary, rule 5", "errors/rejections.js"),
    row("globalThis", "a rejection is handled late", "rejectionhandled", Rule::External, "Summary, rule 5", "errors/rejections.js"),
    row("globalThis", "dispatchEvent()", "any", Rule::Transparent, "Synchronous event dispatches", "errors/global.js"),
];

/// Creates the intrinsics of the current realm, and defines the chosen APIs.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> JsResult<()> {
    rejection_event::install(context)?;
    if !apis.errors {
        return Ok(());
    }
    expose::<ErrorEvent>(context)?;
    expose::<rejection_event::PromiseRejectionEvent>(context)?;
    global_operation("reportError", 1, report::report_error, context)?;
    for name in ["onerror", "onunhandledrejection", "onrejectionhandled"] {
        global_event_handler(name, global_list, context)?;
    }
    set_interceptor(report::fire, context);
    Ok(())
}
