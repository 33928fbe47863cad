//! The resources of one owner: creating them, and shutting them down.

use std::{
    fmt,
    future::Future,
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak, atomic::Ordering},
    time::{Duration, Instant},
};

use tokio::{runtime::Handle, time::timeout};

use super::{
    cause::Caller,
    native::NativeResource,
    opening::Opening,
    operation::{self, OperationError},
    options::ResourceOptions,
    owned::Owned,
    release::Release,
    report::{CloseReason, ResourceReport},
    shared::Shared,
};
use crate::{error::CleanupError, left::Left, queue::CleanupQueue, task::CleanupOptions};

/// All resources of one owner, for example of one JS runtime. Clones are the same; they may go to any
/// thread.
///
/// When the last clone is dropped, nothing can be opened any more. What is still open is closed when its
/// [`Owned`] is dropped, provided that something still serves the queue.
#[derive(Clone)]
pub struct Resources {
    owner: Arc<Owner>,
}

/// What is dropped with the last [`Resources`]. A resource does not own it: a release in the queue owns its
/// resource, so that would be a cycle.
struct Owner {
    queue: CleanupQueue<Release>,
    /// The runtime that serves the queue, once there is one.
    runtime: Mutex<Option<Handle>>,
    shared: Arc<Shared>,
}

impl Owner {
    fn runtime(&self) -> MutexGuard<'_, Option<Handle>> {
        self.runtime.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Resources {
    /// Makes an empty set of resources. Starts nothing yet.
    #[must_use]
    pub fn new(options: ResourceOptions) -> Self {
        let queue = CleanupQueue::new(CleanupOptions {
            task_deadline: Some(options.close_deadline),
            concurrency: options.concurrency,
        });
        let shared = Arc::new(Shared::new(queue.submitter(), options));
        Self {
            owner: Arc::new(Owner {
                queue,
                runtime: Mutex::new(None),
                shared,
            }),
        }
    }

    /// Makes a resource of `value`, which is then sure to be closed: at the latest when the [`Owned`] is
    /// dropped.
    ///
    /// During a shutdown the value is closed at once; after one it is given up, that is, dropped.
    ///
    /// Called within an [operation](Self::spawn_operation), the resource is reported as created where the
    /// program called the operation.
    ///
    /// The resource remembers the span of the operation, else the current one, without keeping it open. If its owner is
    /// dropped, or at a shutdown, the release runs in the span of the operation if that is still held, else in a root span
    /// `release` that follows from it.
    #[must_use]
    pub fn own<R: NativeResource>(&self, value: R) -> Owned<R> {
        let shared = &self.owner.shared;
        shared.places.enter();
        Owned::new(value, shared)
    }

    /// How many resources there were, and how they have ended so far.
    pub fn report(&self) -> ResourceReport {
        self.owner.shared.report(Left::default())
    }

    /// How many resources nobody is closing, and how many calls are opening one. O(1), and can be called on any thread.
    #[must_use]
    pub fn kept_or_opening(&self) -> u64 {
        self.owner.shared.places.wanted()
    }

    /// Begins to close all open resources, in the order of creation, and waits for none. From here on nothing can be opened.
    ///
    /// For an owner whose handles are about to be dropped all at once; [`shutdown`](Self::shutdown) then waits for the ends.
    pub fn begin_shutdown(&self) {
        let shared = &self.owner.shared;
        shared.begin_shutdown();
        self.serve_if_needed();
        for resource in shared.live_ones() {
            shared.begin_to_end(resource, CloseReason::Shutdown);
        }
    }

    /// Closes all open resources in the order of creation, waits for those that are being closed, and then
    /// closes what calls in flight have opened. After `limit` the rest is dropped and reported.
    ///
    /// Each resource waits for the one before, but no longer than its share of the time that is left, so one
    /// that hangs does not keep the others from being closed.
    ///
    /// Must be called in a tokio runtime with a time driver.
    pub async fn shutdown(&self, limit: Duration) -> ResourceReport {
        let deadline = Instant::now().checked_add(limit);
        let shared = &self.owner.shared;
        shared.begin_shutdown();
        self.serve_if_needed();
        loop {
            let resources = shared.live_ones();
            let count = resources.len();
            for (i, resource) in resources.iter().enumerate() {
                shared.begin_to_end(resource.clone(), CloseReason::Shutdown);
                // Whether it ended in time is in the accounts.
                let _ = timeout(share_of(deadline, count - i), resource.until_ended()).await;
            }
            let opened = timeout(left_until(deadline), shared.places.until_opened()).await;
            if opened.is_err() || shared.live_ones().is_empty() || is_over(deadline) {
                break;
            }
        }
        let left = self.owner.queue.shutdown(left_until(deadline)).await;
        let _ = timeout(ABORT, shared.submitter.ledger().idle()).await;
        shared.report(left)
    }

    /// [`shutdown`](Self::shutdown) from a thread outside any runtime.
    ///
    /// # Panics
    ///
    /// Inside a tokio runtime, whose thread it would block.
    pub fn shutdown_blocking(&self, limit: Duration) -> ResourceReport {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build();
        match runtime {
            Ok(runtime) => runtime.block_on(self.shutdown(limit)),
            Err(error) => {
                tracing::warn!(%error, "nothing can be closed");
                let shared = &self.owner.shared;
                shared.begin_shutdown();
                let left = self.owner.queue.shutdown_blocking(limit);
                shared.report(left)
            }
        }
    }

    /// The cleanup runtime, on which operations and closings run.
    ///
    /// Starts it at the first call: the one in the options, or a thread of its own. Starts a new thread if
    /// the runtime that served the queue is gone.
    ///
    /// # Errors
    ///
    /// If the operating system refuses the thread or what a runtime needs.
    pub fn runtime(&self) -> io::Result<Handle> {
        let Owner { queue, shared, .. } = &*self.owner;
        let mut runtime = self.owner.runtime();
        let handle = match (&*runtime, &shared.options.runtime) {
            (Some(handle), _) if queue.is_served() => return Ok(handle.clone()),
            (None, Some(handle)) => {
                queue.start(handle).map_err(io::Error::other)?;
                handle.clone()
            }
            (before, _) => {
                if before.is_some() {
                    tracing::warn!("the cleanup runtime is gone; its work is done on a new thread");
                }
                queue.start_thread("async-cleanup")?
            }
        };
        *runtime = Some(handle.clone());
        Ok(handle)
    }

    /// Whether a resource was ever created or the cleanup runtime started: if not, a shutdown has nothing to
    /// do.
    #[must_use]
    pub fn is_used(&self) -> bool {
        self.owner.runtime().is_some() || self.owner.shared.created.load(Ordering::Relaxed) > 0
    }

    fn serve_if_needed(&self) {
        let shared = &self.owner.shared;
        if shared.submitter.ledger().in_flight() > 0 || !shared.live_ones().is_empty() {
            // Without a runtime nothing can be closed, and the report says so.
            if let Err(error) = self.runtime() {
                tracing::warn!(%error, "nothing can be closed");
            }
        }
    }
}

/// For [language bindings](crate::bindings).
impl Resources {
    /// A reference that does not keep the queue alive.
    #[must_use]
    pub fn downgrade(&self) -> WeakResources {
        WeakResources(Arc::downgrade(&self.owner))
    }

