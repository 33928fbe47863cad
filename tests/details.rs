//! Single facts of the agent, the decorators, the event loop and the runtime, each of which one line
//! of the library alone keeps; mutation testing found them to be held by no other test.

#[path = "support/foreign.rs"]
mod foreign;
mod support;

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
    time::{Duration, Instant},
};

use boa_async_context::{
    Agent, AsyncContext, EventLoop, HostVariable, Mapping, Runtime, Storage,
    event_loop::{Report, ReportKind},
};
use boa_engine::{
    Context, JsNativeError, JsObject, JsResult, JsValue, Source,
    context::{HostHooks, intrinsics::Intrinsics},
    job::{
        GenericJob, IntervalJob, Job, JobCallback, JobExecutor, NativeAsyncJob, NativeJob,
        NativeJobFn, PromiseJob, SimpleJobExecutor, TimeoutJob,
    },
    js_string,
    object::builtins::JsFunction,
};

use foreign::{eval, installed};
use support::define_in as native;

/// Longer than anything takes on any machine.
const LONG: Duration = Duration::from_secs(600);

fn runtime() -> Runtime {
    Runtime::builder()
        .without_console()
        .build()
        .expect("a runtime")
}

const V: &str = "globalThis.v = new AsyncContext.Variable({ name: 'v', defaultValue: '-' }); globalThis.log = [];";

#[test]
fn an_agent_is_not_empty_inside_a_run_that_nothing_captured() {
    let mut runtime = runtime();
    native(&mut runtime.context_mut(), "isEmpty", |_, _, context| {
        Ok(Agent::of(context).expect("installed").is_empty().into())
    });
    assert_eq!(
        eval(
            &mut runtime.context_mut(),
            "const w = new AsyncContext.Variable(); [isEmpty(), w.run(1, isEmpty), isEmpty()].join()"
        ),
        "true,false,true"
    );
}

#[test]
fn a_host_variable_alone_reaches_the_jobs_of_a_foreign_executor() {
    let (ac, mut context) = installed(Rc::new(SimpleJobExecutor::new()));
    let (request, seen) = (HostVariable::<u32>::new(), Rc::new(Cell::new(None)));
    let (var, agent, sink) = (request.clone(), ac.agent().clone(), seen.clone());
    let job = PromiseJob::new(move |_| {
        sink.set(var.get(&agent).map(|id| *id));
        Ok(JsValue::undefined())
    });
    request.run(ac.agent(), 7, || context.enqueue_job(job.into()));
    context.run_jobs().expect("nothing throws");
    assert_eq!(seen.get(), Some(7));
    assert!(ac.agent().used());
}

#[test]
fn a_host_variable_set_inside_a_run_keeps_the_js_variables() {
    let mut runtime = runtime();
    runtime
        .context_mut()
        .insert_data(HostVariable::<u32>::new());
    native(
        &mut runtime.context_mut(),
        "withHost",
        |_, args, context| {
            let agent = Agent::of(context).expect("installed");
            let request = context
                .get_data::<HostVariable<u32>>()
                .expect("put there")
                .clone();
            let f = args[0].as_callable().expect("a function");
            request.run(&agent, 1, || f.call(&JsValue::undefined(), &[], context))
        },
    );
    assert_eq!(
        eval(
            &mut runtime.context_mut(),
            &format!("{V} v.run('js', () => withHost(() => v.get()))")
        ),
        "js"
    );
}

#[test]
fn the_entries_of_a_mapping_are_listed_oldest_variable_first() {
    let mut runtime = runtime();
    native(&mut runtime.context_mut(), "capture", |_, _, context| {
        let mapping = Agent::of(context).expect("installed").snapshot();
        context.insert_data(mapping);
        Ok(JsValue::undefined())
    });
    let mut take = |source: &str| {
        eval(&mut runtime.context_mut(), source);
        *runtime
            .context_mut()
            .remove_data::<Mapping>()
            .expect("captured")
    };
    let empty = take(
        "const vars = Array.from({ length: 12 }, (_, i) => new AsyncContext.Variable({ name: 'v' + i })); capture()",
    );
    let one = take("vars[0].run(0, capture)");
    let many = take("vars.toReversed().reduce((f, w, i) => () => w.run(i, f), capture)()");
    let few = take("vars[1].run(0, () => vars[0].run(0, capture))");
    assert!(empty.is_empty() && !one.is_empty());
    let names = |m: &Mapping| {
        m.debug_entries()
            .iter()
            .map(|(n, _)| n.to_std_string_escaped())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        names(&many),
        (0..12).map(|i| format!("v{i}")).collect::<Vec<_>>()
    );
    assert_eq!(names(&few), ["v0", "v1"]);
    assert_eq!(format!("{empty:?} {one:?}"), "Mapping(empty) Mapping(..)");
}

