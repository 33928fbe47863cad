//! The cleanup queue and the guard against the designs that they improve on, measured alternately in one run.
//!
//!     cargo bench -p async_cleanup [-- ROUNDS]
//!
//! With `--only NAME` one part runs once, for `valgrind --tool=callgrind`: `submit`, `drain`, `baseline` or
//! `guard`.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    future::Future,
    hint::black_box,
    path::PathBuf,
    pin::Pin,
    sync::{
        Arc, RwLock,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use async_cleanup::{
    CleanupError, CleanupOptions, CleanupQueue, CleanupTask, HandleGuard, Label, Submitter,
};
use futures_util::future::join_all;
use tokio::{
    runtime::{Builder, Runtime},
    sync::mpsc,
};

/// Counts allocations.
struct Counting;

static ALLOCATIONS: AtomicU64 = AtomicU64::new(0);

// SAFETY: everything is the system allocator's; counting changes nothing about it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What the tasks of the benches do.
enum Task {
    Nothing,
    Remove(PathBuf),
    Sleep,
}

impl Task {
    async fn work(self) -> Result<(), CleanupError> {
        match self {
            Self::Nothing => {}
            Self::Remove(path) => tokio::fs::remove_file(path).await?,
            Self::Sleep => tokio::time::sleep(Duration::from_millis(1)).await,
        }
        Ok(())
    }
}

impl CleanupTask for Task {
    fn label(&self) -> Label {
        "bench".into()
    }

    async fn run(self) -> Result<(), CleanupError> {
        self.work().await
    }
}

/// The baseline, a common design of a drop-time cleanup worker: boxed futures go through an unbounded channel to
/// a dispatcher that spawns one worker for each batch of up to 64. It has no accounts, no deadlines and no
/// isolation of panics.
struct Baseline {
    sender: mpsc::UnboundedSender<Pin<Box<dyn Future<Output = ()> + Send>>>,
    done: Arc<AtomicUsize>,
}

impl Baseline {
    fn new() -> (Self, impl Future<Output = ()> + Send) {
        let (sender, mut receiver) = mpsc::unbounded_channel();
        let dispatch = async move {
            loop {
                let mut batch = Vec::with_capacity(64);
                if receiver.recv_many(&mut batch, 64).await == 0 {
                    return;
                }
                tokio::spawn(join_all(batch));
            }
        };
        let done = Arc::default();
        (Self { sender, done }, dispatch)
    }

    fn submit(&self, task: Task) {
        let done = self.done.clone();
        // A failure is not reported; a missing receiver is ignored, too.
        let _ = self.sender.send(Box::pin(async move {
            let _ = task.work().await;
            done.fetch_add(1, Ordering::Release);
        }));
    }
}

fn runtime(threads: usize) -> Runtime {
    let mut builder = match threads {
        1 => Builder::new_current_thread(),
        _ => Builder::new_multi_thread(),
    };
    if threads > 1 {
        builder.worker_threads(threads);
    }
    builder.enable_all().build().expect("a tokio runtime")
}

fn options() -> CleanupOptions {
    CleanupOptions::default().task_deadline(Duration::from_secs(60))
}

/// Measures how long queued tasks take.
fn drain_ours(tasks: Vec<Task>, threads: usize) -> Duration {
    let queue = CleanupQueue::new(options());
    let submitter = queue.submitter();
    let n = tasks.len() as u64;
    for task in tasks {
        submitter.submit(task);
    }
    let runtime = runtime(threads);
    let start = Instant::now();
    queue.start(runtime.handle()).expect("not served yet");
    let left = runtime.block_on(queue.drain(Duration::from_secs(120)));
    let elapsed = start.elapsed();
    assert!(left.is_empty());
    assert_eq!(queue.stats().completed, n);
    elapsed
}

fn drain_baseline(tasks: Vec<Task>, threads: usize) -> Duration {
    let (baseline, dispatch) = Baseline::new();
    let n = tasks.len();
    for task in tasks {
        baseline.submit(task);
    }
    let runtime = runtime(threads);
    let start = Instant::now();
    runtime.spawn(dispatch);
    runtime.block_on(async {
        while baseline.done.load(Ordering::Acquire) < n {
            tokio::task::yield_now().await;
        }
    });
    start.elapsed()
}

fn files(n: usize) -> Vec<Task> {
    let directory = std::env::temp_dir().join(format!("cleanup-bench-{}", std::process::id()));
    std::fs::create_dir_all(&directory).expect("a temporary directory");
    (0..n)
        .map(|i| {
            let path = directory.join(i.to_string());
            std::fs::write(&path, "x").expect("a temporary file");
            Task::Remove(path)
        })
        .collect()
}

struct Drops {
    what: &'static str,
    times: Vec<Duration>,
    allocations: f64,
}

/// Times drops that submit, one at a time.
fn drops<T>(what: &'static str, values: impl Iterator<Item = T>, pause: Duration) -> Drops {
    let values: Vec<T> = values.collect();
    let mut times = Vec::with_capacity(values.len());
    let before = ALLOCATIONS.load(Ordering::Relaxed);
    for value in values {
        if !pause.is_zero() {
            thread::sleep(pause);
        }
        let start = Instant::now();
        drop(value);
        times.push(start.elapsed());
    }
    let allocations = (ALLOCATIONS.load(Ordering::Relaxed) - before) as f64 / times.len() as f64;
    times.sort_unstable();
    Drops {
        what,
        times,
        allocations,
    }
}

/// Times 64 drops at once, as a collection drops what it finds, after a pause in which the worker goes to sleep. Waking it is a
/// system call, which the first of them pays.
fn bursts<T>(what: &'static str, mut make: impl FnMut(u32) -> T, pause: Duration) -> Drops {
    const BURST: u32 = 64;
    const TIMES: u32 = 500;
    let mut times = Vec::with_capacity(TIMES as usize);
    let mut allocations = 0;
    for _ in 0..TIMES {
        let values: Vec<T> = (0..BURST).map(&mut make).collect();
        thread::sleep(pause);
        let before = ALLOCATIONS.load(Ordering::Relaxed);
        let start = Instant::now();
        drop(values);
        times.push(start.elapsed() / BURST);
        allocations += ALLOCATIONS.load(Ordering::Relaxed) - before;
    }
    times.sort_unstable();
    Drops {
        what,
        times,
        allocations: allocations as f64 / f64::from(TIMES * BURST),
    }
}

impl Drops {
    fn print(&self) {
        let at = |share: f64| self.times[((self.times.len() - 1) as f64 * share) as usize];
        let Self {
            what, allocations, ..
        } = self;
        println!(
            "| {what} | {} | {} | {} | {allocations:.3} |",
            at(0.5).as_nanos(),
            at(0.99).as_nanos(),
            at(1.0).as_nanos()
        );
    }
}

/// Submits to our queue when it is dropped.
struct OnDrop(Submitter<Task>);

impl Drop for OnDrop {
    fn drop(&mut self) {
        self.0.submit(Task::Nothing);
    }
}

struct OnDropBaseline(Arc<Baseline>);

impl Drop for OnDropBaseline {
    fn drop(&mut self) {
        self.0.submit(Task::Nothing);
    }
}

struct OnDropNothing;

impl Drop for OnDropNothing {
    fn drop(&mut self) {
        black_box(());
    }
}

fn submissions() {
    const N: usize = 200_000;
    println!("| a drop that submits | p50 ns | p99 ns | longest ns | allocations |");
    println!("|---|---:|---:|---:|---:|");
    drops(
        "nothing (the clock)",
        (0..N).map(|_| OnDropNothing),
        Duration::ZERO,
    )
    .print();

    // There is no worker, so every allocation that is counted is one of a submission.
    let queue = CleanupQueue::<Task>::new(options());
    let on_drop = |_| OnDrop(queue.submitter());
    drops(
        "ours, before the worker starts",
        (0..N).map(on_drop),
        Duration::ZERO,
    )
    .print();
    queue.start_thread("cleanup").expect("a thread");
    let idle = || assert!(queue.drain_blocking(Duration::from_secs(60)).is_empty());
    idle();
    let on_drop = |_| OnDrop(queue.submitter());
    drops(
        "ours, a burst to a worker on another thread",
        (0..N).map(on_drop),
        Duration::ZERO,
    )
    .print();
    idle();
    let on_drop = |_| OnDrop(queue.submitter());
    let pause = Duration::from_micros(300);
    drops(
        "ours, alone, to a worker that sleeps",
        (0..2000).map(on_drop),
        pause,
    )
    .print();
    idle();
    let on_drop = |_| OnDrop(queue.submitter());
    bursts(
        "ours, each of 64 at once, to a worker that sleeps",
        on_drop,
        pause,
    )
    .print();
    idle();

    let (baseline, dispatch) = Baseline::new();
    let baseline = Arc::new(baseline);
    let on_drop = |_| OnDropBaseline(baseline.clone());
    drops(
        "baseline, before the worker starts",
        (0..N).map(on_drop),
        Duration::ZERO,
    )
    .print();
    let runtime = runtime(2);
    runtime.spawn(dispatch);
    while baseline.done.load(Ordering::Acquire) < N {
        thread::yield_now();
    }
    let on_drop = |_| OnDropBaseline(baseline.clone());
    let burst = drops(
        "baseline, a burst to a worker on another thread",
        (0..N).map(on_drop),
        Duration::ZERO,
    );
    burst.print();
    let on_drop = |_| OnDropBaseline(baseline.clone());
    drops(
        "baseline, alone, to a worker that sleeps",
        (0..2000).map(on_drop),
        pause,
    )
    .print();
    let on_drop = |_| OnDropBaseline(baseline.clone());
    bursts(
        "baseline, each of 64 at once, to a worker that sleeps",
        on_drop,
        pause,
    )
    .print();
    println!();
}

const OPERATIONS: u32 = 1_000_000;

/// The time of one `operation` on each of `threads` threads at once.
fn each(threads: usize, operation: impl Fn() + Sync) -> f64 {
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                for _ in 0..OPERATIONS {
                    operation();
                }
            });
        }
    });
    start.elapsed().as_nanos() as f64 / f64::from(OPERATIONS)
}

