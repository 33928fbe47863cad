//! The event loop: its order, what it survives, how it sleeps and how it ends.

mod support;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::{Duration, Instant},
};

use boa_async_context::{EventLoop, HostVariable, Runtime, event_loop::ReportKind};
use boa_engine::{
    Context, JsNativeError, JsValue,
    job::{GenericJob, NativeAsyncJob, TimeoutJob},
};
use support::{define_global as define, text};

/// After so long a test says that something hangs. Far longer than anything takes on a busy machine, and far shorter than the
/// timers that must not be waited for.
const HANGS: Duration = Duration::from_secs(600);

fn runtime() -> Runtime {
    Runtime::builder()
        .without_console()
        .build()
        .expect("the default runtime")
}

#[track_caller]
fn run(runtime: &mut Runtime, source: &str) {
    runtime
        .eval(source)
        .unwrap_or_else(|error| panic!("{error}"));
    runtime.run_until_idle_blocking().expect("a tokio runtime");
}

/// The same in [paused] time, so that timers are due in the order of their times however busy the machine is.
#[track_caller]
fn run_in(tokio: &tokio::runtime::Runtime, runtime: &mut Runtime, source: &str) {
    tokio.block_on(async {
        runtime
            .eval(source)
            .unwrap_or_else(|error| panic!("{error}"));
        runtime.run_until_idle().await;
    });
}

/// A tokio runtime whose clock stands still unless somebody waits for it, or advances it.
fn paused() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .expect("a tokio runtime")
}

/// Collects the reports as text.
fn collect_reports(runtime: &Runtime) -> Rc<RefCell<Vec<(ReportKind, String)>>> {
    let reports = Rc::new(RefCell::new(Vec::new()));
    let sink = reports.clone();
    runtime.event_loop().set_reporter(move |report, _| {
        sink.borrow_mut()
            .push((report.kind(), report.error().to_string()));
    });
    reports
}

#[test]
fn timers_fire_in_due_time_then_creation_order_with_microtasks_between() {
    let mut runtime = runtime();
    run_in(
        &paused(),
        &mut runtime,
        "const log = [];
         const at = (ms, name) => setTimeout(() => {
             log.push(name);
             queueMicrotask(() => log.push(name + ' microtask'));
         }, ms);
         at(20, 'late'); at(5, 'first'); at(5, 'second'); at(0, 'now');",
    );
    assert_eq!(
        text(&mut runtime, "log.join()"),
        "now,now microtask,first,first microtask,second,second microtask,late,late microtask"
    );
}

#[test]
fn microtasks_run_to_the_end_before_any_other_job() {
    let mut runtime = runtime();
    define(&mut runtime, "generic", |_, _, context| {
        let realm = context.realm().clone();
        let job = GenericJob::new(
            |context| context.eval(boa_engine::Source::from_bytes("log.push('generic')")),
            realm,
        );
        context.enqueue_job(job.into());
        Ok(JsValue::undefined())
    });
    run(
        &mut runtime,
        "const log = [];
         generic();
         let n = 0;
         (function again() { if (n++ < 100) Promise.resolve().then(again); else log.push('microtasks'); })();",
    );
    assert_eq!(text(&mut runtime, "log.join()"), "microtasks,generic");
}

#[test]
fn no_source_of_macrotasks_starves_another() {
    let mut runtime = runtime();
    // The future waits for the scheduler, which gets the thread after each slice.
    runtime.event_loop().set_time_slice(Duration::ZERO);
    define(&mut runtime, "native", |_, _, context| {
        let job = NativeAsyncJob::new(async |context: &RefCell<&mut Context>| {
            tokio::task::yield_now().await;
            context
                .borrow_mut()
                .eval(boa_engine::Source::from_bytes("done = true"))
        });
        context.enqueue_job(job.into());
        Ok(JsValue::undefined())
    });
    run(
        &mut runtime,
        "let done = false, turns = 0;
         (function again() { turns += 1; if (!done && turns < 1e6) setTimeout(again, 0); })();
         native();",
    );
    assert_eq!(text(&mut runtime, "String(done)"), "true");
    let turns: u32 = text(&mut runtime, "String(turns)")
        .parse()
        .expect("a number");
    assert!(turns < 100, "the future waited for {turns} timers");
}

/// Defines `post(source)`, `generic(source)` and `timer(source)`: each queues a macrotask that evaluates `source`.
fn define_sources(runtime: &mut Runtime) {
    fn source(arguments: &[JsValue]) -> String {
        let source = arguments[0].as_string().expect("a source");
        source.to_std_string_escaped()
    }
    define(runtime, "post", |_, arguments, context| {
        let source = source(arguments);
        let event_loop = context.downcast_job_executor::<EventLoop>();
        event_loop.expect("ours").mailbox().post(move |context| {
            context.eval(boa_engine::Source::from_bytes(&source))?;
            Ok(())
        });
        Ok(JsValue::undefined())
    });
    define(runtime, "generic", |_, arguments, context| {
        let source = source(arguments);
        let realm = context.realm().clone();
        let run =
            move |context: &mut Context| context.eval(boa_engine::Source::from_bytes(&source));
        context.enqueue_job(GenericJob::new(run, realm).into());
        Ok(JsValue::undefined())
    });
    define(runtime, "timer", |_, arguments, context| {
        let source = source(arguments);
        let run =
            move |context: &mut Context| context.eval(boa_engine::Source::from_bytes(&source));
        context.enqueue_job(TimeoutJob::from_duration(run, Duration::ZERO).into());
        Ok(JsValue::undefined())
    });
}