    /// Notes that a call is opening a resource, until the result is dropped or [has opened](Opening::own) it. A shutdown
    /// waits for such calls and closes what they opened. `None` if a shutdown has begun; then nothing may be opened.
    ///
    /// To have at most `n` resources open, begin only if [`kept_or_opening`](Self::kept_or_opening) is less than `n`, and
    /// wait for [a place](Opening::until_place) before opening it.
    #[must_use]
    pub fn begin_opening(&self) -> Option<Opening> {
        Opening::begin(self.owner.shared.clone())
    }

    /// Runs an operation on the cleanup runtime. A panic in it is an error of this operation alone. Returns
    /// a future for the result; if that is dropped, the operation runs to its end, and its value is dropped.
    ///
    /// `caller` says where the program called the operation, and in which span. The place is reported with a resource that
    /// the operation [owns](Self::own) and the program forgets.
    ///
    /// # Errors
    ///
    /// If the cleanup runtime cannot be started.
    pub fn spawn_operation<V, E, F>(
        &self,
        caller: Caller,
        future: F,
    ) -> io::Result<impl Future<Output = Result<V, OperationError>> + Send + use<V, E, F>>
    where
        V: Send + 'static,
        E: Into<CleanupError> + 'static,
        F: Future<Output = Result<V, E>> + Send + 'static,
    {
        Ok(operation::spawn(&self.runtime()?, caller, future))
    }
}

/// [`Resources`] that do not keep their queue alive.
///
/// For functions that the other language's program can reach: if they held [`Resources`], the queue would
/// live as long as that program's heap.
#[derive(Clone)]
pub struct WeakResources(Weak<Owner>);

impl WeakResources {
    /// The resources, or `None` if every [`Resources`] was dropped.
    #[must_use]
    pub fn upgrade(&self) -> Option<Resources> {
        self.0.upgrade().map(|owner| Resources { owner })
    }
}

/// How long a shutdown waits for the end of what it has aborted, so that the report includes it.
const ABORT: Duration = Duration::from_millis(50);

fn is_over(deadline: Option<Instant>) -> bool {
    left_until(deadline).is_zero()
}

/// An equal share of the time that is left for each of `count`.
fn share_of(deadline: Option<Instant>, count: usize) -> Duration {
    left_until(deadline) / u32::try_from(count).unwrap_or(u32::MAX)
}

/// The time that is left; the longest there is if there is no deadline.
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

impl fmt::Debug for WeakResources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WeakResources").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::CleanupError;

    struct Thing(#[allow(dead_code, reason = "counted by its handles")] Arc<()>);

    impl NativeResource for Thing {
        const NAME: &'static str = "Thing";

        async fn close(self) -> Result<(), CleanupError> {
            Ok(())
        }
    }

    #[test]
    fn resources_that_are_given_up_leave_nothing_behind() {
        let resources = Resources::new(ResourceOptions::default());
        let _ = resources.shutdown_blocking(Duration::from_secs(60));
        let value = Arc::new(());
        for _ in 0..1_000 {
            drop(resources.own(Thing(value.clone())));
        }
        assert_eq!(resources.report().abandoned, 1_000);
        assert_eq!(Arc::strong_count(&value), 1, "no value is kept");
        assert_eq!(resources.owner.shared.live().len(), 0, "nor an entry");
        // An owner that is gone gives up what comes afterwards.
        let left: Vec<_> = (0..1_000)
            .map(|_| resources.own(Thing(value.clone())))
            .collect();
        let shared = resources.owner.shared.clone();
        drop(resources);
        drop(left);
        assert_eq!(Arc::strong_count(&value), 1);
        assert_eq!(shared.live().len(), 0);
    }
}
