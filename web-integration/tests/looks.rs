//! How objects of the web look in a console.

use boa_async_context::{InspectOptions, Runtime, inspect};
use boa_engine::Source;

#[test]
fn objects_of_the_web_tell_what_they_are() {
    let mut runtime = Runtime::builder().build().expect("the default runtime");
    boa_async_context_web::register(&mut runtime).expect("the default APIs");
    let context = &mut *runtime.context_mut();
    let options = InspectOptions::default();
    for (code, expected) in [
        (
            "new URL('http://u@x:1/p?q#f')",
            "URL { href: 'http://u@x:1/p?q#f' }",
        ),
        (
            "new URLSearchParams('a=1&b=2&a=3')",
            "URLSearchParams { a: '1', b: '2', a: '3' }",
        ),
        (
            "new DOMException('gone', 'NotFoundError')",
            "DOMException [NotFoundError]: gone",
        ),
        ("[new DOMException('x')]", "[ DOMException [Error]: x ]"),
        (
            "new Event('load')",
            "Event {\n  type: 'load',\n  cancelable: false,\n  defaultPrevented: false,\n  isTrusted: [Getter]\n}",
        ),
        ("new EventTarget()", "EventTarget {}"),
        ("new AbortController()", "AbortController {}"),
        (
            "new AbortController().signal",
            "AbortSignal { aborted: false }",
        ),
        (
            "AbortSignal.abort(7)",
            "AbortSignal { aborted: true, reason: 7 }",
        ),
        (
            "AbortSignal.abort()",
            "AbortSignal {\n  aborted: true,\n  reason: DOMException [AbortError]: signal is aborted without reason\n}",
        ),
        (
            "new ReadableStream()",
            "ReadableStream { locked: false, state: 'readable' }",
        ),
        (
            "(() => { const s = new ReadableStream({ start(c) { c.close(); } }); s.getReader(); return s; })()",
            "ReadableStream { locked: true, state: 'closed' }",
        ),
        ("new MessageChannel().port1", "MessagePort {}"),
        ("new TextEncoder()", "TextEncoder {}"),
        (
            "Object.assign(new AbortController(), { mine: 1 })",
            "AbortController { mine: 1 }",
        ),
        (
            "new (class Mine extends EventTarget {})()",
            "Mine [EventTarget] {}",
        ),
    ] {
        let value = context.eval(Source::from_bytes(code)).expect(code);
        assert_eq!(inspect(&value, &options, context), expected, "{code}");
    }
}

#[cfg(feature = "network")]
#[test]
fn objects_of_the_network_tell_what_they_are() {
    let mut runtime = Runtime::builder().build().expect("the default runtime");
    boa_async_context_web::register(&mut runtime).expect("the default APIs");
    let context = &mut *runtime.context_mut();
    let options = InspectOptions::default();
    for (code, expected) in [
        (
            "new Headers({ B: 'x', 'a-b': 'y' })",
            "Headers { 'a-b': 'y', b: 'x' }",
        ),
        (
            "new Response('x', { status: 404, statusText: 'none' })",
            "Response {\n  status: 404,\n  statusText: 'none',\n  type: 'default',\n  url: '',\n  redirected: false\n}",
        ),
        (
            "new Request('http://x/', { method: 'put' })",
            "Request { method: 'PUT', url: 'http://x/' }",
        ),
        (
            "new Blob(['abc'], { type: 'text/plain' })",
            "Blob { size: 3, type: 'text/plain' }",
        ),
        (
            "new File(['abc'], 'n.txt')",
            "File { size: 3, type: '', name: 'n.txt' }",
        ),
        (
            "(() => { const f = new FormData(); f.append('a', '1'); f.append('a', '2'); return f; })()",
            "FormData { a: '1', a: '2' }",
        ),
    ] {
        let value = context.eval(Source::from_bytes(code)).expect(code);
        assert_eq!(inspect(&value, &options, context), expected, "{code}");
    }
}
