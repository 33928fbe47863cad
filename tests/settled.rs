//! Running the loop for one promise.

#[path = "support/reports.rs"]
mod reports;

use std::{
    cell::{Cell, RefCell},
    future::Future,
    pin::pin,
    rc::Rc,
    task::{Context as TaskContext, Waker},
    time::{Duration, Instant},
};

use boa_async_context::{
    AsyncContext, EventLoop, Runtime, Storage,
    event_loop::{LoopState, ReportKind, Settled},
};
use boa_engine::{
    Context, JsValue, Source,
    job::{GenericJob, NativeAsyncJob},
    object::builtins::JsPromise,
};

use reports::reports_of;

/// After so long a test says that something hangs.
const HANGS: Duration = Duration::from_secs(600);

fn runtime() -> Runtime {
    Runtime::builder().build().expect("a runtime")
}

/// The promise that the source evaluates to.
fn promise(runtime: &mut Runtime, source: &str) -> JsPromise {
    let value = runtime.eval(source).expect("a script");
    let object = value.as_object().expect("a promise");
    JsPromise::from_object(object).expect("a promise")
}

fn text(runtime: &mut Runtime, source: &str) -> String {
    let value = runtime.eval(source).expect("a script");
    value.display().to_string()
}

/// What becomes of the promise, as text.
fn settle(runtime: &mut Runtime, promise: &JsPromise) -> String {
    let settled = runtime.block_on(async |runtime| runtime.run_until_settled(promise).await);
    match settled.expect("a thread") {
        Settled::Fulfilled(value) => format!("fulfilled {}", value.display()),
        Settled::Rejected(error) => format!("rejected {error}"),
        other => format!("{other:?}"),
    }
}

#[test]
fn it_ends_after_the_task_that_settles_the_promise_and_leaves_the_rest() {
    let mut runtime = runtime();
    let awaited = promise(
        &mut runtime,
        "globalThis.log = [];
         const { promise, resolve } = Promise.withResolvers();
         promise.then(async () => { await null; log.push('reaction'); });
         // Both are due at once.
         setTimeout(() => { resolve(1); log.push('settled'); }, 0);
         setTimeout(() => log.push('next'), 0);
         setInterval(() => log.push('tick'), 86_400_000);
         promise",
    );
    assert_eq!(settle(&mut runtime, &awaited), "fulfilled 1");
    assert_eq!(text(&mut runtime, "log.join()"), "\"settled,reaction\"");
    let state = runtime.block_on(async |runtime| runtime.turn(HANGS).await);
    assert_eq!(state.expect("a thread"), LoopState::Waiting);
    assert_eq!(
        text(&mut runtime, "log.join()"),
        "\"settled,reaction,next\""
    );
}

#[test]
fn a_promise_that_is_settled_runs_no_task() {
    let mut runtime = runtime();
    let awaited = promise(
        &mut runtime,
        "let ran = []; setTimeout(() => ran.push('timer'), 0); Promise.resolve().then(() => ran.push('microtask'));
         Promise.resolve('early')",
    );
    assert_eq!(settle(&mut runtime, &awaited), "fulfilled \"early\"");
    assert_eq!(text(&mut runtime, "ran.join()"), "\"microtask\"");
}

/// Each source of tasks has one waiting, and none of them is run with the checkpoint of the task that settles the promise.
#[test]
fn the_task_that_settles_it_is_the_last() {
    let mut runtime = runtime();
    let awaited = promise(
        &mut runtime,
        "let ran = [];
         const settled = new Promise((resolve) => setTimeout(() => { ran.push('timer'); resolve('timer'); }, 0));
         settled.then(() => ran.push('microtask'));
         settled",
    );
    let job = GenericJob::new(
        |context| context.eval(Source::from_bytes("ran.push('job')")),
        runtime.context().realm().clone(),
    );
    runtime.context_mut().enqueue_job(job.into());
    runtime.event_loop().mailbox().post(|context| {
        context.eval(Source::from_bytes("ran.push('message')"))?;
        Ok(())
    });
    assert_eq!(settle(&mut runtime, &awaited), "fulfilled \"timer\"");
    let ran = text(&mut runtime, "ran.join()");
    assert!(ran.ends_with("timer,microtask\""), "{ran}");
    runtime.run_until_idle_blocking().expect("a thread");
    let ran = text(&mut runtime, "ran.sort().join()");
    assert_eq!(ran, "\"job,message,microtask,timer\"");
}

