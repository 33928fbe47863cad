//! Shared by these tests.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

pub const LONG: Duration = Duration::from_secs(600);

/// Waits for something that happens on another thread.
#[track_caller]
pub fn eventually(what: &str, condition: impl Fn() -> bool) {
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
