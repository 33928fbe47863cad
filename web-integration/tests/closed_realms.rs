//! Closing a realm: nothing that it has registered runs any more, other realms go on, and the loop becomes idle.

use std::time::Duration;

use boa_async_context::{RealmHandle, Runtime};
use boa_async_context_web::{AbortHandle, register};
use boa_engine::{Context, JsValue, js_string, property::Attribute};

struct Two {
    runtime: Runtime,
    a: RealmHandle,
    b: RealmHandle,
}

/// Two realms that share an array `log`, each with its name, and an event target of the first realm.
fn two() -> Two {
    let mut runtime = Runtime::builder().expose_gc().build().expect("a runtime");
    register(&mut runtime).expect("fresh globals");
    let log = runtime.eval("globalThis.log = []").expect("a script");
    let shared = runtime
        .eval("globalThis.shared = new EventTarget()")
        .expect("a script");
    let mut realm = |name: &str| {
        let realm = runtime.create_realm().expect("a realm");
        for (key, value) in [
            ("log", log.clone()),
            ("shared", shared.clone()),
            ("me", js_string!(name).into()),
        ] {
            define(&realm, key, value, &mut runtime.context_mut());
        }
        realm
    };
    let (a, b) = (realm("a"), realm("b"));
    Two { runtime, a, b }
}

fn define(realm: &RealmHandle, key: &str, value: JsValue, context: &mut Context) {
    boa_async_context::in_realm(realm.realm(), context, |context| {
        context.register_global_property(js_string!(key), value, Attribute::all())
    })
    .expect("a fresh global");
}

impl Two {
    fn both(&mut self, source: &str) {
        for realm in [&self.a, &self.b] {
            realm.eval(&mut self.runtime, source).expect("a script");
        }
    }

    /// Runs until the loop is idle, which it is not while a realm waits for something, and returns the log.
    fn run(&mut self) -> String {
        self.runtime.run_until_idle_blocking().expect("idle");
        let log = self.runtime.eval("log.join()").expect("a script");
        let log = log.to_string(&mut self.runtime.context_mut());
        log.expect("a string").to_std_string_escaped()
    }
}

/// What a realm registers so that it logs its name later, and how `close` counts it.
const SOURCES: [(&str, &str, &str); 14] = [
    ("setTimeout(() => log.push(me), 1)", "timers", "b"),
    (
        "let n = 0; const id = setInterval(() => { log.push(me); if (++n === 3) clearInterval(id); }, 1)",
        "timers",
        "b,b,b",
    ),
    ("setImmediate(() => log.push(me))", "immediates", "b"),
    (
        "requestAnimationFrame(() => log.push(me))",
        "animation frames",
        "b",
    ),
    (
        "requestIdleCallback(() => log.push(me), { timeout: 60_000 })",
        "idle callbacks",
        "b",
    ),
    ("scheduler.postTask(() => log.push(me))", "tasks", "b"),
    (
        "scheduler.postTask(() => log.push(me), { delay: 1 })",
        "",
        "b",
    ),
    (
        "const { port1, port2 } = new MessageChannel(); globalThis.kept = port2; port1.onmessage = () => log.push(me); port2.postMessage(1)",
        "message ports",
        "b",
    ),
    (
        "globalThis.c = new BroadcastChannel(me); c.onmessage = () => { log.push(me); c.close(); }; new BroadcastChannel(me).postMessage(1)",
        "broadcast channels",
        "b",
    ),
    (
        "const w = new Worker('data:,postMessage(1)'); w.onmessage = () => { log.push(me); w.terminate(); }",
        "workers",
        "b",
    ),
    (
        "new PerformanceObserver(() => log.push(me)).observe({ type: 'mark' }); performance.mark('x')",
        "observers",
        "b",
    ),
    (
        "addEventListener('unhandledrejection', (e) => { e.preventDefault(); log.push(me); }); Promise.reject(1)",
        "listeners",
        "b",
    ),
    ("Promise.resolve().then(() => log.push(me))", "", "b"),
    (
        "(async () => { for await (const x of (async function* () { yield 1; })()) log.push(me); })()",
        "",
        "b",
    ),
];

#[test]
fn nothing_of_a_closed_realm_runs_and_the_other_realm_goes_on() {
    for (source, part, expected) in SOURCES {
        // Without closing, both are heard.
        let mut two = two();
        two.both(source);
        let both = two.run();
        assert_eq!(
            both.matches('a').count(),
            both.matches('b').count(),
            "{source}"
        );

        let mut two = self::two();
        two.both(source);
        let closed = two.a.close(&mut two.runtime);
        assert!(!closed.is_empty(), "{source}");
        if !part.is_empty() {
            assert!(closed.count(part) > 0, "{source}: {closed:?}");
        }
        assert_eq!(two.run(), expected, "{source}");
        let again = two.a.close(&mut two.runtime);
        assert!(
            again.is_empty() && two.a.is_closed() && !two.b.is_closed(),
            "{source}"
        );
    }
}

