//! Running scenarios, each in a process of its own for each column.

use std::{
    ffi::OsString,
    io::Read,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{
    column::{Column, Engine},
    expectation::Expectation,
    measurement::{Failure, Line, MARK, Raw},
    report::{Outcome, Report, ScenarioReport, Status},
    scenario,
    task::{Task, own_directory},
};

/// How much of a process's standard error is shown.
const LAST_WORDS: usize = 600;

/// How to run scenarios.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// A program that calls [`worker::main`](crate::worker::main) with the argument that follows these.
    pub worker: (PathBuf, Vec<OsString>),
    /// How long a scenario may take on one engine.
    pub time_limit: Duration,
    /// After which time no further rounds are made; half the time limit if it is not said.
    pub cut_after: Option<Duration>,
    /// The rounds of a scenario that does not say how many.
    pub rounds: u64,
    /// After how many parts of the rounds it is measured.
    pub checkpoints: u32,
    /// Whether `rounds` limits scenarios that want more.
    pub quick: bool,
}

impl Options {
    /// 1,200 rounds, measured 12 times; a minute for each process.
    #[must_use]
    pub fn new(worker: (PathBuf, Vec<OsString>)) -> Self {
        Self {
            worker,
            time_limit: Duration::from_secs(60),
            cut_after: None,
            rounds: 1_200,
            checkpoints: 12,
            quick: false,
        }
    }

    /// Few rounds: enough to see whether anything is retained, too few for good slopes.
    #[must_use]
    pub fn quick(mut self) -> Self {
        self.rounds = 160;
        self.checkpoints = 8;
        self.quick = true;
        self
    }
}

/// Runs every scenario in every column, one process at a time, so that none disturbs another's pauses. Calls
/// `observe` before and after each process. Whatever a scenario does is an outcome, and the rest goes on.
#[must_use]
pub fn run(
    files: &[PathBuf],
    columns: &[Column],
    options: &Options,
    mut observe: impl FnMut(&str, &Column, Option<&Outcome>),
) -> Report {
    let mut scenarios: Vec<ScenarioReport> = Vec::new();
    for file in files {
        let name = unique(scenario::name(file), &scenarios);
        let mut report = ScenarioReport::new(name, file);
        for column in columns {
            observe(&report.name, column, None);
            let outcome = run_one(file, column, options, &mut report);
            observe(&report.name, column, Some(&outcome));
            report.outcomes.push(outcome);
        }
        scenarios.push(report);
    }
    Report::new(columns.to_vec(), scenarios, options.quick)
}

/// A name that no scenario has yet: files in different directories may have the same.
fn unique(name: String, scenarios: &[ScenarioReport]) -> String {
    let is_free = |name: &str| scenarios.iter().all(|scenario| scenario.name != name);
    let numbered = (2..).map(|number| format!("{name} ({number})"));
    let mut names = std::iter::once(name.clone()).chain(numbered);
    names.find(|name| is_free(name)).unwrap_or(name)
}

fn run_one(
    file: &Path,
    column: &Column,
    options: &Options,
    report: &mut ScenarioReport,
) -> Outcome {
    let status = match execute(file, column, options) {
        Ok(Line::Unsupported(reason)) => Status::Unsupported(reason),
        Ok(Line::Result(raw)) => judge(*raw, column, options, report),
        Ok(Line::Failure(failure)) => Status::Failed(failure),
        Ok(Line::Point(_)) => Status::Failed(Failure::new("report", "it ended in the middle")),
        Ok(Line::Phase(phase)) => Status::Failed(Failure::new(
            phase.clone(),
            format!(
                "it never finished: {phase} waits for something that cannot happen any more; settle the promise \
                 that it awaits"
            ),
        )),
        Err(status) => status,
    };
    Outcome {
        column: column.name.clone(),
        status,
    }
}

/// Compares a result with the scenario's expectation. Peers are measured and not judged.
fn judge(raw: Raw, column: &Column, options: &Options, report: &mut ScenarioReport) -> Status {
    let expectation = match Expectation::parse(&raw.expectation) {
        Ok(expectation) => expectation,
        Err(message) => return Status::Failed(Failure::new("expectation", message)),
    };
    let measured = raw.measured;
    let mut problems = Vec::new();
    if column.ours {
        let is_stock = !boa_async_context::EXACT_GENERATORS;
        problems = expectation
            .under(column.is_strong(), is_stock)
            .compare(&measured, !options.quick);
    }
    report.title = raw.title.or(report.title.take());
    report.rounds_name = raw.rounds_name.or(report.rounds_name.take());
    report.expectation = Some(expectation);
    Status::Measured {
        summary: Box::new(measured.summary()),
        measured,
        problems,
    }
}

