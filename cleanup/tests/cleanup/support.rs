//! Shared by these tests.

use std::{
    future::Future,
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use async_cleanup::{CleanupError, CleanupStats, CleanupTask, Label};

pub const LONG: Duration = Duration::from_secs(600);

pub type BoxFuture = Pin<Box<dyn Future<Output = Result<(), CleanupError>> + Send>>;

/// A task that does what the test wants, and counts its drop.
pub struct Job {
    pub label: &'static str,
    run: Box<dyn FnOnce() -> BoxFuture + Send>,
    _dropped: Option<CountDrop>,
}

impl Job {
    pub fn new<F>(label: &'static str, run: impl FnOnce() -> F + Send + 'static) -> Self
    where
        F: Future<Output = Result<(), CleanupError>> + Send + 'static,
    {
        Self {
            label,
            run: Box::new(move || Box::pin(run())),
            _dropped: None,
        }
    }

    /// A task that never ends.
    pub fn hung(label: &'static str) -> Self {
        Self::new(label, std::future::pending)
    }

    pub fn counting(mut self, dropped: &Arc<AtomicUsize>) -> Self {
        self._dropped = Some(CountDrop(dropped.clone()));
        self
    }
}

impl CleanupTask for Job {
    fn label(&self) -> Label {
        assert_ne!(self.label, "(panics)", "a label that panics");
        self.label.into()
    }

    async fn run(self) -> Result<(), CleanupError> {
        (self.run)().await
    }
}

pub struct CountDrop(pub Arc<AtomicUsize>);

impl Drop for CountDrop {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// Whether the identity of the accounts holds.
pub fn balanced(stats: &CleanupStats) -> bool {
    stats.submitted
        == stats.completed + stats.failed + stats.timed_out + stats.abandoned + stats.in_flight
}

/// The columns, for comparisons.
pub fn columns(stats: &CleanupStats) -> [u64; 6] {
    assert!(balanced(stats), "{stats}");
    [
        stats.submitted,
        stats.completed,
        stats.failed,
        stats.timed_out,
        stats.abandoned,
        stats.in_flight,
    ]
}

/// Waits for something that happens on another thread.
#[track_caller]
pub fn eventually(what: &str, mut condition: impl FnMut() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < LONG, "not within {LONG:?}: {what}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// A list that tasks on other threads append to.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    pub fn push(&self, line: impl Into<String>) {
        self.0
            .lock()
            .expect("no panic while locked")
            .push(line.into());
    }

    pub fn lines(&self) -> Vec<String> {
        self.0.lock().expect("no panic while locked").clone()
    }
}
