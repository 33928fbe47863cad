//! Runtimes for the benches, and what they hold.

use boa_async_context::{CountingAllocator, Runtime};
use boa_engine::{JsValue, object::builtins::JsFunction};

/// What a runtime has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Installed {
    /// Whether it has AsyncContext.
    pub async_context: bool,
    /// Whether it has the APIs of `web-integration`.
    pub web: bool,
}

impl Installed {
    /// The engine and our event loop.
    pub const WITHOUT: Self = Self {
        async_context: false,
        web: false,
    };
    /// AsyncContext.
    pub const WITH: Self = Self {
        async_context: true,
        web: false,
    };
}

/// Builds a runtime.
pub fn runtime(installed: Installed) -> Runtime {
    let builder = Runtime::builder();
    let builder = if installed.async_context {
        builder
    } else {
        builder.without_async_context()
    };
    let mut runtime = builder.build().expect("the default runtime");
    if installed.web {
        boa_async_context_web::register(&mut runtime).expect("fresh globals");
    }
    runtime
}

/// Evaluates the expression of a function.
pub fn function(runtime: &mut Runtime, program: &str) -> JsFunction {
    let function = runtime
        .eval(program)
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    function
        .as_object()
        .and_then(JsFunction::from_object)
        .unwrap_or_else(|| panic!("{program}: not a function"))
}

/// Calls the function that `program` evaluates to with a number.
pub fn call(runtime: &mut Runtime, program: &str, n: u32) {
    let function = function(runtime, program);
    let arguments = [n.into()];
    function
        .call(
            &JsValue::undefined(),
            &arguments,
            &mut runtime.context_mut(),
        )
        .unwrap_or_else(|error| panic!("{program}: {error}"));
}

/// The bytes that this thread has allocated and not freed.
pub fn bytes() -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "millions")]
    let bytes = CountingAllocator::thread_bytes().expect("it counts") as f64;
    bytes
}
