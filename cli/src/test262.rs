//! `boa-ac test262`

use std::{
    fs,
    io::{IsTerminal, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

use boa_async_context_test262::{
    Embedding, Error, Options, Outcome, Plan, Report, Status, Suite,
    compare::Changes,
    embedding::{Executor, Storage},
    expect::{Expectations, Surprises},
    junit, own_suite,
    plan::Skips,
    pool, run,
    select::{self, Selection},
};
use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

#[derive(Debug, Args)]
#[command(
    after_help = "Without --test262 and --suite it runs our suite and expects the failures that \
        spec-tests/expected-failures.txt and, where they apply, spec-tests/stock-limits.txt (stock \
        Boa), spec-tests/weak-only.txt (--storage strong) and spec-tests/foreign-limits.txt \
        (--executor foreign) list.\n\n\
        Exit code: 0 when the outcome is as expected: no failure, or with --expect exactly the \
        known failures, or with --compare nothing newly failing. 1 otherwise. 2 for wrong usage: \
        an unknown flag, a path that does not exist, a checkout without harness/, a --filter or \
        --feature that nothing has.\n\n\
        Examples:\n  \
        boa-ac test262\n  \
        boa-ac test262 --filter 'built-ins/AsyncContext/**' -v\n  \
        boa-ac test262 --test262 ../test262 --filter built-ins/Promise --json promise.json\n  \
        boa-ac test262 --test262 ../test262 --no-async-context --json stock.json\n  \
        boa-ac test262 --test262 ../test262 --compare stock.json"
)]
pub(crate) struct Arguments {
    /// A test262 checkout: its harness/ is used, and its test/ is run
    #[arg(long, value_name = "DIR")]
    test262: Option<PathBuf>,

    /// The tests to run; with the harness of --test262, or with ours
    #[arg(long, value_name = "DIR")]
    suite: Option<PathBuf>,

    /// Run tests whose path matches: a glob such as 'built-ins/**/run/*.js', or a directory
    #[arg(long, value_name = "GLOB")]
    filter: Vec<String>,

    /// Run tests that use one of these features
    #[arg(long, value_name = "NAME")]
    feature: Vec<String>,

    /// Skip tests that use one of these features
    #[arg(long, value_name = "NAME")]
    skip_feature: Vec<String>,

    /// How many tests run at the same time [default: the number of cores]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,

    /// Seconds that a test may take
    #[arg(long, value_name = "S", default_value = "20", value_parser = seconds)]
    timeout: Duration,

    /// MiB of memory that a test may take (Unix)
    #[arg(long, value_name = "MIB", default_value = "1024", value_parser = clap::value_parser!(u32).range(64..))]
    memory: u32,

    /// Write the results as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// Write the results as JUnit XML
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,

    /// Known failures, one a line: path, perhaps (mode), reason
    #[arg(long, value_name = "FILE")]
    expect: Option<PathBuf>,

    /// Rewrite the known failures to what failed
    #[arg(long, requires = "expect")]
    update_expect: bool,

    /// Tell what changed since a report that --json wrote
    #[arg(long, value_name = "OLD.json")]
    compare: Option<PathBuf>,

    /// A script to run first in every realm, a polyfill for instance
    #[arg(long, value_name = "FILE")]
    prelude: Option<PathBuf>,

    /// How mappings hold their values: weak (as ephemerons) or strong
    #[arg(long, value_name = "NAME", default_value = "weak")]
    storage: Storage,

    /// What runs the jobs: own (the library's event loop) or foreign (Boa's, behind the library's decorator)
    #[arg(long, value_name = "NAME", default_value = "own")]
    executor: Executor,

    /// Leave AsyncContext out: the same engine without us
    #[arg(long)]
    no_async_context: bool,

    /// Print every test as it ends
    #[arg(long, short)]
    verbose: bool,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "expected a number of seconds")?;
    Duration::try_from_secs_f64(seconds)
        .ok()
        .filter(|duration| !duration.is_zero())
        .ok_or_else(|| "expected a number of seconds above 0".into())
}

const UNEXPECTED: u8 = 1;
const NOT_STARTED: u8 = 2;

pub(crate) fn main(arguments: &Arguments) -> ExitCode {
    match test262(arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(UNEXPECTED),
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "boa-ac test262: {error}");
            ExitCode::from(NOT_STARTED)
        }
    }
}

