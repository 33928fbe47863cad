//! `boa-ac test262`

use std::{
    fs,
    io::{BufRead, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use boa_async_context_test262::{
    Mode, Outcome, Report, Status, expect::Expectations, own_suite, pool,
};

use crate::support::{Ended, Project};

const PASSES: &str = "/*---\ndescription: d\n---*/\nassert(true);\n";
const FAILS: &str = "/*---\ndescription: d\n---*/\nassert(false, 'why');\n";
const RAW: &str = "/*---\nflags: [raw]\n---*/\n";
const RAW_FAILS: &str = "/*---\nflags: [raw]\n---*/\nthrow new Error('why');\n";

impl Project {
    /// Runs the tests in `test/` here.
    fn suite(&self, arguments: &[&str]) -> Ended {
        self.test262(&[&["--suite", "test"], arguments].concat())
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).expect("the file was written")
    }

    fn report(&self, name: &str) -> Report {
        Report::read(&self.path().join(name)).expect("a report")
    }
}

fn last_line(ended: &Ended) -> &str {
    let line = ended
        .stdout
        .lines()
        .rfind(|line| line.contains("discovered"));
    line.expect("the sum is printed")
        .split_once("; ")
        .expect("files, then runs")
        .1
}

/// The suite of the runner's own tests, as it has to come out.
mod deliberate {
    use super::*;

    fn directory() -> PathBuf {
        own_suite().join("tests/runner")
    }

    fn run(project: &Project, jobs: &str) -> (Ended, Report, String) {
        let directory = directory();
        let ended = project.test262(&[
            "--suite",
            &directory.to_string_lossy(),
            "--skip-feature",
            "unwanted-feature",
            "--timeout",
            "5",
            "--memory",
            "128",
            "--jobs",
            jobs,
            "--json",
            "report.json",
            "--junit",
            "report.xml",
        ]);
        let json = project.read("report.json");
        let root = directory.canonicalize().expect("it exists");
        let json = without_line_numbers(&json.replace(&*root.to_string_lossy(), "ROOT"));
        (ended, project.report("report.json"), json)
    }

    #[test]
    fn the_report_is_exactly_the_expected_one() {
        let project = Project::new(&[]);
        let (ended, report, json) = run(&project, "3");
        assert_eq!(ended.code, 1, "{}", ended.stderr);
        every_failure_is_told(&report);
        assert!(report.adds_up());
        assert_eq!(report.results.len(), report.total);
        assert_eq!(
            last_line(&ended),
            format!(
                "runs: {} discovered = {} passed + {} failed + {} skipped",
                report.total, report.passed, report.failed, report.skipped
            )
        );
        for outcome in report.failures() {
            let name = format!(
                "  {} ({})\n    {}",
                outcome.path,
                outcome.mode,
                outcome.headline()
            );
            let stdout = ended
                .stdout
                .replace("DIR", &project.path().to_string_lossy());
            assert!(stdout.contains(&name), "the summary lacks\n{name}");
        }

        let expected = directory().join("expected.json");
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            fs::write(&expected, &json).expect("the tree can be written");
        }
        let expected = fs::read_to_string(expected).expect("expected.json");
        assert!(
            json == expected,
            "the report differs from spec-tests/tests/runner/expected.json; to look at the \
             difference, run this test with UPDATE_EXPECTED=1 and then git diff. The report:\n{json}"
        );

        let xml = project.read("report.xml");
        let cases = xml.matches("<testcase ").count();
        let failures = xml.matches("<failure ").count();
        let skipped = xml.matches("<skipped ").count();
        assert_eq!(
            (cases, failures, skipped),
            (report.total, report.failed, report.skipped)
        );
    }

    /// The engine's own lines move with our hook in it.
    fn without_line_numbers(text: &str) -> String {
        let mut parts = text.split(".rs:");
        let mut result = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            result += ".rs:N";
            result += part.trim_start_matches(|c: char| c.is_ascii_digit());
        }
        result
    }

    /// Whatever `expected.json` says: the names of the files say what must come out.
    fn every_failure_is_told(report: &Report) {
        for Outcome {
            path, mode, status, ..
        } in &report.results
        {
            let other_mode = match path.as_str() {
                "test/fail/strict-only.js" => Some(Mode::Sloppy),
                "test/fail/sloppy-only.js" => Some(Mode::Strict),
                _ => None,
            };
            let directory = path.split('/').nth(1).expect("test/directory/...");
            let must_be = match directory {
                _ if other_mode == Some(*mode) || path.ends_with("/zz-after.js") => Status::Pass,
                "pass" => Status::Pass,
                "skip" => Status::Skip,
                "fail" | "crash" | "broken" | "limits" => Status::Fail,
                _ => panic!("unknown directory: {path}"),
            };
            assert_eq!(*status, must_be, "{path} ({mode})");
        }
        let names: Vec<_> = report.results.iter().map(|o| (&o.path, o.mode)).collect();
        assert!(names.is_sorted() && !names.is_empty());
        let files = walk(&directory().join("test"));
        for file in &files {
            let found = report.results.iter().any(|o| &o.path == file);
            assert!(found, "{file} was dropped");
        }
    }

    /// Every file of the suite, found without the code under test.
    fn walk(directory: &Path) -> Vec<String> {
        let mut found = Vec::new();
        let mut directories = vec![directory.to_owned()];
        while let Some(directory) = directories.pop() {
            for entry in fs::read_dir(directory).expect("a directory") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    directories.push(path);
                    continue;
                }
                let path = path.to_string_lossy().into_owned();
                let start = path.rfind("runner/test/").expect("below it") + "runner/".len();
                if !path.contains("_FIXTURE") {
                    found.push(path[start..].to_owned());
                }
            }
        }
        found
    }
}

