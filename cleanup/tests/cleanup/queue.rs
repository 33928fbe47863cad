//! One queue: the fate of a task, in whatever way the task and its surroundings end.

use std::{
    cell::RefCell,
    num::NonZeroUsize,
    sync::{
        Arc, Barrier,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use async_cleanup::{
    AlreadyStarted, BoxTask, CleanupError, CleanupOptions, CleanupQueue, CleanupTask, Label, Left,
    Submitter,
};
use tokio::sync::Semaphore;

use crate::{
    patience::patiently,
    support::{Job, LONG, Log, columns, eventually},
};

fn queue() -> CleanupQueue<Job> {
    CleanupQueue::new(CleanupOptions::default())
}

fn started(options: CleanupOptions) -> CleanupQueue<Job> {
    let queue = CleanupQueue::new(options);
    queue.start_thread("cleanup-test").expect("a thread");
    queue
}

fn nothing(label: &'static str) -> Job {
    Job::new(label, || async { Ok(()) })
}

/// `Left` as text.
fn left(left: &Left) -> String {
    left.to_string()
}

#[test]
fn what_is_submitted_before_the_start_is_kept_and_done() {
    let queue = queue();
    let submitter = queue.submitter();
    for _ in 0..200 {
        assert!(submitter.submit(nothing("early")));
    }
    assert_eq!(columns(&queue.stats()), [200, 0, 0, 0, 0, 200]);
    queue.start_thread("cleanup-test").expect("a thread");
    assert!(queue.drain_blocking(LONG).is_empty());
    assert_eq!(columns(&queue.stats()), [200, 200, 0, 0, 0, 0]);
    assert_eq!(queue.stats().high_water, 200);
}

#[test]
fn a_queue_is_served_by_one_worker_at_a_time_and_can_change_it() {
    let queue = queue();
    let runtime = || {
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
    };
    let first = runtime().expect("a tokio runtime");
    queue.start(first.handle()).expect("not served yet");
    assert_eq!(queue.start(first.handle()), Err(AlreadyStarted));
    let error = queue.start_thread("second").expect_err("served already");
    assert_eq!(error.kind(), std::io::ErrorKind::AlreadyExists);

    let submitter = queue.submitter();
    submitter.submit(Job::hung("hung"));
    eventually("the hung task runs", || {
        queue_left(&queue).contains("running")
    });
    // A running task is lost with its runtime and counted; a later one waits for the next runtime.
    first.shutdown_background();
    eventually("the worker is gone", || queue.stats().abandoned == 1);
    submitter.submit(nothing("later"));
    let second = runtime().expect("a tokio runtime");
    eventually("the first worker has let go", || {
        queue.start(second.handle()).is_ok()
    });
    assert!(queue.drain_blocking(LONG).is_empty());
    assert_eq!(columns(&queue.stats()), [2, 1, 0, 0, 1, 0]);
}

fn queue_left(queue: &CleanupQueue<Job>) -> String {
    queue.drain_blocking(Duration::ZERO).to_string()
}

#[test]
fn errors_and_panics_are_failures_of_their_own_task_alone() {
    let queue = queue();
    let submitter = queue.submitter();
    let dropped = Arc::new(AtomicUsize::new(0));
    // All in one batch.
    submitter.submit(nothing("well"));
    submitter.submit(Job::new("error", || async { Err("no such file".into()) }));
    submitter.submit(Job::new("panic in poll", || async { panic!("boom {}", 1) }));
    submitter.submit(Job::new("panic before", || -> std::future::Ready<_> {
        panic!("early")
    }));
    submitter.submit(Job::new("panic of a number", || async {
        std::panic::panic_any(7)
    }));
    submitter.submit(Job::new("panic in drop", || {
        let bomb = Bomb;
        async move {
            let _bomb = bomb;
            Ok(())
        }
    }));
    submitter.submit(nothing("(panics)"));
    submitter.submit(Job::new("panic in Display", || async {
        Err(Box::new(Unspeakable) as CleanupError)
    }));
    submitter.submit(Job::new("panic of a bomb", || async {
        std::panic::panic_any(Bomb)
    }));
    submitter.submit(
        Job::new("slow", || async {
            tokio::time::sleep(Duration::from_millis(20)).await;
            Ok(())
        })
        .counting(&dropped),
    );
    queue.start_thread("cleanup-test").expect("a thread");
    assert!(queue.drain_blocking(LONG).is_empty());
    let stats = queue.stats();
    // The task whose label panics is done like the others.
    assert_eq!(columns(&stats), [10, 3, 7, 0, 0, 0]);
    let mut failures: Vec<_> = stats
        .last_failures
        .iter()
        .map(|failure| format!("{}: {}", failure.label, failure.error))
        .collect();
    failures.sort();
    assert_eq!(
        failures,
        [
            "error: no such file",
            "panic before: panicked: early",
            "panic in Display: panicked: no words for it",
            "panic in drop: panicked: a destructor panics",
            "panic in poll: panicked: boom 1",
            "panic of a bomb: panicked: something that is not a string",
            "panic of a number: panicked: something that is not a string",
        ]
    );
    assert_eq!(dropped.load(Ordering::Relaxed), 1);
}

/// An error whose `Display` and `Drop` panic.
#[derive(Debug)]
struct Unspeakable;

impl std::fmt::Display for Unspeakable {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        panic!("no words for it")
    }
}

impl std::error::Error for Unspeakable {}

impl Drop for Unspeakable {
    fn drop(&mut self) {
        panic!("nor can it be dropped");
    }
}

struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("a destructor panics");
    }
}

