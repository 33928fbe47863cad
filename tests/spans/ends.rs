//! A span ends with the last thing that can still ask for it, without a collection.

use std::{
    future::Future,
    pin::pin,
    sync::{Arc, Mutex},
    task::{Context as TaskContext, Poll, Wake, Waker},
    thread,
};

use boa_async_context::{
    Runtime,
    tracing::{in_span, spanned},
};
use boa_engine::{
    Context, JsNativeError, JsResult, JsValue, Source, job::NativeAsyncJob, value::TryFromJs,
};
use futures_lite::future::block_on;
use tracing::{Span, info_span};

use crate::{
    RECORDER, assert_no_mistakes, call, collections::collected, current_name, define, runtime, seen,
};

fn closed(name: &str) -> usize {
    RECORDER.span(name).closed
}

/// Calls `f()` of the program in `span`.
fn begin(runtime: &mut Runtime, span: Span, program: &str) {
    runtime
        .eval(&format!("f = () => {{ {program} }}"))
        .expect("a script");
    in_span(span, &mut runtime.context_mut(), |context| {
        call("f", context)
    })
    .expect("it runs");
}

#[test]
fn with_a_synchronous_call() {
    let mut runtime = runtime();
    let flag = collected();
    begin(
        &mut runtime,
        info_span!("synchronous"),
        "look(); [1, 2].forEach(look);",
    );
    assert_eq!(closed("synchronous"), 1);
    assert!(!flag.get(), "without a collection");
    assert_eq!(seen(&mut runtime), "synchronous,synchronous,synchronous");
}

#[test]
fn with_the_last_timer_or_reaction() {
    let mut runtime = runtime();
    let flag = collected();
    begin(
        &mut runtime,
        info_span!("timers"),
        "let n = 0; const i = setInterval(() => { look(); if (++n === 2) clearInterval(i); }, 1);
         setTimeout(async () => { await null; look(); await new Promise((r) => setTimeout(r, 3)); look(); }, 2);
         globalThis.long = setTimeout(look, 60_000_000);",
    );
    assert_eq!(closed("timers"), 0);
    runtime
        .eval("setTimeout(() => clearTimeout(long), 10)")
        .expect("a script");
    runtime.run_until_idle_blocking().expect("a thread");
    assert_eq!(closed("timers"), 1);
    assert!(!flag.get(), "without a collection");
    assert_no_mistakes();
}

#[test]
fn with_a_native_future() {
    let mut runtime = runtime();
    define(&mut runtime, "operate", |_, _, context| {
        let job = NativeAsyncJob::new(async |context| {
            for _ in 0..3 {
                assert_eq!(current_name(), Some("native future"));
                futures_lite::future::yield_now().await;
            }
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
            call("look", &mut context.borrow_mut())
        });
        context.enqueue_job(job.into());
        Ok(JsValue::undefined())
    });
    let flag = collected();
    begin(&mut runtime, info_span!("native future"), "operate();");
    begin(
        &mut runtime,
        info_span!("beside it"),
        "setTimeout(look, 1);",
    );
    assert_eq!(closed("native future"), 0);
    runtime.run_until_idle_blocking().expect("a thread");
    assert_eq!(seen(&mut runtime), "beside it,native future");
    assert_eq!(closed("native future"), 1);
    assert!(!flag.get(), "without a collection");
    assert_no_mistakes();
}

#[test]
fn with_a_snapshot_that_is_collected() {
    let mut runtime = runtime();
    begin(
        &mut runtime,
        info_span!("kept"),
        "globalThis.kept = new AsyncContext.Snapshot();",
    );
    assert_eq!(closed("kept"), 0);
    runtime
        .eval("kept.run(look); kept = null;")
        .expect("a script");
    runtime.agent().expect("installed").collect_garbage();
    assert_eq!(closed("kept"), 1);
    assert_eq!(seen(&mut runtime), "kept");
    assert_no_mistakes();
}

