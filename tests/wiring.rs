//! What `install` finds out about the hooks and the executor of a context.

#[path = "support/foreign.rs"]
mod foreign;

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
    sync::LazyLock,
};

#[cfg(feature = "runtime")]
use boa_async_context::EventLoop;
use boa_async_context::{
    AsyncContext, ContextHooks, ContextJobs, EXACT_GENERATORS, HostVariable, InstallError, Storage,
};
use boa_engine::{
    Context, JsResult, JsValue, Source,
    context::{ContextBuilder, DefaultHooks, HostHooks},
    job::{
        GenericJob, IdleJobExecutor, Job, JobCallback, JobExecutor, PromiseJob, SimpleJobExecutor,
    },
    object::builtins::JsFunction,
};

use foreign::eval;

fn new() -> AsyncContext {
    AsyncContext::new(Storage::Weak)
}

fn simple() -> Rc<SimpleJobExecutor> {
    Rc::new(SimpleJobExecutor::new())
}

fn build(builder: ContextBuilder) -> Context {
    builder.build().expect("a context")
}

/// A context that is wired as it should be.
fn wired(async_context: &AsyncContext) -> Context {
    build(
        Context::builder()
            .host_hooks(async_context.default_hooks())
            .job_executor(async_context.jobs(simple())),
    )
}

fn with_hooks<H: HostHooks + 'static>(async_context: &AsyncContext, hooks: Rc<H>) -> Context {
    build(
        Context::builder()
            .host_hooks(hooks)
            .job_executor(async_context.jobs(simple())),
    )
}

fn with_jobs<E: JobExecutor + 'static>(async_context: &AsyncContext, executor: Rc<E>) -> Context {
    build(
        Context::builder()
            .host_hooks(async_context.default_hooks())
            .job_executor(executor),
    )
}

/// The message with which the installation is refused; the context is left without AsyncContext.
#[track_caller]
fn refused(async_context: &AsyncContext, context: &mut Context) -> InstallError {
    let error = async_context
        .install(context)
        .expect_err("broken wiring is found");
    let known = context
        .eval(Source::from_bytes("typeof AsyncContext"))
        .expect("it evaluates");
    assert_eq!(known.display().to_string(), "\"undefined\"");
    assert!(!async_context.agent().used());
    error
}

/// Whether `text` of a promise and of a generator's creator arrive where they belong.
#[track_caller]
fn assert_propagates(context: &mut Context) {
    let source = "
        const v = new AsyncContext.Variable();
        globalThis.seen = [];
        v.run('a', () => Promise.resolve().then(() => seen.push(v.get())));
        v.run('b', async () => { await null; await null; seen.push(v.get()); });
        Promise.resolve().then(() => seen.push(v.get() ?? '-'));";
    context
        .eval(Source::from_bytes(source))
        .expect("it evaluates");
    context.run_jobs().expect("its jobs run");
    assert_eq!(eval(context, "seen.join()"), "a,-,b");
}

#[test]
fn a_context_with_hooks_and_executor_is_accepted_and_nothing_of_the_probe_is_left() {
    let async_context = new();
    let executor = Rc::new(Recording::default());
    let hooks = Rc::new(Counting::default());
    let mut context = build(
        Context::builder()
            .host_hooks(async_context.hooks(hooks.clone()))
            .job_executor(async_context.jobs(executor.clone())),
    );
    async_context.install(&mut context).expect("it is wired");
    assert_eq!(executor.jobs.borrow().len(), 0);
    assert_eq!((hooks.made.get(), hooks.called.get()), (0, 0));
    assert!(!async_context.agent().used(), "the probe is not a use");
    assert!(async_context.agent().live_captures().is_empty());
}

#[test]
fn contexts_propagate_after_the_probe() {
    let async_context = new();
    let mut context = wired(&async_context);
    async_context.install(&mut context).expect("it is wired");
    assert_propagates(&mut context);
    assert!(async_context.agent().used());
}

