//! Reporting an exception that no code of the program has caught.

use boa_async_context::{EventLoop, event_loop::Report, in_realm};
use boa_engine::{
    Context, JsError, JsObject, JsResult, builtins::function::OrdinaryFunction, job::GenericJob,
    realm::Realm,
};

use super::call::clean_up_after_callback;
use crate::mechanism::{cause_of, external};

/// Handles a report before the reporter of the event loop gets it. Returns whether the report is dealt with.
pub(crate) type Intercept = fn(&Report, &mut Context) -> bool;

/// The interceptor, in the data of a context whose executor is not our event loop.
struct Interceptor(Intercept);

/// Sets the interceptor of the context's reports. It is called in the empty mapping.
pub(crate) fn set_interceptor(intercept: Intercept, context: &mut Context) {
    match context.downcast_job_executor::<EventLoop>() {
        Some(event_loop) => event_loop.set_interceptor(move |report, context| {
            external(context, |context| intercept(report, context))
        }),
        None => drop(context.insert_data(Interceptor(intercept))),
    }
}

/// *Report an exception*: to the interceptor, and if that has not dealt with it, to the reporter of the event loop.
///
/// An executor that is not our event loop gets the exception as the result of a job, and handles it in its own way.
///
/// <https://html.spec.whatwg.org/#report-an-exception>
pub(crate) fn report_exception(report: &Report, context: &mut Context) {
    if let Some(event_loop) = context.downcast_job_executor::<EventLoop>() {
        event_loop.report(report, context);
        return;
    }
    let intercept = context.get_data::<Interceptor>().map(|known| known.0);
    let realm = report.realm().unwrap_or(context.realm()).clone();
    let is_handled = intercept.is_some_and(|intercept| {
        in_realm(&realm, context, |context| {
            external(context, |context| intercept(report, context))
        })
    });
    if !is_handled {
        let error = report.error().clone();
        context.enqueue_job(GenericJob::new(move |_| Err(error), realm).into());
    }
}

/// Reports the exception of a callback, with the mapping in which it was thrown, to the realm of the callback. If no code of the
/// program is running any more, the microtasks that it has queued run first.
///
/// <https://webidl.spec.whatwg.org/#invoke-a-callback-function>
///
/// # Errors
///
/// Returns `error` if no JS code can catch it, such as a runtime limit.
pub(crate) fn report_callback_exception(
    error: JsError,
    callback: &JsObject,
    context: &mut Context,
) -> JsResult<()> {
    let report = report_of(error, associated_realm(callback), context)?;
    // 14. Clean up after running script [...]. 17. If exceptionBehavior is "report", then: report an exception.
    clean_up_after_callback(context);
    report_exception(&report, context);
    Ok(())
}

/// Reports the exception of a script in the current realm, before the microtasks that it has queued.
///
/// <https://html.spec.whatwg.org/#run-a-classic-script>
///
/// # Errors
///
/// Returns `error` if no JS code can catch it.
pub(crate) fn report_script_exception(error: JsError, context: &mut Context) -> JsResult<()> {
    let report = report_of(error, None, context)?;
    report_exception(&report, context);
    Ok(())
}

/// The report of an exception, by default to the current realm.
fn report_of(error: JsError, realm: Option<Realm>, context: &mut Context) -> JsResult<Report> {
    if error.as_engine().is_some() {
        return Err(error);
    }
    let mapping = cause_of(&error, context);
    let realm = realm.unwrap_or_else(|| context.realm().clone());
    Ok(Report::uncaught(error, mapping).in_realm(realm))
}

/// The associated realm of a function of the program. The engine does not tell that of a proxy, a bound function or an
/// object with a method `handleEvent`: `None`.
///
/// <https://webidl.spec.whatwg.org/#dfn-associated-realm>
fn associated_realm(callback: &JsObject) -> Option<Realm> {
    let function = callback.downcast_ref::<OrdinaryFunction>()?;
    Some(function.realm().clone())
}
