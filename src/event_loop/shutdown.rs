//! Ending the loop: stopping, deadlines, and what is left then.

use tokio::time::Instant;

use super::state::EventLoop;

/// What was left when a loop was shut down before it was idle.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[must_use]
#[non_exhaustive]
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

/// The deadlines of an outer run, which hold again when this is dropped.
pub(super) struct OuterDeadline<'a> {
    event_loop: &'a EventLoop,
    deadline: Option<Instant>,
    of_shutdown: Option<Instant>,
}

impl Drop for OuterDeadline<'_> {
    fn drop(&mut self) {
        self.event_loop.deadline.set(self.deadline);
        self.event_loop.shutdown_deadline.set(self.of_shutdown);
    }
}

impl EventLoop {
    /// Makes the run end at `deadline`, or at that of a shutdown if it is earlier, until the returned value is dropped.
    ///
    /// Other deadlines of an outer run do not count: they end no job that is running, and a nested run is a part of one.
    pub(super) fn begin_deadline(
        &self,
        deadline: Option<Instant>,
        is_shutdown: bool,
    ) -> OuterDeadline<'_> {
        let of_shutdown = self.shutdown_deadline.get();
        let ends = of_shutdown.into_iter().chain(deadline).min();
        let outer = self.deadline.replace(ends);
        if is_shutdown {
            self.shutdown_deadline.set(ends);
        }
        OuterDeadline {
            event_loop: self,
            deadline: outer,
            of_shutdown,
        }
    }

    /// Whether the time of the run is over.
    pub(super) fn is_deadline_over(&self) -> bool {
        let deadline = self.deadline.get();
        deadline.is_some_and(|deadline| Instant::now() >= deadline)
    }

    /// Whether the loop must end even before its next microtask.
    pub(super) fn is_overdue(&self) -> bool {
        self.is_deadline_over() || self.mailbox.is_ended()
    }

    /// Whether a run must not go on with the next native future.
    pub(super) fn lets_go(&self) -> bool {
        self.slices.is_over() || self.is_overdue() || self.mailbox.is_stopping()
    }

    /// Drops everything that is queued, and returns the counts.
    pub fn clear(&self) -> Abandoned {
        let mut abandoned = Abandoned {
            microtasks: self.microtasks.take().len(),
            generic_jobs: self.generic_jobs.take().len() + self.idle_jobs.take().len(),
            timers: self.timers.waited_for(),
            async_jobs: self.async_jobs.take().len(),
            messages: 0,
        };
        self.timers.clear();
        abandoned.messages = self.mailbox.clear();
        self.finalization_jobs.take();
        self.background_jobs.take();
        abandoned
    }

    /// Calls `f` when the [`Runtime`](crate::Runtime) of this loop is shut down, after its last job, or when the engine has
    /// panicked in it. For things that run beside the loop and must not outlive it. `f` must not touch values of the engine.
    pub fn on_shutdown(&self, f: impl FnOnce() + 'static) {
        self.on_shutdown.borrow_mut().push(Box::new(f));
    }

    /// Drops the messages that wait, and ends the calls; what is posted later is dropped. Touches nothing of the engine.
    pub(crate) fn end_calls(&self) {
        self.mailbox.close();
    }

    /// Drops everything that is queued, for good: the mailbox takes no more messages.
    pub(crate) fn close(&self) -> Abandoned {
        // Closed first: what is dropped then may post.
        let messages = self.mailbox.close();
        let mut abandoned = self.clear();
        abandoned.messages += messages;
        abandoned
    }

    /// Tells those that run beside the loop that it is shut down. Touches nothing of the engine.
    pub(crate) fn shut_down(&self) {
        for f in self.on_shutdown.take() {
            f();
        }
    }
}
