//! The span of an operation is the current one in every native function that its code reaches, and it ends with the operation.

#[path = "../support/collections.rs"]
mod collections;
mod ends;
mod modules;
mod order;
mod panics;
#[path = "../support/recorder.rs"]
mod recorder;
mod reports;
mod resources;

use std::sync::LazyLock;

use boa_async_context::{Runtime, tracing::ConsoleEvents};
use boa_engine::{
    Context, JsArgs, JsResult, JsString, JsValue, NativeFunction, js_string,
    native_function::NativeFunctionPointer,
};
use tracing::{Span, info_span};

use recorder::Recorder;

/// One for the process. The tests tell their spans and events apart by their names.
static RECORDER: LazyLock<Recorder> = LazyLock::new(Recorder::install);

/// A runtime whose programs see which span is current.
fn runtime() -> Runtime {
    LazyLock::force(&RECORDER);
    let mut runtime = Runtime::builder()
        .console_events(ConsoleEvents::Instead)
        .build()
        .expect("the default runtime");
    // The name of the current span.
    define(&mut runtime, "current", |_, _, _| {
        Ok(current_name().map_or_else(JsValue::null, |name| js_string!(name).into()))
    });
    // Calls a function in a span that native code has entered itself.
    define(&mut runtime, "native", |_, args, context| {
        let _entered = info_span!("native").entered();
        let function = args.get_or_undefined(0).as_callable();
        let function = function.expect("it is a function");
        function.call(&JsValue::undefined(), &[], context)
    });
    runtime
        .eval("globalThis.seen = []; globalThis.look = () => { seen.push(current()); };")
        .expect("a script");
    runtime
}

fn define(runtime: &mut Runtime, name: &str, body: NativeFunctionPointer) {
    let body = NativeFunction::from_fn_ptr(body);
    runtime
        .context_mut()
        .register_global_callable(JsString::from(name), 0, body)
        .expect("a fresh name");
}

/// Calls a function of the program.
fn call(name: &str, context: &mut Context) -> JsResult<JsValue> {
    let function = context.global_object().get(JsString::from(name), context)?;
    let function = function.as_callable().expect("the program defines it");
    function.call(&JsValue::undefined(), &[], context)
}

/// What the program has seen since the last time.
fn seen(runtime: &mut Runtime) -> String {
    let seen = runtime.eval("seen.splice(0).join()").expect("a list");
    seen.as_string().expect("a string").to_std_string_lossy()
}

fn current_name() -> Option<&'static str> {
    Span::current().metadata().map(|metadata| metadata.name())
}

#[track_caller]
fn assert_no_mistakes() {
    assert_eq!(RECORDER.mistakes(), Vec::<String>::new());
}
