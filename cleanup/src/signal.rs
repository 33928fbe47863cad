//! Telling those who wait for a condition that it may have come true.

use std::{
    pin::pin,
    sync::atomic::{AtomicUsize, Ordering, fence},
};

use tokio::sync::Notify;

/// A [`Notify`] that costs a fence and a load, and takes no lock, while nobody waits: it is signalled
/// from where nothing may block.
#[derive(Debug, Default)]
pub(crate) struct Signal {
    waiting: AtomicUsize,
    notify: Notify,
}

impl Signal {
    /// Wakes those who wait. To be called after what they wait for has changed.
    pub(crate) fn notify(&self) {
        // Pairs with the one in `until`: either this sees who waits, or they see the change.
        fence(Ordering::SeqCst);
        if self.waiting.load(Ordering::Relaxed) > 0 {
            self.notify.notify_waiters();
        }
    }

    /// Waits until `condition` holds.
    pub(crate) async fn until(&self, condition: impl Fn() -> bool) {
        /// Counted also if the wait is dropped.
        struct Waiting<'a>(&'a AtomicUsize);

        impl Drop for Waiting<'_> {
            fn drop(&mut self) {
                self.0.fetch_sub(1, Ordering::Relaxed);
            }
        }

        self.waiting.fetch_add(1, Ordering::Relaxed);
        let _waiting = Waiting(&self.waiting);
        fence(Ordering::SeqCst);
        loop {
            // Before the look: from here on no notification is missed.
            let mut notified = pin!(self.notify.notified());
            notified.as_mut().enable();
            if condition() {
                return;
            }
            notified.await;
        }
    }
}
