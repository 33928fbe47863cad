//! Freeing a value once, and never under a running operation.
//!
//! A value that is used asynchronously may have operations in flight when it is to be freed: by an explicit
//! `close`, by the `Drop` of its owner, by a shutdown, perhaps by all three at once. [`HandleGuard`] is the
//! protocol between them. [`Guarded`] is the protocol together with the value: only an operation can borrow
//! the value, and only the one free that wins can take it.
//!
//! # The protocol
//!
//! One word holds the whole state: the number of operations in flight, whether a free has begun (`FREEING`),
//! and whether there was an instant without operations since then (`DRAINED`).
//!
//! - An operation enters by adding one and looks at the value before. If a free had begun, it takes the one
//!   away again and has not entered. The obvious layout, a flag beside a counter, needs sequentially
//!   consistent accesses on both sides, since each side writes one and reads the other. In one word the two
//!   are ordered by the word's modification order, and acquire and release are enough.
//! - A free begins by setting `FREEING`. The first to set it has won, forever.
//! - The thread that takes the count to zero while `FREEING` is set, by ending the last operation or by
//!   backing out of one that came too late, sets `DRAINED` and wakes the winner. At that instant no operation
//!   is running and none can start again. `DRAINED` is a bit of its own because the count may be above zero
//!   again when the winner looks, as long as other threads go on trying to enter.
//!
//! Waiting parks on a waker. Nothing spins and nothing locks. There is at most one waiter, so one slot for a
//! waker is enough.

use std::{
    fmt,
    future::{Future, poll_fn},
    mem::ManuallyDrop,
    ops::Deref,
    pin::pin,
    sync::Arc,
    task::{Context, Poll},
    time::Instant,
};

use crate::sync::{AtomicUsize, AtomicWaker, Ordering, UnsafeCell, fence, register, wait_until};

/// A free has begun.
const FREEING: usize = 1 << (usize::BITS - 1);
/// Since then there was an instant without operations.
const DRAINED: usize = FREEING >> 1;
/// From this number on no further operation enters, so that the count cannot reach the bits above it.
const MOST_OPERATIONS: usize = DRAINED >> 1;

/// How an attempt to free ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum FreeOutcome {
    /// The caller has won. No operation is running, and none will ever start.
    Drained,
    /// Another caller has won, now or earlier.
    AlreadyFreeing,
    /// The caller has won, but operations were still running at the deadline. The guarded value must be
    /// leaked: it can never be freed, since the operations may run forever.
    TimedOut,
}

/// Lets operations in until a free begins, which happens at most once.
///
/// All methods may be called from any thread. [`try_enter`](Self::try_enter) and dropping a [`HandleOp`] may
/// also happen in a `Drop` in a GC sweep: they neither block nor allocate. Dropping the last operation may
/// wake the thread or task that frees.
#[derive(Debug)]
pub struct HandleGuard {
    state: AtomicUsize,
    freer: AtomicWaker,
}

/// An operation in flight. Dropping it ends the operation. If it is forgotten with [`std::mem::forget`], the
/// operation never ends and a free times out.
#[derive(Debug)]
#[must_use = "dropping it at once ends the operation at once"]
pub struct HandleOp<'guard> {
    guard: &'guard HandleGuard,
}

impl HandleGuard {
    /// A guard with no operation in flight and no free begun.
    #[must_use]
    pub fn new() -> Self {
        Self {
            state: AtomicUsize::new(0),
            freer: AtomicWaker::new(),
        }
    }

    /// Begins an operation. Returns `None` if a free has begun, or if an eighth of `usize::MAX` operations are
    /// running. Costs one atomic addition, and another one when the operation ends.
    #[inline]
    pub fn try_enter(&self) -> Option<HandleOp<'_>> {
        self.enter().then(|| HandleOp { guard: self })
    }

    /// Whether a free has begun.
    #[must_use]
    pub fn is_freeing(&self) -> bool {
        self.state.load(Ordering::Relaxed) & FREEING != 0
    }

    /// [`begin_free`](Self::begin_free) that parks the thread, until `deadline` if there is one.
    ///
    /// Where nothing may block, as in a `Drop`, use neither: submit the free to a queue.
    pub fn begin_free_blocking(&self, deadline: Option<Instant>) -> FreeOutcome {
        let Some(freeing) = self.start() else {
            return FreeOutcome::AlreadyFreeing;
        };
        match wait_until(poll_fn(|cx| freeing.poll_drained(cx)), deadline) {
            Some(()) => FreeOutcome::Drained,
            None => freeing.give_up(),
        }
    }

    /// Begins to free when first polled, and waits until no operation is running or `expired` is ready.
    ///
    /// Works with any runtime. With tokio `expired` is `tokio::time::sleep_until(deadline)`. Dropping the future
    /// after it was polled and before it is ready counts as a time-out: no later call frees.
    pub async fn begin_free(&self, expired: impl Future<Output = ()>) -> FreeOutcome {
        match self.start() {
            Some(freeing) => freeing.drained_or(expired).await,
            None => FreeOutcome::AlreadyFreeing,
        }
    }

    #[inline]
    fn enter(&self) -> bool {
        // Acquire: the operation begins here, and nothing in it may move before this.
        let before = self.state.fetch_add(1, Ordering::Acquire);
        if before < MOST_OPERATIONS {
            return true;
        }
        self.leave();
        false
    }

    #[inline]
    fn leave(&self) {
        // Release: everything an operation did happens before what the winner does.
        let before = self.state.fetch_sub(1, Ordering::Release);
        if before == FREEING | 1 {
            self.drained();
        }
    }

    /// Notes that there was an instant without operations, and wakes the winner.
    #[cold]
    fn drained(&self) {
        // Release: the winner may see only this and not the decrement before it. (The release sequence of the
        // decrement would be enough; with this, no such argument is needed for this thread's own operation.)
        self.state.fetch_or(DRAINED, Ordering::Release);
        self.freer.wake();
    }

    /// Begins to free. Returns `None` for all but the first caller.
    fn start(&self) -> Option<Freeing<'_>> {
        let before = self.state.fetch_or(FREEING, Ordering::Relaxed);
        if before & FREEING != 0 {
            return None;
        }
        if before == 0 {
            self.state.fetch_or(DRAINED, Ordering::Relaxed);
        }
        Some(Freeing { guard: self })
    }
}

