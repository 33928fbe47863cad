//! The job executor of the game: microtasks, and what waits for a frame or a time.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, VecDeque},
    future::Future,
    pin::pin,
    rc::Rc,
    task::{self, Poll, Waker},
    time::{Duration, Instant},
};

use boa_async_context::{Agent, Capture, CaptureKind, ContextJobs};
use boa_engine::{
    Context, JsError, JsNativeError, JsObject, JsResult, JsValue,
    job::{GenericJob, Job, JobExecutor, NativeAsyncJob, TimeoutJob},
    object::builtins::JsFunction,
};

use crate::{
    clock::GameClock,
    entity::{ENTITY, EntityId},
    queue::FairQueue,
};

/// How many microtasks run between two looks at the real clock.
const LOOK: usize = 32;

/// How much scripts may do in a frame, besides the callbacks that are due.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// The number of microtasks.
    pub microtasks: usize,
    /// The real time, if it is limited. It is looked at between microtasks; one that runs is not interrupted.
    pub time: Option<Duration>,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            microtasks: 10_000,
            time: None,
        }
    }
}

/// A script's error that nothing has caught.
#[derive(Debug, Clone)]
pub struct ScriptError {
    /// Whose script it was: the entity in whose context the error was made.
    pub entity: Option<EntityId>,
    /// The error, and where.
    pub text: String,
}

/// A callback that waits for a frame or a time.
struct Waiting {
    owner: Option<EntityId>,
    /// The mapping of the call. `None` in a game without AsyncContext.
    capture: Option<Capture>,
    callback: JsFunction,
}

/// Another job of the engine.
enum Other {
    Generic(GenericJob),
    Async(NativeAsyncJob),
}

/// The executor. It belongs to the thread of its game.
#[derive(Default)]
pub(crate) struct Scheduler {
    pub(crate) clock: Rc<GameClock>,
    microtasks: RefCell<FairQueue>,
    frames: RefCell<BTreeMap<u32, Waiting>>,
    timers: RefCell<BTreeMap<(Duration, u32), Waiting>>,
    timeouts: RefCell<BTreeMap<(Duration, u32), TimeoutJob>>,
    others: RefCell<VecDeque<Other>>,
    /// The number of the next callback or timer.
    next: Cell<u32>,
    /// Whose callback or microtask runs. In a game without AsyncContext nothing else tells whose code runs.
    running: Cell<Option<EntityId>>,
    /// Rejections of this frame that nothing has handled so far.
    rejections: RefCell<Vec<(JsObject, ScriptError)>>,
    errors: RefCell<Vec<ScriptError>>,
}

impl Scheduler {
    /// The scheduler of the game that the context belongs to.
    pub(crate) fn of(context: &Context) -> Option<Rc<Self>> {
        let decorated = context.downcast_job_executor::<ContextJobs<Self>>();
        decorated
            .map(|jobs| jobs.inner().clone())
            .or_else(|| context.downcast_job_executor::<Self>())
    }

    /// Whose code runs.
    ///
    /// AsyncContext knows it wherever the code has come from. The scheduler alone takes what a microtask enqueues for its own,
    /// although it may be the continuation of somebody else who waited for it.
    pub(crate) fn owner(&self, context: &Context) -> Option<EntityId> {
        match Agent::borrowed_from(context) {
            Some(agent) => ENTITY.get(agent).map(|entity| entity.id),
            None => self.running.get(),
        }
    }

    /// Calls something of an entity, and notes what it throws.
    fn run(&self, owner: Option<EntityId>, call: impl FnOnce() -> JsResult<JsValue>) {
        let result = self.run_for(owner, call);
        if let Err(error) = result {
            self.fail(owner, &error);
        }
    }

    /// Calls something of an entity.
    pub(crate) fn run_for<R>(&self, owner: Option<EntityId>, call: impl FnOnce() -> R) -> R {
        let outer = self.running.replace(owner);
        let result = call();
        self.running.set(outer);
        result
    }

