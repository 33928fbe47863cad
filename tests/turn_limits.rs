//! Limits of the time of a turn and of the microtasks in a checkpoint: what the program sees, what the host hears, and that
//! the loop goes on.
//!
//! No test depends on how fast the machine is: a program without end meets every limit, and one that ends never meets an hour.
//! Where both are in one test, the limit grows until the second does not meet it (`patiently`).

#[path = "support/patience.rs"]
mod patience;
#[path = "support/reports.rs"]
mod reports;

use std::{
    process::{Command, Output},
    rc::Rc,
    sync::{Mutex, mpsc},
    time::Duration,
};

use boa_async_context::{
    EXACT_GENERATORS, Error, Limit, Limits, Runtime,
    event_loop::{LoopState, Report, ReportKind, Stuck, TurnKind, TurnTime},
};
use boa_engine::{Context, JsValue, job::GenericJob};

use patience::patiently;
use reports::{Reports, reports_of};

const LONG: Duration = Duration::from_secs(3600);

fn runtime(limits: Limits) -> (Runtime, Reports) {
    let runtime = Runtime::builder().limits(limits).build();
    let mut runtime = runtime.expect("the usual globals");
    let reports = reports_of(&runtime);
    runtime.eval(PRELUDE).expect("the prelude");
    (runtime, reports)
}

/// `swallow` runs something, and catches what it throws as often as it can.
const PRELUDE: &str = "
    const v = new AsyncContext.Variable({ name: 'v' });
    const outcome = [];
    const noteAll = (promise) => promise.then(
        () => outcome.push('fulfilled'),
        () => outcome.push('rejected'),
    );
    const swallow = (f) => {
        for (;;) {
            try { f(); } catch { outcome.push('caught'); } finally { outcome.push('finally'); continue; }
        }
    };";

fn outcome(runtime: &mut Runtime) -> String {
    let outcome = runtime.eval("outcome.join()").expect("a variable");
    outcome
        .as_string()
        .map(|text| text.to_std_string_escaped())
        .unwrap_or_default()
}

fn run(source: &str, limits: Limits) -> (Runtime, Vec<Report>) {
    let (mut runtime, reports) = runtime(limits);
    let source =
        format!("v.run('outer', () => {{ {source} }}); setTimeout(() => outcome.push('next'), 1);");
    runtime.eval(&source).expect("what it begins comes later");
    runtime.run_until_idle_blocking().expect("a thread");
    let reports = reports.take();
    (runtime, reports)
}

fn values(report: &Report) -> Vec<String> {
    let entries = report.mapping().debug_entries();
    entries
        .iter()
        .map(|(_, value)| value.display().to_string())
        .collect()
}

/// The turn ends, no code of the program sees it, the host is told once, and the next task runs.
#[track_caller]
fn assert_interrupted(kind: TurnKind, source: &str) {
    patiently(|short| {
        let (mut runtime, reports) = run(source, Limits::none().turn_time(short));
        let told: Vec<String> = reports.iter().map(Report::render).collect();
        let [report] = reports.as_slice() else {
            panic!("{source}: {} reports: {told:?}", reports.len());
        };
        assert_eq!(report.kind(), ReportKind::Limit, "{source}: {told:?}");
        let met = report.limit().expect("a limit");
        assert_eq!(
            (met.limit(), met.value()),
            (Limit::TurnTime, short.as_millis() as u64),
            "{source}"
        );
        assert!(
            met.what()
                .starts_with(&format!("{kind} was interrupted after ")),
            "{source}: {told:?}"
        );
        assert!(met.location().is_some(), "{source}: {told:?}");
        assert_eq!(values(report), ["\"outer\""], "{source}: {told:?}");
        assert_eq!(outcome(&mut runtime), "next", "{source}");
    });
}

