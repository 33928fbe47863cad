//! `boa-ac wpt FILE...`

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use boa_async_context_wpt::{
    FileReport, FileStatus, Options, Summary, Test, TestStatus, WptServer, find, run_file,
};
use clap::Args;
use serde::Serialize;

use crate::{
    exit::{NOT_STARTED, code_of},
    gc_stress::GcStressOption,
    numbers::seconds,
    output::{print, say},
    storage::StorageOption,
    wpt_apis::install,
};

#[derive(Debug, Args)]
#[command(
    after_help = "Exit code: 0 when every test passed; 1 when a test failed, did not end or never started, or \
        something failed outside the tests; 2 for wrong usage or a path that does not exist. Skipped files and \
        tests of optional features do not count.\n\n\
        Examples:\n  \
        boa-ac wpt ../wpt/dom/events/Event-constructors.any.js\n  \
        boa-ac wpt ../wpt/dom/abort ../wpt/streams\n  \
        boa-ac wpt ../wpt/streams --json results.json --timeout 30\n  \
        boa-ac wpt --server http://web-platform.test:8000/ ../wpt/fetch/api/basic"
)]
pub(crate) struct Arguments {
    /// Test files, or directories of them
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    #[command(flatten)]
    storage: StorageOption,

    #[command(flatten)]
    gc_stress: GcStressOption,

    /// Run files that are for windows and for workers in a worker, too
    #[arg(long)]
    also_in_workers: bool,

    /// Load the tests from a server of the web-platform-tests that is running, such as `./wpt serve`; URL is its root
    #[arg(long, value_name = "URL")]
    server: Option<String>,

    /// Write the results as JSON; - is standard output, which then has nothing else
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// How long a file may take [default: 10]; six times as long with META: timeout=long
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    timeout: Option<Duration>,
}

impl Arguments {
    fn json_to_stdout(&self) -> bool {
        self.json.as_deref() == Some(Path::new("-"))
    }

    /// # Errors
    ///
    /// A message if the server cannot be reached.
    fn options(&self) -> Result<Options, String> {
        let mut options = Options::new(install);
        options.storage = self.storage.get();
        options.gc_stress = self.gc_stress.get();
        options.by_url = true;
        options.also_in_workers = self.also_in_workers;
        if let Some(timeout) = self.timeout {
            options.timeout = timeout;
        }
        if let Some(url) = &self.server {
            let server = WptServer::reach(url).map_err(|error| error.to_string())?;
            options.server = Some(server);
        }
        Ok(options)
    }
}

/// The results, as `--json` writes them.
#[derive(Serialize)]
struct Results<'a> {
    summary: Summary,
    files: &'a [FileReport],
}

pub(crate) fn main(arguments: &Arguments) -> ExitCode {
    match run(arguments) {
        Ok(all_passed) => code_of(all_passed),
        Err(message) => {
            say(&format!("boa-ac wpt: {message}"));
            ExitCode::from(NOT_STARTED)
        }
    }
}

/// Runs the tests and prints their results. Returns whether all passed.
fn run(arguments: &Arguments) -> Result<bool, String> {
    // Problems with the paths are reported before the tests run, not after.
    let files = arguments
        .files
        .iter()
        .map(|path| find(path))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| error.to_string())?
        .concat();
    let options = arguments.options()?;
    let mut reports = Vec::new();
    for file in &files {
        let done = run_file(file, &options).map_err(|error| error.to_string())?;
        if !arguments.json_to_stdout() {
            done.iter().for_each(print_file);
        }
        reports.extend(done);
    }
    let summary = Summary::of(&reports);
    let results = Results {
        summary,
        files: &reports,
    };
    write_json(arguments, &results)?;
    if !arguments.json_to_stdout() {
        print(&summary.to_string());
    }
    Ok(summary.is_success())
}

fn write_json(arguments: &Arguments, results: &Results<'_>) -> Result<(), String> {
    let Some(path) = &arguments.json else {
        return Ok(());
    };
    let mut text = serde_json::to_string_pretty(results).map_err(|error| error.to_string())?;
    text.push('\n');
    let written = if arguments.json_to_stdout() {
        io::stdout().write_all(text.as_bytes())
    } else {
        fs::write(path, text)
    };
    written.map_err(|error| format!("cannot write the results to `{}`: {error}", path.display()))
}

/// Prints a file and its tests, one line each, and the reason for each that did not pass.
fn print_file(report: &FileReport) {
    let summary = report.summary();
    let state = match report.status {
        FileStatus::Skip => "SKIP",
        _ if summary.is_success() => "ok",
        _ => "FAILED",
    };
    print(&format!(
        "{state:<6} {} ({} ms)",
        report.name(),
        report.duration.as_millis()
    ));
    if let Some(message) = &report.message {
        print(&indented("       ", message));
    }
    for test in &report.tests {
        print_test(test);
    }
}

fn print_test(test: &Test) {
    let status = match test.status {
        TestStatus::Pass => "pass",
        TestStatus::Fail => "FAIL",
        TestStatus::Timeout => "TIMEOUT",
        TestStatus::NotRun => "NOT RUN",
        TestStatus::PreconditionFailed => "optional",
        _ => "other",
    };
    print(&format!(
        "  {status:<8} {}",
        indented("           ", &test.name).trim_start()
    ));
    if let Some(message) = &test.message {
        print(&indented("           ", message));
    }
}

/// The text with `margin` before every line.
fn indented(margin: &str, text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("{margin}{line}")).collect();
    lines.join("\n")
}
