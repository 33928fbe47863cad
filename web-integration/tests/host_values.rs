//! Host values and the web's APIs: each API lets go of the mapping that it captured when it has called back for the last
//! time, so that a value ends without a garbage collection.

#[path = "../../tests/support/collections.rs"]
mod collections;
#[path = "harness/server.rs"]
mod server;

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use boa_async_context::{HostVariable, Runtime};
use boa_async_context_web::WebApis;
use boa_runtime::extensions::RuntimeExtension;

use collections::collected;

const REQUESTS: usize = 20;

struct Span(Arc<AtomicUsize>);

impl Drop for Span {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

/// Serves requests with a span each, one after the other, and checks that each span is closed when the loop is idle. Tells
/// whether a collection ran.
fn serve(origin: &str, set_up: &str, handler: &str) -> (usize, bool, String) {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    let apis = WebApis::default()
        .base_url(format!("{origin}/"))
        .capture_fallback_context(true);
    apis.register(None, &mut runtime.context_mut())
        .expect("a fresh realm");
    runtime.event_loop().set_reporter(|_, _| {});
    let agent = runtime.agent().expect("installed").clone();
    let request = HostVariable::<Span>::new();
    runtime
        .eval(&format!(
            "const tick = (ms) => new Promise((resolve) => setTimeout(resolve, ms)); const kept = [];
             {set_up}; function handle() {{ {handler} }}"
        ))
        .expect("valid code");
    runtime.run_until_idle_blocking().expect("a run");
    boa_gc::force_collect();
    let swept = collected();
    let closed = Arc::new(AtomicUsize::new(0));
    for _ in 0..REQUESTS {
        let ended = request.run(&agent, Span(closed.clone()), || runtime.eval("handle()"));
        ended.expect("the handler returns");
    }
    runtime.run_until_idle_blocking().expect("a run");
    let held = runtime.census().to_string();
    (closed.load(Ordering::SeqCst), swept.get(), held)
}

#[track_caller]
fn close_all(set_up: &str, handlers: &[&str]) {
    let (origin, _) = server::start(server::Shared::default());
    let wrong: Vec<_> = handlers
        .iter()
        .map(|handler| (serve(&origin, set_up, handler), handler))
        .filter(|((closed, swept, _), _)| (*closed, *swept) != (REQUESTS, false))
        .map(|((closed, swept, held), handler)| {
            format!("closed {closed}, a collection ran: {swept}, {handler}\n{held}\n")
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.concat());
}

#[test]
fn schedulers() {
    close_all(
        "",
        &[
            "setTimeout(() => {}, 1);",
            "setTimeout('1', 1);",
            "kept.push(setImmediate(() => {}));",
            "requestAnimationFrame(() => {});",
            "requestIdleCallback(() => {});",
            "cancelIdleCallback(requestIdleCallback(() => {}));",
            "cancelAnimationFrame(requestAnimationFrame(() => {}));",
            "queueMicrotask(() => {});",
            "kept.push(scheduler.postTask(() => {}));",
            "kept.push(scheduler.postTask(() => {}, { delay: 1 }));",
            "kept.push(scheduler.postTask(async () => { await scheduler.yield(); }));",
            "const c = new AbortController(); kept.push(c);
             scheduler.postTask(() => {}, { signal: c.signal, delay: 1e6 }).catch(() => {}); c.abort();",
        ],
    );
}

#[test]
fn abort_and_events() {
    close_all(
        "const target = new EventTarget(); const v = new AsyncContext.Variable();",
        &[
            "target.addEventListener('x', () => {}); target.dispatchEvent(new Event('x'));",
            "const s = AbortSignal.timeout(1); kept.push(s); s.onabort = () => {}; setTimeout(() => {}, 5);",
            "const s = AbortSignal.any([AbortSignal.timeout(1)]); kept.push(s); s.onabort = () => {}; setTimeout(() => {}, 5);",
            "const c = new AbortController(); kept.push(c); c.signal.addEventListener('abort', () => {}); c.abort();",
            "v.run(1, () => EventTarget.captureFallbackContext([v], () => target.addEventListener('y', () => {})));",
        ],
    );
}

#[test]
fn messaging_and_observers() {
    close_all(
        "",
        &[
            "const { port1, port2 } = new MessageChannel(); kept.push(port1); port2.onmessage = () => port1.close(); port1.postMessage(1);",
            "const c = new BroadcastChannel('x'); c.onmessage = () => {}; c.postMessage(1); c.close();",
            "structuredClone({ a: 1 });",
            "const o = new PerformanceObserver(() => {}); o.observe({ type: 'mark' }); kept.push(o); performance.mark('a'); o.disconnect();",
        ],
    );
}

#[test]
fn requests() {
    close_all(
        "",
        &[
            "kept.push(fetch('data:,x'));",
            "kept.push(fetch('status?body=x'));",
            "(async () => { const r = await fetch('status?body=x'); kept.push(r); await r.text(); })();",
            "(async () => { const r = await fetch('status?body=x'); kept.push(r); for await (const c of r.body); })();",
            "(async () => { const r = await fetch('status?body=x'); kept.push(r); await r.body.cancel(); })();",
            "(async () => { const r = await fetch('status?body=x'); kept.push(r.clone()); kept.push(r); await r.json().catch(() => {}); })();",
            "kept.push(fetch('http://[').catch(() => {}));",
            "const c = new AbortController(); kept.push(c); fetch('status?body=x', { signal: c.signal }).catch(() => {}); c.abort();",
            "kept.push(fetch('status', { method: 'POST', body: 'x' }));",
            "kept.push(fetch('status', { method: 'POST', duplex: 'half', body: new ReadableStream({
                 pull(c) { c.enqueue(new Uint8Array(1)); c.close(); } }) }));",
            "kept.push(new Response('x').text());",
            "kept.push(new Blob(['x']).text());",
            "const x = new XMLHttpRequest(); kept.push(x); x.open('GET', 'status?body=x'); x.onload = () => {}; x.send();",
            "const x = new XMLHttpRequest(); kept.push(x); x.open('GET', 'status?body=x'); x.send(); x.abort();",
            "const e = new EventSource('status'); kept.push(e); e.onerror = () => e.close();",
        ],
    );
}

