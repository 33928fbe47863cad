//! From where tasks are submitted to where they are done: a channel that keeps what it is given until
//! somebody takes it, whoever comes and goes meanwhile.

use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
};

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, error::SendError, unbounded_channel};

use super::{
    isolate::{drop_isolated, isolated},
    ledger::{CleanupLedger, Label, Left, Settled},
};

/// How many tasks are taken at a time.
pub(super) const BATCH: usize = 64;

/// Submits tasks. Cloning is two pointer clones.
///
/// It may be used from any thread, inside or outside a runtime, before anything runs, while the thread
/// unwinds or its thread-locals are destroyed, and in a `Drop` that a GC sweep runs: it counts, sends
/// into an unbounded channel (an allocation for 32 tasks), and wakes the worker if that sleeps. It never
/// blocks and never panics.
pub struct Submitter<T> {
    sender: UnboundedSender<T>,
    inbox: Arc<Inbox<T>>,
}

/// The receiving end, which lives as long as any end does: a worker that goes leaves it behind for the
/// next.
pub(super) struct Inbox<T> {
    pub(super) ledger: Arc<CleanupLedger>,
    received: Mutex<Received<T>>,
    label: Box<dyn Fn(&T) -> Label + Send + Sync>,
}

struct Received<T> {
    receiver: UnboundedReceiver<T>,
    /// Taken out of the channel to be looked at.
    looked_at: VecDeque<T>,
}

impl<T> Submitter<T> {
    /// Makes an inbox and its first submitter. `label` may be code of the host's.
    pub(super) fn new(label: impl Fn(&T) -> Label + Send + Sync + 'static) -> Self {
        let (sender, receiver) = unbounded_channel();
        let received = Received {
            receiver,
            looked_at: VecDeque::new(),
        };
        Self {
            sender,
            inbox: Arc::new(Inbox {
                ledger: Arc::default(),
                received: Mutex::new(received),
                label: Box::new(label),
            }),
        }
    }

    pub(super) fn inbox(&self) -> &Arc<Inbox<T>> {
        &self.inbox
    }

    /// Submits a task. `false` if the queue was shut down: then the task is dropped here, and counted as
    /// abandoned.
    pub fn submit(&self, task: T) -> bool {
        let ledger = &self.inbox.ledger;
        ledger.submit();
        match self.sender.send(task) {
            Ok(()) => true,
            Err(SendError(task)) => {
                drop_isolated(task);
                ledger.settle(Settled::Abandoned, 1);
                false
            }
        }
    }

    /// The accounts, which outlive the queue.
    #[must_use]
    pub fn ledger(&self) -> &Arc<CleanupLedger> {
        &self.inbox.ledger
    }
}

impl<T> Clone for Submitter<T> {
    fn clone(&self) -> Self {
        Self {
            sender: self.sender.clone(),
            inbox: self.inbox.clone(),
        }
    }
}

impl<T> fmt::Debug for Submitter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Submitter")
            .field("in_flight", &self.inbox.ledger.in_flight())
            .finish_non_exhaustive()
    }
}

impl<T> Inbox<T> {
    /// Takes up to `limit` tasks. Ready with 0 when no more can come.
    pub(super) fn poll_take(
        &self,
        cx: &mut Context<'_>,
        tasks: &mut Vec<T>,
        limit: usize,
    ) -> Poll<usize> {
        let received = &mut *self.received();
        if received.looked_at.is_empty() {
            return received.receiver.poll_recv_many(cx, tasks, limit);
        }
        let n = received.looked_at.len().min(limit);
        tasks.extend(received.looked_at.drain(..n));
        Poll::Ready(n)
    }

    /// Lets nothing more in.
    pub(super) fn close(&self) {
        self.received().receiver.close();
    }

    /// The labels of what is queued.
    pub(super) fn queued(&self) -> Vec<Label> {
        let received = &mut *self.received();
        while let Ok(task) = received.receiver.try_recv() {
            received.looked_at.push_back(task);
        }
        let tasks = received.looked_at.iter();
        tasks.map(|task| self.label_of(task)).collect()
    }

    /// Drops what is queued, and counts it.
    pub(super) fn abandon(&self) -> Vec<Label> {
        let labels = self.queued();
        // Not dropped while the lock is held: that is code of the host's.
        let tasks = std::mem::take(&mut self.received().looked_at);
        self.drop_abandoned(tasks);
        labels
    }

    fn drop_abandoned(&self, tasks: VecDeque<T>) {
        let count = tasks.len() as u64;
        tasks.into_iter().for_each(drop_isolated);
        if count > 0 {
            self.ledger.settle(Settled::Abandoned, count);
        }
    }

    pub(super) fn label_of(&self, task: &T) -> Label {
        isolated(|| (self.label)(task)).unwrap_or_else(|_| Label::from("(its label panicked)"))
    }

    fn received(&self) -> MutexGuard<'_, Received<T>> {
        // Nothing of the host's but labels runs while it is held, and those are isolated.
        self.received.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Drop for Inbox<T> {
    /// Neither a handle to the queue, nor a submitter, nor a worker is left.
    fn drop(&mut self) {
        let labels = self.abandon();
        if !labels.is_empty() {
            let left = Left::of(labels, []);
            tracing::warn!(%left, "a cleanup queue that nothing served was dropped with tasks in it");
        }
    }
}
