//! The runner: it hands runs to worker processes, and survives whatever happens in them.

use std::{
    cell::{Cell, RefCell},
    ffi::OsString,
    path::PathBuf,
    process::{ExitStatus, Stdio},
    rc::Rc,
    time::{Duration, Instant},
};

use serde::{Serialize, de::DeserializeOwned};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStderr, ChildStdin, ChildStdout, Command},
    task::LocalSet,
    time::timeout,
};

use crate::{
    embedding::Embedding,
    error::Error,
    plan::{Plan, Run, Task},
    protocol::{EngineFacts, Failure, Ready, Request, Response, Setup},
    report::{Outcome, Report, Status},
};

/// How many runs a worker makes before it is replaced, so that garbage does not pile up in it.
const RUNS_PER_WORKER: usize = 500;

/// How many workers may fail to start after the first one before no more are tried.
const MOST_FAILED_STARTS: usize = 8;

/// How long a worker may take to start.
const START: Duration = Duration::from_secs(30);

/// How many bytes of a worker's standard error are kept, to say why it died.
const LAST_WORDS: usize = 4 << 10;

/// How to run tests.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// A program that calls [`worker::main`](crate::worker::main), and its arguments.
    pub worker: (PathBuf, Vec<OsString>),
    /// The directory of the harness files.
    pub harness: PathBuf,
    /// Whether AsyncContext is installed.
    pub async_context: bool,
    /// How AsyncContext is embedded.
    pub embedding: Embedding,
    /// A script that runs first in every realm.
    pub prelude: Option<PathBuf>,
    /// How many workers run at the same time.
    pub jobs: usize,
    /// How long a run may take.
    pub timeout: Duration,
    /// How much memory a worker may use, in bytes. Only Unix has this limit.
    pub memory: u64,
}

impl Options {
    /// The default options of `boa-ac test262`, with this `worker`.
    #[must_use]
    pub fn new(worker: (PathBuf, Vec<OsString>), harness: PathBuf) -> Self {
        Self {
            worker,
            harness,
            async_context: true,
            embedding: Embedding::default(),
            prelude: None,
            jobs: std::thread::available_parallelism().map_or(1, usize::from),
            timeout: Duration::from_secs(20),
            memory: 1 << 30,
        }
    }

    fn setup(&self) -> Setup {
        Setup {
            harness: self.harness.clone(),
            async_context: self.async_context,
            embedding: self.embedding,
            prelude: self.prelude.clone(),
            memory: self.memory,
        }
    }
}

/// Asks a worker which engine it runs.
///
/// # Errors
///
/// [`Error::Worker`] if no worker can be started.
pub fn engine_facts(options: &Options) -> Result<EngineFacts, Error> {
    block_on(options, async { Ok(Worker::start(options).await?.engine) })
}

/// Runs everything in a plan. Calls `observe` with each outcome.
///
/// Returns when every run has an outcome, whatever the tests do. A test that crashes its worker, hangs or
/// uses too much memory is one failure.
///
/// # Errors
///
/// [`Error::Worker`] if no worker can be started at the beginning.
pub fn run(plan: Plan, options: &Options, observe: impl FnMut(&Outcome)) -> Result<Report, Error> {
    let discovered = plan.runs.len();
    let queue = Queue {
        runs: RefCell::new(plan.runs.into_iter()),
        outcomes: RefCell::new(Vec::with_capacity(discovered)),
        observe: RefCell::new(observe),
        failed_starts: Cell::new(0),
    };
    let engine = block_on(options, async {
        // The first worker says which engine it runs, also when there is nothing to run.
        let first = Worker::start(options).await?;
        let engine = first.engine.clone();
        let jobs = options.jobs.clamp(1, discovered.max(1));
        let mut workers: Vec<Option<Worker>> = vec![Some(first)];
        workers.resize_with(jobs, || None);
        let all = workers
            .into_iter()
            .map(|worker| serve(&queue, options, worker));
        futures_util::future::join_all(all).await;
        Ok(engine)
    })?;
    Ok(Report::new(engine, discovered, queue.outcomes.into_inner()))
}

fn block_on<R>(
    options: &Options,
    work: impl Future<Output = Result<R, Error>>,
) -> Result<R, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| worker_error(options, error))?;
    LocalSet::new().block_on(&runtime, work)
}

fn worker_error(options: &Options, problem: impl ToString) -> Error {
    Error::Worker {
        program: options.worker.0.clone(),
        problem: problem.to_string(),
    }
}

/// What the workers share.
struct Queue<F> {
    runs: RefCell<std::vec::IntoIter<Run>>,
    outcomes: RefCell<Vec<Outcome>>,
    observe: RefCell<F>,
    /// How many workers failed to start after the first one.
    failed_starts: Cell<usize>,
}

impl<F: FnMut(&Outcome)> Queue<F> {
    fn next(&self) -> Option<Run> {
        self.runs.borrow_mut().next()
    }

    fn settle(&self, run: Run, result: (Status, String), duration: Duration) {
        let (status, message) = result;
        let outcome = Outcome {
            path: run.path,
            mode: run.mode,
            status,
            message,
            duration,
        };
        (self.observe.borrow_mut())(&outcome);
        self.outcomes.borrow_mut().push(outcome);
    }
}

