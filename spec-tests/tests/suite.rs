//! Runs our whole suite: as `boa-ac test262` does, in strong storage, and on a foreign executor. The workers are
//! processes of this same program.

use std::{env, process::ExitCode, time::Duration};

use boa_async_context::Storage;
use boa_async_context_test262::{
    Embedding, Options, Plan, Suite, embedding::Executor, expect::Expectations, own_suite,
    plan::Skips, report::Outcome, run, worker,
};

const WORKER: &str = "--worker";

/// Known failures that end the engine or never end, because of a defect of the engine.
const MAY_CRASH: [&str; 1] =
    ["test/language/expressions/dynamic-import/async-context-throws-after-dependency.js"];

const EMBEDDINGS: [Embedding; 5] = [
    Embedding {
        storage: Storage::Weak,
        executor: Executor::Own,
        gc_stress: None,
    },
    Embedding {
        storage: Storage::Ephemeron,
        executor: Executor::Own,
        gc_stress: None,
    },
    Embedding {
        storage: Storage::Hybrid { collections: 1 },
        executor: Executor::Own,
        gc_stress: None,
    },
    Embedding {
        storage: Storage::Strong,
        executor: Executor::Own,
        gc_stress: None,
    },
    Embedding {
        storage: Storage::Weak,
        executor: Executor::Foreign,
        gc_stress: None,
    },
];

fn main() -> ExitCode {
    if env::args().nth(1).as_deref() == Some(WORKER) {
        return worker::main();
    }
    // `cargo test FILTER` passes the filter to every test program. None matches this test.
    if env::args()
        .skip(1)
        .any(|argument| !argument.starts_with('-'))
    {
        println!("0 passed, 0 failed, 1 skipped");
        return ExitCode::SUCCESS;
    }
    let suite = Suite::discover(&own_suite()).expect("our suite is there");
    let (mut as_expected, mut failed) = (0, 0);
    for embedding in EMBEDDINGS {
        println!("\n{embedding}:");
        let counts = run_in(embedding, &suite);
        as_expected += counts.0;
        failed += counts.1;
    }
    println!("\n{as_expected} passed, {failed} failed");
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Whether a listed test failed by what it observes. A crash or a time-out is not what a list is about.
fn failed_by_itself(outcome: &Outcome) -> bool {
    let crashed = ["the engine ", "the worker ", "timed out ", "out of memory"]
        .iter()
        .any(|beginning| outcome.message.starts_with(beginning));
    !crashed || MAY_CRASH.contains(&&*outcome.path)
}

/// Runs the suite and prints what was unexpected. Returns how many runs were as expected and how many not.
fn run_in(embedding: Embedding, suite: &Suite) -> (usize, usize) {
    let program = env::current_exe().expect("this program has a path");
    let mut options = Options::new((program, vec![WORKER.into()]), own_suite().join("harness"));
    // No test may time out, and a busy machine is no failure.
    options.timeout = Duration::from_secs(600);
    options.embedding = embedding;
    let expected = Expectations::of_own_suite(embedding).expect("the known failures can be read");
    let plan = Plan::new(&suite.tests, &Skips::default());
    let report = run(plan, &options, |_| {}).expect("this program can be started");

    if embedding == Embedding::default() {
        println!("{}", report.by_directory());
    }
    let surprises = expected.compare(&report, true);
    for run in &surprises.failed {
        println!("failed: {run}");
    }
    for outcome in report.failures() {
        if expected.reason(&outcome.path, outcome.mode).is_none() {
            println!("  {}: {}", outcome.path, outcome.headline());
        }
    }
    for run in &surprises.passed {
        println!("expected to fail, but passed: {run}");
    }
    let mut broken = 0;
    for outcome in report.failures() {
        let is_known = expected.reason(&outcome.path, outcome.mode).is_some();
        if is_known && !failed_by_itself(outcome) {
            println!(
                "known to fail, but not in this way: {}: {}",
                outcome.path,
                outcome.headline()
            );
            broken += 1;
        }
    }
    for run in &surprises.missing {
        println!("expected to fail, but there is no such test: {run}");
    }
    println!(
        "{} runs: {} passed, {} failed as they must",
        report.total, report.passed, report.failed
    );
    let mut failed =
        surprises.failed.len() + surprises.passed.len() + surprises.missing.len() + broken;
    if !report.adds_up() {
        println!("the counts do not add up: a defect of the runner");
        failed += 1;
    }
    (report.total - failed.min(report.total), failed)
}
