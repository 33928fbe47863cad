//! AsyncContext over what a host brings itself: hooks, executor, module loader.

#[path = "support/foreign.rs"]
mod foreign;

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

use boa_async_context::{AsyncContext, HostVariable, Storage};
use boa_engine::{
    Context, JsData, JsNativeError, JsObject, JsResult, JsString, JsValue, Module, NativeFunction,
    Source,
    builtins::promise::{OperationType, Promise},
    context::HostHooks,
    job::{
        CancellationToken, IntervalJob, Job, JobCallback, JobExecutor, NativeJob, NativeJobFn,
        SimpleJobExecutor, TimeoutJob,
    },
    js_string,
    module::{MapModuleLoader, ModuleLoader, ModuleRequest, Referrer},
    object::builtins::JsFunction,
    realm::Realm,
};
use boa_gc::{Finalize, Trace, force_collect};

use foreign::{eval, installed};

/// Hooks that put a number of their own into every job callback and want it back.
#[derive(Default)]
struct NumberingHooks {
    next: Cell<u32>,
    called: RefCell<Vec<u32>>,
    rejections: Cell<usize>,
}

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Number(u32);

impl HostHooks for NumberingHooks {
    fn make_job_callback(&self, callback: JsFunction, _: &mut Context) -> JobCallback {
        let number = self.next.get();
        self.next.set(number + 1);
        JobCallback::new(callback, Number(number))
    }

    fn call_job_callback(
        &self,
        job: &JobCallback,
        this: &JsValue,
        args: &[JsValue],
        context: &mut Context,
    ) -> JsResult<JsValue> {
        let number = job.host_defined().downcast_ref::<Number>();
        self.called
            .borrow_mut()
            .push(number.expect("our own data comes back").0);
        job.callback().call(this, args, context)
    }

    fn promise_rejection_tracker(&self, _: &JsObject<Promise>, _: OperationType, _: &mut Context) {
        self.rejections.set(self.rejections.get() + 1);
    }

    fn ensure_can_compile_strings(
        &self,
        _: Realm,
        _: &[JsString],
        _: &JsString,
        _: bool,
        _: &mut Context,
    ) -> JsResult<()> {
        Err(JsNativeError::eval().with_message("not here").into())
    }

    fn max_buffer_size(&self, _: &mut Context) -> u64 {
        16
    }
}

const VARIABLE: &str =
    "const v = new AsyncContext.Variable({ defaultValue: '-' }); const log = [];";

#[test]
fn the_hosts_own_job_callback_data_comes_back_with_and_without_a_mapping() {
    let hooks = Rc::new(NumberingHooks::default());
    let async_context = AsyncContext::new(Storage::Weak);
    let context = &mut Context::builder()
        .host_hooks(async_context.hooks(hooks.clone()))
        .job_executor(async_context.jobs(Rc::new(SimpleJobExecutor::new())))
        .build()
        .expect("a context");
    async_context.install(context).expect("installed");
    eval(
        context,
        &format!(
            "{VARIABLE}
             Promise.resolve().then(() => log.push(v.get()));
             v.run(1, () => Promise.resolve().then(() => log.push(v.get())));
             v.run(2, async () => {{ await null; log.push(v.get()); }});
             Promise.reject(0).catch(() => {{}});"
        ),
    );
    context.run_jobs().expect("no job throws");
    assert_eq!(eval(context, "log.join()"), "-,1,2");
    let called = hooks.called.borrow();
    assert_eq!(
        called.len(),
        4,
        "each handler that ran went through the host"
    );
    let mut unique = called.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), called.len());
    assert_eq!(hooks.rejections.get(), 2, "rejected, then handled");
}