#[test]
fn only_the_last_failures_are_kept() {
    let queue = started(CleanupOptions::default());
    let submitter = queue.submitter();
    for i in 0..50 {
        submitter.submit(Job::new("fails", move || async move {
            Err(format!("{i}").into())
        }));
        assert!(queue.drain_blocking(LONG).is_empty());
    }
    let stats = queue.stats();
    assert_eq!(stats.failed, 50);
    assert_eq!(stats.last_failures.len(), 16);
    assert_eq!(stats.last_failures[15].error, "49");
    assert_eq!(stats.last_failures[0].error, "34");
}

#[test]
fn a_hung_task_delays_no_other() {
    let queue = started(CleanupOptions::default());
    let submitter = queue.submitter();
    // More than one batch of them, with other tasks in the same batches.
    for i in 0..200 {
        submitter.submit(if i % 2 == 0 {
            Job::hung("hung")
        } else {
            nothing("well")
        });
    }
    eventually("the others are done", || queue.stats().completed == 100);
    assert_eq!(
        left(&queue.drain_blocking(Duration::ZERO)),
        "100 x hung (100 running)"
    );
}

#[test]
fn a_task_is_dropped_at_its_deadline_and_counted() {
    let options = CleanupOptions::default().task_deadline(Duration::from_millis(30));
    let queue = started(options);
    let submitter = queue.submitter();
    let dropped = Arc::new(AtomicUsize::new(0));
    let start = Instant::now();
    for _ in 0..3 {
        submitter.submit(Job::hung("hung").counting(&dropped));
    }
    submitter.submit(Job::new("panics when dropped", || {
        let bomb = Bomb;
        async move {
            let _bomb = bomb;
            std::future::pending().await
        }
    }));
    submitter.submit(nothing("well"));
    assert!(queue.drain_blocking(LONG).is_empty());
    assert!(start.elapsed() >= Duration::from_millis(30));
    assert_eq!(columns(&queue.stats()), [5, 1, 0, 4, 0, 0]);
    assert_eq!(dropped.load(Ordering::Relaxed), 3);
}

#[test]
fn no_more_run_at_a_time_than_allowed_and_all_of_them_get_their_turn() {
    let options = CleanupOptions::default().concurrency(NonZeroUsize::new(3).expect("not zero"));
    // Not served before all are there, so that three can run at a time.
    let queue = CleanupQueue::new(options);
    let submitter = queue.submitter();
    let running = Arc::new(AtomicUsize::new(0));
    let most = Arc::new(AtomicUsize::new(0));
    for i in 0..100 {
        let (running, most) = (running.clone(), most.clone());
        submitter.submit(Job::new("counted", move || async move {
            let now = running.fetch_add(1, Ordering::SeqCst) + 1;
            most.fetch_max(now, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_micros(200)).await;
            running.fetch_sub(1, Ordering::SeqCst);
            // Permits come back in whatever way a task ends.
            if i % 10 == 0 {
                panic!("one in ten")
            }
            Ok(())
        }));
    }
    queue.start_thread("cleanup-test").expect("a thread");
    assert!(queue.drain_blocking(LONG).is_empty());
    assert_eq!(columns(&queue.stats()), [100, 90, 10, 0, 0, 0]);
    assert_eq!(most.load(Ordering::SeqCst), 3);
}

