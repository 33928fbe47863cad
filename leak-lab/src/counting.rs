//! An allocator that counts bytes, for experiments.
#![allow(unsafe_code)] // An allocator cannot be written without; the argument stands below.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::atomic::{AtomicBool, AtomicIsize, Ordering},
};

static ON: AtomicBool = AtomicBool::new(false);
static BYTES: AtomicIsize = AtomicIsize::new(0);

/// An allocator that counts the bytes in use, once [`start_counting`] was called.
///
/// Before that an allocation costs one relaxed load of a flag more. Use it as the global allocator of a test or a
/// tool:
///
/// ```
/// use boa_async_context_leak_lab::{CountingAllocator, bytes_in_use, start_counting};
///
/// #[global_allocator]
/// static ALLOCATOR: CountingAllocator = CountingAllocator::system();
///
/// start_counting();
/// let before = bytes_in_use();
/// let kept = vec![0_u8; 5_000];
/// assert!(bytes_in_use() - before >= 5_000);
/// # drop(kept);
/// ```
#[derive(Debug)]
pub struct CountingAllocator<A = System>(A);

impl CountingAllocator {
    /// Counts what the system's allocator gives.
    #[must_use]
    pub const fn system() -> Self {
        Self(System)
    }
}

impl<A> CountingAllocator<A> {
    /// Counts what `allocator` gives.
    #[must_use]
    pub const fn new(allocator: A) -> Self {
        Self(allocator)
    }
}

/// Begins to count, on all threads. Memory that was allocated before counts as zero, and as negative when it is
/// freed: only differences of [`bytes_in_use`] mean something.
pub fn start_counting() {
    ON.store(true, Ordering::Relaxed);
}

/// The bytes allocated less the bytes freed since [`start_counting`]; 0 unless [`CountingAllocator`] is the global
/// allocator.
#[must_use]
pub fn bytes_in_use() -> isize {
    BYTES.load(Ordering::Relaxed)
}

/// As [`bytes_in_use`], or `None` if nothing counts.
pub(crate) fn bytes_if_counted() -> Option<f64> {
    let before = bytes_in_use();
    let probe = std::hint::black_box(Box::new([0_u8; 64]));
    // Other threads may free as much meanwhile, but then something was counted before.
    let is_counted = bytes_in_use() != before || before != 0;
    drop(probe);
    is_counted.then(|| bytes_in_use() as f64)
}

#[inline]
fn count(bytes: isize) {
    #[cold]
    fn add(bytes: isize) {
        BYTES.fetch_add(bytes, Ordering::Relaxed);
    }

    if ON.load(Ordering::Relaxed) {
        add(bytes);
    }
}

/// A size as a difference. The size of a `Layout` never exceeds `isize::MAX`.
const fn signed(size: usize) -> isize {
    size.cast_signed()
}

// 1. Every method passes its arguments unchanged to the same method of the inner allocator and returns its result
//    unchanged, so the inner allocator sees the calls that the caller made, and the caller its answers.
// 2. Besides that a method only reads and adds to atomics: it does not allocate, does not panic and does not unwind.
// Therefore this is a correct allocator exactly if the inner one is.
unsafe impl<A: GlobalAlloc> GlobalAlloc for CountingAllocator<A> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(signed(layout.size()));
        unsafe { self.0.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(-signed(layout.size()));
        unsafe { self.0.dealloc(pointer, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(signed(layout.size()));
        unsafe { self.0.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(signed(size) - signed(layout.size()));
        unsafe { self.0.realloc(pointer, layout, size) }
    }
}
