//! What a queue does: its tasks, and how it runs them.

use std::{fmt, future::Future, num::NonZeroUsize, pin::Pin, time::Duration};

use crate::{error::CleanupError, inbox::Submitter, label::Label};

/// A piece of cleanup work.
///
/// A queue has one type of task, so that submitting a task does not box it. The type may be an enum of
/// everything that a program has to clean up, or [`BoxTask`] for any future.
pub trait CleanupTask: Send + 'static {
    /// The task's name in reports. Called on the worker, and on a thread that drains, shuts down or drops the
    /// queue; never where a task is submitted.
    fn label(&self) -> Label;

    /// Does the work. Called and polled on the worker. A panic is a failure of this task alone.
    fn run(self) -> impl Future<Output = Result<(), CleanupError>> + Send;
}

/// Any future, boxed, with a label.
pub struct BoxTask {
    label: Label,
    future: Pin<Box<dyn Future<Output = Result<(), CleanupError>> + Send>>,
}

impl BoxTask {
    /// Boxes `future`. This allocates, so where a `Drop` must not allocate, make the task before.
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
    /// Boxes a future and [submits](Self::submit) it.
    pub fn submit_future<F>(&self, label: impl Into<Label>, future: F) -> bool
    where
        F: Future<Output = Result<(), CleanupError>> + Send + 'static,
    {
        self.submit(BoxTask::new(label, future))
    }
}

/// How a queue runs its tasks.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct CleanupOptions {
    /// How long a task may take before it is dropped and counted as timed out. Default: no limit.
    pub task_deadline: Option<Duration>,
    /// How many tasks may run at a time. Default: no limit.
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

/// The queue is already being served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the cleanup queue is being served already; a queue has one worker at a time")]
pub struct AlreadyStarted;