#[test]
fn a_task_alone_in_its_batch_takes_one_permit() {
    let options = CleanupOptions::default().concurrency(NonZeroUsize::new(2).expect("not zero"));
    let queue = started(options);
    let submitter = queue.submitter();
    submitter.submit(Job::hung("hung"));
    eventually("it is running", || {
        queue_left(&queue).contains("(1 running)")
    });
    submitter.submit(nothing("well"));
    eventually("the other is done", || queue.stats().completed == 1);
}

#[test]
fn a_deadline_counts_from_when_a_task_could_begin() {
    patiently(|deadline| {
        let queue = CleanupQueue::new(CleanupOptions::default().task_deadline(deadline));
        let submitter = queue.submitter();
        for _ in 0..2 {
            submitter.submit(Job::new("works without waiting", move || async move {
                thread::sleep(deadline * 2 / 3);
                Ok(())
            }));
        }
        submitter.submit(Job::new("waits a little", || async {
            tokio::time::sleep(Duration::from_millis(1)).await;
            Ok(())
        }));
        // All in one batch, one after another.
        queue.start_thread("cleanup-test").expect("a thread");
        assert!(queue.drain_blocking(LONG).is_empty());
        assert_eq!(columns(&queue.stats()), [3, 3, 0, 0, 0, 0]);
    });
}

#[test]
fn a_label_may_ask_the_queue() {
    struct Asks(Arc<CleanupQueue<Asks>>);

    impl CleanupTask for Asks {
        fn label(&self) -> Label {
            format!("left: {}", self.0.drain_blocking(Duration::ZERO)).into()
        }

        async fn run(self) -> Result<(), CleanupError> {
            Err("fails, so that its label is seen".into())
        }
    }

    let queue = Arc::new(CleanupQueue::new(CleanupOptions::default()));
    queue.submitter().submit(Asks(queue.clone()));
    queue.start_thread("cleanup-test").expect("a thread");
    let ledger = queue.ledger().clone();
    eventually("it is done", || ledger.stats().failed == 1);
    let failure = ledger.stats().last_failures.remove(0);
    assert_eq!(failure.label.as_str(), "left: 1 x (just begun) (1 running)");
}

/// Tasks whose destructors panic; they are dropped with their batch.
#[test]
fn a_batch_that_is_dropped_before_it_ran_drops_each_task_by_itself() {
    struct Mine(Bomb);

    impl CleanupTask for Mine {
        fn label(&self) -> Label {
            "mine".into()
        }

        async fn run(self) -> Result<(), CleanupError> {
            std::mem::forget(self.0);
            Ok(())
        }
    }

    for yields in 0..4 {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .event_interval(1)
            .build()
            .expect("a tokio runtime");
        let queue = CleanupQueue::new(CleanupOptions::default());
        let submitter = queue.submitter();
        for _ in 0..3 {
            submitter.submit(Mine(Bomb));
        }
        queue.start(runtime.handle()).expect("not served yet");
        runtime.block_on(async {
            for _ in 0..yields {
                tokio::task::yield_now().await;
            }
        });
        drop(runtime);
        let ledger = queue.ledger().clone();
        drop(queue);
        let stats = ledger.stats();
        assert_eq!((stats.submitted, stats.completed + stats.abandoned), (3, 3));
    }
}

/// A task that `submit` has taken is in a column, even if the queue is shut down at the same moment.
#[test]
fn nothing_is_lost_between_submitting_and_shutting_down() {
    let start = Instant::now();
    let mut round = 0;
    while start.elapsed() < Duration::from_secs(2) {
        round += 1;
        let queue = queue();
        let submitter = queue.submitter();
        let submitting = thread::spawn(move || {
            while submitter.submit(nothing("racing")) {}
            submitter
        });
        while queue.stats().submitted < round % 50 {
            std::hint::spin_loop();
        }
        let _ = queue.shutdown_blocking(Duration::ZERO);
        let _submitter = submitting.join().expect("no panic");
        assert_eq!(
            queue.stats().in_flight,
            0,
            "round {round}: {}",
            queue.stats()
        );
    }
}

