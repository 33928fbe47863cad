//! The threads of workers: ending them, and accounting for each.

use std::{
    cell::RefCell,
    fmt,
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use boa_async_context::event_loop::Mailbox;

use crate::messaging::channel::lock;

/// The time that an ending runtime waits for the threads of all its workers.
const GRACE: Duration = Duration::from_secs(1);

/// The number of abandoned threads that have not ended.
static STUCK: AtomicUsize = AtomicUsize::new(0);

/// The number of threads in this process that still run a worker although the runtime of its parent has ended.
///
/// Code in such a worker has not returned to its event loop within a second, so the thread was abandoned. It counts until
/// the code returns. The function costs one atomic load and can be called on any thread.
#[must_use]
pub fn stuck_workers() -> usize {
    STUCK.load(Ordering::SeqCst)
}

/// The phase of a worker's thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Running,
    /// The parent's runtime no longer waits for it.
    Abandoned,
    Ended,
}

/// The state of a worker's thread, which the worker and its parent share.
pub(super) struct WorkerHandle {
    phase: Mutex<Phase>,
    has_ended: Condvar,
    is_terminated: Arc<AtomicBool>,
    /// The mailbox of the worker; `None` until its event loop exists.
    mailbox: Mutex<Option<Mailbox>>,
}

impl WorkerHandle {
    /// The state of a thread that is about to start.
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self {
            phase: Mutex::new(Phase::Running),
            has_ended: Condvar::new(),
            is_terminated: Arc::default(),
            mailbox: Mutex::default(),
        })
    }

    /// Makes the worker end, before its next macrotask at the latest.
    pub(super) fn terminate(&self) {
        self.is_terminated.store(true, Ordering::SeqCst);
        if let Some(mailbox) = &*lock(&self.mailbox) {
            mailbox.end();
        }
    }

    /// The flag that [`terminate`](Self::terminate) sets.
    pub(super) fn termination(&self) -> Arc<AtomicBool> {
        self.is_terminated.clone()
    }

    /// Whether the worker is to end.
    pub(super) fn is_terminated(&self) -> bool {
        self.is_terminated.load(Ordering::SeqCst)
    }

    /// Sets the mailbox of the worker, whose event loop exists now.
    pub(super) fn set_mailbox(&self, mailbox: Mailbox) {
        *lock(&self.mailbox) = Some(mailbox.clone());
        // If `terminate` runs at the same time, it sees the mailbox or this sees its flag.
        if self.is_terminated() {
            mailbox.end();
        }
    }

    /// Marks the thread as ended. This is the last thing that the thread does.
    pub(super) fn end(&self) {
        let before = std::mem::replace(&mut *lock(&self.phase), Phase::Ended);
        if before == Phase::Abandoned {
            STUCK.fetch_sub(1, Ordering::SeqCst);
        }
        self.has_ended.notify_all();
    }

    /// Waits for the end of the thread until `deadline`, and abandons the thread then. Returns whether it has ended.
    fn wait(&self, deadline: Instant) -> bool {
        let left = deadline.saturating_duration_since(Instant::now());
        let phase = lock(&self.phase);
        let (mut phase, _) = self
            .has_ended
            .wait_timeout_while(phase, left, |phase| *phase == Phase::Running)
            .unwrap_or_else(PoisonError::into_inner);
        if *phase == Phase::Running {
            *phase = Phase::Abandoned;
            STUCK.fetch_add(1, Ordering::SeqCst);
        }
        *phase == Phase::Ended
    }
}

impl fmt::Debug for WorkerHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WorkerHandle")
            .field("phase", &*lock(&self.phase))
            .finish_non_exhaustive()
    }
}

/// The threads of an agent's workers. Dropping it ends them.
#[derive(Default)]
pub(super) struct Roster(RefCell<Vec<(Arc<WorkerHandle>, JoinHandle<()>)>>);

impl Roster {
    /// Adds a thread.
    pub(super) fn add(&self, handle: Arc<WorkerHandle>, thread: JoinHandle<()>) {
        let threads = &mut *self.0.borrow_mut();
        threads.retain(|(_, thread)| !thread.is_finished());
        threads.push((handle, thread));
    }

    /// Terminates all workers and waits for their threads, at most for a second.
    pub(super) fn end(&self) {
        let threads = self.0.take();
        // All are terminated first, so that they end at the same time.
        for (handle, _) in &threads {
            handle.terminate();
        }
        let deadline = Instant::now() + GRACE;
        for (handle, thread) in threads {
            if handle.wait(deadline) {
                // A panic of the thread was printed already.
                let _ = thread.join();
            }
        }
    }
}

impl Drop for Roster {
    fn drop(&mut self) {
        self.end();
    }
}