fn enter_and_leave(guard: &HandleGuard) {
    drop(black_box(guard.try_enter()));
}

fn bare_pair(count: &AtomicUsize) {
    black_box(count.fetch_add(1, Ordering::Acquire));
    black_box(count.fetch_sub(1, Ordering::Release));
}

fn read_lock(lock: &RwLock<()>) {
    drop(black_box(lock.read()));
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

struct Row {
    what: String,
    unit: &'static str,
    target: Option<(bool, f64)>,
}

/// Measures two things alternately and prints the median of the ratio within a round.
fn compare(row: &Row, rounds: usize, mut a: impl FnMut() -> f64, mut b: impl FnMut() -> f64) {
    let mut measured = Vec::with_capacity(rounds);
    for round in 0..=rounds {
        // Each goes first in every other round.
        let pair = if round % 2 == 0 {
            let first = a();
            (first, b())
        } else {
            let first = b();
            (a(), first)
        };
        // The first round warms up.
        if round > 0 {
            measured.push(pair);
        }
    }
    let ratio = median(measured.iter().map(|(a, b)| a / b).collect());
    let (target, met) = match row.target {
        None => (String::new(), ""),
        Some((true, target)) => (
            format!("<= {target}"),
            if ratio <= target { "yes" } else { "no" },
        ),
        Some((false, target)) => (
            format!(">= {target}"),
            if ratio >= target { "yes" } else { "no" },
        ),
    };
    println!(
        "| {} | {:.1} | {:.1} | {} | {ratio:.2} | {target} | {met} |",
        row.what,
        median(measured.iter().map(|pair| pair.0).collect()),
        median(measured.iter().map(|pair| pair.1).collect()),
        row.unit,
    );
}

fn guards(rounds: usize) {
    println!("| guard: enter and leave | ours | other | unit | ratio | target | met |");
    println!("|---|---:|---:|---|---:|---|---|");
    let (guard, count, lock) = (HandleGuard::new(), AtomicUsize::new(0), RwLock::new(()));
    for threads in [1, 2] {
        let row = |what: &str, target| Row {
            what: format!("{what}, {threads} threads"),
            unit: "ns",
            target,
        };
        compare(
            &row(
                "against a bare pair of atomic add and sub",
                (threads == 1).then_some((true, 1.5)),
            ),
            rounds,
            || each(threads, || enter_and_leave(&guard)),
            || each(threads, || bare_pair(&count)),
        );
        // How many times as long the lock takes.
        compare(
            &row(
                "RwLock::read (left) against it",
                (threads == 2).then_some((false, 3.0)),
            ),
            rounds,
            || each(threads, || read_lock(&lock)),
            || each(threads, || enter_and_leave(&guard)),
        );
    }
    println!();
}

fn drains(rounds: usize) {
    println!(
        "| draining what is queued, per second | ours | baseline | unit | ratio | target | met |"
    );
    println!("|---|---:|---:|---|---:|---|---|");
    let rate = |n: usize, time: Duration| n as f64 / time.as_secs_f64() / 1000.0;
    type Make = fn(usize) -> Vec<Task>;
    let kinds: [(&str, usize, Make); 3] = [
        ("no-op", 100_000, |n| {
            (0..n).map(|_| Task::Nothing).collect()
        }),
        ("1 ms sleep", 300_000, |n| {
            (0..n).map(|_| Task::Sleep).collect()
        }),
        ("file removal", 4_000, files),
    ];
    for (what, n, make) in kinds {
        for threads in [1, 2] {
            let row = Row {
                what: format!("{what}, {n} tasks, {threads} threads"),
                unit: "1000/s",
                target: Some((false, 1.0)),
            };
            compare(
                &row,
                rounds,
                || rate(n, drain_ours(make(n), threads)),
                || rate(n, drain_baseline(make(n), threads)),
            );
        }
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let only = arguments.iter().position(|argument| argument == "--only");
    if let Some(name) = only.and_then(|at| arguments.get(at + 1)) {
        let nothing = || (0..50_000).map(|_| Task::Nothing).collect();
        match name.as_str() {
            "submit" => {
                let queue = CleanupQueue::<Task>::new(options());
                let submitter = queue.submitter();
                (0..50_000).for_each(|_| drop(OnDrop(submitter.clone())));
            }
            "drain" => _ = drain_ours(nothing(), 1),
            "baseline" => _ = drain_baseline(nothing(), 1),
            "guard" => {
                let guard = HandleGuard::new();
                (0..OPERATIONS).for_each(|_| enter_and_leave(&guard));
            }
            _ => eprintln!("there is no `{name}`; there are submit, drain, baseline and guard"),
        }
        return;
    }
    let rounds = arguments
        .iter()
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(15);
    println!(
        "medians of {rounds} interleaved rounds; `ratio` is the median ratio within a round\n"
    );
    submissions();
    guards(rounds);
    drains(rounds);
}
