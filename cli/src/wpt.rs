//! `boa-ac run --wpt FILE...`

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use boa_async_context::Storage;
use boa_async_context_web::WebApis;
use boa_async_context_wpt::{
    self as wpt, Error, FileReport, FileStatus, Options, Summary, Test, TestStatus,
};
use boa_engine::{Context, JsResult};
use clap::Args;
use serde::Serialize;

use crate::{
    run::{FAILED, NOT_STARTED, seconds},
    say,
};

#[derive(Debug, Args)]
pub(crate) struct Flags {
    /// Run the files as web-platform-tests and print what came of each test
    ///
    /// A directory stands for all .any.js, .window.js and .worker.js files in it. META: script=, global=,
    /// timeout=long, variant= and title= are understood; paths from the root are looked for in the
    /// directories above the file.
    #[arg(long)]
    wpt: bool,

    /// Write the results of --wpt as JSON; - is standard output, and then nothing else is
    #[arg(long, value_name = "FILE", requires = "wpt")]
    json: Option<PathBuf>,

    /// How long a file of --wpt may take [default: 10, or 60 with META: timeout=long]
    #[arg(long, value_name = "SECONDS", requires = "wpt", value_parser = seconds)]
    timeout: Option<Duration>,
}

impl Flags {
    pub(crate) const fn is_chosen(&self) -> bool {
        self.wpt
    }

    fn json_to_stdout(&self) -> bool {
        self.json.as_deref() == Some(Path::new("-"))
    }
}

/// The results, as `--json` writes them.
#[derive(Serialize)]
struct Results<'a> {
    summary: Summary,
    files: &'a [FileReport],
}

pub(crate) fn main(paths: &[PathBuf], storage: Storage, arguments: &Flags) -> ExitCode {
    match run(paths, storage, arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(FAILED),
        Err(message) => {
            say(&format!("boa-ac: {message}"));
            ExitCode::from(NOT_STARTED)
        }
    }
}

/// Runs the tests and prints what came of them; whether all passed.
fn run(paths: &[PathBuf], storage: Storage, arguments: &Flags) -> Result<bool, String> {
    // What is wrong with the paths is said before the work, not after.
    let files = paths
        .iter()
        .map(|path| wpt::find(path))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| error.to_string())?
        .concat();
    let mut options = Options::new(|runtime, url| {
        install(url, runtime.context_mut()).map_err(boa_async_context::Error::Setup)
    });
    options.storage = storage;
    if let Some(timeout) = arguments.timeout {
        options.timeout = timeout;
    }
    let mut reports = Vec::new();
    for file in &files {
        let done: Vec<FileReport> =
            wpt::run_file(file, &options).map_err(|error: Error| error.to_string())?;
        if !arguments.json_to_stdout() {
            done.iter().for_each(print);
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
        line(&summary.to_string());
    }
    Ok(summary.is_success())
}

/// Installs all web APIs; relative URLs start at the URL of the test file.
fn install(url: Option<&str>, context: &mut Context) -> JsResult<()> {
    let apis = WebApis::default();
    let apis = match url {
        Some(url) => apis.base_url(url),
        None => apis,
    };
    boa_runtime::extensions::RuntimeExtension::register(apis, None, context)
}

fn write_json(arguments: &Flags, results: &Results<'_>) -> Result<(), String> {
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

/// Prints a file with its tests: one line each, and why one did not pass.
fn print(report: &FileReport) {
    let summary = report.summary();
    let state = match report.status {
        FileStatus::Skip => "SKIP",
        _ if summary.is_success() => "ok",
        _ => "FAILED",
    };
    line(&format!(
        "{state:<6} {} ({} ms)",
        report.name(),
        report.duration.as_millis()
    ));
    if let Some(message) = &report.message {
        line(&indented("       ", message));
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
        _ => "?",
    };
    line(&format!(
        "  {status:<8} {}",
        indented("           ", &test.name).trim_start()
    ));
    if let Some(message) = &test.message {
        line(&indented("           ", message));
    }
}

/// Text whose every line begins with `margin`.
fn indented(margin: &str, text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("{margin}{line}")).collect();
    lines.join("\n")
}

/// Writes a line to standard output; when that is closed there is nobody to tell.
fn line(text: &str) {
    let _ = writeln!(io::stdout(), "{text}");
}
