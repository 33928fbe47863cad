//! The worker of a queue. Each time it wakes, it takes up to 64 tasks and spawns one future that runs them
//! concurrently. It never waits for a task, so a task that hangs does not delay others.

use std::{
    collections::BTreeMap,
    future::{Future, poll_fn},
    mem,
    pin::{Pin, pin},
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
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

use crate::{
    error::CleanupError,
    inbox::{BATCH, Inbox},
    isolate::{Isolated, IsolatedVec, describe, isolated},
    label::Label,
    left::Left,
    stats::Settled,
    task::{AlreadyStarted, CleanupOptions, CleanupTask},
};

/// Serves a queue, on one runtime after another.
pub(crate) struct Dispatcher<T> {
    inbox: Arc<Inbox<T>>,
    options: CleanupOptions,
    /// One for each task that may run, if their number is limited.
    permits: Option<Arc<Semaphore>>,
    /// Whether a worker serves the queue.
    serving: AtomicBool,
    /// Whether the owner's handle was dropped, so that no worker can be started any more.
    orphaned: AtomicBool,
    batches: Mutex<Batches>,
}

/// The batches that are running.
#[derive(Default)]
struct Batches {
    /// The id of the next batch.
    next: u64,
    /// The running batches by id, each with the handle that aborts it once it is spawned.
    running: BTreeMap<u64, (Arc<Batch>, Option<AbortHandle>)>,
    /// Whether batches that still start must be aborted.
    abandoned: bool,
}

/// What others can see of a running batch.
struct Batch {
    /// The labels of its tasks; set shortly after the batch is listed.
    labels: OnceLock<Vec<Label>>,
    /// A bit for each task that has not settled.
    unsettled: AtomicU64,
}

const _: () = assert!(BATCH <= u64::BITS as usize);

impl<T: CleanupTask> Dispatcher<T> {
    pub(crate) fn new(inbox: Arc<Inbox<T>>, options: CleanupOptions) -> Self {
        let permits = options
            .concurrency
            .map(|most| Arc::new(Semaphore::new(most.get().min(Semaphore::MAX_PERMITS))));
        Self {
            inbox,
            options,
            permits,
            serving: AtomicBool::new(false),
            orphaned: AtomicBool::new(false),
            batches: Mutex::default(),
        }
    }

    /// Begins to serve; at most one at a time.
    pub(crate) fn begin(self: &Arc<Self>) -> Result<Serving<T>, AlreadyStarted> {
        if self.serving.swap(true, Ordering::AcqRel) {
            return Err(AlreadyStarted);
        }
        Ok(Serving {
            dispatcher: self.clone(),
        })
    }

    pub(crate) fn is_serving(&self) -> bool {
        self.serving.load(Ordering::Acquire)
    }

    /// The tasks in flight, by label.
    pub(crate) fn left(&self) -> Left {
        // A task that goes from queued to running meanwhile may be missed, but is not seen twice.
        let running = self.batches().running();
        let left = Left::of(self.inbox.queued(), running);
        let in_flight = self.inbox.ledger.in_flight();
        if left.is_empty() && in_flight > 0 {
            return Left::counted([("(being submitted)".into(), in_flight, 0)]);
        }
        left
    }

    /// Waits until nothing is in flight or nothing serves the queue.
    pub(crate) async fn idle_or_unserved(&self) {
        let ledger = &self.inbox.ledger;
        ledger
            .until(|| ledger.in_flight() == 0 || !self.is_serving())
            .await;
    }

    /// Notes that the owner's handle was dropped.
    pub(crate) fn orphan(&self) {
        // Either this sees that no worker serves the queue, or a worker that ends sees the flag.
        self.orphaned.store(true, Ordering::SeqCst);
        if !self.serving.load(Ordering::SeqCst) {
            self.inbox.abandon();
        }
    }

    /// Drops everything in flight and returns it by label. `known` is returned instead, if it says anything.
    pub(crate) fn abandon(&self, known: Left) -> Left {
        let (running, aborts): (_, Vec<_>) = {
            let mut batches = self.batches();
            batches.abandoned = true;
            let aborts = batches.running.values();
            let aborts = aborts.filter_map(|(_, abort)| abort.clone()).collect();
            (batches.running(), aborts)
        };
        // Tasks that the worker takes meanwhile are aborted by the worker.
        let queued = self.inbox.abandon();
        // Not under the lock, since the end of a batch takes it.
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
        let unsettled = (0..BATCH).filter(|i| bits & (1 << i) != 0);
        unsettled.map(|i| self.label(i)).collect()
    }

    fn label(&self, i: usize) -> Label {
        let labels = self.labels.get();
        let label = labels.and_then(|labels| labels.get(i)).cloned();
        label.unwrap_or_else(|| "(just begun)".into())
    }
}

/// The right to serve a queue. It is dropped with the worker's future, so that another worker may start.
pub(crate) struct Serving<T> {
    dispatcher: Arc<Dispatcher<T>>,
}

impl<T> Drop for Serving<T> {
    fn drop(&mut self) {
        let dispatcher = &self.dispatcher;
        dispatcher.serving.store(false, Ordering::SeqCst);
        if dispatcher.orphaned.load(Ordering::SeqCst) {
            dispatcher.inbox.abandon();
        }
        dispatcher.inbox.ledger.notify();
    }
}

/// Serves the queue until no more tasks can come and nothing is in flight.
pub(crate) async fn serve<T: CleanupTask>(serving: Serving<T>, runtime: Handle) {
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
        let labels = tasks.iter().map(|task| dispatcher.inbox.label_of(task));
        // Set once, here.
        let _ = accounts.batch.labels.set(labels.collect());
        let tasks = IsolatedVec::new(tasks);
        let limit = dispatcher.options.task_deadline;
        // A runtime that is shutting down drops the future, here or later, and then the accounts say so.
        let spawned = runtime.spawn(run(tasks, accounts, limit));
        dispatcher.started(id, spawned.abort_handle());
    }
    // The runtime may belong to this worker's thread and be dropped when this returns.
    dispatcher.inbox.ledger.idle().await;
}

