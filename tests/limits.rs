//! The limits of a runtime: what the program sees, what the host hears, and that both go on.

use std::{cell::RefCell, rc::Rc};

use boa_async_context::{
    Limit, Limits, Runtime,
    event_loop::{Report, ReportKind},
};

type Reports = Rc<RefCell<Vec<Report>>>;

/// A runtime with these limits, and what is reported in it.
fn runtime(limits: Limits) -> (Runtime, Reports) {
    let runtime = Runtime::builder()
        .limits(limits)
        .expose_gc()
        .build()
        .expect("the usual globals");
    let reports = Reports::default();
    let told = reports.clone();
    runtime
        .event_loop()
        .set_reporter(move |report, _| told.borrow_mut().push(report.clone()));
    (runtime, reports)
}

fn eval(runtime: &mut Runtime, source: &str) -> String {
    let value = runtime.eval(source);
    value
        .map(|value| value.display().to_string())
        .unwrap_or_else(|error| error.to_string())
}

/// The program: `v` is a variable, `refused(f)` calls `f` and returns the name of the exception.
const PRELUDE: &str = "
    const v = new AsyncContext.Variable({ name: 'v' });
    const refused = (f) => { try { f(); } catch (error) { return error.name; } };
    const log = [];";

/// The limit, its value, what met it, how often, and the value of `v` in the mapping of the report.
#[track_caller]
fn assert_told(reports: &Reports, expected: &[(Limit, u64, &str, usize, &str)]) {
    let reports = reports.take();
    let told: Vec<_> = reports.iter().map(Report::render).collect();
    assert_eq!(reports.len(), expected.len(), "{told:?}");
    for (report, (limit, value, what, times, v)) in reports.iter().zip(expected) {
        assert_eq!(report.kind(), ReportKind::Limit, "{told:?}");
        let met = report.limit().expect("a report of a limit");
        assert_eq!((met.limit(), met.value()), (*limit, *value), "{told:?}");
        assert_eq!((met.what(), met.times()), (*what, *times), "{told:?}");
        assert!(met.location().is_some(), "{told:?}");
        let values: Vec<_> = report
            .mapping()
            .debug_entries()
            .iter()
            .map(|(_, value)| value.display().to_string())
            .collect();
        assert_eq!(values, [*v], "{told:?}");
        assert!(report.render().contains(limit.setter()), "{told:?}");
    }
}

#[test]
fn a_timer_that_fired_or_was_cleared_leaves_its_place() {
    let (mut runtime, reports) = runtime(Limits::none().timers(3));
    eval(&mut runtime, PRELUDE);
    let names = eval(
        &mut runtime,
        "v.run(1, () => {
             const set = (f = () => {}) => setTimeout(f, 1);
             const first = set();
             const interval = setInterval(() => {
                 log.push('tick');
                 // Two others wait, and the interval that is running counts.
                 v.run(2, () => log.push(refused(set), refused(set)));
                 clearInterval(interval);
             }, 1);
             const names = [refused(set), refused(set), refused(() => setInterval(set))];
             clearTimeout(first);
             names.push(refused(set));
             return names.join();
         })",
    );
    assert_eq!(names, "\",RangeError,RangeError,\"");
    runtime.run_until_idle_blocking().expect("a thread");
    assert_eq!(
        eval(&mut runtime, "log.join()"),
        "\"tick,RangeError,RangeError\""
    );
    assert_told(
        &reports,
        &[
            (Limit::Timers, 3, "setTimeout", 2, "1"),
            (Limit::Timers, 3, "setTimeout", 2, "2"),
        ],
    );
    assert_eq!(
        eval(
            &mut runtime,
            "refused(() => [1, 2, 3].map(() => setTimeout(() => {})))"
        ),
        "undefined"
    );
    runtime.run_until_idle_blocking().expect("a thread");
    assert_told(&reports, &[]);
}

#[test]
fn the_guarded_timers_look_like_the_engine_s() {
    let (mut guarded, _) = runtime(Limits::none().timers(1));
    let (mut plain, _) = runtime(Limits::none());
    let shape = "['setTimeout', 'setInterval'].map((name) => {
        const { value, ...rest } = Object.getOwnPropertyDescriptor(globalThis, name);
        const { writable, configurable, enumerable } = rest;
        return [value.name, value.length, typeof value.prototype, writable, configurable, enumerable];
    }).join()";
    assert_eq!(eval(&mut guarded, shape), eval(&mut plain, shape));
}
