//! JS functions `(n) => ...` that do something `n` times, in groups. The first function of a group is what the others
//! are compared with.

use std::time::{Duration, Instant};

use boa_async_context::{Agent, EXACT_GENERATORS, HostVariable, Runtime};
use boa_engine::{JsValue, object::builtins::JsFunction};

use crate::{
    server,
    setup::{self, Installed},
};

/// How much `await`, `then` and the web's APIs may cost over the engine alone, with nothing set and with one variable set.
const NOTHING_SET: f64 = 1.01;
const ONE_SET: f64 = 1.03;

/// A group of variants to measure alternately. The first is what the others are compared with.
pub struct Comparison {
    /// How often each program does its thing in one measurement.
    pub n: u32,
    /// The variants.
    pub variants: Vec<Variant>,
}

/// One thing to measure.
pub struct Variant {
    /// The name, which `figures -- only` takes.
    pub name: String,
    /// A JS expression for the function.
    program: String,
    installed: Installed,
    /// Whether the function is evaluated with a host variable set.
    host_variable: bool,
    /// Whether the jobs that the function enqueues are run as part of it.
    jobs: bool,
    /// The highest ratio to the first variant that is on target.
    pub target: Option<f64>,
}

impl Variant {
    fn new(name: impl Into<String>, program: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            program: program.into(),
            installed: Installed::WITH,
            host_variable: false,
            jobs: false,
            target: None,
        }
    }

    fn web(mut self) -> Self {
        self.installed.web = true;
        self
    }

    fn not_installed(mut self) -> Self {
        self.installed.async_context = false;
        self
    }

    /// Runs the program with one host variable set.
    fn with_host_variable(mut self) -> Self {
        self.host_variable = true;
        self.program = format!("AsyncContext.Snapshot.wrap({})", self.program);
        self
    }

    fn with_jobs(mut self) -> Self {
        self.jobs = true;
        self
    }

    fn target(mut self, ratio: f64) -> Self {
        self.target = Some(ratio);
        self
    }

    /// Builds a runtime and evaluates the function in it.
    pub fn prepare(&self) -> Prepared {
        let mut runtime = setup::runtime(self.installed);
        let agent = Agent::of(&runtime.context());
        let evaluate = |runtime: &mut Runtime| setup::function(runtime, &self.program);
        let function = match agent.filter(|_| self.host_variable) {
            Some(agent) => HostVariable::new().run(&agent, 1u32, || evaluate(&mut runtime)),
            None => evaluate(&mut runtime),
        };
        Prepared {
            runtime,
            function,
            jobs: self.jobs,
        }
    }
}

/// A variant that is ready to run.
pub struct Prepared {
    runtime: Runtime,
    function: JsFunction,
    jobs: bool,
}

impl Prepared {
    /// Runs the program `n` times and returns the time that took, without a collection before it.
    pub fn time(&mut self, n: u32) -> Duration {
        // One variant must not pay for a collection that another one caused.
        boa_gc::force_collect();
        let start = Instant::now();
        self.function
            .call(
                &JsValue::undefined(),
                &[n.into()],
                &mut self.runtime.context_mut(),
            )
            .unwrap_or_else(|error| panic!("{error}"));
        if self.jobs {
            self.runtime
                .run_until_idle_blocking()
                .expect("a tokio runtime");
        }
        start.elapsed()
    }
}

/// Everything that is measured.
pub fn comparisons() -> Vec<Comparison> {
    let mut all = vec![get(), run()];
    all.extend(growth());
    all.push(run_and_capture());
    all.extend(
        [
            (
                "await",
                "async (n) => { for (let i = 0; i < n; i++) await i; }",
            ),
            (
                "then",
                "(n) => { let p = Promise.resolve(); for (let i = 0; i < n; i++) p = p.then((x) => x); }",
            ),
            (
                "queueMicrotask",
                "(n) => { const f = () => {}; for (let i = 0; i < n; i++) queueMicrotask(f); }",
            ),
        ]
        .map(|(kind, program)| asynchronous(kind, program)),
    );
    all.extend(generators());
    all.extend(web());
    all
}