#[test]
fn a_host_without_data_of_its_own_finds_none() {
    #[derive(Default)]
    struct Plain(Cell<u32>);
    impl HostHooks for Plain {
        fn call_job_callback(
            &self,
            job: &JobCallback,
            this: &JsValue,
            args: &[JsValue],
            context: &mut Context,
        ) -> JsResult<JsValue> {
            assert!(job.host_defined().is::<()>());
            self.0.set(self.0.get() + 1);
            job.callback().call(this, args, context)
        }
    }
    let (ac, hooks) = (AsyncContext::new(Storage::Weak), Rc::new(Plain::default()));
    let context = &mut Context::builder()
        .host_hooks(ac.hooks(hooks.clone()))
        .job_executor(ac.jobs(Rc::new(SimpleJobExecutor::new())))
        .build()
        .expect("a context");
    ac.install(context).expect("installed");
    eval(
        context,
        &format!(
            "{V} Promise.resolve().then(() => 1); v.run(1, () => Promise.resolve().then(() => 1)); 0"
        ),
    );
    context.run_jobs().expect("nothing throws");
    assert_eq!(hooks.0.get(), 2);
}

#[test]
fn a_job_callback_called_outside_a_job_runs_in_its_mapping_and_no_longer() {
    struct Held(JobCallback);
    let ac = AsyncContext::new(Storage::Weak);
    let hooks = ac.default_hooks();
    let context = &mut Context::builder()
        .host_hooks(hooks.clone())
        .job_executor(ac.jobs(Rc::new(SimpleJobExecutor::new())))
        .build()
        .expect("a context");
    ac.install(context).expect("installed");
    thread_local!(static HELD: RefCell<Option<Held>> = const { RefCell::new(None) });
    native(context, "make", |_, args, context| {
        let f = JsFunction::from_object(args[0].as_object().expect("f")).expect("f");
        let callback = context.host_hooks().make_job_callback(f, context);
        HELD.set(Some(Held(callback)));
        Ok(JsValue::undefined())
    });
    eval(
        context,
        &format!("{V} v.run('made', () => make(() => log.push(v.get())))"),
    );
    let held = HELD.take().expect("made");
    hooks
        .call_job_callback(&held.0, &JsValue::undefined(), &[], context)
        .expect("nothing throws");
    assert_eq!(eval(context, "log.push(v.get()); log.join()"), "made,-");
}

#[test]
#[expect(deprecated)]
fn every_hook_of_the_host_is_asked() {
    struct Odd;
    impl HostHooks for Odd {
        fn has_source_text_available(&self, _: &JsFunction, _: &mut Context) -> bool {
            false
        }
        fn ensure_can_add_private_element(&self, _: &JsObject, _: &mut Context) -> JsResult<()> {
            Err(JsNativeError::typ().with_message("private").into())
        }
        fn create_global_object(&self, i: &Intrinsics) -> JsObject {
            let global = JsObject::with_object_proto(i);
            global.insert_property(
                js_string!("mine"),
                boa_engine::property::PropertyDescriptor::builder()
                    .value(1)
                    .writable(true)
                    .enumerable(true)
                    .configurable(true)
                    .build(),
            );
            global
        }
        fn create_global_this(&self, i: &Intrinsics) -> Option<JsObject> {
            Some(JsObject::with_object_proto(i))
        }
        fn utc_now(&self) -> i64 {
            42
        }
        fn local_timezone_offset_seconds(&self, _: i64) -> i32 {
            3600
        }
    }
    let ac = AsyncContext::new(Storage::Weak);
    let hooks = ac.hooks(Rc::new(Odd));
    let context = &mut Context::builder()
        .host_hooks(hooks.clone())
        .job_executor(ac.jobs(Rc::new(SimpleJobExecutor::new())))
        .build()
        .expect("a context");
    ac.install(context).expect("installed");
    assert_eq!(hooks.utc_now(), 42);
    assert_eq!(hooks.local_timezone_offset_seconds(0), 3600);
    let f = JsFunction::from_object(
        context
            .eval(Source::from_bytes("(function () {})"))
            .expect("f")
            .as_object()
            .expect("f"),
    )
    .expect("f");
    assert!(!hooks.has_source_text_available(&f, context));
    assert!(hooks.ensure_can_add_private_element(&f, context).is_err());
    let i = context.intrinsics();
    assert!(hooks.create_global_this(i).is_some());
    assert!(
        hooks
            .create_global_object(i)
            .borrow()
            .properties()
            .get(&js_string!("mine").into())
            .is_some()
    );
}

