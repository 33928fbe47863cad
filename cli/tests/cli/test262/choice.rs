//! Which tests are found and run, and under which names.

use super::*;

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
