//! A snapshot of the accounts of a queue.

use std::fmt;

use crate::label::Label;

/// How many of the last failures are kept.
pub(crate) const KEPT_FAILURES: usize = 16;

/// How a task ended: the columns of the accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Settled {
    /// It succeeded.
    Completed,
    /// It returned an error or panicked.
    Failed,
    /// It was dropped at its deadline.
    TimedOut,
    /// It was dropped before its end or never began, because the queue or its runtime was shut down.
    Abandoned,
}

/// A task that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure {
    /// The task's label.
    pub label: Label,
    /// The message of its error or panic.
    pub error: String,
}

/// The accounts at one instant: `submitted = completed + failed + timed_out + abandoned + in_flight`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CleanupStats {
    /// Tasks ever submitted, including those that came after a shutdown.
    pub submitted: u64,
    /// Tasks that succeeded.
    pub completed: u64,
    /// Tasks that returned an error or panicked.
    pub failed: u64,
    /// Tasks that were dropped at their deadline.
    pub timed_out: u64,
    /// Tasks that were dropped before their end or never began.
    pub abandoned: u64,
    /// Tasks that are queued or running.
    pub in_flight: u64,
    /// The largest number that was ever in flight; tasks that settle at the same instant may be missed.
    pub high_water: u64,
    /// The last failures, the oldest first.
    pub last_failures: Vec<Failure>,
}

impl CleanupStats {
    /// The sum of both. The high-water mark is the larger one.
    #[must_use]
    pub fn plus(mut self, other: Self) -> Self {
        self.submitted += other.submitted;
        self.completed += other.completed;
        self.failed += other.failed;
        self.timed_out += other.timed_out;
        self.abandoned += other.abandoned;
        self.in_flight += other.in_flight;
        self.high_water = self.high_water.max(other.high_water);
        self.last_failures.extend(other.last_failures);
        let more = self.last_failures.len().saturating_sub(KEPT_FAILURES);
        self.last_failures.drain(..more);
        self
    }
}

impl fmt::Display for CleanupStats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} submitted = {} completed + {} failed + {} timed out + {} abandoned + {} in flight",
            self.submitted,
            self.completed,
            self.failed,
            self.timed_out,
            self.abandoned,
            self.in_flight
        )
    }
}
