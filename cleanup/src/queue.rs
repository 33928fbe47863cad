//! A queue of asynchronous cleanups that can be submitted from anywhere, also from a `Drop`.

use std::{fmt, io, sync::Arc, thread, time::Duration};

use tokio::runtime::{self, Handle};

use crate::{
    block::block_until,
    dispatch::{self, Dispatcher},
    inbox::Submitter,
    ledger::CleanupLedger,
    left::Left,
    stats::CleanupStats,
    task::{AlreadyStarted, CleanupOptions, CleanupTask},
};

/// A queue of cleanups; this is its owner's handle.
///
/// Tasks that are submitted before the queue is started are kept, and run once it is. If the runtime of a
/// queue goes away, the queue can be started on another one: tasks that had not begun are still there; tasks
/// that were running count as abandoned.
///
/// Dropping the handle does not stop a worker: the worker goes on until no [`Submitter`] is left and every
/// task is done. Without a worker the queued tasks are abandoned, since none can be started any more. Either
/// way a warning about the tasks in flight is sent through `tracing`. To know how they end, call
/// [`drain`](Self::drain) or [`shutdown`](Self::shutdown) first.
///
/// ```
/// use std::time::Duration;
/// use async_cleanup::{BoxTask, CleanupOptions, CleanupQueue};
///
/// struct Temporary(std::path::PathBuf, async_cleanup::Submitter<BoxTask>);
///
/// impl Drop for Temporary {
///     fn drop(&mut self) {
///         let path = std::mem::take(&mut self.0);
///         self.1.submit_future("temporary file", async move {
///             Ok(tokio::fs::remove_file(path).await?)
///         });
///     }
/// }
///
/// let queue = CleanupQueue::<BoxTask>::new(CleanupOptions::default());
/// let path = std::env::temp_dir().join(format!("cleanup-queue-{}", std::process::id()));
/// std::fs::write(&path, "x")?;
/// drop(Temporary(path.clone(), queue.submitter()));
///
/// queue.start_thread("cleanup")?;
/// assert!(queue.drain_blocking(Duration::from_secs(10)).is_empty());
/// assert!(!path.exists());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct CleanupQueue<T: CleanupTask> {
    submitter: Submitter<T>,
    dispatcher: Arc<Dispatcher<T>>,
}

impl<T: CleanupTask> CleanupQueue<T> {
    /// Makes a queue. Nothing serves it yet.
    #[must_use]
    pub fn new(options: CleanupOptions) -> Self {
        let submitter = Submitter::new(T::label);
        Self {
            dispatcher: Arc::new(Dispatcher::new(submitter.inbox().clone(), options)),
            submitter,
        }
    }

    /// A handle for submitting tasks.
    #[must_use]
    pub fn submitter(&self) -> Submitter<T> {
        self.submitter.clone()
    }

    /// The accounts now.
    #[must_use]
    pub fn stats(&self) -> CleanupStats {
        self.submitter.ledger().stats()
    }

    /// The accounts, which outlive the queue.
    #[must_use]
    pub fn ledger(&self) -> &Arc<CleanupLedger> {
        self.submitter.ledger()
    }

    /// Serves the queue on a tokio runtime, which must have a time driver.
    ///
    /// # Errors
    ///
    /// If it is already being served.
    pub fn start(&self, runtime: &Handle) -> Result<(), AlreadyStarted> {
        let serving = self.dispatcher.begin()?;
        runtime.spawn(dispatch::serve(serving, runtime.clone()));
        Ok(())
    }

    /// Serves the queue on a new thread with a runtime of its own, whose handle is returned. The thread ends
    /// when this queue and every [`Submitter`] are dropped and every task is done.
    ///
    /// # Errors
    ///
    /// If it is already being served ([`io::ErrorKind::AlreadyExists`], with [`AlreadyStarted`] as the inner
    /// error); if the operating system refuses the thread or what a runtime needs.
    pub fn start_thread(&self, name: &str) -> io::Result<Handle> {
        let serving = self
            .dispatcher
            .begin()
            .map_err(|error| io::Error::new(io::ErrorKind::AlreadyExists, error))?;
        let runtime = runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let handle = runtime.handle().clone();
        let serve = dispatch::serve(serving, handle.clone());
        thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || runtime.block_on(serve))?;
        Ok(handle)
    }

    /// Waits until nothing is in flight, but no longer than `limit`. Returns what is left, by label; those tasks
    /// go on.
    ///
    /// Must be called in a tokio runtime with a time driver.
    pub async fn drain(&self, limit: Duration) -> Left {
        if tokio::time::timeout(limit, self.ledger().idle())
            .await
            .is_ok()
        {
            return Left::default();
        }
        self.dispatcher.left()
    }

    /// [`drain`](Self::drain) from a thread outside any runtime. Inside one it would block the runtime's thread.
    pub fn drain_blocking(&self, limit: Duration) -> Left {
        if block_until(self.ledger().idle(), limit) {
            return Left::default();
        }
        self.dispatcher.left()
    }

    /// Closes the queue, waits until nothing is in flight, but no longer than `limit`, and drops the rest, which
    /// is returned by label and counted as abandoned. A task that blocks its thread is dropped when it stops
    /// blocking.
    ///
    /// Does not wait while nothing serves the queue.
    pub async fn shutdown(&self, limit: Duration) -> Left {
        self.submitter.inbox().close();
        let over = tokio::time::timeout(limit, self.dispatcher.idle_or_unserved()).await;
        self.end(over.is_ok())
    }

    /// [`shutdown`](Self::shutdown) from a thread outside any runtime.
    pub fn shutdown_blocking(&self, limit: Duration) -> Left {
        self.submitter.inbox().close();
        let over = block_until(self.dispatcher.idle_or_unserved(), limit);
        self.end(over)
    }

    /// Drops what is left when a shutdown has waited.
    fn end(&self, over: bool) -> Left {
        let left = if over {
            Left::default()
        } else {
            self.dispatcher.left()
        };
        self.dispatcher.abandon(left)
    }

    /// Whether a worker serves the queue.
    #[must_use]
    pub fn is_served(&self) -> bool {
        self.dispatcher.is_serving()
    }
}

impl<T: CleanupTask> Drop for CleanupQueue<T> {
    fn drop(&mut self) {
        let in_flight = self.ledger().in_flight();
        if in_flight > 0 {
            let left = self.dispatcher.left();
            tracing::warn!(in_flight, %left, "a cleanup queue was dropped before it was drained");
        }
        self.dispatcher.orphan();
    }
}

impl<T: CleanupTask> fmt::Debug for CleanupQueue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CleanupQueue")
            .field("stats", &self.stats())
            .finish_non_exhaustive()
    }
}