#[test]
fn an_agent_that_is_in_use_before_it_is_installed_stays_in_use() {
    static TENANT: LazyLock<HostVariable<u32>> = LazyLock::new(HostVariable::new);
    let async_context = new();
    let mut context = wired(&async_context);
    let agent = async_context.agent();
    TENANT.run(agent, 7, || {
        async_context.install(&mut context).expect("it is wired");
        assert_eq!(TENANT.get(agent).as_deref(), Some(&7));
    });
    assert!(agent.used());
    assert_propagates(&mut context);
}

#[test]
fn a_context_without_the_hooks_is_refused() {
    let async_context = new();
    let mut none = build(Context::builder().job_executor(async_context.jobs(simple())));
    let error = refused(&async_context, &mut none);
    assert!(matches!(error, InstallError::NoHooks), "{error}");
    let mut of_another = with_hooks(&async_context, new().default_hooks());
    let error = refused(&async_context, &mut of_another);
    assert!(matches!(error, InstallError::NoHooks), "{error}");
    let said = error.to_string();
    assert!(
        said.contains(".host_hooks(async_context.hooks(your_hooks))"),
        "{said}"
    );
}

#[test]
fn a_context_without_the_executor_is_refused() {
    let async_context = new();
    let mut none = build(Context::builder().host_hooks(async_context.default_hooks()));
    let error = refused(&async_context, &mut none);
    assert!(matches!(error, InstallError::NoJobs), "{error}");
    let said = error.to_string();
    assert!(
        said.contains(".job_executor(async_context.jobs(your_executor))"),
        "{said}"
    );
    let mut of_another = with_jobs(&async_context, new().jobs(simple()));
    let error = refused(&async_context, &mut of_another);
    assert!(matches!(error, InstallError::NoJobs), "{error}");
}

#[cfg(feature = "runtime")]
#[test]
fn an_event_loop_that_is_not_of_this_async_context_is_refused() {
    let async_context = new();
    for event_loop in [EventLoop::without_async_context(), EventLoop::new(&new())] {
        let error = refused(&async_context, &mut with_jobs(&async_context, event_loop));
        assert!(matches!(error, InstallError::NoJobs), "{error}");
    }
    let event_loop = EventLoop::new(&async_context);
    let mut context = with_jobs(&async_context, event_loop.clone());
    async_context.install(&mut context).expect("it is wired");
    assert_propagates(&mut context);
}

#[cfg(feature = "runtime")]
#[test]
fn an_event_loop_inside_a_decorator_is_refused() {
    let async_context = new();
    let event_loop = EventLoop::new(&async_context);
    for jobs in [
        async_context.jobs(event_loop.clone()),
        async_context.jobs(event_loop),
    ] {
        let error = refused(&async_context, &mut with_jobs(&async_context, jobs));
        assert!(matches!(error, InstallError::JobsTwice), "{error}");
    }
    let said = InstallError::JobsTwice.to_string();
    assert!(
        said.contains(".job_executor(EventLoop::new(&async_context))"),
        "{said}"
    );
}

#[test]
fn what_is_decorated_twice_is_refused_also_with_a_decorator_of_the_host_in_between() {
    let async_context = new();
    let twice = async_context.jobs(async_context.jobs(simple()));
    let error = refused(&async_context, &mut with_jobs(&async_context, twice));
    assert!(matches!(error, InstallError::JobsTwice), "{error}");
    let twice = async_context.jobs(Outer::new(async_context.jobs(simple()), Some));
    let error = refused(&async_context, &mut with_jobs(&async_context, twice));
    assert!(matches!(error, InstallError::JobsTwice), "{error}");

    let twice = async_context.hooks(async_context.default_hooks());
    let error = refused(&async_context, &mut with_hooks(&async_context, twice));
    assert!(matches!(error, InstallError::HooksTwice), "{error}");
    let between = Rc::new(Delegating::all(async_context.default_hooks()));
    let twice = async_context.hooks(between);
    let error = refused(&async_context, &mut with_hooks(&async_context, twice));
    assert!(matches!(error, InstallError::HooksTwice), "{error}");
}

