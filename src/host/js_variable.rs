//! Variables of the host for JS values.

use std::fmt;

use boa_engine::JsValue;
use boa_gc::{Finalize, Gc, Trace};

use crate::{
    agent::Agent,
    mapping::{Mapping, VariableIdentity},
};

/// A variable of the host for JS values, scoped like `AsyncContext.Variable`.
///
/// No program can reach the variable, and no report lists it. Mappings hold its values as they hold those of the
/// program's variables: in [weak storage](crate::Storage::Weak) a value lives while a mapping with it *and* the
/// variable are reachable. So keep the variable where the collector sees it: in a traced type, in the data of a
/// [`Context`](boa_engine::Context), or on the stack.
///
/// Clones are the same variable. It belongs to the thread that made it, and must not be used during a GC sweep.
/// For Rust values there is [`HostVariable`](crate::HostVariable).
///
/// ```
/// use boa_async_context::{Agent, JsHostVariable, Storage};
/// use boa_engine::JsValue;
///
/// let agent = Agent::new(Storage::Weak);
/// let tenant = JsHostVariable::new();
/// let mapping = tenant.set_in(&agent, &agent.snapshot(), JsValue::from(7));
/// assert_eq!(tenant.get(&agent), None);
/// assert_eq!(agent.run_in(mapping, || tenant.get(&agent)), Some(JsValue::from(7)));
/// ```
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub struct JsHostVariable {
    identity: Gc<VariableIdentity>,
}

impl JsHostVariable {
    /// Makes a variable that has no value. Allocates a GC cell, so it may run a collection.
    #[must_use]
    pub fn new() -> Self {
        Self {
            identity: VariableIdentity::hidden(),
        }
    }

    /// Calls `f` with this variable set to `value`, and restores the outer mapping, even if `f` panics. O(log n)
    /// in the number of variables that are set; allocates nothing until something captures the mapping.
    ///
    /// Everything that `f` starts (jobs, timers, native futures) carries the value along.
    pub fn run<R>(&self, agent: &Agent, value: JsValue, f: impl FnOnce() -> R) -> R {
        let _scope = agent.enter_binding(self.identity.clone(), value);
        f()
    }

    /// The value in the agent's current mapping, or `None`. O(log n), allocates nothing.
    #[must_use]
    pub fn get(&self, agent: &Agent) -> Option<JsValue> {
        agent.value(self.identity.id())
    }

    /// The value in `mapping`, or `None`. O(log n), allocates nothing.
    #[must_use]
    pub fn get_in(&self, mapping: &Mapping) -> Option<JsValue> {
        mapping.get(self.identity.id())
    }

    /// `mapping` with this variable set to `value`, for an agent's own storage. O(log n); may run a collection.
    #[must_use]
    pub fn set_in(&self, agent: &Agent, mapping: &Mapping, value: JsValue) -> Mapping {
        mapping.with(&self.identity, value, agent.storage())
    }
}

impl Default for JsHostVariable {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for JsHostVariable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsHostVariable")
            .field("id", &self.identity.id())
            .finish()
    }
}
