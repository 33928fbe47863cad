//! Variables for Rust values.

use std::{fmt, sync::Arc};

use super::{
    context::HostContext,
    scope::{HostScope, read},
};
use crate::{
    agent::Agent,
    mapping::{HostKey, HostValue, Mapping, next_variable_id},
};

/// A variable for Rust values, scoped like `AsyncContext.Variable`.
///
/// Clones are the same variable. Values are shared behind an `Arc`, so `T` need not be `Clone`. They hold
/// nothing of the JS heap.
///
/// A value lives as long as a mapping with it is current or captured, and is dropped with the last of these: when the
/// last job, timer or reaction of a request has run, without a garbage collection. Only a capture in an object that
/// is garbage itself, such as a snapshot or a promise that never settles, waits for a collection. The value is then
/// dropped at the end of the job or by the next `run`, never inside the collection. So `Drop` may run any code, but
/// must not expect a particular current mapping. `docs/host-variables.md` has the moments one by one.
///
/// Where a value must end at a moment that the host names, use a [`scope`](Self::scope).
///
/// It is `Send` and `Sync`. For JS values there is [`JsHostVariable`](crate::JsHostVariable).
pub struct HostVariable<T> {
    key: HostKey,
    default: Option<Arc<T>>,
}

impl<T: Send + Sync + 'static> HostVariable<T> {
    /// Makes a variable that has no value where none is set.
    #[must_use]
    pub fn new() -> Self {
        Self {
            key: next_variable_id(),
            default: None,
        }
    }

    /// Makes a variable that has the value `default` where none is set.
    #[must_use]
    pub fn with_default(default: T) -> Self {
        Self {
            key: next_variable_id(),
            default: Some(Arc::new(default)),
        }
    }

    /// Calls `f` with this variable set to `value`, and restores the outer mapping, also if `f`
    /// panics. O(log n) in the number of host variables set.
    ///
    /// Everything that `f` starts — jobs, timers, native futures — carries the value along.
    pub fn run<R>(&self, agent: &Agent, value: T, f: impl FnOnce() -> R) -> R {
        let _scope = agent.enter_host_binding(self.key, Arc::new(value));
        f()
    }

    /// Makes a value that ends when the host says so, or when the scope is dropped. Nothing is set yet;
    /// [`HostScope::run`] sets it.
    pub fn scope(&self, value: T) -> HostScope<T> {
        HostScope::new(self.key, value)
    }

    /// The value in the agent's current mapping, else the default, else `None`. O(log n). Reading a value in a
    /// [scope](Self::scope) takes an uncontended lock more.
    #[must_use]
    pub fn get(&self, agent: &Agent) -> Option<Arc<T>> {
        self.resolve(agent.host_value(self.key))
    }

    /// The value in a host context that was taken earlier; callable from any thread.
    #[must_use]
    pub fn get_in(&self, host: &HostContext) -> Option<Arc<T>> {
        self.resolve(host.bindings.get(self.key).cloned())
    }

    /// The value in `mapping`, else the default, else `None`; on the thread of the mapping. O(log n).
    #[must_use]
    pub fn get_in_mapping(&self, mapping: &Mapping) -> Option<Arc<T>> {
        self.resolve(mapping.host_value(self.key))
    }

    fn resolve(&self, value: Option<HostValue>) -> Option<Arc<T>> {
        value.and_then(read).or_else(|| self.default.clone())
    }
}

impl<T: Send + Sync + 'static> Default for HostVariable<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Clone for HostVariable<T> {
    fn clone(&self) -> Self {
        Self {
            key: self.key,
            default: self.default.clone(),
        }
    }
}

impl<T> fmt::Debug for HostVariable<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HostVariable")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}