/// Runs the tests and reports; whether all was as expected.
fn test262(arguments: &Arguments) -> Result<bool, Error> {
    // What is wrong with the files is said before the work, not after.
    let expectations = arguments.expectations()?;
    let known = expectations.clone().unwrap_or_default();
    let old = arguments.compare.as_deref().map(Report::read).transpose()?;
    arguments.check_outputs()?;

    let options = arguments.options()?;
    let mut suite = Suite::discover(&arguments.tests())?;
    select::known_features(&arguments.skip_feature, "--skip-feature", &suite.tests)?;
    let selection = Selection {
        filters: arguments.filter.clone(),
        features: arguments.feature.clone(),
    };
    selection.apply(&mut suite.tests)?;
    let complete = selection.is_everything() && arguments.suite.is_none();
    let skips = Skips {
        features: arguments.skip_feature.clone(),
        has_intl: pool::engine_facts(&options)?.intl,
    };
    let plan = Plan::new(&suite.tests, &skips);
    let files = plan.files;

    let started = Instant::now();
    let progress = Progress::new(plan.runs.len(), arguments.verbose);
    let report = run(plan, &options, |outcome| {
        progress.note(outcome, known.reason(&outcome.path, outcome.mode));
    })?;
    progress.end();
    let surprises = known.compare(&report, complete);
    say(&summary(&report, &known, &surprises));
    say(&format!(
        "{files} files in {:.1} s; runs: {} discovered = {} passed + {} failed + {} skipped",
        started.elapsed().as_secs_f64(),
        report.total,
        report.passed,
        report.failed,
        report.skipped
    ));
    arguments.write_reports(&report)?;

    let mut good = report.adds_up();
    if !good {
        say("this does not add up: a defect of the runner");
    }
    match &arguments.expect {
        Some(file) if arguments.update_expect => {
            Expectations::update(file, &report, complete)?;
            say(&format!("{} lists what failed", file.display()));
        }
        _ if expectations.is_some() => good &= surprises.is_empty(),
        _ if old.is_none() => good &= report.failed == 0,
        // The comparison decides.
        _ => {}
    }
    if let Some(old) = old {
        let ran = |path: &str| report.results.iter().any(|outcome| outcome.path == path);
        let changes = Changes::between(&old, &report, |path| complete || ran(path));
        good &= changes.newly_failing.is_empty();
        let from = arguments.compare.as_deref().unwrap_or(Path::new(""));
        say(&format!("\nsince {}:\n{changes}", from.display()));
    }
    Ok(good)
}

impl Arguments {
    fn is_own_suite(&self) -> bool {
        self.test262.is_none() && self.suite.is_none()
    }

    /// The known failures, if some are expected.
    fn expectations(&self) -> Result<Option<Expectations>, Error> {
        Ok(match &self.expect {
            Some(file) if self.update_expect && !file.exists() => Some(Expectations::none()),
            Some(file) => Some(Expectations::read(file)?),
            None if self.expects_own_failures() => {
                Some(Expectations::of_own_suite(self.embedding())?)
            }
            None => None,
        })
    }

    /// Refuses files for reports that could not be written after all the work.
    fn check_outputs(&self) -> Result<(), Error> {
        if self.json.is_some() && self.json == self.junit {
            return Err(Error::Selection(
                "--json and --junit name the same file; give each its own".into(),
            ));
        }
        [&self.json, &self.junit]
            .into_iter()
            .flatten()
            .try_for_each(|file| writable(file))
    }

    fn write_reports(&self, report: &Report) -> Result<(), Error> {
        if let Some(file) = &self.json {
            write(file, &report.to_json())?;
        }
        if let Some(file) = &self.junit {
            write(file, &junit::to_xml(report))?;
        }
        Ok(())
    }

    /// Whether the known failures of our own suite are expected.
    fn expects_own_failures(&self) -> bool {
        let is_usual = self.is_own_suite() && !self.no_async_context && self.prelude.is_none();
        // A comparison says by itself what is expected.
        is_usual && self.compare.is_none()
    }

    /// How AsyncContext is embedded.
    fn embedding(&self) -> Embedding {
        Embedding {
            storage: self.storage,
            executor: self.executor,
        }
    }

    /// The directory to search for tests.
    fn tests(&self) -> PathBuf {
        match (&self.suite, &self.test262) {
            (Some(suite), _) => suite.clone(),
            (None, Some(checkout)) => checkout.join("test"),
            (None, None) => own_suite().join("test"),
        }
    }

    fn options(&self) -> Result<Options, Error> {
        let harness = self
            .test262
            .clone()
            .unwrap_or_else(own_suite)
            .join("harness");
        if !harness.join("assert.js").is_file() {
            return Err(Error::Path {
                path: harness,
                problem: match &self.test262 {
                    Some(_) => {
                        "has no assert.js: --test262 needs a checkout with harness/ and \
                                test/ (for tests elsewhere there is --suite)"
                    }
                    None => {
                        "our harness is not where this program was built; give a checkout with \
                             --test262"
                    }
                }
                .into(),
            });
        }
        if let Some(prelude) = &self.prelude
            && let Err(error) = fs::read_to_string(prelude)
        {
            return Err(Error::io(prelude, &error));
        }
        let program = std::env::current_exe().map_err(|error| Error::Path {
            path: "boa-ac".into(),
            problem: format!("cannot find this program, which is to be the worker, too: {error}"),
        })?;
        let mut options = Options::new((program, vec!["test262-worker".into()]), harness);
        options.async_context = !self.no_async_context;
        options.embedding = self.embedding();
        options.prelude.clone_from(&self.prelude);
        if let Some(jobs) = self.jobs {
            options.jobs = jobs.into();
        }
        options.timeout = self.timeout;
        options.memory = u64::from(self.memory) << 20;
        Ok(options)
    }
}

