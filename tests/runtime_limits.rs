//! Where a program can meet a limit of the engine, and whether the host is told.
//!
//! JS cannot catch such an error, and it settles no promise. So a host that is not told of it sees a program that just
//! stops answering.

#[path = "support/reports.rs"]
mod reports;

use std::panic::{AssertUnwindSafe, catch_unwind};

use boa_async_context::{
    EXACT_GENERATORS, Runtime,
    event_loop::{Report, ReportKind},
};

use reports::reports_of;

/// A program in which a limit is met once, and the value of `v` there.
struct Case {
    what: &'static str,
    source: &'static str,
    value: &'static str,
}

const fn case(what: &'static str, source: &'static str) -> Case {
    Case {
        what,
        source,
        value: "\"outer\"",
    }
}

/// Runs a program in `v.run('outer', ...)`, and returns what was reported and what `outcome` is in the end.
fn run(source: &str) -> (Vec<Report>, String) {
    let mut runtime = Runtime::builder()
        .expose_gc()
        .build()
        .expect("the default runtime");
    runtime
        .context_mut()
        .runtime_limits_mut()
        .set_loop_iteration_limit(100_000);
    let reports = reports_of(&runtime);
    let source = format!(
        "const limit = () => limit();
         const v = new AsyncContext.Variable({{ name: 'v' }});
         var outcome = 'never settled';
         const watch = (promise) =>
             promise.then(() => {{ outcome = 'fulfilled'; }}, () => {{ outcome = 'rejected'; }});
         const asyncIterator = (methods) => ({{ [Symbol.asyncIterator]: () => methods }});
         v.run('outer', () => {{ {source} }});"
    );
    runtime.eval(&source).expect("the limit is met later");
    runtime
        .run_until_idle_blocking()
        .expect("the loop is not ended by it");
    let outcome = runtime.eval("outcome").expect("a variable");
    let outcome = outcome.display().to_string();
    drop(runtime);
    (reports.take(), outcome)
}

/// The host is told once, with the mapping of the code that met the limit. The promise stays pending.
#[track_caller]
fn assert_told(case: &Case) {
    let (reports, outcome) = run(case.source);
    let told: Vec<String> = reports.iter().map(Report::render).collect();
    let [report] = reports.as_slice() else {
        panic!("{}: {} reports: {told:?}", case.what, reports.len());
    };
    assert_eq!(report.kind(), ReportKind::Error, "{}: {told:?}", case.what);
    assert!(
        report.error().as_engine().is_some(),
        "{}: {told:?}",
        case.what
    );
    let values: Vec<String> = report
        .mapping()
        .debug_entries()
        .iter()
        .map(|(_, value)| value.display().to_string())
        .collect();
    assert_eq!(values, [case.value], "{}: {told:?}", case.what);
    assert_eq!(outcome, "\"never settled\"", "{}", case.what);
}

/// The limit is met in a callback or a job that the engine calls, and which hands the error on.
#[test]
fn a_limit_in_a_callback_is_told() {
    for case in [
        case("timer", "setTimeout(limit)"),
        case("endless loop in a timer", "setTimeout(() => { for (;;); })"),
        case("microtask", "queueMicrotask(limit)"),
        case("onFulfilled", "watch(Promise.resolve().then(limit))"),
        case("onRejected", "watch(Promise.reject().catch(limit))"),
        case("onFinally", "watch(Promise.resolve().finally(limit))"),
        case(
            "then of a thenable",
            "watch(Promise.resolve().then(() => ({ then() { limit(); } })))",
        ),
        case(
            "then of an awaited thenable",
            "watch((async () => { await { then() { limit(); } }; })())",
        ),
        case(
            "getter of then",
            "watch(Promise.resolve().then(() => ({ get then() { return limit(); } })))",
        ),
        case(
            "executor of a promise",
            "setTimeout(() => watch(new Promise(limit)))",
        ),
        case(
            "iterator of Promise.all",
            "setTimeout(() => watch(Promise.all({ [Symbol.iterator]: () => ({ next: limit }) })))",
        ),
        case("callback of a built-in", "setTimeout(() => [1].map(limit))"),
        case(
            "specifier of import()",
            "setTimeout(() => watch(import({ toString: limit })))",
        ),
        case(
            "mapper of Array.fromAsync",
            "watch(Array.fromAsync([1], limit))",
        ),
        case(
            "iterator of Array.fromAsync, after a first step",
            "let steps = 0;
             const next = () => steps++ ? limit() : { value: 1 };
             watch(Array.fromAsync(asyncIterator({ next })))",
        ),
        case(
            "head of an async function",
            "setTimeout(() => watch((async () => { limit(); })()))",
        ),
        case(
            "call of an async function",
            "const f = () => { (async () => {})(); f(); }; setTimeout(f)",
        ),
        case(
            "generator",
            "setTimeout(() => (function* () { limit(); })().next())",
        ),
        case(
            "return of an iterator, in a loop that throws",
            "const next = () => ({ value: 1 });
             const iterable = { [Symbol.iterator]: () => ({ next, return: limit }) };
             setTimeout(() => { for (const x of iterable) throw 'body'; })",
        ),
        case(
            "callback of a FinalizationRegistry",
            "globalThis.registry = new FinalizationRegistry(limit);
             registry.register({});
             setTimeout(() => { gc(); setTimeout(() => {}); })",
        ),
        Case {
            what: "inside another run",
            source: "setTimeout(() => v.run('inner', limit))",
            value: "\"inner\"",
        },
    ] {
        assert_told(&case);
    }
}

