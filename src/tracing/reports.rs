//! Uncaught exceptions and rejections as events.

use boa_engine::Context;

use crate::{agent::Agent, event_loop::Report, inspect::describe_error};

/// Makes an event of a report, in the span of the code that caused it.
///
/// A failure is an event of level `ERROR` and target `javascript`, a rejection that was handled late one of level `INFO`. The
/// field `kind` has the [type of the event](crate::event_loop::ReportKind::event_type), the message the exception and its
/// stack; it is of bounded length, and no code of the program runs for it. Call it on the JS thread.
///
/// It is a [`Reporter`](crate::event_loop::Reporter), and may be called by one. For a program that failed in
/// [`Runtime::eval`](crate::Runtime::eval) call it with the report of [`Error::Uncaught`](crate::Error::Uncaught).
///
/// ```
/// use boa_async_context::{Runtime, tracing::report_event};
///
/// let mut runtime = Runtime::builder().build()?;
/// runtime.event_loop().set_reporter(report_event);
/// runtime.eval("setTimeout(() => { throw new Error('nobody catches this'); })")?;
/// runtime.run_until_idle_blocking()?;
/// # Ok::<(), boa_async_context::Error>(())
/// ```
pub fn report_event(report: &Report, context: &mut Context) {
    match Agent::of(context) {
        Some(agent) => agent.run_in(report.mapping().clone(), || emit(report)),
        None => emit(report),
    }
}

fn emit(report: &Report) {
    let kind = report.kind().event_type();
    let text = describe_error(report.error());
    if report.kind().is_failure() {
        ::tracing::error!(target: "javascript", kind, "{text}");
    } else {
        ::tracing::info!(target: "javascript", kind, "{text}");
    }
}
