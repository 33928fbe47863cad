//! What the pool knows of a tenant and of a thread, whichever thread asks.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use super::health::{Busy, TenantHealth, TenantState, ThreadHealth};
use crate::event_loop::{EventLoop, Mailbox};

/// A tenant.
pub(super) struct Record {
    pub(super) id: Arc<str>,
    pub(super) thread: Arc<ThreadRecord>,
    state: Mutex<TenantState>,
    /// The mailbox, once its runtime was built.
    mailbox: OnceLock<Mailbox>,
    last_turn: Mutex<Option<Instant>>,
    turns: AtomicU64,
    timers: AtomicUsize,
    failures: AtomicUsize,
}

impl Record {
    pub(super) fn new(id: Arc<str>, thread: Arc<ThreadRecord>) -> Self {
        Self {
            id,
            thread,
            state: Mutex::new(TenantState::Starting),
            mailbox: OnceLock::new(),
            last_turn: Mutex::default(),
            turns: AtomicU64::new(0),
            timers: AtomicUsize::new(0),
            failures: AtomicUsize::new(0),
        }
    }

    pub(super) fn state(&self) -> TenantState {
        lock(&self.state).clone()
    }

    pub(super) fn set_state(&self, state: TenantState) {
        *lock(&self.state) = state;
    }

    /// A tenant that is running is being unloaded from now on. Returns the state before.
    pub(super) fn begin_unloading(&self) -> TenantState {
        let mut state = lock(&self.state);
        let before = state.clone();
        if before == TenantState::Running {
            *state = TenantState::Unloading;
        }
        before
    }

    pub(super) fn mailbox(&self) -> Option<&Mailbox> {
        self.mailbox.get()
    }

    pub(super) fn set_mailbox(&self, mailbox: Mailbox) {
        // It is set once, when the runtime was built.
        let _ = self.mailbox.set(mailbox);
    }

    /// Calls `f`, in which the tenant has the thread. Not nested.
    pub(super) fn turn<R>(self: &Arc<Self>, f: impl FnOnce() -> R) -> R {
        let _busy = self.thread.begin(self);
        f()
    }

    pub(super) fn note(&self, event_loop: &EventLoop) {
        self.timers
            .store(event_loop.live_timers(), Ordering::Relaxed);
        self.failures
            .store(event_loop.failures(), Ordering::Relaxed);
    }

    pub(super) fn health(&self) -> TenantHealth {
        let last_turn = *lock(&self.last_turn);
        TenantHealth {
            id: self.id.as_ref().to_owned(),
            thread: self.thread.number,
            state: self.state(),
            turns: self.turns.load(Ordering::Relaxed),
            since_last_turn: last_turn.map(|at| at.elapsed()),
            timers: self.timers.load(Ordering::Relaxed),
            failures: self.failures.load(Ordering::Relaxed),
        }
    }
}

/// A thread.
pub(super) struct ThreadRecord {
    pub(super) number: usize,
    /// How many tenants are on it.
    pub(super) tenants: AtomicUsize,
    /// The tenant that has the thread, and since when.
    busy: Mutex<Option<(Arc<str>, Instant)>>,
}

/// The extent of a turn, also if it panics.
struct Turn<'a>(&'a Record);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let Record {
            thread,
            last_turn,
            turns,
            ..
        } = self.0;
        *lock(&thread.busy) = None;
        *lock(last_turn) = Some(Instant::now());
        turns.fetch_add(1, Ordering::Relaxed);
    }
}

impl ThreadRecord {
    pub(super) fn new(number: usize) -> Self {
        Self {
            number,
            tenants: AtomicUsize::new(0),
            busy: Mutex::default(),
        }
    }

    fn begin<'a>(&self, tenant: &'a Record) -> Turn<'a> {
        *lock(&self.busy) = Some((tenant.id.clone(), Instant::now()));
        Turn(tenant)
    }

    pub(super) fn health(&self, stuck_after: Duration) -> ThreadHealth {
        let busy = lock(&self.busy).clone();
        let busy = busy.map(|(tenant, since)| Busy {
            tenant: tenant.as_ref().to_owned(),
            since: since.elapsed(),
        });
        ThreadHealth {
            thread: self.number,
            tenants: self.tenants.load(Ordering::Relaxed),
            is_stuck: busy.as_ref().is_some_and(|busy| busy.since > stuck_after),
            busy,
        }
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic cannot leave one of them half changed.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
