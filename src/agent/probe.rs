//! What a probe of the wiring notes; [`Agent::probe`](super::Agent::probe) makes one.
//!
//! Whether there is a probe is asked together with "was any variable ever set?", in one byte, so the hooks and
//! executors pay nothing for it while none was set.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use boa_engine::Context;

/// Whether an agent is in use, or is being probed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Usage {
    /// No variable was ever set.
    Never,
    /// A variable was set at some time.
    Ever,
    /// A probe is going on.
    Probed,
}

/// A place that a probe has to pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Point {
    /// `HostHooks::make_job_callback`.
    MakeJobCallback,
    /// `HostHooks::call_job_callback`.
    CallJobCallback,
    /// `HostHooks::make_generator_data`.
    #[cfg(exact_generators)]
    MakeGeneratorData,
    /// `HostHooks::make_reaction_data`.
    #[cfg(exact_generators)]
    MakeReactionData,
    /// `HostHooks::make_await_data`.
    #[cfg(exact_awaits)]
    MakeAwaitData,
    /// `HostHooks::resume_await`.
    #[cfg(exact_awaits)]
    ResumeAwait,
    /// `JobExecutor::enqueue_job`.
    EnqueueJob,
}

/// Enqueues a job that was held back during a probe.
pub(crate) type HeldBack = Box<dyn FnOnce(&mut Context)>;

/// What is known of the agent's decorators, and of the probe that is going on. It holds no GC pointer, except those
/// in jobs that are held back, which stay roots.
pub(super) struct ProbeState {
    /// The usage when the probe is over.
    pub(super) usage_afterwards: Cell<Usage>,
    pub(super) passes: RefCell<Passes>,
    pub(super) held_back: RefCell<Vec<HeldBack>>,
    pub(super) hooks: Rc<Cell<usize>>,
    pub(super) executors: Rc<Cell<usize>>,
    /// Whether the agent belongs to a context.
    pub(super) is_attached: Cell<bool>,
}

impl Default for ProbeState {
    fn default() -> Self {
        Self {
            usage_afterwards: Cell::new(Usage::Never),
            passes: RefCell::default(),
            held_back: RefCell::default(),
            hooks: Rc::default(),
            executors: Rc::default(),
            is_attached: Cell::new(false),
        }
    }
}

/// The calls that a probe has seen: where, and the address of the decorator that was called.
#[derive(Debug, Default)]
pub(crate) struct Passes(pub(super) Vec<(Point, usize)>);

impl Passes {
    /// How many calls there were at `point`.
    pub(crate) fn count(&self, point: Point) -> usize {
        self.0.iter().filter(|pass| pass.0 == point).count()
    }

    /// Whether more than one decorator was called at `point`.
    pub(crate) fn is_decorated_twice(&self, point: Point) -> bool {
        let mut addresses = self.0.iter().filter(|pass| pass.0 == point);
        let first = addresses.next();
        addresses.any(|pass| Some(pass) != first)
    }
}

/// A decorator of an agent: its hooks, an executor, or an event loop. Owned by it, so that the agent knows how many
/// there are.
pub(crate) struct Decorator(Rc<Cell<usize>>);

impl Decorator {
    pub(super) fn new(count: &Rc<Cell<usize>>) -> Self {
        count.set(count.get() + 1);
        Self(count.clone())
    }

    /// Whether the agent has no other decorator of this kind, so that none is further inside.
    pub(crate) fn is_only_one(&self) -> bool {
        self.0.get() == 1
    }
}

impl Drop for Decorator {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}
