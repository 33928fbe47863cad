//! `boa-ac run --limits`, `--max-time` and `--max-heap`

use crate::support::Project;

/// The exit code of a program that met a limit.
const ENDED: i32 = 3;

/// On the published engine the process ends in the middle of the program, in exact mode the program ends.
#[test]
fn max_time_ends_what_never_returns() {
    let project = Project::new(&[
        (
            "timer.js",
            "console.log('begins'); setTimeout(() => { for (;;); }); setTimeout(() => console.log('next'), 1);",
        ),
        ("script.js", "console.log('begins'); for (;;);"),
        ("module.mjs", "console.log('begins'); for (;;);"),
        ("await.mjs", "console.log('begins'); for (;;) await null;"),
        (
            "regexp.js",
            "console.log('begins'); /^(a+)+$/.test('a'.repeat(40) + 'b');",
        ),
    ]);
    for file in [
        "timer.js",
        "script.js",
        "module.mjs",
        "await.mjs",
        "regexp.js",
    ] {
        let ended = project.run(&["--max-time", "0.1", file]);
        assert_eq!(ended.code, ENDED, "{file}: {}", ended.stderr);
        assert_eq!(ended.stdout, "begins\n", "{file}");
        assert!(
            ended.stderr.contains("--max-time"),
            "{file}: {}",
            ended.stderr
        );
        assert!(
            !ended.stderr.contains("never finished"),
            "{file}: {}",
            ended.stderr
        );
    }
}

#[test]
fn max_heap_ends_what_keeps_too_much() {
    let project = Project::new(&[
        (
            "keeps.js",
            "const kept = []; setInterval(() => { kept.push(new ArrayBuffer(1 << 20)); });",
        ),
        (
            "drops.js",
            "let left = 100;
             const again = () => { new ArrayBuffer(1 << 20); if (left--) setTimeout(again); else console.log('done'); };
             again();",
        ),
    ]);
    let ended = project.run(&["--max-heap", "32", "keeps.js"]);
    assert_eq!(ended.code, ENDED, "{}", ended.stderr);
    assert!(
        ended.stderr.contains("was ended by --max-heap"),
        "{}",
        ended.stderr
    );
    project
        .run(&["--max-heap", "32", "drops.js"])
        .is(0, "done\n", "");
}

#[test]
fn a_program_that_stays_below_its_limits_is_not_ended() {
    let project = Project::new(&[("main.js", "setTimeout(() => console.log('done'), 1);")]);
    project
        .run(&["--max-time", "3600", "--max-heap", "1024", "main.js"])
        .is(0, "done\n", "");
}

#[test]
fn a_limit_of_nothing_is_wrong_usage() {
    let project = Project::new(&[("main.js", "")]);
    for wrong in [
        ["--max-time", "0"],
        ["--max-heap", "0"],
        ["--max-heap", "a lot"],
    ] {
        assert_eq!(
            project.run(&[wrong[0], wrong[1], "main.js"]).code,
            2,
            "{wrong:?}"
        );
    }
}

#[test]
fn a_preset_tells_what_was_met_and_the_program_goes_on() {
    let project = Project::new(&[
        (
            "timers.js",
            "let refused = 0;
             for (let i = 0; i < 10_001; i++) {
                 try { setTimeout(() => {}); } catch { refused++; }
             }
             console.log('refused', refused);",
        ),
        (
            "deep.js",
            "const f = (n) => n && f(n - 1); f(1_000); console.log('done');",
        ),
    ]);
    project.run(&["timers.js"]).is(0, "refused 0\n", "");
    project.run(&["deep.js"]).is(0, "done\n", "");
    let ended = project.run(&["--limits", "untrusted", "timers.js"]);
    assert_eq!(
        (ended.code, ended.stdout.as_str()),
        (ENDED, "refused 1\n"),
        "{}",
        ended.stderr
    );
    for text in ["the limit of 10000 timers that wait is met", "timers.js:3"] {
        assert!(ended.stderr.contains(text), "{}", ended.stderr);
    }
    let ended = project.run(&["--limits", "untrusted", "deep.js"]);
    assert_eq!(
        (ended.code, ended.stdout.as_str()),
        (ENDED, ""),
        "{}",
        ended.stderr
    );
    let ended = project.run(&["--limits", "untrusted", "--limits", "none", "timers.js"]);
    assert_eq!(ended.code, 2, "once is enough");
}
