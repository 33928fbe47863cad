//! Verifying that a context was built with the hooks and the executor of the agent that is installed in it.
//!
//! Without them everything seems to work, and contexts are lost in silence. A probe through the context tells: the
//! agent's own hooks and executors note what reaches them ([`Agent::probe`]), through whatever decorators of the host.

use std::{error::Error, fmt, rc::Rc, time::Duration};

use boa_engine::{
    Context, JsError, JsValue, NativeFunction,
    context::HostHooks,
    job::{
        CancellationToken, GenericJob, IntervalJob, Job, NativeAsyncJob, PromiseJob, TimeoutJob,
    },
    object::FunctionObjectBuilder,
};

use crate::agent::{Agent, Passes, Point};

/// Why AsyncContext was not installed; see [`AsyncContext::install`](crate::AsyncContext::install).
///
/// Each message says what is missing and which line adds it. Converts into a [`JsError`], so `?` works in a function
/// that returns a [`JsResult`](boa_engine::JsResult). Not `Send`: it may hold a JS value.
#[derive(Debug)]
#[non_exhaustive]
pub enum InstallError {
    /// The context has other hooks than those of this `AsyncContext`.
    NoHooks,
    /// The hooks of the context decorate those of this `AsyncContext`, and do not call this method of them.
    HookNotDelegated(&'static str),
    /// The hooks of this `AsyncContext` decorate hooks that are its own already.
    HooksTwice,
    /// The context has another job executor than one of this `AsyncContext`.
    NoJobs,
    /// The executor of the context decorates that of this `AsyncContext`, and keeps jobs of this kind to itself.
    JobsNotDelegated(&'static str),
    /// An executor of this `AsyncContext` decorates one that is its own already, such as an `EventLoop`.
    JobsTwice,
    /// Another `AsyncContext` is installed in the context.
    OtherAgent,
    /// This `AsyncContext` is installed in another context.
    OtherContext,
    /// This `AsyncContext` is installed in the realm already.
    InstalledAlready,
    /// The global object or the intrinsics of the realm refused a definition.
    Refused(JsError),
}

impl fmt::Display for InstallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoHooks => f.write_str(
                "the context does not call the hooks of this AsyncContext, so promises would lose their contexts; \
                 build it with `.host_hooks(async_context.hooks(your_hooks))`, or with \
                 `.host_hooks(async_context.default_hooks())` if the host has no hooks of its own",
            ),
            Self::HookNotDelegated(hook) => write!(
                f,
                "the hooks of the context do not call `{hook}` of the hooks of this AsyncContext, so contexts would be \
                 lost; let your `HostHooks` delegate that method too, or pass yours as the inner ones: \
                 `.host_hooks(async_context.hooks(your_hooks))`",
            ),
            Self::HooksTwice => f.write_str(
                "the context calls hooks of this AsyncContext twice for each callback; \
                 call `async_context.hooks(your_hooks)` once, with hooks that are not decorated yet",
            ),
            Self::NoJobs => f.write_str(
                "the context does not enqueue its jobs with an executor of this AsyncContext, so jobs would run in the \
                 wrong context; build it with `.job_executor(async_context.jobs(your_executor))`, or with \
                 `.job_executor(EventLoop::new(&async_context))`",
            ),
            Self::JobsNotDelegated(kind) => write!(
                f,
                "the executor of the context keeps {kind} jobs to itself, so they would run in the wrong context; let \
                 its `enqueue_job` pass them on at once, or decorate it: \
                 `.job_executor(async_context.jobs(your_executor))`",
            ),
            Self::JobsTwice => f.write_str(
                "each job of the context passes two executors of this AsyncContext; \
                 call `async_context.jobs(your_executor)` once, and not for an `EventLoop`, which propagates by itself: \
                 `.job_executor(EventLoop::new(&async_context))`",
            ),
            Self::OtherAgent => f.write_str(
                "the context has another AsyncContext already; a context has one, so use that one for all its realms: \
                 `async_context.install_in(&realm, context)`",
            ),
            Self::OtherContext => f.write_str(
                "this AsyncContext belongs to another context already; make one for each context: \
                 `AsyncContext::new(Storage::Weak)`",
            ),
            Self::InstalledAlready => f.write_str(
                "this AsyncContext is installed in the realm already; install it once in each realm, in a realm that is \
                 not current with `async_context.install_in(&realm, context)`",
            ),
            Self::Refused(error) => write!(f, "the realm refuses AsyncContext: {error}"),
        }
    }
}

