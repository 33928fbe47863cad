//! Loom's types under the names that `guard.rs` uses; see `cleanup/src/sync.rs`.

use std::{future::Future, task::Waker, time::Instant};

pub(crate) use loom::{
    cell::UnsafeCell,
    future::AtomicWaker,
    sync::atomic::{AtomicUsize, Ordering, fence},
};

pub(crate) fn register(slot: &AtomicWaker, waker: &Waker) {
    slot.register_by_ref(waker);
}

/// Loom has no time, so a model that waits in this way has no deadline. Models with a deadline use the
/// asynchronous form, where the deadline is a future.
pub(crate) fn wait_until<F: Future>(future: F, deadline: Option<Instant>) -> Option<F::Output> {
    assert!(deadline.is_none(), "loom has no time");
    Some(loom::future::block_on(future))
}
