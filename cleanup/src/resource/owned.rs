//! One resource: its state, its owner, references to it, and operations on it.

use std::{
    fmt,
    future::Future,
    ops::Deref,
    pin::Pin,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use tracing::Span;

use super::{
    any::{AnyResource, Releasing},
    cause::Cause,
    native::NativeResource,
    operation,
    options::Leaked,
    report::{CloseOutcome, CloseReason},
    shared::Shared,
};
use crate::{
    error::message_of,
    guard::{Freed, Guarded, LeakCounter, OwnedOperation},
    isolate::{Isolated, drop_isolated, isolated},
    label::Label,
    signal::Signal,
};

/// The owner of a resource: dropping it closes the resource.
///
/// Dropping it only submits the release, so it may happen anywhere, also in a GC sweep. If the resource was
/// not closed before, it is reported as forgotten. Everything else is done through its [`ResourceRef`], to
/// which it dereferences.
pub struct Owned<R: NativeResource> {
    resource: ResourceRef<R>,
}

impl<R: NativeResource> Owned<R> {
    /// Makes a resource, which has its place already. During a shutdown it is closed at once.
    pub(super) fn new(value: R, shared: &Arc<Shared>) -> Self {
        let (origin, cause) = operation::origin();
        let label = isolated(|| value.label()).unwrap_or_else(|panic| format!("({panic})"));
        let label = format!("{} {label}", R::NAME);
        let number = shared.created.fetch_add(1, Ordering::Relaxed);
        let leaks = LeakCounter::default();
        let state = Arc::new(State {
            number,
            label: label.trim_end().to_owned().into(),
            created_at: origin,
            cause,
            guarded: Arc::new(Guarded::counted(value, leaks.clone())),
            leaks,
            is_ending: AtomicBool::new(false),
            closing: Signal::default(),
            outcome: OnceLock::new(),
            ended: Signal::default(),
            shared: shared.clone(),
        });
        let resource: Arc<dyn AnyResource> = state.clone();
        shared.live().insert(number, Arc::downgrade(&resource));
        let owned = Self {
            resource: ResourceRef { state },
        };
        if shared.is_shutting_down() {
            // It came while the others were being closed.
            owned.begin_to_end(CloseReason::Shutdown);
        }
        owned
    }

    /// Submits the release, unless it was submitted before.
    fn begin_to_end(&self, reason: CloseReason) {
        let state = &self.resource.state;
        state.shared.begin_to_end(state.clone(), reason);
    }
}

impl<R: NativeResource> Deref for Owned<R> {
    type Target = ResourceRef<R>;

    fn deref(&self) -> &ResourceRef<R> {
        &self.resource
    }
}

/// A reference to a resource that does not own it: dropping it does not close the resource. Clones refer to
/// the same resource.
pub struct ResourceRef<R: NativeResource> {
    state: Arc<State<R>>,
}

impl<R: NativeResource> ResourceRef<R> {
    /// Begins an operation; `None` if the resource is closed or being closed.
    #[must_use]
    pub fn operate(&self) -> Option<ResourceOperation<R>> {
        self.state.operate()
    }

    /// Whether it is closed or being closed.
    #[must_use]
    pub fn is_ending(&self) -> bool {
        self.state.is_ending()
    }

    /// The name of the class and the label of the resource.
    #[must_use]
    pub fn label(&self) -> &Label {
        &self.state.label
    }

    /// Begins to close it, unless that was begun before, and returns a future for the outcome. The resource is
    /// closed even if the future is dropped or never polled. The closing runs in the current span of the caller.
    pub fn close(&self) -> impl Future<Output = CloseOutcome> + Send + use<R> {
        self.state.close()
    }
}

impl<R: NativeResource> Clone for ResourceRef<R> {
    fn clone(&self) -> Self {
        Self {
            state: self.state.clone(),
        }
    }
}

impl<R: NativeResource> fmt::Debug for ResourceRef<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ResourceRef")
            .field(&self.state.label)
            .finish()
    }
}

impl<R: NativeResource> Drop for Owned<R> {
    fn drop(&mut self) {
        self.begin_to_end(CloseReason::Collected);
    }
}

impl<R: NativeResource> fmt::Debug for Owned<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Owned").field(self.label()).finish()
    }
}

/// An operation in flight on a resource, which it dereferences to. Dropping it ends the operation.
#[must_use = "dropping it at once ends the operation at once"]
pub struct ResourceOperation<R: NativeResource> {
    operation: OwnedOperation<R>,
    state: Arc<State<R>>,
}

impl<R: NativeResource> ResourceOperation<R> {
    /// Ready when the resource is being closed; the closing then waits for this operation to end.
    ///
    /// For operations that may wait forever, such as reading from a socket. One that does not end delays the
    /// closing until its deadline, and then the resource is leaked.
    ///
    /// ```no_run
    /// # use async_cleanup::{CleanupError, NativeResource, ResourceOperation};
    /// # struct Socket;
    /// # impl Socket { async fn read(&self) -> Result<String, CleanupError> { std::future::pending().await } }
    /// # impl NativeResource for Socket {
    /// #     const NAME: &'static str = "Socket";
    /// #     async fn close(self) -> Result<(), CleanupError> { Ok(()) }
    /// # }
    /// async fn read(socket: ResourceOperation<Socket>) -> Result<String, CleanupError> {
    ///     tokio::select! {
    ///         text = socket.read() => text,
    ///         () = socket.closing() => Err("closed while reading".into()),
    ///     }
    /// }
    /// ```
    pub fn closing(&self) -> impl Future<Output = ()> + Send + use<R> {
        let state = self.state.clone();
        async move { state.closing.until(|| state.is_ending()).await }
    }
}

