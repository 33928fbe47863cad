//! The limits of a runtime: what the program sees, what the host hears, and that both go on.

#[path = "support/reports.rs"]
mod reports;

use boa_async_context::{
    Limit, Limits, Runtime, RuntimeSettings,
    event_loop::{Report, ReportKind},
};

use reports::{Reports, reports_of};

/// A runtime with these limits, and what is reported in it.
fn runtime(limits: Limits) -> (Runtime, Reports) {
    let runtime = Runtime::builder()
        .limits(limits)
        .expose_gc()
        .build()
        .expect("the usual globals");
    let reports = reports_of(&runtime);
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

#[test]
fn a_variable_that_is_set_already_is_no_new_binding() {
    let (mut runtime, reports) = runtime(Limits::none().bindings(12));
    eval(&mut runtime, PRELUDE);
    let result = eval(
        &mut runtime,
        "let depth = 0, name;
         const variables = Array.from({ length: 20 }, () => new AsyncContext.Variable());
         const nest = (at) => {
             depth = at;
             if (at < 20) { const refusal = refused(() => variables[at].run(at, nest, at + 1)); name ??= refusal; }
         };
         v.run(1, () => {
             variables[0].run(0, () => variables[0].run('again', nest, 1));
         });
         `${depth} ${name}`",
    );
    // `v` and eleven others.
    assert_eq!(result, "\"11 RangeError\"");
    runtime.run_until_idle_blocking().expect("a thread");
    let told = reports.take();
    let [report] = told.as_slice() else {
        panic!("{told:?}");
    };
    let met = report.limit().expect("a limit");
    assert_eq!((met.limit(), met.value()), (Limit::Bindings, 12));
    assert_eq!(report.mapping().debug_entries().len(), 12);
}

#[test]
fn bindings_of_dead_variables_do_not_count() {
    let (mut runtime, reports) = runtime(Limits::none().bindings(12));
    eval(&mut runtime, PRELUDE);
    let result = eval(
        &mut runtime,
        "let snapshot = new AsyncContext.Snapshot();
         const extend = () => snapshot.run(() => new AsyncContext.Variable().run(0, () => {
             snapshot = new AsyncContext.Snapshot();
         }));
         for (let i = 0; i < 200; i++) { extend(); if (i % 8 === 0) gc(); }
         'done'",
    );
    assert_eq!(result, "\"done\"");
    runtime.run_until_idle_blocking().expect("a thread");
    assert_told(&reports, &[]);
}

#[test]
fn captures_that_are_garbage_make_room() {
    let (mut runtime, reports) = runtime(Limits::none().captures(64));
    eval(&mut runtime, PRELUDE);
    // Garbage.
    let result = eval(
        &mut runtime,
        "for (let i = 0; i < 1000; i++) v.run(i, () => new AsyncContext.Snapshot()); 'done'",
    );
    assert_eq!(result, "\"done\"");
    // Not garbage.
    let result = eval(
        &mut runtime,
        "const kept = [];
         const keep = (f) => v.run(1, () => { for (let i = 0; i < 100; i++) kept.push(f()); });
         const names = [
             refused(() => keep(() => new AsyncContext.Snapshot())), kept.length,
             refused(() => v.run(2, () => {})),
             refused(() => AsyncContext.Snapshot.wrap(() => {})),
             refused(() => new AsyncContext.Snapshot()),
         ];
         names.join()",
    );
    // A capture of the empty mapping is none.
    assert_eq!(result, "\"RangeError,64,RangeError,,\"");
    runtime.run_until_idle_blocking().expect("a thread");
    let told = reports.take();
    let [report] = told.as_slice() else {
        panic!("{told:?}");
    };
    let met = report.limit().expect("a limit");
    let expected = (Limit::Captures, 64, "AsyncContext.Snapshot", 2);
    assert_eq!(
        (met.limit(), met.value(), met.what(), met.times()),
        expected
    );
    // And when they are let go of there is room again, for `wrap` too.
    let result = eval(
        &mut runtime,
        "kept.length = 0;
         for (let i = 0; i < 8; i++) refused(() => v.run(0, () => {}));
         const wrap = () => AsyncContext.Snapshot.wrap(() => {});
         [refused(() => keep(wrap)), kept.length].join()",
    );
    assert_eq!(result, "\"RangeError,64\"");
    runtime.run_until_idle_blocking().expect("a thread");
    let told = reports.take();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].limit().expect("a limit").what(), "run");
}

#[test]
fn promises_count_as_captures_and_are_not_refused() {
    let (mut runtime, reports) = runtime(Limits::none().captures(8));
    eval(&mut runtime, PRELUDE);
    let result = eval(
        &mut runtime,
        "const pending = new Promise(() => {});
         v.run(1, () => { for (let i = 0; i < 20; i++) pending.then(() => {}); });
         refused(() => v.run(2, () => {}))",
    );
    assert_eq!(result, "\"RangeError\"");
    runtime.run_until_idle_blocking().expect("a thread");
    assert_eq!(reports.take().len(), 1);
}

#[test]
fn a_limit_is_told_once_a_job_and_goes_on_after_it() {
    let (mut runtime, reports) = runtime(Limits::none().timers(2));
    eval(&mut runtime, PRELUDE);
    eval(
        &mut runtime,
        "const fill = (n) => v.run(n, () => {
             for (let i = 0; i < 10; i++) refused(() => setTimeout(() => log.push(n)));
         });
         Promise.resolve().then(() => fill(1)).then(() => fill(2));
         setTimeout(() => fill(3));",
    );
    runtime.run_until_idle_blocking().expect("a thread");
    assert_told(
        &reports,
        &[
            // One place has the timeout of the last line.
            (Limit::Timers, 2, "setTimeout", 9, "1"),
            (Limit::Timers, 2, "setTimeout", 10, "2"),
            // It has given its own place away.
            (Limit::Timers, 2, "setTimeout", 9, "3"),
        ],
    );
    assert_eq!(eval(&mut runtime, "log.join()"), "\"1,3\"");
}