/// Runs the process and returns the line that ends its report; a phase if none does.
fn execute(file: &Path, column: &Column, options: &Options) -> Result<Line, Status> {
    let harness = own_directory().join("harness");
    let budget = options.cut_after.unwrap_or(options.time_limit / 2);
    let mut task = Task {
        file: file.display().to_string(),
        rounds: options.rounds,
        quick: options.quick,
        checkpoints: options.checkpoints,
        collections: 3 + column.extra_collections(),
        budget: u64::try_from(budget.as_millis()).unwrap_or(u64::MAX),
        storage: String::new(),
        harness: harness.display().to_string(),
    };
    let mut command = match &column.engine {
        Engine::Absent(reason) => return Err(Status::Absent(reason.clone())),
        Engine::Ours(storage) => {
            task.storage = storage.to_string();
            let mut command = Command::new(&options.worker.0);
            command.args(&options.worker.1);
            command
        }
        Engine::Peer(program, arguments) => {
            let mut command = Command::new(program);
            command.args(*arguments).arg(harness.join("peer.mjs"));
            command
        }
    };
    let process = |message: String| Status::Failed(Failure::new("process", message));
    let task = serde_json::to_string(&task).map_err(|error| process(error.to_string()))?;
    let child = command
        .arg(task)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| process(format!("it cannot be started: {error}")))?;
    let ended = wait(child, options.time_limit).map_err(|error| process(error.to_string()))?;
    outcome(&ended, options.time_limit)
}

struct Ended {
    stdout: String,
    stderr: String,
    /// `None` after the time limit.
    status: Option<ExitStatus>,
}

fn wait(mut child: Child, limit: Duration) -> std::io::Result<Ended> {
    fn reader(stream: Option<impl Read + Send + 'static>) -> thread::JoinHandle<String> {
        thread::spawn(move || {
            let mut bytes = Vec::new();
            if let Some(mut stream) = stream {
                let _ = stream.read_to_end(&mut bytes);
            }
            String::from_utf8_lossy(&bytes).into_owned()
        })
    }
    let (stdout, stderr) = (reader(child.stdout.take()), reader(child.stderr.take()));
    let started = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if started.elapsed() >= limit {
            child.kill()?;
            child.wait()?;
            break None;
        }
        thread::sleep(Duration::from_millis(5));
    };
    Ok(Ended {
        stdout: stdout.join().unwrap_or_default(),
        stderr: stderr.join().unwrap_or_default(),
        status,
    })
}

/// The last lines of what a process said, as many as are of use.
fn last_lines(words: &str) -> &str {
    let earliest = words.len().saturating_sub(LAST_WORDS);
    let mut lines = words.match_indices('\n').map(|(at, _)| at + 1);
    match lines.find(|at| *at >= earliest) {
        Some(at) if earliest > 0 => &words[at..],
        // One long line, perhaps: a character is not to be cut.
        _ => words.get(earliest..).unwrap_or(words),
    }
}

fn outcome(ended: &Ended, limit: Duration) -> Result<Line, Status> {
    let mut points = Vec::new();
    let mut phase = "start".to_owned();
    let marked = ended
        .stdout
        .lines()
        .filter_map(|line| line.strip_prefix(MARK));
    for line in marked {
        match serde_json::from_str(line) {
            Ok(Line::Phase(next)) => phase = next,
            Ok(Line::Point(point)) => points.push(point),
            Ok(Line::Result(mut raw)) => {
                raw.measured.points = points;
                return Ok(Line::Result(raw));
            }
            Ok(line) => return Ok(line),
            Err(error) => {
                let message =
                    format!("its report is not understood ({error}): a defect of the laboratory");
                return Err(Status::Failed(Failure::new("report", message)));
            }
        }
    }
    let words = ended.stderr.trim();
    let words = last_lines(words);
    let message = match ended.status {
        None => format!(
            "it did not end within {} s and was stopped; make it end, or raise --time-limit",
            limit.as_secs_f64()
        ),
        Some(status) if status.success() && words.is_empty() => {
            return Ok(Line::Phase(phase));
        }
        Some(status) => format!("the process ended ({status}): {words}"),
    };
    Err(Status::Failed(Failure::new(phase, message)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_lines_are_whole_lines() {
        assert_eq!(last_lines("short\nwords"), "short\nwords");
        let line = "x".repeat(LAST_WORDS / 2);
        let long = format!("{line}1\n{line}2\n{line}3");
        assert_eq!(last_lines(&long), format!("{line}3"));
        let one = format!("ä{}", "x".repeat(LAST_WORDS));
        assert_eq!(last_lines(&one).len(), LAST_WORDS);
        let cut = format!("ä{}", "x".repeat(LAST_WORDS - 1));
        assert_eq!(last_lines(&cut), cut, "a character is not cut");
    }
}
