use std::{
    future::{Future, poll_fn},
    task::Poll,
};

use loom::{
    cell::UnsafeCell,
    future::AtomicWaker,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
};

use crate::guard::{FreeOutcome, Freed, Guarded, HandleGuard, LeakCounter};

/// Explores all interleavings with up to `preemptions` preemptions. (Without a bound the models of three threads
/// would take hours.)
fn model(preemptions: usize, f: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(preemptions);
    builder.check(f);
}

/// A value that loom watches: the model fails if a write is not ordered with every other access.
struct Watched(UnsafeCell<u32>);

// SAFETY: the models show that two threads never access it at once, except for reading.
unsafe impl Sync for Watched {}
unsafe impl Send for Watched {}

impl Watched {
    fn new() -> Self {
        Self(UnsafeCell::new(7))
    }

    /// The access of an operation.
    fn read(&self) {
        self.0.with(|value| assert_eq!(unsafe { *value }, 7));
    }

    /// The access of the winner.
    fn free(self) {
        self.0.with_mut(|value| unsafe { *value = 0 });
    }
}

/// The outcomes of frees.
#[derive(Default)]
struct Count {
    taken: AtomicUsize,
    already: AtomicUsize,
    leaked: AtomicUsize,
}

impl Count {
    fn of(&self, freed: Freed<Watched>) {
        match freed {
            Freed::Taken(value) => {
                value.free();
                self.taken.fetch_add(1, Ordering::Relaxed);
            }
            Freed::AlreadyFreeing => {
                self.already.fetch_add(1, Ordering::Relaxed);
            }
            Freed::Leaked => {
                self.leaked.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    fn is(&self, taken: usize, already: usize, leaked: usize) -> bool {
        self.taken.load(Ordering::Relaxed) == taken
            && self.already.load(Ordering::Relaxed) == already
            && self.leaked.load(Ordering::Relaxed) == leaked
    }
}

/// A deadline: a flag that some thread sets.
#[derive(Default)]
struct Deadline {
    is_over: AtomicBool,
    waiter: AtomicWaker,
}

impl Deadline {
    fn expire(&self) {
        self.is_over.store(true, Ordering::Release);
        self.waiter.wake();
    }

    fn expired(&self) -> impl Future<Output = ()> {
        poll_fn(|cx| {
            self.waiter.register_by_ref(cx.waker());
            if self.is_over.load(Ordering::Acquire) {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
    }
}

fn operate(guarded: &Guarded<Watched>) {
    if let Some(operation) = guarded.try_enter() {
        operation.read();
    }
}

#[test]
fn an_operation_that_enters_while_another_thread_frees() {
    model(5, || {
        let guarded = Arc::new(Guarded::new(Watched::new()));
        let other = guarded.clone();
        let operating = thread::spawn(move || operate(&other));
        let Freed::Taken(value) = guarded.free_blocking(None) else {
            panic!("the only one to free wins");
        };
        value.free();
        assert!(guarded.try_enter().is_none());
        operating.join().unwrap();
    });
}

#[test]
fn two_operations_and_a_free() {
    model(5, || {
        let guarded = Arc::new(Guarded::new(Watched::new()));
        let threads = [0, 1].map(|_| {
            let guarded = guarded.clone();
            thread::spawn(move || operate(&guarded))
        });
        let Freed::Taken(value) = guarded.free_blocking(None) else {
            panic!("the only one to free wins");
        };
        value.free();
        for thread in threads {
            thread.join().unwrap();
        }
    });
}

#[test]
fn of_two_frees_one_wins() {
    model(5, || {
        let guarded = Arc::new(Guarded::new(Watched::new()));
        let count = Arc::new(Count::default());
        let other = (guarded.clone(), count.clone());
        let freeing = thread::spawn(move || other.1.of(other.0.free_blocking(None)));
        operate(&guarded);
        count.of(guarded.free_blocking(None));
        freeing.join().unwrap();
        assert!(count.is(1, 1, 0));
    });
}

/// If the wake-up by the last operation could be lost, loom would find the deadlock.
#[test]
fn the_last_operation_wakes_the_one_who_frees() {
    model(5, || {
        let guarded = Arc::new(Guarded::new(Watched::new()));
        let other = guarded.clone();
        let (entered, may_free) = loom::sync::mpsc::channel();
        let operating = thread::spawn(move || {
            let operation = other.try_enter().expect("nobody frees yet");
            entered.send(()).unwrap();
            operation.read();
        });
        may_free.recv().unwrap();
        let Freed::Taken(value) = guarded.free_blocking(None) else {
            panic!("the only one to free wins");
        };
        value.free();
        operating.join().unwrap();
    });
}

/// Operations that come too late raise the count above zero again. The winner must not wait for them.
#[test]
fn late_comers_hold_nobody_up() {
    model(5, || {
        let guard = Arc::new(HandleGuard::new());
        let other = guard.clone();
        let late = thread::spawn(move || {
            for _ in 0..2 {
                drop(other.try_enter());
            }
        });
        assert_eq!(guard.begin_free_blocking(None), FreeOutcome::Drained);
        assert_eq!(guard.begin_free_blocking(None), FreeOutcome::AlreadyFreeing);
        late.join().unwrap();
    });
}

#[test]
fn a_deadline_that_expires_while_the_last_operation_ends() {
    model(5, || {
        let leaks = LeakCounter::default();
        let guarded = Arc::new(Guarded::counted(Watched::new(), leaks.clone()));
        let deadline = Arc::new(Deadline::default());
        let other = (guarded.clone(), deadline.clone());
        let operating = thread::spawn(move || {
            let (guarded, deadline) = other;
            let operation = guarded.try_enter();
            deadline.expire();
            if let Some(operation) = operation {
                // This may be after the deadline; then the value must not have been taken.
                operation.read();
            }
        });
        let count = Count::default();
        count.of(loom::future::block_on(guarded.free(deadline.expired())));
        operating.join().unwrap();
        assert!(count.is(1, 0, 0) || count.is(0, 0, 1));
        assert_eq!(
            leaks.leaked(),
            count.leaked.load(Ordering::Relaxed),
            "every leak is counted"
        );
        // In both cases no later call gets the value.
        assert!(matches!(guarded.free_blocking(None), Freed::AlreadyFreeing));
    });
}

#[test]
fn a_deadline_and_two_frees() {
    model(5, || {
        let guarded = Arc::new(Guarded::new(Watched::new()));
        let deadline = Arc::new(Deadline::default());
        let count = Arc::new(Count::default());
        let other = (guarded.clone(), deadline.clone(), count.clone());
        let freeing = thread::spawn(move || {
            let (guarded, deadline, count) = other;
            deadline.expire();
            count.of(loom::future::block_on(guarded.free(deadline.expired())));
        });
        operate(&guarded);
        count.of(loom::future::block_on(guarded.free(deadline.expired())));
        freeing.join().unwrap();
        assert!(count.is(1, 1, 0) || count.is(0, 1, 1));
    });
}
