//! Releasing objects at peers that answer, fail, hang and die.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_cleanup::{Label, Peer, ReleaseBatcher, ReleaseError, RetryPolicy, Submitter};
use tokio::{
    runtime::{Builder, Runtime},
    sync::Notify,
    time::Instant,
};

use crate::support::{LONG, columns, eventually};

/// What a peer does with a call.
#[derive(Clone, Copy, Default)]
enum Answer {
    #[default]
    Well,
    /// When `Fake::gate` is open.
    WhenOpen,
    Fails,
    /// The first calls fail, this many.
    FailsFirst(usize),
    Panics,
    Hangs,
    Gone,
}

#[derive(Clone, Default)]
struct Fake {
    name: &'static str,
    answer: Answer,
    /// The sizes of the calls.
    calls: Arc<Mutex<Vec<usize>>>,
    released: Arc<Mutex<Vec<u32>>>,
    at_once: Arc<AtomicUsize>,
    overlapped: Arc<AtomicBool>,
    dropped: Arc<AtomicUsize>,
    gate: Arc<Notify>,
}

impl Fake {
    fn new(name: &'static str, answer: Answer) -> Self {
        Self {
            name,
            answer,
            ..Self::default()
        }
    }

    fn calls(&self) -> Vec<usize> {
        self.calls.lock().expect("no panic while locked").clone()
    }
}

/// The peer that the batcher owns.
struct FakePeer(Fake);

impl Drop for FakePeer {
    fn drop(&mut self) {
        self.0.dropped.fetch_add(1, Ordering::SeqCst);
    }
}

impl Peer for FakePeer {
    type Id = u32;

    fn label(&self) -> Label {
        self.0.name.into()
    }

    async fn release(&self, ids: &[u32]) -> Result<(), ReleaseError> {
        let fake = &self.0;
        let calls = {
            let mut calls = fake.calls.lock().expect("no panic while locked");
            calls.push(ids.len());
            calls.len()
        };
        if fake.at_once.fetch_add(1, Ordering::SeqCst) > 0 {
            fake.overlapped.store(true, Ordering::SeqCst);
        }
        let failed = || Err(ReleaseError::Failed("it says no".into()));
        let result = match fake.answer {
            Answer::Well => Ok(()),
            Answer::WhenOpen => {
                fake.gate.notified().await;
                fake.gate.notify_one();
                Ok(())
            }
            Answer::Fails => failed(),
            Answer::FailsFirst(n) if calls <= n => failed(),
            Answer::FailsFirst(_) => Ok(()),
            Answer::Panics => {
                fake.at_once.fetch_sub(1, Ordering::SeqCst);
                panic!("the peer's code panics")
            }
            Answer::Hangs => std::future::pending().await,
            Answer::Gone => Err(ReleaseError::Gone("connection closed".into())),
        };
        fake.at_once.fetch_sub(1, Ordering::SeqCst);
        if result.is_ok() {
            let mut released = fake.released.lock().expect("no panic while locked");
            released.extend_from_slice(ids);
        }
        result
    }
}

fn runtime() -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(1)
        .enable_time()
        .build()
        .expect("a tokio runtime")
}

/// A policy that gives up nothing while a test runs.
fn never() -> RetryPolicy {
    RetryPolicy::default()
        .pauses(LONG, LONG)
        .call_deadline(LONG)
}

/// A policy that gives up soon.
fn soon() -> RetryPolicy {
    RetryPolicy::default()
        .attempts(3)
        .pauses(Duration::from_millis(2), Duration::from_millis(3))
        .call_deadline(Duration::from_millis(30))
}

fn submit(submitter: &Submitter<u32>, ids: std::ops::Range<u32>) {
    for id in ids {
        assert!(submitter.submit(id));
    }
}

#[test]
fn ids_are_released_once_in_order_and_64_a_call() {
    let runtime = runtime();
    let batcher = ReleaseBatcher::new(never(), runtime.handle().clone());
    let peer = Fake::new("slow", Answer::WhenOpen);
    let submitter = batcher.add(FakePeer(peer.clone()));
    // No call ends before all ids are there, so only the first call may be small.
    submit(&submitter, 0..1000);
    peer.gate.notify_one();
    assert!(runtime.block_on(batcher.drain(LONG)).is_empty());
    let released = peer.released.lock().expect("no panic while locked").clone();
    assert_eq!(released, (0..1000).collect::<Vec<_>>());
    let calls = peer.calls();
    assert!(calls.iter().all(|n| *n <= 64), "{calls:?}");
    // 999 / 64 is 15.6.
    assert!(calls.len() <= 17, "{calls:?}");
    assert!(
        !peer.overlapped.load(Ordering::SeqCst),
        "one call at a time"
    );
    assert_eq!(columns(&batcher.stats()), [1000, 1000, 0, 0, 0, 0]);
    assert_eq!(
        columns(&submitter.ledger().stats()),
        [1000, 1000, 0, 0, 0, 0]
    );
}