#[test]
fn a_source_that_gets_several_macrotasks_a_turn_has_no_growing_queue() {
    for [often, rarely] in [
        ["post", "timer"],
        ["post", "generic"],
        ["generic", "timer"],
        ["generic", "post"],
        ["timer", "post"],
        ["timer", "generic"],
    ] {
        let mut runtime = runtime();
        define_sources(&mut runtime);
        run(
            &mut runtime,
            &format!(
                "let queued = 0, ran = 0, most = 0, left = 300;
                 function tick() {{
                     if (left-- === 0) return;
                     for (let i = 0; i < 5; i++) {{ queued++; {often}('ran++'); }}
                     most = Math.max(most, queued - ran);
                     {rarely}('tick()');
                 }}
                 tick();"
            ),
        );
        assert_eq!(text(&mut runtime, "`${ran} of ${queued}`"), "1500 of 1500");
        let most: u32 = text(&mut runtime, "String(most)")
            .parse()
            .expect("a number");
        assert!(most <= 15, "{often} beside {rarely}: {most} were waiting");
    }
}

#[test]
fn a_long_queue_of_one_source_does_not_hold_up_the_others() {
    for [long, other] in [
        ["generic", "timer"],
        ["generic", "post"],
        ["timer", "generic"],
        ["timer", "post"],
        ["post", "timer"],
        ["post", "generic"],
    ] {
        let mut runtime = runtime();
        define_sources(&mut runtime);
        define(&mut runtime, "native", |_, _, context| {
            let job = NativeAsyncJob::new(async |context: &RefCell<&mut Context>| {
                futures_lite::future::yield_now().await;
                context
                    .borrow_mut()
                    .eval(boa_engine::Source::from_bytes("native_after = ran"))
            });
            context.enqueue_job(job.into());
            Ok(JsValue::undefined())
        });
        run(
            &mut runtime,
            &format!(
                "let ran = 0, other_after, native_after;
                 for (let i = 0; i < 500; i++) {long}('ran++');
                 {other}('other_after = ran');
                 native();"
            ),
        );
        let seen = text(
            &mut runtime,
            "`${ran}, ${other_after <= 2}, ${native_after <= 5}`",
        );
        assert_eq!(seen, "500, true, true", "{long} beside {other}");
    }
}

#[test]
fn a_stop_from_another_thread_does_not_wait_for_what_is_queued() {
    for source in ["generic", "timer", "post"] {
        let mut runtime = runtime();
        define_sources(&mut runtime);
        let mailbox = runtime.event_loop().mailbox();
        define(&mut runtime, "stop", move |_, _, context| {
            let event_loop = context.downcast_job_executor::<EventLoop>();
            let mailbox = event_loop.expect("ours").mailbox();
            std::thread::spawn(move || mailbox.stop())
                .join()
                .expect("no panic");
            Ok(JsValue::undefined())
        });
        let program = format!(
            "let ran = 0;
             for (let i = 0; i < 100; i++) {source}('if (++ran === 3) stop()');"
        );
        run(&mut runtime, &program);
        assert_eq!(text(&mut runtime, "String(ran)"), "3", "{source}");
        run(&mut runtime, "");
        assert_eq!(
            text(&mut runtime, "String(ran)"),
            "100",
            "{source}: nothing is lost"
        );
        mailbox.stop();
        run(&mut runtime, &format!("{source}('ran++')"));
        assert_eq!(text(&mut runtime, "String(ran)"), "100", "before the run");
    }
}

#[test]
fn an_exception_in_a_callback_is_reported_and_nothing_is_lost() {
    let mut runtime = runtime();
    let reports = collect_reports(&runtime);
    run(
        &mut runtime,
        "const log = [];
         setTimeout(() => { throw new Error('timer'); }, 0);
         setTimeout(() => log.push('after the timer'), 0);
         queueMicrotask(() => { throw new Error('microtask'); });
         queueMicrotask(() => log.push('after the microtask'));
         let ticks = 0;
         const id = setInterval(() => { if (++ticks === 3) clearInterval(id); throw new Error('tick ' + ticks); }, 1);
         Promise.reject(new Error('rejection'));",
    );
    assert_eq!(
        text(&mut runtime, "log.join()"),
        "after the microtask,after the timer"
    );
    let reports = reports.borrow();
    let firsts: Vec<_> = reports
        .iter()
        .map(|(kind, text)| (*kind, text.split(" (").next().unwrap_or_default()))
        .collect();
    assert_eq!(
        firsts,
        [
            (ReportKind::Error, "Error: microtask"),
            (ReportKind::UnhandledRejection, "Error: rejection"),
            (ReportKind::Error, "Error: timer"),
            (ReportKind::Error, "Error: tick 1"),
            (ReportKind::Error, "Error: tick 2"),
            (ReportKind::Error, "Error: tick 3"),
        ]
    );
    assert_eq!(runtime.event_loop().failures(), 6);
}

#[test]
fn a_late_handler_is_reported_as_such_and_is_not_a_failure() {
    let mut runtime = runtime();
    let reports = collect_reports(&runtime);
    run(
        &mut runtime,
        "const p = Promise.reject(new Error('late')); setTimeout(() => p.catch(() => {}), 1);",
    );
    let kinds: Vec<_> = reports.borrow().iter().map(|(kind, _)| *kind).collect();
    assert_eq!(
        kinds,
        [ReportKind::UnhandledRejection, ReportKind::RejectionHandled]
    );
    assert_eq!(runtime.event_loop().failures(), 1);
}

#[test]
fn an_idle_loop_sleeps() {
    let mut runtime = runtime();
    define(&mut runtime, "native", |_, _, context| {
        let job = NativeAsyncJob::new(async |_: &RefCell<&mut Context>| {
            tokio::time::sleep(Duration::from_secs(86_400)).await;
            Ok(JsValue::undefined())
        });
        context.enqueue_job(job.into());
        Ok(JsValue::undefined())
    });
    // The clock stands still while anything can run, and goes on to the next timer when all sleep. So a day passes at once if
    // the loop sleeps, and never if it does not.
    let tokio = paused();
    for source in ["setTimeout(() => {}, 86_400_000)", "native()"] {
        tokio.block_on(async {
            runtime.eval(source).expect("valid script");
            let begun = tokio::time::Instant::now();
            let mut polls = 0;
            let mut run = std::pin::pin!(runtime.run_until_idle());
            std::future::poll_fn(|context| {
                polls += 1;
                assert!(polls < 100, "{source}: it does not sleep");
                run.as_mut().poll(context)
            })
            .await;
            assert!(begun.elapsed() >= Duration::from_secs(86_400), "{source}");
        });
    }
}

