//! Storms: many threads submit tasks of all kinds while runtimes come and go. Every task ends in exactly one
//! column.
//!
//!     cargo test -p async_cleanup --test storm                        # 8 storms of 250,000
//!     CLEANUP_STORMS=50 CLEANUP_STORM_SIZE=1000000 cargo test --release -p async_cleanup --test storm -- --nocapture
//!
//! A test binary of its own, because it counts allocations.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, AtomicU8, AtomicU64, Ordering::Relaxed},
    },
    thread,
    time::{Duration, Instant},
};

use async_cleanup::{CleanupError, CleanupOptions, CleanupQueue, CleanupStats, CleanupTask, Label};

/// An allocator that counts the bytes in use.
struct Counting;

static IN_USE: AtomicI64 = AtomicI64::new(0);

// SAFETY: everything is the system allocator's; counting changes nothing about it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        IN_USE.fetch_add(layout.size() as i64, Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        IN_USE.fetch_sub(layout.size() as i64, Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const THREADS: u64 = 8;

/// What a task does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Nothing,
    Yields,
    Sleeps,
    Fails,
    Panics,
    Hangs,
}

/// The outcomes that the tasks themselves saw, in the order of the columns.
#[derive(Default)]
struct Seen {
    completed: AtomicU64,
    failed: AtomicU64,
    /// Dropped before its end.
    unfinished: AtomicU64,
    /// How often each task was dropped.
    drops: Vec<AtomicU8>,
}

struct Task {
    kind: Kind,
    number: usize,
    finished: bool,
    seen: Arc<Seen>,
}

impl Drop for Task {
    fn drop(&mut self) {
        self.seen.drops[self.number].fetch_add(1, Relaxed);
        if !self.finished {
            self.seen.unfinished.fetch_add(1, Relaxed);
        }
    }
}

impl CleanupTask for Task {
    fn label(&self) -> Label {
        "storm".into()
    }

    async fn run(mut self) -> Result<(), CleanupError> {
        match self.kind {
            Kind::Nothing => {}
            Kind::Yields => tokio::task::yield_now().await,
            Kind::Sleeps => tokio::time::sleep(Duration::from_millis(1)).await,
            Kind::Hangs => std::future::pending().await,
            Kind::Fails | Kind::Panics => {
                self.finished = true;
                self.seen.failed.fetch_add(1, Relaxed);
                // Not `panic!`: thousands of messages would be printed.
                if self.kind == Kind::Panics {
                    std::panic::resume_unwind(Box::new("storm"));
                }
                return Err("storm".into());
            }
        }
        self.finished = true;
        self.seen.completed.fetch_add(1, Relaxed);
        Ok(())
    }
}

/// A small generator of pseudo-random numbers (xorshift). The seed determines the whole storm.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    fn kind(&mut self) -> Kind {
        match self.below(1000) {
            0..2 => Kind::Hangs,
            2..30 => Kind::Panics,
            30..60 => Kind::Fails,
            60..160 => Kind::Sleeps,
            160..400 => Kind::Yields,
            _ => Kind::Nothing,
        }
    }
}

fn settled(stats: &CleanupStats) -> u64 {
    stats.completed + stats.failed + stats.timed_out + stats.abandoned
}

/// How long the submissions of a storm took.
struct Times {
    median: Duration,
    p99: Duration,
    longest: Duration,
}

/// How long after which a test says that something hangs.
const HANGS: Duration = Duration::from_secs(3600);

