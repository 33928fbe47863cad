//! How much of the native stack of this thread is left.

use std::cell::Cell;

use boa_engine::{JsNativeError, JsResult};

/// What a thread is taken to have below the first place that was seen, where the system does not say: half of what Rust gives
/// a thread.
const ASSUMED: usize = 1 << 20;

thread_local! {
    static FIRST: Cell<usize> = const { Cell::new(0) };
}

/// The bytes of the native stack that are left on this thread. Costs a read of a thread-local value, the first time a call of
/// the system.
pub(crate) fn left() -> usize {
    stacker::remaining_stack().unwrap_or_else(|| {
        let here = 0_u8;
        let here = std::ptr::from_ref(&here).addr();
        let first = FIRST.get().max(here);
        FIRST.set(first);
        ASSUMED.saturating_sub(first - here)
    })
}

/// What a native function of ours leaves for the function that it calls.
const RESERVE: usize = 128 << 10;

/// Checks that there is stack for a call.
///
/// # Errors
///
/// A `RangeError` if hardly any is left.
#[inline]
pub(crate) fn check() -> JsResult<()> {
    if left() >= RESERVE {
        return Ok(());
    }
    Err(JsNativeError::range()
        .with_message("too much recursion: the native stack of this thread is used up")
        .into())
}
