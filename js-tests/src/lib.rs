//! Finds, filters and runs the JS files of a test program.
//!
//! A test program without a Rust harness (`harness = false`) calls [`run`] with the directory of its files and
//! a function that runs one of them. Arguments of the program that are not flags are filters: a file is run if
//! its name contains one of them, so `cargo test --test javascript -- reports/` runs one directory.
//!
//! Each file begins with the line `// clause: ...`, which names the clause that it tests. Directories named
//! `fixtures` hold what the files import and are not searched.
#![deny(missing_docs, unsafe_code)]

use std::{
    env,
    fmt::Display,
    fs,
    io::{self, Write as _},
    num::NonZeroU32,
    ops::AddAssign,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Mutex,
    thread,
};

/// The environment variable that [`gc_stress`] reads.
const GC_STRESS: &str = "GC_STRESS";

/// How a file begins.
const CLAUSE: &str = "// clause: ";

/// The native stack of a thread that runs files. Frames of an unoptimised engine are large.
const STACK_SIZE: usize = 64 << 20;

/// A JS file.
#[derive(Debug, Clone)]
pub struct JsFile {
    /// The path below the directory of the files.
    pub name: String,
    /// The path.
    pub path: PathBuf,
    /// What is in it.
    pub text: String,
}

/// What came of files.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How many tests they hold.
    pub tests: usize,
    /// How often these were run.
    pub runs: usize,
    /// What failed: the name of a run and the reason.
    pub failures: Vec<String>,
}

impl AddAssign for Outcome {
    fn add_assign(&mut self, other: Self) {
        self.tests += other.tests;
        self.runs += other.runs;
        self.failures.extend(other.failures);
    }
}

/// Prints a line. A reader that has gone away is no failure: the exit code has the verdict.
fn print(line: impl Display) {
    let _ = writeln!(io::stdout(), "{line}");
}

/// Runs the files below `root` that the arguments of the program ask for, `threads` at a time, and prints what
/// failed and a summary.
///
/// # Panics
///
/// If a file cannot be read or a thread cannot be started.
pub fn run(root: &Path, threads: usize, run_file: impl Fn(&JsFile) -> Outcome + Sync) -> ExitCode {
    let filters: Vec<String> = env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let all = files(root);
    if all.is_empty() {
        print(format_args!(
            "FAILED: there is no JS file in {}",
            root.display()
        ));
        return ExitCode::FAILURE;
    }
    let files: Vec<JsFile> = all
        .into_iter()
        .filter(|file| filters.is_empty() || filters.iter().any(|f| file.name.contains(f)))
        .collect();
    let outcome = run_all(&files, threads, &run_file);
    for failure in &outcome.failures {
        print(format_args!("FAILED {}", failure.replace('\n', "\n    ")));
    }
    let verdict = if outcome.failures.is_empty() {
        "ok"
    } else {
        "FAILED"
    };
    if files.is_empty() {
        print(format_args!(
            "no name of a file contains {}",
            filters.join(" or ")
        ));
    }
    print(format_args!(
        "test result: {verdict}. {} files, {} tests, {} runs; {} failed",
        files.len(),
        outcome.tests,
        outcome.runs,
        outcome.failures.len()
    ));
    if outcome.failures.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The number in the environment variable `GC_STRESS`: files are to be run with a garbage collection at each job and at every n-th
/// allocation of contexts. `None` without it.
///
/// # Panics
///
/// If it is no number above 0.
#[must_use]
pub fn gc_stress() -> Option<NonZeroU32> {
    let text = env::var(GC_STRESS).ok()?;
    let number = text.parse();
    Some(number.unwrap_or_else(|error| panic!("{GC_STRESS}={text} is no number above 0: {error}")))
}

/// Runs the files on threads of their own; the failures are in the order of their text.
fn run_all(
    files: &[JsFile],
    threads: usize,
    run_file: &(impl Fn(&JsFile) -> Outcome + Sync),
) -> Outcome {
    let queue = Mutex::new(files.iter());
    let outcome = Mutex::new(Outcome::default());
    let next = || queue.lock().expect("no thread panics with it").next();
    thread::scope(|scope| {
        for _ in 0..threads {
            let work = || {
                while let Some(file) = next() {
                    let result = run_checked(file, run_file);
                    *outcome.lock().expect("no thread panics with it") += result;
                }
            };
            thread::Builder::new()
                .stack_size(STACK_SIZE)
                .spawn_scoped(scope, work)
                .expect("a thread");
        }
    });
    let mut outcome = outcome.into_inner().expect("no thread panics with it");
    outcome.failures.sort();
    outcome
}

fn run_checked(file: &JsFile, run_file: &impl Fn(&JsFile) -> Outcome) -> Outcome {
    let mut outcome = run_file(file);
    if !file.text.starts_with(CLAUSE) {
        let failure = format!("{}: does not begin with the line `{CLAUSE}...`", file.name);
        outcome.failures.push(failure);
    }
    outcome
}

/// The files below `root`, by name.
fn files(root: &Path) -> Vec<JsFile> {
    let mut paths = Vec::new();
    collect(root, &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(root).expect("found below it");
            JsFile {
                name: name.to_string_lossy().into_owned(),
                text: fs::read_to_string(&path)
                    .unwrap_or_else(|error| panic!("{}: {error}", path.display())),
                path,
            }
        })
        .collect()
}

fn collect(directory: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).expect("the test data is there") {
        let path = entry.expect("a readable directory").path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "fixtures") {
                collect(&path, paths);
            }
        } else if path
            .extension()
            .is_some_and(|extension| extension == "js" || extension == "mjs")
        {
            paths.push(path);
        }
    }
}
