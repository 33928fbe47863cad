//! The game: a context with scripts, and the loop.

use std::{
    collections::BTreeMap,
    fmt,
    rc::Rc,
    sync::Arc,
    time::{Duration, Instant},
};

use boa_async_context::{AsyncContext, HostScope, Storage};
use boa_engine::{
    Context, JsNativeError, JsResult, JsValue, Source, js_string,
    object::{ObjectInitializer, builtins::JsFunction},
    property::Attribute,
};

use crate::{
    clock::GameClock,
    entity::{ENTITY, Entity, EntityId},
    functions,
    hooks::GameHooks,
    scheduler::{Budget, Scheduler, ScriptError},
};

/// The time of a frame: a sixtieth of a second, rounded up so that 60 frames are not less than one.
pub const STEP: Duration = Duration::from_nanos(16_666_667);

/// The largest number of frames that are made up for at a time. If the machine is too slow, the game is, too.
const MOST_STEPS: u32 = 5;

/// How many rounds a loop of a script may have. A script that exceeds it has failed.
const MOST_ROUNDS: u64 = 1_000_000;

/// A game. It belongs to the thread that made it.
pub struct Game {
    context: Context,
    async_context: Option<AsyncContext>,
    scheduler: Rc<Scheduler>,
    budget: Budget,
    /// `(handle, work) => ...`, which sets the variable `entity` of the scripts.
    enter: Option<JsFunction>,
    entities: BTreeMap<EntityId, Arc<HostScope<Entity>>>,
    next: u32,
    /// The time that has passed and has not been made into frames.
    left: Duration,
}

/// What happened in a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Frame {
    /// How many callbacks were due.
    pub callbacks: usize,
    /// How many microtasks ran.
    pub microtasks: usize,
    /// How many are left for the next frame, because the budget was used up.
    pub left: usize,
}

impl Game {
    /// Makes a game without entities, and runs `program`, which defines the scripts of the entities: functions of the global
    /// object.
    ///
    /// # Errors
    ///
    /// The exception that `program` throws.
    pub fn new(program: &str, budget: Budget) -> JsResult<Self> {
        let async_context = AsyncContext::new(Storage::Weak);
        let scheduler = Rc::new(Scheduler::default());
        // A host with hooks and an executor of its own adds AsyncContext in four lines: these three, and `install`.
        let mut context = Context::builder()
            .host_hooks(async_context.hooks(Rc::new(GameHooks)))
            .job_executor(async_context.jobs(scheduler.clone()))
            .clock(scheduler.clock.clone())
            .build()?;
        async_context.install(&mut context)?;
        let enter = context.eval(Source::from_bytes(
            "globalThis.entity = new AsyncContext.Variable({ name: 'entity' });
             (handle, work) => entity.run(handle, work, handle)",
        ))?;
        let enter = enter.as_object().and_then(JsFunction::from_object);
        Self::begin(
            context,
            Some(async_context),
            enter,
            scheduler,
            program,
            budget,
        )
    }

