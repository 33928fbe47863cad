//! The worker of a queue: it takes up to 64 tasks each time it wakes and spawns one future that runs them
//! side by side. It never waits for a task, so one that hangs holds up no other.

use std::{
    collections::BTreeMap,
    future::{Future, poll_fn},
    pin::Pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use futures_util::{Stream, stream::FuturesUnordered};
use tokio::{
    runtime::Handle,
    sync::{OwnedSemaphorePermit, Semaphore},
    task::AbortHandle,
    time::{Instant, Sleep},
};

use super::{
    inbox::{BATCH, Inbox},
    isolate::{Isolated, isolated},
    ledger::{Label, Left, Settled},
    queue::{AlreadyStarted, CleanupError, CleanupOptions, CleanupTask},
    sync::wait_until,
};

/// What serves a queue, on one runtime after the other.
pub(super) struct Dispatcher<T> {
    inbox: Arc<Inbox<T>>,
    options: CleanupOptions,
    permits: Option<Arc<Semaphore>>,
    serving: AtomicBool,
    batches: Mutex<Batches>,
}

/// The batches that are running.
#[derive(Default)]
struct Batches {
    next: u64,
    running: BTreeMap<u64, (Arc<Batch>, Option<AbortHandle>)>,
    /// Whether what still starts is to be aborted.
    abandoned: bool,
}

/// What is known of a running batch to others.
struct Batch {
    labels: Vec<Label>,
    /// A bit for each task that has not settled.
    unsettled: AtomicU64,
}

const _: () = assert!(BATCH <= u64::BITS as usize);

impl<T: CleanupTask> Dispatcher<T> {
    pub(super) fn new(inbox: Arc<Inbox<T>>, options: CleanupOptions) -> Self {
        let permits = options
            .concurrency
            .map(|most| Arc::new(Semaphore::new(most.get().min(Semaphore::MAX_PERMITS))));
        Self {
            inbox,
            options,
            permits,
            serving: AtomicBool::new(false),
            batches: Mutex::default(),
        }
    }

    /// Begins to serve; at most one at a time.
    pub(super) fn begin(self: &Arc<Self>) -> Result<Serving<T>, AlreadyStarted> {
        if self.serving.swap(true, Ordering::AcqRel) {
            return Err(AlreadyStarted);
        }
        Ok(Serving {
            dispatcher: self.clone(),
        })
    }

    pub(super) fn is_serving(&self) -> bool {
        self.serving.load(Ordering::Acquire)
    }

    /// What is in flight, by label.
    pub(super) fn left(&self) -> Left {
        // Locked over both: while it is, nothing goes from being queued to running.
        let batches = self.batches();
        let queued = self.inbox.queued();
        Left::of(queued, batches.running())
    }

    /// Drops everything that is in flight. What it was, by label, if nobody has looked before.
    pub(super) fn abandon(&self, known: Left) -> Left {
        let (running, aborts): (_, Vec<_>) = {
            let mut batches = self.batches();
            batches.abandoned = true;
            let aborts = batches.running.values();
            let aborts = aborts.filter_map(|(_, abort)| abort.clone()).collect();
            (batches.running(), aborts)
        };
        // What the worker takes meanwhile is aborted by the worker.
        let queued = self.inbox.abandon();
        // Not while the lock is held, which the end of a batch takes.
        aborts.iter().for_each(AbortHandle::abort);
        if known.is_empty() {
            Left::of(queued, running)
        } else {
            known
        }
    }
}

impl<T> Dispatcher<T> {
    fn batches(&self) -> MutexGuard<'_, Batches> {
        self.batches.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Batches {
    fn running(&self) -> Vec<Label> {
        let running = self.running.values();
        running.flat_map(|(batch, _)| batch.unsettled()).collect()
    }
}

impl Batch {
    fn unsettled(&self) -> Vec<Label> {
        let bits = self.unsettled.load(Ordering::Relaxed);
        let labels = self.labels.iter().enumerate();
        labels
            .filter(|(i, _)| bits & (1 << i) != 0)
            .map(|(_, label)| label.clone())
            .collect()
    }
}

/// The right to serve a queue. Dropped with the worker's future, so that another may start.
pub(super) struct Serving<T> {
    dispatcher: Arc<Dispatcher<T>>,
}

impl<T> Drop for Serving<T> {
    fn drop(&mut self) {
        self.dispatcher.serving.store(false, Ordering::Release);
    }
}

/// Serves the queue until no more can come and nothing is in flight.
pub(super) async fn serve<T: CleanupTask>(serving: Serving<T>, runtime: Handle) {
    let dispatcher = &serving.dispatcher;
    loop {
        let mut permits = match &dispatcher.permits {
            Some(permits) => Some(some_of(permits).await),
            None => None,
        };
        let taken = poll_fn(|cx| dispatcher.poll_take(&mut permits, cx)).await;
        let Some((tasks, accounts)) = taken else {
            break;
        };
        let id = accounts.id;
        // If the runtime is going it drops the future, here or later, and the accounts say so.
        let limit = dispatcher.options.task_deadline;
        let spawned = runtime.spawn(run(tasks, accounts, limit));
        dispatcher.started(id, spawned.abort_handle());
    }
    // The runtime may be ours and go when this returns.
    dispatcher.inbox.ledger.idle().await;
}

/// Between 1 and 64 permits, as many as there are.
async fn some_of(permits: &Arc<Semaphore>) -> OwnedSemaphorePermit {
    loop {
        // It is never closed, so this is never an error.
        if let Ok(mut some) = permits.clone().acquire_owned().await {
            let more = permits.available_permits().min(BATCH - 1);
            if let Ok(more) = permits.clone().try_acquire_many_owned(more as u32) {
                some.merge(more);
            }
            return some;
        }
    }
}

impl<T: CleanupTask> Dispatcher<T> {
    /// Takes the tasks of a batch and opens its accounts; `None` when no more can come.
    fn poll_take(
        self: &Arc<Self>,
        permits: &mut Option<OwnedSemaphorePermit>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<(Vec<T>, Accounts<T>)>> {
        let limit = permits.as_ref().map_or(BATCH, |some| some.num_permits());
        let mut tasks = Vec::new();
        let mut batches = self.batches();
        let n = ready!(self.inbox.poll_take(cx, &mut tasks, limit));
        if n == 0 {
            return Poll::Ready(None);
        }
        let batch = Arc::new(Batch {
            labels: tasks.iter().map(|task| self.inbox.label_of(task)).collect(),
            unsettled: AtomicU64::new(u64::MAX >> (BATCH - n)),
        });
        let id = batches.next;
        batches.next += 1;
        batches.running.insert(id, (batch.clone(), None));
        let mut permits = permits.take();
        if let Some(permits) = &mut permits {
            // Those too many.
            drop(permits.split(permits.num_permits() - n));
        }
        let accounts = Accounts {
            dispatcher: self.clone(),
            id,
            batch,
            permits,
        };
        Poll::Ready(Some((tasks, accounts)))
    }

    /// Notes how to abort a batch, if it is not over already.
    fn started(&self, id: u64, abort: AbortHandle) {
        let mut batches = self.batches();
        if batches.abandoned {
            drop(batches);
            abort.abort();
        } else if let Some((_, slot)) = batches.running.get_mut(&id) {
            *slot = Some(abort);
        }
    }
}

/// Runs the tasks of a batch side by side.
async fn run<T: CleanupTask>(tasks: Vec<T>, mut accounts: Accounts<T>, limit: Option<Duration>) {
    let deadline = limit.and_then(|limit| Instant::now().checked_add(limit));
    let mut futures: FuturesUnordered<_> = tasks
        .into_iter()
        .enumerate()
        // `run` is called when first polled, so that its panics are isolated, too.
        .map(|(i, task)| Isolated::new(i, async move { task.run().await }))
        .collect();
    let mut expiry: Option<Pin<Box<Sleep>>> = None;
    poll_fn(|cx| {
        while let Some((i, result)) = ready_next(&mut futures, cx) {
            accounts.settle(i, result);
        }
        if futures.is_empty() {
            return Poll::Ready(());
        }
        // All tasks of a batch began together, so one timer serves them all; and it is set only if one of
        // them has to wait.
        let Some(deadline) = deadline else {
            return Poll::Pending;
        };
        let sleep = || Box::pin(tokio::time::sleep_until(deadline));
        expiry.get_or_insert_with(sleep).as_mut().poll(cx)
    })
    .await;
    // First, so that none is counted out that might still do something.
    drop(futures);
    accounts.close(Settled::TimedOut);
}

/// The next of `futures` that is over, if any is.
fn ready_next<F: Future>(
    futures: &mut FuturesUnordered<F>,
    cx: &mut Context<'_>,
) -> Option<F::Output> {
    match Pin::new(futures).poll_next(cx) {
        Poll::Ready(next) => next,
        Poll::Pending => None,
    }
}

/// The accounts of a batch. However it ends, each of its tasks is settled once.
struct Accounts<T> {
    dispatcher: Arc<Dispatcher<T>>,
    id: u64,
    batch: Arc<Batch>,
    /// One for each task that has not settled.
    permits: Option<OwnedSemaphorePermit>,
}

impl<T> Accounts<T> {
    fn settle(&mut self, i: usize, result: Result<Result<(), CleanupError>, String>) {
        self.batch.unsettled.fetch_and(!(1 << i), Ordering::Relaxed);
        if let Some(permits) = &mut self.permits {
            drop(permits.split(1));
        }
        let ledger = &self.dispatcher.inbox.ledger;
        let error = match result {
            Ok(Ok(())) => return ledger.settle(Settled::Completed, 1),
            // The host's `Display` may panic, and so may its destructor.
            Ok(Err(error)) => isolated(move || error.to_string()).unwrap_or_else(|panic| panic),
            Err(panic) => panic,
        };
        ledger.note_failure(self.batch.labels[i].clone(), error);
        ledger.settle(Settled::Failed, 1);
    }

    /// Settles what has not.
    fn close(&mut self, column: Settled) {
        let unsettled = self.batch.unsettled.swap(0, Ordering::Relaxed).count_ones();
        self.permits = None;
        if unsettled > 0 {
            let ledger = &self.dispatcher.inbox.ledger;
            ledger.settle(column, u64::from(unsettled));
        }
    }
}

impl<T> Drop for Accounts<T> {
    fn drop(&mut self) {
        self.dispatcher.batches().running.remove(&self.id);
        self.close(Settled::Abandoned);
    }
}

/// Parks the thread until `future` is ready, but no longer than `limit`. Whether it is.
pub(super) fn block_until(future: impl Future, limit: Duration) -> bool {
    wait_until(future, std::time::Instant::now().checked_add(limit)).is_some()
}