#[test]
fn a_shutdown_notices_that_the_worker_has_gone() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a tokio runtime");
    let queue = CleanupQueue::new(CleanupOptions::default().concurrency(NonZeroUsize::MIN));
    queue.start(runtime.handle()).expect("not served yet");
    // One task is running when the worker goes away, one is queued.
    queue.submitter().submit(Job::hung("hung"));
    queue.submitter().submit(Job::hung("hung"));
    eventually("it is running", || queue_left(&queue).contains("running"));
    let start = Instant::now();
    let ending = thread::spawn(move || {
        thread::sleep(Duration::from_millis(50));
        runtime.shutdown_background();
    });
    let _ = queue.shutdown_blocking(LONG);
    assert!(start.elapsed() < LONG / 2);
    ending.join().expect("no panic");
    eventually("both are counted", || queue.stats().abandoned == 2);
}

#[test]
fn permits_come_back_from_tasks_that_time_out() {
    let options = CleanupOptions::default()
        .concurrency(NonZeroUsize::MIN)
        .task_deadline(Duration::from_millis(5));
    let queue = started(options);
    let submitter = queue.submitter();
    for _ in 0..5 {
        submitter.submit(Job::hung("hung"));
    }
    submitter.submit(nothing("well"));
    assert!(queue.drain_blocking(LONG).is_empty());
    assert_eq!(columns(&queue.stats()), [6, 1, 0, 5, 0, 0]);
}

#[test]
fn draining_reports_what_was_left_by_label_and_lets_it_go_on() {
    let options = CleanupOptions::default().concurrency(NonZeroUsize::new(2).expect("not zero"));
    let queue = started(options);
    let submitter = queue.submitter();
    let gate = Arc::new(Semaphore::new(0));
    for label in ["socket", "socket", "file", "file", "file"] {
        let gate = gate.clone();
        submitter.submit(Job::new(label, move || async move {
            gate.acquire().await?.forget();
            Ok(())
        }));
    }
    eventually("two are running", || {
        queue_left(&queue).contains("(2 running)")
    });
    let rest = queue.drain_blocking(Duration::from_millis(5));
    assert_eq!(left(&rest), "3 x file, 2 x socket (2 running)");
    assert_eq!(rest.count(), 5);
    let file = rest.iter().next().expect("two labels");
    assert_eq!((file.queued, file.running), (3, 0));
    gate.add_permits(5);
    assert!(queue.drain_blocking(LONG).is_empty());
    assert_eq!(columns(&queue.stats()), [5, 5, 0, 0, 0, 0]);
}

#[test]
fn shutting_down_gives_up_the_rest_by_label_and_whatever_comes_later() {
    let options = CleanupOptions::default().concurrency(NonZeroUsize::new(2).expect("not zero"));
    let queue = started(options);
    let submitter = queue.submitter();
    let dropped = Arc::new(AtomicUsize::new(0));
    for label in ["socket", "socket", "file"] {
        submitter.submit(Job::hung(label).counting(&dropped));
    }
    eventually("two are running", || {
        queue_left(&queue).contains("(2 running)")
    });
    let rest = queue.shutdown_blocking(Duration::from_millis(5));
    assert_eq!(left(&rest), "1 x file, 2 x socket (2 running)");
    eventually("they are dropped", || dropped.load(Ordering::Relaxed) == 3);
    assert!(!submitter.submit(Job::hung("late").counting(&dropped)));
    assert_eq!(dropped.load(Ordering::Relaxed), 4);
    eventually("all are counted", || queue.stats().in_flight == 0);
    assert_eq!(columns(&queue.stats()), [4, 0, 0, 0, 4, 0]);
    // A second time does no harm.
    assert!(queue.shutdown_blocking(LONG).is_empty());
}

#[test]
fn shutting_down_a_queue_that_nothing_serves_does_not_wait() {
    let queue = queue();
    let submitter = queue.submitter();
    submitter.submit(nothing("never begun"));
    let start = Instant::now();
    assert_eq!(left(&queue.shutdown_blocking(LONG)), "1 x never begun");
    assert!(start.elapsed() < LONG / 2);
    assert_eq!(columns(&queue.stats()), [1, 0, 0, 0, 1, 0]);
}

