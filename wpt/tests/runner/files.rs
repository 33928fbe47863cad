//! What the runner reports about single files.

use std::{fs, path::Path, time::Duration};

use boa_async_context_wpt::{Error, FileReport, FileStatus, Summary, TestStatus, find, run_file};

use crate::{
    patience::patiently,
    support::{Directory, LONG, SHORT, options, options_with_timeout, statuses},
};

/// Runs a file with this text.
fn run(text: &str) -> FileReport {
    run_for(LONG, text)
}

fn run_for(timeout: Duration, text: &str) -> FileReport {
    let directory = Directory::new(&[("a.any.js", text)]);
    let reports = directory.run_for(timeout, "a.any.js");
    let [report] = <[FileReport; 1]>::try_from(reports).expect("one run");
    report
}

#[test]
fn every_function_of_the_harness_passes_and_fails_where_it_should() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/asserts.any.js");
    let reports = run_file(&file, &options()).expect("it can be run");
    let [report] = reports.as_slice() else {
        panic!("one run")
    };
    assert_eq!(report.status, FileStatus::Ok, "{:?}", report.message);
    assert!(report.tests.len() > 110, "{}", report.tests.len());
    for test in &report.tests {
        let expected = if test.name.starts_with("fails") {
            TestStatus::Fail
        } else {
            TestStatus::Pass
        };
        assert_eq!(test.status, expected, "{}: {:?}", test.name, test.message);
        assert_eq!(test.message.is_some(), test.status == TestStatus::Fail);
    }
}