#[test]
fn what_a_script_of_the_host_meets_is_told_by_the_next_run_or_the_shutdown() {
    let (mut runtime, reports) = runtime(Limits::none().timers(0));
    eval(&mut runtime, PRELUDE);
    let met = "v.run(1, () => refused(() => setTimeout(() => {})))";
    assert_eq!(eval(&mut runtime, met), "\"RangeError\"");
    assert_eq!(reports.borrow().len(), 0);
    runtime.run_until_idle_blocking().expect("a thread");
    assert_eq!(reports.take().len(), 1);
    eval(&mut runtime, met);
    let ended = async |runtime: &mut Runtime| {
        runtime.event_loop().mailbox().end();
        let _ = runtime.shutdown(std::time::Duration::ZERO).await;
    };
    runtime.block_on(ended).expect("a thread");
    assert_eq!(reports.take().len(), 1);
}

#[test]
fn without_async_context_limits_are_told_too() {
    let mut runtime = Runtime::builder()
        .without_async_context()
        .limits(Limits::none().timers(1))
        .build()
        .expect("the usual globals");
    let reports = reports_of(&runtime);
    eval(
        &mut runtime,
        "setTimeout(() => setTimeout(() => {})); try { setTimeout(() => {}); } catch {}",
    );
    runtime.run_until_idle_blocking().expect("a thread");
    let told = reports.take();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].limit().map(|met| met.limit()), Some(Limit::Timers));
}

#[test]
fn neighbours_have_limits_of_their_own() {
    let (mut one, _) = runtime(Limits::none().timers(1));
    let (mut other, _) = runtime(Limits::none().timers(1));
    let set = "try { setTimeout(() => {}); 'set'; } catch (error) { error.name; }";
    assert_eq!(eval(&mut one, set), "\"set\"");
    assert_eq!(eval(&mut one, set), "\"RangeError\"");
    assert_eq!(eval(&mut other, set), "\"set\"");
}

#[test]
fn a_like_runtime_inherits_the_limits() {
    let (runtime, _) = runtime(Limits::untrusted().timers(7));
    let settings = RuntimeSettings::of(&runtime.context());
    let like = settings.builder().build().expect("a like runtime");
    let limits = Limits::of(&like.context());
    assert_eq!(limits.get(Limit::Timers), Some(7));
    for limit in Limit::ALL {
        let of_parent = Limits::of(&runtime.context()).get(limit);
        assert_eq!(limits.get(limit), of_parent, "{limit}");
    }
    assert!(!limits.network_rules().allow_every_address());
}

#[test]
fn the_preset_has_a_value_for_each_limit() {
    let limits = Limits::untrusted();
    for limit in Limit::ALL {
        // Rules have no number, and a limit of memory needs the allocator of the host.
        let is_exempt = matches!(limit, Limit::Network | Limit::Heap);
        assert_eq!(limits.get(limit).is_some(), !is_exempt, "{limit}");
    }
    assert!(!limits.network_rules().allow_every_address());
    // And without limits there are those of the engine alone.
    let engine = [Limit::Recursion, Limit::StackSlots];
    for limit in Limit::ALL {
        let has_value = Limits::none().get(limit).is_some();
        assert_eq!(has_value, engine.contains(&limit), "{limit}");
    }
}

#[test]
fn the_limits_of_the_engine_are_reported_as_uncaught() {
    let limits = Limits::none()
        .recursion(50)
        .loop_iterations(1_000)
        .stack_slots(2_000);
    let (mut runtime, reports) = runtime(limits);
    eval(&mut runtime, PRELUDE);
    for (source, limit) in [
        ("for (;;);", Limit::LoopIterations),
        ("(function f() { f(); })();", Limit::Recursion),
        (
            "((...all) => all)(...new Array(10_000));",
            Limit::StackSlots,
        ),
    ] {
        eval(
            &mut runtime,
            &format!(
                "v.run(1, () => setTimeout(() => {{ try {{ {source} }} catch {{ log.push(1); }} }})); 0"
            ),
        );
        runtime.run_until_idle_blocking().expect("a thread");
        let told = reports.take();
        let [report] = told.as_slice() else {
            panic!("{told:?}");
        };
        assert_eq!(report.limit_kind(), Some(limit), "{source}");
        assert_eq!((report.kind(), report.limit()), (ReportKind::Error, None));
        assert_eq!(report.mapping().debug_entries().len(), 1);
    }
    assert_eq!(eval(&mut runtime, "log.length"), "0");
}

#[test]
fn waiting_asynchronously_counts_as_a_timer_and_is_not_refused() {
    let (mut runtime, _) = runtime(Limits::none().timers(2).tasks(1));
    eval(&mut runtime, PRELUDE);
    let wait =
        "refused(() => Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1e6))";
    let set = "refused(() => setTimeout(() => {}, 1e6))";
    for (source, expected) in [
        (wait, "undefined"),
        (wait, "undefined"),
        (set, "\"RangeError\""),
        (wait, "undefined"),
    ] {
        assert_eq!(eval(&mut runtime, source), expected, "{source}");
    }
    assert_eq!(eval(&mut runtime, "delete Atomics.waitAsync"), "true");
}