#[test]
fn a_call_that_fails_is_tried_again_with_the_same_ids() {
    let runtime = runtime();
    let batcher = ReleaseBatcher::new(soon(), runtime.handle().clone());
    let peer = Fake::new("flaky", Answer::FailsFirst(2));
    let submitter = batcher.add(FakePeer(peer.clone()));
    submitter.submit(7);
    assert!(runtime.block_on(batcher.drain(LONG)).is_empty());
    assert_eq!(peer.calls(), [1, 1, 1]);
    assert_eq!(*peer.released.lock().expect("no panic while locked"), [7]);
    assert_eq!(columns(&batcher.stats()), [1, 1, 0, 0, 0, 0]);
}

#[test]
fn after_the_last_attempt_ids_are_given_up_and_counted() {
    let runtime = runtime();
    for (answer, column, error) in [
        (Answer::Fails, 2, "it says no"),
        (Answer::Panics, 2, "panicked: the peer's code panics"),
        (Answer::Hangs, 3, "no answer within 30ms"),
    ] {
        let batcher = ReleaseBatcher::new(soon(), runtime.handle().clone());
        let peer = Fake::new("bad", answer);
        let submitter = batcher.add(FakePeer(peer.clone()));
        submitter.submit(1);
        assert!(runtime.block_on(batcher.drain(LONG)).is_empty());
        let stats = batcher.stats();
        let mut expected = [1, 0, 0, 0, 0, 0];
        expected[column] = 1;
        assert_eq!(columns(&stats), expected, "{error}");
        assert_eq!(stats.last_failures[0].error, error);
        assert_eq!(stats.last_failures[0].label.as_str(), "bad");
        assert_eq!(peer.calls(), [1, 1, 1]);
        // The next batch gets its own attempts.
        submitter.submit(2);
        assert!(runtime.block_on(batcher.drain(LONG)).is_empty());
        assert_eq!(peer.calls().len(), 6);
    }
}

#[test]
fn pauses_double_up_to_the_longest() {
    // The clock stands still while anything can run, and then goes on to the next timer.
    let runtime = Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .expect("a tokio runtime");
    let policy = RetryPolicy::default()
        .attempts(12)
        .pauses(Duration::from_millis(10), Duration::from_millis(25));
    let batcher = ReleaseBatcher::new(policy, runtime.handle().clone());
    let submitter = batcher.add(FakePeer(Fake::new("bad", Answer::Fails)));
    let elapsed = runtime.block_on(async {
        let start = Instant::now();
        submitter.submit(1);
        assert!(batcher.drain(LONG).await.is_empty());
        start.elapsed()
    });
    // 10 + 20 + 9 * 25, and a timer is up to a millisecond late. Without the cap it would be 10 + 20 + 40 + ... + 10240.
    let expected = Duration::from_millis(255)..Duration::from_millis(270);
    assert!(expected.contains(&elapsed), "{elapsed:?}");
}

#[test]
fn a_peer_that_is_gone_has_everything_given_up_at_once() {
    let runtime = runtime();
    let batcher = ReleaseBatcher::new(RetryPolicy::default(), runtime.handle().clone());
    let peer = Fake::new("gone", Answer::Gone);
    let submitter = batcher.add(FakePeer(peer.clone()));
    submit(&submitter, 0..200);
    assert!(runtime.block_on(batcher.drain(LONG)).is_empty());
    eventually("the peer is dropped", || {
        peer.dropped.load(Ordering::SeqCst) == 1
    });
    assert_eq!(peer.calls().len(), 1);
    let stats = batcher.stats();
    assert_eq!((stats.submitted, stats.in_flight), (200, 0));
    assert_eq!(stats.failed, peer.calls()[0] as u64);
    assert_eq!(stats.abandoned, 200 - stats.failed);
    assert_eq!(
        stats.last_failures[0].error,
        "the peer is gone: connection closed"
    );
    // Later ids are counted, too, and still when no submitter is left.
    assert!(!submitter.submit(1));
    assert_eq!(batcher.stats().submitted, 201);
    drop(submitter);
    let stats = batcher.stats();
    assert_eq!(
        (stats.submitted, stats.abandoned),
        (201, 201 - stats.failed)
    );
}

