//! From where tasks are submitted to where they are done: a channel that keeps what it is given until
//! somebody takes it, whoever comes and goes meanwhile.

use std::{
    collections::VecDeque,
    fmt,
    future::{Future, poll_fn},
    pin::pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
    thread,
};

use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender, error::SendError, unbounded_channel},
    task::unconstrained,
};

use crate::{
    isolate::{drop_isolated, isolated},
    ledger::{CleanupLedger, Label, Left, Settled},
};

/// How many tasks are taken at a time.
pub(crate) const BATCH: usize = 64;

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
pub(crate) struct Inbox<T> {
    pub(crate) ledger: Arc<CleanupLedger>,
    received: Mutex<Received<T>>,
    label: Box<dyn Fn(&T) -> Label + Send + Sync>,
}

struct Received<T> {
    receiver: UnboundedReceiver<T>,
    /// Taken out of the channel and looked at; what comes first.
    looked_at: VecDeque<T>,
    /// How many are looking at tasks that are in neither place meanwhile.
    looking: usize,
    /// Who waits for tasks. The channel knows only who polled last, and that may be somebody who looks.
    waiting: Option<Waker>,
}

impl<T> Received<T> {
    /// Takes everything out of the channel. If that is closed, also what somebody is sending right now: it
    /// was let in before, and nobody would look again.
    fn take_all(&mut self, is_closed: bool) -> VecDeque<T> {
        let mut tasks = std::mem::take(&mut self.looked_at);
        // Polled with no waker, and without tokio's budget, at the end of which everything is pending.
        let receiver = &mut self.receiver;
        let mut look = pin!(unconstrained(poll_fn(|cx| Poll::Ready(
            receiver.poll_recv(cx)
        ))));
        let cx = &mut Context::from_waker(Waker::noop());
        loop {
            let Poll::Ready(received) = look.as_mut().poll(cx) else {
                // It never is.
                break;
            };
            match received {
                Poll::Ready(Some(task)) => tasks.push_back(task),
                Poll::Ready(None) => break,
                // A sender is between two instructions.
                Poll::Pending if is_closed => thread::yield_now(),
                Poll::Pending => break,
            }
        }
        if let Some(waiting) = self.waiting.take() {
            waiting.wake();
        }
        tasks
    }
}

impl<T> Submitter<T> {
    /// Makes an inbox and its first submitter. `label` may be code of the host's.
    pub(crate) fn new(label: impl Fn(&T) -> Label + Send + Sync + 'static) -> Self {
        let (sender, receiver) = unbounded_channel();
        let received = Received {
            receiver,
            looked_at: VecDeque::new(),
            looking: 0,
            waiting: None,
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

    pub(crate) fn inbox(&self) -> &Arc<Inbox<T>> {
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
    pub(crate) fn poll_take(
        &self,
        cx: &mut Context<'_>,
        tasks: &mut Vec<T>,
        limit: usize,
    ) -> Poll<usize> {
        let received = &mut *self.received();
        let poll = if !received.looked_at.is_empty() {
            let n = received.looked_at.len().min(limit);
            tasks.extend(received.looked_at.drain(..n));
            Poll::Ready(n)
        } else if received.looking > 0 {
            Poll::Pending
        } else {
            received.receiver.poll_recv_many(cx, tasks, limit)
        };
        if poll.is_pending() {
            received.waiting = Some(cx.waker().clone());
        }
        poll
    }

    /// Lets nothing more in.
    pub(crate) fn close(&self) {
        self.received().receiver.close();
    }

    /// The labels of what is queued.
    pub(crate) fn queued(&self) -> Vec<Label> {
        let tasks = {
            let mut received = self.received();
            received.looking += 1;
            received.take_all(false)
        };
        // Labels are the host's code, so no lock is held.
        let labels = tasks.iter().map(|task| self.label_of(task)).collect();
        let mut received = self.received();
        received.looking -= 1;
        let later = std::mem::replace(&mut received.looked_at, tasks);
        received.looked_at.extend(later);
        if let Some(waiting) = received.waiting.take() {
            waiting.wake();
        }
        labels
    }

    /// Lets nothing more in, drops what is queued, and counts it.
    pub(crate) fn abandon(&self) -> Vec<Label> {
        let tasks = {
            let mut received = self.received();
            received.receiver.close();
            received.take_all(true)
        };
        let count = tasks.len() as u64;
        let mut labels = Vec::with_capacity(tasks.len());
        for task in tasks {
            labels.push(self.label_of(&task));
            drop_isolated(task);
        }
        if count > 0 {
            self.ledger.settle(Settled::Abandoned, count);
        }
        labels
    }

    pub(crate) fn label_of(&self, task: &T) -> Label {
        isolated(|| (self.label)(task)).unwrap_or_else(|_| Label::from("(its label panicked)"))
    }

    fn received(&self) -> MutexGuard<'_, Received<T>> {
        // Nothing of the host's runs while it is held.
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