#[test]
fn a_name_that_is_no_valid_text_loses_no_results() {
    let report = run("test(() => { assert_true(true); }, 'a\\ud800');
                      test((t) => { assert_equals(t.phase, t.phases.STARTED); assert_unreached('b\\udc00'); }, 'b');");
    assert_eq!(report.status, FileStatus::Ok, "{:?}", report.message);
    assert_eq!(statuses(&report), [TestStatus::Pass, TestStatus::Fail]);
    assert_eq!(report.tests[0].name, "a\u{fffd}");
}

#[test]
fn what_the_server_of_the_tests_serves_under_another_name_is_found() {
    let directory = Directory::new(&[
        ("resources/testharness.js", ""),
        ("resources/webidl2/lib/webidl2.js", "globalThis.parser = 1;"),
        ("data.json", "{\"a\":[1]}"),
        (
            "dom/a.any.js",
            "// META: script=/resources/WebIDLParser.js
             test(() => { assert_equals(parser, 1); }, 'parser');
             promise_test(async () => { assert_object_equals(await fetch_json('../data.json'), { a: [1] }); }, 'fetch_json');",
        ),
    ]);
    let reports = directory.run("dom/a.any.js");
    assert_eq!(statuses(&reports[0]), [TestStatus::Pass; 2], "{reports:?}");
}

#[test]
fn a_failure_tells_what_was_expected_and_where_without_the_frames_of_the_harness() {
    let report = run("test(() => {\n  assert_equals(1, 'a\\n', 'about');\n}, 't');");
    let message = report.tests[0].message.as_deref().expect("a message");
    assert!(
        message.starts_with("assert_equals: about: expected \"a\\n\", got 1\n"),
        "{message}"
    );
    assert!(message.contains("a.any.js:2:"), "{message}");
    assert!(!message.contains("testharness"), "{message}");
}

#[test]
fn what_can_never_end_is_told_at_once_and_what_takes_too_long_at_its_time() {
    let report = run(
        "async_test('never'); promise_test(() => new Promise(() => {}), 'stuck');
                      promise_test(async () => {}, 'behind');",
    );
    assert!(report.duration < LONG / 2, "{report:?}");
    let expected = [TestStatus::NotRun, TestStatus::Timeout, TestStatus::NotRun];
    assert_eq!(statuses(&report), expected);
    assert_eq!(report.status, FileStatus::Ok, "a test is to blame");
    assert_eq!(
        report.summary().to_string(),
        "0 passed, 0 failed, 1 timed out, 2 not run"
    );
    // The test has to begin in the time that it does not end in.
    patiently(|limit| {
        let slow = "setInterval(() => {}, 1); async_test((t) => t.step(() => {}), 'slow');";
        let report = run_for(limit, slow);
        assert_eq!(statuses(&report), [TestStatus::Timeout]);
        let message = format!("it did not end within {} s", limit.as_secs_f64());
        assert_eq!(report.tests[0].message.as_ref(), Some(&message));
    });
}

#[test]
fn a_file_that_does_not_give_way_is_given_up() {
    let report = run_for(SHORT, "test(() => {}, 'a'); for (;;);");
    assert_eq!(report.status, FileStatus::Timeout);
    assert!(!report.summary().is_success());
}

#[test]
fn what_goes_wrong_outside_of_tests_is_the_files_error() {
    for (text, message) in [
        ("test(() => {}, 'a'); throw new TypeError('text');", "text"),
        ("", "the file has no test"),
        ("done();", "the file has no test"),
        (
            "setup({ explicit_done: true }); setTimeout(done, 1);",
            "the file has no test",
        ),
        (
            "test(() => {}, 'a'); test(() => {}, 'a');",
            "two tests named \"a\"",
        ),
        (
            "test(() => {}, 'a'); setTimeout(() => { throw 'late'; }, 1); async_test((t) => setTimeout(() => t.done(), 9));",
            "late",
        ),
        (
            "test(() => {}, 'a'); Promise.reject('unhandled'); async_test((t) => setTimeout(() => t.done(), 9));",
            "unhandled",
        ),
        (
            "setup(() => { throw 'in setup'; }); test(() => {}, 'a');",
            "in setup",
        ),
        (
            "promise_setup(async () => { throw 'in setup'; }); promise_test(async () => {}, 'a');",
            "in setup",
        ),
        (
            "test((t) => t.add_cleanup(() => { throw 'in cleanup'; }), 'a');",
            "in cleanup",
        ),
        (
            "promise_test(async (t) => t.add_cleanup(async () => { throw 'in cleanup'; }), 'a');",
            "in cleanup",
        ),
        ("test(() => {}, 'a'); (", "a.any.js"),
        (
            "// META: script=missing.js\ntest(() => {}, 'a');",
            "missing.js",
        ),
        (
            "// META: script=/root/missing.js\ntest(() => {}, 'a');",
            "root/missing.js",
        ),
        ("// META: global=windw\ntest(() => {}, 'a');", "windw"),
        (
            "add_completion_callback(() => { throw 'at the end'; }); test(() => {}, 'a');",
            "at the end",
        ),
    ] {
        let report = run(text);
        assert_eq!(report.status, FileStatus::Error, "{text}");
        let told = report.message.as_deref().expect("a message");
        assert!(told.contains(message), "{text}: {told}");
        assert_eq!(report.summary().failed, 1, "{text}");
    }
    let allowed = run(
        "setup({ allow_uncaught_exception: true }); setTimeout(() => { throw 1; }, 1);
                       async_test((t) => setTimeout(() => t.done(), 9), 'a');",
    );
    assert_eq!(allowed.status, FileStatus::Ok, "{:?}", allowed.message);
}

#[test]
fn setup_changes_when_a_file_is_over_and_what_it_is() {
    let report = run("setup({ explicit_done: true });
        setTimeout(() => { test(() => {}, 'late'); done(); }, 5);");
    assert_eq!(statuses(&report), [TestStatus::Pass]);
    let report = run("setup({ explicit_done: true }); test(() => {}, 'a');");
    assert_eq!(report.status, FileStatus::Timeout, "done() is missing");
    let report = run("// META: title=The one\nsetup({ single_test: true });
        setTimeout(() => { assert_true(true); done(); }, 1);");
    assert_eq!(report.tests[0].name, "The one");
    assert_eq!(statuses(&report), [TestStatus::Pass]);
    let report = run("setup({ single_test: true }); setTimeout(() => assert_true(false), 1);");
    assert_eq!(statuses(&report), [TestStatus::Fail]);
    let report = run("promise_setup(async () => { self.ready = true; });
        promise_test(async () => assert_true(ready), 'a');");
    assert_eq!(statuses(&report), [TestStatus::Pass]);
    let report = run("test(() => assert_implements_optional(false, 'x'), 'a');");
    assert_eq!(statuses(&report), [TestStatus::PreconditionFailed]);
    assert!(report.summary().is_success());
    let report = run("test(() => {}); test(() => {});");
    let names: Vec<_> = report.tests.iter().map(|test| test.name.as_str()).collect();
    assert_eq!(names, ["a.any", "a.any 1"]);
}

#[test]
fn callbacks_are_told_of_tests_and_of_the_end() {
    let report = run("const seen = [];
        add_result_callback((t) => seen.push(`${t.name} ${t.status}`));
        add_completion_callback((tests, status) => {
          const text = `${seen} ${tests.length} ${status.status}`;
          if (text !== 'a 0,b 1 2 0') throw text;
        });
        test(() => {}, 'a'); test(() => assert_true(false), 'b');");
    assert_eq!(report.status, FileStatus::Ok, "{:?}", report.message);
}

#[test]
fn the_results_are_not_changed_by_what_a_file_does_to_the_built_ins() {
    let report = run("promise_test(async () => { await null; assert_true(true); }, 'a');
        test(() => assert_true(false), 'b');
        Promise.prototype.then = JSON.stringify = Object.is = globalThis.setTimeout = () => 'broken';
        Object.prototype.toJSON = () => 'broken'; delete globalThis.Promise;");
    let expected = [TestStatus::Pass, TestStatus::Fail];
    assert_eq!(statuses(&report), expected, "{:?}", report.message);
}

#[test]
fn scripts_variants_and_globals_of_the_meta_comments_are_heeded() {
    let directory = Directory::new(&[
        ("common/root.js", "self.root = 1;"),
        ("dom/near.js", "self.near = root + 1;"),
        (
            "dom/deep/a.any.js",
            "// META: script=/common/root.js\n// META: script=../near.js\n\
             // META: script=/resources/testharness.js\n// META: variant=?x\n// META: variant=?y#z\n\
             test(() => assert_equals(near, 2), 'scripts');\n\
             test(() => assert_equals(location.search + location.hash, '?x'), 'location');",
        ),
        (
            "dom/b.any.js",
            "// META: global=serviceworker\ntest(() => {}, 'a');",
        ),
        ("dom/c.window.js", "test(() => {}, 'a');"),
        ("dom/helper.js", "throw 1;"),
    ]);
    let found = find(&directory.path("")).expect("tests");
    let names: Vec<_> = found
        .iter()
        .map(|path| path.file_name().expect("a name").to_string_lossy())
        .collect();
    assert_eq!(names, ["b.any.js", "c.window.js", "a.any.js"]);
    let reports = directory.run("dom/deep/a.any.js");
    let seen: Vec<_> = reports
        .iter()
        .map(|report| (report.variant.as_deref(), statuses(report)))
        .collect();
    let (pass, fail) = (TestStatus::Pass, TestStatus::Fail);
    assert_eq!(
        seen,
        [
            (Some("?x"), vec![pass, pass]),
            (Some("?y#z"), vec![pass, fail])
        ]
    );
    let skipped = directory.run("dom/b.any.js");
    assert_eq!(skipped[0].status, FileStatus::Skip);
    assert_eq!(
        Summary::of(&skipped).to_string(),
        "0 passed, 0 failed, 0 timed out, 1 files skipped"
    );
}

#[test]
fn a_strict_run_fails_what_asserts_nothing_leaves_something_pending_or_reports_late() {
    let directory = Directory::new(&[]);
    let helpers =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../web-integration/tests/harness/helpers.js");
    let run_for = |timeout: Duration, text: &str| {
        let mut options = options_with_timeout(timeout);
        options.strict = true;
        options.scripts = vec![helpers.clone()];
        let path = directory.path("a.js");
        fs::write(&path, text).expect("a new file");
        let mut reports = run_file(&path, &options).expect("it can be run");
        let report = reports.pop().expect("one run");
        (
            statuses(&report),
            report.status,
            report.message.unwrap_or_default(),
        )
    };
    let run = |text: &str| run_for(LONG, text);
    let (pass, ok) = (vec![TestStatus::Pass], FileStatus::Ok);
    let text = "test(() => assert_true(true), 'a');";
    assert_eq!(run(text), (pass.clone(), ok, String::new()));
    assert_eq!(run("test(() => {}, 'a');").0, [TestStatus::Fail]);
    // The test has to pass in the time that the file does not end in.
    patiently(|limit| {
        let (tests, status, _) = run_for(limit, &format!("{text} setInterval(() => {{}}, 10);"));
        assert_eq!((tests, status), (pass.clone(), FileStatus::Timeout));
    });
    for (late, message) in [
        ("setTimeout(() => { throw 'late'; }, 20);", "late"),
        ("Promise.reject('late');", "late"),
        ("setTimeout(() => test(() => {}, 'b'), 20);", ""),
    ] {
        let (_, status, told) = run(&format!("{text} {late}"));
        assert!(told.contains(message), "{late}: {told}");
        assert_eq!(
            status == FileStatus::Error,
            !message.is_empty(),
            "{late}: {told}"
        );
    }
    let taken = run("setTimeout(() => { throw 'known'; }, 1); async_test((t) => setTimeout(t.step_func_done(() => {
            const [report] = take_reports();
            assert_equals(report.error, 'known');
            assert_true(report.asyncContext instanceof AsyncContext.Snapshot);
        }), 20), 'a');");
    assert_eq!(taken, (pass, ok, String::new()));
}

#[test]
fn tests_after_done_count_while_the_script_runs() {
    let text = "test(() => {}, 'a'); done(); test(() => assert_true(false), 'b');";
    let summary = run(text).summary();
    assert_eq!((summary.passed, summary.failed), (1, 1));
}

#[test]
fn a_time_beyond_what_can_be_told_is_as_long_as_can_be() {
    let directory = Directory::new(&[(
        "a.any.js",
        "// META: timeout=long\nasync_test((t) => setTimeout(() => t.done(), 1), 'a');",
    )]);
    let options = options_with_timeout(Duration::MAX);
    let reports = run_file(&directory.path("a.any.js"), &options).expect("it can be run");
    assert_eq!(statuses(&reports[0]), [TestStatus::Pass]);
}

#[test]
fn a_path_without_tests_is_an_error() {
    let directory = Directory::new(&[("a.js", "")]);
    assert!(matches!(
        find(&directory.path("")),
        Err(Error::NoTests { .. })
    ));
    assert!(matches!(
        find(&directory.path("missing")),
        Err(Error::Source(_))
    ));
}