#[test]
fn in_exact_mode_a_callback_without_end_is_interrupted() {
    if !EXACT_GENERATORS {
        return;
    }
    for source in [
        "for (;;);",
        "while (true) { }",
        "do { } while (true);",
        "for (;;) { try { for (;;); } finally { outcome.push('finally'); } }",
        "swallow(() => { for (;;); });",
        // Calls that are never deep.
        "const f = (n) => n && g(n - 1) + g(n - 1), g = (n) => n && f(n - 1) + f(n - 1); f(200);",
        // Callbacks of built-ins.
        "[1, 2].sort(() => { for (;;); });",
        "[1, 2].sort(() => swallow(() => { for (;;); }));",
        "JSON.parse('[1, 2]', () => { for (;;); });",
        "JSON.stringify({ toJSON() { for (;;); } });",
        "'x'.replace(/x/, () => { for (;;); });",
        "`${{ toString() { for (;;); } }}`;",
        "new Promise(() => { for (;;); });",
        "Array.from({ [Symbol.iterator]: () => ({ next: () => ({ done: false }), return: () => { for (;;); } }) }, () => { for (;;); });",
        // Built-ins that call no function of the program.
        "Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);",
        "Array.prototype.reverse.call({ length: 2 ** 53 - 1 });",
        "Array.prototype.includes.call({ length: 2 ** 53 - 1 }, 1);",
        "let shared = {}; for (let i = 0; i < 60; i++) shared = { a: shared, b: shared }; JSON.stringify(shared);",
        "const valueOf = Object.prototype.valueOf;
         new Set({ [Symbol.iterator]: valueOf, next: valueOf, done: false, value: 1 });",
        "const valueOf = Object.prototype.valueOf;
         Math.max(...{ [Symbol.iterator]: valueOf, next: valueOf, done: false, value: 1 });",
        "const handler = {}, loop = new Proxy({}, handler);
         handler.getPrototypeOf = Reflect.get.bind(null, { loop }, 'loop');
         Object.prototype.isPrototypeOf.call({}, loop);",
        // Generators, and what resumes them.
        "const g = (function* () { for (;;); })(); g.next();",
        "[...(function* () { for (;;) yield 1; })()].length;",
        "for (const x of { [Symbol.iterator]: () => ({ next: () => ({}) }) });",
    ] {
        assert_interrupted(
            TurnKind::Timer,
            &format!("setTimeout(() => {{ {source} }});"),
        );
    }
}

#[test]
fn in_exact_mode_a_microtask_without_end_is_interrupted() {
    if !EXACT_GENERATORS {
        return;
    }
    for source in [
        "queueMicrotask(() => { for (;;); });",
        "noteAll(Promise.resolve().then(() => { for (;;); }));",
        "noteAll(Promise.resolve().then(() => swallow(() => { for (;;); })));",
        "noteAll(Promise.resolve().then(() => ({ get then() { for (;;); } })));",
        "noteAll(Promise.resolve().then(() => ({ then() { for (;;); } })));",
        "noteAll((async () => { await 0; for (;;); })());",
        "noteAll((async () => { await 0; swallow(() => { for (;;); }); })());",
        "noteAll((async () => { try { await 0; for (;;); } catch { outcome.push('caught'); } })());",
        "noteAll((async function* () { await 0; for (;;); })().next());",
        "const g = (async function* () { yield 1; for (;;); })(); g.next().then(() => noteAll(g.next()));",
        "noteAll((async () => { for await (const x of [1]) for (;;); })());",
    ] {
        assert_interrupted(TurnKind::Microtasks, source);
    }
}

/// No microtask of these is long. The published engine has no place for where it ends.
#[test]
fn a_checkpoint_without_end_is_ended() {
    patiently(|short| {
        for source in [
            "const next = () => queueMicrotask(next); next();",
            "const next = () => Promise.resolve().then(next); next();",
            "(async () => { for (;;) await null; })();",
            "(async () => { for await (const x of (async function* () { for (;;) yield 1; })()); })();",
            "const thenable = { then(resolve) { resolve(thenable); } }; Promise.resolve(thenable);",
            "(async () => { for (;;) { try { await null; } finally { continue; } } })();",
        ] {
            let (mut runtime, reports) = run(source, Limits::none().turn_time(short));
            let told: Vec<String> = reports.iter().map(Report::render).collect();
            let [report] = reports.as_slice() else {
                panic!("{source}: {} reports: {told:?}", reports.len());
            };
            let met = report.limit().expect("a limit");
            assert_eq!(
                (met.limit(), met.value()),
                (Limit::TurnTime, short.as_millis() as u64),
                "{source}"
            );
            assert!(
                met.what().starts_with("a microtask checkpoint "),
                "{source}: {told:?}"
            );
            assert_eq!(values(report), ["\"outer\""], "{source}: {told:?}");
            // Those that would have gone on. In exact mode the one that was interrupted may have been the last.
            let dropped = runtime.event_loop().dropped_microtasks();
            let fewest = usize::from(!EXACT_GENERATORS);
            assert!((fewest..=3).contains(&dropped), "{source}: {dropped}");
            assert_eq!(outcome(&mut runtime), "next", "{source}");
        }
    });
}