/// Keeps what is enqueued until the test takes it.
#[derive(Default)]
struct Held(RefCell<VecDeque<Job>>);

impl JobExecutor for Held {
    fn enqueue_job(self: Rc<Self>, job: Job, _: &mut Context) {
        self.0.borrow_mut().push_back(job);
    }
    fn run_jobs(self: Rc<Self>, context: &mut Context) -> JsResult<()> {
        for job in self.0.take() {
            match job {
                Job::GenericJob(j) => {
                    j.call(context)?;
                }
                Job::PromiseJob(j) => {
                    j.call(context)?;
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn noop() -> impl Fn(&mut Context) -> JsResult<JsValue> {
    |_| Ok(JsValue::undefined())
}

#[test]
fn a_generic_job_of_a_foreign_executor_runs_in_its_mapping() {
    let (ac, mut context) = installed(Rc::new(Held::default()));
    let context = &mut context;
    eval(context, V);
    let realm = context.realm().clone();
    let push = |context: &mut Context| context.eval(Source::from_bytes("log.push(v.get())"));
    native(context, "generic", |_, _, context| {
        let realm = context.realm().clone();
        context.enqueue_job(
            GenericJob::new(|c| c.eval(Source::from_bytes("log.push(v.get())")), realm).into(),
        );
        Ok(JsValue::undefined())
    });
    native(context, "runJobs", |_, _, context| {
        context.run_jobs().map(|()| JsValue::undefined())
    });
    // Before any variable was set: not wrapped, and yet not in the mapping of `outer`.
    context.enqueue_job(GenericJob::new(push, realm).into());
    eval(context, "v.run('outer', runJobs); v.run('set', generic)");
    context.run_jobs().expect("nothing throws");
    assert_eq!(eval(context, "log.join()"), "-,set");
    assert!(ac.agent().is_empty());
}

#[test]
fn a_wrapped_job_is_for_the_executor_what_the_job_was() {
    let executor = Rc::new(Held::default());
    let (ac, mut context) = installed(executor.clone());
    let realm = context.create_realm().expect("a realm");
    HostVariable::new().run(ac.agent(), 1u32, || {
        context.enqueue_job(PromiseJob::with_realm(noop(), realm.clone()).into());
        context.enqueue_job(Job::AsyncJob(NativeAsyncJob::with_realm(
            async |_: &RefCell<&mut Context>| Ok(JsValue::undefined()),
            realm.clone(),
        )));
        context.enqueue_job(GenericJob::new(noop(), realm.clone()).into());
        context.enqueue_job(TimeoutJob::new(NativeJob::new(noop()), 5).into());
        context.enqueue_job(IntervalJob::new(NativeJobFn::new(noop()), 6).into());
    });
    let mut jobs = executor.0.take();
    assert!(matches!(jobs.pop_front(), Some(Job::PromiseJob(j)) if j.realm() == Some(&realm)));
    assert!(matches!(jobs.pop_front(), Some(Job::AsyncJob(j)) if j.realm() == Some(&realm)));
    assert!(matches!(jobs.pop_front(), Some(Job::GenericJob(j)) if *j.realm() == realm));
    assert!(matches!(jobs.pop_front(), Some(Job::TimeoutJob(j)) if j.timeout().as_millis() == 5));
    assert!(matches!(jobs.pop_front(), Some(Job::IntervalJob(j)) if j.interval().as_millis() == 6));
}

#[test]
fn a_module_started_inside_a_mapping_runs_in_the_empty_one() {
    let path = std::env::temp_dir().join(format!("gap-{}.mjs", std::process::id()));
    std::fs::write(&path, "log.push(requestId());").expect("a file");
    let mut runtime = runtime();
    let (agent, request) = (
        runtime.agent().expect("installed").clone(),
        HostVariable::<u32>::new(),
    );
    runtime.context_mut().insert_data(request.clone());
    native(&mut runtime.context_mut(), "requestId", |_, _, context| {
        let request = context.get_data::<HostVariable<u32>>().expect("put there");
        Ok(request
            .get(&Agent::of(context).expect("installed"))
            .map_or(JsValue::null(), |id| (*id).into()))
    });
    eval(&mut runtime.context_mut(), V);
    request
        .run(&agent, 1, || runtime.run_module(&path))
        .expect("a module");
    runtime.run_until_idle_blocking().expect("idle");
    assert_eq!(eval(&mut runtime.context_mut(), "String(log[0])"), "null");
}

#[test]
fn a_host_that_never_asks_for_rejections_does_not_collect_them() {
    struct Gone(Rc<Cell<bool>>);
    impl Drop for Gone {
        fn drop(&mut self) {
            self.0.set(true);
        }
    }
    #[derive(boa_gc::Trace, boa_gc::Finalize, boa_engine::JsData)]
    #[boa_gc(unsafe_no_drop)]
    struct Value(
        #[unsafe_ignore_trace]
        #[allow(dead_code)]
        Gone,
    );
    let (_ac, mut context) = installed(Rc::new(SimpleJobExecutor::new()));
    let gone = Rc::new(Cell::new(false));
    let value = JsObject::from_proto_and_data(None, Value(Gone(gone.clone())));
    let reject = context
        .eval(Source::from_bytes("(x) => { Promise.reject(x); }"))
        .expect("f");
    reject
        .as_callable()
        .expect("f")
        .call(&JsValue::undefined(), &[value.into()], &mut context)
        .expect("ok");
    context.run_jobs().expect("ok");
    context.clear_kept_objects();
    boa_gc::force_collect();
    assert!(gone.get());
}

#[test]
fn an_interval_of_zero_is_one_millisecond() {
    let mut runtime = runtime();
    eval(
        &mut runtime.context_mut(),
        "var n = 0; const id = setInterval(() => { n += 1; }, 0); setTimeout(() => clearInterval(id), 30); 0",
    );
    runtime.run_until_idle_blocking().expect("idle");
    assert!(
        eval(&mut runtime.context_mut(), "n")
            .parse::<u32>()
            .expect("n")
            <= 31
    );
}

#[test]
fn timers_of_the_same_instant_fire_in_creation_order() {
    let tokio = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .expect("tokio");
    tokio.block_on(async {
        let mut runtime = runtime();
        eval(
            &mut runtime.context_mut(),
            "const log = []; for (let i = 0; i < 5; i++) setTimeout(() => log.push(i), 3); 0",
        );
        runtime.run_until_idle().await;
        assert_eq!(eval(&mut runtime.context_mut(), "log.join()"), "0,1,2,3,4");
    });
}

#[test]
fn a_timer_cancelled_before_it_was_set_never_is_and_the_longest_delay_is_no_overflow() {
    let mut runtime = runtime();
    let job = TimeoutJob::new(NativeJob::new(|_| panic!("cancelled")), 1);
    job.cancellation_token()
        .clone()
        .cancel(&mut runtime.context_mut());
    runtime.context_mut().enqueue_job(job.into());
    runtime
        .context_mut()
        .enqueue_job(TimeoutJob::new(NativeJob::new(noop()), u64::MAX).into());
    assert_eq!(runtime.event_loop().clear().timers, 1);
}

#[test]
fn late_handlers_are_told_before_new_rejections() {
    let mut runtime = runtime();
    let seen = Rc::new(RefCell::new(Vec::new()));
    let sink = seen.clone();
    runtime
        .event_loop()
        .set_reporter(move |r, _| sink.borrow_mut().push(r.kind()));
    eval(
        &mut runtime.context_mut(),
        "const p = Promise.reject(1); setTimeout(() => { Promise.reject(2); p.catch(() => {}); }, 1); 0",
    );
    runtime.run_until_idle_blocking().expect("idle");
    assert_eq!(
        *seen.borrow(),
        [
            ReportKind::UnhandledRejection,
            ReportKind::RejectionHandled,
            ReportKind::UnhandledRejection
        ]
    );
}

#[test]
fn a_report_made_inside_a_mapping_is_delivered_in_the_empty_one() {
    let runtime = &mut runtime();
    let (agent, request) = (
        runtime.agent().expect("installed").clone(),
        HostVariable::<u32>::new(),
    );
    let (seen, handle, event_loop) = (
        Rc::new(Cell::new(false)),
        agent.clone(),
        runtime.event_loop().clone(),
    );
    let sink = seen.clone();
    event_loop.set_reporter(move |_, _| sink.set(handle.is_empty()));
    let report = Report::uncaught(JsNativeError::error().into(), agent.snapshot());
    request.run(&agent, 1, || {
        event_loop.report(&report, &mut runtime.context_mut())
    });
    assert!(seen.get());
}

#[test]
fn microtasks_run_between_any_two_macrotasks_of_a_turn() {
    let mut runtime = runtime();
    native(&mut runtime.context_mut(), "queue", |_, _, context| {
        let step = |name: &'static str| {
            move |c: &mut Context| {
                eval_ok(
                    c,
                    &format!("log.push('{name}'); queueMicrotask(() => log.push('after {name}'))"),
                )
            }
        };
        fn eval_ok(c: &mut Context, s: &str) -> JsResult<JsValue> {
            c.eval(Source::from_bytes(s))
        }
        let realm = context.realm().clone();
        context.enqueue_job(TimeoutJob::new(NativeJob::new(step("timer")), 0).into());
        context.enqueue_job(GenericJob::new(step("generic"), realm).into());
        let event_loop = context.downcast_job_executor::<EventLoop>().expect("ours");
        event_loop
            .mailbox()
            .post(move |c| step("message")(c).map(drop));
        for name in ["future 1", "future 2"] {
            context.enqueue_job(Job::AsyncJob(NativeAsyncJob::new(
                async move |c: &RefCell<&mut Context>| {
                    step(name)(&mut c.borrow_mut())?;
                    tokio::time::sleep(Duration::from_millis(1)).await; // pending, so that the next is polled in the same turn
                    Ok(JsValue::undefined())
                },
            )));
        }
        Ok(JsValue::undefined())
    });
    eval(&mut runtime.context_mut(), "const log = []; queue()");
    runtime.run_until_idle_blocking().expect("idle");
    let log = eval(&mut runtime.context_mut(), "log.join()");
    let log: Vec<_> = log.split(',').collect();
    assert_eq!(log.len(), 10);
    for pair in log.chunks(2) {
        assert_eq!(pair[1], format!("after {}", pair[0]), "{log:?}");
    }
}

#[test]
fn stop_wakes_a_sleeping_loop_and_counts_what_it_drops() {
    let mut runtime = runtime();
    let event_loop = runtime.event_loop().clone();
    let job = NativeAsyncJob::new(async |_: &RefCell<&mut Context>| {
        std::future::pending::<()>().await;
        Ok(JsValue::undefined())
    });
    runtime.context_mut().enqueue_job(Job::AsyncJob(job));
    let stopper = event_loop.clone();
    let tokio = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("tokio");
    let ended = tokio.block_on(tokio::task::LocalSet::new().run_until(async move {
        // Each is a task of its own, so that nothing but `stop` can wake the loop.
        let running = tokio::task::spawn_local(async move {
            runtime.run_until_idle().await;
            runtime.shutdown(Duration::ZERO).await.jobs.async_jobs
        });
        tokio::task::spawn_local(async move {
            tokio::time::sleep(Duration::from_millis(10)).await;
            stopper.stop();
        });
        tokio::time::timeout(LONG, running).await
    }));
    let abandoned = ended.expect("it ended").expect("it did not panic");
    assert_eq!((abandoned, event_loop.take_dropped()), (1, 0));
}

#[test]
fn clear_drops_and_counts_one_of_each() {
    let mut runtime = runtime();
    native(&mut runtime.context_mut(), "queue", |_, _, context| {
        let realm = context.realm().clone();
        fn boom(_: &mut Context) -> JsResult<JsValue> {
            panic!("cleared")
        }
        context.enqueue_job(PromiseJob::new(boom).into());
        context.enqueue_job(GenericJob::new(boom, realm).into());
        context.enqueue_job(TimeoutJob::new(NativeJob::new(boom), 0).into());
        context.enqueue_job(Job::AsyncJob(NativeAsyncJob::new(
            async |_: &RefCell<&mut Context>| panic!("cleared"),
        )));
        context.enqueue_job(Job::FinalizationRegistryCleanupJob(NativeAsyncJob::new(
            async |_: &RefCell<&mut Context>| panic!("cleared"),
        )));
        context
            .downcast_job_executor::<EventLoop>()
            .expect("ours")
            .mailbox()
            .post(|_| panic!("cleared"));
        Ok(JsValue::undefined())
    });
    eval(&mut runtime.context_mut(), "queue()");
    let a = runtime.event_loop().clear();
    assert_eq!(
        (
            a.microtasks,
            a.generic_jobs,
            a.timers,
            a.async_jobs,
            a.messages
        ),
        (1, 1, 1, 1, 1)
    );
    runtime.run_until_idle_blocking().expect("idle");
}

#[test]
fn work_that_a_pending_future_makes_is_not_overslept() {
    let mut runtime = runtime();
    let done = Rc::new(tokio::sync::Notify::new());
    let sink = done.clone();
    let job = NativeAsyncJob::new(async move |context: &RefCell<&mut Context>| {
        tokio::time::sleep(Duration::from_millis(5)).await;
        let realm = context.borrow().realm().clone();
        let job = GenericJob::new(
            move |_| {
                sink.notify_one();
                Ok(JsValue::undefined())
            },
            realm,
        );
        context.borrow_mut().enqueue_job(job.into());
        std::future::pending::<()>().await;
        Ok(JsValue::undefined())
    });
    runtime.context_mut().enqueue_job(Job::AsyncJob(job));
    // The future is pending for good, so the run goes on until the job has run.
    let ran = runtime.block_on(async |runtime| {
        tokio::select! {
            () = runtime.run_until_idle() => false,
            () = done.notified() => true,
            () = tokio::time::sleep(LONG) => false,
        }
    });
    assert!(ran.expect("tokio"), "the loop has overslept the job");
}

#[tokio::test]
async fn a_busy_loop_lets_other_tasks_run() {
    let mut runtime = runtime();
    eval(
        &mut runtime.context_mut(),
        "var n = 0; (function again() { if (++n < 20000) setTimeout(again, 0); })()",
    );
    let ran = Rc::new(Cell::new(false));
    let sink = ran.clone();
    tokio::select! {
        biased;
        () = runtime.run_until_idle() => {}
        () = async move { tokio::task::yield_now().await; sink.set(true); } => {}
    }
    assert!(ran.get(), "the loop ran to its end first");
}

#[test]
fn a_message_is_taken_at_once_and_messages_keep_their_order() {
    let mut runtime = runtime();
    eval(&mut runtime.context_mut(), "const log = []; 0");
    let mailbox = runtime.event_loop().mailbox();
    let hold = mailbox.hold();
    let sender = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(20));
        let (done, taken) = std::sync::mpsc::channel();
        for n in 0..3 {
            let done = done.clone();
            mailbox.post(move |c| {
                c.eval(Source::from_bytes(&format!("log.push({n})")))?;
                let _ = done.send(());
                Ok(())
            });
        }
        let answered = (0..3).all(|_| taken.recv_timeout(LONG).is_ok());
        drop(hold);
        answered
    });
    runtime.run_until_idle_blocking().expect("idle");
    assert!(
        sender.join().expect("no panic"),
        "while the loop is still held"
    );
    assert_eq!(eval(&mut runtime.context_mut(), "log.join()"), "0,1,2");
}

#[test]
fn the_loop_ends_with_the_last_hold() {
    let mut runtime = runtime();
    let mailbox = runtime.event_loop().mailbox();
    let (first, last) = (mailbox.hold(), mailbox.hold());
    let start = Instant::now();
    let holder = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(10));
        drop(first);
        std::thread::sleep(Duration::from_millis(40));
        drop(last);
    });
    let ended = runtime
        .block_on(async |r| tokio::time::timeout(LONG, r.run_until_idle()).await.is_ok())
        .expect("tokio");
    let took = start.elapsed();
    holder.join().expect("no panic");
    assert!(
        ended && took >= Duration::from_millis(50),
        "{ended} {took:?}"
    );
}

