//! The channel from submitters to the worker. It outlives both: what was submitted stays in it until a worker
//! takes it.

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
    label::Label,
    ledger::CleanupLedger,
    left::Left,
    stats::Settled,
};

/// How many tasks a worker takes at a time, at most.
pub(crate) const BATCH: usize = 64;

/// Submits tasks to a queue. Cloning it clones two pointers.
///
/// It may be used from any thread, inside or outside a runtime, before the queue is started, while the thread
/// unwinds or its thread-locals are destroyed, and in a `Drop` that a GC sweep runs. It counts the task, sends
/// it into an unbounded channel, which allocates once per 32 tasks, and wakes the worker if that sleeps. It
/// never blocks and never panics.
pub struct Submitter<T> {
    sender: UnboundedSender<T>,
    inbox: Arc<Inbox<T>>,
}

/// The receiving end. It lives as long as a submitter, the queue or a worker; a worker that ends leaves it to
/// the next one.
pub(crate) struct Inbox<T> {
    pub(crate) ledger: Arc<CleanupLedger>,
    received: Mutex<Received<T>>,
    label: Box<dyn Fn(&T) -> Label + Send + Sync>,
}

struct Received<T> {
    receiver: UnboundedReceiver<T>,
    /// Tasks that were taken out of the channel to read their labels. They come before those in the channel.
    looked_at: VecDeque<T>,
    /// How many threads are reading labels. The tasks that they read are in neither place meanwhile.
    looking: usize,
    /// The worker that waits for tasks. The channel knows only who polled last, which may be a thread that
    /// reads labels.
    waiting: Option<Waker>,
}

impl<T> Received<T> {
    /// Takes everything out of the channel. If the channel is closed, waits for a sender that is just sending:
    /// its task was let in before, and nothing would look again.
    fn take_all(&mut self, is_closed: bool) -> VecDeque<T> {
        let mut tasks = std::mem::take(&mut self.looked_at);
        // Polled without a waker, and without tokio's budget: when that is used up, everything is pending.
        let receiver = &mut self.receiver;
        let mut look = pin!(unconstrained(poll_fn(|cx| Poll::Ready(
            receiver.poll_recv(cx)
        ))));
        let cx = &mut Context::from_waker(Waker::noop());
        loop {
            let Poll::Ready(received) = look.as_mut().poll(cx) else {
                // This never happens.
                break;
            };
            match received {
                Poll::Ready(Some(task)) => tasks.push_back(task),
                Poll::Ready(None) => break,
                // A sender is in the middle of sending.
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
    /// Makes an inbox and its first submitter. `label` may call user code.
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

    /// Submits a task. Returns false if the queue was shut down; then the task is dropped here and counted as
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
    /// Takes up to `limit` tasks. Ready with 0 when no more tasks can come.
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

    /// Closes the inbox for further tasks.
    pub(crate) fn close(&self) {
        self.received().receiver.close();
    }

    /// The labels of the queued tasks.
    pub(crate) fn queued(&self) -> Vec<Label> {
        let tasks = {
            let mut received = self.received();
            received.looking += 1;
            received.take_all(false)
        };
        // Labels are made by user code, so no lock is held.
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

    /// Closes the inbox, drops the queued tasks, and counts them as abandoned. Returns their labels.
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
        // No user code runs under the lock.
        self.received.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Drop for Inbox<T> {
    /// The queue, every submitter and every worker are gone.
    fn drop(&mut self) {
        let labels = self.abandon();
        if !labels.is_empty() {
            let left = Left::of(labels, []);
            tracing::warn!(%left, "a cleanup queue was dropped with tasks in it that nothing served");
        }
    }
}
