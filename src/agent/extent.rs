//! The extent of a call: a mapping for a call, and a variable that is set for the rest of one.

use boa_engine::JsValue;
use boa_gc::Gc;

use super::state::{Agent, Scope};
use crate::mapping::{Mapping, VariableIdentity};

impl Agent {
    /// Calls `f` with `mapping` current, and restores the one that was, also if `f` panics.
    ///
    /// This is what a host uses to run a callback in the context that asked for it.
    #[inline]
    pub fn run_in<R>(&self, mapping: Mapping, f: impl FnOnce() -> R) -> R {
        // As long as no variable was ever set every mapping is empty, and a scope would change and restore nothing.
        if self.used() || !mapping.is_empty() {
            let _scope = self.enter(mapping);
            f()
        } else {
            let _scope = self.enter_unused();
            f()
        }
    }

    /// Calls `f` in the current mapping. A variable that `f` [enters](crate::ProgramVariable::enter) has its old value again
    /// afterwards, also if `f` panics.
    ///
    /// For a host that calls several callbacks one after the other, such as the listeners of an event, so that none of them
    /// sees what another one enters. Costs a look at a flag until a variable that may be entered exists, and then a
    /// [snapshot](Self::snapshot) and a scope.
    #[inline]
    pub fn contain<R>(&self, f: impl FnOnce() -> R) -> R {
        if self.may_enter() {
            self.run_in(self.snapshot(), f)
        } else {
            f()
        }
    }

    /// From now on variables may be set for the rest of a scope, so that no scope can be left out because nothing would
    /// be switched in it.
    pub(crate) fn allow_entering(&self) {
        self.cell.may_enter.set(true);
        self.note_use();
    }

    /// Whether a program may set a variable for the rest of a scope: whether there ever was a
    /// [`ProgramVariable`](crate::ProgramVariable) of this agent. Until then [`contain`](Self::contain) is a plain call.
    #[must_use]
    #[inline]
    pub fn may_enter(&self) -> bool {
        self.cell.may_enter.get()
    }

    /// Sets a variable for the rest of the innermost scope, or of the job. Returns `false` and does nothing if no scope
    /// is open: nothing would end it.
    pub(crate) fn enter_for_rest(&self, variable: &Gc<VariableIdentity>, value: JsValue) -> bool {
        if self.cell.depth.get() == 0 {
            return false;
        }
        self.replace(self.snapshot().with(variable, value, self.storage()));
        true
    }

    /// Begins a scope while no variable was ever set, so that every mapping is empty: there is nothing to make current.
    #[inline]
    pub(super) fn enter_unused(&self) -> UnusedScope<'_> {
        self.cell.depth.set(self.cell.depth.get() + 1);
        UnusedScope { agent: self }
    }

    /// Ends a scope in which the first variable was set.
    #[cold]
    fn leave_first_use(&self) {
        drop(Scope {
            agent: self,
            outer: Mapping::empty(),
            // There was no switch to tell of.
            is_outer_told: false,
        });
    }
}

/// The extent of a scope that began while no variable was ever set. If one was set since, it restores the empty mapping.
#[must_use = "dropping the scope at once ends it at once"]
pub(super) struct UnusedScope<'agent> {
    agent: &'agent Agent,
}

impl UnusedScope<'_> {
    pub(super) fn agent(&self) -> &Agent {
        self.agent
    }
}

impl Drop for UnusedScope<'_> {
    #[inline]
    fn drop(&mut self) {
        if self.agent.used() {
            self.agent.leave_first_use();
        } else {
            let depth = &self.agent.cell.depth;
            depth.set(depth.get() - 1);
        }
    }
}