#[test]
fn what_a_closed_realm_enqueues_does_not_run() {
    for (source, ..) in SOURCES {
        let mut two = two();
        let _ = two.a.close(&mut two.runtime);
        // Some of it may throw there.
        let _ = two.a.eval(&mut two.runtime, source);
        if !source.contains("Channel") && !source.contains("Worker") {
            assert_eq!(two.run(), "", "{source}");
        }
    }
}

#[test]
fn a_listener_on_a_target_of_another_realm_is_not_called() {
    let mut two = two();
    two.both("shared.addEventListener('x', () => log.push(me)); shared.addEventListener('x', { handleEvent() { log.push(me + '!'); } });");
    let _ = two.a.close(&mut two.runtime);
    two.b
        .eval(&mut two.runtime, "shared.dispatchEvent(new Event('x'))")
        .expect("a script");
    assert_eq!(two.run(), "b,b!");
}

/// The engine does not tell the realm of a bound function.
#[test]
fn a_bound_function_on_a_target_of_another_realm_is_called_still() {
    let mut two = two();
    two.both("shared.addEventListener('x', (function () { log.push(this); }).bind(me));");
    let _ = two.a.close(&mut two.runtime);
    two.b
        .eval(&mut two.runtime, "shared.dispatchEvent(new Event('x'))")
        .expect("a script");
    assert_eq!(two.run(), "a,b");
}

#[test]
fn a_request_of_a_closed_realm_is_given_up() {
    let mut two = two();
    // It accepts, and never answers: without the end of the realm the loop would wait for good.
    let server = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = server.local_addr().expect("it has one");
    two.a
        .eval(
            &mut two.runtime,
            &format!(
                "fetch('http://{address}/').then(() => log.push(me), () => log.push(me));
                 const x = new XMLHttpRequest(); x.onloadend = () => log.push(me); x.open('GET', 'http://{address}/'); x.send();
                 globalThis.e = new EventSource('http://{address}/'); e.onerror = () => log.push(me);"
            ),
        )
        .expect("a script");
    let turn = two.runtime.block_on(async |runtime| {
        // Until the three connections are there.
        let mut connections = Vec::new();
        server.set_nonblocking(true).expect("it can");
        while connections.len() < 3 {
            let _ = runtime.run_for(Duration::from_millis(1)).await;
            connections.extend(server.accept().ok());
        }
        connections
    });
    let mut connections = turn.expect("a runtime of tokio");
    let closed = two.a.close(&mut two.runtime);
    assert_eq!(closed.jobs.async_jobs, 3);
    assert_eq!(two.run(), "");
    // The connections are closed, too.
    let reading = std::thread::spawn(move || {
        for (stream, _) in &mut connections {
            stream.set_nonblocking(false).expect("it can");
            let mut rest = Vec::new();
            std::io::Read::read_to_end(stream, &mut rest).expect("the request, and the end");
        }
    });
    while !reading.is_finished() {
        // The client closes them in tasks of tokio.
        let turn = two
            .runtime
            .block_on(async |_| tokio::time::sleep(Duration::from_millis(1)).await);
        turn.expect("a runtime of tokio");
    }
    reading.join().expect("it read them");
}

#[test]
fn another_realm_hears_of_the_promises_of_a_closed_one_and_calls_its_functions() {
    let mut two = two();
    two.a
        .eval(&mut two.runtime, "globalThis.p = Promise.resolve(me); globalThis.f = () => { log.push('called'); setTimeout(() => log.push(me)); };")
        .expect("a script");
    for name in ["p", "f"] {
        let value = two.a.eval(&mut two.runtime, name).expect("a script");
        define(&two.b, name, value, &mut two.runtime.context_mut());
    }
    two.b
        .eval(
            &mut two.runtime,
            "p.then((name) => log.push('heard ' + name))",
        )
        .expect("a script");
    let _ = two.a.close(&mut two.runtime);
    two.b.eval(&mut two.runtime, "f()").expect("a script");
    assert_eq!(two.run(), "called,heard a");
}

