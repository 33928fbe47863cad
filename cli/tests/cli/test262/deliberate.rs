//! The suite of the runner's own tests, as it has to come out.

use boa_async_context::EXACT_GENERATORS;

use super::*;

fn directory() -> PathBuf {
    own_suite().join("tests/runner")
}

/// The files that never end. Only they are run with a time-out that they are to meet.
const ENDLESS: [&str; 4] = [
    "test/crash/hang-async.js",
    "test/crash/hang-waiting.js",
    "test/crash/hang.js",
    "test/crash/non-deterministic.js",
];

/// Runs the others, without a time-out that a busy machine could meet before they meet their own limits.
fn run(project: &Project, jobs: &str) -> (Ended, Report, String) {
    let directory = directory();
    let ended = project.test262(&[
        "--suite",
        &directory.to_string_lossy(),
        "--skip-feature",
        "unwanted-feature",
        "--filter",
        "test/[!c]*/**",
        "--filter",
        "test/crash/[!hn]*",
        "--timeout",
        "3600",
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

    // Some of the crashes are defects that our changes of the engine mend: there the tests fail in another way.
    let name = match EXACT_GENERATORS {
        true => "expected-exact.json",
        false => "expected.json",
    };
    let expected = directory().join(name);
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(&expected, &json).expect("the tree can be written");
    }
    let expected = fs::read_to_string(expected).expect(name);
    assert!(
        json == expected,
        "the report differs from spec-tests/tests/runner/{name}; to look at the \
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

#[test]
fn what_never_ends_is_given_up() {
    let project = Project::new(&[]);
    let directory = directory();
    let suite = directory.to_string_lossy();
    let mut arguments = vec![
        "--suite",
        &suite,
        "--timeout",
        "2",
        "--jobs",
        "3",
        "--json",
        "r.json",
    ];
    for path in ENDLESS {
        arguments.extend(["--filter", path]);
    }
    let ended = project.test262(&arguments);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    let report = project.report("r.json");
    let told: Vec<_> = report
        .results
        .iter()
        .map(|o| (&*o.path, &*o.message))
        .collect();
    assert_eq!(told, ENDLESS.map(|path| (path, "timed out after 2 s")));
}

/// The engine's own lines move with our hooks in it.
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
            // In exact mode the engine does not panic there, and the result of such a test says nothing.
            _ if EXACT_GENERATORS && path.ends_with("/panic-non-deterministic.js") => Status::Skip,
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
    for file in files.iter().filter(|file| !ENDLESS.contains(&&***file)) {
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
