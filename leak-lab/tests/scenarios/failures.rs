//! Scenarios that fail, and some that only look so.

use std::{fs, path::Path, time::Duration};

use boa_async_context_leak_lab::{Status, find, own_scenarios};

use crate::{
    bad::BAD,
    support::{options, run_in_weak, write},
};

pub(crate) fn a_bad_scenario_is_one_failure_and_the_rest_go_on(directory: &Path) {
    let mut files: Vec<_> = BAD
        .iter()
        .map(|bad| write(directory, bad.name, bad.text))
        .collect();
    files.push(own_scenarios().join("snapshot-kept.mjs"));
    let report = run_in_weak(&files, &options());
    assert_eq!(report.failures, BAD.len());
    for (bad, scenario) in BAD.iter().zip(&report.scenarios) {
        let name = bad.name;
        let Status::Failed(failure) = &scenario.outcomes[0].status else {
            panic!("{name} did not fail");
        };
        let message = &failure.message;
        assert_eq!(failure.phase, bad.phase, "{name}: {message}");
        assert!(message.contains(bad.words), "{name}: {message}");
    }
    let last = report.scenarios.last().expect("the good one");
    assert!(last.outcomes[0].measured().is_some());
}

/// A file that no engine can read is one failure, and no wait until the time limit.
#[cfg(unix)]
pub(crate) fn files_that_cannot_be_read_are_failures(directory: &Path) {
    use std::os::unix::ffi::OsStrExt as _;

    let directory = directory.join("unreadable");
    fs::create_dir_all(directory.join("directory.mjs")).expect("a directory");
    let no_text = directory.join(std::ffi::OsStr::from_bytes(b"\xff.mjs"));
    fs::write(&no_text, "").expect("it can be written");
    let pipe = directory.join("pipe.mjs");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo is there").success());
    std::os::unix::fs::symlink("nowhere", directory.join("link.mjs")).expect("a link");
    let report = run_in_weak(&find(&directory).expect("four"), &options());
    let messages = report.outcomes().map(|(_, outcome)| match &outcome.status {
        Status::Failed(failure) => failure.message.clone(),
        status => panic!("{status:?}"),
    });
    let messages: Vec<_> = messages.collect();
    let expected = [
        "not a regular file",
        "cannot be read: ",
        "not a regular file",
        "not UTF-8",
    ];
    assert_eq!(messages.len(), expected.len(), "{messages:?}");
    for (message, words) in messages.iter().zip(expected) {
        assert!(message.contains(words), "{messages:?}");
    }
}

/// An own output that looks like a report, and numbers that are computed.
pub(crate) fn what_is_unusual_and_allowed_is_measured(directory: &Path) {
    let rest = "export const setup = () => {};
        export function iterate(i, state, lab) { lab.payload(); }";
    let marks = format!(
        "console.log('@leak-lab {{}}\\n@leak-lab nonsense');
         export const expectation = {{ payloads: 'released', why: '' }}; {rest}"
    );
    let float = format!(
        "export const expectation = {{ payloads: {{ atMost: Math.sqrt(25) }}, why: '' }}; {rest}"
    );
    let files = [
        write(directory, "marks", &marks),
        write(directory, "float", &float),
    ];
    let report = run_in_weak(&files, &options());
    assert!(report.is_success(), "{}", report.text());
    assert!(
        report
            .outcomes()
            .all(|(_, outcome)| outcome.measured().is_some())
    );
}

pub(crate) fn a_scenario_that_hangs_is_stopped(directory: &Path) {
    let text = "export const setup = () => { for (;;); }, iterate = () => {}, expectation = {};";
    let file = write(directory, "hangs", text);
    // On a busy machine the process may need more time to get as far as the scenario.
    for seconds in [2, 8, 32, 128] {
        let mut options = options();
        options.time_limit = Duration::from_secs(seconds);
        let report = run_in_weak(std::slice::from_ref(&file), &options);
        let Status::Failed(failure) = &report.scenarios[0].outcomes[0].status else {
            panic!("it did not fail");
        };
        assert!(
            failure.message.contains("--time-limit"),
            "{}",
            failure.message
        );
        if failure.phase == "setup" {
            return;
        }
        assert!(
            ["start", "import"].contains(&&*failure.phase),
            "{}",
            failure.phase
        );
    }
    panic!("the scenario never began");
}
