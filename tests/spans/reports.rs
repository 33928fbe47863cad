//! Messages of the console, uncaught exceptions and rejections as events.

use boa_async_context::tracing::{in_span, report_event};
use tracing::{Level, info_span};

use crate::{RECORDER, assert_no_mistakes, call, runtime};

#[test]
fn messages_of_the_console_are_events_of_the_current_span() {
    let mut runtime = runtime();
    runtime
        .eval(
            "function chat() {
                 console.log('a %s', 'b'); console.info('i'); console.warn('w'); console.error('e'); console.debug('d');
                 console.group('g'); console.log('inside'); console.groupEnd();
                 setTimeout(() => console.log('later'), 1);
                 (function named() { console.trace('t'); })();
                 console.assert(false, 'wrong');
             }
             console.log('no span');",
        )
        .expect("a script");
    in_span(info_span!("chat"), &mut runtime.context_mut(), |context| {
        call("chat", context)
    })
    .expect("it runs");
    runtime.run_until_idle_blocking().expect("a thread");
    let tree = RECORDER.tree("chat", &["console"]);
    assert_eq!(
        tree,
        "chat \n  - INFO a b\n  - INFO i\n  - WARN w\n  - ERROR e\n  - DEBUG d\n  - INFO g\n  - INFO inside\n  - TRACE Trace: t\n    \
         at named (<eval>:5:51)\n    at chat (<eval>:5:60)\n  - ERROR Assertion failed: wrong\n  - INFO later\n"
    );
    let events = RECORDER.events_of("console");
    let of = |message: &str| {
        let event = events.iter().find(|event| event.message() == message);
        event.unwrap_or_else(|| panic!("no event {message}"))
    };
    assert_eq!(of("a b").fields["method"], "log");
    assert_eq!(of("i").fields["method"], "info");
    assert_eq!(of("Assertion failed: wrong").fields["method"], "assert");
    assert_eq!(of("a b").fields["groups"], "0");
    assert_eq!(of("inside").fields["groups"], "1");
    assert_eq!(of("no span").span, None);
    assert_no_mistakes();
}

#[test]
fn reports_are_events_in_the_span_of_their_cause() {
    let mut runtime = runtime();
    runtime.event_loop().set_reporter(report_event);
    runtime
        .eval(
            "let late;
             function thrower() { setTimeout(() => { throw new Error('thrown'); }, 1); }
             function rejecter() { setTimeout(() => { late = Promise.reject(new RangeError('rejected')); }, 1); }
             setTimeout(() => late.catch(() => {}), 20);",
        )
        .expect("a script");
    {
        let context = &mut *runtime.context_mut();
        in_span(info_span!("thrower"), context, |context| {
            call("thrower", context)
        })
        .expect("runs");
        in_span(info_span!("rejecter"), context, |context| {
            call("rejecter", context)
        })
        .expect("runs");
    }
    runtime.run_until_idle_blocking().expect("a thread");
    let events = RECORDER.events_of("javascript");
    let found: Vec<_> = events
        .iter()
        .map(|event| {
            let span = RECORDER.ancestry(event.span).first().map(|span| span.name);
            let message = event.message().lines().next().unwrap_or_default();
            (
                span,
                event.level,
                event.fields["kind"].clone(),
                message.to_owned(),
            )
        })
        .collect();
    let expected = [
        (Some("thrower"), Level::ERROR, "error", "Error: thrown"),
        (
            Some("rejecter"),
            Level::ERROR,
            "unhandledrejection",
            "RangeError: rejected",
        ),
        // The host values of a mapping are let go of when the rejection was reported.
        (
            None,
            Level::INFO,
            "rejectionhandled",
            "RangeError: rejected",
        ),
    ];
    let expected: Vec<_> = expected
        .into_iter()
        .map(|(span, level, kind, message)| (span, level, kind.to_owned(), message.to_owned()))
        .collect();
    assert_eq!(found, expected);
    for name in ["thrower", "rejecter"] {
        assert_eq!(RECORDER.span(name).closed, 1, "{name}");
    }
    assert_no_mistakes();
}
