//! How resources are run.

use std::{fmt, num::NonZeroUsize, sync::Arc, time::Duration};

use tokio::runtime::Handle;

use crate::label::Label;

/// A resource that the program forgot to close.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Leaked {
    /// The name of the class and the label of the resource.
    pub label: Label,
    /// Where the program opened it: a line for each stack frame, the innermost first. Empty if no
    /// [operation](super::Resources::spawn_operation) did.
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

/// What is called for a forgotten resource.
type LeakHook = dyn Fn(&Leaked) + Send + Sync;

/// How resources are run.
#[derive(Clone)]
#[non_exhaustive]
pub struct ResourceOptions {
    /// The cleanup runtime, on which operations and closings run. It needs a time driver, and an IO driver if
    /// the resources need one. Default: a thread with a tokio runtime of its own, started when it is first
    /// needed.
    pub runtime: Option<Handle>,
    /// How long closing waits for operations in flight. Default: 10 s.
    pub operations_deadline: Duration,
    /// How long a release may take, including that wait. Default: 60 s.
    pub close_deadline: Duration,
    /// How many releases may run at a time. Default: all.
    pub concurrency: Option<NonZeroUsize>,
    pub(super) on_leak: Arc<LeakHook>,
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
    pub fn concurrency(mut self, most: NonZeroUsize) -> Self {
        self.concurrency = Some(most);
        self
    }

    /// Sets the hook for resources whose owner was dropped before they were closed. Default: a warning through
    /// `tracing`.
    ///
    /// It is called on the cleanup runtime, never in a GC sweep. A panic in it is caught.
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
