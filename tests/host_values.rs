//! When the values of host variables end: with the last thing that can still ask for them, without a collection.

#[path = "support/collections.rs"]
mod collections;
#[path = "support/foreign.rs"]
mod foreign;

use std::{
    cell::RefCell,
    panic::{AssertUnwindSafe, catch_unwind},
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use boa_async_context::{
    Agent, CaptureKind, EXACT_GENERATORS, HostScope, HostVariable, Mapping, Runtime, Storage,
    event_loop::{Mailbox, ReportKind},
};
use boa_engine::{
    Context, JsNativeError, JsResult, JsValue, NativeFunction, Source,
    job::{GenericJob, Job, NativeAsyncJob, SimpleJobExecutor},
    js_string,
};

use collections::collected;
use foreign::installed;

const STORAGES: [Storage; 4] = [
    Storage::Weak,
    Storage::Ephemeron,
    Storage::Hybrid { collections: 1 },
    Storage::Strong,
];

const REQUESTS: usize = 20;

/// A value that counts its ends, as a tracing span or a permit does.
struct Span {
    closed: Arc<AtomicUsize>,
}

impl Drop for Span {
    fn drop(&mut self) {
        self.closed.fetch_add(1, Ordering::SeqCst);
    }
}

#[derive(Clone, Default)]
struct Spans(Arc<AtomicUsize>);

impl Spans {
    fn open(&self) -> Span {
        Span {
            closed: self.0.clone(),
        }
    }

    fn closed(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

fn define(
    runtime: &mut Runtime,
    name: &str,
    function: fn(&JsValue, &[JsValue], &mut Context) -> JsResult<JsValue>,
) {
    runtime
        .context_mut()
        .register_global_callable(js_string!(name), 0, NativeFunction::from_fn_ptr(function))
        .expect("a fresh global");
}

/// A runtime with functions that start native operations.
fn runtime(storage: Storage) -> Runtime {
    let mut runtime = Runtime::builder()
        .storage(storage)
        .build()
        .expect("the default runtime");
    runtime.event_loop().set_reporter(|_, _| {});
    define(&mut runtime, "native", |_, _, context| {
        let job = NativeAsyncJob::new(async |_| {
            for _ in 0..3 {
                futures_lite::future::yield_now().await;
            }
            Ok(JsValue::undefined())
        });
        context.enqueue_job(Job::AsyncJob(job));
        Ok(JsValue::undefined())
    });
    define(&mut runtime, "generic", |_, _, context| {
        let job = GenericJob::new(|_| Ok(JsValue::undefined()), context.realm().clone());
        context.enqueue_job(Job::GenericJob(job));
        Ok(JsValue::undefined())
    });
    define(&mut runtime, "fail", |_, _, _| {
        Err(JsNativeError::error().with_message("on purpose").into())
    });
    runtime
        .eval("const v = new AsyncContext.Variable(); const tick = (ms) => new Promise((r) => setTimeout(r, ms));")
        .expect("valid script");
    runtime
}

/// Serves requests with a span each, and returns how many spans are closed when the loop is idle, without a collection.
fn serve(storage: Storage, set_up: &str, handler: &str) -> usize {
    let mut runtime = runtime(storage);
    let agent = runtime.agent().expect("installed").clone();
    let request = HostVariable::<Span>::new();
    runtime.eval(set_up).expect("valid script");
    runtime
        .eval(&format!("function handle() {{ {handler} }}"))
        .expect("valid script");
    runtime.run_until_idle_blocking().expect("it runs");
    boa_gc::force_collect();
    let collections = collected();
    let spans = Spans::default();
    for _ in 0..REQUESTS {
        let ended = request.run(&agent, spans.open(), || runtime.eval("handle()"));
        ended.expect("the handler returns");
    }
    runtime.run_until_idle_blocking().expect("it runs");
    assert!(
        !collections.get(),
        "the test says nothing, because a collection ran: {handler}"
    );
    spans.closed()
}

#[track_caller]
fn closes_all(set_up: &str, handler: &str) {
    for storage in STORAGES {
        assert_eq!(
            serve(storage, set_up, handler),
            REQUESTS,
            "{storage}: {handler}"
        );
    }
}

#[test]
fn a_request_without_async_work_closes_its_span_when_it_returns() {
    closes_all("", "");
    closes_all("", "v.run(1, () => v.get());");
    closes_all("", "v.run(1, () => v.run(2, () => v.get()));");
}

#[test]
fn awaits_and_reactions_close_the_span_when_they_have_run() {
    closes_all("", "(async () => { await 1; await tick(1); })();");
    closes_all(
        "",
        "v.run(1, async () => { await 1; await tick(1); v.get(); });",
    );
    closes_all("", "Promise.resolve(1).then(() => {}).finally(() => {});");
    closes_all("", "Promise.reject(1).catch(() => {});");
    closes_all("", "Promise.all([1, tick(1), tick(2)]).then();");
    closes_all("", "Promise.race([tick(1), tick(2)]).then(() => {});");
    closes_all("", "Promise.allSettled([Promise.reject(1), tick(1)]);");
    closes_all(
        "",
        "(async () => { try { await Promise.reject(1); } catch {} })();",
    );
    // Handlers of a promise that others keep, and that is settled later.
    closes_all(
        "let settle; const shared = new Promise((r) => { settle = r; }); setTimeout(() => settle(), 5);",
        "shared.then(() => {}, () => {}); shared.finally(() => {});",
    );
}

#[test]
fn thenables_close_the_span_when_they_have_run() {
    closes_all("", "Promise.resolve({ then(f) { f(1); } });");
    closes_all(
        "",
        "Promise.resolve({ then(f) { setTimeout(f, 1); } }).then(() => {});",
    );
    closes_all(
        "",
        "Promise.resolve({ then() { throw 1; } }).catch(() => {});",
    );
    closes_all("", "(async () => { await { then(f) { f(1); } }; })();");
}

#[test]
fn timers_and_microtasks_close_the_span_when_they_have_run_or_are_cancelled() {
    closes_all("", "setTimeout(() => {}, 1);");
    closes_all("", "setTimeout(() => setTimeout(() => {}, 1), 1);");
    closes_all("", "clearTimeout(setTimeout(() => {}, 100000));");
    closes_all(
        "",
        "let n = 0; const id = setInterval(() => { if (++n === 2) clearInterval(id); }, 1);",
    );
    closes_all("", "clearInterval(setInterval(() => {}, 1));");
    closes_all("", "queueMicrotask(() => queueMicrotask(() => {}));");
}

#[test]
fn native_jobs_close_the_span_when_they_are_done() {
    closes_all("", "native();");
    closes_all("", "generic();");
    closes_all(
        "",
        "import('data:text/javascript,export default 1').catch(() => {});",
    );
}

#[test]
fn finished_generators_close_the_span() {
    closes_all("function* g() { yield 1; yield 2; }", "[...g()];");
    closes_all(
        "function* g() { yield 1; yield 2; } globalThis.kept = [];",
        "const it = g(); kept.push(it); it.next(); it.return();",
    );
    closes_all(
        "function* g() { yield 1; } globalThis.kept = [];",
        "const it = g(); kept.push(it); it.return();",
    );
    closes_all(
        "function* g() { yield 1; throw 1; } globalThis.kept = [];",
        "const it = g(); kept.push(it); it.next(); try { it.next(); } catch {}",
    );
    closes_all(
        "async function* g() { yield 1; yield 2; } globalThis.kept = [];",
        "const it = g(); kept.push(it); (async () => { for await (const x of it); })();",
    );
    closes_all(
        "async function* g() { yield 1; } globalThis.kept = [];",
        "const it = g(); kept.push(it); (async () => { for await (const x of it) break; })();",
    );
}

#[test]
fn an_async_generator_that_ends_after_an_await_closes_the_span() {
    closes_all(
        "async function* g() { await 1; yield 1; await tick(1); yield 2; await tick(1); } globalThis.kept = [];",
        "const it = g(); kept.push(it); (async () => { for await (const x of it); })();",
    );
    closes_all(
        "async function* g() { try { yield 1; } finally { await tick(1); } } globalThis.kept = [];",
        "const it = g(); kept.push(it); (async () => { for await (const x of it) break; })();",
    );
}

/// Our event loop looks at these generators. Nothing else is called when one ends in a job of the published engine.
#[test]
fn on_a_foreign_executor_an_async_generator_that_ends_after_an_await_waits_for_a_collection_without_our_hooks()
 {
    let (async_context, mut context) = installed(Rc::new(SimpleJobExecutor::new()));
    let agent = async_context.agent();
    let spans = Spans::default();
    let source = "globalThis.it = (async function* () { yield 1; await 1; })();
                  (async () => { for await (const x of it); it = null; })()";
    HostVariable::new()
        .run(agent, spans.open(), || {
            context.eval(Source::from_bytes(source))
        })
        .expect("valid script");
    context.run_jobs().expect("it runs");
    context.clear_kept_objects();
    assert_eq!(spans.closed(), usize::from(EXACT_GENERATORS));
    agent.collect_garbage();
    assert_eq!(spans.closed(), 1);
}

#[test]
fn exceptions_and_rejections_close_the_span_when_they_are_reported() {
    closes_all("", "queueMicrotask(() => { throw new Error('x'); });");
    closes_all(
        "",
        "setTimeout(() => v.run(1, () => { throw new Error('x'); }), 1);",
    );
    closes_all("", "setTimeout(fail, 1);");
    closes_all(
        "",
        "try { v.run(1, () => { throw new Error('caught'); }); } catch {}",
    );
    // Kept by the program, so that nobody can say that its promise is garbage.
    closes_all("globalThis.kept = [];", "kept.push(Promise.reject(1));");
    closes_all(
        "globalThis.kept = [];",
        "kept.push(v.run(1, () => Promise.reject(1)));",
    );
    closes_all(
        "globalThis.kept = [];",
        "const p = Promise.reject(1); kept.push(p); setTimeout(() => p.catch(() => {}), 5);",
    );
}

#[test]
fn a_message_that_runs_in_a_captured_mapping_closes_the_span_when_it_has_run() {
    let mut runtime = runtime(Storage::Weak);
    let agent = runtime.agent().expect("installed").clone();
    let request = HostVariable::<Span>::new();
    let spans = Spans::default();
    let collections = collected();
    let mailbox = runtime.event_loop().mailbox();
    for _ in 0..REQUESTS {
        let (request, span) = (request.clone(), spans.open());
        mailbox.post(move |context| {
            let agent = Agent::of(context).expect("installed");
            let mapping = request.run(&agent, span, || agent.snapshot());
            agent.run_in(mapping, || {
                context.eval(Source::from_bytes(
                    "(async () => { await 1; await tick(1); })()",
                ))
            })?;
            Ok(())
        });
    }
    drop(agent);
    runtime.run_until_idle_blocking().expect("it runs");
    assert!(!collections.get());
    assert_eq!(spans.closed(), REQUESTS);
}

#[test]
fn a_span_closes_with_its_own_request_and_not_with_another() {
    let mut runtime = runtime(Storage::Weak);
    let agent = runtime.agent().expect("installed").clone();
    let request = HostVariable::<Span>::new();
    let (slow, fast) = (Spans::default(), Spans::default());
    let mut seen = Vec::new();
    runtime
        .eval("let go; const gate = new Promise((resolve) => { go = resolve; });")
        .expect("valid script");
    request
        .run(&agent, slow.open(), || {
            runtime.eval("(async () => { await gate; })()")
        })
        .expect("it returns");
    for _ in 0..3 {
        request
            .run(&agent, fast.open(), || {
                runtime.eval("(async () => { await tick(1); })()")
            })
            .expect("it returns");
        runtime.run_until_idle_blocking().expect("it runs");
        seen.push((slow.closed(), fast.closed()));
    }
    assert_eq!(seen, [(0, 1), (0, 2), (0, 3)]);
    runtime.eval("go()").expect("it resolves");
    runtime.run_until_idle_blocking().expect("it runs");
    assert_eq!(slow.closed(), 1);
}

#[test]
fn what_the_program_keeps_keeps_the_span_until_it_is_collected() {
    for keep in [
        "globalThis.kept = new AsyncContext.Snapshot();",
        "globalThis.kept = AsyncContext.Snapshot.wrap(() => {});",
        "globalThis.kept = new Promise(() => {}); kept.then(() => {});",
        "globalThis.kept = (function* () { yield 1; })(); kept.next();",
        "globalThis.kept = (async function* () { await new Promise(() => {}); })(); kept.next();",
        "globalThis.kept = new FinalizationRegistry(() => {});",
    ] {
        let mut runtime = runtime(Storage::Weak);
        let agent = runtime.agent().expect("installed").clone();
        let spans = Spans::default();
        HostVariable::new()
            .run(&agent, spans.open(), || runtime.eval(keep))
            .expect("it returns");
        runtime.run_until_idle_blocking().expect("it runs");
        agent.collect_garbage();
        assert_eq!(spans.closed(), 0, "{keep}");
        runtime.eval("globalThis.kept = null").expect("it returns");
        agent.collect_garbage();
        assert_eq!(spans.closed(), 1, "{keep}");
    }
}

#[test]
fn a_host_that_holds_a_capture_closes_the_span_by_dropping_it() {
    let agent = Agent::new(Storage::Weak);
    let request = HostVariable::new();
    let spans = Spans::default();
    let (capture, mapping) = request.run(&agent, spans.open(), || {
        (agent.capture(CaptureKind::Host), agent.snapshot())
    });
    let listed = agent.live_captures();
    let host = agent.run_in(mapping.clone(), || agent.host_context());
    drop(capture);
    drop(mapping);
    assert_eq!(spans.closed(), 0);
    drop(listed);
    assert_eq!(spans.closed(), 0);
    drop(host);
    assert_eq!(spans.closed(), 1);
}

#[test]
fn the_mapping_of_a_late_rejectionhandled_has_the_js_half_only() {
    let mut runtime = runtime(Storage::Weak);
    let agent = runtime.agent().expect("installed").clone();
    let request = HostVariable::<u32>::new();
    let seen = Rc::new(RefCell::new(Vec::new()));
    runtime.event_loop().set_reporter({
        let (agent, request, seen) = (agent.clone(), request.clone(), seen.clone());
        move |report, _| {
            let mapping = report.mapping().clone();
            let js = mapping.debug_entries().len();
            let host = agent.run_in(mapping, || request.get(&agent).as_deref().copied());
            seen.borrow_mut().push((report.kind(), js, host));
        }
    });
    request
        .run(&agent, 7, || {
            runtime.eval("v.run(1, () => { const p = Promise.reject(1); setTimeout(() => p.catch(() => {}), 5); })")
        })
        .expect("it returns");
    runtime.run_until_idle_blocking().expect("it runs");
    assert_eq!(
        *seen.borrow(),
        [
            (ReportKind::UnhandledRejection, 1, Some(7)),
            (ReportKind::RejectionHandled, 1, None),
        ]
    );
}

/// What a host value may do when it is dropped in the middle of a job.
struct Curious {
    request: HostVariable<u32>,
    mailbox: Mailbox,
}

thread_local! {
    static AGENT: RefCell<Option<Agent>> = const { RefCell::new(None) };
    static SEEN: RefCell<Vec<Option<u32>>> = const { RefCell::new(Vec::new()) };
}

impl Drop for Curious {
    fn drop(&mut self) {
        let Some(agent) = AGENT.with_borrow(Clone::clone) else {
            return;
        };
        let get = || self.request.get(&agent).as_deref().copied();
        let current = agent.snapshot();
        let before = get();
        let inside = self.request.run(&agent, 2, get);
        let again = agent.run_in(current, get);
        let other = agent.run_in(Mapping::empty(), || {
            boa_gc::force_collect();
            agent.live_captures().len();
            get()
        });
        self.mailbox.post(|context| {
            context.eval(Source::from_bytes("ended += 1"))?;
            Ok(())
        });
        SEEN.with_borrow_mut(|seen| seen.extend([before, inside, again, other]));
    }
}

#[test]
fn a_host_value_that_is_dropped_in_a_job_finds_a_consistent_agent() {
    let mut runtime = runtime(Storage::Weak);
    let agent = runtime.agent().expect("installed").clone();
    AGENT.set(Some(agent.clone()));
    let (nosy, request) = (HostVariable::new(), HostVariable::new());
    runtime
        .eval("var ended = 0; const id = [];")
        .expect("valid script");
    let value = Curious {
        request: request.clone(),
        mailbox: runtime.event_loop().mailbox(),
    };
    // The timer is the last to hold the value. Another request cancels it.
    nosy.run(&agent, value, || {
        runtime.eval("id.push(setTimeout(() => {}, 100000));")
    })
    .expect("it returns");
    request
        .run(&agent, 1, || {
            runtime.eval("setTimeout(() => clearTimeout(id[0]), 1);")
        })
        .expect("it returns");
    runtime.run_until_idle_blocking().expect("it runs");
    assert_eq!(SEEN.take(), [Some(1), Some(2), Some(1), None]);
    assert!(agent.is_empty());
    let ended = runtime.eval("ended").expect("a number");
    assert_eq!(ended, JsValue::from(1));
    AGENT.set(None);
}

/// Panics when it is dropped.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        std::panic::resume_unwind(Box::new("a bomb"));
    }
}

#[test]
fn a_host_value_that_panics_in_its_drop_leaves_no_mapping_behind() {
    let mut runtime = runtime(Storage::Weak);
    let agent = runtime.agent().expect("installed").clone();
    let (bomb, request) = (HostVariable::new(), HostVariable::new());
    let spans = Spans::default();
    bomb.run(&agent, Bomb, || runtime.eval("queueMicrotask(() => {})"))
        .expect("it returns");
    request
        .run(&agent, spans.open(), || {
            runtime.eval("(async () => { await tick(1); })()")
        })
        .expect("it returns");
    let panicked = catch_unwind(AssertUnwindSafe(|| runtime.run_until_idle_blocking()));
    assert!(panicked.is_err());
    assert!(agent.is_empty());
    runtime.run_until_idle_blocking().expect("it runs");
    assert_eq!(spans.closed(), 1);
}

#[test]
fn a_scope_takes_its_value_away_wherever_it_is_held() {
    let mut runtime = runtime(Storage::Weak);
    let agent = runtime.agent().expect("installed").clone();
    let (plain, with_default) = (
        HostVariable::<Span>::new(),
        HostVariable::with_default(1u32),
    );
    let spans = Spans::default();
    let (span, number) = (plain.scope(spans.open()), with_default.scope(2));
    let (capture, host) = span.run(&agent, || {
        number.run(&agent, || {
            runtime
                .eval("globalThis.kept = new AsyncContext.Snapshot(); setInterval(() => {}, 1);")
                .expect("it returns");
            (agent.capture(CaptureKind::Host), agent.host_context())
        })
    });
    let read = || {
        let mapping = capture.mapping().clone();
        let here = agent.run_in(mapping, || {
            (
                plain.get(&agent).is_some(),
                with_default.get(&agent).as_deref().copied(),
            )
        });
        let there = (
            plain.get_in(&host).is_some(),
            with_default.get_in(&host).as_deref().copied(),
        );
        assert_eq!(here, there);
        here
    };
    assert_eq!(read(), (true, Some(2)));
    assert!(span.value().is_some());
    drop(span.end());
    assert_eq!(spans.closed(), 1);
    assert!(span.value().is_none() && span.end().is_none());
    assert_eq!(read(), (false, Some(2)));
    drop(number);
    assert_eq!(read(), (false, Some(1)));
    // A scope that has ended sets nothing.
    assert!(span.run(&agent, || plain.get(&agent).is_none()));
}

#[test]
fn a_scope_hides_the_outer_value_even_after_its_end() {
    let agent = Agent::new(Storage::Weak);
    let request = HostVariable::<u32>::new();
    request.run(&agent, 1, || {
        let scope = request.scope(2);
        scope.run(&agent, || {
            assert_eq!(request.get(&agent).as_deref(), Some(&2));
            assert_eq!(scope.end().and_then(Arc::into_inner), Some(2));
            assert_eq!(request.get(&agent), None);
        });
        assert_eq!(request.get(&agent).as_deref(), Some(&1));
    });
}

#[test]
fn another_thread_may_end_a_scope() {
    let agent = Agent::new(Storage::Weak);
    let spans = Spans::default();
    let variable = HostVariable::new();
    let scope: Arc<HostScope<Span>> = Arc::new(variable.scope(spans.open()));
    let capture = scope.run(&agent, || agent.capture(CaptureKind::Host));
    let theirs = scope.clone();
    let ended = std::thread::spawn(move || theirs.end().is_some()).join();
    assert!(ended.expect("no panic"));
    assert_eq!(spans.closed(), 1);
    let seen = agent.run_in(capture.into_mapping(), || variable.get(&agent).is_some());
    assert!(!seen);
}