/// The limit is met in a body that was resumed after an `await`, where the published engine drops the error.
#[test]
fn a_limit_after_an_await_is_told_only_by_the_changed_engine() {
    for case in [
        case("await", "watch((async () => { await 0; limit(); })())"),
        case(
            "endless loop after an await",
            "watch((async () => { await 0; for (;;); })())",
        ),
        case(
            "stack size after an await",
            "watch((async () => { await 0; ((...all) => all)(...new Array(1e6)); })())",
        ),
        case(
            "handlers do not run",
            "watch((async () => {
                 await 0;
                 try { limit(); } catch { outcome = 'caught'; } finally { outcome = 'left'; }
             })())",
        ),
        case(
            "await of a rejected promise",
            "watch((async () => { try { await Promise.reject(); } catch { limit(); } })())",
        ),
        case(
            "await inside another async function",
            "watch((async () => { await (async () => { await 0; limit(); })(); })())",
        ),
        case(
            "for await",
            "watch((async () => { for await (const x of [1]) limit(); })())",
        ),
        case(
            "await in an async generator",
            "watch((async function* () { await 0; limit(); })().next())",
        ),
        case(
            "finally of an async generator that is closed",
            "const g = (async function* () { try { yield 1; } finally { limit(); } })();
             g.next().then(() => watch(g.return()))",
        ),
        Case {
            what: "inside another run after an await",
            source: "watch((async () => { await 0; v.run('inner', limit); })())",
            value: "\"inner\"",
        },
    ] {
        if EXACT_GENERATORS {
            assert_told(&case);
        } else {
            let (reports, outcome) = run(case.source);
            assert_eq!(reports.len(), 0, "{}: the engine tells now", case.what);
            assert_eq!(outcome, "\"never settled\"", "{}", case.what);
        }
    }
}

/// The limit is met in the body of an async generator that a call resumes, where the published engine panics.
#[test]
fn a_limit_in_an_async_generator_panics_on_the_published_engine() {
    for case in [
        case(
            "head of an async generator",
            "const g = (async function* () { limit(); })();
             setTimeout(() => watch(g.next()))",
        ),
        case(
            "after a yield",
            "const g = (async function* () { yield 1; limit(); })();
             g.next().then(() => watch(g.next()))",
        ),
        case(
            "yield*",
            "const inner = asyncIterator({ next: limit });
             const g = (async function* () { yield* inner; })();
             setTimeout(() => watch(g.next()))",
        ),
    ] {
        if EXACT_GENERATORS {
            assert_told(&case);
        } else {
            let result = catch_unwind(AssertUnwindSafe(|| run(case.source)));
            assert!(
                result.is_err(),
                "{}: the engine does not panic now",
                case.what
            );
        }
    }
}

/// The published engine expects that the promise of an `import()` can be made.
#[test]
fn an_import_at_the_recursion_limit_is_told_only_by_the_changed_engine() {
    let source = "const f = () => { import(''); f(); }; setTimeout(f);";
    if EXACT_GENERATORS {
        let (reports, _) = run(source);
        let limits = reports
            .iter()
            .filter(|report| report.limit_kind().is_some());
        assert_eq!(limits.count(), 1, "{reports:?}");
    } else {
        let result = catch_unwind(AssertUnwindSafe(|| run(source)));
        assert!(result.is_err(), "the engine does not panic now");
    }
}

/// As a generator is that a limit has ended.
#[test]
fn an_async_generator_that_met_a_limit_is_done() {
    if !EXACT_GENERATORS {
        return;
    }
    for body in ["limit();", "await 0; limit();"] {
        let (reports, outcome) = run(&format!(
            "const g = (async function* () {{ {body} }})();
             setTimeout(() => g.next());
             setTimeout(() => g.next().then(({{ done }}) => {{ outcome = done; }}), 5);"
        ));
        assert_eq!(reports.len(), 1, "{body}");
        assert_eq!(outcome, "true", "{body}");
    }
}

/// The exception that was there first wins, as the specification says of any exception of `return`.
#[test]
fn a_limit_in_return_does_not_hide_the_exception_of_a_built_in() {
    let (reports, _) = run("const next = () => ({ value: 1 });
         const iterable = { [Symbol.iterator]: () => ({ next, return: limit }) };
         setTimeout(() => Array.from(iterable, () => { throw 'mapper'; }))");
    let [report] = reports.as_slice() else {
        panic!("{} reports", reports.len());
    };
    assert!(report.render().starts_with("Uncaught 'mapper'"));
}

#[test]
fn a_timer_that_met_a_limit_does_not_keep_others_from_running() {
    let (reports, outcome) = run("setTimeout(limit); setTimeout(() => { outcome = 'ran'; });");
    assert_eq!((reports.len(), outcome.as_str()), (1, "\"ran\""));
}
