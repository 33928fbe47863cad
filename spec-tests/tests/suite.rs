//! Our whole suite, in this program and in the workers that it starts of itself.

use std::{env, process::ExitCode};

use boa_async_context_test262::{
    Options, Plan, Suite, expect::Expectations, own_suite, plan::Skips, run, worker,
};

const WORKER: &str = "--worker";

fn main() -> ExitCode {
    if env::args().nth(1).as_deref() == Some(WORKER) {
        return worker::main();
    }
    // `cargo test` hands every test program the filter that was meant for one.
    if env::args()
        .skip(1)
        .any(|argument| !argument.starts_with('-'))
    {
        println!("0 passed, 0 failed, 1 skipped");
        return ExitCode::SUCCESS;
    }
    let program = env::current_exe().expect("this program has a path");
    let options = Options::new((program, vec![WORKER.into()]), own_suite().join("harness"));
    let suite = Suite::discover(&own_suite()).expect("our suite is there");
    let expected = Expectations::of_own_suite().expect("the known failures can be read");
    let plan = Plan::new(&suite.tests, &Skips::default());
    let report = run(plan, &options, |_| {}).expect("this program can be started");

    println!("\n{}", report.by_directory());
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
    for run in &surprises.missing {
        println!("expected to fail, but there is no such test: {run}");
    }
    let failed = surprises.failed.len() + surprises.passed.len() + surprises.missing.len();
    let as_expected = report.total - failed.min(report.total);
    println!(
        "{} runs: {} passed, {} failed as they must",
        report.total, report.passed, report.failed
    );
    println!("{as_expected} passed, {failed} failed");
    if report.adds_up() && failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
