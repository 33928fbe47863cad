//! An allocator that counts what each thread has allocated.
#![allow(unsafe_code)] // An allocator cannot be written without; the argument stands below.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::{Cell, RefCell},
};

use crate::interrupt::Interrupt;

thread_local! {
    /// The bytes that this thread has allocated less those that it has freed. Not `Drop`, and initialised by the compiler: so
    /// it is there for each allocation of the thread, from the first to the last.
    static BYTES: Cell<isize> = const { Cell::new(0) };
    /// At which count the alarm goes off.
    static ALARM_AT: Cell<isize> = const { Cell::new(isize::MAX) };
    /// What the alarm interrupts.
    static ALARM: RefCell<Option<Interrupt>> = const { RefCell::new(None) };
    /// Whether the alarm has gone off.
    static RANG: Cell<bool> = const { Cell::new(false) };
    /// Whether anything was counted.
    static COUNTS: Cell<bool> = const { Cell::new(false) };
}

/// An allocator that counts the bytes of each thread, so that a runtime can have a
/// [limit of its memory](crate::Limits::heap).
///
/// ```
/// use boa_async_context::CountingAllocator;
///
/// #[global_allocator]
/// static ALLOCATOR: CountingAllocator = CountingAllocator::system();
///
/// let before = CountingAllocator::thread_bytes().expect("it is installed");
/// let kept = vec![0_u8; 5_000];
/// assert!(CountingAllocator::thread_bytes().unwrap() - before >= 5_000);
/// # drop(kept);
/// ```
///
/// It costs an addition in a thread-local for each allocation. It refuses nothing: a program that asks for more than the
/// system has ends the process, as with the inner allocator.
///
/// A runtime belongs to its thread, and so does what it allocates. Memory that is allocated on one thread and freed on another,
/// such as a message, counts where it was allocated, and is taken off where it is freed.
#[derive(Debug)]
pub struct CountingAllocator<A = System>(A);

impl CountingAllocator {
    /// Counts what the system's allocator gives.
    #[must_use]
    pub const fn system() -> Self {
        Self(System)
    }

    /// The bytes that this thread has allocated less those that it has freed; `None` if no `CountingAllocator` is the
    /// global allocator. Costs one read of a thread-local.
    #[must_use]
    pub fn thread_bytes() -> Option<isize> {
        if !COUNTS.get() {
            // A thread allocates before it gets here, but nothing says that it must.
            drop(std::hint::black_box(Box::new(0_u8)));
        }
        COUNTS.get().then(|| BYTES.get())
    }
}

impl<A> CountingAllocator<A> {
    /// Counts what `allocator` gives.
    #[must_use]
    pub const fn new(allocator: A) -> Self {
        Self(allocator)
    }
}

/// An alarm of a thread that was put aside.
#[derive(Debug)]
pub(crate) struct Alarm {
    at: isize,
    interrupt: Option<Interrupt>,
    has_rung: bool,
}

/// Lets the next allocation of this thread that brings its count above `bytes` request an interruption, once. There is one
/// alarm for a thread. Returns the one before, for [`restore_alarm`].
pub(crate) fn set_alarm(bytes: isize, interrupt: &Interrupt) -> Alarm {
    put(Alarm {
        at: bytes,
        interrupt: Some(interrupt.clone()),
        has_rung: false,
    })
}

/// Lets no allocation of this thread request an interruption. Returns the alarm before, for [`restore_alarm`].
pub(crate) fn disarm() -> Alarm {
    put(Alarm {
        at: isize::MAX,
        interrupt: None,
        has_rung: false,
    })
}

/// Puts an alarm of this thread back. If it has gone off, it requests its interruption again, because the request may have
/// been taken back meanwhile.
pub(crate) fn restore_alarm(alarm: Alarm) {
    let interrupt = alarm.interrupt.clone().filter(|_| alarm.has_rung);
    drop(put(alarm));
    if let Some(interrupt) = interrupt {
        interrupt.interrupt();
    }
}

