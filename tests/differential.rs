//! A program that does not use AsyncContext cannot tell whether it is there.
//!
//! The programs of `tests/programs`, and generated ones, run with and without us, on our event loop
//! and on Boa's own executor; what they log must be the same to the letter.

use std::{
    cell::{Cell, RefCell},
    fmt::Write as _,
    path::Path,
    rc::Rc,
};

use boa_async_context::{AsyncContext, Runtime, Storage};
use boa_engine::{
    Context, JsResult, JsValue, NativeFunction, Source,
    context::{
        DefaultHooks,
        time::{Clock, JsInstant},
    },
    job::SimpleJobExecutor,
    js_string,
};
use proptest::{prelude::*, sample::select};

/// What a program logged.
#[derive(Default)]
struct Log(Rc<RefCell<String>>);

fn define_log(context: &mut Context) -> Rc<RefCell<String>> {
    let log = Rc::<RefCell<String>>::default();
    context.insert_data(Log(log.clone()));
    let function = NativeFunction::from_fn_ptr(|_, args, context| {
        let mut line = String::new();
        for arg in args {
            let text = arg.to_string(context)?.to_std_string_escaped();
            write!(line, "{text} ").expect("a String");
        }
        let log = context.get_data::<Log>().expect("put there").0.clone();
        writeln!(log.borrow_mut(), "{}", line.trim_end()).expect("a String");
        Ok(JsValue::undefined())
    });
    context
        .register_global_callable(js_string!("log"), 0, function)
        .expect("a fresh global");
    log
}

/// Evaluates a program and runs its jobs with `run_jobs`.
fn run(
    context: &mut Context,
    source: &str,
    run_jobs: impl FnOnce(&mut Context) -> JsResult<()>,
) -> String {
    let log = define_log(context);
    let result = context.eval(Source::from_bytes(source)).map(drop);
    if let Err(error) = result.and_then(|()| run_jobs(context)) {
        writeln!(log.borrow_mut(), "ended with {error}").expect("a String");
    }
    log.take()
}

/// Each reading advances the clock by one millisecond, so that the order of timers is no accident.
#[derive(Default)]
struct Ticking(Cell<u64>);

impl Clock for Ticking {
    fn now(&self) -> JsInstant {
        self.0.set(self.0.get() + 1);
        JsInstant::new(
            self.0.get() / 1000,
            (self.0.get() % 1000) as u32 * 1_000_000,
        )
    }

    fn system_time_millis(&self) -> i64 {
        0
    }
}

fn on_our_loop(installed: bool, source: &str) -> String {
    let builder = Runtime::builder().without_console();
    let builder = if installed {
        builder
    } else {
        builder.without_async_context()
    };
    let mut runtime = builder.build().expect("a runtime");
    // Without AsyncContext rejections are not tracked, so they are not compared.
    runtime.event_loop().set_reporter(|_, _| {});
    // In tokio's paused time, which moves on when there is nothing else to do.
    let tokio = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .expect("a tokio runtime");
    let event_loop = runtime.event_loop().clone();
    run(&mut runtime.context_mut(), source, |context| {
        tokio.block_on(event_loop.run_until_idle(&RefCell::new(context)));
        Ok(())
    })
}

fn on_boas_executor(installed: bool, source: &str) -> String {
    let async_context = AsyncContext::new(Storage::Weak);
    let executor = Rc::new(SimpleJobExecutor::new());
    let builder = Context::builder().clock(Rc::new(Ticking::default()));
    let builder = if installed {
        builder
            .host_hooks(async_context.default_hooks())
            .job_executor(async_context.jobs(executor))
    } else {
        builder
            .host_hooks(Rc::new(DefaultHooks))
            .job_executor(executor)
    };
    let mut context = builder.build().expect("a context");
    if installed {
        async_context.install(&mut context).expect("installed");
    }
    boa_wintertc::timers::register(&mut context).expect("fresh globals");
    boa_wintertc::microtask::register(None, &mut context).expect("fresh globals");
    run(&mut context, source, Context::run_jobs)
}

/// Names the first line that differs.
#[track_caller]
fn assert_same_log(without: &str, with: &str, name: &str, executor: &str) {
    for (i, (without, with)) in without.lines().zip(with.lines()).enumerate() {
        assert_eq!(without, with, "line {} of {name} {executor}", i + 1);
    }
    assert_eq!(
        without.lines().count(),
        with.lines().count(),
        "lines of {name} {executor}"
    );
}

#[track_caller]
fn same(name: &str, source: &str) -> usize {
    let without = on_our_loop(false, source);
    assert_same_log(&without, &on_our_loop(true, source), name, "on our loop");
    assert_same_log(
        &on_boas_executor(false, source),
        &on_boas_executor(true, source),
        name,
        "on Boa's executor",
    );
    without.lines().count()
}

#[test]
fn the_programs_of_the_corpus_log_the_same() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs");
    let mut programs = 0;
    for entry in std::fs::read_dir(directory).expect("the corpus") {
        let path = entry.expect("a readable directory").path();
        let source = std::fs::read_to_string(&path).expect("a program");
        let lines = same(&path.display().to_string(), &source);
        assert!(lines >= 5, "{} logs only {lines} lines", path.display());
        programs += 1;
    }
    assert!(programs >= 8);
}

/// An expression that makes a promise (or something to await).
fn promise() -> impl Strategy<Value = String> {
    let leaf = select(vec![
        "Promise.resolve(1)",
        "Promise.reject(2)",
        "3",
        "({ then(r) { log('thenable'); r(4); } })",
        "({ then(r, j) { j(5); } })",
        "({ then() { throw 6; } })",
        "new Promise((r) => setTimeout(r, 1, 7))",
        "new Promise((r) => queueMicrotask(() => r(8)))",
        "(async () => { throw 9; })()",
        "gen().next()",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            inner
                .clone()
                .prop_map(|p| format!("Promise.resolve({p}).then((x) => (log('t', x), x))")),
            inner
                .clone()
                .prop_map(|p| format!("Promise.resolve({p}).then(undefined, (x) => (log('r', x), x))")),
            inner.clone().prop_map(|p| format!("Promise.resolve({p}).then()")),
            inner
                .clone()
                .prop_map(|p| format!("Promise.resolve({p}).finally(() => log('f'))")),
            inner.clone().prop_map(|p| format!(
                "(async () => {{ try {{ const x = await {p}; log('a', x); return x; }} catch (e) {{ log('c', e); throw e; }} }})()"
            )),
            (inner.clone(), inner.clone())
                .prop_map(|(p, q)| format!("Promise.all([{p}, {q}])")),
            (inner.clone(), inner.clone())
                .prop_map(|(p, q)| format!("Promise.race([{p}, {q}])")),
            (inner.clone(), inner.clone())
                .prop_map(|(p, q)| format!("Promise.allSettled([{p}, {q}])")),
            inner.prop_map(|p| format!(
                "(async () => {{ for await (const x of [{p}, 0]) log('l', x); }})()"
            )),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn generated_programs_log_the_same(promises in prop::collection::vec(promise(), 1..5)) {
        let mut source = "async function* gen() { try { yield 1; } finally { log('gen'); } }\n".to_owned();
        for (n, promise) in promises.iter().enumerate() {
            writeln!(source, "Promise.resolve({promise}).then((x) => log({n}, typeof x), (e) => log({n}, 'failed', e));").expect("a String");
        }
        same("generated", &source);
    }
}