/// Takes runs from the queue until it is empty. Every run that it takes gets an outcome.
async fn serve<F: FnMut(&Outcome)>(
    queue: &Queue<F>,
    options: &Options,
    mut worker: Option<Worker>,
) {
    while let Some(run) = queue.next() {
        let started = Instant::now();
        let result = match &run.task {
            Task::Skip(reason) => (Status::Skip, reason.clone()),
            Task::Broken(problem) => (Status::Fail, problem.clone()),
            Task::Evaluate(request) => {
                match evaluate(queue, options, &mut worker, request).await {
                    None => (Status::Pass, String::new()),
                    // Where the specification leaves the outcome open, a test may fail, but not crash.
                    Some(Failure::Test(message)) if run.non_deterministic => {
                        let message = format!("non-deterministic, and failed: {message}");
                        (Status::Skip, message)
                    }
                    Some(Failure::Test(message) | Failure::Engine(message)) => {
                        (Status::Fail, message)
                    }
                }
            }
        };
        queue.settle(run, result, started.elapsed());
    }
    if let Some(worker) = worker {
        worker.end().await;
    }
}

/// Evaluates a test in `worker`. Starts a worker if there is none, and leaves it there if it can be used again.
async fn evaluate<F>(
    queue: &Queue<F>,
    options: &Options,
    worker: &mut Option<Worker>,
    request: &Request,
) -> Option<Failure> {
    let mut fit = match worker.take() {
        Some(worker) => worker,
        // One worker could be started, so the cause may be temporary. But do not try forever.
        None if queue.failed_starts.get() >= MOST_FAILED_STARTS => {
            return Some(Failure::Engine("workers can no longer be started".into()));
        }
        None => match Worker::start(options).await {
            Ok(worker) => worker,
            Err(error) => {
                queue.failed_starts.set(queue.failed_starts.get() + 1);
                return Some(Failure::Engine(error.to_string()));
            }
        },
    };
    let (failure, retire) = match timeout(options.timeout, fit.exchange(request)).await {
        Ok(Some(Response { failure, retire })) => (failure, retire),
        Ok(None) => (Some(Failure::Engine(fit.obituary(options).await)), true),
        Err(_) => {
            let limit = options.timeout.as_secs_f64();
            (
                Some(Failure::Engine(format!("timed out after {limit} s"))),
                true,
            )
        }
    };
    fit.runs += 1;
    if retire || fit.runs >= RUNS_PER_WORKER {
        fit.end().await;
    } else {
        *worker = Some(fit);
    }
    failure
}

/// A worker process.
struct Worker {
    child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
    last_words: Rc<RefCell<Vec<u8>>>,
    /// The task that reads the standard error until it is closed.
    listener: tokio::task::JoinHandle<()>,
    engine: EngineFacts,
    runs: usize,
}

impl Worker {
    async fn start(options: &Options) -> Result<Self, Error> {
        let (program, arguments) = &options.worker;
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // The message of a panic becomes a line of the report; a backtrace would not fit there.
            .env("RUST_BACKTRACE", "0")
            // Memory that an allocator only reserves must not count for the limit. mimalloc, which `boa-ac` uses, makes a gigabyte
            // writable at once otherwise.
            .env("MIMALLOC_ARENA_EAGER_COMMIT", "0")
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| worker_error(options, error))?;
        let (Some(input), Some(output), Some(errors)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(worker_error(options, "it has no standard streams"));
        };
        let last_words = Rc::default();
        let mut worker = Self {
            child,
            input,
            output: BufReader::new(output).lines(),
            listener: tokio::task::spawn_local(listen(errors, Rc::clone(&last_words))),
            last_words,
            engine: EngineFacts {
                name: String::new(),
                version: String::new(),
                async_context: false,
                intl: false,
            },
            runs: 0,
        };
        match timeout(START, worker.exchange::<Ready>(&options.setup())).await {
            Ok(Some(ready)) => worker.engine = ready.engine,
            Ok(None) => {
                let why = worker.obituary(options).await;
                return Err(worker_error(options, why));
            }
            Err(_) => return Err(worker_error(options, "it does not answer")),
        }
        Ok(worker)
    }

    /// Sends a line and reads the answer; `None` if the worker has died.
    async fn exchange<R: DeserializeOwned>(&mut self, message: &impl Serialize) -> Option<R> {
        let mut line = serde_json::to_string(message).ok()?;
        line.push('\n');
        self.input.write_all(line.as_bytes()).await.ok()?;
        self.input.flush().await.ok()?;
        let answer = self.output.next_line().await.ok()??;
        serde_json::from_str(&answer).ok()
    }

    /// Why the worker died.
    async fn obituary(&mut self, options: &Options) -> String {
        // It may be running and have sent a wrong answer.
        let _ = self.child.start_kill();
        let status = self.child.wait().await.ok();
        let _ = timeout(Duration::from_secs(1), &mut self.listener).await;
        let words = self.last_words.borrow();
        cause_of_death(&String::from_utf8_lossy(&words), status, options.memory)
    }

    async fn end(mut self) {
        let _ = self.child.start_kill();
        let _ = self.child.wait().await;
    }
}

async fn listen(mut errors: ChildStderr, last_words: Rc<RefCell<Vec<u8>>>) {
    let mut buffer = [0; 1024];
    while let Ok(length @ 1..) = errors.read(&mut buffer).await {
        let mut words = last_words.borrow_mut();
        words.extend_from_slice(&buffer[..length]);
        let excess = words.len().saturating_sub(LAST_WORDS);
        words.drain(..excess);
    }
}

fn cause_of_death(last_words: &str, status: Option<ExitStatus>, memory: u64) -> String {
    let last_words = last_words.trim();
    if last_words.contains("has overflowed its stack") {
        return "the engine crashed: stack overflow".into();
    }
    if last_words.contains("memory allocation of") {
        return format!("the engine ran out of memory (limit: {} MiB)", memory >> 20);
    }
    let how = status.map_or_else(|| "it died".to_owned(), |status| status.to_string());
    match last_words.lines().next() {
        Some(first) => format!("the engine crashed: {how}: {first}"),
        None => format!("the engine crashed: {how}"),
    }
}
