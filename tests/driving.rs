//! Driving the event loop: runs that end early and go on, the thread that is let go in time, and what survives.

#[path = "support/patience.rs"]
mod patience;
mod support;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use boa_async_context::{
    AsyncContext, EventLoop, Runtime, Storage,
    event_loop::{LoopState, Mailbox, ReportKind},
};
use boa_engine::{
    Context, JsResult, JsValue, NativeFunction, Source,
    job::{GenericJob, Job, NativeAsyncJob},
    js_string,
};
use patience::patiently;
use support::{define_in, text};
use tokio::{
    sync::oneshot,
    task::{LocalSet, yield_now},
    time::timeout,
};

/// Long enough for anything on a busy machine.
const LONG: Duration = Duration::from_secs(600);
/// Short enough to wait for.
const SHORT: Duration = Duration::from_millis(20);
const ENDLESS_MICROTASKS: &str =
    "let n = 0; const f = () => { n++; return Promise.resolve().then(f); }; f();";

fn runtime() -> Runtime {
    Runtime::builder()
        .expose_gc()
        .without_console()
        .build()
        .expect("the default runtime")
}

/// Runs an async function in a current-thread runtime in which `spawn_local` works.
fn in_tokio<R>(f: impl AsyncFnOnce() -> R) -> R {
    let tokio = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a tokio runtime");
    tokio.block_on(LocalSet::new().run_until(f()))
}

/// A global function `name()` that enqueues a native future, which evaluates `source` when `open` says so.
fn define_future(context: &mut Context, name: &str, opened: oneshot::Receiver<()>) {
    let opened = Rc::new(Cell::new(Some(opened)));
    // The receiver is no value of the collector.
    let f = NativeFunction::from_copy_closure_with_captures(
        |_, args, opened: &Opened, context| {
            let opened = opened.0.take().expect("it is called once");
            let source = args[0].to_string(context)?.to_std_string_lossy();
            let job = NativeAsyncJob::new(async move |context: &RefCell<&mut Context>| {
                let _ = opened.await;
                let result = context.borrow_mut().eval(Source::from_bytes(&source));
                // Not done with this poll, so the loop goes on with the next future.
                yield_now().await;
                result
            });
            context.enqueue_job(job.into());
            Ok(JsValue::undefined())
        },
        Opened(opened),
    );
    context
        .register_global_callable(js_string!(name), 1, f)
        .expect("a fresh global");
}