#[test]
fn an_unnamed_variable_is_shown_as_such() {
    let mut runtime = runtime();
    let error = runtime
        .eval("new AsyncContext.Variable().run(1, () => { throw 2; })")
        .expect_err("throws");
    assert!(error.to_string().contains("(unnamed) = 1"), "{error}");
}

#[test]
fn a_runtime_that_has_waited_may_be_dropped_inside_tokio() {
    let mut runtime = runtime();
    eval(&mut runtime.context_mut(), "setTimeout(() => {}, 1)");
    runtime.run_until_idle_blocking().expect("idle");
    tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("tokio")
        .block_on(async move { drop(runtime) });
}

#[test]
fn the_builder_keeps_what_was_set_before_hooks_and_loader() {
    let mut runtime = Runtime::builder()
        .storage(Storage::Strong)
        .recursion_limit(100)
        .without_console()
        .host_hooks(Rc::new(boa_engine::context::DefaultHooks))
        .module_loader(boa_async_context::FileModules::new())
        .build()
        .expect("a runtime");
    assert_eq!(
        runtime.agent().expect("installed").storage(),
        Storage::Strong
    );
    assert_eq!(
        runtime.context_mut().runtime_limits().recursion_limit(),
        100
    );
    assert_eq!(
        eval(&mut runtime.context_mut(), "typeof console"),
        "undefined"
    );
}