#[test]
fn shutting_down_waits_for_what_gets_done_in_time() {
    let queue = started(CleanupOptions::default());
    queue.submitter().submit(Job::new("slow", || async {
        tokio::time::sleep(Duration::from_millis(30)).await;
        Ok(())
    }));
    let rest = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a tokio runtime")
        .block_on(queue.shutdown(LONG));
    assert!(rest.is_empty());
    assert_eq!(columns(&queue.stats()), [1, 1, 0, 0, 0, 0]);
}

#[test]
fn without_any_handle_the_worker_finishes_and_its_thread_ends() {
    let log = Log::default();
    let queue = started(CleanupOptions::default());
    let ledger = queue.ledger().clone();
    let submitter = queue.submitter();
    let slow = |log: Log, line: &'static str| {
        Job::new("slow", move || async move {
            tokio::time::sleep(Duration::from_millis(20)).await;
            log.push(line);
            Ok(())
        })
    };
    submitter.submit(slow(log.clone(), "first"));
    drop(queue);
    submitter.submit(slow(log.clone(), "second"));
    drop(submitter);
    eventually("both are done", || ledger.stats().completed == 2);
    assert_eq!(log.lines().len(), 2);
    // The ledger is all that is left of the queue.
    eventually("the worker is gone", || Arc::strong_count(&ledger) == 1);
}

#[test]
fn dropping_a_queue_that_nothing_serves_counts_what_is_lost() {
    let queue = queue();
    let ledger = queue.ledger().clone();
    let submitter = queue.submitter();
    let dropped = Arc::new(AtomicUsize::new(0));
    for _ in 0..100 {
        submitter.submit(nothing("lost").counting(&dropped));
    }
    drop(queue);
    // No worker can be started any more.
    assert_eq!(columns(&ledger.stats()), [100, 0, 0, 0, 100, 0]);
    assert_eq!(dropped.load(Ordering::Relaxed), 100);
    assert!(!submitter.submit(nothing("late").counting(&dropped)));
    assert_eq!(columns(&ledger.stats()), [101, 0, 0, 0, 101, 0]);
    assert_eq!(dropped.load(Ordering::Relaxed), 101);
}

#[test]
fn what_is_queued_is_counted_when_the_worker_goes_after_the_owner() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a tokio runtime");
    let queue = CleanupQueue::new(CleanupOptions::default().concurrency(NonZeroUsize::MIN));
    queue.start(runtime.handle()).expect("not served yet");
    let submitter = queue.submitter();
    for _ in 0..5 {
        submitter.submit(Job::hung("hung"));
    }
    eventually("one is running", || {
        queue_left(&queue).contains("(1 running)")
    });
    drop(queue);
    // The worker goes on without the owner.
    assert_eq!(submitter.ledger().in_flight(), 5);
    runtime.shutdown_background();
    eventually("all are counted", || submitter.ledger().in_flight() == 0);
    assert_eq!(columns(&submitter.ledger().stats()), [5, 0, 0, 0, 5, 0]);
}

#[test]
fn drops_without_a_drain_and_failures_are_told_through_tracing() {
    let log = Log::default();
    tracing::subscriber::with_default(Subscriber(log.clone()), || {
        let queue = queue();
        let submitter = queue.submitter();
        submitter.submit(nothing("socket"));
        drop(queue);
    });
    assert_eq!(
        log.lines(),
        ["a cleanup queue was dropped before it was drained in_flight=1 left=1 x socket"]
    );
}

/// Writes events to a log.
struct Subscriber(Log);

impl tracing::Subscriber for Subscriber {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        tracing::span::Id::from_u64(1)
    }

    fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record<'_>) {}

    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        struct Line(String);

        impl tracing::field::Visit for Line {
            fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
                self.0 += &match field.name() {
                    "message" => format!("{value:?}"),
                    name => format!(" {name}={value:?}"),
                };
            }
        }

        let mut line = Line(String::new());
        event.record(&mut line);
        self.0.push(line.0);
    }

    fn enter(&self, _: &tracing::span::Id) {}

    fn exit(&self, _: &tracing::span::Id) {}
}

