//! How resources ended.

use std::{fmt, sync::Arc};

use crate::{left::Left, stats::CleanupStats};

/// Why a resource was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CloseReason {
    /// The program closed it.
    Closed,
    /// Its owner was dropped; for a language binding: its handle was collected.
    Collected,
    /// The resources were shut down.
    Shutdown,
}

/// How a resource ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CloseOutcome {
    /// It was closed.
    Closed,
    /// Closing it failed, with this message.
    Failed(Arc<str>),
    /// Operations were still running at the deadline, so it was leaked.
    Leaked,
    /// It was not closed, or not to the end, because the queue was shut down first or the release took too
    /// long. The value was dropped.
    Abandoned,
}

/// How many resources ended in which way:
/// `created = closed + failed + leaked + abandoned + open`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
#[must_use = "it says what was not closed"]
pub struct ResourceReport {
    /// Resources ever created.
    pub created: u64,
    /// Those that were closed.
    pub closed: u64,
    /// Those whose closing failed.
    pub failed: u64,
    /// Those that were leaked because operations were still running.
    pub leaked: u64,
    /// Those that were given up without being closed.
    pub abandoned: u64,
    /// Those that have not ended.
    pub open: u64,
    /// What the queue had not done at the deadline of the shutdown, by label.
    pub left: Left,
    /// The accounts of the queue. It counts a release once it is over, so that for a moment a resource has
    /// ended whose release is still in flight.
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