#[test]
fn installing_in_another_realm_leaves_the_current_one() {
    let mut runtime = runtime();
    let ac = runtime.async_context().expect("installed").clone();
    let realm = runtime.context_mut().create_realm().expect("a realm");
    let current = runtime.context_mut().realm().clone();
    ac.install_in(&realm, &mut runtime.context_mut())
        .expect("installed");
    assert!(*runtime.context_mut().realm() == current);
}

#[test]
fn agents_are_the_same_only_as_clones() {
    let (a, b) = (Agent::new(Storage::Weak), Agent::new(Storage::Weak));
    assert!(a == a.clone() && a != b);
    let v = HostVariable::new();
    v.run(&a, 1u8, || assert!(!a.host_context().is_empty()));
}

#[test]
fn running_jobs_asynchronously_inside_a_mapping_does_not_leak_it_into_them() {
    struct Looking(Agent, Cell<Option<bool>>);
    impl JobExecutor for Looking {
        fn enqueue_job(self: Rc<Self>, _: Job, _: &mut Context) {}
        fn run_jobs(self: Rc<Self>, _: &mut Context) -> JsResult<()> {
            self.1.set(Some(self.0.is_empty()));
            Ok(())
        }
        async fn run_jobs_async(self: Rc<Self>, _: &RefCell<&mut Context>) -> JsResult<()> {
            self.1.set(Some(self.0.is_empty()));
            Ok(())
        }
    }
    let ac = AsyncContext::new(Storage::Weak);
    let (looking, request) = (
        Rc::new(Looking(ac.agent().clone(), Cell::new(None))),
        HostVariable::<u8>::new(),
    );
    let jobs = ac.jobs(looking.clone());
    let mut context = Context::builder()
        .host_hooks(ac.default_hooks())
        .job_executor(jobs.clone())
        .build()
        .expect("a context");
    ac.install(&mut context).expect("installed");
    request
        .run(ac.agent(), 1, || context.run_jobs())
        .expect("ok");
    assert_eq!(looking.1.take(), Some(true));
    request
        .run(ac.agent(), 1, || {
            futures_lite::future::block_on(jobs.run_jobs_async(&RefCell::new(&mut context)))
        })
        .expect("ok");
    assert_eq!(looking.1.take(), Some(true));
}