#[test]
fn a_second_executor_that_is_not_used_does_no_harm() {
    let async_context = new();
    let _unused = async_context.jobs(simple());
    let _unused = async_context.default_hooks();
    let mut context = wired(&async_context);
    async_context.install(&mut context).expect("it is wired");
    // What the inner executor got of the probe does nothing.
    assert_propagates(&mut context);
}

#[test]
fn a_second_async_context_in_a_context_is_refused() {
    let (first, second) = (new(), new());
    let mut context = wired(&first);
    first.install(&mut context).expect("it is wired");
    let error = second.install(&mut context).expect_err("it is the second");
    assert!(matches!(error, InstallError::OtherAgent), "{error}");
    assert_propagates(&mut context);
}

#[test]
fn a_second_context_with_an_async_context_is_refused() {
    let async_context = new();
    let mut first = wired(&async_context);
    async_context.install(&mut first).expect("it is wired");
    let error = refused(&async_context, &mut wired(&async_context));
    assert!(matches!(error, InstallError::OtherContext), "{error}");
    assert_propagates(&mut first);
}

#[test]
fn a_realm_is_installed_once_and_each_realm_may_be() {
    let async_context = new();
    let mut context = wired(&async_context);
    async_context.install(&mut context).expect("it is wired");
    let error = async_context.install(&mut context).expect_err("again");
    assert!(matches!(error, InstallError::InstalledAlready), "{error}");
    let realm = context.create_realm().expect("a realm");
    async_context
        .install_in(&realm, &mut context)
        .expect("another realm");
    let error = async_context
        .install_in(&realm, &mut context)
        .expect_err("again");
    assert!(matches!(error, InstallError::InstalledAlready), "{error}");
    assert_propagates(&mut context);
}

#[test]
fn after_broken_wiring_the_same_async_context_may_be_used_for_a_context_that_is_wired() {
    let async_context = new();
    refused(&async_context, &mut Context::default());
    let mut context = wired(&async_context);
    async_context.install(&mut context).expect("it is wired");
    assert_propagates(&mut context);
}

#[test]
fn the_error_goes_through_a_function_that_returns_a_js_result() {
    fn setup(context: &mut Context) -> JsResult<()> {
        new().install(context)?;
        Ok(())
    }
    let error = setup(&mut Context::default()).expect_err("nothing is wired");
    let said = error.to_string();
    assert!(said.contains(".host_hooks(async_context.hooks("), "{said}");
}

#[test]
fn a_global_object_that_refuses_the_property_is_told_by_its_own_exception() {
    let async_context = new();
    let mut context = wired(&async_context);
    context
        .eval(Source::from_bytes("Object.preventExtensions(globalThis)"))
        .expect("it evaluates");
    let error = async_context.install(&mut context).expect_err("no room");
    assert!(matches!(error, InstallError::Refused(_)), "{error}");
}

/// Counts what it is asked for.
#[derive(Default)]
struct Counting {
    made: Cell<usize>,
    called: Cell<usize>,
}

impl HostHooks for Counting {
    fn make_job_callback(&self, callback: JsFunction, _: &mut Context) -> JobCallback {
        self.made.set(self.made.get() + 1);
        JobCallback::new(callback, ())
    }

    fn call_job_callback(
        &self,
        job: &JobCallback,
        this: &JsValue,
        args: &[JsValue],
        context: &mut Context,
    ) -> JsResult<JsValue> {
        self.called.set(self.called.get() + 1);
        job.callback().call(this, args, context)
    }
}

/// A decorator of the host around our hooks, written against the published engine.
struct Delegating {
    ours: Rc<ContextHooks<DefaultHooks>>,
    make: bool,
    call: bool,
}

impl Delegating {
    fn all(ours: Rc<ContextHooks<DefaultHooks>>) -> Self {
        Self {
            ours,
            make: true,
            call: true,
        }
    }
}

impl HostHooks for Delegating {
    fn make_job_callback(&self, callback: JsFunction, context: &mut Context) -> JobCallback {
        if self.make {
            let inner = self.ours.make_job_callback(callback, context);
            JobCallback::new(inner.callback().clone(), Wrapped(inner))
        } else {
            JobCallback::new(callback, ())
        }
    }

