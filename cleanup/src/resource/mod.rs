//! Native resources with an asynchronous end: what JavaScript holds a handle to, and what becomes of it.
//!
//! A resource ends in one of three ways, and all go the same path: whoever is first submits its release to
//! the queue, once; the release waits for the operations in flight, takes the value out of its
//! [guard](super::Guarded), and closes it.

use std::{
    collections::BTreeMap,
    error::Error,
    fmt,
    future::Future,
    io,
    ops::Deref,
    pin::Pin,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{runtime::Handle, sync::oneshot};

use crate::{
    guard::{Freed, Guarded, LeakCounter, OwnedOperation},
    inbox::Submitter,
    isolate::{Isolated, describe, drop_isolated, isolated},
    ledger::{CleanupStats, Label, Left},
    queue::{CleanupError, CleanupOptions, CleanupQueue, CleanupTask},
    signal::Signal,
};

/// Something native that JavaScript uses asynchronously and that has to be closed.
///
/// ```
/// use async_cleanup::{CleanupError, NativeResource};
///
/// struct Scratch(std::path::PathBuf);
///
/// impl NativeResource for Scratch {
///     const NAME: &'static str = "Scratch";
///
///     fn label(&self) -> String {
///         self.0.display().to_string()
///     }
///
///     async fn close(self) -> Result<(), CleanupError> {
///         Ok(tokio::fs::remove_file(self.0).await?)
///     }
/// }
/// ```
pub trait NativeResource: Send + Sync + Sized + 'static {
    /// The name of the JS class.
    const NAME: &'static str;

    /// Which one it is, for reports: a path, an address.
    fn label(&self) -> String {
        String::new()
    }

    /// Closes it. Runs on the cleanup runtime, at most once, when no operation is running and none can
    /// start; a panic is an error of this resource alone.
    fn close(self) -> impl Future<Output = Result<(), CleanupError>> + Send;
}

/// Why a resource was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseReason {
    /// JavaScript closed it.
    Closed,
    /// JavaScript forgot it, and it was collected.
    Collected,
    /// The runtime was shut down.
    Shutdown,
}

/// How the end of a resource went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CloseOutcome {
    /// It was closed.
    Closed,
    /// Closing it failed, with this message.
    Failed(Arc<str>),
    /// Operations were still running at the deadline, so it was leaked.
    Leaked,
    /// Nobody closed it, or not to the end: the queue was shut down before, or the release took too long.
    /// The value was dropped.
    Abandoned,
}

/// A resource that JavaScript forgot to close.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaked {
    /// The name of the class and the label of the resource.
    pub label: Label,
    /// Where JavaScript opened it: a line for each frame, the innermost first. Empty if no JavaScript did.
    pub created_at: Arc<str>,
}

impl fmt::Display for Leaked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} was collected without having been closed", self.label)?;
        for line in self.created_at.lines() {
            write!(f, "\n    opened at {line}")?;
        }
        Ok(())
    }
}

type LeakHook = dyn Fn(&Leaked) + Send + Sync;

/// How resources are run.
#[derive(Clone)]
#[non_exhaustive]
pub struct ResourceOptions {
    /// Where operations and closings run; it needs time and IO drivers as the resources do. Default: a
    /// thread with a tokio runtime of its own, started when the first class is defined.
    pub runtime: Option<Handle>,
    /// How long closing waits for operations in flight. Default: 10 s.
    pub operations_deadline: Duration,
    /// How long a release may take, together with that wait. Default: 60 s.
    pub close_deadline: Duration,
    /// How many releases may run at a time. Default: all.
    pub concurrency: Option<std::num::NonZeroUsize>,
    on_leak: Arc<LeakHook>,
}

impl Default for ResourceOptions {
    fn default() -> Self {
        Self {
            runtime: None,
            operations_deadline: Duration::from_secs(10),
            close_deadline: Duration::from_secs(60),
            concurrency: None,
            on_leak: Arc::new(|leaked| tracing::warn!("{leaked}")),
        }
    }
}

