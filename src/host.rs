//! Host variables: typed Rust values carried in the same mapping as the JS ones.
//!
//! A host that serves requests sets its request id, its tracing span or its tenant's limits once,
//! around the call into JavaScript, and finds them again in every native function that the program
//! reaches from there — after any number of `await`s, timers and dynamic imports.
//!
//! ```
//! use boa_async_context::{Agent, HostVariable, Storage};
//!
//! let agent = Agent::new(Storage::Weak);
//! let request = HostVariable::<u32>::new();
//! let seen = request.run(&agent, 17, || {
//!     let host = agent.host_context(); // `Send`: take it into a spawned task
//!     std::thread::spawn({
//!         let request = request.clone();
//!         move || request.get_in(&host)
//!     })
//!     .join()
//!     .unwrap()
//! });
//! assert_eq!(seen.as_deref(), Some(&17));
//! assert_eq!(request.get(&agent), None);
//! ```

use std::{fmt, sync::Arc};

use crate::{
    agent::Agent,
    mapping::{HostBindings, HostKey, HostValue, next_variable_id},
};

/// A variable for Rust values, scoped like `AsyncContext.Variable`.
///
/// Clones are the same variable. Values are shared behind an `Arc`, so `T` need not be `Clone`.
/// Unlike JS values they hold nothing of the JS heap, and a mapping holds them strongly: a value
/// lives as long as something that captured it. The last reference may be found dead by a garbage
/// collection; the value is then dropped at the end of a job, or by the next `run`, and never inside
/// the collection, so its `Drop` may do what it likes.
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

    /// The value in the agent's current mapping, else the default, else `None`. O(log n).
    #[must_use]
    pub fn get(&self, agent: &Agent) -> Option<Arc<T>> {
        self.resolve(agent.host_value(self.key))
    }

    /// The value in a host context that was taken earlier; callable from any thread.
    #[must_use]
    pub fn get_in(&self, host: &HostContext) -> Option<Arc<T>> {
        self.resolve(host.bindings.get(self.key).cloned())
    }

    fn resolve(&self, value: Option<HostValue>) -> Option<Arc<T>> {
        value
            // Only this variable has the key, so the value always is a `T`.
            .and_then(|value| value.downcast().ok())
            .or_else(|| self.default.clone())
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

impl Agent {
    /// The host variables of the current mapping, as a value that may leave this thread.
    #[must_use]
    pub fn host_context(&self) -> HostContext {
        self.snapshot().host_bindings().into()
    }
}

/// The host half of a mapping: `Send + Sync`, cheap to clone, independent of the JS heap.
///
/// Made by [`Agent::host_context`], read with [`HostVariable::get_in`].
#[derive(Debug, Clone, Default)]
pub struct HostContext {
    bindings: HostBindings,
}

impl HostContext {
    /// Whether no host variable is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bindings.is_empty()
    }
}

impl From<HostBindings> for HostContext {
    fn from(bindings: HostBindings) -> Self {
        Self { bindings }
    }
}