impl Error for InstallError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Refused(error) => Some(error),
            _ => None,
        }
    }
}

impl From<JsError> for InstallError {
    fn from(error: JsError) -> Self {
        Self::Refused(error)
    }
}

impl From<InstallError> for JsError {
    /// An `Error` with the same message; for [`InstallError::Refused`] the exception itself.
    fn from(error: InstallError) -> Self {
        match error {
            InstallError::Refused(error) => error,
            error => Self::from_rust(error),
        }
    }
}

/// Checks that the hooks and the executor of `context` propagate for `agent`, once each.
///
/// If they do, nothing of the probe is left. A foreign executor is left with a promise job that does nothing.
///
/// # Errors
///
/// What is missing, or there twice.
pub(crate) fn verify(agent: &Agent, context: &mut Context) -> Result<(), InstallError> {
    verify_hooks(agent, context)?;
    verify_jobs(agent, context)
}

fn verify_hooks(agent: &Agent, context: &mut Context) -> Result<(), InstallError> {
    let hooks = context.host_hooks();
    let nothing = NativeFunction::from_fn_ptr(|_, _, _| Ok(JsValue::undefined()));
    let callback = FunctionObjectBuilder::new(context.realm(), nothing).build();
    let mut points = vec![
        (Point::MakeJobCallback, "make_job_callback"),
        (Point::CallJobCallback, "call_job_callback"),
    ];
    let (passes, held_back) = agent.probe(context, |context| {
        let job_callback = hooks.make_job_callback(callback, context);
        // What a decorator of the host makes of it is not of interest.
        let _ = hooks.call_job_callback(&job_callback, &JsValue::undefined(), &[], context);
        points.extend(probe_engine_hooks(&*hooks, context));
    });
    // Jobs of decorators of the host: this probe enqueues none.
    for enqueue in held_back {
        enqueue(context);
    }
    if points.iter().all(|(point, _)| passes.count(*point) == 0) {
        return Err(InstallError::NoHooks);
    }
    for (point, hook) in points {
        if passes.count(point) == 0 {
            return Err(InstallError::HookNotDelegated(hook));
        }
        if passes.is_decorated_twice(point) {
            return Err(InstallError::HooksTwice);
        }
    }
    Ok(())
}

/// Calls the hooks that our changes add to the engine, and returns those that must have reached ours.
#[cfg(exact_generators)]
fn probe_engine_hooks(hooks: &dyn HostHooks, context: &mut Context) -> Vec<(Point, &'static str)> {
    drop(hooks.make_generator_data(context));
    drop(hooks.make_reaction_data(context));
    let mut points = vec![
        (Point::MakeGeneratorData, "make_generator_data"),
        (Point::MakeReactionData, "make_reaction_data"),
    ];
    points.extend(probe_hooks_for_await(hooks, context));
    points
}

/// None if the hooks keep no data for an `await`: the engine asks for job callbacks then.
#[cfg(exact_awaits)]
fn probe_hooks_for_await(
    hooks: &dyn HostHooks,
    context: &mut Context,
) -> Vec<(Point, &'static str)> {
    let Some(data) = hooks.make_await_data(context) else {
        return Vec::new();
    };
    // The body that is resumed does nothing.
    let _ = hooks.resume_await(&*data, &mut |_| Ok(()), context);
    vec![
        (Point::MakeAwaitData, "make_await_data"),
        (Point::ResumeAwait, "resume_await"),
    ]
}

#[cfg(all(exact_generators, not(exact_awaits)))]
fn probe_hooks_for_await(_: &dyn HostHooks, _: &mut Context) -> Vec<(Point, &'static str)> {
    Vec::new()
}