#[test]
fn a_cleared_timer_does_not_keep_the_loop_waiting() {
    let mut runtime = runtime();
    let start = Instant::now();
    run(
        &mut runtime,
        "clearTimeout(setTimeout(() => {}, 86400000));
         const id = setInterval(() => {}, 86400000); setTimeout(() => clearInterval(id), 5);",
    );
    assert!(start.elapsed() < HANGS);
}

#[test]
fn a_timer_that_a_native_future_sets_is_not_overslept() {
    let mut runtime = runtime();
    define(&mut runtime, "native", |_, _, context| {
        let job = NativeAsyncJob::new(async |context: &RefCell<&mut Context>| {
            tokio::time::sleep(Duration::from_millis(5)).await;
            context.borrow_mut().eval(boa_engine::Source::from_bytes(
                "setTimeout(() => { clearTimeout(far); fired(); }, 1)",
            ))?;
            // Still pending, so that only the new timer can end the sleep.
            std::future::pending::<()>().await;
            Ok(JsValue::undefined())
        });
        context.enqueue_job(job.into());
        Ok(JsValue::undefined())
    });
    define(&mut runtime, "fired", |_, _, context| {
        context
            .get_data::<Rc<tokio::sync::Notify>>()
            .expect("put there below")
            .notify_one();
        Ok(JsValue::undefined())
    });
    let fired = Rc::new(tokio::sync::Notify::new());
    runtime.context_mut().insert_data(fired.clone());
    runtime
        .eval("const far = setTimeout(() => {}, 86400000); native();")
        .expect("valid script");
    let in_time = runtime
        .block_on(async |runtime| {
            tokio::select! {
                () = runtime.run_until_idle() => panic!("the future is pending for good"),
                () = fired.notified() => true,
                () = tokio::time::sleep(HANGS) => false,
            }
        })
        .expect("a tokio runtime");
    assert!(in_time, "the new timer was overslept");
    let abandoned = runtime
        .block_on(async |runtime| runtime.shutdown(Duration::ZERO).await.jobs)
        .expect("a tokio runtime");
    assert_eq!((abandoned.timers, abandoned.async_jobs), (0, 1));
}

#[test]
fn dropping_a_run_keeps_what_is_queued() {
    let mut runtime = runtime();
    runtime
        .eval("const log = []; for (const ms of [1, 60, 70]) setTimeout(() => log.push(ms), ms);")
        .expect("valid script");
    // Dropped when it first waits. On a busy machine that may be after some of the timers, but not after the last one: the
    // first of them is due in a millisecond, and a poll does not wait for it.
    let waited = runtime
        .block_on(async |runtime| {
            let run = std::pin::pin!(runtime.run_until_idle());
            futures_lite::future::poll_once(run).await.is_none()
        })
        .expect("a tokio runtime");
    let early = text(&mut runtime, "log.join()");
    runtime.run_until_idle_blocking().expect("a tokio runtime");
    assert_eq!(text(&mut runtime, "log.join()"), "1,60,70");
    assert!(waited || early == "1,60,70", "{early}");
}

#[test]
fn shutdown_ends_at_the_deadline_and_counts_what_was_left() {
    let mut runtime = runtime();
    define(&mut runtime, "native", |_, _, context| {
        let job = NativeAsyncJob::new(async |_: &RefCell<&mut Context>| {
            std::future::pending::<()>().await;
            Ok(JsValue::undefined())
        });
        context.enqueue_job(job.into());
        Ok(JsValue::undefined())
    });
    runtime
        .eval("setTimeout(() => {}, 86400000); setInterval(() => {}, 5); native(); native();")
        .expect("valid script");
    let start = Instant::now();
    let abandoned = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a tokio runtime")
        .block_on(runtime.shutdown(Duration::from_millis(50)))
        .jobs;
    assert!(start.elapsed() < HANGS);
    assert_eq!((abandoned.timers, abandoned.async_jobs), (2, 2));
    assert!(!abandoned.is_empty());

    let mut runtime = self::runtime();
    let abandoned = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a tokio runtime")
        .block_on(runtime.shutdown(Duration::from_secs(10)));
    assert!(abandoned.is_clean());
}

const WAIT: &str = "const log = []; setTimeout(() => log.push('fired'), 5);";

#[test]
fn jobs_run_synchronously_outside_of_tokio() {
    let mut runtime = runtime();
    runtime.eval(WAIT).expect("valid script");
    runtime.context_mut().run_jobs().expect("nothing throws");
    assert_eq!(text(&mut runtime, "log.join()"), "fired");
}

#[test]
fn jobs_run_synchronously_inside_of_any_tokio_runtime() {
    let builders = [
        tokio::runtime::Builder::new_current_thread(),
        tokio::runtime::Builder::new_multi_thread(),
    ];
    for mut builder in builders {
        let tokio = builder.enable_all().build().expect("a tokio runtime");
        tokio.block_on(async {
            let mut runtime = runtime();
            define(&mut runtime, "native", |_, _, context| {
                let job = NativeAsyncJob::new(async |context: &RefCell<&mut Context>| {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                    context
                        .borrow_mut()
                        .eval(boa_engine::Source::from_bytes("log.push('native')"))
                });
                context.enqueue_job(job.into());
                Ok(JsValue::undefined())
            });
            runtime.eval(WAIT).expect("valid script");
            runtime.eval("native()").expect("valid script");
            runtime.context_mut().run_jobs().expect("nothing throws");
            assert_eq!(text(&mut runtime, "log.sort().join()"), "fired,native");
            // The surrounding runtime still works, also after ours is gone.
            drop(runtime);
            tokio::time::sleep(Duration::from_millis(1)).await;
        });
    }
}