impl ResourceOptions {
    /// Sets [`runtime`](Self::runtime).
    #[must_use]
    pub fn runtime(mut self, runtime: Handle) -> Self {
        self.runtime = Some(runtime);
        self
    }

    /// Sets [`operations_deadline`](Self::operations_deadline) and
    /// [`close_deadline`](Self::close_deadline).
    #[must_use]
    pub fn deadlines(mut self, operations: Duration, close: Duration) -> Self {
        self.operations_deadline = operations;
        self.close_deadline = close;
        self
    }

    /// Sets [`concurrency`](Self::concurrency).
    #[must_use]
    pub fn concurrency(mut self, most: std::num::NonZeroUsize) -> Self {
        self.concurrency = Some(most);
        self
    }

    /// Sets who is told of resources that were collected without having been closed; by default
    /// `tracing`.
    ///
    /// It is called on the cleanup runtime, never in a collection. A panic in it is caught.
    #[must_use]
    pub fn on_leak(mut self, hook: impl Fn(&Leaked) + Send + Sync + 'static) -> Self {
        self.on_leak = Arc::new(hook);
        self
    }
}

impl fmt::Debug for ResourceOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResourceOptions")
            .field("operations_deadline", &self.operations_deadline)
            .field("close_deadline", &self.close_deadline)
            .field("concurrency", &self.concurrency)
            .finish_non_exhaustive()
    }
}

/// The resources of a runtime. Clones are the same; they may go to any thread.
///
/// They belong to whoever holds a `Resources`: when the last one is dropped nothing can be opened any more,
/// and what is open is closed when it is collected, if something still serves the queue.
#[derive(Clone)]
pub struct Resources {
    owner: Arc<Owner>,
}

/// What is dropped with the last handle. Resources do not own it: they may be in the queue.
struct Owner {
    queue: CleanupQueue<Release>,
    runtime: Mutex<Option<Handle>>,
    shared: Arc<Shared>,
}

/// Resources that do not keep their queue alive. For functions that the other language's program can reach:
/// if they held [`Resources`], the queue would live as long as the program's heap.
#[derive(Clone)]
pub struct WeakResources(Weak<Owner>);

impl WeakResources {
    /// The resources, or `None` if every [`Resources`] was dropped.
    #[must_use]
    pub fn upgrade(&self) -> Option<Resources> {
        self.0.upgrade().map(|owner| Resources { owner })
    }
}

/// What resources need of their owner.
struct Shared {
    submitter: Submitter<Release>,
    options: ResourceOptions,
    /// Calls that are opening a resource.
    opening: AtomicU64,
    opened: Signal,
    /// Those that have not ended, by number: in the order of their creation.
    live: Mutex<BTreeMap<u64, Weak<dyn AnyResource>>>,
    created: AtomicU64,
    ended: [AtomicU64; 4],
    shutting_down: AtomicBool,
}

/// How the resources of a runtime ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use = "it tells what was not closed"]
pub struct ResourceReport {
    /// Resources ever created.
    pub created: u64,
    /// Those that were closed.
    pub closed: u64,
    /// Those whose closing failed.
    pub failed: u64,
    /// Those that were leaked because operations went on running.
    pub leaked: u64,
    /// Those that were given up.
    pub abandoned: u64,
    /// Those that are open.
    pub open: u64,
    /// What the queue had not done at the deadline, by label.
    pub left: Left,
    /// The accounts of the queue.
    pub stats: CleanupStats,
}

impl fmt::Display for ResourceReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} resources: {} closed, {} failed, {} leaked, {} given up, {} open",
            self.created, self.closed, self.failed, self.leaked, self.abandoned, self.open
        )?;
        if !self.left.is_empty() {
            write!(f, "; not done: {}", self.left)?;
        }
        Ok(())
    }
}

impl Resources {
    /// Makes the resources of a runtime. Starts nothing yet.
    #[must_use]
    pub fn new(options: ResourceOptions) -> Self {
        let queue = CleanupQueue::new(CleanupOptions {
            task_deadline: Some(options.close_deadline),
            concurrency: options.concurrency,
        });
        let shared = Arc::new(Shared {
            submitter: queue.submitter(),
            options,
            opening: AtomicU64::new(0),
            opened: Signal::default(),
            live: Mutex::default(),
            created: AtomicU64::new(0),
            ended: Default::default(),
            shutting_down: AtomicBool::new(false),
        });
        Self {
            owner: Arc::new(Owner {
                queue,
                runtime: Mutex::new(None),
                shared,
            }),
        }
    }