#[derive(Clone, boa_gc::Trace, boa_gc::Finalize)]
struct Opened(#[unsafe_ignore_trace] Rc<Cell<Option<oneshot::Receiver<()>>>>);

#[test]
fn what_is_in_flight_survives_runs_that_end_early_or_are_dropped() {
    let mut runtime = runtime();
    let (open, opened) = oneshot::channel();
    define_future(&mut runtime.context_mut(), "later", opened);
    runtime
        .eval("const v = new AsyncContext.Variable(); let seen; v.run(7, () => later('seen = v.get()'));")
        .expect("a script");
    let seen = in_tokio(async move || {
        assert_eq!(runtime.turn(LONG).await, LoopState::Waiting);
        assert_eq!(runtime.run_for(SHORT).await, LoopState::Waiting);
        assert!(timeout(SHORT, runtime.run_until_idle()).await.is_err());
        runtime.event_loop().stop();
        runtime.run_until_idle().await;
        assert_eq!(text(&mut runtime, "String(seen)"), "undefined");
        open.send(()).expect("it still waits");
        assert_eq!(runtime.run_for(LONG).await, LoopState::Idle);
        assert_eq!(runtime.event_loop().take_dropped(), 0);
        text(&mut runtime, "String(seen)")
    });
    assert_eq!(seen, "7");
}

#[test]
fn a_runtime_that_is_dropped_drops_what_is_in_flight_first() {
    let mut runtime = runtime();
    let (open, opened) = oneshot::channel();
    define_future(&mut runtime.context_mut(), "later", opened);
    runtime.eval("later('')").expect("a script");
    in_tokio(async move || {
        assert_eq!(runtime.turn(LONG).await, LoopState::Waiting);
        drop(runtime);
    });
    assert!(open.send(()).is_err(), "nobody waits");
}

#[test]
fn every_run_serves_a_finalization_registry() {
    let mut runtime = runtime();
    runtime
        .eval("const log = []; const registry = new FinalizationRegistry((x) => log.push(x));")
        .expect("a script");
    for n in 0..3 {
        runtime
            .eval(&format!(
                "(() => {{ registry.register({{}}, {n}); }})(); setTimeout(gc, 0);"
            ))
            .expect("a script");
        runtime.run_until_idle_blocking().expect("idle");
        runtime.run_until_idle_blocking().expect("idle");
    }
    assert_eq!(text(&mut runtime, "log.join()"), "0,1,2");
}

#[test]
fn a_nested_run_takes_no_registry_away_from_the_outer_one() {
    let mut runtime = runtime();
    define_in(&mut runtime.context_mut(), "nested", |_, _, context| {
        context.run_jobs().map(|()| JsValue::undefined())
    });
    runtime
        .eval(
            "const log = []; let registry;
             setTimeout(() => {
                 registry = new FinalizationRegistry((x) => log.push(x));
                 nested();
                 (() => { registry.register({}, 1); })();
                 setTimeout(gc, 0);
             });",
        )
        .expect("a script");
    runtime.run_until_idle_blocking().expect("idle");
    runtime.run_until_idle_blocking().expect("idle");
    assert_eq!(text(&mut runtime, "log.join()"), "1");
    assert_eq!(runtime.event_loop().failures(), 0);
}

#[test]
fn a_synchronous_run_takes_no_registry_away_from_its_runtime_or_driver() {
    let make = "const log = []; const registry = new FinalizationRegistry((x) => log.push(x));";
    let collect = "(() => { registry.register({}, 1); })(); setTimeout(gc, 0);";
    let mut runtime = runtime();
    runtime.eval(make).expect("a script");
    for _ in 0..2 {
        runtime.context_mut().run_jobs().expect("idle");
    }
    runtime.eval(collect).expect("a script");
    runtime.run_until_idle_blocking().expect("idle");
    runtime.run_until_idle_blocking().expect("idle");
    assert_eq!(text(&mut runtime, "log.join()"), "1");
    assert_eq!(runtime.event_loop().failures(), 0);

    let (mut context, event_loop) = own_context();
    define_in(&mut context, "gc", |_, _, _| {
        boa_gc::force_collect();
        Ok(JsValue::undefined())
    });
    boa_wintertc::timers::register(&mut context).expect("fresh globals");
    let cell = RefCell::new(&mut context);
    let mut driver = event_loop.drive(&cell);
    eval(&mut cell.borrow_mut(), make).expect("a script");
    for _ in 0..2 {
        cell.borrow_mut().run_jobs().expect("idle");
    }
    eval(&mut cell.borrow_mut(), collect).expect("a script");
    in_tokio(async || {
        driver.run_until_idle().await;
        driver.run_until_idle().await;
    });
    let log = eval(&mut cell.borrow_mut(), "log.join()").expect("a script");
    assert_eq!(log.display().to_string(), "\"1\"");
    assert_eq!(event_loop.failures(), 0);
}

/// Without a driver nobody can keep a wait between two runs: the engine's future borrows the context of the run. So it is
/// lost, and said to be.
#[test]
fn without_a_driver_a_registry_is_lost_with_the_run_and_the_next_one_says_so() {
    let (mut context, event_loop) = own_context();
    let reports = Rc::new(RefCell::new(Vec::new()));
    let sink = reports.clone();
    event_loop.set_reporter(move |report, _| sink.borrow_mut().push(report.render()));
    eval(
        &mut context,
        "const registry = new FinalizationRegistry(() => {});",
    )
    .expect("a script");
    context.run_jobs().expect("idle");
    assert!(reports.borrow().is_empty());
    for _ in 0..2 {
        context.run_jobs().expect("idle");
    }
    let reports = reports.borrow();
    assert_eq!(reports.len(), 1, "told once");
    assert!(
        reports[0].contains("1 waits for a FinalizationRegistry"),
        "{}",
        reports[0]
    );
    assert!(reports[0].contains("EventLoop::drive"), "{}", reports[0]);
}

#[test]
fn a_timeout_in_the_same_task_ends_endless_microtasks_and_they_go_on_later() {
    let mut runtime = runtime();
    runtime.eval(ENDLESS_MICROTASKS).expect("a script");
    in_tokio(async move || {
        let n = |runtime: &mut Runtime| text(runtime, "n").parse::<u64>().expect("a number");
        // Without the yields it would never come back. A busy machine may take all of the time away, so both are tried again.
        while n(&mut runtime) == 0 {
            assert!(timeout(SHORT, runtime.run_until_idle()).await.is_err());
        }
        let first = n(&mut runtime);
        while n(&mut runtime) == first {
            assert_eq!(runtime.run_for(SHORT).await, LoopState::Ready);
        }
    });
}

/// `busy()` keeps the thread for a millisecond.
fn define_busy(runtime: &mut Runtime) {
    define_in(&mut runtime.context_mut(), "busy", |_, _, _| {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_millis(1) {}
        Ok(JsValue::undefined())
    });
}

/// Runs the loop until it is idle. Returns how often another task of the thread got its turn.
async fn turns_of_another_task_beside(runtime: &mut Runtime) -> u32 {
    let turns = Rc::new(Cell::new(0));
    let counted = turns.clone();
    tokio::task::spawn_local(async move {
        loop {
            counted.set(counted.get() + 1);
            yield_now().await;
        }
    });
    runtime.run_until_idle().await;
    turns.get()
}

/// How often another task of the thread got its turn while `source` ran.
fn turns_of_another_task(source: &str) -> u32 {
    let mut runtime = runtime();
    define_busy(&mut runtime);
    runtime.eval(source).expect("a script");
    in_tokio(async move || turns_of_another_task_beside(&mut runtime).await)
}

/// Each takes a millisecond at least, and a slice two: a slower machine has fewer of them in a slice.
#[test]
fn other_tasks_get_the_thread_after_each_time_slice() {
    for (what, source) in [
        (
            "timers",
            "for (let i = 0; i < 60; i++) setTimeout(busy, 0);",
        ),
        (
            "microtasks",
            "for (let i = 0; i < 60; i++) queueMicrotask(busy);",
        ),
        (
            "reactions",
            "(async () => { for (let i = 0; i < 60; i++) { await null; busy(); } })();",
        ),
    ] {
        let turns = turns_of_another_task(source);
        // The clock is read at every eighth microtask at first.
        assert!(turns >= 15, "{turns} turns beside 60 {what}");
    }
}

#[test]
fn short_microtasks_do_not_let_go_each_time() {
    let turns = turns_of_another_task("for (let i = 0; i < 64; i++) queueMicrotask(() => {});");
    assert!(turns < 40, "{turns} turns beside 64 microtasks");
}

/// Sources of macrotasks that are ready while a checkpoint of many microtasks is cut after each of them.
#[test]
fn nothing_of_the_agent_runs_between_the_parts_of_a_checkpoint() {
    let mut runtime = runtime();
    runtime.event_loop().set_time_slice(Duration::ZERO);
    let (open, opened) = oneshot::channel();
    define_future(&mut runtime.context_mut(), "later", opened);
    define_in(&mut runtime.context_mut(), "generic", |_, args, context| {
        let f = args[0].as_callable().expect("a function");
        let realm = context.realm().clone();
        let job = GenericJob::new(
            move |context| f.call(&JsValue::undefined(), &[], context),
            realm,
        );
        context.enqueue_job(Job::GenericJob(job));
        Ok(JsValue::undefined())
    });
    runtime
        .eval(
            "const log = [], order = (name) => () => { log.push(name); };
             later('log.push(\"future\"); 0');
             setTimeout(() => {
                 setTimeout(order('timer'), 0);
                 generic(order('generic'));
                 let left = 200;
                 (function again() {
                     log.push('m');
                     if (--left > 0) queueMicrotask(again);
                 })();
             }, 1);",
        )
        .expect("a script");
    let mailbox = runtime.event_loop().mailbox();
    in_tokio(async move || {
        let (slow, post) = (Rc::new(Cell::new(0)), mailbox.clone());
        let counted = slow.clone();
        tokio::task::spawn_local(async move {
            // Both arrive in the middle of the microtasks, because these let go after every few of them.
            yield_now().await;
            let _ = open.send(());
            post.post(|context| {
                context
                    .eval(Source::from_bytes("log.push('message'); 0"))
                    .map(drop)
            });
            loop {
                counted.set(counted.get() + 1);
                yield_now().await;
            }
        });
        runtime.run_until_idle().await;
        assert!(slow.get() > 10, "the checkpoint was not cut");
        let log = text(&mut runtime, "log.join('')");
        let micro = "m".repeat(200);
        assert!(log.contains(&micro), "{log}");
        for name in ["timer", "generic", "future", "message"] {
            assert!(log.contains(name), "{name} ran");
        }
    });
}

#[test]
fn native_futures_that_are_ready_together_have_their_microtasks_one_after_the_other() {
    let mut runtime = runtime();
    runtime.event_loop().set_time_slice(Duration::ZERO);
    let mut halves = Vec::new();
    for name in ["a", "b", "c"] {
        let (open, opened) = oneshot::channel();
        halves.push(open);
        define_future(&mut runtime.context_mut(), name, opened);
    }
    runtime
        .eval(
            "const log = [];
             const many = (name) => {
                 let left = 50;
                 (function again() { log.push(name); if (--left > 0) queueMicrotask(again); })();
                 return 0;
             };
             a('many(\"a\")'); b('many(\"b\")'); c('many(\"c\")');",
        )
        .expect("a script");
    in_tokio(async move || {
        assert_eq!(runtime.turn(LONG).await, LoopState::Waiting);
        for open in halves {
            open.send(()).expect("it waits");
        }
        runtime.run_until_idle().await;
        let log = text(&mut runtime, "log.join('').replace(/(.)\\1{49}/g, '$1')");
        assert_eq!(log.len(), 3, "{log}");
    });
}

#[test]
fn a_turn_never_sleeps_and_tells_the_state() {
    let mut runtime = runtime();
    // No tokio runtime is needed.
    let turn = |runtime: &mut Runtime, budget| futures_lite::future::block_on(runtime.turn(budget));
    assert_eq!(turn(&mut runtime, LONG), LoopState::Idle);
    runtime
        .eval("let n = 0; const far = setTimeout(() => {}, 86400000); queueMicrotask(() => n++);")
        .expect("a script");
    assert_eq!(turn(&mut runtime, Duration::ZERO), LoopState::Ready);
    assert_eq!(
        text(&mut runtime, "n"),
        "0",
        "a budget of zero runs nothing"
    );
    assert_eq!(turn(&mut runtime, LONG), LoopState::Waiting);
    assert_eq!(text(&mut runtime, "n"), "1");
    runtime.eval("clearTimeout(far)").expect("a script");
    assert_eq!(turn(&mut runtime, LONG), LoopState::Idle);
    runtime.event_loop().stop();
    assert_eq!(turn(&mut runtime, LONG), LoopState::Stopped);
    assert_eq!(
        turn(&mut runtime, LONG),
        LoopState::Idle,
        "a stop is for one run"
    );
    runtime.event_loop().mailbox().end();
    assert_eq!(turn(&mut runtime, LONG), LoopState::Stopped);
    assert_eq!(
        turn(&mut runtime, LONG),
        LoopState::Stopped,
        "and an end for all"
    );
}

#[test]
fn the_microtasks_that_a_budget_has_cut_go_on_before_anything_else() {
    let mut runtime = runtime();
    define_busy(&mut runtime);
    runtime
        .eval(
            "const log = [];
             setTimeout(() => {
                 setTimeout(() => log.push('timer'), 0);
                 for (let i = 0; i < 40; i++) queueMicrotask(() => { busy(); log.push('m'); });
             }, 0);",
        )
        .expect("a script");
    let mut states = Vec::new();
    loop {
        let state = futures_lite::future::block_on(runtime.turn(Duration::from_millis(5)));
        states.push(state);
        if state == LoopState::Idle {
            break;
        }
    }
    // Each turn is over after thirteen of them at the latest: five, and eight without a look at the clock.
    assert!(states.len() >= 3, "{states:?}");
    let log = text(&mut runtime, "log.join('')");
    assert_eq!(log, format!("{}timer", "m".repeat(40)));
}

#[test]
fn a_run_for_a_time_sleeps_no_longer() {
    let mut runtime = runtime();
    runtime
        .eval("let n = 0; setTimeout(() => n++, 1); setTimeout(() => n++, 86400000);")
        .expect("a script");
    in_tokio(async move || {
        let begun = Instant::now();
        while text(&mut runtime, "n") == "0" {
            // `Ready` if the time was over just when the timer was due.
            let state = runtime.run_for(SHORT).await;
            assert!(matches!(state, LoopState::Waiting | LoopState::Ready));
        }
        assert!(begun.elapsed() < LONG);
        assert_eq!(text(&mut runtime, "n"), "1");
        assert_eq!(runtime.run_for(Duration::ZERO).await, LoopState::Waiting);
        runtime.eval("queueMicrotask(() => n++)").expect("a script");
        assert_eq!(runtime.run_for(Duration::ZERO).await, LoopState::Ready);
    });
}

/// A context of the host's own, with our event loop.
fn own_context() -> (Context, Rc<EventLoop>) {
    let async_context = AsyncContext::new(Storage::Weak);
    let event_loop = EventLoop::new(&async_context);
    let mut context = Context::builder()
        .host_hooks(async_context.default_hooks())
        .job_executor(event_loop.clone())
        .build()
        .expect("a context");
    async_context.install(&mut context).expect("installed");
    (context, event_loop)
}

fn eval(context: &mut Context, source: &str) -> JsResult<JsValue> {
    context.eval(Source::from_bytes(source))
}

#[test]
fn a_driver_keeps_what_is_in_flight() {
    let (mut context, event_loop) = own_context();
    let (open, opened) = oneshot::channel();
    define_future(&mut context, "later", opened);
    eval(&mut context, "let seen = 0; later('seen = 1')").expect("a script");
    let cell = RefCell::new(&mut context);
    in_tokio(async || {
        let mut driver = event_loop.drive(&cell);
        assert_eq!(driver.turn(LONG).await, LoopState::Waiting);
        assert_eq!(driver.run_for(SHORT).await, LoopState::Waiting);
        open.send(()).expect("it still waits");
        driver.run_until_idle().await;
        assert_eq!(driver.turn(LONG).await, LoopState::Idle);
    });
    assert_eq!(event_loop.take_dropped(), 0);
    assert!(
        eval(&mut context, "seen === 1")
            .expect("a script")
            .to_boolean()
    );
}

#[test]
fn what_is_dropped_with_a_driver_or_a_plain_run_is_counted_and_told_once() {
    let (mut context, event_loop) = own_context();
    let reports = Rc::new(RefCell::new(Vec::new()));
    let sink = reports.clone();
    event_loop.set_reporter(move |report, _| {
        sink.borrow_mut().push((report.kind(), report.render()));
    });
    in_tokio(async || {
        let mut halves = Vec::new();
        for _ in 0..2 {
            let (open, opened) = oneshot::channel();
            halves.push(open);
            define_future(&mut context, "later", opened);
            eval(&mut context, "later('')").expect("a script");
            let cell = RefCell::new(&mut context);
            assert!(
                timeout(SHORT, event_loop.run_until_idle(&cell))
                    .await
                    .is_err()
            );
        }
        assert_eq!(
            reports.borrow().len(),
            1,
            "the second run tells of the first"
        );
        let cell = RefCell::new(&mut context);
        event_loop.run_until_idle(&cell).await;
        event_loop.run_until_idle(&cell).await;
    });
    let reports = reports.borrow();
    assert_eq!(reports.len(), 2);
    for (kind, text) in &*reports {
        assert_eq!(*kind, ReportKind::Dropped);
        assert!(
            text.contains("1 native operations") && text.contains("drive"),
            "{text}"
        );
    }
    assert_eq!(
        (event_loop.take_dropped(), event_loop.take_dropped()),
        (2, 0)
    );
}

#[test]
fn a_rejection_that_a_report_causes_is_reported_before_the_next_macrotask() {
    let mut runtime = runtime();
    let told = Rc::new(Cell::new(0));
    let counted = told.clone();
    runtime.event_loop().set_reporter(move |_, context| {
        counted.set(counted.get() + 1);
        let source = match counted.get() {
            1 | 2 => "log.push('told'); Promise.reject(1)",
            _ => "log.push('told')",
        };
        eval(context, source).expect("a script");
    });
    runtime
        .eval(
            "const log = [];
             setTimeout(() => { Promise.reject(0); setTimeout(() => log.push('timer'), 0); }, 0);",
        )
        .expect("a script");
    runtime.run_until_idle_blocking().expect("idle");
    assert_eq!(text(&mut runtime, "log.join()"), "told,told,told,timer");
}

/// `nested()` runs the loop inside a job, `checkpoint()` performs a microtask checkpoint there.
fn define_nested(context: &mut Context) {
    define_in(context, "nested", |_, _, context| {
        context.run_jobs().map(|()| JsValue::undefined())
    });
    define_in(context, "checkpoint", |_, _, context| {
        let event_loop = context.downcast_job_executor::<EventLoop>();
        event_loop
            .expect("ours")
            .perform_microtask_checkpoint(context);
        Ok(JsValue::undefined())
    });
}

#[test]
fn a_checkpoint_inside_a_macrotask_does_not_replace_the_one_after_it() {
    for (inside, expected) in [
        // The nested run takes the first message.
        ("nested", "message,microtask,told,message"),
        ("checkpoint", "microtask,told,message,message"),
    ] {
        let mut runtime = runtime();
        define_nested(&mut runtime.context_mut());
        define_in(&mut runtime.context_mut(), "post", |_, _, context| {
            let event_loop = context.downcast_job_executor::<EventLoop>();
            let mailbox = event_loop.expect("ours").mailbox();
            mailbox.post(|context| eval(context, "log.push('message')").map(drop));
            Ok(JsValue::undefined())
        });
        runtime.event_loop().set_reporter(|_, context| {
            eval(context, "log.push('told')").expect("a script");
        });
        runtime
            .eval(&format!(
                "const log = [];
                 // The turn with the timer has one message.
                 post();
                 setTimeout(() => {{
                     {inside}();
                     post();
                     queueMicrotask(() => log.push('microtask'));
                     Promise.reject(1);
                 }});"
            ))
            .expect("a script");
        runtime.run_until_idle_blocking().expect("idle");
        assert_eq!(text(&mut runtime, "log.join()"), expected, "{inside}");
    }
}

#[test]
fn a_nested_run_inside_a_microtask_performs_checkpoints_between_the_callbacks_of_its_tasks() {
    let mut runtime = runtime();
    define_nested(&mut runtime.context_mut());
    runtime
        .eval(
            "const log = [];
             queueMicrotask(() => {
                 setTimeout(() => {
                     queueMicrotask(() => log.push('microtask'));
                     checkpoint();
                     log.push('callback');
                 });
                 nested();
                 queueMicrotask(() => log.push('after'));
                 checkpoint();
                 log.push('end');
             });",
        )
        .expect("a script");
    runtime.run_until_idle_blocking().expect("idle");
    // The last checkpoint is inside a microtask, so it does nothing.
    assert_eq!(
        text(&mut runtime, "log.join()"),
        "microtask,callback,end,after"
    );
}

/// A nested run is a part of a job, and a job is not interrupted.
#[test]
fn a_nested_run_with_an_interval_outlasts_the_budget_of_a_turn_and_ends_with_a_stop() {
    let mut runtime = runtime();
    define_nested(&mut runtime.context_mut());
    define_in(&mut runtime.context_mut(), "stop", |_, _, context| {
        let event_loop = context.downcast_job_executor::<EventLoop>();
        event_loop.expect("ours").stop();
        Ok(JsValue::undefined())
    });
    runtime
        .eval(
            "let ticks = 0, returned = false;
             setTimeout(() => {
                 setInterval(() => { if (++ticks === 50) stop(); }, 1);
                 nested();
                 returned = true;
             });",
        )
        .expect("a script");
    // 50 ticks take longer than the budget.
    let budget = Duration::from_millis(5);
    let mut state = LoopState::Ready;
    while text(&mut runtime, "ticks") == "0" {
        state = futures_lite::future::block_on(runtime.turn(budget));
    }
    assert_eq!(state, LoopState::Stopped);
    assert_eq!(text(&mut runtime, "ticks + ' ' + returned"), "50 true");
}

/// It can be run now, like a timer that sets itself again.
#[test]
fn a_native_future_that_wakes_itself_takes_the_rest_of_a_turn_and_starves_nothing() {
    let mut runtime = runtime();
    let polls = Rc::new(Cell::new(0));
    let counted = polls.clone();
    let job = NativeAsyncJob::new(async move |_: &RefCell<&mut Context>| {
        loop {
            counted.set(counted.get() + 1);
            yield_now().await;
        }
    });
    runtime.context_mut().enqueue_job(job.into());
    let mailbox = runtime.event_loop().mailbox();
    runtime
        .eval("const log = []; setTimeout(() => log.push('timer')); Promise.resolve().then(() => log.push('microtask'));")
        .expect("a script");
    mailbox.post(|context| eval(context, "log.push('message')").map(drop));
    let budget = Duration::from_millis(5);
    // As many turns as it takes on a busy machine.
    while polls.get() < 2 || text(&mut runtime, "log.length") != "3" {
        let begun = Instant::now();
        let state = futures_lite::future::block_on(runtime.turn(budget));
        assert_eq!(state, LoopState::Ready);
        assert!(begun.elapsed() >= budget, "it takes all of it");
    }
    let mut log: Vec<_> = text(&mut runtime, "log.join()")
        .split(',')
        .map(str::to_owned)
        .collect();
    log.sort();
    assert_eq!(log, ["message", "microtask", "timer"]);
}

#[test]
fn microtasks_that_the_host_queues_between_two_polls_of_a_run_run_at_the_next_poll() {
    let (mut context, event_loop) = own_context();
    eval(&mut context, "var log = 0;").expect("a script");
    let cell = RefCell::new(&mut context);
    let state = in_tokio(async || {
        let hold = event_loop.mailbox().hold();
        let mut driver = event_loop.drive(&cell);
        let host = async {
            yield_now().await;
            // The run sleeps.
            let source = "Promise.resolve().then(() => log = 1)";
            eval(&mut cell.borrow_mut(), source).expect("a script");
            drop(hold);
        };
        futures_lite::future::zip(driver.run_for(LONG), host)
            .await
            .0
    });
    assert_eq!(state, LoopState::Idle);
    let log = eval(&mut context, "log").expect("a script");
    assert_eq!(log, JsValue::from(1));
}

#[test]
fn a_stop_is_seen_by_a_run_whose_time_is_over_or_by_the_next_one() {
    let mut runtime = runtime();
    let mailbox = runtime.event_loop().mailbox();
    let (stopping, has_run) = (mailbox.clone(), Arc::new(AtomicBool::new(false)));
    let ran = has_run.clone();
    mailbox.post(move |_| {
        std::thread::sleep(SHORT);
        stopping.stop();
        ran.store(true, Ordering::SeqCst);
        Ok(())
    });
    let turn = |runtime: &mut Runtime, budget| futures_lite::future::block_on(runtime.turn(budget));
    let mut state = LoopState::Ready;
    while !has_run.load(Ordering::SeqCst) {
        state = turn(&mut runtime, SHORT);
    }
    assert_eq!(state, LoopState::Stopped);
    assert_eq!(turn(&mut runtime, LONG), LoopState::Idle);
    in_tokio(async move || {
        let hold = mailbox.hold();
        let run = async {
            let mut run = std::pin::pin!(runtime.run_until_idle());
            // It sleeps when it is dropped.
            assert!(futures_lite::future::poll_once(&mut run).await.is_none());
            mailbox.stop();
        };
        run.await;
        assert_eq!(runtime.turn(LONG).await, LoopState::Stopped);
        assert_eq!(runtime.turn(LONG).await, LoopState::Waiting);
        drop(hold);
    });
}

#[test]
fn native_futures_that_are_ready_together_let_go_after_each_time_slice() {
    let mut runtime = runtime();
    define_busy(&mut runtime);
    let mut halves = Vec::new();
    for n in 0..60 {
        let (open, opened) = oneshot::channel();
        halves.push(open);
        let name = format!("later{n}");
        define_future(&mut runtime.context_mut(), &name, opened);
        runtime
            .eval(&format!("{name}('busy(); n++'); var n = 0;"))
            .expect("a script");
    }
    in_tokio(async move || {
        assert_eq!(runtime.turn(LONG).await, LoopState::Waiting);
        for open in halves {
            open.send(()).expect("it waits");
        }
        // Each takes a millisecond at least.
        let _ = runtime.run_for(Duration::from_millis(5)).await;
        let n: u32 = text(&mut runtime, "n").parse().expect("a number");
        assert!(n <= 6, "{n} of them ran in five milliseconds");
        let turns = turns_of_another_task_beside(&mut runtime).await;
        assert!(turns >= 15, "{turns} turns beside the rest");
        assert_eq!(text(&mut runtime, "n"), "60");
    });
}

#[test]
fn a_turn_goes_on_with_a_native_future_that_another_has_woken() {
    let (mut context, event_loop) = own_context();
    let seen = Rc::new(Cell::new(false));
    let (send, received) = oneshot::channel();
    let first = {
        let seen = seen.clone();
        NativeAsyncJob::new(async move |_: &RefCell<&mut Context>| {
            received.await.expect("the other sends");
            seen.set(true);
            std::future::pending().await
        })
    };
    let second = NativeAsyncJob::new(async move |_: &RefCell<&mut Context>| {
        send.send(()).expect("the first waits");
        std::future::pending().await
    });
    context.enqueue_job(first.into());
    context.enqueue_job(second.into());
    let cell = RefCell::new(&mut context);
    let mut driver = event_loop.drive(&cell);
    let state = futures_lite::future::block_on(driver.turn(LONG));
    assert_eq!((state, seen.get()), (LoopState::Waiting, true));
}

#[test]
fn a_message_wakes_the_nested_run_and_not_the_outer_one_that_waits_for_it() {
    let mut runtime = runtime();
    define_nested(&mut runtime.context_mut());
    let (open, opened) = oneshot::channel();
    define_future(&mut runtime.context_mut(), "later", opened);
    runtime.eval("later('nested(); true')").expect("a script");
    let mailbox = runtime.event_loop().mailbox();
    let hold = mailbox.hold();
    // The nested run would wait for good.
    let (told, message) = std::sync::mpsc::channel();
    in_tokio(async move || {
        let host = async move {
            yield_now().await;
            // The outer run sleeps. The nested one waits for the message, which comes from another thread.
            open.send(()).expect("it waits");
            std::thread::spawn(move || {
                std::thread::sleep(SHORT);
                mailbox.post(move |_| {
                    drop(hold);
                    told.send(()).expect("the test waits");
                    Ok(())
                });
                // Ends the test if the message got lost.
                std::thread::sleep(LONG);
                mailbox.end();
            });
        };
        let run = runtime.run_for(LONG);
        let (state, ()) = futures_lite::future::zip(run, host).await;
        assert_eq!(state, LoopState::Idle, "it was not ended");
    });
    message.recv().expect("it came");
}

#[test]
fn what_a_native_future_has_opened_survives_the_panic_of_a_job() {
    let mut runtime = runtime();
    define_in(&mut runtime.context_mut(), "boom", |_, _, _| panic!("boom"));
    define_in(&mut runtime.context_mut(), "nap", |_, _, context| {
        let job = NativeAsyncJob::new(async move |context: &RefCell<&mut Context>| {
            tokio::time::sleep(SHORT).await;
            eval(&mut context.borrow_mut(), "slept = true")
        });
        context.enqueue_job(job.into());
        Ok(JsValue::undefined())
    });
    runtime
        .eval("let slept = false; nap(); setTimeout(boom, 1)")
        .expect("a script");
    let run = std::panic::AssertUnwindSafe(|| runtime.run_until_idle_blocking());
    assert!(std::panic::catch_unwind(run).is_err());
    runtime.run_until_idle_blocking().expect("idle");
    assert_eq!(text(&mut runtime, "slept"), "true");
}

#[test]
fn the_time_of_a_run_ends_no_nested_run_and_no_checkpoint_inside_a_job() {
    let mut runtime = runtime();
    define_nested(&mut runtime.context_mut());
    // The time of the run is over when it returns.
    define_in(&mut runtime.context_mut(), "use_up", |_, _, _| {
        std::thread::sleep(SHORT);
        Ok(JsValue::undefined())
    });
    define_in(&mut runtime.context_mut(), "nap", |_, _, context| {
        let job = NativeAsyncJob::new(async move |context: &RefCell<&mut Context>| {
            yield_now().await;
            eval(&mut context.borrow_mut(), "log.push('nap')")
        });
        context.enqueue_job(job.into());
        Ok(JsValue::undefined())
    });
    runtime
        .eval(
            "const log = [];
             setTimeout(() => {
                 use_up();
                 for (let i = 0; i < 9; i++) queueMicrotask(() => log.push(i));
                 checkpoint();
                 log.push('callback');
                 nap();
                 nested();
                 log.push('end');
             }, 0);",
        )
        .expect("a script");
    let mut log = String::new();
    while log.is_empty() {
        let _ = futures_lite::future::block_on(runtime.turn(SHORT));
        log = text(&mut runtime, "log.join()");
    }
    assert_eq!(log, "0,1,2,3,4,5,6,7,8,callback,nap,end");
    assert_eq!(runtime.event_loop().take_dropped(), 0);
}

#[test]
fn a_shutdown_ends_nested_runs_at_its_deadline() {
    patiently(|short| {
        let mut runtime = runtime();
        define_nested(&mut runtime.context_mut());
        runtime
            .eval(
                "let n = 0, after = false;
             setTimeout(() => { setInterval(() => n++, 1); nested(); after = true; });",
            )
            .expect("a script");
        let mailbox = runtime.event_loop().mailbox();
        // Ends the test if the nested run does not end.
        let (_done, waits) = std::sync::mpsc::channel::<()>();
        let ending = mailbox.clone();
        std::thread::spawn(move || {
            if waits.recv_timeout(LONG) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
                ending.end();
            }
        });
        let report = in_tokio(async || runtime.shutdown(4 * short).await);
        assert!(!mailbox.is_ended(), "the nested run did not end");
        assert_eq!(report.jobs.timers, 1);
        assert_eq!(text(&mut runtime, "after"), "true");
    });
}