#[cfg(not(exact_generators))]
fn probe_engine_hooks(_: &dyn HostHooks, _: &mut Context) -> Vec<(Point, &'static str)> {
    Vec::new()
}

fn verify_jobs(agent: &Agent, context: &mut Context) -> Result<(), InstallError> {
    let found = probe_with(Kind::Promise, agent, context);
    if !found.is_passed {
        return Err(InstallError::NoJobs);
    }
    if found.passes.is_decorated_twice(Point::EnqueueJob) {
        return Err(InstallError::JobsTwice);
    }
    for kind in Kind::OTHERS {
        let found = probe_with(kind, agent, context);
        // An executor that drops jobs of a kind at once does not run them in the wrong mapping.
        if !found.is_passed && found.is_kept {
            return Err(InstallError::JobsNotDelegated(kind.name()));
        }
    }
    Ok(())
}

/// What became of a job.
struct Found {
    passes: Passes,
    /// Whether an executor of the agent got it.
    is_passed: bool,
    /// Whether somebody else has it.
    is_kept: bool,
}

/// Enqueues a job of a kind that does nothing.
///
/// An executor of the agent holds back what it gets. If it was one job, it is taken for this one, and dropped. If an
/// executor of the host passed other jobs on at this moment, all of them are enqueued, in their order: they cannot be
/// told from this one.
fn probe_with(kind: Kind, agent: &Agent, context: &mut Context) -> Found {
    let token = Rc::new(());
    let (job, cancel) = kind.job(token.clone(), context);
    let (passes, held_back) = agent.probe(context, |context| context.enqueue_job(job));
    let count = passes.count(Point::EnqueueJob);
    let is_dropped = count == 1 && !held_back.is_empty();
    if is_dropped {
        drop(held_back);
    } else {
        for enqueue in held_back {
            enqueue(context);
        }
    }
    let is_kept = Rc::strong_count(&token) > 1;
    if let Some(cancel) = cancel {
        cancel.cancel(context);
    }
    Found {
        // If it was dropped and still exists, the executor of the host has passed another job on instead.
        is_passed: count > 0 && !(is_dropped && is_kept),
        is_kept,
        passes,
    }
}

/// A kind of job.
#[derive(Clone, Copy)]
enum Kind {
    Promise,
    Generic,
    Timeout,
    Interval,
    Async,
    FinalizationRegistry,
}

impl Kind {
    const OTHERS: [Self; 5] = [
        Self::Generic,
        Self::Timeout,
        Self::Interval,
        Self::Async,
        Self::FinalizationRegistry,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Promise => "promise",
            Self::Generic => "generic",
            Self::Timeout => "timeout",
            Self::Interval => "interval",
            Self::Async => "async",
            Self::FinalizationRegistry => "finalization registry",
        }
    }

    /// A job that does nothing and holds `token`, and what cancels it.
    fn job(self, token: Rc<()>, context: &Context) -> (Job, Cancel) {
        let realm = context.realm().clone();
        let nothing = move || {
            let _held = &token;
            Ok(JsValue::undefined())
        };
        let job = match self {
            Self::Promise => PromiseJob::with_realm(move |_| nothing(), realm).into(),
            Self::Generic => GenericJob::new(move |_| nothing(), realm).into(),
            Self::Timeout => {
                let job = TimeoutJob::with_realm(move |_| nothing(), realm, Duration::ZERO);
                let token = job.cancellation_token().clone();
                return (job.into(), Some(token));
            }
            Self::Interval => {
                let job = IntervalJob::with_realm(move |_| nothing(), realm, Duration::ZERO);
                let token = job.cancellation_token().clone();
                return (job.into(), Some(token));
            }
            Self::Async => NativeAsyncJob::with_realm(async move |_| nothing(), realm).into(),
            Self::FinalizationRegistry => Job::FinalizationRegistryCleanupJob(
                NativeAsyncJob::with_realm(async move |_| nothing(), realm),
            ),
        };
        (job, None)
    }
}

/// Cancels a timer.
type Cancel = Option<CancellationToken>;
