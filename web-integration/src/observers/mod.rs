//! `performance` and `PerformanceObserver`: the timeline of marks and measures.
//!
//! <https://w3c.github.io/performance-timeline/>

mod entry;
mod entry_list;
mod filter;
mod observer;
mod observer_state;
mod performance;
mod timeline;

use boa_engine::{Context, JsResult};

use crate::{
    apis::WebApis,
    mechanism::rule::{Propagation, Rule, row},
    webidl::expose,
};

#[rustfmt::skip]
pub(crate) const RULES: &[Propagation] = &[
    row("PerformanceObserver", "performance.mark(), measure(), observe()", "callback", Rule::External, "Observers", "propagation/observers.js"),
    row("PerformanceObserver", "new PerformanceObserver(), with the option observers_capture", "callback, each time", Rule::CaptureAtCall, "an earlier draft", "propagation/observers_capture.js"),
];

/// Defines `performance` and the interfaces in the current realm, if they were chosen. No other module needs them.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> JsResult<()> {
    if !apis.observers {
        return Ok(());
    }
    entry::install(context)?;
    entry_list::install(context);
    observer::install(apis.observers_capture, context)?;
    performance::install(context)?;
    expose::<entry::PerformanceEntry>(context)?;
    expose::<entry::PerformanceMark>(context)?;
    expose::<entry::PerformanceMeasure>(context)?;
    expose::<entry_list::PerformanceObserverEntryList>(context)?;
    expose::<observer::PerformanceObserver>(context)?;
    expose::<performance::Performance>(context)
}