    /// Takes charge of `value`, which is then sure to be closed: when the [`Owned`] is dropped, if not
    /// before.
    ///
    /// While they are shut down it is closed at once, and after that it is given up.
    ///
    /// For operations that return resources. Called within one, the resource is reported as created where
    /// JavaScript called the operation.
    #[must_use]
    pub fn own<R: NativeResource>(&self, value: R) -> Owned<R> {
        let shared = &self.owner.shared;
        let label = isolated(|| value.label()).unwrap_or_else(|panic| format!("({panic})"));
        let label = format!("{} {label}", R::NAME);
        let number = shared.created.fetch_add(1, Ordering::Relaxed);
        let leaks = LeakCounter::default();
        let state = Arc::new(State {
            number,
            label: label.trim_end().to_owned().into(),
            created_at: ORIGIN.try_with(Arc::clone).unwrap_or_default(),
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
        if shared.shutting_down.load(Ordering::SeqCst) {
            // It came while the others were being closed.
            shared.begin_to_end(state.clone(), CloseReason::Shutdown);
        }
        Owned {
            resource: ResourceRef { state },
        }
    }

    /// How resources have ended so far.
    pub fn report(&self) -> ResourceReport {
        self.owner.shared.report(Left::default())
    }

    /// Closes everything that is open, in the order of creation, and what is being closed to its end, and
    /// then what calls that were opening something have opened; but for no longer than `limit`. Then the
    /// rest is dropped and reported.
    ///
    /// Each waits for the one before, but for no longer than its share of the time that is left: one
    /// that hangs does not keep the others from being closed.
    ///
    /// Must be called in a tokio runtime with a time driver.
    pub async fn shutdown(&self, limit: Duration) -> ResourceReport {
        let deadline = Instant::now().checked_add(limit);
        let shared = &self.owner.shared;
        shared.shutting_down.store(true, Ordering::SeqCst);
        self.serve_if_needed();
        loop {
            let resources = shared.live_ones();
            let count = resources.len();
            for (i, resource) in resources.iter().enumerate() {
                shared.begin_to_end(resource.clone(), CloseReason::Shutdown);
                // Whether it did is in the accounts.
                let _ = tokio::time::timeout(share_of(deadline, count - i), resource.until_ended())
                    .await;
            }
            let opened = tokio::time::timeout(left_until(deadline), shared.until_opened()).await;
            if opened.is_err() || shared.live_ones().is_empty() || is_over(deadline) {
                break;
            }
        }
        let left = self.owner.queue.shutdown(left_until(deadline)).await;
        let _ = tokio::time::timeout(ABORT, shared.submitter.ledger().idle()).await;
        shared.report(left)
    }

    /// [`shutdown`](Self::shutdown) from a thread outside of any runtime.
    ///
    /// # Panics
    ///
    /// Inside of a tokio runtime, which it would stop.
    pub fn shutdown_blocking(&self, limit: Duration) -> ResourceReport {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build();
        match runtime {
            Ok(runtime) => runtime.block_on(self.shutdown(limit)),
            Err(error) => {
                tracing::warn!(%error, "nothing can be closed");
                self.owner
                    .shared
                    .shutting_down
                    .store(true, Ordering::SeqCst);
                let left = self.owner.queue.shutdown_blocking(limit);
                self.owner.shared.report(left)
            }
        }
    }

    /// The runtime that operations and closings run on, for what has to be beside them. Starts the thread, if
    /// that is it, and also if the host's runtime has gone: what is queued must be done by somebody.
    ///
    /// # Errors
    ///
    /// If the operating system refuses the thread or what a runtime needs.
    pub fn runtime(&self) -> io::Result<Handle> {
        let Owner { queue, shared, .. } = &*self.owner;
        let mut runtime = self
            .owner
            .runtime
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let handle = match (&*runtime, &shared.options.runtime) {
            (Some(handle), _) if queue.is_served() => return Ok(handle.clone()),
            (None, Some(handle)) => {
                queue.start(handle).map_err(io::Error::other)?;
                handle.clone()
            }
            (before, _) => {
                if before.is_some() {
                    tracing::warn!(
                        "the cleanup runtime has gone; its work is done on a new thread"
                    );
                }
                queue.start_thread("async-cleanup")?
            }
        };
        *runtime = Some(handle.clone());
        Ok(handle)
    }

    /// Whether a resource was ever created or the cleanup runtime started, so that a shutdown may have
    /// something to do.
    #[must_use]
    pub fn is_used(&self) -> bool {
        let runtime = self
            .owner
            .runtime
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        runtime.is_some() || self.owner.shared.created.load(Ordering::Relaxed) > 0
    }

    fn serve_if_needed(&self) {
        let shared = &self.owner.shared;
        if shared.submitter.ledger().in_flight() > 0 || !shared.live_ones().is_empty() {
            // Then nothing can be closed, and the report says so.
            if let Err(error) = self.runtime() {
                tracing::warn!(%error, "nothing can be closed");
            }
        }
    }

    /// A reference that does not keep the queue alive.
    #[must_use]
    pub fn downgrade(&self) -> WeakResources {
        WeakResources(Arc::downgrade(&self.owner))
    }

    /// Notes that a call is opening a resource, until the result is dropped. A shutdown waits for such calls
    /// and closes what they opened. `None` if a shutdown has begun; then nothing may be opened.
    #[must_use]
    pub fn begin_opening(&self) -> Option<Opening> {
        let shared = self.owner.shared.clone();
        // Counted before the look: either a shutdown on another thread sees the call, or the call sees the
        // shutdown.
        shared.opening.fetch_add(1, Ordering::SeqCst);
        let opening = Opening { shared };
        let is_shutting_down = opening.shared.shutting_down.load(Ordering::SeqCst);
        (!is_shutting_down).then_some(opening)
    }

    /// Runs an operation on the cleanup runtime. A panic in it is an error of this operation alone. Returns
    /// a future for the result; if that is dropped, the operation runs to its end, and its value is dropped.
    ///
    /// `origin` says where the program called the operation, a line for each stack frame, the innermost
    /// first. It is reported with a resource that the operation [owns](Self::own) and the program forgets.
    ///
    /// # Errors
    ///
    /// If the cleanup runtime cannot be started.
    pub fn spawn_operation<V, E, F>(
        &self,
        origin: Arc<str>,
        future: F,
    ) -> io::Result<impl Future<Output = Result<V, OperationError>> + Send + use<V, E, F>>
    where
        V: Send + 'static,
        E: Into<CleanupError> + 'static,
        F: Future<Output = Result<V, E>> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        self.runtime()?.spawn(ORIGIN.scope(origin, async move {
            let (_, result) = Isolated::new(0, async move {
                // `E` need not be `Send`; its message is.
                future.await.map_err(|error| message_of(error.into()))
            })
            .await;
            // If nobody receives it, the value is dropped, and a resource in it is closed.
            let _ = sender.send(result.and_then(|result| result));
        }));
        Ok(async move {
            match receiver.await {
                Ok(result) => result.map_err(OperationError::Failed),
                Err(_) => Err(OperationError::RuntimeGone),
            }
        })
    }
}

/// Why an operation has no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OperationError {
    /// It returned an error or panicked: the message, followed by those of the error's sources.
    #[error("{0}")]
    Failed(String),
    /// Its runtime was shut down before it ended.
    #[error("the cleanup runtime was shut down during the operation")]
    RuntimeGone,
}

