//! Runs the files of `tests/js`: what a program sees of reports, and of functions and futures of the host.
//!
//! Each file runs in every storage, and on a foreign executor unless it needs the library's event
//! loop. `tests/js/README.md` says which tests belong there.
//!
//! A filter runs part of the files: `cargo test --test javascript -- reports/`.

mod support;

use std::{panic, path::Path, process::ExitCode, thread};

use boa_async_context::{Storage, set_gc_stress};
use boa_async_context_js_tests::{JsFile, Outcome, gc_stress};

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/js");
    let threads = thread::available_parallelism().map_or(2, usize::from);
    boa_async_context_js_tests::run(&root, threads, run_file)
}

fn run_file(file: &JsFile) -> Outcome {
    let mut outcome = Outcome {
        tests: 1,
        ..Outcome::default()
    };
    let mut run = |how: &str, run: &dyn Fn() -> Result<(), String>| {
        outcome.runs += 1;
        set_gc_stress(gc_stress());
        let result = panic::catch_unwind(panic::AssertUnwindSafe(run))
            .unwrap_or_else(|_| Err("Rust panicked".to_owned()));
        if let Err(why) = result {
            let failure = format!("{}, {how}: {why}", file.name);
            outcome.failures.push(failure);
        }
    };
    for storage in [
        Storage::Weak,
        Storage::Ephemeron,
        Storage::Hybrid { collections: 2 },
        Storage::Strong,
    ] {
        run(&format!("{storage} storage"), &|| {
            support::run_file(&file.path, storage)
        });
    }
    if !needs_the_event_loop(&file.text) {
        run("a foreign executor", &|| {
            support::run_file_on_foreign_executor(&file.path, Storage::Weak)
        });
    }
    if !file
        .text
        .lines()
        .nth(1)
        .is_some_and(|line| line.starts_with("// "))
    {
        let failure = format!(
            "{}: the second line is no sentence about the file",
            file.name
        );
        outcome.failures.push(failure);
    }
    outcome
}

/// Whether a file asks for something that only the library's event loop has.
fn needs_the_event_loop(text: &str) -> bool {
    ["$host.onReport", "$host.sleep"]
        .iter()
        .any(|word| text.contains(word))
}