    /// The same game without AsyncContext, to compare with: scripts know their entity only by the argument that they are
    /// called with, and the game takes what a callback or a microtask enqueues for its own.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    pub fn without_async_context(program: &str, budget: Budget) -> JsResult<Self> {
        let scheduler = Rc::new(Scheduler::default());
        let context = Context::builder()
            .host_hooks(Rc::new(GameHooks))
            .job_executor(scheduler.clone())
            .clock(scheduler.clock.clone())
            .build()?;
        Self::begin(context, None, None, scheduler, program, budget)
    }

    fn begin(
        mut context: Context,
        async_context: Option<AsyncContext>,
        enter: Option<JsFunction>,
        scheduler: Rc<Scheduler>,
        program: &str,
        budget: Budget,
    ) -> JsResult<Self> {
        context
            .runtime_limits_mut()
            .set_loop_iteration_limit(MOST_ROUNDS);
        functions::define(&mut context)?;
        context.eval(Source::from_bytes(program))?;
        Ok(Self {
            context,
            async_context,
            scheduler,
            budget,
            enter,
            entities: BTreeMap::new(),
            next: 0,
            left: Duration::ZERO,
        })
    }

    /// Makes an entity, and calls the function `script` of the program in its context, with a handle `{ id }`. What the
    /// script throws or rejects later is in [`take_errors`](Self::take_errors).
    ///
    /// # Errors
    ///
    /// If there is no such function, or if it throws. Then there is no entity either.
    pub fn spawn(&mut self, script: &str) -> JsResult<EntityId> {
        let id = EntityId(self.next);
        let context = &mut self.context;
        let work = context.global_object().get(js_string!(script), context)?;
        if !work.is_callable() {
            let message = format!("the program defines no function `{script}`");
            return Err(JsNativeError::reference().with_message(message).into());
        }
        let handle = ObjectInitializer::new(context)
            .property(js_string!("id"), id.0, Attribute::READONLY)
            .build();
        self.next += 1;
        let scope = Arc::new(ENTITY.scope(Entity::new(id)));
        self.entities.insert(id, scope.clone());
        let undefined = JsValue::undefined();
        let begun = match (&self.async_context, &self.enter) {
            (Some(async_context), Some(enter)) => scope.run(async_context.agent(), || {
                enter.call(&undefined, &[handle.into(), work], context)
            }),
            _ => match work.as_callable() {
                Some(work) => self.scheduler.run_for(Some(id), || {
                    work.call(&undefined, &[handle.into()], context)
                }),
                None => Ok(undefined),
            },
        };
        if let Err(error) = begun {
            self.despawn(id);
            return Err(error);
        }
        Ok(id)
    }

    /// Ends an entity: whatever its script waits for never comes, and code that still runs for it has no entity. Returns
    /// whether there was one.
    pub fn despawn(&mut self, id: EntityId) -> bool {
        let Some(scope) = self.entities.remove(&id) else {
            return false;
        };
        drop(scope.end());
        self.scheduler.forget(id);
        true
    }

    /// An entity.
    #[must_use]
    pub fn entity(&self, id: EntityId) -> Option<Arc<Entity>> {
        self.entities.get(&id)?.value()
    }

    /// The entities.
    pub fn entities(&self) -> impl Iterator<Item = Arc<Entity>> {
        self.entities.values().filter_map(|scope| scope.value())
    }

    /// Lets real time pass: makes the frames that are due, and returns what happened in the last one.
    pub fn advance(&mut self, elapsed: Duration) -> Option<Frame> {
        self.left = (self.left + elapsed).min(STEP * MOST_STEPS);
        let mut last = None;
        while self.left >= STEP {
            self.left -= STEP;
            last = Some(self.frame());
        }
        last
    }

    /// Makes one frame: what is due, then microtasks until there are none or the budget is used up. Microtasks that are left
    /// are the first thing of the next frame.
    pub fn frame(&mut self) -> Frame {
        let begun = Instant::now();
        let Self {
            scheduler, context, ..
        } = self;
        scheduler.clock.advance(STEP);
        let callbacks = scheduler.call_due(context);
        let microtasks = scheduler.run_microtasks(self.budget, begun, context);
        // Here a game moves what scripts have set in motion, and draws.
        Frame {
            callbacks,
            microtasks,
            left: scheduler.microtasks_left(),
        }
    }

    /// The errors of scripts that nothing has caught, since the last call.
    #[must_use]
    pub fn take_errors(&mut self) -> Vec<ScriptError> {
        self.scheduler.take_errors()
    }

    /// The time of the game.
    #[must_use]
    pub fn clock(&self) -> &GameClock {
        &self.scheduler.clock
    }

    /// AsyncContext, unless the game was made without.
    #[must_use]
    pub fn async_context(&self) -> Option<&AsyncContext> {
        self.async_context.as_ref()
    }

    /// Runs code of the host, such as a level's own script, for no entity.
    ///
    /// # Errors
    ///
    /// The exception that it throws.
    pub fn eval(&mut self, text: &str) -> JsResult<JsValue> {
        self.context.eval(Source::from_bytes(text))
    }
}

impl fmt::Debug for Game {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Game")
            .field("entities", &self.entities.len())
            .field("time", &self.scheduler.clock.time())
            .finish_non_exhaustive()
    }
}
