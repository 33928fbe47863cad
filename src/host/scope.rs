//! Values that end when the host says so.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    agent::Agent,
    mapping::{HostKey, HostValue},
};

/// What a mapping holds of a value in a [`HostScope`].
struct Slot<T>(Mutex<Option<Arc<T>>>);

impl<T> Slot<T> {
    fn value(&self) -> Option<Arc<T>> {
        self.lock().clone()
    }

    fn take(&self) -> Option<Arc<T>> {
        self.lock().take()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Arc<T>>> {
        // A panic cannot leave an `Option` half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads what a mapping has of a variable with values of type `T`. `None` if the value was in a scope that has ended.
pub(super) fn read<T: Send + Sync + 'static>(bound: HostValue) -> Option<Arc<T>> {
    match bound.downcast::<T>() {
        Ok(value) => Some(value),
        // Only this variable has the key, so it is a slot for a `T`.
        Err(slot) => slot.downcast::<Slot<T>>().ok()?.value(),
    }
}

/// A value of a [`HostVariable`](crate::HostVariable) that ends when the host says so, whatever still holds mappings
/// with it.
///
/// Made by [`HostVariable::scope`](crate::HostVariable::scope). For a span, a permit or a transaction that must not
/// outlive its request, even if the program keeps a snapshot, a listener or a pending promise of it.
///
/// [`end`](Self::end), or dropping the scope, takes the value away at once: from then on the variable has its default
/// value in every mapping that had this one. The value itself is dropped when the last `Arc` that was given out is.
///
/// It is `Send` and `Sync`: any thread may end it.
///
/// ```
/// use boa_async_context::{Agent, HostVariable, Storage};
///
/// let agent = Agent::new(Storage::Weak);
/// let permit = HostVariable::<String>::new();
/// let scope = permit.scope("one".to_owned());
/// let kept = scope.run(&agent, || agent.capture(boa_async_context::CaptureKind::Host));
/// let seen = || agent.run_in(kept.mapping().clone(), || permit.get(&agent));
/// assert_eq!(seen().as_deref().map(String::as_str), Some("one"));
/// let value = scope.end();
/// assert_eq!(value.as_deref().map(String::as_str), Some("one"));
/// assert_eq!(seen(), None);
/// ```
#[must_use = "dropping the scope at once ends its value at once"]
pub struct HostScope<T> {
    key: HostKey,
    slot: Arc<Slot<T>>,
}

impl<T: Send + Sync + 'static> HostScope<T> {
    pub(super) fn new(key: HostKey, value: T) -> Self {
        Self {
            key,
            slot: Arc::new(Slot(Mutex::new(Some(Arc::new(value))))),
        }
    }

    /// Calls `f` with the variable set to the value of this scope, as
    /// [`HostVariable::run`](crate::HostVariable::run) does. It may be called several times.
    ///
    /// After the end of the scope, the variable has its default value in `f`.
    pub fn run<R>(&self, agent: &Agent, f: impl FnOnce() -> R) -> R {
        let _scope = agent.enter_host_binding(self.key, self.slot.clone());
        f()
    }

    /// The value, or `None` if the scope has ended. Callable from any thread.
    #[must_use]
    pub fn value(&self) -> Option<Arc<T>> {
        self.slot.value()
    }

    /// Ends the scope. Returns the value, or `None` if it has ended before.
    ///
    /// Callable from any thread, also while [`run`](Self::run) is running. [`Arc::into_inner`] makes a `T` of the
    /// result if nothing else uses the value just now.
    pub fn end(&self) -> Option<Arc<T>> {
        self.slot.take()
    }
}

impl<T> Drop for HostScope<T> {
    /// Ends the scope.
    fn drop(&mut self) {
        drop(self.slot.take());
    }
}

impl<T> fmt::Debug for HostScope<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HostScope")
            .field("key", &self.key)
            .field("ended", &self.slot.lock().is_none())
            .finish()
    }
}