#[test]
fn the_hosts_other_hooks_are_still_asked() {
    let async_context = AsyncContext::new(Storage::Weak);
    let context = &mut Context::builder()
        .host_hooks(async_context.hooks(Rc::new(NumberingHooks::default())))
        .job_executor(async_context.jobs(Rc::new(SimpleJobExecutor::new())))
        .build()
        .expect("a context");
    async_context.install(context).expect("installed");
    let refused = eval(
        context,
        "try { eval('1') } catch (e) { e.name + ': ' + e.message }",
    );
    assert_eq!(refused, "EvalError: not here");
    let refused = eval(context, "try { new ArrayBuffer(17) } catch (e) { e.name }");
    assert_eq!(refused, "RangeError");
}

#[test]
fn jobs_of_a_foreign_executor_are_restored_to_the_empty_mapping() {
    /// Runs only microtasks, and looks at the mapping between any two.
    struct Watching {
        queue: RefCell<VecDeque<boa_engine::job::PromiseJob>>,
        agent: boa_async_context::Agent,
    }

    impl JobExecutor for Watching {
        fn enqueue_job(self: Rc<Self>, job: Job, _: &mut Context) {
            if let Job::PromiseJob(job) = job {
                self.queue.borrow_mut().push_back(job);
            }
        }

        fn run_jobs(self: Rc<Self>, context: &mut Context) -> JsResult<()> {
            loop {
                let Some(job) = self.queue.borrow_mut().pop_front() else {
                    return Ok(());
                };
                assert!(self.agent.is_empty(), "before a job");
                job.call(context)?;
                assert!(self.agent.is_empty(), "after a job");
            }
        }
    }

    let async_context = AsyncContext::new(Storage::Weak);
    let executor = Rc::new(Watching {
        queue: RefCell::default(),
        agent: async_context.agent().clone(),
    });
    let context = &mut Context::builder()
        .host_hooks(async_context.default_hooks())
        .job_executor(async_context.jobs(executor))
        .build()
        .expect("a context");
    async_context.install(context).expect("installed");
    // The first three are enqueued before any variable was set.
    eval(
        context,
        &format!(
            "{VARIABLE}
             Promise.resolve().then(() => v.run('a', () => Promise.reject('x')))
                 .then(null, () => log.push(v.get()));
             Promise.resolve().then(() => {{ v.run('b', async () => {{ await 0; log.push(v.get()); }}); }});
             v.run('c', () => {{
                 const late = Promise.reject('y');
                 late.finally(() => log.push(v.get())).catch(() => log.push(v.get()));
             }});"
        ),
    );
    context.run_jobs().expect("no job throws");
    assert_eq!(eval(context, "log.sort().join()"), "-,b,c,c");
}

#[test]
fn running_jobs_inside_a_run_does_not_leak_the_runs_mapping_into_them() {
    let (_, mut context) = installed(Rc::new(SimpleJobExecutor::new()));
    let context = &mut context;
    let run_jobs = NativeFunction::from_fn_ptr(|_, _, context| {
        context.run_jobs().map(|()| JsValue::undefined())
    });
    context
        .register_global_callable(js_string!("runJobs"), 0, run_jobs)
        .expect("a fresh global");
    // Enqueued before any variable is set, so not wrapped.
    eval(
        context,
        &format!(
            "{VARIABLE}
             Promise.resolve().then(() => log.push(v.get()));
             v.run('outer', () => {{ runJobs(); log.push(v.get()); }});"
        ),
    );
    assert_eq!(eval(context, "log.join()"), "-,outer");
}

/// An executor that keeps timers until the test fires them.
#[derive(Default)]
struct HeldTimers {
    timeouts: RefCell<Vec<TimeoutJob>>,
    intervals: RefCell<Vec<IntervalJob>>,
}

impl JobExecutor for HeldTimers {
    fn enqueue_job(self: Rc<Self>, job: Job, _: &mut Context) {
        match job {
            Job::TimeoutJob(job) => self.timeouts.borrow_mut().push(job),
            Job::IntervalJob(job) => self.intervals.borrow_mut().push(job),
            _ => {}
        }
    }