    fn call_job_callback(
        &self,
        job: &JobCallback,
        this: &JsValue,
        args: &[JsValue],
        context: &mut Context,
    ) -> JsResult<JsValue> {
        let host_defined = job.host_defined();
        match host_defined.downcast_ref::<Wrapped>() {
            Some(Wrapped(inner)) if self.call => {
                self.ours.call_job_callback(inner, this, args, context)
            }
            _ => job.callback().call(this, args, context),
        }
    }
}

/// Our job callback inside one of the host.
#[derive(boa_gc::Trace, boa_gc::Finalize, boa_engine::JsData)]
struct Wrapped(JobCallback);

#[test]
fn hooks_around_ours_that_delegate_are_accepted() {
    let async_context = new();
    let hooks = Rc::new(Delegating::all(async_context.default_hooks()));
    let mut context = with_hooks(&async_context, hooks);
    let installed = async_context.install(&mut context);
    if EXACT_GENERATORS {
        // Such hooks hide those that our changes add to the engine.
        let error = installed.expect_err("generators would lose their contexts");
        assert!(
            matches!(error, InstallError::HookNotDelegated("make_generator_data")),
            "{error}"
        );
    } else {
        installed.expect("they delegate everything that there is");
        assert_propagates(&mut context);
    }
}

#[test]
fn hooks_around_ours_that_do_not_delegate_are_refused() {
    for (make, call, missing) in [
        (false, true, "make_job_callback"),
        (true, false, "call_job_callback"),
    ] {
        let async_context = new();
        let ours = async_context.default_hooks();
        let hooks = Rc::new(Delegating { ours, make, call });
        let error = refused(&async_context, &mut with_hooks(&async_context, hooks));
        let said = error.to_string();
        if make {
            assert!(matches!(error, InstallError::HookNotDelegated(_)), "{said}");
            assert!(said.contains(missing), "{said}");
        } else {
            // Without our data there is nothing to call either.
            assert!(matches!(error, InstallError::NoHooks), "{said}");
        }
    }
}

/// Keeps jobs in the order in which they come.
#[derive(Default)]
struct Recording {
    jobs: RefCell<VecDeque<Job>>,
}

impl JobExecutor for Recording {
    fn enqueue_job(self: Rc<Self>, job: Job, _: &mut Context) {
        self.jobs.borrow_mut().push_back(job);
    }

    fn run_jobs(self: Rc<Self>, context: &mut Context) -> JsResult<()> {
        loop {
            let job = self.jobs.borrow_mut().pop_front();
            match job {
                Some(Job::PromiseJob(job)) => drop(job.call(context)?),
                Some(Job::GenericJob(job)) => drop(job.call(context)?),
                Some(other) => panic!("unexpected: {other:?}"),
                None => return Ok(()),
            }
        }
    }
}

/// An executor of the host around ours.
struct Outer<E, F> {
    ours: Rc<E>,
    /// What it passes on instead of a job.
    change: F,
}

impl<E: JobExecutor, F: Fn(Job) -> Option<Job> + 'static> Outer<E, F> {
    fn new(ours: Rc<E>, change: F) -> Rc<Self> {
        Rc::new(Self { ours, change })
    }
}

impl<E: JobExecutor, F: Fn(Job) -> Option<Job> + 'static> JobExecutor for Outer<E, F> {
    fn enqueue_job(self: Rc<Self>, job: Job, context: &mut Context) {
        if let Some(job) = (self.change)(job) {
            self.ours.clone().enqueue_job(job, context);
        }
    }

    fn run_jobs(self: Rc<Self>, context: &mut Context) -> JsResult<()> {
        self.ours.clone().run_jobs(context)
    }
}

