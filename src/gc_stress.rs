//! Collections at many places, so that a value which nothing holds is missed soon.

use std::{cell::Cell, num::NonZeroU32};

use boa_gc::{Gc, Trace};

thread_local! {
    /// 0 when there is no stress.
    static EVERY: Cell<u32> = const { Cell::new(0) };
    static UNTIL_NEXT: Cell<u32> = const { Cell::new(0) };
}

/// Sets whether this thread collects garbage at the beginning of each job and at every `every`-th allocation or capture of this
/// library; `None`, as at first, for no.
///
/// It is for tests: a program computes the same with it, at a price of a collection of the whole heap of the thread each time. The
/// heap belongs to the thread and not to a context, so the setting does, too. [`RuntimeBuilder::gc_stress`] sets it for
/// the thread of a runtime and for those of its workers.
///
/// [`RuntimeBuilder::gc_stress`]: crate::RuntimeBuilder::gc_stress
pub fn set_gc_stress(every: Option<NonZeroU32>) {
    EVERY.set(every.map_or(0, NonZeroU32::get));
    UNTIL_NEXT.set(0);
}

/// Allocates in the GC heap. May collect, as any allocation may.
#[inline]
pub(crate) fn allocate<T: Trace>(value: T) -> Gc<T> {
    at_allocation();
    Gc::new(value)
}

/// Called where something is allocated or captured.
#[inline]
pub(crate) fn at_allocation() {
    let every = EVERY.get();
    if every != 0 {
        count(every);
    }
}

/// Called where a job begins.
#[inline]
pub(crate) fn at_job() {
    if EVERY.get() != 0 {
        collect();
    }
}

#[cold]
fn count(every: u32) {
    match UNTIL_NEXT.get() {
        0 => {
            UNTIL_NEXT.set(every - 1);
            collect();
        }
        more => UNTIL_NEXT.set(more - 1),
    }
}

#[cold]
fn collect() {
    // What a finalizer allocates would begin a collection in a collection.
    if boa_gc::finalizer_safe() {
        boa_gc::force_collect();
    }
}
