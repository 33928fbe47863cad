//! `boa-ac wpt`

use std::fs;

use crate::support::Project;

const PASSES: &str = "test(() => assert_true(true), 'passes');";
const FAILS: &str = "test(() => assert_true(false), 'fails');";

#[test]
fn the_last_line_sums_up_and_the_exit_code_tells_whether_all_passed() {
    let project = Project::new(&[
        ("a.any.js", PASSES),
        ("b.any.js", FAILS),
        (
            "c.any.js",
            "async_test((t) => t.step(() => {}), 'never ends');",
        ),
    ]);
    let ended = project.wpt(&["a.any.js"]);
    assert_eq!(ended.code, 0);
    assert!(
        ended.stdout.ends_with("1 passed, 0 failed, 0 timed out\n"),
        "{}",
        ended.stdout
    );
    let ended = project.wpt(&["a.any.js", "b.any.js", "c.any.js"]);
    assert_eq!(ended.code, 1);
    assert!(
        ended.stdout.ends_with("1 passed, 1 failed, 1 timed out\n"),
        "{}",
        ended.stdout
    );
    assert!(
        ended.stdout.contains("  FAIL     fails\n"),
        "{}",
        ended.stdout
    );
    assert_eq!(
        project.wpt(&["."]).stdout.lines().last(),
        ended.stdout.lines().last()
    );
}

#[test]
fn a_file_that_cannot_be_read_does_not_end_the_run() {
    let project = Project::new(&[("a.any.js", PASSES), ("c.any.js", PASSES)]);
    fs::write(project.path().join("b.any.js"), b"\xff\xfe").expect("written");
    let named = project.wpt(&["a.any.js", "b.any.js", "c.any.js"]);
    let ended = project.wpt(&["."]);
    assert_eq!((named.code, ended.code), (1, 1));
    assert_eq!(named.stdout.lines().last(), ended.stdout.lines().last());
    assert!(
        ended.stdout.contains("b.any.js` is not UTF-8"),
        "{}",
        ended.stdout
    );
    assert!(
        ended.stdout.ends_with("2 passed, 1 failed, 0 timed out\n"),
        "{}",
        ended.stdout
    );
}

#[test]
fn the_results_can_be_had_as_json() {
    let project = Project::new(&[("a.any.js", PASSES), ("b.any.js", FAILS)]);
    let ended = project.wpt(&["a.any.js", "b.any.js", "--json", "out.json"]);
    assert_eq!(ended.code, 1);
    let written = fs::read_to_string(project.path().join("out.json")).expect("it was written");
    let printed = project.wpt(&["a.any.js", "b.any.js", "--json", "-"]);
    for text in [&written, &printed.stdout] {
        let json: serde_json::Value = serde_json::from_str(text).expect("nothing but JSON");
        assert_eq!(json["summary"]["passed"], 1);
        assert_eq!(json["summary"]["failed"], 1);
        assert_eq!(json["files"][1]["tests"][0]["status"], "FAIL");
        assert_eq!(json["files"][1]["file"], "b.any.js");
    }
}

#[test]
fn wrong_usage_says_what_to_do() {
    let project = Project::new(&[("a.any.js", PASSES), ("sub/b.js", PASSES)]);
    for (arguments, message) in [
        (&["missing.any.js"][..], "cannot find `missing.any.js`"),
        (&["sub"], "`sub` has no tests"),
        (&[], "--help"),
        (&["--timeout", "x", "a.any.js"], "a number of seconds"),
        (
            &["a.any.js", "--json", "no/such/dir"],
            "cannot write the results to `no/such/dir`",
        ),
    ] {
        let ended = project.wpt(arguments);
        assert_eq!(ended.code, 2, "{arguments:?}");
        assert!(ended.stderr.contains(message), "{}", ended.stderr);
    }
}

#[test]
fn run_takes_no_tests_and_names_the_command_that_does() {
    let project = Project::new(&[("a.any.js", PASSES), ("sub/b.js", PASSES)]);
    for (arguments, message) in [
        (&["--wpt", "a.any.js"][..], "`boa-ac wpt FILE...`"),
        (
            &["--wpt", "a.any.js", "--json", "x"],
            "`boa-ac wpt FILE...`",
        ),
        (&["--json", "x", "a.any.js"], "--json"),
        (&["a.any.js", "sub/b.js"], "one program at a time"),
        (&["a.any.js", "sub/b.js"], "`boa-ac wpt FILE...`"),
    ] {
        let ended = project.run(arguments);
        assert_eq!(ended.code, 2, "{arguments:?}");
        assert!(ended.stderr.contains(message), "{}", ended.stderr);
    }
}

#[test]
fn help_names_the_options_and_gives_examples() {
    let help = Project::new(&[]).wpt(&["--help"]);
    assert_eq!(help.code, 0);
    for word in [
        "--json",
        "--timeout",
        "--storage",
        "META: script=",
        "Exit code",
        "Examples",
    ] {
        assert!(
            help.stdout.contains(word),
            "{word} is not in:\n{}",
            help.stdout
        );
    }
}