/// Reads the current span while it is made.
struct SpanOfConversion(Option<&'static str>);

impl TryFromJs for SpanOfConversion {
    fn try_from_js(_: &JsValue, _: &mut Context) -> JsResult<Self> {
        Ok(Self(current_name()))
    }
}

#[test]
fn with_a_call_from_another_thread() {
    let mut runtime = runtime();
    runtime
        .eval("globalThis.handle = async () => { look(); await null; look(); }")
        .expect("a script");
    let mailbox = runtime.event_loop().mailbox();
    let flag = collected();
    let (answer, failed) = thread::spawn(move || {
        let answer = mailbox.call_in_span::<SpanOfConversion>(info_span!("called"), |context| {
            call("handle", context)
        });
        let failed = mailbox.call_in_span::<()>(info_span!("failing"), |_| {
            Err(JsNativeError::error().with_message("no").into())
        });
        drop(mailbox.call_in_span::<()>(info_span!("dropped"), |_| panic!("nobody waits")));
        mailbox.post(spanned(info_span!("posted"), |context| {
            call("look", context).map(drop)
        }));
        (answer, failed)
    })
    .join()
    .expect("it does not panic");
    runtime.run_until_idle_blocking().expect("a thread");
    assert_eq!(block_on(answer).expect("an answer").0, Some("called"));
    assert!(block_on(failed).is_err());
    assert_eq!(seen(&mut runtime), "called,called,posted");
    for name in ["called", "failing", "dropped", "posted"] {
        assert_eq!(closed(name), 1, "{name}");
    }
    assert!(!flag.get(), "without a collection");
    assert_no_mistakes();
}

#[test]
fn a_clone_of_the_host_keeps_it_open() {
    let mut runtime = runtime();
    let span = info_span!("of the host");
    begin(&mut runtime, span.clone(), "look();");
    assert_eq!(closed("of the host"), 0);
    drop(span);
    assert_eq!(closed("of the host"), 1);
}

/// What is seen when the caller of a call is woken: the current span, and how often the span of the call was closed.
struct AtTheAnswer {
    how: &'static str,
    seen: Mutex<Vec<(Option<&'static str>, usize)>>,
}

impl Wake for AtTheAnswer {
    fn wake(self: Arc<Self>) {
        let spans = RECORDER.spans();
        let of_call = spans
            .iter()
            .find(|span| span.name == "answered" && span.fields["how"] == self.how);
        let now = (
            current_name(),
            of_call.expect("the span of the call").closed,
        );
        self.seen.lock().expect("no panic").push(now);
    }
}

#[test]
fn before_the_caller_hears_of_the_result() {
    for (how, program, expected) in [
        ("at once", "42", Some(42)),
        ("by an exception", "(() => { throw 42; })()", None),
        ("by a promise", "Promise.resolve(42)", Some(42)),
        ("by a rejection", "Promise.reject(42)", None),
        (
            "by a timer",
            "new Promise((resolve) => setTimeout(resolve, 1, 42))",
            Some(42),
        ),
        (
            "by a function",
            "(async () => { for (let i = 0; i < 3; i++) await i; return 42; })()",
            Some(42),
        ),
        ("by another type", "Promise.resolve('many')", None),
    ] {
        let mut runtime = runtime();
        let mailbox = runtime.event_loop().mailbox();
        let mut call = pin!(
            mailbox.call_in_span::<i32>(info_span!("answered", how), move |context| {
                context.eval(Source::from_bytes(program))
            })
        );
        let caller = Arc::new(AtTheAnswer {
            how,
            seen: Mutex::default(),
        });
        let waker = Waker::from(caller.clone());
        let cx = &mut TaskContext::from_waker(&waker);
        assert!(call.as_mut().poll(cx).is_pending(), "{how}");
        runtime.run_until_idle_blocking().expect("a thread");
        let seen = caller.seen.lock().expect("no panic").clone();
        assert_eq!(seen, [(None, 1)], "{how}");
        let Poll::Ready(result) = call.poll(cx) else {
            panic!("{how}: the caller was woken");
        };
        assert_eq!(result.ok(), expected, "{how}");
    }
    assert_no_mistakes();
}