impl Default for HandleGuard {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for HandleOp<'_> {
    #[inline]
    fn drop(&mut self) {
        self.guard.leave();
    }
}

/// The one free of a guard's life.
struct Freeing<'guard> {
    guard: &'guard HandleGuard,
}

impl Freeing<'_> {
    fn is_drained(&self) -> bool {
        let drained = self.guard.state.load(Ordering::Relaxed) & DRAINED != 0;
        if drained {
            // Every operation that ended did so by a release of this word before the bit was set, and all
            // writes to the word are read-modify-writes, which continue each other's release sequences.
            // Therefore everything that operations did happens before what follows here.
            fence(Ordering::Acquire);
        }
        drained
    }

    fn poll_drained(&self, cx: &mut Context<'_>) -> Poll<()> {
        if !self.is_drained() {
            register(&self.guard.freer, cx.waker());
            // Check again: the last operation may have ended before it could see the waker.
            if !self.is_drained() {
                return Poll::Pending;
            }
        }
        Poll::Ready(())
    }

    async fn drained_or(&self, expired: impl Future<Output = ()>) -> FreeOutcome {
        let mut expired = pin!(expired);
        poll_fn(|cx| {
            if self.poll_drained(cx).is_ready() {
                return Poll::Ready(FreeOutcome::Drained);
            }
            expired.as_mut().poll(cx).map(|()| self.give_up())
        })
        .await
    }

    /// The last check, at the deadline.
    fn give_up(&self) -> FreeOutcome {
        if self.is_drained() {
            FreeOutcome::Drained
        } else {
            FreeOutcome::TimedOut
        }
    }
}

/// How an attempt to take a [`Guarded`] value ended.
#[derive(Debug, PartialEq, Eq)]
#[must_use = "the caller must free a value that it took"]
pub enum Freed<T> {
    /// The caller has won and owns the value.
    Taken(T),
    /// Another caller has taken the value or is about to.
    AlreadyFreeing,
    /// The caller has won, but operations were still running at the deadline. The value is leaked.
    Leaked,
}

/// A counter of leaked values. Clones are the same counter.
#[derive(Debug, Clone, Default)]
pub struct LeakCounter(std::sync::Arc<std::sync::atomic::AtomicUsize>);