/// The web's APIs, each with its own way to a mapping.
fn web() -> impl Iterator<Item = Comparison> {
    let fetch = format!(
        "async (n) => {{ for (let i = 0; i < n; i++) await (await fetch('http://{}')).text(); }}",
        server::address()
    );
    [
        (
            "dispatchEvent",
            "(n) => {
                const target = new EventTarget();
                target.addEventListener('a', () => {});
                const event = new Event('a');
                for (let i = 0; i < n; i++) target.dispatchEvent(event);
            }",
            20_000,
        ),
        (
            "setTimeout",
            "(n) => { for (let i = 0; i < n; i++) setTimeout(() => {}); }",
            4_000,
        ),
        (
            "postTask",
            "(n) => { for (let i = 0; i < n; i++) scheduler.postTask(() => {}); }",
            4_000,
        ),
        (
            "postMessage",
            "(n) => {
                const { port1, port2 } = new MessageChannel();
                let seen = 0;
                port2.onmessage = () => { if (++seen === n) port1.close(); };
                for (let i = 0; i < n; i++) port1.postMessage(i);
            }",
            4_000,
        ),
        (
            "stream read()",
            "async (n) => {
                const stream = new ReadableStream({ pull(c) { c.enqueue(1); } }, { highWaterMark: 0 });
                const reader = stream.getReader();
                for (let i = 0; i < n; i++) await reader.read();
            }",
            4_000,
        ),
    ]
    .map(|(kind, program, n)| (kind, program.to_owned(), n))
    .into_iter()
    .chain([("fetch and text()", fetch, 100)])
    .map(|(kind, program, n)| {
        let name = |what: &str| format!("{kind}, {what}");
        let variant = |what, program: String| Variant::new(name(what), program).with_jobs().web();
        Comparison {
            n,
            variants: vec![
                variant("not installed", program.clone()).not_installed(),
                variant("no context", program.clone()).target(NOTHING_SET),
                variant("one variable set", with_one_set(&program)).target(ONE_SET),
            ],
        }
    })
}

fn get() -> Comparison {
    let one = "(() => {
        const v = new AsyncContext.Variable();
        return v.run(1, () => AsyncContext.Snapshot.wrap((n) => {
            for (let i = 0; i < n; i++) v.get();
        }));
    })()";
    let beneath_others = "(() => {
        const v = new AsyncContext.Variable();
        const { wrap } = AsyncContext.Snapshot;
        let within = v.run(1, () => wrap((g) => g()));
        for (let i = 0; i < 1000; i++) {
            const other = new AsyncContext.Variable();
            within = within(() => other.run(i, () => wrap((g) => g())));
        }
        return within(() => wrap((n) => { for (let i = 0; i < n; i++) v.get(); }));
    })()";
    Comparison {
        n: 20_000,
        variants: vec![
            Variant::new(
                "Math.abs(1)",
                "(n) => { for (let i = 0; i < n; i++) Math.abs(1); }",
            ),
            Variant::new("get, not set", with_others(0, "v.get()")).target(0.85),
            Variant::new("get, 1 variable", one).target(0.85),
            Variant::new("get, not set, 1,000 others", with_others(1000, "v.get()")).target(0.85),
            Variant::new("get, 1 variable of 1,001", beneath_others).target(0.85),
        ],
    }
}

fn run() -> Comparison {
    let floor = "(() => {
        const f = () => {};
        return (n) => { for (let i = 0; i < n; i++) f.call(undefined); };
    })()";
    Comparison {
        n: 10_000,
        variants: vec![
            Variant::new("f.call(undefined)", floor),
            run_beside(0).target(1.08),
            run_beside(10),
            run_beside(100),
            run_beside(1000),
        ],
    }
}

fn run_beside(others: usize) -> Variant {
    Variant::new(
        format!("run, {others} others"),
        with_others(others, "v.run(i, f)"),
    )
}