#[test]
fn an_executor_around_ours_that_wraps_jobs_in_its_own_is_accepted() {
    let async_context = new();
    let recording = Rc::new(Recording::default());
    let wrapping = |job| match job {
        Job::PromiseJob(job) => Some(PromiseJob::new(move |context| job.call(context)).into()),
        other => Some(other),
    };
    let outer = Outer::new(async_context.jobs(recording.clone()), wrapping);
    let mut context = with_jobs(&async_context, outer);
    async_context.install(&mut context).expect("it is wired");
    assert_eq!(recording.jobs.borrow().len(), 0);
    assert_propagates(&mut context);
}

#[test]
fn a_variable_that_an_executor_around_ours_sets_during_the_probe_is_a_use() {
    let async_context = new();
    let (agent, host) = (async_context.agent().clone(), HostVariable::<u32>::new());
    let setting = move |job| host.run(&agent, 1, || Some(job));
    let outer = Outer::new(async_context.jobs(simple()), setting);
    let mut context = with_jobs(&async_context, outer);
    async_context.install(&mut context).expect("it is wired");
    assert!(async_context.agent().used());
    assert_propagates(&mut context);
}

#[test]
fn an_executor_around_ours_that_keeps_jobs_of_a_kind_is_refused() {
    let kept: Rc<RefCell<Vec<Job>>> = Rc::default();
    let keeping = {
        let kept = kept.clone();
        move |job| match job {
            Job::TimeoutJob(_) => {
                kept.borrow_mut().push(job);
                None
            }
            other => Some(other),
        }
    };
    let async_context = new();
    let outer = Outer::new(async_context.jobs(simple()), keeping);
    let error = refused(&async_context, &mut with_jobs(&async_context, outer));
    assert!(
        matches!(error, InstallError::JobsNotDelegated("timeout")),
        "{error}"
    );
    let Some(Job::TimeoutJob(timer)) = kept.take().pop() else {
        panic!("it keeps the timer of the probe");
    };
    assert!(timer.cancelled(), "which will not fire");
}

#[test]
fn an_executor_around_ours_that_has_no_timers_at_all_is_accepted() {
    let async_context = new();
    let outer = Outer::new(async_context.jobs(simple()), |job| match job {
        Job::TimeoutJob(_) | Job::IntervalJob(_) => None,
        other => Some(other),
    });
    let mut context = with_jobs(&async_context, outer);
    async_context.install(&mut context).expect("it is wired");
    assert_propagates(&mut context);
}

#[test]
fn an_executor_around_ours_that_delays_jobs_is_refused() {
    let kept: Rc<RefCell<Vec<Job>>> = Rc::default();
    let delaying = {
        let kept = kept.clone();
        move |job| {
            kept.borrow_mut().push(job);
            None
        }
    };
    let async_context = new();
    let outer = Outer::new(async_context.jobs(simple()), delaying);
    let error = refused(&async_context, &mut with_jobs(&async_context, outer));
    assert!(matches!(error, InstallError::NoJobs), "{error}");
    assert_eq!(kept.borrow().len(), 1, "it has a job that does nothing");
}

#[test]
fn an_executor_around_ours_that_passes_another_job_on_instead_is_refused() {
    let before: Rc<RefCell<Option<Job>>> = Rc::default();
    let delaying = {
        let before = before.clone();
        move |job| before.borrow_mut().replace(job)
    };
    let async_context = new();
    let outer = Outer::new(async_context.jobs(simple()), delaying);
    let mut context = with_jobs(&async_context, outer);
    let first = PromiseJob::new(|_| Ok(JsValue::undefined()));
    context.enqueue_job(first.into());
    let error = refused(&async_context, &mut context);
    assert!(matches!(error, InstallError::NoJobs), "{error}");
}