#[derive(boa_gc::Trace, boa_gc::Finalize, boa_engine::JsData)]
#[boa_gc(unsafe_no_drop)]
struct Tracked(
    #[unsafe_ignore_trace]
    #[allow(dead_code)]
    Gone,
);
struct Gone(Rc<Cell<bool>>);
impl Drop for Gone {
    fn drop(&mut self) {
        self.0.set(true);
    }
}

/// Whether a value given to the JS function `f` is gone after a collection.
fn is_collected_after(context: &mut Context, f: &str) -> bool {
    let gone = Rc::new(Cell::new(false));
    let value = JsObject::from_proto_and_data(None, Tracked(Gone(gone.clone())));
    let f = context.eval(Source::from_bytes(f)).expect("f");
    f.as_callable()
        .expect("f")
        .call(&JsValue::undefined(), &[value.into()], context)
        .expect("ok");
    drop(f);
    boa_gc::force_collect();
    gone.get()
}

#[test]
fn a_cleanup_job_that_a_foreign_executor_keeps_holds_no_mapping() {
    let (_ac, mut context) = installed(Rc::new(Held::default()));
    eval(&mut context, V);
    assert!(is_collected_after(
        &mut context,
        "(x) => { v.run(x, () => { new FinalizationRegistry(() => {}); }); }"
    ));
}

