//! The places that resources take.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::signal::Signal;

/// How many resources there are and will be.
#[derive(Default)]
pub(super) struct Places {
    /// Calls that are opening a resource.
    opening: AtomicU64,
    /// Calls that are opening a resource, and resources that nobody is closing.
    wanted: AtomicU64,
    /// Calls that have a place, and resources that have not ended.
    taken: AtomicU64,
    /// Notified when a call ends and when a resource does.
    changed: Signal,
}

impl Places {
    /// Counts a call that is opening a resource.
    pub(super) fn begin_opening(&self) {
        self.opening.fetch_add(1, Ordering::SeqCst);
        self.wanted.fetch_add(1, Ordering::SeqCst);
    }

    /// Counts out a call that is opening nothing any more. What it has counted beside that may have gone over to a resource.
    pub(super) fn end_opening(&self, has_opened: bool, has_place: bool) {
        self.opening.fetch_sub(1, Ordering::SeqCst);
        if !has_opened {
            self.wanted.fetch_sub(1, Ordering::SeqCst);
            if has_place {
                self.taken.fetch_sub(1, Ordering::SeqCst);
            }
        }
        self.changed.notify();
    }

    /// Counts a resource that no call with a place has opened.
    pub(super) fn enter(&self) {
        self.wanted.fetch_add(1, Ordering::SeqCst);
        self.take_anyway();
    }

    /// Notes that a resource is being closed. One atomic subtraction.
    pub(super) fn begin_to_leave(&self) {
        self.wanted.fetch_sub(1, Ordering::SeqCst);
    }

    /// Gives away the place of a resource that has ended.
    pub(super) fn leave(&self) {
        self.taken.fetch_sub(1, Ordering::SeqCst);
        self.changed.notify();
    }

    /// How many places are taken, less those that are being given away.
    pub(super) fn wanted(&self) -> u64 {
        self.wanted.load(Ordering::SeqCst)
    }

    /// Waits until no call is opening a resource.
    pub(super) async fn until_opened(&self) {
        self.changed
            .until(|| self.opening.load(Ordering::SeqCst) == 0)
            .await;
    }

    /// Wakes those that wait for a place, after a shutdown has begun.
    pub(super) fn notify(&self) {
        self.changed.notify();
    }

    fn taken(&self) -> u64 {
        self.taken.load(Ordering::SeqCst)
    }

    /// Waits until fewer than `most` places are taken, or for a condition that [`notify`](Self::notify) tells of.
    pub(super) async fn until_fewer_than(&self, most: u64, or: impl Fn() -> bool) {
        self.changed.until(|| self.taken() < most || or()).await;
    }

    /// Takes a place, however many are taken.
    pub(super) fn take_anyway(&self) {
        self.taken.fetch_add(1, Ordering::SeqCst);
    }

    /// Takes a place if fewer than `most` are taken.
    pub(super) fn take(&self, most: u64) -> bool {
        let one_more = |taken| (taken < most).then_some(taken + 1);
        let order = Ordering::SeqCst;
        self.taken.fetch_update(order, order, one_more).is_ok()
    }
}