#[test]
fn a_hung_and_a_dead_peer_delay_nobody_else() {
    let runtime = runtime();
    // The hung one has its call, and the dead one its pause, until the shutdown.
    let batcher = ReleaseBatcher::new(never(), runtime.handle().clone());
    let hung = Fake::new("hung", Answer::Hangs);
    let dead = Fake::new("dead", Answer::Fails);
    let to_hung = batcher.add(FakePeer(hung.clone()));
    let to_dead = batcher.add(FakePeer(dead.clone()));
    submit(&to_hung, 0..100);
    submit(&to_dead, 0..100);
    eventually("both are busy", || {
        !hung.calls().is_empty() && !dead.calls().is_empty()
    });
    for _ in 0..10 {
        // Peers come and go meanwhile, and nothing of them is kept.
        let well = Fake::new("well", Answer::Well);
        let submitter = batcher.add(FakePeer(well.clone()));
        submit(&submitter, 0..500);
        let ledger = submitter.ledger().clone();
        drop(submitter);
        eventually("all is released", || ledger.stats().completed == 500);
        eventually("the peer is dropped", || {
            well.dropped.load(Ordering::SeqCst) == 1
        });
    }
    assert_eq!(batcher.stats().completed, 5000);
    assert_eq!((hung.calls().len(), dead.calls().len()), (1, 1));
    let left = runtime.block_on(batcher.shutdown(Duration::from_millis(5)));
    let running: Vec<_> = left
        .iter()
        .map(|left| {
            (
                left.label.to_string(),
                left.queued + left.running,
                left.running > 0,
            )
        })
        .collect();
    assert_eq!(
        running,
        [("dead".into(), 100, true), ("hung".into(), 100, true)]
    );
    eventually("all is counted", || batcher.stats().in_flight == 0);
    assert_eq!(columns(&batcher.stats()), [5200, 5000, 0, 0, 200, 0]);
    assert!(!to_hung.submit(1));
}

#[test]
fn a_runtime_that_goes_away_loses_no_count() {
    let runtime = runtime();
    let batcher = ReleaseBatcher::new(never(), runtime.handle().clone());
    let submitter = batcher.add(FakePeer(Fake::new("hung", Answer::Hangs)));
    submit(&submitter, 0..100);
    eventually("it is called", || !batcher.stats().high_water.eq(&0));
    runtime.shutdown_background();
    eventually("all is counted", || batcher.stats().in_flight == 0);
    submitter.submit(1);
    eventually("also what comes later", || batcher.stats().in_flight == 0);
    assert_eq!(columns(&batcher.stats()), [101, 0, 0, 0, 101, 0]);
    // A peer that is added when the runtime is gone loses its objects, and they are counted.
    let submitter = batcher.add(FakePeer(Fake::new("late", Answer::Well)));
    submitter.submit(1);
    eventually("that, too", || batcher.stats().abandoned == 102);
}

#[test]
fn releasing_works_from_a_drop_in_an_unwinding_thread() {
    struct Remote(Submitter<u32>, u32);
    impl Drop for Remote {
        fn drop(&mut self) {
            self.0.submit(self.1);
        }
    }
    let runtime = runtime();
    let batcher = ReleaseBatcher::new(soon(), runtime.handle().clone());
    let peer = Fake::new("well", Answer::Well);
    let submitter = batcher.add(FakePeer(peer.clone()));
    let unwound = std::thread::spawn(move || {
        let _remote = Remote(submitter, 9);
        panic!("unwinds through the drop");
    })
    .join();
    assert!(unwound.is_err());
    eventually("it is released", || {
        *peer.released.lock().expect("no panic while locked") == [9]
    });
}

#[test]
fn ids_whose_destructors_panic_concern_nobody_else() {
    struct Id;

    impl Drop for Id {
        fn drop(&mut self) {
            panic!("an id cannot be dropped");
        }
    }

    struct Any;

    impl Peer for Any {
        type Id = Id;

        fn label(&self) -> Label {
            "any".into()
        }

        async fn release(&self, _: &[Id]) -> Result<(), ReleaseError> {
            Ok(())
        }
    }

    let runtime = runtime();
    let batcher = ReleaseBatcher::new(soon(), runtime.handle().clone());
    let submitter = batcher.add(Any);
    for n in 1..=3 {
        submitter.submit(Id);
        submitter.submit(Id);
        eventually("they are released", || batcher.stats().completed == 2 * n);
    }
}