/// Enough turns to yield, and enough polls to use up what tokio allows a task in one go.
const LONG: &str =
    "var n = 0; (function again() { if (n++ < 200) setTimeout(again, 0); })(); receive();";

fn define_receive(runtime: &mut Runtime) {
    define(runtime, "receive", |_, _, context| {
        let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel();
        (0..500).for_each(|n| sender.send(n).expect("open"));
        drop(sender);
        let job = NativeAsyncJob::new(async move |context: &RefCell<&mut Context>| {
            let mut received = 0;
            while receiver.recv().await.is_some() {
                received += 1;
            }
            let source = format!("var received = {received}");
            context
                .borrow_mut()
                .eval(boa_engine::Source::from_bytes(&source))
        });
        context.enqueue_job(job.into());
        Ok(JsValue::undefined())
    });
}

#[test]
fn a_long_synchronous_run_gets_to_its_end_wherever_it_is_nested() {
    let run_jobs = || {
        let mut runtime = runtime();
        define_receive(&mut runtime);
        runtime.eval(LONG).expect("valid script");
        runtime.context_mut().run_jobs().expect("nothing throws");
        assert_eq!(text(&mut runtime, "`${n} ${received}`"), "201 500");
    };
    run_jobs();
    let builders = [
        tokio::runtime::Builder::new_current_thread(),
        tokio::runtime::Builder::new_multi_thread(),
    ];
    for mut builder in builders {
        let tokio = builder.enable_all().build().expect("a tokio runtime");
        tokio.block_on(async { run_jobs() });
        tokio
            .block_on(tokio.spawn(async move { run_jobs() }))
            .expect("no panic");
    }
    // And from inside a job of a loop that runs.
    let mut runtime = runtime();
    define_receive(&mut runtime);
    define(&mut runtime, "runJobs", |_, _, context| {
        context.run_jobs().map(|()| JsValue::undefined())
    });
    run(
        &mut runtime,
        &format!(
            "setTimeout(() => {{ (0, eval)('{LONG}'); runJobs(); globalThis.after = `${{n}} ${{received}}`; }}, 0);"
        ),
    );
    assert_eq!(text(&mut runtime, "after"), "201 500");
}

#[tokio::test]
async fn jobs_run_asynchronously_beside_other_tasks() {
    let mut runtime = runtime();
    let other = tokio::spawn(async {
        for _ in 0..10 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        true
    });
    runtime.eval(WAIT).expect("valid script");
    runtime.run_until_idle().await;
    assert_eq!(text(&mut runtime, "log.join()"), "fired");
    assert!(other.await.expect("no panic"));
}

#[test]
fn a_job_may_run_jobs() {
    let mut runtime = runtime();
    define(&mut runtime, "runJobs", |_, _, context| {
        context.run_jobs().map(|()| JsValue::undefined())
    });
    run(
        &mut runtime,
        "const log = [];
         queueMicrotask(() => {
             setTimeout(() => log.push('inner timer'), 1);
             runJobs();
             log.push('back');
         });",
    );
    assert_eq!(text(&mut runtime, "log.join()"), "inner timer,back");
}

#[test]
fn messages_from_other_threads_wake_the_loop_and_run_in_the_empty_mapping() {
    let mut runtime = runtime();
    let agent = runtime.agent().expect("installed").clone();
    let request = HostVariable::<u32>::new();
    runtime
        .eval("const log = []; const v = new AsyncContext.Variable({ defaultValue: 'empty' });")
        .expect("valid script");
    let mailbox = runtime.event_loop().mailbox();
    let hold = mailbox.hold();
    let sender = std::thread::spawn(move || {
        for n in 0..3 {
            std::thread::sleep(Duration::from_millis(5));
            mailbox.post(move |context| {
                let source =
                    format!("log.push('{n} ' + v.get()); queueMicrotask(() => log.push('micro'))");
                context
                    .eval(boa_engine::Source::from_bytes(&source))
                    .map(drop)
            });
        }
        mailbox.post(|_| Err(JsNativeError::error().with_message("in a message").into()));
        drop(hold);
    });
    let reports = collect_reports(&runtime);
    // Even when the loop is run from inside a mapping.
    request.run(&agent, 1, || {
        runtime.context_mut().run_jobs().expect("nothing throws");
    });
    sender.join().expect("no panic");
    assert_eq!(
        text(&mut runtime, "log.join()"),
        "0 empty,micro,1 empty,micro,2 empty,micro"
    );
    assert_eq!(reports.borrow().len(), 1);
}

#[test]
fn a_stopped_loop_keeps_its_queue() {
    let mut runtime = runtime();
    define(&mut runtime, "stop", |_, _, context| {
        let event_loop = context.downcast_job_executor::<EventLoop>();
        event_loop.expect("our loop").stop();
        Ok(JsValue::undefined())
    });
    run(
        &mut runtime,
        "const log = [];
         setTimeout(() => { log.push(1); stop(); queueMicrotask(() => log.push('micro')); }, 0);
         setTimeout(() => log.push(2), 1);",
    );
    assert_eq!(text(&mut runtime, "log.join()"), "1,micro");
    runtime.run_until_idle_blocking().expect("a tokio runtime");
    assert_eq!(text(&mut runtime, "log.join()"), "1,micro,2");
}

