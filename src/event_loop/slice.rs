//! Time slices: how long the loop keeps its thread before it lets the other tasks there go on.

use std::{
    cell::Cell,
    future::Future,
    pin::pin,
    task::{Context as TaskContext, Poll},
    time::{Duration, Instant},
};

/// What a slice lasts unless the host sets something else.
const DEFAULT_LENGTH: Duration = Duration::from_millis(2);

/// Microtasks between two looks at the clock, as long as they are short.
const STRIDE: u32 = 8;

thread_local! {
    /// How many synchronous runs inside a tokio runtime there are on this thread.
    static BLOCKED_SCHEDULERS: Cell<usize> = const { Cell::new(0) };
}

/// The time slices of a loop.
pub(super) struct Slices {
    length: Cell<Duration>,
    /// When the current slice ends; `None` while the loop must not let go.
    end: Cell<Option<Instant>>,
    /// When the clock was read last.
    looked: Cell<Instant>,
    /// Calls of `is_over` until the clock is read again.
    left: Cell<u32>,
}

impl Default for Slices {
    fn default() -> Self {
        Self {
            length: Cell::new(DEFAULT_LENGTH),
            end: Cell::new(None),
            looked: Cell::new(Instant::now()),
            left: Cell::new(0),
        }
    }
}

impl Slices {
    pub(super) fn set_length(&self, length: Duration) {
        self.length.set(length);
    }

    /// Begins a slice, which ends the slice of an outer run for as long as the returned value lives.
    pub(super) fn begin(&self) -> Outer<'_> {
        let now = Instant::now();
        self.looked.set(now);
        self.left.set(0);
        // Beyond the clock's range there is no end.
        self.replace_end(now.checked_add(self.length.get()))
    }

    /// No slice ends while the returned value lives: something runs that must not be interleaved.
    pub(super) fn suspend(&self) -> Outer<'_> {
        self.replace_end(None)
    }

    fn replace_end(&self, end: Option<Instant>) -> Outer<'_> {
        Outer {
            slices: self,
            end: self.end.replace(end),
        }
    }

    /// Whether the slice is over, for after a macrotask.
    pub(super) fn is_over(&self) -> bool {
        let Some(end) = self.end.get() else {
            return false;
        };
        let now = Instant::now();
        // A slice of many short microtasks reads the clock at every eighth; one long microtask makes it read at
        // the next one.
        let is_slow = (now - self.looked.replace(now)) * STRIDE > self.length.get();
        self.left.set(if is_slow { 0 } else { STRIDE - 1 });
        now >= end
    }

    /// Whether it is time to call [`is_over`](Self::is_over) and whatever else reads the clock, for after a microtask.
    pub(super) fn is_time_to_look(&self) -> bool {
        match self.left.get() {
            0 => true,
            left => {
                self.left.set(left - 1);
                false
            }
        }
    }
}

/// The slice of an outer run, which goes on when this is dropped.
pub(super) struct Outer<'a> {
    slices: &'a Slices,
    end: Option<Instant>,
}

impl Drop for Outer<'_> {
    fn drop(&mut self) {
        self.slices.end.set(self.end);
    }
}

/// Lets the other tasks of this thread go on: `Pending`, and woken again.
pub(super) fn give_way<T>(cx: &mut TaskContext<'_>) -> Poll<T> {
    if BLOCKED_SCHEDULERS.get() == 0 {
        // Wakes this task after the scheduler has looked at its timers and sockets, or at once where there is no
        // scheduler.
        let _ = pin!(tokio::task::yield_now()).poll(cx);
    } else {
        // The scheduler waits for this very run, so it cannot wake anything.
        cx.waker().wake_by_ref();
    }
    Poll::Pending
}

/// A synchronous run inside a tokio runtime: while this lives, the scheduler of this thread is blocked.
pub(super) struct BlockedScheduler(());

impl BlockedScheduler {
    pub(super) fn enter() -> Self {
        BLOCKED_SCHEDULERS.set(BLOCKED_SCHEDULERS.get() + 1);
        Self(())
    }
}

impl Drop for BlockedScheduler {
    fn drop(&mut self) {
        BLOCKED_SCHEDULERS.set(BLOCKED_SCHEDULERS.get() - 1);
    }
}
