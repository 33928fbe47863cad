//! A queue of asynchronous cleanups that can be submitted from anywhere, also from a `Drop`.

use std::{
    error::Error, fmt, future::Future, io, num::NonZeroUsize, pin::Pin, sync::Arc, thread,
    time::Duration,
};

use tokio::runtime::{self, Handle};

use crate::{
    dispatch::{self, Dispatcher},
    inbox::Submitter,
    ledger::{CleanupLedger, CleanupStats, Label, Left},
};

/// What went wrong in a cleanup.
pub type CleanupError = Box<dyn Error + Send + Sync>;

/// Something to be done later.
///
/// A queue is for one type of task, so that submitting one does not box it: an enum of what a program
/// has to clean up, or [`BoxTask`] for anything at all.
pub trait CleanupTask: Send + 'static {
    /// What the task is called in reports. Called on the worker, and on the thread of whoever drains, shuts
    /// down or drops the queue; never where a task is submitted.
    fn label(&self) -> Label;

    /// Does it. Called, and polled, on the worker; a panic is a failure of this task alone.
    fn run(self) -> impl Future<Output = Result<(), CleanupError>> + Send;
}

/// Any future, boxed, with a label.
pub struct BoxTask {
    label: Label,
    future: Pin<Box<dyn Future<Output = Result<(), CleanupError>> + Send>>,
}

impl BoxTask {
    /// Boxes `future`. To be made where one may allocate, not in the `Drop` that submits it.
    pub fn new<F>(label: impl Into<Label>, future: F) -> Self
    where
        F: Future<Output = Result<(), CleanupError>> + Send + 'static,
    {
        Self {
            label: label.into(),
            future: Box::pin(future),
        }
    }
}

impl fmt::Debug for BoxTask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BoxTask").field(&self.label).finish()
    }
}

impl CleanupTask for BoxTask {
    fn label(&self) -> Label {
        self.label.clone()
    }

    fn run(self) -> impl Future<Output = Result<(), CleanupError>> + Send {
        self.future
    }
}

impl Submitter<BoxTask> {
    /// Boxes and submits a future; as [`submit`](Self::submit).
    pub fn submit_future<F>(&self, label: impl Into<Label>, future: F) -> bool
    where
        F: Future<Output = Result<(), CleanupError>> + Send + 'static,
    {
        self.submit(BoxTask::new(label, future))
    }
}

/// How a queue does its tasks.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct CleanupOptions {
    /// How long a task may take before it is dropped and counted as timed out. Default: for ever.
    pub task_deadline: Option<Duration>,
    /// How many tasks may run at a time. Default: all that were submitted.
    pub concurrency: Option<NonZeroUsize>,
}

impl CleanupOptions {
    /// Sets [`task_deadline`](Self::task_deadline).
    #[must_use]
    pub fn task_deadline(mut self, deadline: Duration) -> Self {
        self.task_deadline = Some(deadline);
        self
    }

    /// Sets [`concurrency`](Self::concurrency).
    #[must_use]
    pub fn concurrency(mut self, most: NonZeroUsize) -> Self {
        self.concurrency = Some(most);
        self
    }
}

/// A queue was started that is being served already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the cleanup queue is being served already; a queue has one worker at a time")]
pub struct AlreadyStarted;

/// The queue: the handle of whoever owns it.
///
/// What is submitted before the queue is started is kept, and done then. A queue whose runtime goes away
/// can be started again on another: what had not begun is still there, what was running is counted as
/// abandoned.
///
/// Dropping the handle does not stop a worker: it goes on until no [`Submitter`] is left and everything
/// is done. If there is none, what is queued is abandoned, since nobody can start one any more. Either way
/// what is in flight at the drop is reported through `tracing`. To know what becomes of it,
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
    /// Makes a queue that nothing serves yet.
    #[must_use]
    pub fn new(options: CleanupOptions) -> Self {
        let submitter = Submitter::new(T::label);
        Self {
            dispatcher: Arc::new(Dispatcher::new(submitter.inbox().clone(), options)),
            submitter,
        }
    }

    /// A way to submit tasks.
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

    /// Serves the queue on a tokio runtime that has its time driver enabled.
    ///
    /// # Errors
    ///
    /// If it is being served.
    pub fn start(&self, runtime: &Handle) -> Result<(), AlreadyStarted> {
        let serving = self.dispatcher.begin()?;
        runtime.spawn(dispatch::serve(serving, runtime.clone()));
        Ok(())
    }

    /// Serves the queue on a thread of its own, with a runtime of its own, whose handle is returned. The
    /// thread ends when no [`Submitter`] is left, nor this handle, and everything is done.
    ///
    /// # Errors
    ///
    /// If it is being served ([`io::ErrorKind::AlreadyExists`]); if the operating system refuses.
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

    /// Waits until nothing is in flight, but no longer than `limit`; what is then left, by label, goes on.
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

    /// [`drain`](Self::drain) from a thread outside of any runtime; in one this would stop it.
    #[must_use = "it tells what was not cleaned up"]
    pub fn drain_blocking(&self, limit: Duration) -> Left {
        if dispatch::block_until(self.ledger().idle(), limit) {
            return Left::default();
        }
        self.dispatcher.left()
    }

    /// Lets nothing more in, waits until nothing is in flight, but no longer than `limit`, and drops the
    /// rest, which is returned by label and counted as abandoned. (A task that blocks its thread is
    /// dropped when it stops doing so.)
    ///
    /// If nothing serves the queue, or nothing does any more, it does not wait.
    pub async fn shutdown(&self, limit: Duration) -> Left {
        self.submitter.inbox().close();
        let over = tokio::time::timeout(limit, self.dispatcher.idle_or_unserved()).await;
        self.end(over.is_ok())
    }

    /// [`shutdown`](Self::shutdown) from a thread outside of any runtime.
    pub fn shutdown_blocking(&self, limit: Duration) -> Left {
        self.submitter.inbox().close();
        let over = dispatch::block_until(self.dispatcher.idle_or_unserved(), limit);
        self.end(over)
    }

    /// Drops what is left after the wait of a shutdown.
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