    fn run_jobs(self: Rc<Self>, context: &mut Context) -> JsResult<()> {
        for job in self.timeouts.take() {
            if !job.cancelled() {
                job.call(context)?;
            }
        }
        for job in &*self.intervals.borrow() {
            if !job.cancelled() {
                job.call(context)?;
            }
        }
        Ok(())
    }
}

/// A value that tells when it is gone.
struct Gone(Rc<Cell<bool>>);

impl Drop for Gone {
    fn drop(&mut self) {
        self.0.set(true);
    }
}

/// Enqueues a timer in a mapping that holds a JS value, and returns the token that the host keeps,
/// a count of the calls, and whether the value is gone.
fn timer(
    async_context: &AsyncContext,
    context: &mut Context,
    interval: bool,
) -> (CancellationToken, Rc<Cell<u32>>, Rc<Cell<bool>>) {
    #[derive(Trace, Finalize, JsData)]
    #[boa_gc(unsafe_no_drop)]
    struct Value(
        #[unsafe_ignore_trace]
        #[allow(dead_code, reason = "tells by being dropped")]
        Gone,
    );

    let (calls, gone) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(false)));
    let value = JsObject::from_proto_and_data(None, Value(Gone(gone.clone())));
    let run = context
        .eval(Source::from_bytes(
            "globalThis.held ??= new AsyncContext.Variable(); (value, f) => held.run(value, f)",
        ))
        .expect("valid script");
    let snapshot = {
        let capture = NativeFunction::from_fn_ptr(|_, _, context| {
            let agent = boa_async_context::Agent::of(context).expect("installed");
            context.insert_data(agent.snapshot());
            Ok(JsValue::undefined())
        })
        .to_js_function(context.realm());
        run.as_callable()
            .expect("a function")
            .call(
                &JsValue::undefined(),
                &[value.into(), capture.into()],
                context,
            )
            .expect("no error");
        *context
            .remove_data::<boa_async_context::Mapping>()
            .expect("captured")
    };
    let counter = calls.clone();
    let tick = move |context: &mut Context| {
        counter.set(counter.get() + 1);
        // The timer's own mapping, not that of the code that runs the jobs.
        context.eval(Source::from_bytes(
            "if (held.get() === undefined) throw 'no mapping'",
        ))
    };
    let (job, token): (Job, _) = if interval {
        let job = IntervalJob::new(NativeJobFn::new(tick), 5);
        let token = job.cancellation_token().clone();
        (job.into(), token)
    } else {
        let job = TimeoutJob::new(NativeJob::new(tick), 5);
        let token = job.cancellation_token().clone();
        (job.into(), token)
    };
    async_context
        .agent()
        .run_in(snapshot, || context.enqueue_job(job));
    (token, calls, gone)
}

#[test]
fn a_decorated_timer_runs_in_its_mapping_and_is_cancelled_by_the_token_the_host_holds() {
    for interval in [false, true] {
        let (async_context, mut context) = installed(Rc::new(HeldTimers::default()));
        let context = &mut context;

        let (_, calls, gone) = timer(&async_context, context, interval);
        force_collect();
        assert!(!gone.get(), "a pending timer holds its mapping");
        context.run_jobs().expect("runs in its mapping");
        assert_eq!(calls.get(), 1);
        force_collect();
        assert_eq!(gone.get(), !interval, "a timeout lets go when it has fired");

        let (token, calls, gone) = timer(&async_context, context, interval);
        token.cancel(context);
        force_collect();
        assert!(gone.get(), "a cancelled timer lets go at once");
        context.run_jobs().expect("nothing throws");
        assert_eq!(calls.get(), 0);
    }
}

#[test]
fn a_timer_that_the_executor_drops_lets_go() {
    let executor = Rc::new(HeldTimers::default());
    let (async_context, mut context) = installed(executor.clone());
    let context = &mut context;
    for interval in [false, true] {
        let (token, _, gone) = timer(&async_context, context, interval);
        executor.timeouts.take();
        executor.intervals.take();
        force_collect();
        assert!(gone.get(), "though the host still holds the token");
        assert!(token.revoked());
    }
}

