//! A worker that breaks down, by a panic of the engine or of the host: its parent hears of it, and nothing of it is left.

use std::time::Duration;

use boa_async_context::Runtime;
use boa_async_context_web::{WebApis, WorkerPolicy, live_workers};
use boa_engine::{Context, JsResult, JsValue, NativeFunction, Script, Source, js_string};
use boa_runtime::extensions::RuntimeExtension;

fn eval(runtime: &mut Runtime, source: &str) -> String {
    let value = runtime.eval(source).expect("a script");
    let text = value.to_string(&mut runtime.context_mut());
    text.expect("a text").to_std_string_escaped()
}

fn data(script: &str) -> String {
    let escaped: String = script.bytes().map(|byte| format!("%{byte:02x}")).collect();
    format!("data:text/javascript,{escaped}")
}

/// Lets the engine panic: it does at the global variables of a script of another realm.
fn defect(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let realm = context.create_realm()?;
    let script = Script::parse(Source::from_bytes("let x = 1; x"), Some(realm), context)?;
    script.evaluate(context)
}

/// A runtime whose workers have two functions: `defect` lets the engine panic, on either engine, and `ours` panics.
fn runtime() -> Runtime {
    let policy = WorkerPolicy::new().factory(|request| {
        let mut runtime = request.builder().build()?;
        let defect = NativeFunction::from_fn_ptr(defect);
        let ours = NativeFunction::from_fn_ptr(|_, _, _| -> JsResult<JsValue> {
            panic!("a native function that panics, on purpose")
        });
        for (name, function) in [(js_string!("defect"), defect), (js_string!("ours"), ours)] {
            let mut context = runtime.context_mut();
            context.register_global_callable(name, 0, function)?;
        }
        Ok(runtime.into())
    });
    let mut runtime = Runtime::builder().build().expect("a runtime");
    WebApis::default()
        .worker_policy(policy)
        .register(None, &mut runtime.context_mut())
        .expect("fresh globals");
    runtime
}

/// Runs the loop until it is idle: it would wait for a worker that is not known to have ended.
fn run(runtime: &mut Runtime) {
    let idle = runtime.block_on(async |runtime| {
        tokio::time::timeout(Duration::from_secs(600), runtime.run_until_idle()).await
    });
    assert!(
        idle.expect("can wait").is_ok(),
        "the loop still waits for something"
    );
}

/// Makes a worker with this script, sends it a port, and tells what becomes of both.
fn breakdown(script: &str, kind: &str) -> String {
    let mut runtime = runtime();
    let script = data(script);
    eval(
        &mut runtime,
        &format!(
            "const told = [];
             const worker = new Worker({script:?}, {{ type: {kind:?} }});
             worker.onerror = (event) => {{ event.preventDefault(); told.push(event.message); }};
             const {{ port1, port2 }} = new MessageChannel();
             port1.onmessage = () => {{}};
             port1.addEventListener('close', () => told.push('closed'));
             worker.postMessage('go', [port2]);"
        ),
    );
    run(&mut runtime);
    assert_eq!(
        live_workers(&runtime.context()),
        0,
        "the place of the thread is free"
    );
    // Whatever is done with the object then has no effect, and another worker can be made.
    eval(
        &mut runtime,
        "worker.postMessage(1); worker.terminate(); worker.terminate();
         const next = new Worker('data:,onmessage = () => postMessage(1)');
         next.onmessage = () => { told.push('next'); next.terminate(); };
         next.postMessage(1);",
    );
    run(&mut runtime);
    eval(&mut runtime, "told.sort().join('; ')")
}

fn of_engine(told: &str) {
    let expected = "a defect of the engine ended this runtime: ";
    assert!(told.contains(expected), "{told}");
    assert_eq!(told.matches(expected).count(), 1, "{told}");
    assert!(told.contains("; closed; next"), "{told}");
}

#[test]
fn a_panic_of_the_engine_in_a_script_is_an_error_event() {
    of_engine(&breakdown("defect()", "classic"));
}

#[test]
fn a_panic_of_the_engine_in_a_module_is_an_error_event() {
    of_engine(&breakdown("defect()", "module"));
    of_engine(&breakdown("await null; defect()", "module"));
}

#[test]
fn a_panic_of_the_engine_in_a_callback_is_an_error_event() {
    of_engine(&breakdown("onmessage = () => defect()", "classic"));
    of_engine(&breakdown("onmessage = () => defect()", "module"));
    of_engine(&breakdown("setTimeout(defect)", "classic"));
    of_engine(&breakdown("Promise.resolve().then(defect)", "classic"));
}

#[test]
fn a_port_that_the_worker_has_taken_is_closed() {
    let script = "onmessage = ({ ports }) => { globalThis.port = ports[0]; setTimeout(defect); }";
    of_engine(&breakdown(script, "classic"));
}

#[test]
fn the_workers_of_a_worker_that_breaks_down_end() {
    let script = "const inner = new Worker('data:,setInterval(() => {}, 1)');
                  onmessage = () => defect();";
    of_engine(&breakdown(script, "classic"));
}

#[test]
fn a_panic_of_the_host_is_an_error_event_too() {
    for script in ["ours()", "onmessage = () => ours()", "setTimeout(ours)"] {
        let told = breakdown(script, "classic");
        assert!(
            told.contains("closed; next; the thread of the worker panicked"),
            "{script}: {told}"
        );
    }
}

/// Makes two workers that never end by themselves, lets the engine panic in their parent, and checks that they have ended.
fn parent_breaks_down(break_down: impl FnOnce(&mut Runtime)) {
    let mut runtime = runtime();
    let native = NativeFunction::from_fn_ptr(defect);
    runtime
        .context_mut()
        .register_global_callable(js_string!("defect"), 0, native)
        .expect("a fresh global");
    eval(
        &mut runtime,
        "let started = 0;
         for (let i = 0; i < 2; i++) {
             const worker = new Worker('data:,setInterval(() => {}, 1); postMessage(1)');
             worker.onmessage = () => { started++; };
         }",
    );
    while eval(&mut runtime, "started") != "2" {
        runtime
            .block_on(async |runtime| runtime.turn(Duration::from_millis(1)).await)
            .expect("a runtime of tokio");
    }
    assert_eq!(live_workers(&runtime.context()), 2);
    break_down(&mut runtime);
    assert!(runtime.engine_panic().is_some());
    assert_eq!(live_workers(&runtime.context()), 0);
}

#[test]
fn the_workers_of_a_runtime_that_breaks_down_end() {
    parent_breaks_down(|runtime| assert!(runtime.eval("defect()").is_err()));
    parent_breaks_down(|runtime| {
        runtime.eval("setTimeout(defect)").expect("a timer");
        run(runtime);
    });
    parent_breaks_down(|runtime| {
        let script = runtime.block_on(async |runtime| {
            runtime
                .run_script_text("main.js".as_ref(), "defect()")
                .await
        });
        assert!(script.expect("a runtime of tokio").is_err());
    });
}
