//! The threads of workers: how they are ended, and that each is accounted for.

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

/// How long a runtime that ends waits for the threads of its workers, all together.
const GRACE: Duration = Duration::from_secs(1);

static STUCK: AtomicUsize = AtomicUsize::new(0);

/// How many threads of this process run a worker whose parent is gone, since code in it does not return to its
/// event loop.
#[must_use]
pub fn stuck_workers() -> usize {
    STUCK.load(Ordering::SeqCst)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Running,
    /// Nobody waits for it any more.
    GivenUp,
    Ended,
}

/// A worker's thread, as both sides know it.
pub(super) struct WorkerHandle {
    phase: Mutex<Phase>,
    has_ended: Condvar,
    is_terminated: AtomicBool,
    mailbox: Mutex<Option<Mailbox>>,
}

impl WorkerHandle {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self {
            phase: Mutex::new(Phase::Running),
            has_ended: Condvar::new(),
            is_terminated: AtomicBool::new(false),
            mailbox: Mutex::default(),
        })
    }

    /// Tells the worker to end. It does before its next macrotask.
    pub(super) fn terminate(&self) {
        self.is_terminated.store(true, Ordering::SeqCst);
        if let Some(mailbox) = &*lock(&self.mailbox) {
            mailbox.end();
        }
    }

    pub(super) fn is_terminated(&self) -> bool {
        self.is_terminated.load(Ordering::SeqCst)
    }

    /// The worker has an event loop now.
    pub(super) fn set_mailbox(&self, mailbox: Mailbox) {
        *lock(&self.mailbox) = Some(mailbox.clone());
        // Either side sees what the other has done.
        if self.is_terminated() {
            mailbox.end();
        }
    }

    /// The last thing that the thread does.
    pub(super) fn end(&self) {
        let before = std::mem::replace(&mut *lock(&self.phase), Phase::Ended);
        if before == Phase::GivenUp {
            STUCK.fetch_sub(1, Ordering::SeqCst);
        }
        self.has_ended.notify_all();
    }

    /// Waits for the end until `deadline`, and gives the thread up then. Whether it has ended.
    fn wait(&self, deadline: Instant) -> bool {
        let left = deadline.saturating_duration_since(Instant::now());
        let phase = lock(&self.phase);
        let (mut phase, _) = self
            .has_ended
            .wait_timeout_while(phase, left, |phase| *phase == Phase::Running)
            .unwrap_or_else(PoisonError::into_inner);
        if *phase == Phase::Running {
            *phase = Phase::GivenUp;
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

/// The workers of an agent. With it they end.
#[derive(Default)]
pub(super) struct Roster(RefCell<Vec<(Arc<WorkerHandle>, JoinHandle<()>)>>);

impl Roster {
    pub(super) fn add(&self, handle: Arc<WorkerHandle>, thread: JoinHandle<()>) {
        let threads = &mut *self.0.borrow_mut();
        threads.retain(|(_, thread)| !thread.is_finished());
        threads.push((handle, thread));
    }

    /// Terminates all workers and waits for their threads; for those that are stuck for a second.
    pub(super) fn end(&self) {
        let threads = self.0.take();
        // First all of them, so that they end beside each other.
        for (handle, _) in &threads {
            handle.terminate();
        }
        let deadline = Instant::now() + GRACE;
        for (handle, thread) in threads {
            if handle.wait(deadline) {
                // A panic in it has been printed.
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