/// Takes between 1 and 64 permits, as many as are free.
async fn some_of(permits: &Arc<Semaphore>) -> OwnedSemaphorePermit {
    loop {
        // The semaphore is never closed, so this is never an error.
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
    /// Takes the tasks of a batch and opens its accounts; `None` when no more tasks can come.
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
            labels: OnceLock::new(),
            unsettled: AtomicU64::new(u64::MAX >> (BATCH - n)),
        });
        let id = batches.next;
        batches.next += 1;
        batches.running.insert(id, (batch.clone(), None));
        let mut permits = permits.take();
        if let Some(permits) = &mut permits {
            // Return those that are not needed.
            drop(permits.split(permits.num_permits() - n));
        }
        let accounts = Accounts {
            dispatcher: self.clone(),
            id,
            batch,
            permits,
            completed: 0,
            failed: 0,
        };
        Poll::Ready(Some((tasks, accounts)))
    }

    /// Notes how to abort a batch, unless it is already over.
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

/// Runs the tasks of a batch concurrently.
async fn run<T: CleanupTask>(
    tasks: IsolatedVec<T>,
    mut accounts: Accounts<T>,
    limit: Option<Duration>,
) {
    let mut tasks = tasks.enumerate();
    // Most tasks need not wait. So the first ones run right here, without an allocation for each, until one
    // has to wait; from then on that one and the rest run concurrently.
    while let Some((i, task)) = tasks.next() {
        let Some(first) = begin(i, task, &mut accounts) else {
            continue;
        };
        let mut first = pin!(first);
        if let Poll::Ready((i, result)) = poll_fn(|cx| Poll::Ready(first.as_mut().poll(cx))).await {
            accounts.settle(i, result);
            continue;
        }
        // Not from the beginning of the batch: the time that earlier tasks took does not count for these.
        let deadline = limit.and_then(|limit| Instant::now().checked_add(limit));
        let mut rest: FuturesUnordered<_> = tasks
            .by_ref()
            .filter_map(|(i, task)| begin(i, task, &mut accounts))
            .collect();
        run_concurrently(first.as_mut(), &mut rest, &mut accounts, deadline).await;
        // Tasks that are not over are dropped here, before they are settled.
        break;
    }
    accounts.close(Settled::TimedOut);
}