#[test]
fn a_checkpoint_has_a_budget_of_microtasks() {
    let limits = Limits::none().microtasks(10);
    let (mut runtime, reports) = run(
        "for (let i = 0; i < 13; i++) v.run(i, () => queueMicrotask(() => outcome.push(v.get())));",
        limits.clone(),
    );
    let told: Vec<String> = reports.iter().map(Report::render).collect();
    let [report] = reports.as_slice() else {
        panic!("{} reports: {told:?}", reports.len());
    };
    let met = report.limit().expect("a limit");
    assert_eq!((met.limit(), met.value()), (Limit::Microtasks, 10));
    assert_eq!(
        met.what(),
        "a microtask checkpoint ended, and 3 microtasks were dropped"
    );
    // Of the first that did not run.
    assert_eq!(values(report), ["10"]);
    assert_eq!(runtime.event_loop().dropped_microtasks(), 3);
    assert_eq!(outcome(&mut runtime), "0,1,2,3,4,5,6,7,8,9,next");

    // Each checkpoint has its own, and as many as the budget are in it.
    let (mut runtime, reports) = run(
        "for (let i = 0; i < 3; i++) setTimeout(() => {
             for (let j = 0; j < 10; j++) queueMicrotask(() => outcome.push(j));
         });",
        limits,
    );
    assert_eq!(reports.len(), 0);
    assert_eq!(outcome(&mut runtime).matches('9').count(), 3);
}

/// What is left of one is not lost, and the pieces count together.
#[test]
fn a_checkpoint_that_is_cut_by_time_slices_is_one_turn() {
    let (mut runtime, reports) = runtime(Limits::none().microtasks(100).turn_time(LONG));
    runtime.event_loop().set_time_slice(Duration::ZERO);
    let chain =
        "let n = 0; const next = () => { outcome[0] = ++n; queueMicrotask(next); }; next();";
    runtime.eval(chain).expect("a script");
    runtime.run_until_idle_blocking().expect("a thread");
    assert_eq!(outcome(&mut runtime), "101");
    let reports = reports.take();
    assert_eq!(reports.len(), 1);
    assert_eq!(
        reports[0].limit().map(|met| met.limit()),
        Some(Limit::Microtasks)
    );
}

/// Set in the process of a test whose watchdog is away.
const AWAY: &str = "TURN_LIMITS_AWAY";

/// No test by itself. The watchdog serves the whole process.
#[test]
fn child_process_whose_watchdog_is_away() {
    let Some(short) = milliseconds_in(AWAY) else {
        return;
    };
    // It is in the `on_stuck` of a script until this returns.
    let (called, is_called) = mpsc::channel();
    let (goes_on, is_to_go_on) = mpsc::channel::<()>();
    let is_to_go_on = Mutex::new(is_to_go_on);
    let stuck = TurnTime::new(short).on_stuck(move |_| {
        called.send(()).expect("the test waits");
        let _ = is_to_go_on.lock().expect("no panic").recv();
    });
    let (mut of_stuck, _) = runtime(Limits::none().turn_time(stuck));
    let job = move |_: &mut Context| {
        is_called.recv().expect("it is called");
        Ok(JsValue::undefined())
    };
    let realm = of_stuck.context().realm().clone();
    of_stuck
        .context_mut()
        .enqueue_job(GenericJob::new(job, realm).into());
    of_stuck.run_until_idle_blocking().expect("a thread");

    // So many microtasks take longer than a millisecond, or than as much of the longer limits.
    let limits = Limits::none().turn_time(short / 50).microtasks(200_000);
    for slice in [Some(Duration::ZERO), None] {
        let (mut runtime, reports) = runtime(limits.clone());
        runtime
            .eval(
                "(async () => { for (;;) await null; })(); setTimeout(() => outcome.push('next'));",
            )
            .expect("a script");
        match slice {
            Some(slice) => {
                runtime.event_loop().set_time_slice(slice);
                runtime.run_until_idle_blocking().expect("a thread");
            }
            // Frames of a host.
            None => {
                runtime
                    .block_on(async |runtime| {
                        while runtime.turn(Duration::from_micros(30)).await != LoopState::Idle {}
                    })
                    .expect("a thread")
            }
        }
        let met: Vec<_> = reports.take().iter().filter_map(limit_of).collect();
        assert_eq!(met, [Limit::TurnTime], "{slice:?}");
        assert_eq!(outcome(&mut runtime), "next");
    }
    drop(goes_on);
    println!("it has ended");
}

