//! The events of a report: *report an exception*, and *notify about rejected promises*.

use boa_async_context::{
    CaptureLocation,
    event_loop::{Report, ReportKind},
};
use boa_engine::{Context, JsArgs, JsError, JsResult, JsString, JsValue, builtins::error::Error};
use boa_gc::Gc;

use super::{
    location::{Location, describe, location},
    rejection_event::{PromiseRejectionEvent, RejectionDetails},
};
use crate::{
    callback::report_exception,
    events::{
        create::trusted_event_of,
        dispatch::dispatch,
        error_event::{ErrorDetails, ErrorEvent},
        global::{GlobalScope, global_scope},
    },
    mechanism::current,
    webidl::require,
};

/// `reportError(e)`
///
/// <https://html.spec.whatwg.org/#dom-reporterror>
pub(super) fn report_error(
    _: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    require(args, 1, "reportError")?;
    let value = args.get_or_undefined(0);
    // An error has the place where it was created.
    let is_error = value.as_object().is_some_and(|object| object.is::<Error>());
    let place = if is_error {
        None
    } else {
        CaptureLocation::now(context)
    };
    let error = JsError::from_opaque(value.clone());
    // The cause of the report is this call, even if the value was thrown in another mapping: that exception was
    // caught.
    let mapping = current(context);
    report_exception(&Report::uncaught(error, mapping).at(place), context);
    Ok(JsValue::undefined())
}

/// Fires the event of a report at the global object, in the current mapping. Returns whether a listener has dealt with
/// the report.
pub(super) fn fire(report: &Report, context: &mut Context) -> bool {
    let Some(global) = global_scope(context).filter(|global| global.reports) else {
        return false;
    };
    if !global.list.has(report.kind().event_type()) {
        return false;
    }
    // An error of the engine, which JS cannot be given, and an error while firing the event go to the reporter.
    let canceled = match report.kind() {
        ReportKind::Error => fire_error(report, &global, context),
        ReportKind::UnhandledRejection => fire_rejection(report, &global, true, context),
        ReportKind::RejectionHandled => fire_rejection(report, &global, false, context),
        // A kind of report without an event goes to the reporter.
        _ => return false,
    };
    canceled.unwrap_or(false)
}

/// *Report an exception*
///
/// <https://html.spec.whatwg.org/#report-an-exception>
fn fire_error(report: &Report, global: &Gc<GlobalScope>, context: &mut Context) -> JsResult<bool> {
    // 6. If global is not in error reporting mode, then: an exception of a listener of this event comes here again,
    //    and goes to the reporter without an event.
    if global.in_error_reporting.get() {
        return Ok(false);
    }
    let details = error_details(report, context)?;
    // 6.1. Set global's in error reporting mode to true.
    global.in_error_reporting.set(true);
    // 6.2. Set notHandled to the result of firing an event named error at global, using ErrorEvent,
    //      with the cancelable attribute initialized to true, and the attributes of errorInfo.
    let not_handled = trusted_event_of::<ErrorEvent, _>("error", true, details, context)
        .and_then(|(event, state)| dispatch(&event, &state, &global.object, &global.list, context));
    // 6.3. Set global's in error reporting mode to false.
    global.in_error_reporting.set(false);
    not_handled.map(|not_handled| !not_handled)
}

/// *Notify about rejected promises*, one promise of it
///
/// <https://html.spec.whatwg.org/#notify-about-rejected-promises>
fn fire_rejection(
    report: &Report,
    global: &Gc<GlobalScope>,
    cancelable: bool,
    context: &mut Context,
) -> JsResult<bool> {
    let Some(promise) = report.promise() else {
        return Ok(false);
    };
    let details = RejectionDetails {
        promise: promise.clone().into(),
        reason: report.error().clone().into_opaque(context)?,
        async_context: async_context(report, context),
    };
    let event_type = report.kind().event_type();
    let (event, state) =
        trusted_event_of::<PromiseRejectionEvent, _>(event_type, cancelable, details, context)?;
    dispatch(&event, &state, &global.object, &global.list, context)
        .map(|not_canceled| !not_canceled)
}

/// *Extract error information* from a report
///
/// <https://html.spec.whatwg.org/#extract-error>
///
/// # Errors
///
/// The error of the report if it is one of the engine, which JS cannot be given.
pub(crate) fn error_details(report: &Report, context: &mut Context) -> JsResult<ErrorDetails> {
    let error = report.error().clone().into_opaque(context)?;
    let location = match report.place() {
        Some(place) => Location {
            file: JsString::from(place.file.as_deref().unwrap_or_default()),
            line: place.line,
            column: place.column,
        },
        None => location(report.error(), &error),
    };
    Ok(ErrorDetails {
        message: describe(&error),
        filename: location.file,
        lineno: location.line,
        colno: location.column,
        error,
        async_context: async_context(report, context),
    })
}

/// The mapping of the cause as a snapshot; `null` without AsyncContext.
fn async_context(report: &Report, context: &mut Context) -> JsValue {
    report
        .snapshot(context)
        .map_or_else(|_| JsValue::null(), Into::into)
}