/// A wrong implementation of AsyncContext fails our suite, each in its own way.
#[test]
fn every_mutant_fails_our_suite() {
    let project = Project::new(&[]);
    let expected = Expectations::of_own_suite().expect("the lists can be read");
    let mut mutants: Vec<_> = fs::read_dir(own_suite().join("mutants"))
        .expect("mutants/")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    mutants.sort();
    assert!(mutants.len() >= 13, "{mutants:?}");
    for mutant in mutants {
        let name = mutant.file_stem().expect("a name").to_string_lossy();
        // What shows it at the latest, and where that is.
        let (part, witness) = match &*name {
            "finalization-captures-nothing" => (
                "built-ins/FinalizationRegistry",
                "async-context-two-registries",
            ),
            "get-ignores-the-mapping" | "get-takes-undefined-for-unset" => {
                ("built-ins/AsyncContext/Variable/prototype/get", "undefined")
            }
            "no-propagation" => ("language/expressions/await", ""),
            "run-drops-arguments" | "run-passes-the-variable" | "run-swallows-exceptions" => {
                ("built-ins/AsyncContext/Variable/prototype/run", "")
            }
            "snapshot-run-stays" => ("built-ins/AsyncContext/Snapshot/prototype/run", ""),
            "then-captures-nothing" => ("built-ins/Promise/prototype/then", ""),
            "timers-capture-nothing" => ("web", ""),
            "variables-share-by-name" => ("built-ins/AsyncContext/Variable", ""),
            "wrap-keeps-the-name" | "wrap-loses-this" => {
                ("built-ins/AsyncContext/Snapshot/wrap", "")
            }
            _ => panic!("say for the mutant {name} which part of the suite is to fail"),
        };
        let mut arguments = vec![
            "--filter".to_owned(),
            part.to_owned(),
            "--timeout=5".to_owned(),
            format!("--json={name}.json"),
            format!("--prelude={}", mutant.display()),
        ];
        if name == "no-propagation" {
            arguments.push("--no-async-context".to_owned());
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let ended = project.test262(&arguments);
        assert_eq!(ended.code, 1, "{name}: {}", ended.stderr);
        let report = project.report(&format!("{name}.json"));
        let failed: Vec<&str> = report
            .failures()
            .filter(|outcome| expected.reason(&outcome.path, outcome.mode).is_none())
            .map(|outcome| outcome.path.as_str())
            .collect();
        let seen = failed
            .iter()
            .any(|path| path.contains(part) && path.contains(witness));
        assert!(seen, "{name}: {failed:#?}");
    }
}

/// Not one test of ours passes by itself.
#[test]
fn without_async_context_every_test_of_ours_fails() {
    let project = Project::new(&[]);
    let ended = project.test262(&["--no-async-context", "--json", "r.json", "--timeout=5"]);
    assert_eq!(ended.code, 1);
    let report = project.report("r.json");
    let others: Vec<_> = report
        .results
        .iter()
        .filter(|outcome| outcome.status != Status::Fail)
        .collect();
    assert!(others.is_empty(), "{others:#?}");
    assert!(!report.engine.async_context);
}

#[test]
fn what_needs_no_async_context_passes_without_it() {
    let project = Project::new(&[
        ("test/a.js", PASSES),
        (
            "test/b.js",
            "/*---\nflags: [async]\n---*/\nif (typeof AsyncContext !== 'undefined') throw 1;
             Promise.resolve().then(() => setTimeout($DONE, 1));\n",
        ),
        (
            "test/c.js",
            "/*---\nflags: [module]\n---*/\nawait import('./c_FIXTURE.js');\n",
        ),
        ("test/c_FIXTURE.js", "export {};"),
    ]);
    let ended = project.suite(&["--no-async-context"]);
    assert_eq!((ended.code, &*ended.stderr), (0, ""), "{}", ended.stdout);
}

#[test]
fn a_checkout_brings_its_harness_and_its_tests() {
    let project = Project::new(&[
        ("checkout/harness/assert.js", "var harness = 'theirs';"),
        ("checkout/harness/sta.js", ""),
        (
            "checkout/test/language/a.js",
            "/*---\n---*/\nif (harness !== 'theirs') throw 1;",
        ),
        (
            "own/b.js",
            "/*---\nesid: x\n---*/\nif (harness !== 'theirs') throw 1;",
        ),
    ]);
    let ended = project.test262(&["--test262", "checkout"]);
    assert_eq!(ended.code, 0, "{}", ended.stdout);
    let ended = project.test262(&[
        "--test262",
        "checkout",
        "--suite",
        "own",
        "--json",
        "r.json",
    ]);
    assert_eq!(ended.code, 0, "{}", ended.stdout);
    assert_eq!(project.report("r.json").results[0].path, "test/b.js");
}

#[test]
fn a_part_of_a_suite_gives_the_same_names_as_the_whole() {
    let project = Project::new(&[("test/a/b/c.js", RAW)]);
    for directory in ["test", "test/a", "test/a/b", "."] {
        project.test262(&["--suite", directory, "--json", "r.json"]);
        assert_eq!(project.report("r.json").results[0].path, "test/a/b/c.js");
    }
}

#[test]
fn filters_and_features_select() {
    let project = Project::new(&[
        ("test/a/one.js", RAW),
        ("test/a/b/two.js", RAW),
        (
            "test/c/three.js",
            "/*---\nflags: [raw]\nfeatures: [F, G]\n---*/\n",
        ),
        (
            "test/c/four.js",
            "/*---\nflags: [raw]\nfeatures: [G]\n---*/\n",
        ),
    ]);
    for (arguments, expected) in [
        (&["--filter", "a"][..], "a/b/two a/one"),
        (&["--filter", "test/a/"], "a/b/two a/one"),
        (&["--filter", "a/*.js"], "a/one"),
        (&["--filter", "**/t*.js"], "a/b/two c/three"),
        (
            &["--filter", "a/one.js", "--filter", "c"],
            "a/one c/four c/three",
        ),
        (&["--feature", "F"], "c/three"),
        (&["--feature", "F", "--feature", "G"], "c/four c/three"),
        (&["--feature", "G", "--filter", "**/f*"], "c/four"),
    ] {
        let ended = project.suite(&[arguments, &["--json", "r.json"]].concat());
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        let names: Vec<_> = project
            .report("r.json")
            .results
            .iter()
            .map(|o| o.path.replace("test/", "").replace(".js", ""))
            .collect();
        assert_eq!(names.join(" "), expected, "{arguments:?}");
    }
    let ended = project.suite(&["--skip-feature", "F", "--json", "r.json"]);
    assert_eq!(ended.code, 0);
    assert_eq!(
        last_line(&ended),
        "runs: 4 discovered = 3 passed + 0 failed + 1 skipped"
    );
    let skipped = &project.report("r.json").results[3];
    assert_eq!(skipped.message, "feature F is skipped");
}

#[test]
fn expectations_are_exact_both_ways() {
    let project = Project::new(&[
        ("test/good.js", RAW),
        ("test/bad.js", RAW_FAILS),
        ("known.txt", "test/bad.js  not done yet\n"),
        (
            "too-many.txt",
            "test/bad.js  x\ntest/good.js  y\ntest/gone.js  z\n",
        ),
        ("none.txt", "# nothing\n"),
    ]);
    let ended = project.suite(&["--expect", "known.txt"]);
    assert_eq!(ended.code, 0, "{}", ended.stdout);
    assert!(ended.stdout.contains("failed as expected: 1"));
    // A --suite may be a part: what it lacks is not missed.
    let ended = project.suite(&["--expect", "too-many.txt"]);
    assert_eq!(ended.code, 1);
    assert!(
        ended
            .stdout
            .contains("expected to fail, but passed: 1\n  test/good.js (raw)")
    );
    let ended = project.suite(&["--expect", "none.txt"]);
    assert_eq!(ended.code, 1);
    assert!(
        ended
            .stdout
            .contains("failed: 1\n  test/bad.js (raw)\n    Error: why")
    );
    assert_eq!(project.suite(&[]).code, 1, "nothing is expected to fail");
}

#[test]
fn known_failures_without_a_test_are_missed_in_a_whole_checkout() {
    let project = Project::new(&[
        ("checkout/harness/assert.js", ""),
        ("checkout/test/good.js", RAW),
        ("known.txt", "test/gone.js  x\n"),
    ]);
    let ended = project.test262(&["--test262", "checkout", "--expect", "known.txt"]);
    assert_eq!(ended.code, 1);
    assert!(
        ended
            .stdout
            .contains("there is no such test: 1\n  test/gone.js"),
        "{}",
        ended.stdout
    );
    let part = [
        "--test262",
        "checkout",
        "--expect",
        "known.txt",
        "--filter",
        "good.js",
    ];
    assert_eq!(project.test262(&part).code, 0);
}

#[test]
fn expectations_can_be_updated() {
    let project = Project::new(&[
        ("test/good.js", RAW),
        ("test/bad.js", RAW_FAILS),
        ("test/worse.js", FAILS),
        (
            "known.txt",
            "# Why.\n\ntest/worse.js  kept\ntest/good.js  gone\n",
        ),
    ]);
    let update = |file| project.suite(&["--expect", file, "--update-expect"]);
    assert_eq!(update("known.txt").code, 0);
    let updated = "# Why.\n\ntest/bad.js  Error: why\ntest/worse.js  kept\n";
    assert_eq!(project.read("known.txt"), updated);
    assert_eq!(project.suite(&["--expect", "known.txt"]).code, 0);
    assert_eq!(update("new.txt").code, 0);
    let new = "test/bad.js  Error: why\ntest/worse.js  Test262Error: why\n";
    assert_eq!(project.read("new.txt"), new);
}

#[test]
fn comparisons_tell_what_changed_the_worst_first() {
    let project = Project::new(&[
        ("test/breaks.js", RAW),
        ("test/gets-well.js", RAW_FAILS),
        ("test/goes.js", RAW),
        ("test/stays-bad.js", RAW_FAILS),
        ("test/stays-good.js", RAW),
        (
            "test/fails-otherwise.js",
            "/*---\nflags: [raw]\n---*/\nthrow 1;",
        ),
    ]);
    assert_eq!(project.suite(&["--json", "old.json"]).code, 1);
    let ended = project.suite(&["--compare", "old.json"]);
    assert_eq!(ended.code, 0, "nothing is newly failing: {}", ended.stdout);
    assert!(
        ended
            .stdout
            .ends_with("since old.json:\nnothing changed\n\n")
    );

    project.write("test/breaks.js", RAW_FAILS.as_bytes());
    project.write("test/gets-well.js", RAW.as_bytes());
    project.write("test/comes.js", RAW.as_bytes());
    project.write(
        "test/fails-otherwise.js",
        b"/*---\nflags: [raw]\n---*/\nthrow 2;",
    );
    fs::remove_file(project.path().join("test/goes.js")).expect("it was there");
    let ended = project.suite(&["--compare", "old.json"]);
    assert_eq!(ended.code, 1);
    let changes = ended.stdout.split("since old.json:\n").nth(1);
    assert_eq!(
        changes.expect("a comparison").trim_end(),
        "newly failing: 1\n  test/breaks.js (raw): Error: why\n\
         failing with another message: 1\n  test/fails-otherwise.js (raw): 2\n\
         newly passing: 1\n  test/gets-well.js (raw)\n\
         added: 1\n  test/comes.js (raw)"
    );
    let known = "test/stays-bad.js x\ntest/fails-otherwise.js x\ntest/breaks.js x\n";
    project.write("known.txt", known.as_bytes());
    let ended = project.suite(&["--compare", "old.json", "--expect", "known.txt"]);
    assert_eq!(ended.code, 1, "newly failing, though expected");
}

#[test]
fn a_comparison_of_a_whole_checkout_misses_what_is_gone() {
    let project = Project::new(&[
        ("checkout/harness/assert.js", ""),
        ("checkout/test/stays.js", RAW),
        ("checkout/test/goes.js", RAW),
    ]);
    let checkout = ["--test262", "checkout"];
    project.test262(&[&checkout[..], &["--json", "old.json"]].concat());
    fs::remove_file(project.path().join("checkout/test/goes.js")).expect("it was there");
    let ended = project.test262(&[&checkout[..], &["--compare", "old.json"]].concat());
    assert_eq!(ended.code, 0);
    assert!(ended.stdout.contains("removed: 1\n  test/goes.js (raw)\n"));
}

#[test]
fn wrong_usage_is_told_and_ends_with_2() {
    let project = Project::new(&[
        ("test/a.js", RAW),
        ("empty/readme.txt", ""),
        ("checkout/test/a.js", RAW),
        ("no-reason.txt", "# x\ntest/a.js\n"),
        ("bad.json", "{}"),
    ]);
    for (arguments, message) in [
        (
            &["--suite", "nowhere"][..],
            "nowhere: there is no such file or directory",
        ),
        (
            &["--suite", "test/a.js"],
            "test/a.js: is a file; give its directory, and the file's name as a --filter",
        ),
        (
            &["--suite", "empty"],
            "DIR/empty: has no tests: no .js file is in it or below",
        ),
        (
            &["--test262", "checkout"],
            "checkout/harness: has no assert.js: --test262 needs a checkout with harness/ and test/ \
             (for tests elsewhere there is --suite)",
        ),
        (
            &["--suite", "test", "--filter", "b/**"],
            "no test matches --filter 'b/**'; it is a glob over paths such as 'test/a.js'",
        ),
        (
            &["--suite", "test", "--filter", "a["],
            "--filter 'a[' is not a glob: unclosed character class; missing ']'",
        ),
        (
            &["--suite", "test", "--feature", "F"],
            "no test has the feature 'F' of --feature; features are listed in a test's front matter",
        ),
        (
            &["--suite", "test", "--skip-feature", "F"],
            "no test has the feature 'F' of --skip-feature; features are listed in a test's front \
             matter",
        ),
        (
            &["--suite", "test", "--expect", "no-reason.txt"],
            "no-reason.txt:2: test/a.js has no reason: say behind it why it fails",
        ),
        (
            &["--suite", "test", "--expect", "nowhere.txt"],
            "nowhere.txt: there is no such file or directory",
        ),
        (
            &["--suite", "test", "--compare", "bad.json"],
            "bad.json: is not a report that --json wrote: missing field `engine` at line 1 column 2",
        ),
        (
            &["--suite", "test", "--json", "nowhere/r.json"],
            "nowhere/r.json: cannot be written: No such file or directory (os error 2)",
        ),
        (
            &["--suite", "test", "--json", "r", "--junit", "r"],
            "--json and --junit name the same file; give each its own",
        ),
        (
            &["--suite", "test", "--prelude", "nowhere.js"],
            "nowhere.js: there is no such file or directory",
        ),
    ] {
        let ended = project.test262(arguments);
        let expected = format!("boa-ac test262: {message}\n");
        assert_eq!((ended.code, ended.stderr), (2, expected), "{arguments:?}");
        assert_eq!(ended.stdout, "");
    }
    for arguments in [
        &["--timeout", "0"][..],
        &["--timeout", "soon"],
        &["--timeout=-1"],
        &["--jobs", "0"],
        &["--memory", "1"],
        &["--update-expect"],
        &["--unknown"],
        &["stray"],
    ] {
        let ended = project.test262(arguments);
        assert_eq!(ended.code, 2, "{arguments:?}");
        assert!(ended.stderr.starts_with("error: "), "{}", ended.stderr);
    }
}

#[test]
fn every_run_is_printed_with_v() {
    let project = Project::new(&[
        ("test/a.js", RAW),
        ("test/b.js", RAW_FAILS),
        ("test/c.js", "/*---\nflags: [raw]\nlocale: [en]\n---*/\n"),
    ]);
    let ended = project.suite(&["-v", "--jobs", "1"]);
    assert_eq!(
        ended.stderr,
        "pass test/a.js (raw)\nFAIL test/b.js (raw): Error: why\n\
         skip test/c.js (raw): needs the locale en: this engine is built without Intl\n"
    );
}

#[test]
fn a_test_directory_in_a_suite_is_a_part_of_it() {
    let project = Project::new(&[
        ("test/bad.js", RAW_FAILS),
        ("test/sub/bad.js", RAW_FAILS),
        ("test/test/ok.js", RAW),
        ("both/a.js", RAW),
        ("both/test/b.js", RAW),
    ]);
    for directory in ["test", "."] {
        let ended = project.test262(&["--suite", directory]);
        let sum = "runs: 3 discovered = 1 passed + 2 failed + 0 skipped";
        assert_eq!((ended.code, last_line(&ended)), (1, sum));
    }
    let ended = project.test262(&["--suite", "both"]);
    let message =
        "boa-ac test262: both: has tests and a test/ directory, too; give the one that is meant\n";
    assert_eq!((ended.code, &*ended.stderr), (2, message));
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_what_is_no_file_is_named() {
    use std::os::unix::fs::symlink;

    let project = Project::new(&[("test/a.js", RAW), ("elsewhere/bad.js", RAW_FAILS)]);
    let link = |target: &str, name: &str| {
        symlink(target, project.path().join(name)).expect("a link");
    };
    link("../elsewhere", "test/linked");
    link("../test", "test/loop");
    link("/dev/zero", "test/endless.js");
    let fifo = project.path().join("test/fifo.js");
    let made = Command::new("mkfifo").arg(fifo).status();
    assert!(made.expect("mkfifo is a standard command").success());
    let ended = project.suite(&[]);
    assert_eq!(ended.code, 1);
    for named in [
        "test/linked/bad.js (raw)\n    Error: why",
        "test/loop (raw)\n    cannot be read: File system loop found",
        "test/endless.js (raw)\n    is not a regular file",
        "test/fifo.js (raw)\n    is not a regular file",
    ] {
        assert!(ended.stdout.contains(named), "{named}: {}", ended.stdout);
    }
    let sum = "runs: 5 discovered = 1 passed + 4 failed + 0 skipped";
    assert_eq!(last_line(&ended), sum);
}

/// A rebuild takes the binary away while it runs.
#[cfg(unix)]
#[test]
fn when_workers_can_no_longer_be_started_every_run_is_settled() {
    let crash = "/*---\nflags: [raw]\n---*/\n$262.evalScript('['.repeat(3000000));";
    let names: Vec<String> = (0..30).map(|n| format!("test/{n:02}.js")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (&**name, crash)).collect();
    let project = Project::new(&files);
    let program = project.path().join("boa-ac");
    fs::copy(env!("CARGO_BIN_EXE_boa-ac"), &program).expect("a copy");
    let mut child = Command::new(&program)
        .args([
            "test262", "--suite", "test", "--json", "r.json", "--jobs", "1",
        ])
        .current_dir(project.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    std::thread::sleep(Duration::from_millis(1000));
    fs::remove_file(&program).expect("it was there");
    let status = child.wait().expect("it ends");
    assert_eq!(status.code(), Some(1));
    let report = project.report("r.json");
    assert!(report.adds_up() && report.failed == 30, "{}", report.failed);
    let last = &report.results[29].message;
    assert!(last == "workers can no longer be started", "{last}");
}

#[test]
fn the_summary_is_printed_also_when_the_report_cannot_be_written() {
    let project = Project::new(&[("test/a.js", RAW)]);
    if !Path::new("/dev/full").exists() {
        return;
    }
    let ended = project.suite(&["--json", "/dev/full"]);
    assert_eq!(ended.code, 2);
    assert!(ended.stdout.contains("1 discovered = 1 passed"));
    assert!(
        ended.stderr.contains("/dev/full: cannot be written: "),
        "{}",
        ended.stderr
    );
}

#[test]
fn wrong_usage_leaves_no_files_behind() {
    let project = Project::new(&[]);
    let ended = project.test262(&["--suite", "nowhere", "--json", "new.json"]);
    assert_eq!(ended.code, 2);
    assert!(!project.path().join("new.json").exists());
}

#[cfg(unix)]
#[test]
fn a_file_name_that_is_not_utf8_is_a_failure() {
    use std::os::unix::ffi::OsStrExt as _;

    let project = Project::new(&[("test/a.js", RAW)]);
    let name = std::ffi::OsStr::from_bytes(b"test/b\xff.js");
    fs::write(project.path().join(name), RAW).expect("the file system takes any bytes");
    let ended = project.suite(&[]);
    assert_eq!(ended.code, 1);
    assert!(
        ended
            .stdout
            .contains("test/b\u{fffd}.js (raw)\n    has a name that is not UTF-8"),
        "{}",
        ended.stdout
    );
    assert_eq!(
        last_line(&ended),
        "runs: 2 discovered = 1 passed + 1 failed + 0 skipped"
    );
}

#[test]
fn a_prelude_runs_in_every_realm_and_may_fail() {
    let project = Project::new(&[
        (
            "prelude.js",
            "globalThis.prelude = (globalThis.prelude ?? 0) + 1;",
        ),
        ("throws.js", "throw new RangeError('no');"),
        (
            "test/a.js",
            "/*---\nflags: [raw]\n---*/
             if (prelude !== 1 || $262.createRealm().global.prelude !== 1) throw 1;",
        ),
    ]);
    let ended = project.suite(&["--prelude", "prelude.js"]);
    assert_eq!(ended.code, 0, "{}", ended.stdout);
    let ended = project.suite(&["--prelude", "throws.js"]);
    assert_eq!(ended.code, 1);
    assert!(
        ended
            .stdout
            .contains("the realm cannot be set up: RangeError: no")
    );
}

#[test]
fn a_worker_whose_runner_is_gone_ends_in_the_middle_of_a_loop() {
    let project = Project::new(&[("loop.js", "for (;;);")]);
    let mut worker = Command::new(env!("CARGO_BIN_EXE_boa-ac"))
        .arg("test262-worker")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary was built");
    let mut input = worker.stdin.take().expect("piped");
    let mut lines = BufReader::new(worker.stdout.take().expect("piped")).lines();
    let harness = own_suite().join("harness");
    let setup = format!(
        r#"{{"harness":{harness:?},"async_context":true,"prelude":null,"memory":268435456}}"#
    );
    let file = project.path().join("loop.js");
    let request = format!(
        r#"{{"file":{file:?},"mode":"raw","raw":true,"is_async":false,"can_block":true,"negative":null,"includes":[]}}"#
    );
    writeln!(input, "{setup}").expect("it listens");
    let ready = lines.next().expect("an answer").expect("UTF-8");
    assert!(ready.contains("engine"), "{ready}");
    writeln!(input, "{request}").expect("it listens");
    std::thread::sleep(Duration::from_millis(200));
    assert!(worker.try_wait().expect("a child").is_none(), "it loops");
    drop(input);
    let patience = Instant::now() + Duration::from_secs(20);
    while worker.try_wait().expect("a child").is_none() {
        assert!(Instant::now() < patience, "it still loops");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_program_that_is_no_worker_is_an_error() {
    let options = |program: &str| pool::Options::new((program.into(), Vec::new()), PathBuf::new());
    let error = pool::engine_facts(&options("/nowhere/worker")).expect_err("no program");
    let expected =
        "cannot start a worker (/nowhere/worker): No such file or directory (os error 2)";
    assert_eq!(error.to_string(), expected);
    #[cfg(unix)]
    {
        let error = pool::engine_facts(&options("/bin/false")).expect_err("no worker");
        let message = error.to_string();
        assert!(
            message.starts_with("cannot start a worker (/bin/false): "),
            "{message}"
        );
    }
}

#[test]
fn our_expectations_have_reasons() {
    let known = Expectations::of_own_suite();
    assert!(!known.expect("the lists can be read").is_empty());
}
