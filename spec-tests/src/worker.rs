//! The worker: a process that runs one test after another, each on a thread and in an engine of its own. It may
//! crash.

use std::{
    io::{self, BufRead, Write},
    panic,
    process::ExitCode,
    sync::{
        Arc, Mutex,
        mpsc::{self, Receiver},
    },
    thread,
};

use serde::de::DeserializeOwned;

use crate::{
    engine::{self, Sources},
    protocol::{EngineFacts, Failure, Ready, Request, Response, Setup},
};

/// The memory for the program itself, besides that of a test and its stack.
const RESERVE: u64 = 64 << 20;

/// Runs the tests that are requested on standard input until that is closed.
///
/// The process that [`Options::worker`](crate::Options::worker) starts must call this first.
#[must_use]
pub fn main() -> ExitCode {
    match serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            let _ = writeln!(io::stderr(), "test262 worker: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn serve() -> Result<(), String> {
    let lines = lines();
    let setup: Setup = parse(&lines.recv().map_err(|_| "no set-up was given")?)?;
    limit_memory(setup.memory)?;
    let panics = record_panics();
    let mut sources = Sources::new(setup)?;
    let blueprint = sources.blueprint();
    say(&Ready {
        engine: EngineFacts::new(&blueprint),
    })?;
    while let Ok(line) = lines.recv() {
        let request: Request = parse(&line)?;
        let response = match sources.includes(&request) {
            Err(problem) => Response {
                failure: Some(Failure::Engine(problem)),
                retire: false,
            },
            Ok(includes) => {
                let blueprint = blueprint.clone();
                run(
                    move || engine::run(&blueprint, &request, &includes),
                    &panics,
                )
            }
        };
        say(&response)?;
        if response.retire {
            break;
        }
    }
    Ok(())
}

/// The lines of standard input.
///
/// When the input ends, the process exits, whatever it is doing. So a runner that was killed does not leave a
/// worker in an endless loop behind.
fn lines() -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in io::stdin().lock().lines() {
            let Ok(line) = line else { break };
            if sender.send(line).is_err() {
                return;
            }
        }
        std::process::exit(0);
    });
    receiver
}

type Panics = Arc<Mutex<Option<String>>>;

/// Records the first panic instead of printing panics.
fn record_panics() -> Panics {
    let panics = Panics::default();
    let note = panics.clone();
    panic::set_hook(Box::new(move |info| {
        let message = info.payload_as_str().unwrap_or("no message");
        let place = info.location().map(|location| {
            let file = location.file().rsplit(['/', '\\']).next();
            format!(" ({}:{})", file.unwrap_or_default(), location.line())
        });
        if let Ok(mut note) = note.lock() {
            note.get_or_insert(format!("{message}{}", place.unwrap_or_default()));
        }
    }));
    panics
}

/// Runs a test on a thread of its own.
fn run(
    test: impl FnOnce() -> Result<engine::Verdict, String> + Send + 'static,
    panics: &Panics,
) -> Response {
    let take_panic = || panics.lock().ok().and_then(|mut panics| panics.take());
    let thread = thread::Builder::new()
        .name("js".to_owned())
        .stack_size(engine::STACK_SIZE)
        .spawn(test);
    let (failure, lingers) = match thread.map(thread::JoinHandle::join) {
        Ok(Ok(Ok(verdict))) => (verdict.failure, verdict.lingers),
        Ok(Ok(Err(problem))) => (Some(Failure::Engine(problem)), false),
        // The panic is reported below.
        Ok(Err(_)) => (None, true),
        Err(error) => {
            let problem = format!("cannot start a thread: {error}");
            (Some(Failure::Engine(problem)), true)
        }
    };
    // Includes a panic in an agent, and one that was caught.
    let panicked = take_panic().map(|panic| format!("the engine panicked: {panic}"));
    let retire = lingers || panicked.is_some();
    let failure = panicked.map(Failure::Engine).or(failure);
    Response {
        failure: failure.map(Failure::bounded),
        retire,
    }
}

fn parse<T: DeserializeOwned>(line: &str) -> Result<T, String> {
    serde_json::from_str(line).map_err(|error| format!("cannot understand {line}: {error}"))
}

fn say(message: &impl serde::Serialize) -> Result<(), String> {
    let mut line = serde_json::to_string(message).map_err(|error| error.to_string())?;
    line.push('\n');
    let mut out = io::stdout().lock();
    out.write_all(line.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| format!("the runner is gone: {error}"))
}

/// Makes allocations fail beyond a limit, which ends this process instead of the whole machine.
///
/// The limit is on writable memory, which includes thread stacks. A limit on address space would not do: the
/// allocator reserves much of it and uses little.
#[cfg(unix)]
fn limit_memory(memory: u64) -> Result<(), String> {
    use rlimit::Resource;
    let limit = memory
        .saturating_add(engine::STACK_SIZE as u64)
        .saturating_add(RESERVE);
    let (_, hard) = rlimit::getrlimit(Resource::DATA).map_err(|error| error.to_string())?;
    rlimit::setrlimit(Resource::DATA, limit.min(hard), hard)
        .map_err(|error| format!("cannot limit memory: {error}"))
}

#[cfg(not(unix))]
fn limit_memory(_: u64) -> Result<(), String> {
    Ok(())
}

impl EngineFacts {
    fn new(blueprint: &engine::Blueprint) -> Self {
        Self {
            name: "boa".to_owned(),
            version: ENGINE_VERSION.to_owned(),
            async_context: blueprint.has_async_context(),
            intl: engine::has_intl(blueprint),
        }
    }
}

/// The version that `Cargo.toml` pins.
const ENGINE_VERSION: &str = "0.22.0";