#[test]
fn streams() {
    close_all(
        "",
        &[
            "const s = new ReadableStream({ start(c) { c.enqueue(1); c.close(); } }); kept.push(s);
             (async () => { for await (const x of s); })();",
            "const s = new ReadableStream({ async pull(c) { await tick(1); c.enqueue(1); c.close(); } }); kept.push(s);
             (async () => { const r = s.getReader(); kept.push(r); while (!(await r.read()).done); })();",
            "const s = new ReadableStream({ type: 'bytes', async pull(c) { await tick(1); c.enqueue(new Uint8Array(2)); c.close(); } });
             kept.push(s); (async () => { const r = s.getReader(); while (!(await r.read()).done); })();",
            "const s = new ReadableStream({ type: 'bytes', async pull(c) { await tick(1); c.byobRequest.view[0] = 1; c.byobRequest.respond(1); c.close(); } });
             kept.push(s); (async () => { const r = s.getReader({ mode: 'byob' }); kept.push(r); while (!(await r.read(new Uint8Array(4))).done); })();",
            "const s = new ReadableStream({}); kept.push(s); s.cancel();",
            "const w = new WritableStream({ async write() { await tick(1); } }).getWriter(); kept.push(w); w.write(1); w.write(2); w.close();",
            "const w = new WritableStream({ async write() { await tick(1); } }).getWriter(); kept.push(w); w.write(1).catch(() => {}); w.abort();",
            "const w = new WritableStream({ async write() { await tick(1); throw 1; } }).getWriter(); kept.push(w); w.closed.catch(() => {}); w.write(1).catch(() => {});  w.write(2).catch(() => {});",
            "const [a, b] = new ReadableStream({ start(c) { c.enqueue(1); c.close(); } }).tee(); kept.push(a, b);
             (async () => { for await (const x of a); for await (const x of b); })();",
            "const [a, b] = new ReadableStream({ type: 'bytes', start(c) { c.enqueue(new Uint8Array(1)); c.close(); } }).tee(); kept.push(a, b);
             (async () => { for await (const x of a); for await (const x of b); })();",
            "const t = new TransformStream({ async transform(x, c) { await tick(1); c.enqueue(x); } }); kept.push(t);
             const w = t.writable.getWriter(); w.write(1).then(() => w.close()); (async () => { for await (const x of t.readable); })();",
            "const s = new ReadableStream({ start(c) { c.enqueue(1); c.close(); } }), d = new WritableStream({ async write() { await tick(1); } });
             kept.push(s, d, s.pipeTo(d));",
            "const t = new TransformStream({ transform(x, c) { c.terminate(); } }); kept.push(t);
             const w = t.writable.getWriter(); w.closed.catch(() => {}); w.write(1).catch(() => {}); t.readable.getReader().read();",
            "const t = new TransformStream({ transform(x, c) { c.error(1); } }); kept.push(t);
             const w = t.writable.getWriter(); w.closed.catch(() => {}); w.write(1).catch(() => {}); const r = t.readable.getReader(); r.closed.catch(() => {}); r.read().catch(() => {});",
            "const t = new TransformStream(); kept.push(t); const r = t.readable.getReader(); r.read(); r.cancel();",
            "const t = new TransformStream(); kept.push(t); const r = t.readable.getReader(); r.closed.catch(() => {}); r.read().catch(() => {}); t.writable.abort(1);",
            "const t = new TextEncoderStream(); kept.push(t);
             const w = t.writable.getWriter(); w.write('x'); w.close(); (async () => { for await (const x of t.readable); })();",
        ],
    );
}

#[test]
fn errors() {
    close_all(
        "addEventListener('unhandledrejection', (e) => kept.push(e)); addEventListener('error', (e) => { kept.push(e); e.preventDefault(); });
         addEventListener('rejectionhandled', (e) => kept.push(e));",
        &[
            "Promise.reject(1);",
            "const p = Promise.reject(1); setTimeout(() => p.catch(() => {}), 1);",
            "setTimeout(() => { throw 1; }, 1);",
            "reportError(new Error('x'));",
        ],
    );
}