/// Posts itself again when it is dropped without having run.
struct Stubborn(Mailbox, Arc<AtomicUsize>);

impl Drop for Stubborn {
    fn drop(&mut self) {
        let next = Stubborn(self.0.clone(), self.1.clone());
        if self.1.fetch_add(1, Ordering::SeqCst) < 100 {
            self.0.post(move |_| {
                drop(next);
                Ok(())
            });
        } else {
            std::mem::forget(next);
        }
    }
}

#[test]
fn clearing_ends_although_dropped_messages_post_others() {
    let runtime = runtime();
    let drops = Arc::new(AtomicUsize::new(0));
    let stubborn = Stubborn(runtime.event_loop().mailbox(), drops.clone());
    runtime.event_loop().mailbox().post(move |_| {
        drop(stubborn);
        Ok(())
    });
    assert_eq!(runtime.event_loop().clear().messages, 1);
    assert_eq!(drops.load(Ordering::SeqCst), 1, "what came meanwhile stays");
}

/// A global function `sleep()` whose native future waits for a timer of tokio, then runs its argument.
fn define_sleep(context: &mut Context) {
    define_in(context, "sleep", |_, args, context| {
        let source = args[0].to_string(context)?.to_std_string_lossy();
        let job = NativeAsyncJob::new(async move |context: &RefCell<&mut Context>| {
            tokio::time::sleep(Duration::from_millis(1)).await;
            eval(&mut context.borrow_mut(), &source)
        });
        context.enqueue_job(job.into());
        Ok(JsValue::undefined())
    });
}

