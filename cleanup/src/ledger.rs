//! The accounts of a queue: every task that was ever submitted is in exactly one column.

use std::{
    collections::VecDeque,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering, fence},
    },
};

use crate::{
    label::Label,
    signal::Signal,
    stats::{CleanupStats, Failure, KEPT_FAILURES, Settled},
};

/// The accounts of a queue. They outlive the queue.
#[derive(Debug, Default)]
pub struct CleanupLedger {
    /// How many tasks were ever submitted.
    submitted: Apart<AtomicU64>,
    /// How many tasks ended in each way, in the order of [`Settled`].
    settled: Apart<[AtomicU64; 4]>,
    high_water: AtomicU64,
    last_failures: Mutex<VecDeque<Failure>>,
    /// Notified when nothing is in flight.
    idle: Signal,
}

/// A value on a cache line of its own: submitting threads and the worker write at the same time.
#[derive(Debug, Default)]
#[repr(align(128))]
struct Apart<T>(T);

impl CleanupLedger {
    /// The accounts now. The identity of [`CleanupStats`] holds in every snapshot: tasks that settle during the
    /// call are still counted as in flight.
    ///
    /// Locks the list of failures, so it is not for a `Drop`. No submission takes that lock.
    #[must_use]
    pub fn stats(&self) -> CleanupStats {
        let (settled, submitted) = self.read();
        let [completed, failed, timed_out, abandoned] = settled;
        let in_flight = submitted - settled.iter().sum::<u64>();
        CleanupStats {
            submitted,
            completed,
            failed,
            timed_out,
            abandoned,
            in_flight,
            high_water: self
                .high_water
                .fetch_max(in_flight, Ordering::Relaxed)
                .max(in_flight),
            last_failures: self.failures().iter().cloned().collect(),
        }
    }

    /// How many tasks are queued or running. Takes no lock.
    #[must_use]
    pub fn in_flight(&self) -> u64 {
        let (settled, submitted) = self.read();
        submitted - settled.iter().sum::<u64>()
    }

    fn columns(&self) -> [u64; 4] {
        // Acquire: the thread that settled a task saw its submission, so this one sees it, too.
        self.settled.0.each_ref().map(|n| n.load(Ordering::Acquire))
    }

    /// The columns and the number of submitted tasks, as they were at one instant of the call; or, if tasks
    /// settle meanwhile, with those still in flight.
    fn read(&self) -> ([u64; 4], u64) {
        let mut settled = self.columns();
        loop {
            let submitted = self.submitted.0.load(Ordering::Acquire);
            let again = self.columns();
            // If the columns are the same before and after, they were so when `submitted` was read. If not,
            // the later ones will do, as long as their sum does not exceed `submitted`.
            if again == settled || again.iter().sum::<u64>() <= submitted {
                return (again, submitted);
            }
            settled = again;
        }
    }

    /// Counts a task in. One atomic addition.
    #[inline]
    pub(crate) fn submit(&self) {
        self.submitted.0.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts `n` tasks out.
    pub(crate) fn settle(&self, column: Settled, n: u64) {
        self.settled.0[column as usize].fetch_add(n, Ordering::Release);
        // Of two threads that settle the last tasks in different columns at least one sees both.
        fence(Ordering::SeqCst);
        let settled: u64 = self.columns().iter().sum();
        let in_flight = self.submitted.0.load(Ordering::Acquire) - settled;
        // The number in flight is largest just before something settles.
        let before = in_flight + n;
        if before > self.high_water.load(Ordering::Relaxed) {
            self.high_water.fetch_max(before, Ordering::Relaxed);
        }
        if in_flight == 0 {
            self.idle.notify();
        }
    }

    /// Keeps an error for reports.
    pub(crate) fn note_failure(&self, label: Label, error: String) {
        tracing::warn!(%label, %error, "a cleanup failed");
        let mut failures = self.failures();
        if failures.len() == KEPT_FAILURES {
            failures.pop_front();
        }
        failures.push_back(Failure { label, error });
    }

    fn failures(&self) -> MutexGuard<'_, VecDeque<Failure>> {
        self.last_failures
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until nothing is in flight.
    pub(crate) async fn idle(&self) {
        self.until(|| self.in_flight() == 0).await;
    }

    /// Waits for a condition that changes when a task settles or [`notify`](Self::notify) is called.
    pub(crate) async fn until(&self, condition: impl Fn() -> bool) {
        self.idle.until(condition).await;
    }

    pub(crate) fn notify(&self) {
        self.idle.notify();
    }
}
