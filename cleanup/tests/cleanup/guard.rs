//! The values of a guard on real threads and with real time. The interleavings are explored by the models in
//! `cleanup/models`.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use async_cleanup::{FreeOutcome, Freed, Guarded, HandleGuard, LeakCounter};

#[cfg(target_os = "linux")]
use crate::support::eventually;
use crate::support::{CountDrop, LONG};

fn counted() -> (Guarded<CountDrop>, Arc<AtomicUsize>, LeakCounter) {
    let dropped = Arc::new(AtomicUsize::new(0));
    let leaks = LeakCounter::default();
    let guarded = Guarded::counted(CountDrop(dropped.clone()), leaks.clone());
    (guarded, dropped, leaks)
}

fn soon() -> Option<Instant> {
    Some(Instant::now() + Duration::from_millis(20))
}

#[test]
fn one_that_nobody_frees_drops_its_value_once() {
    let (guarded, dropped, leaks) = counted();
    drop(guarded.try_enter().expect("nobody frees"));
    drop(guarded);
    assert_eq!((dropped.load(Ordering::Relaxed), leaks.leaked()), (1, 0));
}

#[test]
fn a_taken_value_is_the_callers() {
    let (guarded, dropped, leaks) = counted();
    let Freed::Taken(value) = guarded.free_blocking(soon()) else {
        panic!("the first to free wins");
    };
    assert!(matches!(
        guarded.free_blocking(soon()),
        Freed::AlreadyFreeing
    ));
    assert!(guarded.try_enter().is_none());
    drop(guarded);
    assert_eq!(dropped.load(Ordering::Relaxed), 0);
    drop(value);
    assert_eq!((dropped.load(Ordering::Relaxed), leaks.leaked()), (1, 0));
}

#[test]
fn a_value_in_use_at_the_deadline_is_leaked_and_counted() {
    let (guarded, dropped, leaks) = counted();
    let operation = guarded.try_enter().expect("nobody frees");
    assert!(matches!(guarded.free_blocking(soon()), Freed::Leaked));
    // The operation goes on with the same value.
    assert_eq!(operation.0.load(Ordering::Relaxed), 0);
    drop(operation);
    assert!(matches!(
        guarded.free_blocking(soon()),
        Freed::AlreadyFreeing
    ));
    drop(guarded);
    assert_eq!((dropped.load(Ordering::Relaxed), leaks.leaked()), (0, 1));
}

#[test]
fn a_free_that_nobody_polls_any_more_leaks_and_counts() {
    let (guarded, dropped, leaks) = counted();
    let operation = guarded.try_enter().expect("nobody frees");
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a tokio runtime")
        .block_on(async {
            let free = guarded.free(std::future::pending());
            let cut = tokio::time::timeout(Duration::from_millis(5), free).await;
            assert!(cut.is_err());
        });
    drop(operation);
    drop(guarded);
    assert_eq!((dropped.load(Ordering::Relaxed), leaks.leaked()), (0, 1));
}

#[test]
fn a_free_that_was_never_polled_has_not_begun() {
    let (guarded, dropped, leaks) = counted();
    drop(guarded.free(std::future::pending()));
    assert!(guarded.try_enter().is_some());
    drop(guarded);
    assert_eq!((dropped.load(Ordering::Relaxed), leaks.leaked()), (1, 0));
}

#[cfg(target_os = "linux")]
#[test]
fn waiting_parks_until_the_last_operation_ends() {
    let guarded = Arc::new(Guarded::new(7));
    let operation = guarded.try_enter_owned().expect("nobody frees");
    let this = std::fs::read_link("/proc/thread-self").expect("Linux tells");
    let stat = std::path::Path::new("/proc").join(this).join("stat");
    let operating = thread::spawn(move || {
        // The operation ends because the other thread sleeps: `S` follows the name. A thread that works while it waits
        // would not be seen asleep twenty times in a row.
        let mut asleep = 0;
        eventually("the other thread sleeps", || {
            let stat = std::fs::read_to_string(&stat).expect("it is there");
            let is_asleep = stat
                .rsplit(") ")
                .next()
                .is_some_and(|it| it.starts_with('S'));
            asleep = if is_asleep { asleep + 1 } else { 0 };
            asleep == 20
        });
        assert_eq!(*operation, 7);
    });
    assert_eq!(guarded.free_blocking(None), Freed::Taken(7));
    operating.join().expect("no panic");
}

#[test]
fn an_operation_that_panics_is_over() {
    let guarded = Guarded::new(7);
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        let _operation = guarded.try_enter().expect("nobody frees");
        panic!("the operation fails");
    }));
    assert!(panicked.is_err());
    assert_eq!(guarded.free_blocking(soon()), Freed::Taken(7));
}

#[test]
fn an_operation_that_is_forgotten_never_ends() {
    let guard = HandleGuard::new();
    std::mem::forget(guard.try_enter());
    assert_eq!(guard.begin_free_blocking(soon()), FreeOutcome::TimedOut);
}

/// Some threads enter all the time and one frees: the value is never seen after it was taken.
#[test]
fn under_load_nobody_sees_a_freed_value() {
    for _ in 0..200 {
        let guarded = Arc::new(Guarded::new(Box::new(1u64)));
        let threads: Vec<_> = (0..3)
            .map(|_| {
                let guarded = guarded.clone();
                thread::spawn(move || {
                    let mut entered = 0u64;
                    while let Some(operation) = guarded.try_enter() {
                        entered += **operation;
                    }
                    entered
                })
            })
            .collect();
        thread::yield_now();
        let Freed::Taken(mut value) = guarded.free_blocking(Some(Instant::now() + LONG)) else {
            panic!("the only one to free wins");
        };
        *value = 0;
        drop(value);
        for thread in threads {
            thread.join().expect("no panic");
        }
    }
}