/// The counts by directory, then what failed, unexpected first.
fn summary(report: &Report, expectations: &Expectations, surprises: &Surprises) -> String {
    let mut text = report.by_directory();
    let (known, new): (Vec<_>, Vec<_>) = report
        .failures()
        .partition(|o| expectations.reason(&o.path, o.mode).is_some());
    let line = |o: &Outcome| format!("  {} ({})\n    {}\n", o.path, o.mode, o.headline());
    if !new.is_empty() {
        text += &format!("\nfailed: {}\n", new.len());
        text.extend(new.into_iter().map(line));
    }
    if !known.is_empty() {
        text += &format!("\nfailed as expected: {}\n", known.len());
        text.extend(known.into_iter().map(line));
    }
    for (title, runs) in [
        ("expected to fail, but passed", &surprises.passed),
        (
            "expected to fail, but there is no such test",
            &surprises.missing,
        ),
    ] {
        if !runs.is_empty() {
            text += &format!("\n{title}: {}\n", runs.len());
            text.extend(runs.iter().map(|run| format!("  {run}\n")));
        }
    }
    text
}

/// A bar on a terminal, a line now and then elsewhere.
struct Progress {
    bar: ProgressBar,
    /// Whether there is a terminal to draw on.
    draws: bool,
    verbose: bool,
    failed: std::cell::Cell<usize>,
    last_line: std::cell::Cell<Instant>,
}

/// How often a line is printed where there is no terminal.
const LINE_EVERY: Duration = Duration::from_secs(5);

impl Progress {
    fn new(runs: usize, verbose: bool) -> Self {
        let draws = std::io::stderr().is_terminal();
        let target = if draws {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let style = ProgressStyle::with_template("{bar:32} {pos}/{len} ({eta} left) {msg}");
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::with_draw_target(Some(runs as u64), target).with_style(style);
        Self {
            bar,
            draws,
            verbose,
            failed: std::cell::Cell::default(),
            last_line: std::cell::Cell::new(Instant::now()),
        }
    }

    fn note(&self, outcome: &Outcome, known: Option<&str>) {
        self.bar.inc(1);
        if outcome.status == Status::Fail && known.is_none() {
            self.failed.set(self.failed.get() + 1);
            self.bar
                .set_message(format!("{} failed", self.failed.get()));
        }
        if self.verbose {
            let word = match outcome.status {
                Status::Pass => "pass",
                Status::Fail => "FAIL",
                Status::Skip => "skip",
            };
            let colon = if outcome.message.is_empty() { "" } else { ": " };
            let (path, mode, headline) = (&outcome.path, outcome.mode, outcome.headline());
            self.line(&format!("{word} {path} ({mode}){colon}{headline}"));
        } else if !self.draws && self.last_line.get().elapsed() >= LINE_EVERY {
            self.last_line.set(Instant::now());
            let (done, all) = (self.bar.position(), self.bar.length().unwrap_or(0));
            self.line(&format!("{done}/{all}, {} failed", self.failed.get()));
        }
    }

    fn line(&self, text: &str) {
        self.bar.suspend(|| {
            let _ = writeln!(std::io::stderr(), "{text}");
        });
    }

    fn end(self) {
        self.bar.finish_and_clear();
    }
}

fn say(text: &str) {
    // A reader that went away, `head` for instance, is no reason to fail.
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Refuses a file that could not be written after all the work; leaves everything as it is.
fn writable(file: &Path) -> Result<(), Error> {
    let is_new = !file.exists();
    fs::OpenOptions::new()
        .append(true)
        .create(true)
        .open(file)
        .and_then(|_| {
            if is_new {
                fs::remove_file(file)
            } else {
                Ok(())
            }
        })
        .map_err(|error| cannot_write(file, &error))
}

fn write(file: &Path, text: &str) -> Result<(), Error> {
    fs::write(file, text).map_err(|error| cannot_write(file, &error))
}

fn cannot_write(file: &Path, error: &std::io::Error) -> Error {
    Error::Path {
        path: file.to_owned(),
        problem: format!("cannot be written: {error}"),
    }
}