#[test]
fn a_realm_may_close_itself_and_the_job_goes_on() {
    let mut two = two();
    let close = boa_engine::NativeFunction::from_fn_ptr(|_, _, context| {
        let event_loop = context.downcast_job_executor::<boa_async_context::EventLoop>();
        let realm = context.realm().clone();
        let closed = event_loop.expect("ours").close_realm(&realm, context);
        Ok(JsValue::from(
            u32::try_from(closed.jobs.timers).expect("few"),
        ))
    });
    boa_async_context::in_realm(two.a.realm(), &mut two.runtime.context_mut(), |context| {
        context.register_global_callable(js_string!("close"), 0, close)
    })
    .expect("a fresh global");
    two.both(
        "setInterval(() => {
             if (me === 'b') { log.push('b'); for (let i = 0; i < 99; i++) clearInterval(i); return; }
             setTimeout(() => log.push('late'), 0);
             log.push('closed ' + close());
             Promise.resolve().then(() => log.push('microtask'));
         }, 1);",
    );
    let log = two.run();
    let mut log: Vec<_> = log.split(',').collect();
    log.sort_unstable();
    // The timeout: the interval is set again at its end only.
    assert_eq!(log, ["b", "closed 1"]);
}

#[test]
fn failures_of_a_closed_realm_are_not_reported_and_those_of_others_are() {
    let mut two = two();
    two.runtime.event_loop().set_reporter(|_, _| {});
    two.both("Promise.reject(new Error(me)); setTimeout(() => { throw new Error(me); });");
    let _ = two.a.close(&mut two.runtime);
    two.run();
    assert_eq!(two.runtime.event_loop().failures(), 2);
}

#[test]
fn a_handle_of_the_host_does_not_abort_signals_of_a_closed_realm() {
    let mut two = two();
    let handle = AbortHandle::new();
    for realm in [&two.a, &two.b] {
        let signal =
            boa_async_context::in_realm(realm.realm(), &mut two.runtime.context_mut(), |context| {
                handle.signal(context)
            });
        define(
            realm,
            "signal",
            signal.expect("the APIs are there"),
            &mut two.runtime.context_mut(),
        );
        realm
            .eval(&mut two.runtime, "signal.onabort = () => log.push(me)")
            .expect("a script");
    }
    let _ = two.a.close(&mut two.runtime);
    handle.abort();
    assert_eq!(two.run(), "b");
    let aborted = two
        .a
        .eval(&mut two.runtime, "signal.aborted")
        .expect("a script");
    assert_eq!(aborted.as_boolean(), Some(false));
}

#[test]
fn a_realm_has_the_globals_of_its_runtime_and_asynccontext_crosses_realms() {
    let mut two = two();
    let names = "['console', 'setTimeout', 'queueMicrotask', 'URL', 'TextEncoder', 'atob', 'structuredClone', 'AsyncContext', 'fetch', 'AbortSignal', 'Worker'].filter((name) => !(name in globalThis)).join()";
    for realm in [&two.a, &two.b] {
        let missing = realm.eval(&mut two.runtime, names).expect("a script");
        assert_eq!(missing.display().to_string(), "\"\"");
    }
    two.a
        .eval(&mut two.runtime, "globalThis.v = new AsyncContext.Variable(); globalThis.run = (f) => v.run('of a', f); globalThis.get = () => v.get();")
        .expect("a script");
    for name in ["run", "get"] {
        let value = two.a.eval(&mut two.runtime, name).expect("a script");
        define(&two.b, name, value, &mut two.runtime.context_mut());
    }
    two.b
        .eval(
            &mut two.runtime,
            "run(() => setTimeout(async () => { await null; log.push(get()); }))",
        )
        .expect("a script");
    assert_eq!(two.run(), "of a");
}

#[test]
fn tasks_of_the_other_realm_run_though_the_jobs_of_the_closed_one_would_have_run_them() {
    let mut two = two();
    let stop = boa_engine::NativeFunction::from_fn_ptr(|_, _, context| {
        let event_loop = context.downcast_job_executor::<boa_async_context::EventLoop>();
        event_loop.expect("ours").stop();
        Ok(JsValue::undefined())
    });
    boa_async_context::in_realm(two.a.realm(), &mut two.runtime.context_mut(), |context| {
        context.register_global_callable(js_string!("stop"), 0, stop)
    })
    .expect("a fresh global");
    two.b
        .eval(
            &mut two.runtime,
            "scheduler.postTask(() => log.push(me), { priority: 'background' })",
        )
        .expect("a script");
    two.a
        .eval(
            &mut two.runtime,
            "scheduler.postTask(() => { log.push(me); stop(); }, { priority: 'user-blocking' })",
        )
        .expect("a script");
    // The first job is that of `b`, and runs the more urgent task. The job that is left is that of `a`.
    assert_eq!(two.run(), "a");
    let closed = two.a.close(&mut two.runtime);
    assert_eq!((closed.jobs.generic_jobs, closed.count("tasks")), (1, 0));
    assert_eq!(two.run(), "a,b");
}
