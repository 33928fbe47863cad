//! Waking tasks that wait for a condition.

use std::{
    pin::pin,
    sync::atomic::{AtomicUsize, Ordering, fence},
};

use tokio::sync::Notify;

/// A [`Notify`] whose notification costs a fence and a load while nothing waits, and then takes no lock: it is
/// notified from places that must not block.
#[derive(Debug, Default)]
pub(crate) struct Signal {
    /// How many tasks wait.
    waiting: AtomicUsize,
    notify: Notify,
}

impl Signal {
    /// Wakes all waiters. Must be called after the condition has changed.
    pub(crate) fn notify(&self) {
        // Pairs with the fence in `until`: either this sees the waiter, or the waiter sees the change.
        fence(Ordering::SeqCst);
        if self.waiting.load(Ordering::Relaxed) > 0 {
            self.notify.notify_waiters();
        }
    }

    /// Waits until `condition` holds.
    pub(crate) async fn until(&self, condition: impl Fn() -> bool) {
        /// Counts the waiter out, also if the wait is dropped.
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
            // Before the condition is checked: from here on no notification is missed.
            let mut notified = pin!(self.notify.notified());
            notified.as_mut().enable();
            if condition() {
                return;
            }
            notified.await;
        }
    }
}