#[test]
fn a_stop_is_obeyed_between_the_sources_of_macrotasks_and_by_outer_runs() {
    let mut runtime = runtime();
    define(&mut runtime, "stop", |_, _, context| {
        let event_loop = context.downcast_job_executor::<EventLoop>();
        event_loop.expect("our loop").stop();
        Ok(JsValue::undefined())
    });
    define(&mut runtime, "runJobs", |_, _, context| {
        context.run_jobs().map(|()| JsValue::undefined())
    });
    define(&mut runtime, "post", |_, _, context| {
        let event_loop = context.downcast_job_executor::<EventLoop>();
        event_loop.expect("our loop").mailbox().post(|context| {
            let source = boa_engine::Source::from_bytes("log.push('message')");
            context.eval(source).map(drop)
        });
        Ok(JsValue::undefined())
    });
    run(
        &mut runtime,
        "const log = []; setTimeout(() => { log.push('timer'); stop(); runJobs(); }, 0); post();",
    );
    let after_stop = text(&mut runtime, "log.join()");
    assert!(
        after_stop == "timer" || after_stop == "message,timer",
        "{after_stop}"
    );
    runtime.run_until_idle_blocking().expect("a tokio runtime");
    assert_eq!(text(&mut runtime, "log.sort().join()"), "message,timer");

    // Before it runs: the next run does nothing, the one after it everything.
    runtime
        .eval("setTimeout(() => log.push('later'), 0)")
        .expect("valid script");
    runtime.event_loop().stop();
    runtime.run_until_idle_blocking().expect("a tokio runtime");
    assert_eq!(text(&mut runtime, "log.length.toString()"), "2");
    runtime.run_until_idle_blocking().expect("a tokio runtime");
    assert_eq!(text(&mut runtime, "log.length.toString()"), "3");
}

#[test]
fn clearing_the_loop_ends_the_interval_whose_callback_does_it() {
    let mut runtime = runtime();
    define(&mut runtime, "clearAll", |_, _, context| {
        let event_loop = context.downcast_job_executor::<EventLoop>();
        let abandoned = event_loop.expect("our loop").clear();
        Ok(u32::try_from(abandoned.timers).unwrap_or(u32::MAX).into())
    });
    run(
        &mut runtime,
        "var ticks = 0, left; setTimeout(() => {}, 60000);
         setInterval(() => { ticks += 1; left = clearAll(); }, 1);",
    );
    assert_eq!(text(&mut runtime, "`${ticks} ${left}`"), "1 1");
}

#[test]
fn an_interval_goes_on_after_a_panic_in_its_callback() {
    let mut runtime = runtime();
    define(&mut runtime, "crash", |_, _, _| {
        std::panic::resume_unwind(Box::new("a bug in the host"))
    });
    runtime
        .eval("var ticks = 0; const id = setInterval(() => { if (++ticks === 3) clearInterval(id); }, 1); setInterval(crash, 1);")
        .expect("valid script");
    for _ in 0..2 {
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            runtime.run_until_idle_blocking()
        }));
        assert!(outcome.is_err());
    }
}

#[test]
fn shutdown_may_have_any_deadline() {
    let mut runtime = runtime();
    runtime.eval(WAIT).expect("valid script");
    let abandoned = runtime
        .block_on(async |runtime| runtime.shutdown(Duration::MAX).await)
        .expect("a tokio runtime");
    assert!(abandoned.is_clean());
    assert_eq!(text(&mut runtime, "log.join()"), "fired");
}

#[test]
fn a_shutdown_that_is_dropped_leaves_no_deadline_behind() {
    let mut runtime = runtime();
    runtime
        .eval("const log = []; for (const ms of [1, 100]) setTimeout(() => log.push(ms), ms);")
        .expect("valid script");
    let deadline = Duration::from_millis(60);
    // Dropped before it is polled again, whatever time that takes.
    runtime
        .block_on(async |runtime| {
            let shutdown = std::pin::pin!(runtime.shutdown(deadline));
            let _ = futures_lite::future::poll_once(shutdown).await;
        })
        .expect("a tokio runtime");
    std::thread::sleep(deadline);
    runtime.run_until_idle_blocking().expect("a tokio runtime");
    assert_eq!(text(&mut runtime, "log.join()"), "1,100");
}

#[test]
fn shutdown_ends_microtasks_and_reporters_that_go_on_for_ever() {
    for source in [
        "(function f() { queueMicrotask(f); })()",
        "Promise.reject(0)",
    ] {
        let mut runtime = runtime();
        runtime.event_loop().set_reporter(|_, context| {
            // A reporter that fails each time.
            let source = boa_engine::Source::from_bytes("Promise.reject(1)");
            context.eval(source).expect("valid script");
        });
        runtime.eval(source).expect("valid script");
        let start = Instant::now();
        runtime
            .block_on(async |runtime| runtime.shutdown(Duration::from_millis(50)).await)
            .map(drop)
            .expect("a tokio runtime");
        assert!(start.elapsed() < HANGS, "{source}");
    }
}

#[test]
fn a_report_is_of_bounded_length_whatever_was_thrown() {
    let mut runtime = runtime();
    let reports = Rc::new(RefCell::new(Vec::new()));
    let sink = reports.clone();
    runtime
        .event_loop()
        .set_reporter(move |report, _| sink.borrow_mut().push(report.render()));
    run(
        &mut runtime,
        "const v = new AsyncContext.Variable({ name: 'v' });
         let deep = {}, end = deep; for (let i = 0; i < 40000; i++) { end.n = {}; end = end.n; }
         let wide = {}; for (let i = 0; i < 30; i++) wide = { a: wide, b: wide };
         let many = {}; for (let i = 0; i < 100000; i++) many['key' + i] = i;
         for (const value of [deep, wide, many, 'x'.repeat(1e6), '\u{1F600}'.repeat(1e5)]) {
             v.run(value, () => { Promise.reject(value); });
         }
         let within = (f) => f();
         for (let i = 0; i < 100; i++) {
             const other = new AsyncContext.Variable({ name: 'n'.repeat(1000) + i });
             within = within(() => other.run(i, () => AsyncContext.Snapshot.wrap((f) => f())));
         }
         within(() => { Promise.reject('many variables'); });",
    );
    let reports = reports.borrow();
    assert_eq!(reports.len(), 6);
    for report in &*reports {
        assert!(report.len() < 50_000, "{} bytes", report.len());
    }
    assert!(reports[5].ends_with("and 68 more"));
}