fn storm(seed: u64, size: u64) -> (CleanupStats, Times) {
    let each = size / THREADS;
    let seen = Arc::new(Seen {
        drops: (0..each * THREADS).map(|_| AtomicU8::new(0)).collect(),
        ..Seen::default()
    });
    let mut options = CleanupOptions::default().task_deadline(Duration::from_millis(100));
    if seed % 3 == 1 {
        options = options.concurrency(500.try_into().expect("not zero"));
    }
    let queue = CleanupQueue::<Task>::new(options);
    let over = AtomicBool::new(false);
    let mut times: Vec<Duration> = thread::scope(|scope| {
        let submitting: Vec<_> = (0..THREADS)
            .map(|t| {
                let (submitter, seen) = (queue.submitter(), seen.clone());
                scope.spawn(move || {
                    let mut random = Random(seed.wrapping_mul(0x9E37_79B9) + t + 1);
                    let submit = |i| {
                        let task = Task {
                            kind: random.kind(),
                            number: (t * each + i) as usize,
                            finished: false,
                            seen: seen.clone(),
                        };
                        let start = Instant::now();
                        submitter.submit(task);
                        start.elapsed()
                    };
                    (0..each).map(submit).collect::<Vec<_>>()
                })
            })
            .collect();
        scope.spawn(|| {
            let mut last = 0;
            while !over.load(Relaxed) {
                let stats = queue.stats();
                assert_eq!(
                    stats.submitted,
                    settled(&stats) + stats.in_flight,
                    "{stats}"
                );
                assert!(settled(&stats) >= last, "nothing leaves its column");
                assert!(stats.high_water >= stats.in_flight);
                last = settled(&stats);
            }
        });
        // Runtimes come and go in the middle of it.
        let mut random = Random(seed + 77);
        for _ in 0..3 {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1 + random.below(2) as usize)
                .enable_time()
                .build()
                .expect("a tokio runtime");
            while queue.start(runtime.handle()).is_err() {
                thread::yield_now();
            }
            thread::sleep(Duration::from_millis(random.below(30)));
            if random.below(2) == 0 {
                runtime.shutdown_background();
            } else {
                drop(runtime);
            }
        }
        while queue.start_thread("storm").is_err() {
            thread::yield_now();
        }
        let times = submitting
            .into_iter()
            .flat_map(|thread| thread.join().expect("no submission panics"))
            .collect();
        // Half of the storms are cut short.
        if seed.is_multiple_of(2) {
            let left = queue.drain_blocking(HANGS);
            assert!(left.is_empty(), "seed {seed}: {left}");
        } else {
            let _ = queue.shutdown_blocking(Duration::from_millis(random.below(50)));
            let start = Instant::now();
            while queue.stats().in_flight > 0 {
                assert!(start.elapsed() < HANGS, "{}", queue.stats());
                thread::sleep(Duration::from_millis(1));
            }
        }
        over.store(true, Relaxed);
        times
    });

    let stats = queue.stats();
    assert_eq!(stats.submitted, each * THREADS, "seed {seed}");
    assert_eq!(stats.in_flight, 0, "seed {seed}");
    assert_eq!(settled(&stats), stats.submitted, "seed {seed}: {stats}");
    // The accounts agree with what the tasks saw.
    assert_eq!(stats.completed, seen.completed.load(Relaxed), "seed {seed}");
    assert_eq!(stats.failed, seen.failed.load(Relaxed), "seed {seed}");
    assert_eq!(
        stats.timed_out + stats.abandoned,
        seen.unfinished.load(Relaxed),
        "seed {seed}"
    );
    let drops: BTreeSet<u8> = seen.drops.iter().map(|n| n.load(Relaxed)).collect();
    assert_eq!(
        drops,
        BTreeSet::from([1]),
        "seed {seed}: each is dropped once"
    );

    times.sort_unstable();
    let at = |per_mille: usize| times[(times.len() - 1) * per_mille / 1000];
    let times = Times {
        median: at(500),
        p99: at(990),
        longest: at(1000),
    };
    (stats, times)
}

fn setting(name: &str, default: u64) -> u64 {
    let value = std::env::var(name).ok();
    value.map_or(default, |value| {
        value
            .parse()
            .unwrap_or_else(|_| panic!("{name} is a number, not {value:?}"))
    })
}

#[test]
fn every_task_of_a_storm_ends_in_exactly_one_column() {
    let storms = setting("CLEANUP_STORMS", 8);
    let size = setting("CLEANUP_STORM_SIZE", 250_000);
    let mut in_use = None;
    for seed in 1..=storms {
        let start = Instant::now();
        let (stats, times) = storm(seed, size);
        println!(
            "storm {seed}: {stats}; high water {}; submit p50 {:?}, p99 {:?}, longest {:?}; {:.1?}",
            stats.high_water,
            times.median,
            times.p99,
            times.longest,
            start.elapsed()
        );
        // A submission that blocked would wait for good. The machine may be busy, so the median says more: it is printed.
        assert!(times.longest < HANGS, "{:?}", times.longest);
        drop((stats, times));
        // Nothing of the storm is left once its threads have ended.
        let start = Instant::now();
        let before = *in_use.get_or_insert_with(|| {
            thread::sleep(Duration::from_millis(300));
            IN_USE.load(Relaxed)
        });
        while IN_USE.load(Relaxed) > before + 64 * 1024 {
            let now = IN_USE.load(Relaxed);
            assert!(start.elapsed() < HANGS, "{before} bytes grew to {now}");
            thread::sleep(Duration::from_millis(5));
        }
    }
}
