//! Turns that are not ended by the loop, because their job panics or a nested run outlives the poll in which it was begun; and
//! turns inside of others.
//!
//! The watchdog tells of a turn that is stuck. A turn that has ended must not be told, and there is no time after which a test
//! knows that. So each test waits for a turn of another runtime, which is told later than any turn that began before it.

#[path = "support/patience.rs"]
mod patience;
#[path = "support/reports.rs"]
mod reports;
mod support;

use std::{
    cell::{Cell, RefCell},
    future::pending,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    rc::Rc,
    sync::mpsc::{Receiver, Sender, channel},
    time::Duration,
};

use boa_async_context::{
    AsyncContext, EXACT_GENERATORS, EventLoop, Limits, Runtime, Storage,
    event_loop::{LoopState, Report, TurnTime},
};
use boa_engine::{
    Context, JsValue,
    job::{GenericJob, NativeAsyncJob},
};

use patience::patiently;
use reports::reports_of;
use support::define_in;

/// Limits that tell of the turns that are stuck, by their limit.
fn limits(time: Duration, told: &Sender<Duration>) -> Limits {
    let told = told.clone();
    Limits::none().turn_time(TurnTime::new(time).on_stuck(move |stuck| {
        let _ = told.send(stuck.limit);
    }))
}

/// A turn of another runtime, which has a limit, is stuck until something is told. Returns what.
fn first_stuck(told: &Sender<Duration>, hears: Receiver<Duration>, limit: Duration) -> Duration {
    let runtime = Runtime::builder().limits(limits(limit, told)).build();
    let mut runtime = runtime.expect("the usual globals");
    runtime.event_loop().set_reporter(|_, _| {});
    let first = Rc::new(Cell::new(Duration::ZERO));
    let heard = first.clone();
    let job = move |_: &mut Context| {
        heard.set(hears.recv().expect("it is told"));
        Ok(JsValue::undefined())
    };
    let realm = runtime.context().realm().clone();
    runtime
        .context_mut()
        .enqueue_job(GenericJob::new(job, realm).into());
    runtime.run_until_idle_blocking().expect("a thread");
    first.get()
}

#[test]
fn the_turn_of_a_job_that_panics_ends_with_it() {
    patiently(|short| {
        // Of the turn that is stuck. The one that ends has a shorter limit.
        let longer = 12 * short;
        let (told, hears) = channel();
        let runtime = Runtime::builder().limits(limits(10 * short, &told)).build();
        let mut runtime = runtime.expect("the usual globals");
        let reports = reports_of(&runtime);
        define_in(&mut runtime.context_mut(), "panic", |_, _, _| {
            resume_unwind(Box::new("a bug in the host"))
        });
        runtime.eval("setTimeout(panic)").expect("a script");
        let run = AssertUnwindSafe(|| runtime.run_until_idle_blocking());
        assert!(catch_unwind(run).is_err());
        assert_eq!(first_stuck(&told, hears, longer), longer);

        // Nor is the next checkpoint a part of it: it has a limit of its own.
        runtime
            .eval("(async () => { for (;;) await null; })();")
            .expect("a script");
        runtime.run_until_idle_blocking().expect("a thread");
        let reports: Vec<_> = reports.take().iter().map(Report::render).collect();
        assert_eq!(reports.len(), 1, "{reports:?}");
        assert!(reports[0].contains("a microtask checkpoint"), "{reports:?}");
    });
}

#[test]
fn a_nested_run_that_is_dropped_between_two_polls_leaves_no_turn_behind() {
    patiently(|short| {
        // Of the turn that is stuck. The one that ends has a shorter limit.
        let longer = 12 * short;
        let (told, hears) = channel();
        let async_context = AsyncContext::new(Storage::Weak);
        let event_loop = EventLoop::new(&async_context);
        let mut context = Context::builder()
            .host_hooks(async_context.default_hooks())
            .job_executor(event_loop.clone())
            .build()
            .expect("a context");
        async_context.install(&mut context).expect("the globals");
        limits(10 * short, &told).put_into(&mut context);
        event_loop.enforce_limits(&mut context).expect("a thread");
        let nested = event_loop.clone();
        let job = NativeAsyncJob::new(async move |context: &RefCell<&mut Context>| {
            let never = NativeAsyncJob::new(async |_: &RefCell<&mut Context>| pending().await);
            context.borrow_mut().enqueue_job(never.into());
            nested.run_until_idle(context).await;
            Ok(JsValue::undefined())
        });
        context.enqueue_job(job.into());
        let cell = RefCell::new(&mut context);
        let mut driver = event_loop.drive(&cell);
        let tokio = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a tokio runtime");
        let state = tokio.block_on(driver.turn(Duration::from_secs(600)));
        assert_eq!(state, LoopState::Waiting);
        drop(driver);
        assert_eq!(first_stuck(&told, hears, longer), longer);
    });
}

/// By its own report, and not as an uncaught error too. The outer turn goes on.
#[test]
fn in_exact_mode_a_nested_turn_that_is_interrupted_is_told_once() {
    patiently(|short| {
        if !EXACT_GENERATORS {
            return;
        }
        let limits = Limits::none().turn_time(short);
        let runtime = Runtime::builder().limits(limits).build();
        let mut runtime = runtime.expect("the usual globals");
        let reports = reports_of(&runtime);
        define_in(&mut runtime.context_mut(), "nested", |_, _, context| {
            context.run_jobs().map(|()| JsValue::undefined())
        });
        runtime
            .eval(
                "var outcome = 'none';
             setTimeout(() => { setTimeout(() => { for (;;); }); nested(); outcome = 'outer'; });",
            )
            .expect("a script");
        runtime.run_until_idle_blocking().expect("a thread");
        let reports: Vec<_> = reports.take().iter().map(Report::render).collect();
        assert_eq!(reports.len(), 1, "{reports:?}");
        assert!(
            reports[0].contains("a timer was interrupted after"),
            "{reports:?}"
        );
        let outcome = runtime.eval("outcome").expect("a variable");
        assert_eq!(outcome.display().to_string(), "\"outer\"");
    });
}