#[test]
fn an_exception_that_was_caught_says_nothing_of_an_equal_one_that_was_not() {
    let mut runtime = runtime();
    let reports = Rc::new(RefCell::new(Vec::new()));
    let sink = reports.clone();
    runtime.event_loop().set_reporter(move |report, _| {
        let entries = report.mapping().debug_entries();
        let values = entries.iter().map(|(_, value)| value.display().to_string());
        sink.borrow_mut().push(values.collect::<Vec<_>>().join(","));
    });
    run(
        &mut runtime,
        "const v = new AsyncContext.Variable(), log = [];
         const fail = (id) => v.run(id, () => null.x);
         setTimeout(() => { try { fail('a'); } catch {} fail('b'); }, 0);
         setTimeout(() => { try { fail('c'); } catch {} v.run('d', () => v.run('e', () => null.x)); }, 0);
         setTimeout(() => { try { fail('f'); } catch (e) { v.run('g', () => { throw e; }); } }, 0);
         setTimeout(() => { try { fail('h'); } catch {} null.x; }, 0);
         setTimeout(() => v.run('i', () => { try { v.run('j', () => { throw 1; }); } catch {} v.run('k', () => { throw 2; }); }), 0);
         setTimeout(() => { try { fail('n'); } finally { log.push('finally'); } }, 0);
         setTimeout(() => { for (const x of [1]) fail('o'); }, 0);
         setTimeout(() => v.run('p'), 0);
         setTimeout(() => v.run('l', () => v.run('m', () => { throw undefined; })), 0);",
    );
    let expected = ["b", "e", "f", "", "k", "n", "o", "p", "m"].map(|value| match value {
        "" => String::new(),
        value => format!("\"{value}\""),
    });
    assert_eq!(*reports.borrow(), expected);
}

/// Runs a main module that fails and returns what is reported: the kind and the value of `v`.
fn report_of_failing_module(name: &str, source: &str) -> Vec<(ReportKind, String)> {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, source).expect("a temporary file");
    let mut runtime = runtime();
    let seen = Rc::new(RefCell::new(Vec::new()));
    let sink = seen.clone();
    runtime.event_loop().set_reporter(move |report, _| {
        let entries = report.mapping().debug_entries();
        let values = entries.iter().map(|(_, value)| value.display().to_string());
        sink.borrow_mut().push((report.kind(), values.collect()));
    });
    runtime.run_module(&path).expect("it parses");
    runtime.run_until_idle_blocking().expect("a tokio runtime");
    seen.take()
}

const FAILING: &str =
    "const v = new AsyncContext.Variable(); v.run(1, () => { throw new Error('x'); });";

#[test]
fn a_failing_module_is_reported_once_with_the_mapping_of_the_throw() {
    let reported = report_of_failing_module("failing.mjs", FAILING);
    assert_eq!(reported, [(ReportKind::Error, "1".to_owned())]);
}

/// A limit of stock Boa: between the throw and the rejection that we hear of lie jobs of the engine.
#[test]
fn a_failing_module_with_top_level_await_is_reported_with_the_empty_mapping() {
    let reported = report_of_failing_module("failing_late.mjs", &format!("await 0; {FAILING}"));
    assert_eq!(reported, [(ReportKind::Error, String::new())]);
}

#[test]
fn a_rejection_that_is_handled_while_another_is_reported_is_not_reported() {
    let mut runtime = runtime();
    let reports = Rc::new(RefCell::new(Vec::new()));
    let sink = reports.clone();
    runtime.event_loop().set_reporter(move |report, context| {
        sink.borrow_mut()
            .push((report.kind(), report.error().to_string()));
        let source = boa_engine::Source::from_bytes("second.catch(() => {})");
        context.eval(source).expect("valid script");
    });
    run(
        &mut runtime,
        "var first = Promise.reject('first'), second = Promise.reject('second');",
    );
    let expected = [(ReportKind::UnhandledRejection, "\"first\"".to_owned())];
    assert_eq!(*reports.borrow(), expected);
}

#[test]
fn a_native_future_keeps_its_mapping_across_polls_and_gives_the_loop_its_own_back() {
    let mut runtime = runtime();
    let agent = runtime.agent().expect("installed").clone();
    let request = HostVariable::<u32>::new();
    let seen = Rc::new(RefCell::new(Vec::new()));
    for id in 1..=3u32 {
        let (log, current, handle) = (seen.clone(), request.clone(), agent.clone());
        let job = NativeAsyncJob::new(async move |_: &RefCell<&mut Context>| {
            for _ in 0..3 {
                log.borrow_mut().push(current.get(&handle).map(|id| *id));
                tokio::time::sleep(Duration::from_millis(u64::from(id))).await;
            }
            Ok(JsValue::undefined())
        });
        request.run(&agent, id, || runtime.context_mut().enqueue_job(job.into()));
    }
    runtime.run_until_idle_blocking().expect("a tokio runtime");
    let mut seen = seen.take();
    seen.sort_unstable();
    let expected: Vec<_> = [1, 2, 3].into_iter().flat_map(|id| [Some(id); 3]).collect();
    assert_eq!(seen, expected);
    assert!(agent.is_empty());
}

#[test]
fn without_async_context_the_loop_still_runs_everything() {
    let mut runtime = Runtime::builder()
        .without_async_context()
        .without_console()
        .build()
        .expect("a runtime");
    let failures = Rc::new(Cell::new(0));
    let counter = failures.clone();
    runtime
        .event_loop()
        .set_reporter(move |_, _| counter.set(counter.get() + 1));
    run(
        &mut runtime,
        "const log = [typeof AsyncContext];
         setTimeout(async () => { await null; log.push('timer'); }, 1);
         queueMicrotask(() => { throw 1; });",
    );
    assert_eq!(text(&mut runtime, "log.join()"), "undefined,timer");
    assert_eq!(failures.get(), 1);
}

