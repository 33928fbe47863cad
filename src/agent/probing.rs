//! Probing the wiring: does a context call the hooks and the executor of an agent, and how often?
//!
//! During a [probe](Agent::probe) the agent's own hooks and executors note each call, and do not propagate.

use boa_engine::Context;

use super::{
    probe::{Decorator, HeldBack, Passes, Point, Usage},
    state::Agent,
};

impl Agent {
    /// Registers hooks that propagate for this agent.
    pub(crate) fn add_hooks(&self) -> Decorator {
        Decorator::new(&self.cell.probe.hooks)
    }

    /// Registers an executor that propagates for this agent.
    pub(crate) fn add_executor(&self) -> Decorator {
        Decorator::new(&self.cell.probe.executors)
    }

    /// Whether the agent [belongs](Self::attach) to a context.
    pub(crate) fn is_attached(&self) -> bool {
        self.cell.probe.is_attached.get()
    }

    /// Notes that the agent belongs to a context from now on.
    pub(crate) fn attach(&self) {
        self.cell.probe.is_attached.set(true);
    }

    /// Calls `probe`, and returns what the agent's decorators have noted meanwhile, and the jobs that its executors have
    /// held back.
    pub(crate) fn probe(
        &self,
        context: &mut Context,
        probe: impl FnOnce(&mut Context),
    ) -> (Passes, Vec<HeldBack>) {
        let state = &self.cell.probe;
        // Those of a probe that panicked.
        state.passes.take();
        let probing = Probing::begin(self);
        probe(context);
        drop(probing);
        (state.passes.take(), state.held_back.take())
    }

    /// Notes that a probe has reached `point` of the decorator at `address`.
    #[cold]
    pub(crate) fn note_pass<T>(&self, point: Point, decorator: &T) {
        let address = std::ptr::from_ref(decorator).addr();
        self.cell.probe.passes.borrow_mut().0.push((point, address));
    }

    /// Holds a job back until the probe is over. `enqueue` enqueues it after all.
    pub(crate) fn hold_back(&self, enqueue: impl FnOnce(&mut Context) + 'static) {
        self.cell
            .probe
            .held_back
            .borrow_mut()
            .push(Box::new(enqueue));
    }
}

/// The extent of a probe.
struct Probing<'agent>(&'agent Agent);

impl<'agent> Probing<'agent> {
    fn begin(agent: &'agent Agent) -> Self {
        let before = agent.cell.usage.replace(Usage::Probed);
        agent.cell.probe.usage_afterwards.set(before);
        Self(agent)
    }
}

impl Drop for Probing<'_> {
    fn drop(&mut self) {
        let cell = &self.0.cell;
        cell.usage.set(cell.probe.usage_afterwards.get());
    }
}
