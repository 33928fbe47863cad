//! A runtime with limits, and what its host hears.

use std::time::Duration;

use boa_async_context::{
    Limit, Limits, Runtime,
    event_loop::{Report, ReportKind},
};
use boa_async_context_web::WebApis;
use boa_runtime::extensions::RuntimeExtension;

use crate::reports::{Reports, reports_of};

/// A runtime with these limits and all web APIs. `v` is a variable, `refused(f)` calls `f` and returns the name of the
/// exception, `log` is a list.
pub fn runtime(limits: Limits) -> (Runtime, Reports) {
    runtime_with(WebApis::default(), limits)
}

/// The same with these web APIs.
pub fn runtime_with(apis: WebApis, limits: Limits) -> (Runtime, Reports) {
    let mut runtime = Runtime::builder()
        .limits(limits)
        .build()
        .expect("the usual globals");
    apis.register(None, &mut runtime.context_mut())
        .expect("fresh globals");
    let reports = reports_of(&runtime);
    eval(
        &mut runtime,
        "globalThis.v = new AsyncContext.Variable({ name: 'v' });
         globalThis.refused = (f) => { try { f(); } catch (error) { return error.name; } };
         globalThis.log = [];",
    );
    (runtime, reports)
}

pub fn eval(runtime: &mut Runtime, source: &str) -> String {
    let value = runtime
        .eval(source)
        .unwrap_or_else(|error| panic!("{error}"));
    match value.as_string() {
        Some(text) => text.to_std_string_escaped(),
        None => value.display().to_string(),
    }
}

/// Runs the loop: to its end, or until there is nothing to do now.
pub fn run(runtime: &mut Runtime, to_the_end: bool) {
    let turns = async |runtime: &mut Runtime| {
        if to_the_end {
            runtime.run_until_idle().await;
        } else {
            runtime.turn(Duration::from_secs(600)).await;
        }
    };
    runtime.block_on(turns).expect("a thread");
}

/// The limit, its value, how often it was met, and the value of `v` in the mapping of the report.
#[track_caller]
pub fn assert_met(reports: &Reports, expected: &[(Limit, u64, usize, &str)]) {
    let reports = reports.take();
    let told: Vec<_> = reports.iter().map(Report::render).collect();
    let met: Vec<_> = reports
        .iter()
        .map(|report| {
            assert_eq!(report.kind(), ReportKind::Limit, "{told:?}");
            let met = report.limit().expect("a limit");
            let entries = report.mapping().debug_entries();
            let v = entries
                .first()
                .map_or(String::new(), |(_, value)| value.display().to_string());
            (met.limit(), met.value(), met.times(), v)
        })
        .collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(limit, value, times, v)| (*limit, *value, *times, (*v).to_owned()))
        .collect();
    assert_eq!(met, expected, "{told:#?}");
}