    /// Calls `callback` in the next frame, in the mapping that is current now. Returns its number.
    pub(crate) fn on_frame(&self, callback: JsFunction, context: &Context) -> u32 {
        let number = self.number();
        let waiting = Waiting::new(callback, CaptureKind::Frame, self, context);
        self.frames.borrow_mut().insert(number, waiting);
        number
    }

    /// Takes back a callback of [`on_frame`](Self::on_frame).
    pub(crate) fn cancel_frame(&self, number: u32) {
        let cancelled = self.frames.borrow_mut().remove(&number);
        // Dropped when nothing is borrowed.
        drop(cancelled);
    }

    /// Calls `callback` when the game has gone on for `time`, in the mapping that is current now.
    pub(crate) fn after(&self, time: Duration, callback: JsFunction, context: &Context) {
        let due = self.clock.time().saturating_add(time);
        let waiting = Waiting::new(callback, CaptureKind::Timer, self, context);
        self.timers
            .borrow_mut()
            .insert((due, self.number()), waiting);
    }

    /// Forgets everything that an entity waits for.
    pub(crate) fn forget(&self, owner: EntityId) {
        // Taken first and dropped last, when nothing is borrowed.
        let frames = take_of(&mut self.frames.borrow_mut(), owner);
        let timers = take_of(&mut self.timers.borrow_mut(), owner);
        let microtasks = self.microtasks.borrow_mut().take(owner);
        drop((frames, timers, microtasks));
    }

    /// Calls what is due at the present time, and then what waits for a frame. What they register waits for the next one.
    /// Returns how many callbacks there were.
    pub(crate) fn call_due(&self, context: &mut Context) -> usize {
        let now = self.clock.time();
        let mut count = 0;
        let later = self.timers.borrow_mut().split_off(&(now, u32::MAX));
        let due = self.timers.replace(later);
        let frames = self.frames.take();
        for waiting in due.into_values().chain(frames.into_values()) {
            count += 1;
            waiting.call(self, context);
        }
        while let Some(timeout) = self.due_timeout(now) {
            count += 1;
            self.run(None, || timeout.call(context));
        }
        loop {
            // Bound first: a job may enqueue another.
            let other = self.others.borrow_mut().pop_front();
            match other {
                Some(Other::Generic(job)) => self.run(None, || job.call(context)),
                Some(Other::Async(job)) => self.run(None, || poll_once(job, context)),
                None => return count,
            }
            count += 1;
        }
    }

    fn due_timeout(&self, now: Duration) -> Option<TimeoutJob> {
        let mut timeouts = self.timeouts.borrow_mut();
        let first = timeouts.first_entry()?;
        (first.key().0 <= now).then(|| first.remove())
    }

    /// Runs microtasks until there are none, or the budget is used up. Returns how many.
    pub(crate) fn run_microtasks(
        &self,
        budget: Budget,
        begun: Instant,
        context: &mut Context,
    ) -> usize {
        for count in 0..budget.microtasks {
            let is_look = count % LOOK == 0;
            if is_look && budget.time.is_some_and(|time| begun.elapsed() >= time) {
                return count;
            }
            let job = self.microtasks.borrow_mut().pop();
            let Some((owner, job)) = job else {
                return count;
            };
            self.run(owner, || job.call(context));
        }
        budget.microtasks
    }

    /// How many microtasks wait.
    pub(crate) fn microtasks_left(&self) -> usize {
        self.microtasks.borrow().len()
    }

    /// Notes an error of an entity's script.
    pub(crate) fn fail(&self, entity: Option<EntityId>, error: &JsError) {
        let text = error.to_string();
        self.errors.borrow_mut().push(ScriptError { entity, text });
    }

    /// Notes a rejection that nothing has handled yet.
    pub(crate) fn rejected(&self, promise: JsObject, error: ScriptError) {
        self.rejections.borrow_mut().push((promise, error));
    }