fn limit_of(report: &Report) -> Option<Limit> {
    report.limit().map(|met| met.limit())
}

/// Each part is over before the watchdog has woken.
#[test]
fn a_checkpoint_in_short_parts_is_ended_although_the_watchdog_does_not_wake_in_one() {
    patiently(|short| {
        let this = std::env::current_exe().expect("the path of the test");
        let output = Command::new(this)
            .args([
                "--exact",
                "child_process_whose_watchdog_is_away",
                "--nocapture",
            ])
            .env(AWAY, short.as_millis().to_string())
            .output()
            .expect("the process starts");
        let (stdout, stderr) = (
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        assert!(output.status.success(), "{stdout}{stderr}");
        assert!(stdout.contains("it has ended"), "{stdout}{stderr}");
    });
}

#[test]
fn a_limit_of_an_hour_is_never_met() {
    let limits = Limits::none().turn_time(LONG).microtasks(1_000_000);
    let (mut runtime, reports) = run(
        "setTimeout(() => { for (let i = 0; i < 1e5; i++); });
         noteAll((async () => { for (let i = 0; i < 1000; i++) await i; })());
         for (let i = 0; i < 20; i++) setTimeout(() => outcome.push(i));",
        limits,
    );
    let told: Vec<String> = reports.iter().map(Report::render).collect();
    assert_eq!(told, [""; 0]);
    assert_eq!(outcome(&mut runtime).matches(',').count(), 21);
}

#[test]
fn a_limit_of_nothing_ends_every_turn_and_no_loop() {
    let (mut runtime, reports) = runtime(Limits::none());
    runtime
        .eval("setTimeout(() => { for (let i = 0; i < 1e4; i++); outcome.push('next'); })")
        .unwrap();
    Limits::none()
        .turn_time(Duration::ZERO)
        .put_into(&mut runtime.context_mut());
    let event_loop = runtime.event_loop().clone();
    event_loop
        .enforce_limits(&mut runtime.context_mut())
        .expect("a thread");
    runtime.run_until_idle_blocking().expect("the loop ends");
    // How much of it ran is a matter of the two threads.
    for report in reports.take() {
        assert_eq!(report.limit().map(|met| met.limit()), Some(Limit::TurnTime));
    }
}

#[track_caller]
fn assert_script_was_interrupted(error: &Error) {
    let Error::Uncaught(report) = error else {
        panic!("{error}")
    };
    let met = report.limit().expect("a limit");
    assert!(
        met.what().starts_with("a script was interrupted after "),
        "{met}"
    );
}

#[test]
fn a_script_that_the_host_evaluates_is_a_turn() {
    patiently(|short| {
        if !EXACT_GENERATORS {
            return;
        }
        let (mut runtime, reports) = runtime(Limits::none().turn_time(short));
        for source in [
            "for (;;);",
            "swallow(() => { for (;;); });",
            "[1, 2].sort(() => { for (;;); })",
        ] {
            let error = runtime.eval(source).expect_err("it never returns");
            assert_script_was_interrupted(&error);
            assert_eq!(reports.borrow().len(), 0, "it is the error");
        }
        // The next one is not interrupted.
        runtime
            .eval("for (let i = 0; i < 1000; i++);")
            .expect("it ends");
        assert_eq!(outcome(&mut runtime), "");
    });
}

#[test]
fn a_script_in_slices_ends_on_both_engines() {
    patiently(|short| {
        let (mut runtime, reports) = runtime(Limits::none().turn_time(short));
        let result = runtime.block_on(async |runtime| {
            runtime
                .run_script_text("endless.js".as_ref(), "for (;;);")
                .await
                .map(drop)
        });
        let error = result.expect("a thread").expect_err("it never returns");
        assert_script_was_interrupted(&error);
        assert_eq!(reports.borrow().len(), 0, "it is the error");
        // The published engine is left in the middle of the script.
        let is_ended = runtime.event_loop().mailbox().is_ended();
        assert_eq!(is_ended, !EXACT_GENERATORS);
        assert_eq!(
            error.to_string().contains("the runtime has ended"),
            is_ended
        );
    });
}

/// The main module, and one with a top-level `await`.
#[test]
fn a_module_without_end_is_ended() {
    patiently(|short| {
        let cases = [
            ("for (;;) await null;", true),
            ("for (;;);", EXACT_GENERATORS),
            ("await null; for (;;);", EXACT_GENERATORS),
            ("for (;;); await null;", EXACT_GENERATORS),
            (
                "import('data:text/javascript,');  for (;;) await null;",
                true,
            ),
        ];
        for (text, can_end) in cases {
            if !can_end {
                continue;
            }
            let (mut runtime, reports) = runtime(Limits::none().turn_time(short));
            runtime
                .run_module_text("endless.mjs".as_ref(), text)
                .expect("a module");
            runtime
                .eval("setTimeout(() => outcome.push('next'), 1)")
                .expect("a timer");
            runtime.run_until_idle_blocking().expect("a thread");
            let told: Vec<String> = reports.borrow().iter().map(Report::render).collect();
            let limits = reports
                .borrow()
                .iter()
                .filter(|report| report.kind() == ReportKind::Limit)
                .count();
            assert_eq!(limits, 1, "{text}: {told:?}");
            assert_eq!(outcome(&mut runtime), "next", "{text}: {told:?}");
        }
    });
}

/// Other work of the same checkpoint is dropped and counted, other tasks are not.
#[test]
fn what_a_cut_checkpoint_drops_is_counted() {
    patiently(|short| {
        let (mut runtime, reports) = run(
        "const next = () => queueMicrotask(next); next();
         for (let i = 0; i < 5; i++) noteAll((async () => { for (let j = 0; j < 1e9; j++) await j; })());",
        Limits::none().turn_time(short),
    );
        let reports: Vec<String> = reports.iter().map(Report::render).collect();
        assert_eq!(reports.len(), 1, "{reports:?}");
        let dropped = runtime.event_loop().dropped_microtasks();
        assert!(
            reports[0].contains(&format!("and {dropped} microtasks were dropped")),
            "{reports:?}"
        );
        // In exact mode the one that was interrupted is not among them.
        assert!((5..=6).contains(&dropped), "{dropped}");
        assert_eq!(outcome(&mut runtime), "next");
    });
}

/// The host is told once that a turn is stuck, while it is still running.
#[test]
fn the_host_hears_of_a_turn_that_is_stuck() {
    patiently(|short| {
        let (told, hears) = mpsc::channel::<Stuck>();
        let time = TurnTime::new(short).grace(short).on_stuck(move |stuck| {
            told.send(stuck.clone()).expect("the test waits");
        });
        let (mut runtime, reports) = runtime(Limits::none().turn_time(time));
        let hears = Rc::new(hears);
        let inside = hears.clone();
        let job = move |_: &mut Context| {
            // Native code, which nothing interrupts: it goes on when the host was told.
            let stuck = inside.recv().expect("it is told");
            assert_eq!((stuck.turn, stuck.limit), (TurnKind::Job, short));
            assert!(stuck.elapsed >= short * 2);
            assert!(stuck.to_string().contains(&stuck.thread));
            Ok(JsValue::undefined())
        };
        let realm = runtime.context().realm().clone();
        let job = GenericJob::new(job, realm);
        runtime.context_mut().enqueue_job(job.into());
        runtime.run_until_idle_blocking().expect("a thread");
        assert!(hears.try_recv().is_err(), "it is told once");
        let reports = reports.take();
        assert_eq!(reports.len(), 1);
        let met = reports[0].limit().expect("a limit");
        assert!(met.what().starts_with("a job ended after "), "{met}");
    });
}

/// The limit of a turn there, in milliseconds.
const LIMIT: &str = "TURN_LIMITS_LIMIT";

fn milliseconds_in(variable: &str) -> Option<Duration> {
    let text = std::env::var(variable).ok()?;
    Some(Duration::from_millis(text.parse().expect("a number")))
}

/// Set in the process of a test that aborts.
const PROGRAM: &str = "TURN_LIMITS_PROGRAM";

/// Runs a program in a process of its own, which aborts when a turn is stuck.
fn run_in_process(program: &str, short: Duration) -> Output {
    let this = std::env::current_exe().expect("the path of the test");
    Command::new(this)
        .args(["--exact", "child_process_that_aborts", "--nocapture"])
        .env(PROGRAM, program)
        .env(LIMIT, short.as_millis().to_string())
        .output()
        .expect("the process starts")
}

/// No test by itself.
#[test]
fn child_process_that_aborts() {
    let Ok(program) = std::env::var(PROGRAM) else {
        return;
    };
    let short = milliseconds_in(LIMIT).expect("set with the program");
    let time = TurnTime::new(short)
        .grace(short)
        .on_stuck(Stuck::abort_process);
    let (mut runtime, _) = runtime(Limits::none().turn_time(time));
    runtime
        .eval(&format!("setTimeout(() => {{ {program} }})"))
        .expect("a timer");
    runtime.run_until_idle_blocking().expect("a thread");
    // What the parent looks for if nothing was stuck.
    println!("it has ended");
}

/// What the engine cannot interrupt ends the process if the host wants it, on the published engine also any JavaScript.
#[test]
fn a_turn_that_is_stuck_can_end_the_process() {
    patiently(|short| {
        for (program, in_exact_mode) in [
            ("/^(a+)+$/.test('a'.repeat(40) + 'b');", true),
            ("for (;;);", false),
            ("[1, 2].sort(() => { for (;;); });", false),
            ("JSON.parse('[1]', () => { for (;;); });", false),
        ] {
            let output = run_in_process(program, short);
            let (stdout, stderr) = (
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr),
            );
            if EXACT_GENERATORS && !in_exact_mode {
                assert!(
                    output.status.success() && stdout.contains("it has ended"),
                    "{program}: {stderr}"
                );
                continue;
            }
            assert!(!stdout.contains("it has ended"), "{program}: {stderr}");
            #[cfg(unix)]
            assert_eq!(
                std::os::unix::process::ExitStatusExt::signal(&output.status),
                Some(6),
                "{program}: {stderr}"
            );
            for text in [
                "a timer of the runtime on the thread `child_process_that_aborts` has been running for ",
                &format!("its limit is {short:?}"),
                "the process is aborted: start it again without the program",
            ] {
                assert!(stderr.contains(text), "{program}: {stderr}");
            }
        }
    });
}

/// Nothing could interrupt it. A host that allows it builds a context of its own.
#[test]
fn the_thread_of_a_runtime_does_not_block() {
    let (mut runtime, _) = runtime(Limits::none());
    let wait = "try { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1) } catch (error) { error.name }";
    let name = runtime.eval(wait).expect("a script");
    assert_eq!(name.display().to_string(), "\"TypeError\"");
}

#[test]
fn a_limit_of_memory_without_an_allocator_that_counts_is_an_error() {
    let runtime = Runtime::builder()
        .limits(Limits::none().heap(1 << 20))
        .build();
    let Err(Error::Limits(error)) = runtime else {
        panic!("nothing counts")
    };
    let text = error.to_string();
    assert!(
        text.contains("#[global_allocator] static A: CountingAllocator"),
        "{text}"
    );
}