impl LeakCounter {
    /// How many values were leaked.
    #[must_use]
    pub fn leaked(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    fn add(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// A value that operations borrow and at most one caller takes.
///
/// Dropping a `Guarded` drops its value if no free has begun. After a free that timed out the value is never
/// dropped: see [`Freed::Leaked`].
pub struct Guarded<T> {
    guard: HandleGuard,
    leaks: LeakCounter,
    value: UnsafeCell<ManuallyDrop<T>>,
}

// SAFETY:
// 1. A shared `Guarded<T>` gives out `&T` on every thread that enters an operation: `T: Sync`.
// 2. It gives out `T` itself on whatever thread wins the free: `T: Send`.
// 3. The two never overlap: 2 happens after the drain (see `take`).
// Therefore sharing it between threads is sound for `T: Send + Sync`.
unsafe impl<T: Send + Sync> Sync for Guarded<T> {}

// SAFETY: a `Guarded<T>` that moves to another thread takes its `T` along; nothing else in it is bound to a
// thread. While it is moved it is not borrowed, so no operation is running. Therefore `T: Send` is enough.
unsafe impl<T: Send> Send for Guarded<T> {}

impl<T> Guarded<T> {
    /// Guards `value`.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self::counted(value, LeakCounter::default())
    }

    /// Guards `value`, and counts it in `leaks` if it has to be leaked.
    #[must_use]
    pub fn counted(value: T, leaks: LeakCounter) -> Self {
        Self {
            guard: HandleGuard::new(),
            leaks,
            value: UnsafeCell::new(ManuallyDrop::new(value)),
        }
    }

    /// Begins an operation on the value. Returns `None` if a free has begun. It costs what
    /// [`HandleGuard::try_enter`] costs, and may be called from the same places.
    #[inline]
    pub fn try_enter(&self) -> Option<Operation<'_, T>> {
        self.guard.enter().then(|| Operation { guarded: self })
    }

    /// [`try_enter`](Self::try_enter) for an operation that outlives the borrow, such as an asynchronous one.
    #[inline]
    pub fn try_enter_owned(self: &Arc<Self>) -> Option<OwnedOperation<T>> {
        self.guard.enter().then(|| OwnedOperation {
            guarded: self.clone(),
        })
    }

    /// The value, for an operation that is in flight.
    #[inline]
    fn value(&self) -> &T {
        // SAFETY:
        // 1. Only `deref` of the operations calls this, and one exists only between `enter` and `leave`.
        // 2. While an operation is in flight the value is neither taken nor dropped (see `taken` and `Drop`),
        //    so it is there, and there is no `&mut` to it.
        // 3. The reference is bound to the operation's borrow of itself, so it ends before the operation.
        // Therefore a shared reference is sound.
        self.value.with(|value| unsafe { &*value })
    }

    /// Whether a free has begun.
    #[must_use]
    pub fn is_freeing(&self) -> bool {
        self.guard.is_freeing()
    }

    /// [`free`](Self::free) that parks the thread, until `deadline` if there is one.
    pub fn free_blocking(&self, deadline: Option<Instant>) -> Freed<T> {
        match self.guard.begin_free_blocking(deadline) {
            FreeOutcome::AlreadyFreeing => Freed::AlreadyFreeing,
            outcome => self.taken(outcome),
        }
    }

    /// Takes the value once no operation is running, or leaks it when `expired` is ready, as
    /// [`HandleGuard::begin_free`] does. If the future is dropped after it was polled and before it is ready,
    /// the value is leaked and counted.
    pub async fn free(&self, expired: impl Future<Output = ()>) -> Freed<T> {
        /// Counts the leak if the future is dropped while it waits: then nothing can take the value any more.
        struct OrLeak<'a>(&'a LeakCounter);

        impl Drop for OrLeak<'_> {
            fn drop(&mut self) {
                self.0.add();
            }
        }

        let Some(freeing) = self.guard.start() else {
            return Freed::AlreadyFreeing;
        };
        let or_leak = OrLeak(&self.leaks);
        let outcome = freeing.drained_or(expired).await;
        std::mem::forget(or_leak);
        self.taken(outcome)
    }

    /// The result for the winner.
    fn taken(&self, outcome: FreeOutcome) -> Freed<T> {
        if outcome == FreeOutcome::Drained {
            // SAFETY:
            // 1. Only the winner of the free comes here, and there is one in the guard's life, so the value
            //    is taken at most once; `Drop` leaves a value alone whose free has begun.
            // 2. `Drained` says that no operation is running and none will start, so no `&T` is alive.
            // 3. Everything that operations did to the value happens before this (`Freeing::is_drained`).
            // Therefore this is the only access to the value, and the last one.
            Freed::Taken(
                self.value
                    .with_mut(|value| unsafe { ManuallyDrop::take(&mut *value) }),
            )
        } else {
            self.leaks.add();
            Freed::Leaked
        }
    }
}

impl<T> Drop for Guarded<T> {
    fn drop(&mut self) {
        if !self.guard.is_freeing() {
            // SAFETY: with `&mut self` nothing borrows the value and no free is running; and none has run, or
            // the flag would be set. Therefore the value is here and this is the only access.
            self.value
                .with_mut(|value| unsafe { ManuallyDrop::drop(&mut *value) });
        }
    }
}

impl<T> fmt::Debug for Guarded<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guarded")
            .field("guard", &self.guard)
            .finish_non_exhaustive()
    }
}

/// An operation in flight on a [`Guarded`] value, which it dereferences to. Dropping it ends the operation.
#[must_use = "dropping it at once ends the operation at once"]
pub struct Operation<'guarded, T> {
    guarded: &'guarded Guarded<T>,
}

/// An [`Operation`] that holds the [`Guarded`] through an `Arc`.
#[must_use = "dropping it at once ends the operation at once"]
pub struct OwnedOperation<T> {
    guarded: Arc<Guarded<T>>,
}

impl<T> Deref for Operation<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        self.guarded.value()
    }
}

impl<T> Deref for OwnedOperation<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        self.guarded.value()
    }
}

impl<T> Drop for Operation<'_, T> {
    #[inline]
    fn drop(&mut self) {
        self.guarded.guard.leave();
    }
}

impl<T> Drop for OwnedOperation<T> {
    #[inline]
    fn drop(&mut self) {
        self.guarded.guard.leave();
    }
}

impl<T: fmt::Debug> fmt::Debug for Operation<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Operation").field(&**self).finish()
    }
}

impl<T: fmt::Debug> fmt::Debug for OwnedOperation<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OwnedOperation").field(&**self).finish()
    }
}
