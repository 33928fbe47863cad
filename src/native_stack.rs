//! How much of the native stack of this thread is left.

use std::cell::Cell;

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