fn put(alarm: Alarm) -> Alarm {
    // Nothing rings in between: the rest may free memory.
    let at = ALARM_AT.replace(isize::MAX);
    let interrupt = ALARM.replace(alarm.interrupt);
    let has_rung = RANG.replace(alarm.has_rung);
    ALARM_AT.set(alarm.at);
    Alarm {
        at,
        interrupt,
        has_rung,
    }
}

/// Whether the alarm of this thread has gone off since it was set.
#[cfg(exact_interrupts)]
pub(crate) fn has_rung() -> bool {
    RANG.get()
}

#[cold]
fn ring() {
    ALARM_AT.set(isize::MAX);
    RANG.set(true);
    // At the end of a thread it may be gone, and a program is no longer running then.
    let _ = ALARM.try_with(|alarm| {
        if let Ok(alarm) = alarm.try_borrow()
            && let Some(interrupt) = &*alarm
        {
            interrupt.interrupt();
        }
    });
}

#[inline]
fn add(size: usize) {
    // The size of a `Layout` never exceeds `isize::MAX`. Wrapping: a thread that frees what others have allocated gets below
    // zero, which means nothing, but is no overflow in any program that ends.
    let bytes = BYTES.get().wrapping_add(size.cast_signed());
    BYTES.set(bytes);
    COUNTS.set(true);
    if bytes > ALARM_AT.get() {
        ring();
    }
}

#[inline]
fn subtract(size: usize) {
    BYTES.set(BYTES.get().wrapping_sub(size.cast_signed()));
}

// 1. Every method passes its arguments unchanged to the same method of the inner allocator and returns its result
//    unchanged, so the inner allocator sees the calls that the caller made, and the caller its answers.
// 2. Besides that a method reads and sets `BYTES`, `COUNTS`, `ALARM_AT` and `RANG`. They are initialised by the compiler and need no
//    destructor, so using them allocates nothing and cannot fail.
// 3. `ring` reads `ALARM`, which has a destructor. `put` has used it first, on the same thread, since `ALARM_AT` is never
//    reached otherwise; so no destructor is registered in an allocation. After it has run, `try_with` fails, and is ignored. A
//    borrow that is in the way is ignored, too. What it does is one store to an atomic.
// 4. None of this allocates, panics or unwinds.
// Therefore this is a correct allocator exactly if the inner one is.
unsafe impl<A: GlobalAlloc> GlobalAlloc for CountingAllocator<A> {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        add(layout.size());
        unsafe { self.0.alloc(layout) }
    }

    #[inline]
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        subtract(layout.size());
        unsafe { self.0.dealloc(pointer, layout) }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        add(layout.size());
        unsafe { self.0.alloc_zeroed(layout) }
    }

    #[inline]
    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        subtract(layout.size());
        add(size);
        unsafe { self.0.realloc(pointer, layout, size) }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Counts as if so much had been allocated and freed on this thread.
    pub(crate) fn allocate_and_free(size: usize) {
        add(size);
        subtract(size);
    }

    #[test]
    fn an_alarm_that_was_put_aside_goes_on() {
        let [outer, inner] = [Interrupt::default(), Interrupt::default()];
        let none = set_alarm(BYTES.get() + 100, &outer);
        let of_outer = set_alarm(BYTES.get() + 10, &inner);
        allocate_and_free(50);
        allocate_and_free(200);
        assert!(inner.is_requested() && !outer.is_requested());
        restore_alarm(of_outer);
        allocate_and_free(50);
        assert!(!outer.is_requested());
        allocate_and_free(200);
        assert!(outer.is_requested());

        // What it has requested was taken back while it was put aside.
        let of_outer = disarm();
        outer.clear();
        allocate_and_free(200);
        assert!(!outer.is_requested());
        restore_alarm(of_outer);
        assert!(outer.is_requested());

        outer.clear();
        restore_alarm(none);
        allocate_and_free(200);
        assert!(!outer.is_requested());
    }
}
