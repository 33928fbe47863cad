//! What the benches measure: JS functions `(n) => ...` that do something `n` times.

use std::time::{Duration, Instant};

use boa_async_context::Runtime;
use boa_engine::{JsValue, object::builtins::JsFunction};

/// One side of a comparison: a JS function `(n) => ...` that does something `n` times.
pub struct Variant {
    pub name: &'static str,
    runtime: Runtime,
    function: JsFunction,
}

/// Whether a variant's jobs are run as part of it.
#[derive(Clone, Copy, PartialEq)]
pub enum Jobs {
    None,
    Run,
}

impl Variant {
    pub fn new(name: &'static str, runtime: Runtime, source: &str) -> Self {
        let mut runtime = runtime;
        let function = runtime
            .eval(source)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let function = function
            .as_object()
            .and_then(JsFunction::from_object)
            .unwrap_or_else(|| panic!("{name}: not a function"));
        Self {
            name,
            runtime,
            function,
        }
    }

    pub fn time(&mut self, n: u32, jobs: Jobs) -> Duration {
        // A collection that one variant caused must not be paid by another.
        boa_gc::force_collect();
        let start = Instant::now();
        self.function
            .call(&JsValue::undefined(), &[n.into()], self.runtime.context())
            .unwrap_or_else(|error| panic!("{}: {error}", self.name));
        if jobs == Jobs::Run {
            self.runtime.block_on_idle().expect("a tokio runtime");
        }
        start.elapsed()
    }
}

/// A runtime as users have it.
pub fn ours() -> Runtime {
    Runtime::builder().build().expect("the default runtime")
}

/// The same engine, event loop and globals without AsyncContext.
pub fn bare() -> Runtime {
    Runtime::builder()
        .without_async_context()
        .build()
        .expect("the default runtime")
}

pub const MATH_ABS: &str = "(n) => { for (let i = 0; i < n; i++) Math.abs(1); }";

pub const FUNCTION_CALL: &str = "(() => {
    const f = () => {};
    return (n) => { for (let i = 0; i < n; i++) f.call(undefined); };
})()";

pub const AWAITS: &str = "async (n) => { for (let i = 0; i < n; i++) await i; }";

pub const THENS: &str =
    "(n) => { let p = Promise.resolve(); for (let i = 0; i < n; i++) p = p.then((x) => x); }";

pub const GENERATOR_LOOP: &str = "(n) => {
    function* g() { for (let i = 0; i < n; i++) yield i; }
    for (const x of g());
}";

/// `program` with one variable set.
pub fn with_one_set(program: &str) -> String {
    format!(
        "(() => {{
            const v = new AsyncContext.Variable();
            return v.run(1, () => AsyncContext.Snapshot.wrap({program}));
        }})()"
    )
}

/// A `get` of the variable that is set.
pub fn get_of_one() -> String {
    "(() => {
        const v = new AsyncContext.Variable();
        return v.run(1, () => AsyncContext.Snapshot.wrap((n) => {
            for (let i = 0; i < n; i++) v.get();
        }));
    })()"
        .to_owned()
}

/// A function that does `body` `n` times while `others` other variables are set.
pub fn nested(others: usize, body: &str) -> String {
    format!(
        "(() => {{
            const v = new AsyncContext.Variable();
            const f = () => {{}};
            let make = () => AsyncContext.Snapshot.wrap((n) => {{ for (let i = 0; i < n; i++) {body}; }});
            let step = AsyncContext.Snapshot.wrap((g) => g());
            for (let i = 0; i < {others}; i++) {{
                const other = new AsyncContext.Variable();
                step = step((() => other.run(i, () => AsyncContext.Snapshot.wrap((g) => g()))));
            }}
            return step(make);
        }})()"
    )
}