#[test]
fn an_interval_may_cancel_itself_from_its_callback() {
    let executor = Rc::new(HeldTimers::default());
    let (_, mut context) = installed(executor);
    let context = &mut context;
    boa_wintertc::timers::register(context).expect("fresh globals");
    eval(
        context,
        &format!(
            "{VARIABLE} v.run(1, () => {{
                 const id = setInterval(() => {{ log.push(v.get()); clearInterval(id); log.push(v.get()); }}, 1);
             }});"
        ),
    );
    context.run_jobs().expect("nothing throws");
    context.run_jobs().expect("nothing throws");
    assert_eq!(eval(context, "log.join()"), "1,1");
}

#[test]
fn a_timer_that_was_cancelled_before_it_is_enqueued_never_fires() {
    let (_, mut context) = installed(Rc::new(HeldTimers::default()));
    let context = &mut context;
    eval(context, "new AsyncContext.Variable().run(1, () => {})");
    let fire = |_: &mut Context| -> JsResult<JsValue> { panic!("it was cancelled") };
    let timeout = TimeoutJob::new(NativeJob::new(fire), 5);
    timeout.cancellation_token().clone().cancel(context);
    context.enqueue_job(timeout.into());
    let interval = IntervalJob::new(NativeJobFn::new(fire), 5);
    interval.cancellation_token().clone().cancel(context);
    context.enqueue_job(interval.into());
    context.run_jobs().expect("nothing runs");
}

/// A host API that keeps listeners as job callbacks, which is the engine's own way to capture.
#[test]
fn calling_a_job_callback_from_a_host_function_restores_the_callers_mapping() {
    struct Listener(JobCallback);

    let (_, mut context) = installed(Rc::new(SimpleJobExecutor::new()));
    let context = &mut context;
    boa_wintertc::microtask::register(None, context).expect("fresh globals");
    boa_wintertc::timers::register(context).expect("fresh globals");
    let listen = NativeFunction::from_fn_ptr(|_, args, context| {
        let listener = args[0].as_object().and_then(JsFunction::from_object);
        let hooks = context.host_hooks();
        let callback = hooks.make_job_callback(listener.expect("a function"), context);
        context.insert_data(Rc::new(Listener(callback)));
        Ok(JsValue::undefined())
    });
    let fire = NativeFunction::from_fn_ptr(|_, _, context| {
        let listener = context
            .get_data::<Rc<Listener>>()
            .expect("listening")
            .clone();
        let hooks = context.host_hooks();
        hooks.call_job_callback(&listener.0, &JsValue::undefined(), &[], context)
    });
    for (name, function) in [("listen", listen), ("fire", fire)] {
        context
            .register_global_callable(js_string!(name), 1, function)
            .expect("a fresh global");
    }
    eval(
        context,
        &format!(
            "{VARIABLE}
             v.run('listener', () => listen(() => log.push(v.get())));
             const test = () => v.run('caller', () => {{ fire(); log.push(v.get()); }});
             test();
             queueMicrotask(test);
             setTimeout(test, 1);
             Promise.resolve().then(test);
             (async () => {{ await 0; test(); }})();"
        ),
    );
    context.run_jobs().expect("nothing throws");
    let expected = ["listener,caller"; 5].join(",");
    assert_eq!(eval(context, "log.join()"), expected);
}

/// A loader that notes which request was importing.
struct NotingLoader {
    inner: Rc<MapModuleLoader>,
    request: HostVariable<u32>,
    agent: boa_async_context::Agent,
    seen: RefCell<Vec<Option<u32>>>,
}

