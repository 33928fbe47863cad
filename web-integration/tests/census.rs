//! The census of the web APIs: each counts the mappings that it holds, while it holds them, and no longer.

use boa_async_context::{CaptureKind, Runtime};
use boa_async_context_web::WebApis;
use boa_runtime::extensions::RuntimeExtension as _;

/// The reactions are the business of the library's own test.
fn census(runtime: &Runtime) -> Vec<(CaptureKind, usize)> {
    boa_gc::force_collect();
    let census = runtime.census();
    let rows = census.rows().map(|(kind, row)| (kind, row.count));
    rows.filter(|(kind, _)| *kind != CaptureKind::Reaction)
        .collect()
}

/// Runs `make` in a mapping. It makes `count` captures of `kind` and no others; `end` ends them all.
#[track_caller]
fn check(kind: CaptureKind, count: usize, make: &str, end: &str) {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    let apis = WebApis::default()
        .capture_fallback_context(true)
        .observers_capture(true);
    apis.register(None, &mut runtime.context_mut())
        .expect("a fresh realm");
    let make = format!(
        "const v = new AsyncContext.Variable(), outside = new AsyncContext.Snapshot();
         v.run({{}}, () => {{ {make} }});"
    );
    runtime.eval(&make).expect("valid code");
    assert_eq!(census(&runtime), [(kind, count)], "{make}");
    runtime.eval(end).expect("valid code");
    runtime.run_until_idle_blocking().expect("a run");
    assert_eq!(census(&runtime), [], "after `{end}`: {make}");
    let left = runtime.census();
    assert!(left.is_empty(), "after `{end}`: {make}\n{left}");
}

#[test]
fn timers_end_when_they_fire_or_are_cleared() {
    let three =
        "globalThis.ids = [setTimeout(() => {}, 1), setTimeout('1', 1), setInterval(() => {}, 1)];";
    check(CaptureKind::Timer, 3, three, "ids.forEach(clearTimeout)");
    let once = "setTimeout(() => {}, 1); setTimeout('1', 1);";
    check(CaptureKind::Timer, 2, once, "");
    let interval = "const id = setInterval(() => clearInterval(id), 1);";
    check(CaptureKind::Timer, 1, interval, "");
}

#[test]
fn callbacks_end_when_they_are_called_or_cancelled() {
    for (kind, request, cancel) in [
        (
            CaptureKind::Frame,
            "requestAnimationFrame",
            "cancelAnimationFrame",
        ),
        (
            CaptureKind::Idle,
            "requestIdleCallback",
            "cancelIdleCallback",
        ),
        (CaptureKind::Job, "setImmediate", "clearImmediate"),
    ] {
        let make = format!("globalThis.ids = [1, 2].map(() => {request}(() => {{}}));");
        check(kind, 2, &make, "");
        check(kind, 2, &make, &format!("ids.forEach({cancel})"));
    }
    let microtasks = "queueMicrotask(() => {}); queueMicrotask(() => {});";
    check(CaptureKind::Microtask, 2, microtasks, "");
}

#[test]
fn tasks_end_when_they_have_run_or_are_aborted() {
    let tasks = "globalThis.controller = new AbortController();
                 const { signal } = controller;
                 scheduler.postTask(() => {}, { signal }).catch(() => {});
                 scheduler.postTask(() => {}, { signal, delay: 1 }).catch(() => {});";
    check(CaptureKind::Task, 2, tasks, "");
    check(CaptureKind::Task, 2, tasks, "controller.abort()");
}

#[test]
fn actions_end_with_their_last_event_or_their_object() {
    let signals = "globalThis.signals = [1, 2].map(() => AbortSignal.timeout(1e8));";
    check(CaptureKind::EventHolder, 2, signals, "signals = null");
    // The event loop does not wait for the signal, so the timer is what makes it see the event.
    let due = "globalThis.signal = AbortSignal.timeout(0);";
    let seen = "const wait = () => { if (!signal.aborted) setTimeout(wait, 1); }; wait();";
    check(CaptureKind::EventHolder, 1, due, seen);
    let requests = "globalThis.requests = [1, 2].map(() => {
                        const request = new XMLHttpRequest();
                        request.open('GET', 'data:,x'); request.send();
                        return request;
                    });";
    check(CaptureKind::EventHolder, 2, requests, "");
    check(
        CaptureKind::EventHolder,
        2,
        requests,
        "requests.forEach((request) => request.abort())",
    );
}

#[test]
fn listeners_with_fallbacks_end_when_they_are_removed_or_collected() {
    let listeners = "globalThis.target = new EventTarget();
                     globalThis.listener = () => {};
                     EventTarget.captureFallbackContext([v], () => {
                         for (const type of 'abc') target.addEventListener(type, listener);
                     });
                     target.addEventListener('d', listener);";
    let remove = "for (const type of 'abc') target.removeEventListener(type, listener)";
    check(CaptureKind::Listener, 3, listeners, remove);
    check(CaptureKind::Listener, 3, listeners, "target = null");
}

#[test]
fn observers_end_when_they_are_collected() {
    let observers = "globalThis.observers = [1, 2].map(() => new PerformanceObserver(() => {}));";
    check(CaptureKind::Observer, 2, observers, "observers = null");
}

#[test]
fn requests_and_streams_end_with_what_they_wait_for() {
    let fetches = "fetch('data:,x'); fetch('data:,y');";
    check(CaptureKind::AsyncOperation, 2, fetches, "");
    let streams = "globalThis.writers = [1, 2].map(() => outside.run(() => {
                       const writer = new WritableStream({ write: () => new Promise(() => {}) }).getWriter();
                       writer.closed.catch(() => {});
                       return writer;
                   }));
                   for (const writer of writers) writer.write('x').catch(() => {});";
    check(CaptureKind::Stream, 2, streams, "writers = null");
}

#[test]
fn nothing_is_counted_in_the_empty_mapping() {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    boa_async_context_web::register(&mut runtime).expect("a fresh realm");
    runtime
        .eval(
            "const v = new AsyncContext.Variable(); v.run(1, () => {});
             setTimeout(() => {}); requestAnimationFrame(() => {}); setImmediate(() => {});
             globalThis.signal = AbortSignal.timeout(1e8);",
        )
        .expect("valid code");
    assert_eq!(census(&runtime), []);
}
