//! Tests of a limit of time that work which is not its subject has, too.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::Duration,
};

/// Runs a test with a limit of 50 ms, again with 1 s if it fails, and at last with 30 s.
///
/// A turn that ends by itself may take 50 ms if the machine does something else meanwhile. What is wrong each time fails with
/// each limit; a fault that comes and goes may be missed here.
pub fn patiently(test: impl Fn(Duration)) {
    for limit in [50, 1_000].map(Duration::from_millis) {
        if catch_unwind(AssertUnwindSafe(|| test(limit))).is_ok() {
            return;
        }
        eprintln!("failed with a limit of {limit:?}; trying a longer one");
    }
    test(Duration::from_secs(30));
}