/// A call that is opening a resource. A shutdown waits until it is dropped.
#[must_use = "dropping it at once ends the opening at once"]
pub struct Opening {
    shared: Arc<Shared>,
}

impl fmt::Debug for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opening").finish_non_exhaustive()
    }
}

impl fmt::Debug for WeakResources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WeakResources").finish_non_exhaustive()
    }
}

impl Drop for Opening {
    fn drop(&mut self) {
        self.shared.opening.fetch_sub(1, Ordering::SeqCst);
        self.shared.opened.notify();
    }
}

/// How long a shutdown waits for what it has aborted, so that the report is of the end.
const ABORT: Duration = Duration::from_millis(50);

fn is_over(deadline: Option<Instant>) -> bool {
    left_until(deadline).is_zero()
}

/// An equal share of the time that is left for each of `count`.
fn share_of(deadline: Option<Instant>, count: usize) -> Duration {
    left_until(deadline) / u32::try_from(count).unwrap_or(u32::MAX)
}

/// For as long as it takes, if there is no deadline.
fn left_until(deadline: Option<Instant>) -> Duration {
    deadline.map_or(Duration::MAX, |deadline| {
        deadline.saturating_duration_since(Instant::now())
    })
}

impl fmt::Debug for Resources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resources")
            .field("report", &self.report())
            .finish_non_exhaustive()
    }
}

