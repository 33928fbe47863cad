//! Loom's types by the names that `guard.rs` uses; see `cleanup/src/sync.rs`.

use std::{future::Future, task::Waker, time::Instant};

pub(crate) use loom::{
    cell::UnsafeCell,
    future::AtomicWaker,
    sync::atomic::{AtomicUsize, Ordering, fence},
};

pub(crate) fn register(slot: &AtomicWaker, waker: &Waker) {
    slot.register_by_ref(waker);
}

/// Loom knows no time: a model that waits in this way has no deadline. Those that race a deadline use
/// the asynchronous form, where the deadline is a future.
pub(crate) fn wait_until<F: Future>(future: F, deadline: Option<Instant>) -> Option<F::Output> {
    assert!(deadline.is_none(), "loom knows no time");
    Some(loom::future::block_on(future))
}
