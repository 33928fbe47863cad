//! Ending the loop: stopping, deadlines, and what is left then.

use std::{cell::RefCell, time::Duration};

use boa_engine::Context;
use tokio::time::Instant;

use super::executor::EventLoop;

/// What was left when a loop was shut down before it was idle.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[must_use]
pub struct Abandoned {
    /// Promise jobs and other microtasks.
    pub microtasks: usize,
    /// Generic jobs, those that waited for an idle moment included.
    pub generic_jobs: usize,
    /// Timeouts and intervals, without those in the background.
    pub timers: usize,
    /// Native futures, started or not.
    pub async_jobs: usize,
    /// Messages from other threads.
    pub messages: usize,
}

impl Abandoned {
    /// Whether nothing was left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl EventLoop {
    /// Whether the loop is to end as soon as it can.
    pub(super) fn is_ending(&self) -> bool {
        self.stopping.get() || self.is_overdue()
    }

    /// Whether not even the microtasks are waited for.
    pub(super) fn is_overdue(&self) -> bool {
        let deadline = self.deadline.get();
        deadline.is_some_and(|deadline| Instant::now() >= deadline) || self.mailbox.is_ended()
    }

    /// Runs the loop until it is idle, but for no longer than `limit`, and not one job longer: also
    /// microtasks that go on enqueuing microtasks end.
    pub(crate) async fn run_for(&self, limit: Duration, context: &RefCell<&mut Context>) {
        /// Takes the deadline away again, also when the run is dropped.
        struct Deadline<'a>(&'a EventLoop);

        impl Drop for Deadline<'_> {
            fn drop(&mut self) {
                self.0.deadline.set(None);
            }
        }

        let Some(deadline) = Instant::now().checked_add(limit) else {
            // Beyond what the clock can tell.
            return self.run_until_idle(context).await;
        };
        self.deadline.set(Some(deadline));
        let _deadline = Deadline(self);
        // Both ways of ending are seen in what is left.
        let _ = tokio::time::timeout_at(deadline, self.run_until_idle(context)).await;
    }

    /// Drops everything that is queued, and counts it.
    pub fn clear(&self) -> Abandoned {
        let mut abandoned = Abandoned {
            microtasks: self.microtasks.take().len(),
            generic_jobs: self.generic_jobs.take().len() + self.idle_jobs.take().len(),
            timers: self.timers.waited_for(),
            async_jobs: self.async_jobs.take().len(),
            messages: 0,
        };
        self.timers.clear();
        while self.mailbox.take().is_some() {
            abandoned.messages += 1;
        }
        self.finalization_jobs.take();
        abandoned
    }

    /// Has `f` called when the [`Runtime`](crate::Runtime) of this loop is shut down, after its last job: for what
    /// runs beside the loop and must not outlive it.
    pub fn on_shutdown(&self, f: impl FnOnce() + 'static) {
        self.on_shutdown.borrow_mut().push(Box::new(f));
    }

    pub(crate) fn shut_down(&self) {
        for f in self.on_shutdown.take() {
            f();
        }
    }
}
