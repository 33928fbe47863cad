//! Waiting for a future on a thread outside any runtime.

use std::{
    future::Future,
    time::{Duration, Instant},
};

use crate::sync::wait_until;

/// Parks the thread until `future` is ready, but no longer than `limit`. Returns whether it became ready.
pub(crate) fn block_until(future: impl Future, limit: Duration) -> bool {
    wait_until(future, Instant::now().checked_add(limit)).is_some()
}
