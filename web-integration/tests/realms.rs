//! Realms with the web APIs that were made, used and dropped: no API keeps one.
//!
//! `tests/realms.rs` of the library has those without the APIs, and says what differs between the engines.

#[path = "../../tests/support/realms.rs"]
mod support;

use boa_async_context_web::WebApis;
use boa_engine::realm::Realm;
use boa_runtime::extensions::RuntimeExtension as _;

use boa_async_context::Runtime;
use support::{assert_collected, evaluate, install, runtime};

fn register(realm: &Realm, runtime: &mut Runtime) {
    install(realm, runtime);
    WebApis::default()
        .register(Some(realm.clone()), &mut runtime.context_mut())
        .expect("a fresh realm");
}

/// Each program runs in realms of its own, so that a failure names the API.
#[track_caller]
fn assert_program_collected(source: &'static str) {
    let mut runtime = runtime();
    runtime.event_loop().set_reporter(|_, _| {});
    assert_collected(&mut runtime, |realm, runtime| {
        register(realm, runtime);
        let source = format!(
            "globalThis.variable = new AsyncContext.Variable();
             variable.run(globalThis, () => {{ {source} }});"
        );
        evaluate(&source, realm, &mut runtime.context_mut());
        runtime.run_until_idle_blocking().expect("it runs");
    });
}

#[test]
fn the_apis_alone() {
    assert_program_collected("");
}

#[test]
fn events_and_signals() {
    assert_program_collected(
        "globalThis.target = new EventTarget();
         target.addEventListener('a', () => globalThis, { once: true });
         target.addEventListener('a', () => globalThis);
         target.dispatchEvent(new CustomEvent('a', { detail: globalThis }));
         addEventListener('error', () => globalThis);
         globalThis.onunhandledrejection = () => globalThis;
         reportError(globalThis);
         Promise.reject(globalThis);
         globalThis.controller = new AbortController();
         globalThis.any = AbortSignal.any([controller.signal, AbortSignal.timeout(1)]);
         // The timeout alone does not keep the loop running; it is due before this.
         setTimeout(() => {}, 5);
         any.onabort = () => globalThis;
         controller.signal.onabort = () => globalThis;
         globalThis.exception = new DOMException('m', 'AbortError');",
    );
}

#[test]
fn schedulers() {
    assert_program_collected(
        "setTimeout(() => globalThis, 1);
         setTimeout('globalThis', 1);
         clearTimeout(setTimeout(() => globalThis, 100_000));
         const interval = setInterval(() => clearInterval(interval), 1);
         clearInterval(setInterval(() => globalThis, 100_000));
         setImmediate(() => globalThis);
         clearImmediate(setImmediate(() => globalThis));
         queueMicrotask(() => globalThis);
         requestAnimationFrame(() => globalThis);
         cancelAnimationFrame(requestAnimationFrame(() => globalThis));
         requestIdleCallback(() => globalThis, { timeout: 100_000 });
         cancelIdleCallback(requestIdleCallback(() => globalThis, { timeout: 100_000 }));
         scheduler.postTask(() => scheduler.yield(), { priority: 'background' });
         globalThis.task = new TaskController({ priority: 'user-blocking' });
         scheduler.postTask(() => globalThis, { signal: task.signal });
         scheduler.postTask(() => globalThis, { delay: 100_000, signal: task.signal }).catch(() => globalThis);
         task.signal.onprioritychange = () => globalThis;
         task.setPriority('background');
         setTimeout(() => task.abort(), 2);",
    );
}

#[test]
fn messages() {
    assert_program_collected(
        "globalThis.channel = new MessageChannel();
         channel.port1.onmessage = () => globalThis;
         channel.port2.onmessage = () => globalThis;
         channel.port1.postMessage({ a: 1 });
         const moved = new MessageChannel();
         channel.port2.postMessage(0, [moved.port1]);
         globalThis.broadcast = new BroadcastChannel('b');
         broadcast.onmessage = () => globalThis;
         broadcast.close();
         structuredClone({ a: new Map([[1, new Error('x')]]) });",
    );
}

#[test]
fn observers() {
    assert_program_collected(
        "globalThis.observer = new PerformanceObserver(() => globalThis);
         observer.observe({ type: 'mark' });
         performance.mark('m', { detail: {} });
         performance.measure('n', 'm');",
    );
}

#[test]
fn streams() {
    assert_program_collected(
        "const made = new ReadableStream({ start(c) { c.enqueue(globalThis); c.close(); } });
         const [one, two] = made.tee();
         one.pipeThrough(new TransformStream()).pipeTo(new WritableStream({ write() { return globalThis; } }));
         (async () => { for await (const x of two) globalThis.x = x; })();
         globalThis.pending = new ReadableStream({ type: 'bytes' }).getReader({ mode: 'byob' });
         pending.read(new Uint8Array(1));
         globalThis.idle = new ReadableStream().pipeTo(new WritableStream());",
    );
}

#[cfg(feature = "network")]
#[test]
fn requests() {
    assert_program_collected(
        "globalThis.request = new Request('http://127.0.0.1:9/', { method: 'POST', body: 'x' });
         fetch('http://127.0.0.1:9/').catch(() => globalThis);
         const xhr = new XMLHttpRequest();
         xhr.onerror = () => globalThis;
         xhr.open('GET', 'http://127.0.0.1:9/');
         xhr.send();
         new Response(new Blob(['a'])).text().then(() => globalThis);
         globalThis.parameters = new URLSearchParams('a=1');
         [...new Headers({ a: 'b' })];",
    );
}