const WAITS: &str =
    "const log = []; setTimeout(() => log.push('timer'), 1); sleep('log.push(\"native\")');";

#[test]
fn any_executor_may_poll_a_run() {
    let mut runtime = runtime();
    define_sleep(&mut runtime.context_mut());
    runtime.eval(WAITS).expect("a script");
    futures_lite::future::block_on(runtime.run_until_idle());
    assert_eq!(text(&mut runtime, "log.sort().join()"), "native,timer");
    runtime.eval("sleep('log.push(1)')").expect("a script");
    while text(&mut runtime, "log.length") != "3" {
        let _ = futures_lite::future::block_on(runtime.turn(SHORT));
    }
    assert_eq!(runtime.event_loop().failures(), 0);
}

#[test]
fn a_tokio_runtime_without_a_time_driver_is_enough_for_a_run() {
    for tokio in [
        tokio::runtime::Builder::new_current_thread(),
        tokio::runtime::Builder::new_multi_thread(),
    ]
    .iter_mut()
    {
        let tokio = tokio.build().expect("a tokio runtime");
        let mut runtime = runtime();
        define_sleep(&mut runtime.context_mut());
        runtime.eval(WAITS).expect("a script");
        tokio.block_on(runtime.run_until_idle());
        assert_eq!(text(&mut runtime, "log.sort().join()"), "native,timer");
        assert_eq!(runtime.event_loop().failures(), 0);
    }
}

#[test]
fn a_driver_of_the_hosts_own_context_may_be_polled_by_any_executor() {
    let (mut context, event_loop) = own_context();
    boa_wintertc::timers::register(&mut context).expect("fresh globals");
    define_sleep(&mut context);
    eval(&mut context, WAITS).expect("a script");
    let cell = RefCell::new(&mut context);
    futures_lite::future::block_on(event_loop.drive(&cell).run_until_idle());
    let log = eval(&mut context, "log.sort().join()").expect("a script");
    assert_eq!(log.display().to_string(), "\"native,timer\"");
}

#[test]
fn a_shutdown_may_be_polled_by_any_executor() {
    let mut runtime = runtime();
    runtime
        .eval("setTimeout(() => {}, 3_600_000)")
        .expect("a script");
    let report = futures_lite::future::block_on(runtime.shutdown(SHORT));
    assert_eq!(report.jobs.timers, 1);
}