impl Shared {
    fn live(&self) -> MutexGuard<'_, BTreeMap<u64, Weak<dyn AnyResource>>> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Those that have not ended, in the order of their creation.
    fn live_ones(&self) -> Vec<Arc<dyn AnyResource>> {
        self.live().values().filter_map(Weak::upgrade).collect()
    }

    async fn until_opened(&self) {
        self.opened
            .until(|| self.opening.load(Ordering::SeqCst) == 0)
            .await;
    }

    /// Submits the release of a resource, if nobody has. Only sends; allocates nothing but the channel's
    /// own.
    fn begin_to_end(&self, resource: Arc<dyn AnyResource>, reason: CloseReason) {
        if resource.claim() {
            self.submitter.submit(Release {
                resource: Some(resource),
                reason,
            });
        }
    }

    fn report(&self, left: Left) -> ResourceReport {
        let [closed, failed, leaked, abandoned] =
            self.ended.each_ref().map(|n| n.load(Ordering::Acquire));
        let created = self.created.load(Ordering::Acquire);
        ResourceReport {
            created,
            closed,
            failed,
            leaked,
            abandoned,
            open: created - closed - failed - leaked - abandoned,
            left,
            stats: self.submitter.ledger().stats(),
        }
    }
}

tokio::task_local! {
    /// Where the program called the operation that runs.
    static ORIGIN: Arc<str>;
}

/// A resource with its owner's duty: dropping it closes the resource.
///
/// Dropping it, also in a GC sweep, submits the release, and counts as having forgotten to close it.
/// Everything else is what its [`ResourceRef`] does, which it dereferences to.
pub struct Owned<R: NativeResource> {
    resource: ResourceRef<R>,
}

impl<R: NativeResource> Deref for Owned<R> {
    type Target = ResourceRef<R>;

    fn deref(&self) -> &ResourceRef<R> {
        &self.resource
    }
}

/// A reference to a resource that does not own it: dropping it does not close the resource.
///
/// Clones refer to the same resource. They keep its memory, not the open value: that ends with its
/// [`Owned`].
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

    /// Closes it, if nobody has begun to, and waits for the end. The resource is closed also if the future
    /// is dropped, or never polled.
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
        let state = &self.resource.state;
        state
            .shared
            .begin_to_end(state.clone(), CloseReason::Collected);
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
    /// Ready when somebody has begun to close the resource, which then waits for this operation to end.
    ///
    /// For operations that may wait for ever, such as reading from a socket: one that does not end is in
    /// the way of the closing until that gives up and leaks the resource.
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

/// A resource and what is known of it.
struct State<R> {
    number: u64,
    label: Label,
    created_at: Arc<str>,
    guarded: Arc<Guarded<R>>,
    leaks: LeakCounter,
    /// Whether its release was submitted.
    is_ending: AtomicBool,
    /// Tells operations that the release has begun.
    closing: Signal,
    outcome: OnceLock<CloseOutcome>,
    ended: Signal,
    shared: Arc<Shared>,
}

type Releasing = Pin<Box<dyn Future<Output = CloseOutcome> + Send>>;

