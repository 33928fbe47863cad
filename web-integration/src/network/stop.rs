//! The means to stop a job.

use std::{cell::Cell, rc::Rc};

use tokio::sync::Notify;

/// Stops a native job that waits for something. Clones stop the same job.
#[derive(Debug, Clone, Default)]
pub(super) struct Stop(Rc<(Cell<bool>, Notify)>);

impl Stop {
    /// Stops the job, now or when it next waits.
    pub(super) fn stop(&self) {
        self.0.0.set(true);
        self.0.1.notify_one();
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.0.0.get()
    }

    /// Waits until [`stop`](Self::stop) is called.
    pub(super) async fn stopped(&self) {
        while !self.is_stopped() {
            self.0.1.notified().await;
        }
    }

    /// Waits for `future`; returns `None` if the job is stopped first. The future is dropped at once then, and the
    /// connection with it.
    pub(super) async fn or<T>(&self, future: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            () = self.stopped() => None,
            value = future => Some(value),
        }
    }
}
