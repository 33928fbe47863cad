//! What a user reads.

use super::*;

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

#[cfg(target_os = "linux")]
#[test]
fn the_summary_is_printed_also_when_the_report_cannot_be_written() {
    let project = Project::new(&[("test/a.js", RAW)]);
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