/// Defines `background(f, ms)`: a timer that the loop does not wait for.
fn define_background(runtime: &mut Runtime) {
    define(runtime, "background", |_, args, context| {
        let function = args[0].as_callable().expect("a function");
        let delay = args[1].to_u32(context)?;
        let job = TimeoutJob::from_duration(
            move |context| function.call(&JsValue::undefined(), &[], context),
            Duration::from_millis(delay.into()),
        );
        let event_loop = context.downcast_job_executor::<EventLoop>();
        event_loop.expect("ours").set_background_timer(job);
        Ok(JsValue::undefined())
    });
}

#[test]
fn a_background_timer_fires_while_the_loop_runs_and_does_not_keep_it_running() {
    let mut runtime = runtime();
    define_background(&mut runtime);
    let begun = Instant::now();
    run(
        &mut runtime,
        "const log = [];
         const user = new AsyncContext.Variable();
         user.run('ann', () => background(() => log.push('background', user.get()), 5));
         setTimeout(() => log.push('timer'), 20);
         background(() => log.push('never'), 86_400_000);",
    );
    assert_eq!(text(&mut runtime, "log.join()"), "background,ann,timer");
    assert!(begun.elapsed() < HANGS);
    let abandoned = runtime.event_loop().clear();
    assert!(abandoned.is_empty(), "nobody waits for it: {abandoned:?}");
}

#[test]
fn a_background_timer_that_the_loop_did_not_wait_for_fires_in_its_next_run() {
    let mut runtime = runtime();
    define_background(&mut runtime);
    paused().block_on(async {
        runtime
            .eval("const log = []; background(() => log.push('late'), 5);")
            .expect("a script");
        runtime.run_until_idle().await;
        assert_eq!(text(&mut runtime, "log.join()"), "");
        tokio::time::advance(Duration::from_millis(10)).await;
        runtime.run_until_idle().await;
        assert_eq!(text(&mut runtime, "log.join()"), "late");
    });
}

/// The loop neither waits for it, nor forgets it when a run ends.
#[test]
fn a_background_future_goes_on_whenever_the_loop_runs_and_does_not_keep_it_running() {
    let tokio = paused();
    let mut runtime = runtime();
    define(&mut runtime, "background", |_, args, context| {
        let function = args[0].as_callable().expect("a function");
        let mut left = args[1].to_u32(context)?;
        let job = NativeAsyncJob::new(async move |context: &RefCell<&mut Context>| {
            while left > 0 {
                tokio::time::sleep(Duration::from_millis(1)).await;
                left -= 1;
            }
            function.call(&JsValue::undefined(), &[], &mut context.borrow_mut())
        });
        let event_loop = context.downcast_job_executor::<EventLoop>();
        event_loop.expect("ours").begin_in_background(job, context);
        Ok(JsValue::undefined())
    });
    run_in(
        &tokio,
        &mut runtime,
        "const log = [];
         const user = new AsyncContext.Variable();
         user.run('ann', () => background(() => log.push('background', user.get()), 3));
         background(() => log.push('never'), 1_000_000);",
    );
    assert_eq!(text(&mut runtime, "log.join()"), "", "nothing waits for it");
    assert_eq!(runtime.event_loop().take_dropped(), 0);
    run_in(
        &tokio,
        &mut runtime,
        "setTimeout(() => log.push('timer'), 200)",
    );
    assert_eq!(text(&mut runtime, "log.join()"), "background,,timer");
}

#[test]
fn the_loop_still_waits_for_timers_that_are_behind_a_background_one_or_set_by_it() {
    let mut runtime = runtime();
    define_background(&mut runtime);
    run_in(
        &paused(),
        &mut runtime,
        "const log = [];
         background(() => { log.push('background'); setTimeout(() => log.push('inner'), 5); }, 1);
         const id = setInterval(() => { log.push('tick'); if (log.length > 3) clearInterval(id); }, 150);
         clearTimeout(setTimeout(() => {}, 60_000));",
    );
    assert_eq!(
        text(&mut runtime, "log.join()"),
        "background,inner,tick,tick"
    );
}

#[test]
fn idle_jobs_run_one_at_a_time_when_nothing_else_is_due_and_before_the_loop_ends() {
    let mut runtime = runtime();
    define(&mut runtime, "whenIdle", |_, args, context| {
        let function = args[0].as_callable().expect("a function");
        let job = GenericJob::new(
            move |context| function.call(&JsValue::undefined(), &[], context),
            context.realm().clone(),
        );
        let event_loop = context.downcast_job_executor::<EventLoop>();
        event_loop.expect("ours").enqueue_when_idle(job);
        Ok(JsValue::undefined())
    });
    run(
        &mut runtime,
        "const log = [];
         const user = new AsyncContext.Variable();
         user.run('ann', () => whenIdle(() => {
             log.push('idle', user.get());
             queueMicrotask(() => log.push('microtask'));
             setTimeout(() => log.push('due'));
         }));
         whenIdle(() => log.push('second'));
         let n = 0;
         setTimeout(function again() { log.push('timer'); if (++n < 3) setTimeout(again); });",
    );
    assert_eq!(
        text(&mut runtime, "log.join()"),
        "timer,timer,timer,idle,ann,microtask,due,second"
    );
    runtime.eval("whenIdle(() => {})").expect("a script");
    assert_eq!(runtime.event_loop().clear().generic_jobs, 1);
}

#[test]
fn an_idle_job_that_a_native_future_enqueues_wakes_the_loop() {
    let mut runtime = runtime();
    let release = Rc::new(tokio::sync::Notify::new());
    let released = release.clone();
    let job = NativeAsyncJob::new(async move |context| {
        // A poll of its own, so that the loop sleeps before.
        tokio::time::sleep(Duration::from_millis(5)).await;
        let realm = context.borrow().realm().clone();
        let idle = GenericJob::new(
            move |_| {
                release.notify_one();
                Ok(JsValue::undefined())
            },
            realm,
        );
        let event_loop = context.borrow().downcast_job_executor::<EventLoop>();
        event_loop.expect("ours").enqueue_when_idle(idle);
        // Pending until the idle job has run.
        released.notified().await;
        Ok(JsValue::undefined())
    });
    runtime.context_mut().enqueue_job(job.into());
    let idle = runtime.block_on(async |runtime| {
        tokio::time::timeout(HANGS, runtime.run_until_idle())
            .await
            .is_ok()
    });
    assert!(idle.expect("a tokio runtime"), "the loop went on");
}

