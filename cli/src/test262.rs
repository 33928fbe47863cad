//! `boa-ac test262`

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

use boa_async_context_test262::{
    Embedding, Error, Options, Outcome, Plan, Report, Suite,
    compare::Changes,
    embedding::Executor,
    expect::{Expectations, Surprises},
    junit, own_suite,
    plan::Skips,
    pool, run,
    select::{self, Selection},
};
use clap::Args;

use crate::{
    exit::{NOT_STARTED, code_of},
    gc_stress::GcStressOption,
    numbers::seconds_above_zero,
    output::{print, say},
    progress::Progress,
    storage::StorageOption,
};

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
    #[arg(long, value_name = "S", default_value = "20", value_parser = seconds_above_zero)]
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

    /// Print what changed since a report that --json wrote
    #[arg(long, value_name = "OLD.json")]
    compare: Option<PathBuf>,

    /// A script to run first in every realm, a polyfill for instance
    #[arg(long, value_name = "FILE")]
    prelude: Option<PathBuf>,

    #[command(flatten)]
    storage: StorageOption,

    #[command(flatten)]
    gc_stress: GcStressOption,

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

pub(crate) fn main(arguments: &Arguments) -> ExitCode {
    match test262(arguments) {
        Ok(is_as_expected) => code_of(is_as_expected),
        Err(error) => {
            say(&format!("boa-ac test262: {error}"));
            ExitCode::from(NOT_STARTED)
        }
    }
}

/// Runs the tests and prints the report. Returns whether everything was as expected.
fn test262(arguments: &Arguments) -> Result<bool, Error> {
    // Problems with the files are reported before the tests run, not after.
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
    print(&summary(&report, &known, &surprises));
    print(&format!(
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
        print("this does not add up: a defect of the runner");
    }
    match &arguments.expect {
        Some(file) if arguments.update_expect => {
            Expectations::update(file, &report, complete)?;
            print(&format!("{} lists what failed", file.display()));
        }
        _ if expectations.is_some() => good &= surprises.is_empty(),
        _ if old.is_none() => good &= report.failed == 0,
        // The comparison below decides.
        _ => {}
    }
    if let Some(old) = old {
        let ran = |path: &str| report.results.iter().any(|outcome| outcome.path == path);
        let changes = Changes::between(&old, &report, |path| complete || ran(path));
        good &= changes.newly_failing.is_empty();
        let from = arguments.compare.as_deref().unwrap_or(Path::new(""));
        print(&format!("\nsince {}:\n{changes}", from.display()));
    }
    Ok(good)
}

impl Arguments {
    fn is_own_suite(&self) -> bool {
        self.test262.is_none() && self.suite.is_none()
    }

    /// The known failures; `None` if no failure is expected.
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

    /// Returns an error, before the tests run, if a report could not be written after them.
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
        // With --compare the old report says what is expected.
        is_usual && self.compare.is_none()
    }

    /// How AsyncContext is embedded.
    fn embedding(&self) -> Embedding {
        Embedding {
            storage: self.storage.get(),
            executor: self.executor,
            gc_stress: self.gc_stress.get(),
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

/// The counts by directory, then the failures, unexpected ones first.
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

/// Returns an error if a file could not be written, and leaves everything as it is.
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