impl ModuleLoader for NotingLoader {
    async fn load_imported_module(
        self: Rc<Self>,
        referrer: Referrer,
        request: ModuleRequest,
        context: &RefCell<&mut Context>,
    ) -> JsResult<Module> {
        let id = self.request.get(&self.agent).map(|id| *id);
        self.seen.borrow_mut().push(id);
        self.inner
            .clone()
            .load_imported_module(referrer, request, context)
            .await
    }

    fn init_import_meta(self: Rc<Self>, meta: &JsObject, _: &Module, context: &mut Context) {
        meta.create_data_property(js_string!("mine"), true, context)
            .expect("a fresh object");
    }
}

#[test]
fn the_hosts_loader_sees_the_importer_and_the_module_sees_nobody() {
    let async_context = AsyncContext::new(Storage::Weak);
    let request = HostVariable::new();
    let loader = Rc::new(NotingLoader {
        inner: Rc::default(),
        request: request.clone(),
        agent: async_context.agent().clone(),
        seen: RefCell::default(),
    });
    let context = &mut Context::builder()
        .host_hooks(async_context.default_hooks())
        .job_executor(async_context.jobs(Rc::new(SimpleJobExecutor::new())))
        .module_loader(async_context.modules(loader.clone()))
        .build()
        .expect("a context");
    async_context.install(context).expect("installed");
    eval(
        context,
        &format!("{VARIABLE} globalThis.v = v; globalThis.log = log;"),
    );
    for (name, source) in [
        ("plain", "log.push('plain ' + v.get() + import.meta.mine);"),
        ("tla", "await 0; log.push('tla ' + v.get());"),
    ] {
        let source = Source::from_bytes(source).with_path(std::path::Path::new(name));
        let module = Module::parse(source, None, context).expect("valid module");
        loader.inner.insert(name, module);
    }
    request.run(async_context.agent(), 17, || {
        eval(
            context,
            "v.run('importer', async () => {
                 await import('plain'); log.push(v.get());
                 await import('tla'); log.push(v.get());
                 await import('nope').catch(() => log.push('failed ' + v.get()));
             })",
        )
    });
    context.run_jobs().expect("nothing throws");
    assert_eq!(
        eval(context, "log.join()"),
        "plain -true,importer,tla -,importer,failed importer"
    );
    assert_eq!(*loader.seen.borrow(), [Some(17), Some(17), Some(17)]);
}

#[test]
fn a_realm_without_async_context_says_so() {
    let async_context = AsyncContext::new(Storage::Weak);
    let context = &mut Context::builder()
        .host_hooks(async_context.default_hooks())
        .job_executor(async_context.jobs(Rc::new(SimpleJobExecutor::new())))
        .build()
        .expect("a context");
    async_context.install(context).expect("installed");
    let realm = context.create_realm().expect("a realm");
    let outer = context.enter_realm(realm);
    assert_eq!(eval(context, "typeof AsyncContext"), "undefined");
    let foreign = context
        .eval(Source::from_bytes("(function () {})"))
        .expect("valid script");
    context.enter_realm(outer);
    context
        .register_global_property(
            js_string!("foreign"),
            foreign,
            boa_engine::property::Attribute::all(),
        )
        .expect("a fresh global");
    let thrown = eval(
        context,
        "foreign.prototype = null;
         try { Reflect.construct(AsyncContext.Variable, [], foreign) } catch (e) { e.message }",
    );
    assert!(thrown.contains("AsyncContext.Variable"), "{thrown}");
}

/// Cargo builds the examples together with the tests, two directories up from them.
#[test]
fn the_embedding_example_prints_what_it_says() {
    let tests = std::env::current_exe().expect("a path");
    let binary = tests
        .ancestors()
        .nth(2)
        .expect("target/<profile>/deps/<test>")
        .join("examples/embed");
    let output = std::process::Command::new(&binary)
        .output()
        .unwrap_or_else(|error| panic!("{}: {error}", binary.display()));
    let expected = include_str!("../examples/expected/embed.txt");
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(output.status.success());
}
