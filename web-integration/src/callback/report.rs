//! Reporting an exception that no code of the program has caught.

use boa_async_context::{EventLoop, event_loop::Report};
use boa_engine::{Context, JsError, JsResult, job::GenericJob};

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
    let is_handled =
        intercept.is_some_and(|intercept| external(context, |context| intercept(report, context)));
    if !is_handled {
        let (error, realm) = (report.error().clone(), context.realm().clone());
        context.enqueue_job(GenericJob::new(move |_| Err(error), realm).into());
    }
}

/// Reports the exception of a callback, with the mapping in which it was thrown.
///
/// # Errors
///
/// Returns `error` if no JS code can catch it, such as a runtime limit.
pub(crate) fn report_callback_exception(error: JsError, context: &mut Context) -> JsResult<()> {
    if error.as_engine().is_some() {
        return Err(error);
    }
    let mapping = cause_of(&error, context);
    report_exception(&Report::uncaught(error, mapping), context);
    Ok(())
}