#[test]
fn jobs_that_hooks_around_ours_enqueue_are_not_taken_for_the_probe() {
    /// Enqueues a job for each callback that is made.
    struct Enqueuing(Delegating, Rc<Cell<usize>>);

    impl HostHooks for Enqueuing {
        fn make_job_callback(&self, callback: JsFunction, context: &mut Context) -> JobCallback {
            let ran = self.1.clone();
            let run = move |_: &mut Context| {
                ran.set(ran.get() + 1);
                Ok(JsValue::undefined())
            };
            context.enqueue_job(PromiseJob::new(run).into());
            self.0.make_job_callback(callback, context)
        }

        fn call_job_callback(
            &self,
            job: &JobCallback,
            this: &JsValue,
            args: &[JsValue],
            context: &mut Context,
        ) -> JsResult<JsValue> {
            self.0.call_job_callback(job, this, args, context)
        }
    }

    let async_context = new();
    let ran = Rc::new(Cell::new(0));
    let hooks = Delegating::all(async_context.default_hooks());
    let hooks = Rc::new(Enqueuing(hooks, ran.clone()));
    let mut context = with_hooks(&async_context, hooks);
    assert_eq!(
        async_context.install(&mut context).is_ok(),
        !EXACT_GENERATORS
    );
    context.run_jobs().expect("nothing throws");
    assert_eq!(ran.get(), 1);
}

#[test]
fn no_job_of_the_program_is_lost_or_moved_by_the_probe() {
    /// Before each job it passes on what it was told to.
    struct Flushing {
        ours: Rc<ContextJobs<Recording>>,
        waiting: RefCell<VecDeque<Job>>,
    }

    impl JobExecutor for Flushing {
        fn enqueue_job(self: Rc<Self>, job: Job, context: &mut Context) {
            loop {
                let waiting = self.waiting.borrow_mut().pop_front();
                let Some(waiting) = waiting else { break };
                self.ours.clone().enqueue_job(waiting, context);
            }
            self.ours.clone().enqueue_job(job, context);
        }

        fn run_jobs(self: Rc<Self>, context: &mut Context) -> JsResult<()> {
            self.ours.clone().run_jobs(context)
        }
    }

    let async_context = new();
    let recording = Rc::new(Recording::default());
    let executor = Rc::new(Flushing {
        ours: async_context.jobs(recording),
        waiting: RefCell::default(),
    });
    let mut context = with_jobs(&async_context, executor.clone());
    let ran: Rc<RefCell<Vec<u32>>> = Rc::default();
    let job = |number: u32, context: &Context| -> Job {
        let ran = ran.clone();
        let run = move |_: &mut Context| {
            ran.borrow_mut().push(number);
            Ok(JsValue::undefined())
        };
        GenericJob::new(run, context.realm().clone()).into()
    };
    let first = job(1, &context);
    context.enqueue_job(first);
    for number in [2, 3] {
        let job = job(number, &context);
        executor.waiting.borrow_mut().push_back(job);
    }
    async_context.install(&mut context).expect("it is wired");
    let last = job(4, &context);
    context.enqueue_job(last);
    context.run_jobs().expect("the jobs run");
    assert_eq!(*ran.borrow(), [1, 2, 3, 4]);
    assert_propagates(&mut context);
}

#[test]
fn the_jobs_that_a_foreign_executor_has_stay_in_their_order() {
    let async_context = new();
    let recording = Rc::new(Recording::default());
    let mut context = with_jobs(&async_context, recording.clone());
    context
        .eval(Source::from_bytes(
            "globalThis.ran = []; for (let i = 0; i < 3; i++) Promise.resolve(i).then((i) => ran.push(i));",
        ))
        .expect("it evaluates");
    let error = refused(&async_context, &mut context);
    assert!(matches!(error, InstallError::NoJobs), "{error}");
    assert_eq!(
        recording.jobs.borrow().len(),
        4,
        "and one that does nothing"
    );
    context.run_jobs().expect("the jobs run");
    assert_eq!(eval(&mut context, "ran.join()"), "0,1,2");
}

#[test]
fn an_executor_that_runs_no_jobs_has_to_be_decorated_too() {
    let async_context = new();
    let idle = with_jobs(&async_context, Rc::new(IdleJobExecutor));
    let error = refused(&async_context, &mut { idle });
    assert!(matches!(error, InstallError::NoJobs), "{error}");
    let jobs = async_context.jobs(Rc::new(IdleJobExecutor));
    let mut context = with_jobs(&async_context, jobs);
    async_context.install(&mut context).expect("it is wired");
}
