//! All scenarios in all storages, with few rounds, and what becomes of bad ones.
//!
//! The rounds are too few to judge the growth of the bytes; `boa-ac leaks` does.

mod bad;
mod failures;
mod page;
mod support;

use std::{
    env,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use boa_async_context_leak_lab::{
    CountingAllocator, Status, find, own_scenarios, peers, run, storages, worker,
};

use support::{WORKER, options, run_in_weak, write};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator::system();

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next()) {
        (Some(WORKER), Some(task)) => return ExitCode::from(worker::main(&task)),
        // `cargo test FILTER` passes the filter to every test program. None matches this test.
        (Some(filter), _) if !filter.starts_with('-') => {
            let _ = writeln!(io::stdout(), "0 passed, 0 failed, 1 skipped");
            return ExitCode::SUCCESS;
        }
        _ => {}
    }
    let directory = tempfile::tempdir().expect("a temporary directory");
    our_scenarios_end_as_expected();
    failures::a_bad_scenario_is_one_failure_and_the_rest_go_on(directory.path());
    failures::what_is_unusual_and_allowed_is_measured(directory.path());
    page::names_may_hold_anything(directory.path());
    #[cfg(unix)]
    failures::files_that_cannot_be_read_are_failures(directory.path());
    failures::a_scenario_that_hangs_is_stopped(directory.path());
    what_does_not_release_is_told(directory.path());
    captures_are_counted_by_kind(directory.path());
    rounds_that_are_not_made_are_told(directory.path());
    peers_are_measured_or_absent(directory.path());
    page::the_page_is_whole_and_runs_nothing(directory.path());
    ExitCode::SUCCESS
}

fn our_scenarios_end_as_expected() {
    let files = find(&own_scenarios()).expect("they are there");
    assert!(
        files.len() > 30,
        "only {} scenarios were found",
        files.len()
    );
    let report = run(&files, &storages(), &options(), |_, _, _| {});
    // A reader that has gone away is no failure.
    let _ = writeln!(io::stdout(), "{}", report.text());
    assert!(report.is_success());
    // What strong storage keeps shows that a scenario tests something.
    let told_apart = report.scenarios.iter().filter(|scenario| {
        let alive = |column: &str| {
            let mut outcomes = scenario.outcomes.iter();
            let outcome = outcomes.find(|outcome| outcome.column == column)?;
            outcome.measured()?.alive_percent()
        };
        alive("weak") < alive("strong")
    });
    assert!(told_apart.count() >= 10);
}

fn what_does_not_release_is_told(directory: &Path) {
    let scenario = |keep: &str, payloads: &str| {
        format!(
            "export const setup = () => [], expectation = {{ payloads: '{payloads}', why: 'a test' }};
             export function iterate(i, state, lab) {{ const value = lab.payload(); {keep} }}"
        )
    };
    let files = [
        write(
            directory,
            "leaks",
            &scenario("state.push(value);", "released"),
        ),
        write(directory, "loses", &scenario("", "retained")),
        write(
            directory,
            "keeps",
            &scenario("state.push(value);", "retained"),
        ),
        // A group that a plain object of JavaScript would not have.
        write(
            directory,
            "leaks-proto",
            &scenario("state.push(lab.payload('__proto__'));", "released"),
        ),
        write(
            directory,
            "leaks-symbol",
            &scenario("state.push(lab.payload(Symbol('x')));", "released"),
        ),
    ];
    let report = run_in_weak(&files, &options());
    assert_eq!(report.failures, 4);
    let text = report.text();
    assert!(
        text.contains("leaks (weak): 160 of 160 `payload` are alive"),
        "{text}"
    );
    assert!(
        text.contains("loses (weak): 0 of 160 `payload` are alive"),
        "{text}"
    );
    for words in [
        "leaks-proto (weak): 160 of 160 `__proto__`",
        "leaks-symbol (weak): 160 of 160 `Symbol(x)`",
    ] {
        assert!(text.contains(words), "{text}");
    }
}

/// A scenario that keeps a snapshot of each round, while its values must be gone.
fn write_leak_of_snapshots(directory: &Path) -> PathBuf {
    let text = "export const setup = () => ({
            variable: new AsyncContext.Variable(), kept: [], never: new Promise(() => {}),
        });
        export const expectation = { payloads: 'released', why: 'a test' };
        export function iterate(i, { variable, kept, never }, lab) {
            variable.run(lab.payload(), () => {
                kept.push(new AsyncContext.Snapshot());
                if (i < 3) never.then(() => {});
            });
        }";
    write(directory, "keeps-snapshots", text)
}

fn captures_are_counted_by_kind(directory: &Path) {
    let report = run_in_weak(&[write_leak_of_snapshots(directory)], &options());
    let summary = report.scenarios[0].outcomes[0].summary().expect("it ran");
    let kinds: Vec<_> = summary.captures.keys().collect();
    assert_eq!(kinds, ["reaction", "snapshot"]);
    let slope = |kind: &str| summary.captures[kind].per_round.map(|slope| slope.estimate);
    assert_eq!(summary.captures["snapshot"].at_end, 160);
    assert_eq!(slope("snapshot"), Some(1.0));
    assert_eq!(summary.captures["reaction"].at_end, 6, "two handlers each");
    assert_eq!(slope("reaction"), Some(0.0));
    let told = "live captures: 6 reaction, 160 snapshot (1.00 a round)";
    assert!(report.text().contains(told), "{}", report.text());
    let json = serde_json::to_value(&report).expect("a report is JSON");
    let measured = &json["scenarios"][0]["outcomes"][0]["measured"];
    assert_eq!(measured["summary"]["captures"]["snapshot"]["at_end"], 160);
    assert_eq!(measured["summary"]["is_cut"], false);
}

fn rounds_that_are_not_made_are_told(directory: &Path) {
    let mut options = options();
    options.cut_after = Some(Duration::ZERO);
    let report = run_in_weak(&[write_leak_of_snapshots(directory)], &options);
    let summary = report.scenarios[0].outcomes[0].summary().expect("it ran");
    assert!(summary.is_cut);
    assert!(summary.bytes_per_round.is_some());
    // There are always enough points for a slope.
    let told = "keeps-snapshots (weak): only 6 of 160 rounds were made";
    assert!(report.text().contains(told), "{}", report.text());
    assert!(report.text().contains("--time-limit"));
}

fn peers_are_measured_or_absent(directory: &Path) {
    let files = [
        own_scenarios().join("snapshot-kept.mjs"),
        write(
            directory,
            "throws",
            "export const setup = () => { throw new RangeError('in setup'); };
            export const iterate = () => {}, expectation = {};",
        ),
    ];
    let columns = peers::find();
    let report = run(&files, &columns, &options(), |_, _, _| {});
    for (scenario, outcome) in report.outcomes() {
        match (&outcome.status, &*scenario.name) {
            (Status::Absent(hint), _) => assert!(hint.contains("--install-peers"), "{hint}"),
            (
                Status::Measured {
                    measured,
                    summary,
                    problems,
                },
                "snapshot-kept",
            ) => {
                assert!(problems.is_empty(), "peers are not judged: {problems:?}");
                assert!(summary.forced.is_some_and(|pauses| pauses.max > 0.0));
                assert!(summary.captures.is_empty());
                // Only Node tells of the collections that it began by itself.
                assert_eq!(measured.automatic.is_some(), outcome.column == "Node");
            }
            (Status::Failed(failure), "throws") => assert_eq!(failure.phase, "setup"),
            (status, name) => panic!("{name} ({}): {status:?}", outcome.column),
        }
    }
}
