//! Running scenarios, each in a process of its own for each column.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use crate::{
    column::{Column, Engine},
    expectation::Expectation,
    measurement::{Failure, Line, Raw},
    process::{self, Ended},
    report::{Outcome, Report, ScenarioReport, Status},
    scenario,
    task::{Task, new_mark, own_directory},
};

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
    /// After how many parts of the rounds it is measured. Growth is told from six parts on.
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
/// `observe` before and after each process. A scenario that fails, hangs or crashes is an outcome of its own, and the others
/// still run.
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
    if let Err(message) = readable(file) {
        return Outcome {
            column: column.name.clone(),
            status: Status::Failed(Failure::new("import", message)),
        };
    }
    let status = match execute(file, column, options) {
        Ok(Line::Unsupported(reason)) => Status::Unsupported(reason),
        Ok(Line::Result(raw)) => judge(*raw, column, options, report),
        Ok(Line::Failure(failure)) => Status::Failed(failure),
        // `execute` returns a line that ends a report.
        Ok(Line::Point(_) | Line::Phase(_)) => {
            Status::Failed(Failure::new("report", "it ended in the middle"))
        }
        Err(status) => status,
    };
    Outcome {
        column: column.name.clone(),
        status,
    }
}

/// Whether the engines can read a file. A pipe would make them wait, and modules have names in Unicode.
fn readable(file: &Path) -> Result<(), String> {
    if file.to_str().is_none() {
        return Err("its path is not UTF-8; rename it".to_owned());
    }
    match file.metadata() {
        Ok(metadata) if metadata.is_file() => Ok(()),
        Ok(_) => Err("it is not a regular file".to_owned()),
        Err(error) => Err(format!("it cannot be read: {error}")),
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

/// Runs the process and returns the line that ends its report.
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
        mark: new_mark(),
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
            // Their error messages are shown without the colours of a terminal.
            command.env("NO_COLOR", "1").env_remove("FORCE_COLOR");
            command
        }
    };
    let failed = |message: String| Status::Failed(Failure::new("process", message));
    let mark = task.mark.clone();
    let task = serde_json::to_string(&task).map_err(|error| failed(error.to_string()))?;
    let ended = process::run(command.arg(task), &mark, options.time_limit)
        .map_err(|error| failed(format!("it cannot be run: {error}")))?;
    outcome(&ended, column, options.time_limit)
}

/// The line that ends the report, with the points before it.
fn outcome(ended: &Ended, column: &Column, limit: Duration) -> Result<Line, Status> {
    let failed = |phase: &str, message: String| Err(Status::Failed(Failure::new(phase, message)));
    let mut points = Vec::new();
    let mut phase = "start".to_owned();
    for line in &ended.report {
        match serde_json::from_str(line) {
            Ok(Line::Phase(next)) => phase = next,
            Ok(Line::Point(point)) => points.push(point),
            Ok(Line::Result(mut raw)) => {
                raw.measured.points = points;
                return match trouble(ended, limit) {
                    Some(trouble) => failed("end", trouble),
                    None => Ok(Line::Result(raw)),
                };
            }
            Ok(line) => return Ok(line),
            Err(error) => {
                let message =
                    format!("its report is not understood ({error}): a defect of the laboratory");
                return failed("report", message);
            }
        }
    }
    if ended.is_truncated && ended.status.is_some_and(|status| status.success()) {
        return failed(
            "report",
            "its report is cut: it is too long, or the process ended while it wrote; make fewer rounds"
                .to_owned(),
        );
    }
    let words = &ended.last_words;
    match ended.status {
        None => failed(
            &phase,
            format!(
                "it did not end within {} s and was stopped; make it end, or raise --time-limit",
                limit.as_secs_f64()
            ),
        ),
        Some(status) if status.success() && words.is_empty() => {
            failed(&phase, never_finished(&phase, column))
        }
        Some(status) => failed(&phase, format!("the process ended ({status}): {words}")),
    }
}

/// What went wrong in a process that reported a result.
fn trouble(ended: &Ended, limit: Duration) -> Option<String> {
    match ended.status {
        None => Some(format!(
            "it reported its result and did not end within {} s; its code goes on running: clear what runs forever",
            limit.as_secs_f64()
        )),
        Some(status) if status.success() => None,
        Some(status) => Some(format!(
            "all rounds were made, but something failed beside them, in a callback or a promise that no round \
             waits for ({status}): {}",
            ended.first_words
        )),
    }
}

/// Why a process that ended well has no result.
fn never_finished(phase: &str, column: &Column) -> String {
    let waits = format!(
        "{phase} waits for something that cannot happen any more; settle the promise that it awaits"
    );
    if column.ours {
        format!(
            "it never finished: {waits}. Endless recursion after an await looks the same, because the engine ends \
             such a function without an error"
        )
    } else {
        format!(
            "it never finished: it ended the process itself, as with process.exit(), or {waits}"
        )
    }
}