#[test]
fn a_rejection_is_the_hosts_and_is_not_reported() {
    let mut runtime = runtime();
    let reports = reports_of(&runtime);
    for source in [
        "Promise.reject(new RangeError('now'))",
        "new Promise((_, reject) => setTimeout(() => reject(new RangeError('now')), 1))",
        "(async () => { await null; throw new RangeError('now'); })()",
    ] {
        let awaited = promise(&mut runtime, source);
        // The text has the place, too.
        let rejected = settle(&mut runtime, &awaited);
        assert!(
            rejected.starts_with("rejected RangeError: now"),
            "{rejected}"
        );
        runtime.run_until_idle_blocking().expect("a thread");
        assert!(reports.take().is_empty(), "{source}");
    }
    // Another one is reported.
    let awaited = promise(&mut runtime, "Promise.reject(1); Promise.resolve()");
    assert_eq!(settle(&mut runtime, &awaited), "fulfilled undefined");
    let told = reports.take();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].kind(), ReportKind::UnhandledRejection);
}

#[test]
fn it_says_so_when_nothing_can_settle_the_promise() {
    let mut runtime = runtime();
    let awaited = promise(
        &mut runtime,
        "let fired = false; setTimeout(() => { fired = true; }, 1); new Promise(() => {})",
    );
    assert_eq!(settle(&mut runtime, &awaited), "Never");
    assert_eq!(text(&mut runtime, "fired"), "true");
    // The last job of all.
    let awaited = promise(
        &mut runtime,
        "new Promise((resolve) => setTimeout(resolve, 1, 2))",
    );
    assert_eq!(settle(&mut runtime, &awaited), "fulfilled 2");
}

#[test]
fn it_says_so_when_the_loop_is_stopped() {
    let mut runtime = runtime();
    let mailbox = runtime.event_loop().mailbox();
    let _open = mailbox.hold();
    let stop = mailbox.clone();
    mailbox.post(move |_| {
        stop.stop();
        Ok(())
    });
    let awaited = promise(&mut runtime, "new Promise(() => {})");
    assert_eq!(settle(&mut runtime, &awaited), "Stopped");
}

#[test]
fn microtasks_without_end_do_not_keep_it() {
    let mut runtime = runtime();
    let awaited = promise(
        &mut runtime,
        "let n = 0;
         const again = () => { n++; Promise.resolve().then(again); };
         again();
         Promise.resolve('settled')",
    );
    assert_eq!(settle(&mut runtime, &awaited), "fulfilled \"settled\"");
    // They go on in the next run, or in a later one: a busy machine may take the whole millisecond of a run away.
    let count = text(&mut runtime, "n");
    let begun = Instant::now();
    while text(&mut runtime, "n") == count {
        assert!(begun.elapsed() < HANGS, "they do not go on");
        let state =
            runtime.block_on(async |runtime| runtime.run_for(Duration::from_millis(1)).await);
        assert_eq!(state.expect("a thread"), LoopState::Ready);
    }
}

#[test]
fn dropping_it_loses_nothing() {
    let mut runtime = runtime();
    let polls = Rc::new(Cell::new(0));
    let counted = polls.clone();
    let job = NativeAsyncJob::new(async move |context| {
        for _ in 0..3 {
            counted.set(counted.get() + 1);
            tokio::task::yield_now().await;
        }
        let source = Source::from_bytes("resolve('of the native future')");
        context.borrow_mut().eval(source)
    });
    let awaited = promise(
        &mut runtime,
        "const { promise, resolve } = Promise.withResolvers(); promise",
    );
    runtime.context_mut().enqueue_job(job.into());
    runtime.event_loop().set_time_slice(Duration::ZERO);
    {
        let mut run = pin!(runtime.run_until_settled(&awaited));
        let cx = &mut TaskContext::from_waker(Waker::noop());
        while polls.get() == 0 {
            assert!(run.as_mut().poll(cx).is_pending());
        }
    }
    assert_eq!(
        settle(&mut runtime, &awaited),
        "fulfilled \"of the native future\""
    );
    assert_eq!(polls.get(), 3, "it was not begun again");
}

#[test]
fn a_driver_does_the_same() {
    let async_context = AsyncContext::new(Storage::Weak);
    let event_loop = EventLoop::new(&async_context);
    let mut context = Context::builder()
        .host_hooks(async_context.default_hooks())
        .job_executor(event_loop.clone())
        .build()
        .expect("a context");
    async_context.install(&mut context).expect("the wiring");
    let awaited = JsPromise::new(
        |resolvers, context| {
            resolvers
                .resolve
                .call(&JsValue::undefined(), &[7.into()], context)
        },
        &mut context,
    );
    let (never, _) = JsPromise::new_pending(&mut context);
    let cell = RefCell::new(&mut context);
    let mut driver = event_loop.drive(&cell);
    let settled = futures_lite::future::block_on(async {
        (
            driver.run_until_settled(&awaited.expect("a promise")).await,
            driver.run_until_settled(&never).await,
        )
    });
    let (Settled::Fulfilled(value), Settled::Never) = settled else {
        panic!("{settled:?}");
    };
    assert_eq!(value.as_number(), Some(7.0));
}