    /// Takes a rejection back, which was handled in the same frame.
    pub(crate) fn handled(&self, promise: &JsObject) {
        let is_other = |other: &JsObject| !JsObject::equals(other, promise);
        self.rejections
            .borrow_mut()
            .retain(|(other, _)| is_other(other));
    }

    /// The errors since the last call.
    pub(crate) fn take_errors(&self) -> Vec<ScriptError> {
        let mut errors = self.errors.take();
        let rejections = self.rejections.take();
        errors.extend(rejections.into_iter().map(|(_, error)| error));
        errors
    }

    fn number(&self) -> u32 {
        let number = self.next.get();
        self.next.set(number.wrapping_add(1));
        number
    }
}

/// Takes out what belongs to an entity.
fn take_of<K: Ord + Copy>(waiting: &mut BTreeMap<K, Waiting>, owner: EntityId) -> Vec<Waiting> {
    let its_own = waiting
        .iter()
        .filter(|(_, waiting)| waiting.owner == Some(owner));
    let keys: Vec<K> = its_own.map(|(key, _)| *key).collect();
    keys.iter().filter_map(|key| waiting.remove(key)).collect()
}

impl Waiting {
    fn new(
        callback: JsFunction,
        kind: CaptureKind,
        scheduler: &Scheduler,
        context: &Context,
    ) -> Self {
        let agent = Agent::borrowed_from(context);
        Self {
            owner: scheduler.owner(context),
            capture: agent.map(|agent| agent.capture_at(kind, context)),
            callback,
        }
    }

    fn call(self, scheduler: &Scheduler, context: &mut Context) {
        let time = JsValue::from(scheduler.clock.time().as_secs_f64());
        let agent = Agent::of(context);
        let call = || self.callback.call(&JsValue::undefined(), &[time], context);
        scheduler.run(self.owner, || match (agent, self.capture) {
            (Some(agent), Some(capture)) => agent.run_in(capture.into_mapping(), call),
            _ => call(),
        });
    }
}

/// Runs an async job that does not wait, such as an `import()` that the module loader refuses.
fn poll_once(job: NativeAsyncJob, context: &mut Context) -> JsResult<JsValue> {
    let context = RefCell::new(context);
    let mut future = pin!(job.call(&context));
    match future
        .as_mut()
        .poll(&mut task::Context::from_waker(Waker::noop()))
    {
        Poll::Ready(result) => result,
        Poll::Pending => Err(JsNativeError::error()
            .with_message(
                "this game has nothing that its scripts could wait for but frames and times",
            )
            .into()),
    }
}

impl JobExecutor for Scheduler {
    /// Called in the mapping of the code that makes the job, so the context says whose line a microtask belongs to.
    fn enqueue_job(self: Rc<Self>, job: Job, context: &mut Context) {
        match job {
            Job::PromiseJob(job) => {
                let owner = self.owner(context);
                self.microtasks.borrow_mut().push(owner, job);
            }
            Job::TimeoutJob(job) => {
                let due = self.clock.time() + Duration::from(job.timeout());
                self.timeouts.borrow_mut().insert((due, self.number()), job);
            }
            Job::GenericJob(job) => self.others.borrow_mut().push_back(Other::Generic(job)),
            Job::AsyncJob(job) => self.others.borrow_mut().push_back(Other::Async(job)),
            // Nothing in a game may depend on when garbage is collected.
            Job::FinalizationRegistryCleanupJob(_) => {}
            other => {
                let message = format!("the game does not know the job {other:?}");
                self.fail(None, &JsNativeError::error().with_message(message).into());
            }
        }
    }

    /// Runs all microtasks, for native code that waits for a promise. Frames do not come by it.
    fn run_jobs(self: Rc<Self>, context: &mut Context) -> JsResult<()> {
        let budget = Budget {
            microtasks: usize::MAX,
            time: None,
        };
        self.run_microtasks(budget, Instant::now(), context);
        Ok(())
    }
}