#[test]
fn a_host_without_a_loop_keeps_no_thrown_value() {
    let (_ac, mut context) = installed(Rc::new(Held::default()));
    eval(&mut context, V);
    assert!(is_collected_after(
        &mut context,
        "(x) => { try { v.run(1, () => { throw x; }); } catch {} }"
    ));
}

#[test]
fn a_native_async_job_is_called_in_its_mapping() {
    let mut runtime = runtime();
    let (agent, request, seen) = (
        runtime.agent().expect("installed").clone(),
        HostVariable::<u32>::new(),
        Rc::new(Cell::new(None)),
    );
    let (handle, var, sink) = (agent.clone(), request.clone(), seen.clone());
    // What runs before the future is first polled.
    let job = NativeAsyncJob::new(move |_: &RefCell<&mut Context>| {
        sink.set(var.get(&handle).map(|id| *id));
        std::future::ready(Ok(JsValue::undefined()))
    });
    request.run(&agent, 5, || {
        runtime.context_mut().enqueue_job(Job::AsyncJob(job))
    });
    runtime.run_until_idle_blocking().expect("idle");
    assert_eq!(seen.get(), Some(5));
}

struct Slow(
    Rc<boa_engine::module::MapModuleLoader>,
    HostVariable<u32>,
    Agent,
    RefCell<Vec<Option<u32>>>,
);
impl boa_engine::module::ModuleLoader for Slow {
    async fn load_imported_module(
        self: Rc<Self>,
        referrer: boa_engine::module::Referrer,
        request: boa_engine::module::ModuleRequest,
        context: &RefCell<&mut Context>,
    ) -> JsResult<boa_engine::Module> {
        futures_lite::future::yield_now().await;
        let id = self.1.get(&self.2).map(|id| *id);
        self.3.borrow_mut().push(id);
        self.0
            .clone()
            .load_imported_module(referrer, request, context)
            .await
    }
}