#[test]
fn the_loop_tells_how_long_it_is_to_the_next_timer() {
    let mut runtime = runtime();
    let time = |runtime: &Runtime| runtime.event_loop().time_to_next_timer();
    assert_eq!(time(&runtime), None);
    paused().block_on(async {
        runtime
            .eval("setTimeout(() => {}, 60_000)")
            .expect("a script");
        assert_eq!(time(&runtime), Some(Duration::from_secs(60)));
        tokio::time::advance(Duration::from_secs(20)).await;
        assert_eq!(time(&runtime), Some(Duration::from_secs(40)));
        runtime.eval("setTimeout(() => {})").expect("a script");
        assert!(time(&runtime) <= Some(Duration::from_millis(1)));
    });
}

#[test]
fn an_interceptor_is_asked_first_and_what_it_has_dealt_with_is_no_failure() {
    let mut runtime = runtime();
    let reports = collect_reports(&runtime);
    let agent = runtime.agent().expect("has one").clone();
    let asked = Rc::new(RefCell::new(Vec::new()));
    let log = asked.clone();
    runtime.event_loop().set_interceptor(move |report, _| {
        let text = report.error().to_string();
        let is_dealt_with = text.contains("dealt");
        log.borrow_mut().push((report.kind(), agent.is_empty()));
        is_dealt_with
    });
    run(
        &mut runtime,
        "new AsyncContext.Variable().run(1, () => {
             setTimeout(() => { throw 'dealt with'; });
             setTimeout(() => { throw 'left'; });
             Promise.reject('dealt with');
         });",
    );
    assert_eq!(
        *asked.borrow(),
        [
            (ReportKind::UnhandledRejection, true),
            (ReportKind::Error, true),
            (ReportKind::Error, true)
        ]
    );
    assert_eq!(reports.borrow().len(), 1);
    assert!(reports.borrow()[0].1.contains("left"));
    assert_eq!(runtime.event_loop().failures(), 1);
}

#[test]
fn a_host_performs_a_microtask_checkpoint_between_callbacks_but_not_inside_of_a_microtask() {
    let mut runtime = runtime();
    define(&mut runtime, "checkpoint", |_, _, context| {
        let event_loop = context.downcast_job_executor::<EventLoop>();
        event_loop
            .expect("ours")
            .perform_microtask_checkpoint(context);
        Ok(JsValue::undefined())
    });
    runtime
        .eval(
            "const log = [];
             queueMicrotask(() => { log.push(1); queueMicrotask(() => log.push(2)); });
             checkpoint(); log.push('outside');
             queueMicrotask(() => { queueMicrotask(() => log.push(4)); checkpoint(); log.push(3); });",
        )
        .expect("a script");
    assert_eq!(text(&mut runtime, "log.join()"), "1,2,outside");
    let event_loop = runtime.event_loop().clone();
    event_loop.perform_microtask_checkpoint(&mut runtime.context_mut());
    assert_eq!(text(&mut runtime, "log.join()"), "1,2,outside,3,4");
    runtime
        .eval("queueMicrotask(() => log.push(5))")
        .expect("a script");
    runtime.run_until_idle_blocking().expect("a tokio runtime");
    assert_eq!(text(&mut runtime, "log.join()"), "1,2,outside,3,4,5");
}

#[test]
fn a_mailbox_ends_the_loop_for_good_from_another_thread() {
    for endless in [
        "(function again() { Promise.resolve().then(again); })()",
        "setInterval(() => {}, 1)",
        "",
    ] {
        let mut runtime = runtime();
        let mailbox = runtime.event_loop().mailbox();
        let _held = mailbox.hold();
        let other = mailbox.clone();
        let thread = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(30));
            other.end();
        });
        run(&mut runtime, endless);
        thread.join().expect("it only sleeps");
        assert!(mailbox.is_ended());
        run(
            &mut runtime,
            "globalThis.ran = false; Promise.resolve().then(() => { ran = true; })",
        );
        assert_eq!(text(&mut runtime, "ran"), "false", "{endless}");
    }
}

#[test]
fn a_script_of_text_gives_way_and_may_be_dropped() {
    use std::path::Path;

    let mut runtime = runtime();
    let value = runtime
        .block_on(async |runtime| runtime.run_script_text(Path::new("a.js"), "1 + 1").await)
        .expect("can wait");
    assert_eq!(value.expect("does not throw").as_number(), Some(2.0));

    let error = runtime
        .block_on(async |runtime| {
            let source =
                "new AsyncContext.Variable({ name: 'v' }).run('set', () => { throw 'thrown'; })";
            runtime.run_script_text(Path::new("a.js"), source).await
        })
        .expect("can wait");
    let error = error.expect_err("throws").to_string();
    assert!(
        error.contains("thrown") && error.contains("v = 'set'"),
        "{error}"
    );

    let ended = runtime
        .block_on(async |runtime| {
            let endless = runtime.run_script_text(Path::new("a.js"), "for (;;);");
            tokio::time::timeout(Duration::from_millis(30), endless)
                .await
                .is_err()
        })
        .expect("can wait");
    assert!(ended);
    assert!(runtime.agent().expect("has one").is_empty());
}

#[test]
fn what_runs_beside_the_loop_is_told_of_a_shutdown_once() {
    let mut runtime = runtime();
    let told = Rc::new(Cell::new(0));
    let count = told.clone();
    runtime
        .event_loop()
        .on_shutdown(move || count.set(count.get() + 1));
    for _ in 0..2 {
        let report = runtime.block_on(async |runtime| runtime.shutdown(Duration::ZERO).await);
        assert!(report.expect("can wait").is_clean());
    }
    assert_eq!(told.get(), 1);
}
