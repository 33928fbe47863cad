//! A panic of the engine ends one runtime, and its host hears of it.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::Duration,
};

use boa_async_context::{
    Error, Runtime,
    event_loop::{CallError, LoopState},
};
use boa_engine::{JsValue, NativeFunction, Script, Source, js_string};
use futures_lite::future::block_on;

/// A runtime with a function that lets the engine panic, on either engine: it evaluates a script of another realm.
fn runtime() -> Runtime {
    let mut runtime = Runtime::builder().build().expect("the default runtime");
    let defect = NativeFunction::from_fn_ptr(|_, _, context| {
        let realm = context.create_realm()?;
        let script = Script::parse(Source::from_bytes("let x = 1; x"), Some(realm), context)?;
        script.evaluate(context)
    });
    let ours =
        NativeFunction::from_fn_ptr(|_, _, _| -> Result<JsValue, _> { panic!("of the host") });
    for (name, function) in [(js_string!("meet"), defect), (js_string!("ours"), ours)] {
        runtime
            .context_mut()
            .register_global_callable(name, 1, function)
            .expect("a fresh global");
    }
    runtime
}

#[track_caller]
fn is_told<T: std::fmt::Debug>(result: Result<T, Error>) {
    let Err(Error::EnginePanicked(panic)) = result else {
        panic!("{result:?}");
    };
    assert!(panic.file().contains("boa_engine-") || panic.file().starts_with("boa/core/engine/"));
    assert!(panic.line() > 0 && !panic.message().is_empty());
    let text = panic.to_string();
    assert!(text.starts_with("a defect of the engine ended this runtime: "));
    assert!(text.contains(panic.file()) && text.ends_with("see docs/boa.md for what is known"));
}

#[test]
fn a_panic_in_a_script_is_an_error_and_ends_the_runtime() {
    let (mut runtime, mut other) = (runtime(), runtime());
    assert!(runtime.engine_panic().is_none());
    is_told(runtime.eval("\n\n(function led() {\n    meet();\n})();"));
    // It stays so, whatever the host tries.
    let panic = runtime.engine_panic().expect("it is kept").clone();
    let program = panic.program().expect("a script was running");
    assert_eq!((program.function.as_str(), program.line), ("led", 4));
    assert!(
        panic
            .to_string()
            .contains(", when the program was at <eval>:4:"),
        "{panic}"
    );
    is_told(runtime.eval("1"));
    is_told(runtime.run_module_text("m.mjs".as_ref(), "1"));
    is_told(runtime.create_realm());
    is_told(runtime.run_until_idle_blocking());
    drop(runtime);
    // Another one on the same thread goes on, and so does the collector.
    let value = other
        .eval("let n = 1; setTimeout(() => n++); n")
        .expect("a script");
    assert_eq!(value.as_number(), Some(1.0));
    other.run_until_idle_blocking().expect("a loop");
    boa_gc::force_collect();
    assert_eq!(other.eval("n").expect("a script").as_number(), Some(2.0));
}

#[test]
fn a_panic_in_a_job_ends_the_run() {
    let mut runtime = runtime();
    runtime
        .eval("globalThis.after = 0; setTimeout(meet); setTimeout(() => after++, 1);")
        .expect("a script");
    is_told(runtime.run_until_idle_blocking());
    let state = futures_lite::future::block_on(runtime.turn(Duration::from_millis(1)));
    assert_eq!(state, LoopState::EnginePanicked);
    let report = futures_lite::future::block_on(runtime.shutdown(Duration::from_millis(1)));
    assert!(!report.is_clean(), "the second timer is left");
}

#[test]
fn a_panic_in_a_script_that_yields_is_told() {
    let mut runtime = runtime();
    let result = runtime.block_on(async |runtime: &mut Runtime| {
        runtime.run_script_text("s.js".as_ref(), "meet()").await
    });
    is_told(result.expect("a loop"));
    is_told(runtime.eval("1"));
}

#[test]
fn a_panic_of_the_host_is_none_of_the_engine() {
    let mut runtime = runtime();
    let caught = catch_unwind(AssertUnwindSafe(|| runtime.eval("ours()")));
    let message = caught.expect_err("it unwinds");
    assert_eq!(message.downcast_ref::<&str>(), Some(&"of the host"));
    assert!(runtime.engine_panic().is_none());
    assert_eq!(
        runtime.eval("1 + 1").expect("a script").as_number(),
        Some(2.0)
    );
}

/// The context is leaked, but nobody waits for ever.
#[test]
fn calls_that_have_begun_and_calls_that_wait_end() {
    let mut runtime = runtime();
    runtime
        .eval("setTimeout(() => meet(), 1); globalThis.never = new Promise(() => {})")
        .expect("valid script");
    let mailbox = runtime.event_loop().mailbox();
    let begun = mailbox.call::<f64>(|context| {
        let global = context.global_object();
        global.get(js_string!("never"), context)
    });
    runtime.run_until_idle_blocking().expect_err("it panics");
    let late = mailbox.call::<f64>(|_| Ok(1.into()));
    for call in [begun, late] {
        assert!(matches!(block_on(call), Err(CallError::Ended)));
    }
    drop(runtime);
}

/// Nothing of the text runs, so no frame of the VM tells of it.
#[test]
fn a_panic_while_a_text_is_prepared_names_the_text() {
    if boa_async_context::EXACT_GENERATORS {
        return;
    }
    let defect = "class A { [(() => { var k; return k; })()]() {} }";
    let told = |run: &dyn Fn(&mut Runtime) -> Result<(), Error>| {
        let mut runtime = runtime();
        let ended = run(&mut runtime).and_then(|()| runtime.run_until_idle_blocking());
        let Err(Error::EnginePanicked(panic)) = ended else {
            panic!("{ended:?}");
        };
        panic.preparation().expect("a text is prepared")
    };
    let eval = told(&|runtime| runtime.eval(defect).map(drop));
    assert_eq!(eval, "compiling <eval>");
    let script = told(&|runtime| {
        let ran = runtime.block_on(async |runtime: &mut Runtime| {
            runtime
                .run_script_text("s.js".as_ref(), defect)
                .await
                .map(drop)
        });
        ran.expect("a loop")
    });
    assert_eq!(script, "compiling s.js");
    let module = told(&|runtime| runtime.run_module_text("m.mjs".as_ref(), defect).map(drop));
    assert_eq!(module, "compiling m.mjs");
    // What runs is told by its frames.
    let mut runtime = runtime();
    let Err(Error::EnginePanicked(panic)) = runtime.eval("meet()") else {
        panic!("it meets a defect");
    };
    assert_eq!(panic.preparation(), None);
}