#[test]
fn what_a_slow_loader_loads_next_belongs_to_the_module_and_not_to_the_importer() {
    let ac = AsyncContext::new(Storage::Weak);
    let loader = Rc::new(Slow(
        Rc::default(),
        HostVariable::new(),
        ac.agent().clone(),
        RefCell::default(),
    ));
    let context = &mut Context::builder()
        .host_hooks(ac.default_hooks())
        .job_executor(ac.jobs(Rc::new(SimpleJobExecutor::new())))
        .module_loader(ac.modules(loader.clone()))
        .build()
        .expect("a context");
    ac.install(context).expect("installed");
    eval(context, V);
    for (name, source) in [
        ("a", "import 'b'; log.push('a ' + v.get());"),
        ("b", "log.push('b ' + v.get());"),
    ] {
        let module =
            boa_engine::Module::parse(Source::from_bytes(source), None, context).expect("valid");
        loader.0.insert(name, module);
    }
    loader.1.run(ac.agent(), 17, || {
        eval(
            context,
            "v.run('importer', () => { import('a').then(() => log.push(v.get())); })",
        )
    });
    context.run_jobs().expect("nothing throws");
    assert_eq!(eval(context, "log.join()"), "b -,a -,importer");
    assert_eq!(*loader.3.borrow(), [Some(17), None]);
}

#[test]
fn microtasks_of_the_reporter_run_before_the_next_macrotask() {
    let mut runtime = runtime();
    native(&mut runtime.context_mut(), "generic", |_, _, context| {
        let realm = context.realm().clone();
        context.enqueue_job(
            GenericJob::new(|c| c.eval(Source::from_bytes("log.push('generic')")), realm).into(),
        );
        Ok(JsValue::undefined())
    });
    runtime.event_loop().set_reporter(|_, context| {
        context
            .eval(Source::from_bytes(
                "queueMicrotask(() => log.push('micro'))",
            ))
            .expect("ok");
    });
    eval(
        &mut runtime.context_mut(),
        "const log = []; setTimeout(() => { Promise.reject(1); }, 0); generic()",
    );
    runtime.run_until_idle_blocking().expect("idle");
    assert_eq!(
        eval(&mut runtime.context_mut(), "log.join()"),
        "micro,generic"
    );
}

#[test]
fn a_busy_loop_serves_finalization_registries() {
    let mut runtime = runtime();
    native(&mut runtime.context_mut(), "gc", |_, _, _| {
        boa_gc::force_collect();
        Ok(JsValue::undefined())
    });
    eval(&mut runtime.context_mut(), "let done = 0, n = 0; const registry = new FinalizationRegistry(() => { done = n; }); (() => { registry.register({}, 1); })();
        setTimeout(gc, 0); (function again() { if (++n < 500) setTimeout(again, 0); })()");
    runtime.run_until_idle_blocking().expect("idle");
    let done: u32 = eval(&mut runtime.context_mut(), "done")
        .parse()
        .expect("a number");
    assert!((1..400).contains(&done), "{done}");
}

#[test]
fn modules_of_a_runtime_without_async_context_form_cycles_and_one_file_may_be_two_kinds() {
    let dir = std::env::temp_dir().join(format!("gaps-{}", std::process::id()));
    std::fs::create_dir_all(&dir).expect("a directory");
    std::fs::write(dir.join("main.mjs"), "import { b } from './b.mjs'; log.push('main');
        import * as js from './both.json'; import json from './both.json' with { type: 'json' }; log.push(Object.keys(js).length, json[0]);
        await import('file://' + import.meta.url.slice(7).replace('main', 'c'));").expect("written");
    std::fs::write(
        dir.join("b.mjs"),
        "import './main.mjs'; export const b = 1; log.push('b');",
    )
    .expect("written");
    std::fs::write(dir.join("c.mjs"), "log.push('c');").expect("written");
    std::fs::write(dir.join("both.json"), "[1]").expect("written");
    for with in [true, false] {
        let builder = Runtime::builder().without_console();
        let mut runtime = if with {
            builder
        } else {
            builder.without_async_context()
        }
        .build()
        .expect("a runtime");
        eval(&mut runtime.context_mut(), "globalThis.log = []; 0");
        runtime.run_module(dir.join("main.mjs")).expect("a module");
        runtime.run_until_idle_blocking().expect("idle");
        assert_eq!(runtime.event_loop().failures(), 0);
        assert_eq!(
            eval(&mut runtime.context_mut(), "log.join()"),
            "b,main,0,1,c"
        );
    }
}

#[test]
fn a_file_that_ends_too_early_is_told_so() {
    let error = runtime()
        .eval("function f() {")
        .expect_err("a syntax error");
    assert!(
        error.to_string().contains("the file ends too early"),
        "{error}"
    );
}
