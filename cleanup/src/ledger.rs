//! The accounts of a queue: every task that was ever submitted is in exactly one column.

use std::{
    borrow::Cow,
    cmp,
    collections::{BTreeMap, VecDeque},
    fmt,
    hash::{Hash, Hasher},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering, fence},
    },
};

use crate::signal::Signal;

/// How many of the last failures are kept.
const KEPT_FAILURES: usize = 16;

/// What a task is called in reports. Cloning one allocates nothing.
#[derive(Clone)]
pub struct Label(Text);

#[derive(Clone)]
enum Text {
    Static(&'static str),
    Shared(Arc<str>),
}

impl Label {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Text::Static(text) => text,
            Text::Shared(text) => text,
        }
    }
}

impl From<&'static str> for Label {
    fn from(text: &'static str) -> Self {
        Self(Text::Static(text))
    }
}

impl From<String> for Label {
    fn from(text: String) -> Self {
        Self(Text::Shared(text.into()))
    }
}

impl From<Cow<'static, str>> for Label {
    fn from(text: Cow<'static, str>) -> Self {
        match text {
            Cow::Borrowed(text) => text.into(),
            Cow::Owned(text) => text.into(),
        }
    }
}

impl PartialEq for Label {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Label {}

impl PartialOrd for Label {
    fn partial_cmp(&self, other: &Self) -> Option<cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Label {
    fn cmp(&self, other: &Self) -> cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Hash for Label {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

/// How a task ended: the columns of the accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// It ended well.
    Completed,
    /// It returned an error or panicked.
    Failed,
    /// It was dropped at its deadline.
    TimedOut,
    /// It was dropped before its end, or never began: the queue was shut down, or its runtime was.
    Abandoned,
}

/// An error of a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The task's label.
    pub label: Label,
    /// What it said.
    pub error: String,
}

/// The accounts at one instant: `submitted = completed + failed + timed_out + abandoned + in_flight`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CleanupStats {
    /// Tasks ever submitted, also those that came too late.
    pub submitted: u64,
    /// Tasks that ended well.
    pub completed: u64,
    /// Tasks that returned an error or panicked.
    pub failed: u64,
    /// Tasks that were dropped at their deadline.
    pub timed_out: u64,
    /// Tasks that were dropped before their end or never began.
    pub abandoned: u64,
    /// Tasks that are queued or running.
    pub in_flight: u64,
    /// The most that were ever in flight, but for tasks that settled at the very same time.
    pub high_water: u64,
    /// The last failures, the oldest first.
    pub last_failures: Vec<Failure>,
}

impl CleanupStats {
    /// Both together; the high-water mark is the larger one.
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

/// The accounts of a queue. They can be read for as long as anybody holds them, also when the queue is
/// gone.
#[derive(Debug, Default)]
pub struct CleanupLedger {
    submitted: Apart<AtomicU64>,
    /// In the order of [`Settled`].
    settled: Apart<[AtomicU64; 4]>,
    high_water: AtomicU64,
    last_failures: Mutex<VecDeque<Failure>>,
    idle: Signal,
}

/// On a cache line of its own: submitting threads and the worker write at the same time.
#[derive(Debug, Default)]
#[repr(align(128))]
struct Apart<T>(T);

impl CleanupLedger {
    /// The accounts now. The identity holds in every snapshot: while tasks settle during the call, those
    /// are still counted as in flight.
    ///
    /// Takes a lock (of the failures) that no submission takes; not for a `Drop`.
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
        // Acquire: whoever settled a task has seen its submission, so that we do, too.
        self.settled.0.each_ref().map(|n| n.load(Ordering::Acquire))
    }

    /// The columns and what was submitted, as they were at one time during the call, or else with tasks
    /// that settled meanwhile still in flight.
    fn read(&self) -> ([u64; 4], u64) {
        let mut settled = self.columns();
        loop {
            let submitted = self.submitted.0.load(Ordering::Acquire);
            let again = self.columns();
            // The same before and after: so they were when `submitted` was read. If not, the later ones will
            // do as long as they are no more than what was submitted by then.
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
        // What is in flight is the most just before something settles.
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

    fn failures(&self) -> std::sync::MutexGuard<'_, VecDeque<Failure>> {
        self.last_failures
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until nothing is in flight.
    pub(crate) async fn idle(&self) {
        self.until(|| self.in_flight() == 0).await;
    }

    /// Waits for a condition that changes when a task settles, or that somebody [notifies](Self::notify) of.
    pub(crate) async fn until(&self, condition: impl Fn() -> bool) {
        self.idle.until(condition).await;
    }

    pub(crate) fn notify(&self) {
        self.idle.notify();
    }
}

/// What was not done when a queue was drained or shut down, by label.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use = "it tells what was not cleaned up"]
pub struct Left(Vec<LeftOver>);

/// How many tasks of a label were not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOver {
    /// The label.
    pub label: Label,
    /// Those that had not begun.
    pub queued: u64,
    /// Those that were running.
    pub running: u64,
}

impl Left {
    /// Counts by label.
    pub(crate) fn of(
        queued: impl IntoIterator<Item = Label>,
        running: impl IntoIterator<Item = Label>,
    ) -> Self {
        let queued = queued.into_iter().map(|label| (label, 1, 0));
        let running = running.into_iter().map(|label| (label, 0, 1));
        Self::counted(queued.chain(running))
    }

    /// Sums up what is queued and running, by label.
    pub(crate) fn counted(counts: impl IntoIterator<Item = (Label, u64, u64)>) -> Self {
        let mut by_label = BTreeMap::<Label, (u64, u64)>::new();
        for (label, queued, running) in counts {
            if queued + running > 0 {
                let sum = by_label.entry(label).or_default();
                sum.0 += queued;
                sum.1 += running;
            }
        }
        let left = by_label.into_iter();
        Self(
            left.map(|(label, (queued, running))| LeftOver {
                label,
                queued,
                running,
            })
            .collect(),
        )
    }

    /// Whether everything was done.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many tasks are left.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.iter().map(|left| left.queued + left.running).sum()
    }

    /// In the order of the labels.
    pub fn iter(&self) -> impl Iterator<Item = &LeftOver> {
        self.0.iter()
    }
}

impl fmt::Display for Left {
    /// `2 x socket (1 running), 1 x file`; `nothing` if nothing is left.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("nothing");
        }
        for (i, left) in self.0.iter().enumerate() {
            let separator = if i == 0 { "" } else { ", " };
            write!(
                f,
                "{separator}{} x {}",
                left.queued + left.running,
                left.label
            )?;
            if left.running > 0 {
                write!(f, " ({} running)", left.running)?;
            }
        }
        Ok(())
    }
}