impl<R: NativeResource> Deref for ResourceOperation<R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.operation
    }
}

impl<R: NativeResource> fmt::Debug for ResourceOperation<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ResourceOperation")
            .field(&self.state.label)
            .finish()
    }
}

/// A resource's value and everything that is known about it.
struct State<R> {
    /// Its place in the order of creation.
    number: u64,
    /// The name of the class and the label of the resource.
    label: Label,
    /// Where the program opened it; see [`Leaked::created_at`].
    created_at: Arc<str>,
    /// The span that it was made in.
    cause: Cause,
    /// The value.
    guarded: Arc<Guarded<R>>,
    /// Whether the value was leaked: 0 or 1.
    leaks: LeakCounter,
    /// Whether its release was submitted.
    is_ending: AtomicBool,
    /// Notified when the release begins, for the operations in flight.
    closing: Signal,
    /// How it ended, once it has.
    outcome: OnceLock<CloseOutcome>,
    /// Notified when `outcome` is set.
    ended: Signal,
    shared: Arc<Shared>,
}

impl<R: NativeResource> State<R> {
    fn operate(self: &Arc<Self>) -> Option<ResourceOperation<R>> {
        if self.is_ending() {
            return None;
        }
        let operation = self.guarded.try_enter_owned()?;
        Some(ResourceOperation {
            operation,
            state: self.clone(),
        })
    }

    fn is_ending(&self) -> bool {
        self.is_ending.load(Ordering::Acquire)
    }

    fn close(self: &Arc<Self>) -> impl Future<Output = CloseOutcome> + Send + use<R> {
        self.shared.begin_to_end(self.clone(), CloseReason::Closed);
        let state = self.clone();
        async move {
            state.until_ended().await;
            let outcome = state.outcome.get().cloned();
            outcome.unwrap_or(CloseOutcome::Abandoned)
        }
    }

    async fn until_ended(&self) {
        self.ended.until(|| self.outcome.get().is_some()).await;
    }
}

impl<R: NativeResource> AnyResource for State<R> {
    fn label(&self) -> Label {
        self.label.clone()
    }

    fn span_of_release(&self) -> Span {
        self.cause.span_of_release(&self.label)
    }

    fn operations_deadline(&self) -> Duration {
        self.shared.options.operations_deadline
    }

    fn claim(&self) -> bool {
        let is_first = !self.is_ending.swap(true, Ordering::AcqRel);
        if is_first {
            self.shared.places.begin_to_leave();
        }
        is_first
    }

    fn until_ended(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(State::until_ended(self))
    }

    fn release(self: Arc<Self>, reason: CloseReason) -> Releasing {
        Box::pin(async move {
            let options = &self.shared.options;
            // Not where the release was submitted: that may be in a GC sweep.
            self.closing.notify();
            if reason == CloseReason::Collected {
                let leaked = Leaked {
                    label: self.label.clone(),
                    created_at: self.created_at.clone(),
                };
                // A panic was reported by the panic hook; nothing here depends on the leak hook.
                let _ = isolated(|| (options.on_leak)(&leaked));
            }
            let expired = tokio::time::sleep(options.operations_deadline);
            match self.guarded.free(expired).await {
                Freed::Taken(value) => match Isolated::new(0, value.close()).await {
                    (_, Ok(Ok(()))) => CloseOutcome::Closed,
                    (_, Ok(Err(error))) => CloseOutcome::Failed(message_of(error).into()),
                    (_, Err(panic)) => CloseOutcome::Failed(panic.into()),
                },
                Freed::Leaked => CloseOutcome::Leaked,
                // There is one release for each resource.
                Freed::AlreadyFreeing => CloseOutcome::Abandoned,
            }
        })
    }

    fn end(&self, outcome: CloseOutcome) {
        self.shared.live().remove(&self.number);
        if self.outcome.set(outcome.clone()).is_ok() {
            self.shared.count(&outcome);
            self.shared.places.leave();
            self.ended.notify();
        }
    }

    fn give_up(&self) {
        self.closing.notify();
        // If no operation is running, the value is dropped here, and not where the last object that refers to
        // it is swept. Otherwise it is leaked, as it is when the wait for operations was cut off.
        match self.guarded.free_blocking(Some(Instant::now())) {
            Freed::Taken(value) => {
                drop_isolated(value);
                self.end(CloseOutcome::Abandoned);
            }
            Freed::AlreadyFreeing if self.leaks.leaked() == 0 => self.end(CloseOutcome::Abandoned),
            Freed::AlreadyFreeing | Freed::Leaked => self.end(CloseOutcome::Leaked),
        }
    }
}
