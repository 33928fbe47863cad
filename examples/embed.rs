//! An existing Boa host, and the few lines that add AsyncContext to it.
//!
//!     cargo run --example embed
//!
//! The host has hooks of its own (no `eval`), a job executor of its own and a native function. The
//! lines that AsyncContext needs are marked.
#![forbid(unsafe_code)]

use std::{
    cell::RefCell,
    collections::{BTreeMap, VecDeque},
    io::{self, Write as _},
    rc::Rc,
    sync::LazyLock,
};

use boa_async_context::{Agent, AsyncContext, HostVariable, Storage};
use boa_engine::{
    Context, JsArgs, JsNativeError, JsResult, JsString, JsValue, NativeFunction, Source,
    context::HostHooks,
    context::time::JsInstant,
    job::{GenericJob, Job, JobExecutor, PromiseJob, TimeoutJob},
    js_string,
    realm::Realm,
};

/// The host's policy: programs may not compile strings.
struct NoEval;

impl HostHooks for NoEval {
    fn ensure_can_compile_strings(
        &self,
        _: Realm,
        _: &[JsString],
        _: &JsString,
        _: bool,
        _: &mut Context,
    ) -> JsResult<()> {
        Err(JsNativeError::typ().with_message("eval is disabled").into())
    }
}

/// The host's executor: microtasks first, then timers as if time passed at once.
#[derive(Default)]
struct Simulation {
    microtasks: RefCell<VecDeque<PromiseJob>>,
    jobs: RefCell<VecDeque<GenericJob>>,
    timers: RefCell<BTreeMap<(JsInstant, usize), TimeoutJob>>,
}

impl JobExecutor for Simulation {
    fn enqueue_job(self: Rc<Self>, job: Job, context: &mut Context) {
        match job {
            Job::PromiseJob(job) => self.microtasks.borrow_mut().push_back(job),
            Job::GenericJob(job) => self.jobs.borrow_mut().push_back(job),
            Job::TimeoutJob(job) => {
                let mut timers = self.timers.borrow_mut();
                let due = context.clock().now() + job.timeout();
                let number = timers.len();
                timers.insert((due, number), job);
            }
            other => {
                let _ = writeln!(io::stdout(), "host: {other:?} is not supported");
            }
        }
    }

    fn run_jobs(self: Rc<Self>, context: &mut Context) -> JsResult<()> {
        loop {
            // Each is bound first: a job may enqueue another.
            let microtask = self.microtasks.borrow_mut().pop_front();
            if let Some(job) = microtask {
                job.call(context)?;
                continue;
            }
            let job = self.jobs.borrow_mut().pop_front();
            if let Some(job) = job {
                job.call(context)?;
                continue;
            }
            let timer = self.timers.borrow_mut().pop_first();
            match timer {
                Some((_, job)) if !job.cancelled() => job.call(context)?,
                Some(_) => continue,
                None => return Ok(()),
            };
        }
    }
}

const PROGRAM: &str = r#"
    const user = new AsyncContext.Variable({ name: "user", defaultValue: "nobody" });

    async function handle(name, ms) {
        await user.run(name, async () => {
            await new Promise((resolve) => setTimeout(resolve, ms));
            audit(`hello from ${user.get()}`);
        });
        audit(`and back: ${user.get()}`);
    }

    try { eval("1"); } catch (error) { audit(error.message); }
"#;

/// The request that the running code works for.
static REQUEST: LazyLock<HostVariable<u32>> = LazyLock::new(|| HostVariable::with_default(0)); // 5

fn main() -> JsResult<()> {
    let async_context = AsyncContext::new(Storage::Weak); // 1
    let mut context = Context::builder()
        .host_hooks(async_context.hooks(Rc::new(NoEval))) // 2: was `Rc::new(NoEval)`
        .job_executor(async_context.jobs(Rc::new(Simulation::default()))) // 3: likewise
        .build()?;
    async_context.install(&mut context)?; // 4
    boa_wintertc::timers::register(&mut context)?;

    // A Rust value travels in the same mapping: the native function knows the request, though
    // nothing between here and there passes it along.
    let audit = NativeFunction::from_fn_ptr(|_, args, context| {
        let request = Agent::of(context).and_then(|agent| REQUEST.get(&agent)); // 6
        let request = request.unwrap_or_default();
        let text = args.get_or_undefined(0).display().to_string();
        let _ = writeln!(
            io::stdout(),
            "[request {request}] {}",
            text.trim_matches('"')
        );
        Ok(JsValue::undefined())
    });
    context.register_global_callable(js_string!("audit"), 1, audit)?;

    context.eval(Source::from_bytes(PROGRAM))?;
    for (number, call) in [(1, "handle('ann', 20)"), (2, "handle('bob', 10)")] {
        REQUEST.run(async_context.agent(), number, || {
            context.eval(Source::from_bytes(call)) // 7
        })?;
    }
    context.run_jobs()
}