/// Makes the future of a task. If making it panics, the task has failed.
fn begin<T: CleanupTask>(
    i: usize,
    task: T,
    accounts: &mut Accounts<T>,
) -> Option<Isolated<impl Future<Output = Result<(), CleanupError>> + Send + use<T>>> {
    match isolated(|| task.run()) {
        Ok(future) => Some(Isolated::new(i, future)),
        Err(panic) => {
            accounts.settle(i, Err(panic));
            None
        }
    }
}

/// Polls `first` and `rest` until all of them are over or the deadline is.
async fn run_concurrently<T, F>(
    mut first: Pin<&mut Isolated<F>>,
    rest: &mut FuturesUnordered<Isolated<F>>,
    accounts: &mut Accounts<T>,
    deadline: Option<Instant>,
) where
    F: Future<Output = Result<(), CleanupError>>,
{
    let mut first_is_over = false;
    let mut expiry: Option<Pin<Box<Sleep>>> = None;
    poll_fn(|cx| {
        while let Poll::Ready(Some((i, result))) = Pin::new(&mut *rest).poll_next(cx) {
            accounts.settle(i, result);
        }
        if !first_is_over && let Poll::Ready((i, result)) = first.as_mut().poll(cx) {
            first_is_over = true;
            accounts.settle(i, result);
        }
        accounts.flush();
        if first_is_over && rest.is_empty() {
            return Poll::Ready(());
        }
        // They began together, so one timer is enough for all of them.
        let Some(deadline) = deadline else {
            return Poll::Pending;
        };
        let sleep = || Box::pin(tokio::time::sleep_until(deadline));
        expiry.get_or_insert_with(sleep).as_mut().poll(cx)
    })
    .await;
}

/// The accounts of a batch. In whatever way it ends, each of its tasks is settled exactly once.
struct Accounts<T> {
    dispatcher: Arc<Dispatcher<T>>,
    id: u64,
    batch: Arc<Batch>,
    /// One permit for each task that has not settled, if their number is limited.
    permits: Option<OwnedSemaphorePermit>,
    /// Tasks that have settled and are not in the ledger yet. Writing to the ledger takes its cache lines away
    /// from the submitting threads, so this is done once per poll and not once per task.
    completed: u64,
    failed: u64,
}

impl<T> Accounts<T> {
    fn settle(&mut self, i: usize, result: Result<Result<(), CleanupError>, String>) {
        self.batch.unsettled.fetch_and(!(1 << i), Ordering::Relaxed);
        if let Some(permits) = &mut self.permits {
            drop(permits.split(1));
        }
        let error = match result {
            Ok(Ok(())) => {
                self.completed += 1;
                return;
            }
            Ok(Err(error)) => describe(error, ToString::to_string),
            Err(panic) => panic,
        };
        self.failed += 1;
        let ledger = &self.dispatcher.inbox.ledger;
        ledger.note_failure(self.batch.label(i), error);
    }

    fn flush(&mut self) {
        let completed = (Settled::Completed, mem::take(&mut self.completed));
        let failed = (Settled::Failed, mem::take(&mut self.failed));
        for (column, n) in [completed, failed] {
            if n > 0 {
                self.dispatcher.inbox.ledger.settle(column, n);
            }
        }
    }

    /// Settles the tasks that have not settled.
    fn close(&mut self, column: Settled) {
        self.flush();
        self.permits = None;
        let unsettled = self.batch.unsettled.swap(0, Ordering::Relaxed).count_ones();
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