#[test]
fn any_future_can_be_submitted_boxed() {
    let queue = CleanupQueue::<BoxTask>::new(CleanupOptions::default());
    queue.start_thread("cleanup-test").expect("a thread");
    let submitter = queue.submitter();
    assert!(submitter.submit_future("well", async { Ok(()) }));
    assert!(submitter.submit_future(format!("{} sockets", 2), async { Err("closed".into()) }));
    assert!(queue.drain_blocking(LONG).is_empty());
    let stats = queue.stats();
    assert_eq!(columns(&stats), [2, 1, 1, 0, 0, 0]);
    assert_eq!(stats.last_failures[0].label.as_str(), "2 sockets");
}

// Places where tasks may be submitted.

/// Submits a task when it is dropped.
struct SubmitOnDrop(Submitter<Job>, &'static str);

impl Drop for SubmitOnDrop {
    fn drop(&mut self) {
        self.0.submit(nothing(self.1));
    }
}

#[test]
fn submitting_works_from_a_plain_thread_and_from_one_whose_runtime_is_gone() {
    let queue = started(CleanupOptions::default());
    let on_drop = SubmitOnDrop(queue.submitter(), "plain");
    thread::spawn(move || drop(on_drop))
        .join()
        .expect("no panic");
    let on_drop = SubmitOnDrop(queue.submitter(), "gone");
    thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().expect("a tokio runtime");
        let guard = runtime.handle().clone();
        drop(runtime);
        // The thread is in the context of a runtime that is gone.
        let _entered = guard.enter();
        drop(on_drop);
    })
    .join()
    .expect("no panic");
    assert!(queue.drain_blocking(LONG).is_empty());
    assert_eq!(columns(&queue.stats()), [2, 2, 0, 0, 0, 0]);
}

#[test]
fn submitting_works_while_a_thread_unwinds() {
    let queue = started(CleanupOptions::default());
    let on_drop = SubmitOnDrop(queue.submitter(), "unwinding");
    let unwound = thread::spawn(move || {
        let _on_drop = on_drop;
        panic!("unwinds through the drop");
    })
    .join();
    assert!(unwound.is_err());
    assert!(queue.drain_blocking(LONG).is_empty());
    assert_eq!(columns(&queue.stats()), [1, 1, 0, 0, 0, 0]);
}

#[test]
fn a_task_whose_destructor_panics_is_rejected_without_aborting_an_unwinding_thread() {
    let queue = queue();
    let submitter = queue.submitter();
    assert!(queue.shutdown_blocking(Duration::ZERO).is_empty());
    struct Late(Submitter<Job>);
    impl Drop for Late {
        fn drop(&mut self) {
            let bomb = Bomb;
            self.0.submit(Job::new("bomb", move || async move {
                let _bomb = &bomb;
                Ok(())
            }));
        }
    }
    let late = Late(submitter);
    let unwound = thread::spawn(move || {
        let _late = late;
        panic!("unwinds through the drop");
    })
    .join();
    assert!(unwound.is_err());
    assert_eq!(columns(&queue.stats()), [1, 0, 0, 0, 1, 0]);
}

#[test]
fn submitting_works_from_the_destructors_of_thread_locals() {
    thread_local! {
        static LAST: RefCell<Vec<SubmitOnDrop>> = const { RefCell::new(Vec::new()) };
    }
    let queue = started(CleanupOptions::default());
    let threads = 8;
    let barrier = Arc::new(Barrier::new(threads));
    let handles: Vec<_> = (0..threads)
        .map(|_| {
            let on_drop = SubmitOnDrop(queue.submitter(), "thread exit");
            let barrier = barrier.clone();
            thread::spawn(move || {
                LAST.with_borrow_mut(|last| last.push(on_drop));
                // A tokio runtime of this thread, whose thread-locals are destroyed, too.
                tokio::runtime::Builder::new_current_thread()
                    .build()
                    .expect("a tokio runtime")
                    .block_on(tokio::task::yield_now());
                barrier.wait();
            })
        })
        .collect();
    for handle in handles {
        handle.join().expect("no panic");
    }
    assert!(queue.drain_blocking(LONG).is_empty());
    assert_eq!(columns(&queue.stats()), [8, 8, 0, 0, 0, 0]);
}
