//! Runs the files of `tests/js`: one observable behaviour a file, each naming its clause.
//!
//! Three lists name files that must *fail*, with reasons, so that no entry can outlive its reason:
//! `stock-limits.txt` what only the engine with our hook passes (`cargo xtask exact`), `limits.txt` what
//! neither does, `weak-only.txt` what is untrue of strong storage.
//! A filter runs part of the files: `cargo test --test javascript -- generators/`.

mod support;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Mutex,
    thread,
};

use boa_async_context::{EXACT_GENERATORS, Storage};

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/js");
    let filters: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let lists = Lists {
        limits: limits(&root),
        weak_only: list(&root, "weak-only.txt"),
    };
    let mut names: Vec<(String, PathBuf)> = files
        .into_iter()
        .map(|path| {
            let name = path
                .strip_prefix(&root)
                .expect("found below it")
                .to_string_lossy()
                .into_owned();
            (name, path)
        })
        .collect();
    for name in lists.limits.keys().chain(lists.weak_only.keys()) {
        assert!(
            names.iter().any(|(other, _)| other == name),
            "a list names {name}, which does not exist"
        );
    }
    names.retain(|(name, _)| filters.is_empty() || filters.iter().any(|f| name.contains(f)));

    let failures = run_all(&names, &lists);
    let expected = names
        .iter()
        .filter(|(name, _)| lists.limits.contains_key(name))
        .count();
    for (name, why) in &failures {
        println!("FAILED {name}\n    {}", why.replace('\n', "\n    "));
    }
    println!(
        "test result: {}. {} passed; {} failed; {expected} known limits of {ENGINE}; in weak and strong storage, on our loop and on a foreign executor",
        if failures.is_empty() { "ok" } else { "FAILED" },
        names.len() - expected - failures.len(),
        failures.len(),
    );
    if failures.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Runs every file in both storages, over the cores; returns what went otherwise than expected.
fn run_all(files: &[(String, PathBuf)], lists: &Lists) -> BTreeMap<String, String> {
    let queue = Mutex::new(files.iter());
    let failures = Mutex::new(BTreeMap::new());
    let workers = thread::available_parallelism().map_or(2, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            // Unoptimised frames are large.
            let worker = thread::Builder::new().stack_size(64 << 20);
            let run = || {
                while let Some((name, path)) = next(&queue) {
                    if let Err(why) = run_one(name, path, lists) {
                        failures
                            .lock()
                            .expect("no worker panics with it")
                            .insert(name.clone(), why);
                    }
                }
            };
            worker.spawn_scoped(scope, run).expect("a thread");
        }
    });
    failures.into_inner().expect("no worker panics with it")
}

fn next<'a, T>(queue: &Mutex<std::slice::Iter<'a, T>>) -> Option<&'a T> {
    queue.lock().expect("no worker panics with it").next()
}

/// The files that must fail, with the reasons.
struct Lists {
    limits: BTreeMap<String, String>,
    weak_only: BTreeMap<String, String>,
}

fn run_one(name: &str, path: &Path, lists: &Lists) -> Result<(), String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let mut lines = text.lines();
    if !lines
        .next()
        .is_some_and(|line| line.starts_with("// clause: "))
        || !lines.next().is_some_and(|line| line.starts_with("// "))
    {
        return Err("the file begins with its clause and a sentence".to_owned());
    }
    for storage in [Storage::Weak, Storage::Strong] {
        let must_fail = lists.limits.contains_key(name)
            || (storage == Storage::Strong && lists.weak_only.contains_key(name));
        let result = std::panic::catch_unwind(|| support::run_file(path, storage))
            .unwrap_or_else(|_| Err("Rust panicked".to_owned()));
        match (result, must_fail) {
            (Ok(()), true) => {
                return Err(format!(
                    "passes in {storage:?} storage: take it off the list"
                ));
            }
            (Err(why), false) => return Err(format!("{storage:?} storage: {why}")),
            // It must fail for the reason that it is about.
            (Err(why), true) if !why.contains("assertion failed") => {
                return Err(format!("{storage:?} storage, of a listed file: {why}"));
            }
            _ => {}
        }
    }
    if needs_our_loop(path, &text) || lists.limits.contains_key(name) {
        return Ok(());
    }
    std::panic::catch_unwind(|| support::run_file_on_foreign_executor(path, Storage::Weak))
        .unwrap_or_else(|_| Err("Rust panicked".to_owned()))
        .map_err(|why| format!("on a foreign executor: {why}"))
}

/// Whether a file asks for something that only our event loop has. Boa's `SimpleJobExecutor` runs
/// finalization jobs when nothing else is left, not between timers, and timers before microtasks.
fn needs_our_loop(path: &Path, text: &str) -> bool {
    ["$host.onReport", "$host.sleep", "FinalizationRegistry"]
        .iter()
        .any(|word| text.contains(word))
        || path.ends_with("mixed_jobs_order_and_mapping.js")
}

fn collect(directory: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).expect("the test data is there") {
        let path = entry.expect("a readable directory").path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "fixtures") {
                collect(&path, files);
            }
        } else if path
            .extension()
            .is_some_and(|extension| extension == "js" || extension == "mjs")
        {
            files.push(path);
        }
    }
}

/// What the engine of this build can not pass.
fn limits(root: &Path) -> BTreeMap<String, String> {
    let mut limits = list(root, "limits.txt");
    let stock = list(root, "stock-limits.txt");
    if !EXACT_GENERATORS {
        limits.extend(stock);
    }
    limits
}

const ENGINE: &str = if EXACT_GENERATORS {
    "Boa with our hook"
} else {
    "stock Boa"
};

/// A list of files: `path  reason` a line.
fn list(root: &Path, name: &str) -> BTreeMap<String, String> {
    fs::read_to_string(root.join(name))
        .unwrap_or_else(|error| panic!("tests/js/{name}: {error}"))
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (name, reason) = line.split_once("  ").expect("`path  reason`");
            (name.to_owned(), reason.trim().to_owned())
        })
        .collect()
}
