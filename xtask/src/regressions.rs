//! `cargo xtask test262`: what our changes of the engine do to ordinary test262.
//!
//! The same runner runs the same tests twice, built with the published engine and with the changed one, and their reports are
//! compared. Both are built in the dev profile, whose dependencies are optimised.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use clap::Args;
use serde::Deserialize;

use crate::{cargo::cargo, exact, series::Selection};

/// What is run if nothing else is asked for.
const FOLDERS: [&str; 2] = ["language", "built-ins"];

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// A checkout of tc39/test262
    checkout: PathBuf,
    /// Run tests whose path matches: a glob or a directory below test/; without it language and built-ins
    #[arg(long, value_name = "GLOB")]
    filter: Vec<String>,
    /// How many tests run at the same time
    #[arg(short, long)]
    jobs: Option<usize>,
    /// Seconds that a test may take
    #[arg(long, default_value_t = 20)]
    timeout: u32,
    #[command(flatten)]
    selection: Selection,
}

/// Why the tests could not be compared.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RegressionsError {
    #[error(transparent)]
    Exact(#[from] exact::ExactError),
    #[error("{what} failed: its messages are above")]
    Failed { what: String },
    #[error("cannot start {}: {error}", program.display())]
    NoProgram {
        program: PathBuf,
        error: std::io::Error,
    },
    #[error("{} is no report of the runner: {error}", path.display())]
    NoReport { path: PathBuf, error: String },
    #[error(
        "{} has no folder harness/: name a checkout of https://github.com/tc39/test262",
        path.display()
    )]
    NoCheckout { path: PathBuf },
}

/// A report of the runner, as far as it matters here.
#[derive(Debug, Deserialize)]
struct Report {
    results: Vec<Outcome>,
}

#[derive(Debug, Deserialize)]
struct Outcome {
    path: String,
    mode: String,
    status: String,
    #[serde(default)]
    message: String,
}

/// Runs the tests on both engines. Returns what changed, and whether no run was lost.
pub(crate) fn run(root: &Path, options: &Options) -> Result<(String, bool), RegressionsError> {
    if !options.checkout.join("harness").is_dir() {
        let path = options.checkout.clone();
        return Err(RegressionsError::NoCheckout { path });
    }
    let reports = root.join("target/test262");
    let no_report = |path: &Path| {
        let path = path.to_owned();
        move |error: std::io::Error| RegressionsError::NoReport {
            path,
            error: error.to_string(),
        }
    };
    fs::create_dir_all(&reports).map_err(no_report(&reports))?;
    let build = ["build", "--workspace", "--bin", "boa-ac"].map(OsString::from);
    let cargo = cargo();
    let mut stock = Command::new(&cargo);
    stock.args(&build).current_dir(root);
    let is_built = status(&mut stock)?;
    if is_built != Some(0) {
        let what = "the build with the published engine".to_owned();
        return Err(RegressionsError::Failed { what });
    }
    let changed = exact::run(&options.selection, &build)?;
    if changed != std::process::ExitCode::SUCCESS {
        let what = "the build with the changed engine".to_owned();
        return Err(RegressionsError::Failed { what });
    }
    let mut results = Vec::new();
    for (name, folder) in [
        ("published", "target/debug"),
        ("changed", "target/exact/target/debug"),
    ] {
        let report = reports.join(format!("{name}.json"));
        run_tests(&root.join(folder).join("boa-ac"), &report, options)?;
        results.push(read(&report)?);
    }
    let [before, after] = &results[..] else {
        return Ok((String::new(), true));
    };
    Ok(compare(before, after))
}

/// Runs the tests with one of the two runners, which writes a report.
fn run_tests(runner: &Path, report: &Path, options: &Options) -> Result<(), RegressionsError> {
    let mut command = Command::new(runner);
    command
        .arg("test262")
        .arg("--test262")
        .arg(&options.checkout);
    command.arg("--json").arg(report);
    command.args(["--timeout", &options.timeout.to_string()]);
    let folders = FOLDERS.map(str::to_owned);
    let filters = if options.filter.is_empty() {
        &folders[..]
    } else {
        &options.filter
    };
    for filter in filters {
        command.args(["--filter", filter]);
    }
    if let Some(jobs) = options.jobs {
        command.args(["--jobs", &jobs.to_string()]);
    }
    // Hundreds of tests fail on either engine; what they print is in the report. A failure is exit code 1.
    command.stdout(std::process::Stdio::null());
    match status(&mut command)? {
        Some(0 | 1) => Ok(()),
        _ => Err(RegressionsError::Failed {
            what: runner.display().to_string(),
        }),
    }
}

