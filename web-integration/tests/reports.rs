//! In which realm the events of a report are fired: that of the code that failed, whichever realm is current then.

#[path = "../../tests/support/realms.rs"]
mod support;

use boa_async_context::Runtime;
use boa_async_context_web::WebApis;
use boa_engine::realm::Realm;
use boa_runtime::extensions::RuntimeExtension as _;
use support::{evaluate, install, runtime};

/// Notes which realm hears of what, in an array that both realms have.
const LISTEN: &str = "
    for (const type of ['error', 'unhandledrejection', 'rejectionhandled']) {
        addEventListener(type, (event) => {
            event.preventDefault();
            const own = event.target === globalThis && event instanceof Event;
            heard.push(`${here}: ${type}${own ? '' : ' of another realm'}`);
        });
    }";

/// The realms `first`, which is the runtime's own, and `second`. Each has the web's APIs, and the other one as `other`.
fn two_realms() -> (Runtime, Realm) {
    let mut runtime = runtime();
    // A `rejectionhandled` event cannot be prevented.
    runtime.event_loop().set_reporter(|report, _| {
        assert!(
            !report.kind().is_failure(),
            "nobody heard of it: {}",
            report.render()
        );
    });
    WebApis::default()
        .register(None, &mut runtime.context_mut())
        .expect("a fresh realm");
    let second = runtime.context_mut().create_realm().expect("a realm");
    install(&second, &mut runtime);
    WebApis::default()
        .register(Some(second.clone()), &mut runtime.context_mut())
        .expect("a fresh realm");
    let mut guard = runtime.context_mut();
    let context = &mut *guard;
    let first = context.realm().clone();
    let heard = evaluate("globalThis.heard = []", &first, context);
    let global = evaluate("globalThis", &first, context);
    for (realm, here) in [(&first, "first"), (&second, "second")] {
        let set = evaluate(
            "(heard, here, other) => { Object.assign(globalThis, { heard, here, other }); }",
            realm,
            context,
        );
        let set = set.as_callable().expect("a function");
        let other = match here {
            "first" => evaluate("globalThis", &second, context),
            _ => global.clone(),
        };
        let here = boa_engine::JsString::from(here);
        let arguments = [heard.clone(), here.into(), other];
        set.call(&heard, &arguments, context).expect("it is called");
        evaluate(LISTEN, realm, context);
    }
    drop(guard);
    (runtime, second)
}

/// Runs `source` in the second realm, and then the loop in the first. Returns who has heard of what.
#[track_caller]
fn heard(source: &str) -> String {
    let (mut runtime, second) = two_realms();
    evaluate(source, &second, &mut runtime.context_mut());
    runtime.run_until_idle_blocking().expect("it runs");
    let heard = runtime.eval("heard.join(', ')").expect("an array");
    heard
        .as_string()
        .map(|heard| heard.to_std_string_escaped())
        .expect("text")
}

#[test]
fn rejections_are_events_of_the_realm_that_rejects() {
    let one = "second: unhandledrejection";
    assert_eq!(heard("Promise.reject(1);"), one);
    assert_eq!(heard("(async () => { throw 1; })();"), one);
    assert_eq!(heard("Promise.resolve().then(() => { throw 1; });"), one);
    assert_eq!(heard("setTimeout(() => { Promise.reject(1); });"), one);
    let of_the_other = "other.eval('Promise.reject(1)');";
    assert_eq!(heard(of_the_other), "first: unhandledrejection");
    // The function that rejects the derived promise is made by `then`, so it belongs to the realm of that.
    let handler = "other.eval('Promise.resolve()').then(() => { throw 1; });";
    assert_eq!(heard(handler), "first: unhandledrejection");
}

#[test]
fn a_late_handler_is_an_event_of_the_realm_that_has_heard_of_the_rejection() {
    let both = "second: unhandledrejection, second: rejectionhandled";
    let late = "const p = Promise.reject(1); setTimeout(() => p.catch(() => {}), 1);";
    assert_eq!(heard(late), both);
    let from_outside = "globalThis.p = Promise.reject(1); other.eval('setTimeout(() => other.p.catch(() => {}), 1)');";
    assert_eq!(heard(from_outside), both);
}

#[test]
fn exceptions_of_callbacks_are_events_of_the_realm_of_the_callback() {
    for source in [
        "setTimeout(() => { throw 1; });",
        "setTimeout('throw 1');",
        "setImmediate(() => { throw 1; });",
        "queueMicrotask(() => { throw 1; });",
        "requestAnimationFrame(() => { throw 1; });",
        "requestIdleCallback(() => { throw 1; });",
        "const t = new EventTarget(); t.addEventListener('a', () => { throw 1; }); t.dispatchEvent(new Event('a'));",
        "const s = new AbortController(); s.signal.onabort = () => { throw 1; }; s.abort();",
        "const c = new MessageChannel(); c.port2.onmessage = () => { c.port2.close(); throw 1; }; c.port1.postMessage(1);",
        "reportError(1);",
        // Through the functions and targets of the other realm.
        "other.setTimeout(() => { throw 1; });",
        "other.setImmediate(() => { throw 1; });",
        "other.queueMicrotask(() => { throw 1; });",
        "const t = new other.EventTarget(); t.addEventListener('a', () => { throw 1; }); t.dispatchEvent(new other.Event('a'));",
    ] {
        assert_eq!(heard(source), "second: error", "{source}");
    }
    let callback_of_the_other = "setTimeout(other.eval('() => { throw 1; }'));";
    assert_eq!(heard(callback_of_the_other), "first: error");
}
