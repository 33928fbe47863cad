//! `process` as a host lends it.

use std::sync::Mutex;

use boa_async_context::{Limits, RealmHandle, Runtime, event_loop::LoopState};
use boa_async_context_node::process::{
    Process, define_global, emit_exit, exit_code, exports, is_exiting,
};
use boa_engine::{Context, JsObject, Source};

fn runtime(process: Option<Process>) -> Runtime {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    {
        let context = &mut *runtime.context_mut();
        if let Some(process) = process {
            process.lend(context);
        }
        define_global(context).expect("a fresh global object");
    }
    runtime
}

fn define_in(realm: &RealmHandle, runtime: &mut Runtime) {
    let context = &mut *runtime.context_mut();
    boa_async_context::in_realm(realm.realm(), context, define_global).expect("a new global");
}

fn eval(runtime: &mut Runtime, source: &str) -> String {
    let value = runtime.eval(source).expect("it runs");
    value.display().to_string()
}

#[test]
fn a_program_sees_nothing_that_was_not_lent() {
    let mut runtime = runtime(None);
    let source = "[Object.keys(process.env).length, process.argv.length, process.cwd(), process.argv0].join()";
    assert_eq!(eval(&mut runtime, source), "\"0,0,/,\"");
}

#[test]
fn what_is_lent_is_a_copy_of_each_realm() {
    let lent = Process::new()
        .env([("A", "1")])
        .argv(["x", "y"])
        .cwd("/here");
    let mut runtime = runtime(Some(lent));
    eval(&mut runtime, "process.env.A = '2'; process.argv.length = 0");
    let other = runtime.create_realm().expect("a realm");
    define_in(&other, &mut runtime);
    let seen = other
        .eval(
            &mut runtime,
            "[process.env.A, process.argv, process.cwd()].join()",
        )
        .expect("it runs");
    assert_eq!(seen.display().to_string(), "\"1,x,y,/here\"");
}

#[test]
fn values_of_env_are_not_printed() {
    let lent = Process::new().env([("TOKEN", "secret")]);
    let printed = format!("{lent:?}");
    assert!(
        printed.contains("TOKEN") && !printed.contains("secret"),
        "{printed}"
    );
}

#[test]
fn the_exports_of_a_realm_are_the_global() {
    let mut runtime = runtime(None);
    let context = &mut *runtime.context_mut();
    let exports = exports(context).expect("the exports");
    let global = context
        .eval(Source::from_bytes("process"))
        .expect("it runs");
    assert!(JsObject::equals(
        &exports,
        &global.as_object().expect("an object")
    ));
}

#[test]
fn the_host_reads_the_exit_code() {
    let mut runtime = runtime(None);
    assert_eq!(exit_code(&mut runtime.context_mut()), None);
    eval(&mut runtime, "process.exitCode = '7'");
    assert_eq!(exit_code(&mut runtime.context_mut()), Some(7));
    assert!(!is_exiting(&mut runtime.context_mut()));
}

#[test]
fn exit_ends_the_job_and_the_loop() {
    let mut runtime = runtime(None);
    runtime.event_loop().set_reporter(|report, context| {
        assert!(is_exiting(context), "{}", report.render());
    });
    let source = "var seen = [];
         setTimeout(() => { seen.push('first'); process.exit(4); seen.push('after'); }, 0);
         setTimeout(() => seen.push('second'), 0);
         process.on('exit', (code) => seen.push('exit ' + code));";
    eval(&mut runtime, source);
    runtime.run_until_idle_blocking().expect("it ends");
    let state =
        runtime.block_on(async |runtime| runtime.turn(std::time::Duration::from_secs(1)).await);
    assert_eq!(state.expect("it can wait"), LoopState::Stopped);
    let context = &mut *runtime.context_mut();
    assert!(is_exiting(context));
    assert_eq!(exit_code(context), Some(4));
    emit_exit(context).expect("no listener throws");
    assert_eq!(eval_in(context, "seen.join()"), "\"first,exit 4\"");
}

fn eval_in(context: &mut Context, source: &str) -> String {
    let value = context.eval(Source::from_bytes(source)).expect("it runs");
    value.display().to_string()
}

#[test]
fn a_tick_that_throws_is_reported_and_the_others_run() {
    static REPORTS: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let mut runtime = runtime(None);
    runtime.event_loop().set_reporter(|report, _| {
        REPORTS.lock().expect("no panic").push(report.render());
    });
    let source = "var seen = 0; process.nextTick(() => { throw new Error('of a tick'); }); process.nextTick(() => seen++);";
    eval(&mut runtime, source);
    runtime.run_until_idle_blocking().expect("it runs");
    assert_eq!(eval(&mut runtime, "seen"), "1");
    let reports = REPORTS.lock().expect("no panic");
    assert_eq!(reports.len(), 1);
    assert!(reports[0].contains("of a tick"), "{}", reports[0]);
}

#[test]
fn ticks_count_as_microtasks_for_limits() {
    let mut runtime = Runtime::builder()
        .limits(Limits::none().microtasks(100))
        .build()
        .expect("a runtime");
    runtime.event_loop().set_reporter(|_, _| {});
    define_global(&mut runtime.context_mut()).expect("a fresh global object");
    eval(
        &mut runtime,
        "var n = 0; (function tick() { n++; process.nextTick(tick); })()",
    );
    runtime.run_until_idle_blocking().expect("it ends");
    assert_eq!(eval(&mut runtime, "n <= 102"), "true");
}

#[test]
fn ticks_of_a_closed_realm_do_not_run() {
    let mut runtime = runtime(None);
    let other = runtime.create_realm().expect("a realm");
    define_in(&other, &mut runtime);
    let seen = other.eval(
        &mut runtime,
        "var seen = []; process.nextTick(() => seen.push(1)); seen",
    );
    let seen = seen.expect("it runs").as_object().expect("an array");
    other.close(&mut runtime);
    runtime.run_until_idle_blocking().expect("it runs");
    let context = &mut *runtime.context_mut();
    let length = seen.get(boa_engine::js_string!("length"), context);
    assert_eq!(
        length.expect("an array has a length"),
        boa_engine::JsValue::from(0)
    );
}

#[test]
fn warnings_go_to_the_host() {
    static WARNINGS: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let lent =
        Process::new().on_warning(|text| WARNINGS.lock().expect("no panic").push(text.to_owned()));
    let mut runtime = runtime(Some(lent));
    let source = "process.emitWarning('plain');
         process.emitWarning('old', 'DeprecationWarning', 'DEP1');
         process.emitWarning('options', { type: 'T', code: 'C' });
         process.emitWarning(new RangeError('an error'));";
    eval(&mut runtime, source);
    let expected = [
        "Warning: plain",
        "[DEP1] DeprecationWarning: old",
        "[C] T: options",
        "RangeError: an error",
    ];
    assert_eq!(*WARNINGS.lock().expect("no panic"), expected);
}