fn status(command: &mut Command) -> Result<Option<i32>, RegressionsError> {
    let status = command.status();
    let status = status.map_err(|error| RegressionsError::NoProgram {
        program: command.get_program().into(),
        error,
    })?;
    Ok(status.code())
}

fn read(path: &Path) -> Result<Report, RegressionsError> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string());
    let report = text.and_then(|text| serde_json::from_str(&text).map_err(|e| e.to_string()));
    report.map_err(|error| RegressionsError::NoReport {
        path: path.to_owned(),
        error,
    })
}

/// What changed, and whether no run was lost: passed before and does not now, or is not there.
fn compare(before: &Report, after: &Report) -> (String, bool) {
    let passes = |outcome: &Outcome| outcome.status == "pass";
    let mut passed: BTreeMap<_, _> = before
        .results
        .iter()
        .filter(|outcome| passes(outcome))
        .map(|outcome| ((&outcome.path, &outcome.mode), "it was not run".to_owned()))
        .collect();
    let count = passed.len();
    let mut gained = 0;
    for outcome in &after.results {
        let key = (&outcome.path, &outcome.mode);
        if passes(outcome) {
            gained += usize::from(passed.remove(&key).is_none());
        } else if let Some(why) = passed.get_mut(&key) {
            let first = outcome.message.lines().next().unwrap_or_default();
            *why = format!("{}: {first}", outcome.status);
        }
    }
    let mut text = format!(
        "published engine: {count} of {} runs pass; changed: {} of {}\nnewly passing: {gained}\nlost: {}\n",
        before.results.len(),
        after
            .results
            .iter()
            .filter(|outcome| passes(outcome))
            .count(),
        after.results.len(),
        passed.len(),
    );
    for ((path, mode), why) in &passed {
        let _ = writeln!(text, "  {path} ({mode}): {}", why.escape_debug());
    }
    (text, passed.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(outcomes: &[(&str, &str, &str)]) -> Report {
        let outcome = |(path, mode, status): &(&str, &str, &str)| serde_json::json!({ "path": path, "mode": mode, "status": status, "message": "no\nmore" });
        let results: Vec<_> = outcomes.iter().map(outcome).collect();
        serde_json::from_value(serde_json::json!({ "results": results })).unwrap()
    }

    #[test]
    fn what_is_lost_is_named_and_what_is_gained_is_counted() {
        let before = report(&[
            ("a.js", "strict", "pass"),
            ("a.js", "sloppy", "pass"),
            ("b.js", "strict", "fail"),
            ("c.js", "strict", "pass"),
            ("d.js", "strict", "fail"),
            ("e.js", "strict", "pass"),
        ]);
        let after = report(&[
            ("a.js", "strict", "pass"),
            ("a.js", "sloppy", "fail"),
            ("b.js", "strict", "pass"),
            ("c.js", "strict", "skip"),
            ("d.js", "strict", "fail"),
        ]);
        let (text, is_good) = compare(&before, &after);
        assert!(!is_good);
        assert_eq!(
            text,
            "published engine: 4 of 6 runs pass; changed: 2 of 5\nnewly passing: 1\nlost: 3\n  \
             a.js (sloppy): fail: no\n  c.js (strict): skip: no\n  e.js (strict): it was not run\n"
        );
        assert!(compare(&before, &before).1);
    }

    #[test]
    fn a_directory_without_a_harness_is_no_checkout() {
        let empty = tempfile::tempdir().unwrap();
        let options = Options {
            checkout: empty.path().to_owned(),
            filter: Vec::new(),
            jobs: None,
            timeout: 1,
            selection: Selection::default(),
        };
        let error = run(empty.path(), &options).unwrap_err();
        assert!(
            error.to_string().contains("has no folder harness/"),
            "{error}"
        );
    }
}