/// What `run` costs over its own cost beside no other variable, and what making the mapping costs over `run`.
fn growth() -> [Comparison; 2] {
    [
        Comparison {
            n: 10_000,
            variants: vec![run_beside(0), run_beside(1000).target(1.05)],
        },
        Comparison {
            n: 5_000,
            variants: vec![run_beside(0), run_and_capture_beside(0).target(3.0)],
        },
    ]
}

/// The cost of really making the mapping.
fn run_and_capture() -> Comparison {
    Comparison {
        n: 5_000,
        variants: vec![
            run_and_capture_beside(0),
            run_and_capture_beside(10),
            run_and_capture_beside(100),
            run_and_capture_beside(1000).target(1.6),
        ],
    }
}

fn run_and_capture_beside(others: usize) -> Variant {
    Variant::new(
        format!("run and capture, {others} others"),
        with_others(others, "v.run(i, () => new AsyncContext.Snapshot())"),
    )
}

fn asynchronous(kind: &str, program: &str) -> Comparison {
    let name = |what: &str| format!("{kind}, {what}");
    Comparison {
        n: 5_000,
        variants: vec![
            Variant::new(name("not installed"), program)
                .not_installed()
                .with_jobs(),
            Variant::new(name("no context"), program)
                .with_jobs()
                .target(NOTHING_SET),
            Variant::new(name("one variable set"), with_one_set(program))
                .with_jobs()
                .target(ONE_SET),
            Variant::new(name("one host variable set"), program)
                .with_jobs()
                .with_host_variable(),
        ],
    }
}

/// `next()` in a loop, `for..of`, `yield*` and `for await`, and the creation of generators.
fn generators() -> impl Iterator<Item = Comparison> {
    const COUNT: &str = "function* count(n) { for (let i = 0; i < n; i++) yield i; }";
    [
        (
            "next()",
            format!("(n) => {{ {COUNT} const it = count(n); for (let i = 0; i < n; i++) it.next(); }}"),
            false,
        ),
        (
            "for..of",
            format!("(n) => {{ {COUNT} for (const x of count(n)); }}"),
            false,
        ),
        (
            "yield*",
            format!(
                "(n) => {{ {COUNT} function* outer() {{ yield* count(n); }} for (const x of outer()); }}"
            ),
            false,
        ),
        (
            "creation",
            "(n) => { function* g() {} for (let i = 0; i < n; i++) g(); }".to_owned(),
            false,
        ),
        (
            "for await",
            "async (n) => {
                async function* count() { for (let i = 0; i < n; i++) yield i; }
                for await (const x of count());
            }"
            .to_owned(),
            true,
        ),
    ]
    .into_iter()
    .map(|(kind, program, jobs)| {
        let name = |what: &str| format!("generator {kind}, {what}");
        let with_jobs = |variant: Variant| if jobs { variant.with_jobs() } else { variant };
        let one_set = Variant::new(name("one variable set"), with_one_set(&program));
        // On the published engine the methods are functions of ours once a variable was set.
        let one_set = if EXACT_GENERATORS { one_set.target(1.02) } else { one_set };
                Comparison {
            n: if jobs { 4_000 } else { 20_000 },
            variants: vec![
                with_jobs(Variant::new(name("not installed"), &*program).not_installed()),
                with_jobs(Variant::new(name("never used"), &*program)).target(1.01),
                with_jobs(one_set),
            ],
        }
    })
}

/// `program` with one variable set.
fn with_one_set(program: &str) -> String {
    format!(
        "(() => {{
            const v = new AsyncContext.Variable();
            return v.run(1, () => AsyncContext.Snapshot.wrap({program}));
        }})()"
    )
}

/// A function that does `body` `n` times while `others` other variables are set.
fn with_others(others: usize, body: &str) -> String {
    format!(
        "(() => {{
            const v = new AsyncContext.Variable();
            const f = () => {{}};
            const make = () => AsyncContext.Snapshot.wrap((n) => {{
                for (let i = 0; i < n; i++) {body};
            }});
            let within = (g) => g();
            for (let i = 0; i < {others}; i++) {{
                const other = new AsyncContext.Variable();
                within = within(() => other.run(i, () => AsyncContext.Snapshot.wrap((g) => g())));
            }}
            return within(make);
        }})()"
    )
}