/// A [`State`], whatever it is of.
trait AnyResource: Send + Sync {
    fn label(&self) -> Label;
    fn operations_deadline(&self) -> Duration;
    /// Whether the caller is the one who is to submit the release.
    fn claim(&self) -> bool;
    fn until_ended(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
    fn release(self: Arc<Self>, reason: CloseReason) -> Releasing;
    fn end(&self, outcome: CloseOutcome);
    fn give_up(&self);
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

    fn operations_deadline(&self) -> Duration {
        self.shared.options.operations_deadline
    }

    fn claim(&self) -> bool {
        !self.is_ending.swap(true, Ordering::AcqRel)
    }

    fn until_ended(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(State::until_ended(self))
    }

    fn release(self: Arc<Self>, reason: CloseReason) -> Releasing {
        Box::pin(async move {
            let options = &self.shared.options;
            // Here and not where it was submitted, which may be in a GC sweep.
            self.closing.notify();
            if reason == CloseReason::Collected {
                let leaked = Leaked {
                    label: self.label.clone(),
                    created_at: self.created_at.clone(),
                };
                // The panic hook has told of a panic; nothing here depends on the host's hook.
                let _ = isolated(|| (options.on_leak)(&leaked));
            }
            let expired = tokio::time::sleep(options.operations_deadline);
            match self.guarded.free_until(expired).await {
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
        let column = match outcome {
            CloseOutcome::Closed => 0,
            CloseOutcome::Failed(_) => 1,
            CloseOutcome::Leaked => 2,
            CloseOutcome::Abandoned => 3,
        };
        if self.outcome.set(outcome).is_ok() {
            self.shared.ended[column].fetch_add(1, Ordering::Release);
            self.ended.notify();
        }
    }

    /// Ends it without closing it: nobody will.
    fn give_up(&self) {
        self.closing.notify();
        // If no operation is running the value is dropped here, and not wherever the last object that refers
        // to it is swept; else it is leaked, as it is when the wait for operations was cut off.
        match self.guarded.free(Some(Instant::now())) {
            Freed::Taken(value) => {
                drop_isolated(value);
                self.end(CloseOutcome::Abandoned);
            }
            Freed::AlreadyFreeing if self.leaks.leaked() == 0 => self.end(CloseOutcome::Abandoned),
            Freed::AlreadyFreeing | Freed::Leaked => self.end(CloseOutcome::Leaked),
        }
    }
}

/// An error and what caused it.
fn message_of(error: CleanupError) -> String {
    describe(error, |error| {
        let mut message = error.to_string();
        let mut source = error.source();
        while let Some(error) = source {
            let text = error.to_string();
            // Many an error repeats its cause.
            if !message.contains(&text) {
                message = format!("{message}: {text}");
            }
            source = Error::source(error);
        }
        message
    })
}

/// The task that ends a resource.
struct Release {
    /// Taken when it is done.
    resource: Option<Arc<dyn AnyResource>>,
    reason: CloseReason,
}

impl CleanupTask for Release {
    fn label(&self) -> Label {
        let label = self.resource.as_ref().map(|resource| resource.label());
        label.unwrap_or_else(|| "(done)".into())
    }

    async fn run(mut self) -> Result<(), CleanupError> {
        let Some(resource) = self.resource.clone() else {
            return Ok(());
        };
        let outcome = resource.clone().release(self.reason).await;
        self.resource = None;
        let result = match &outcome {
            CloseOutcome::Closed => Ok(()),
            CloseOutcome::Failed(error) => Err(error.to_string().into()),
            CloseOutcome::Leaked => {
                let limit = resource.operations_deadline();
                Err(format!("operations were still running after {limit:?}; leaked").into())
            }
            CloseOutcome::Abandoned => Err("given up".into()),
        };
        resource.end(outcome);
        result
    }
}

impl Drop for Release {
    /// If it is not done now it never will be. This is on the worker or on the thread that shuts down; in a
    /// GC sweep only if the host has dropped its `Resources` while nothing served them.
    fn drop(&mut self) {
        if let Some(resource) = self.resource.take() {
            resource.give_up();
        }
    }
}
