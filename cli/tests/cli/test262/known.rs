//! Known failures and comparisons.

use super::*;

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
    // A --suite may be a part of a checkout, so known failures that it lacks are not reported.
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
