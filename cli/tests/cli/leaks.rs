//! `boa-ac leaks`: what a user types and sees. What scenarios find is tested in `leak-lab`.

use std::fs;

use crate::support::{Ended, Project};

const RELEASES: &str = "export const expectation = { payloads: 'released', why: 'a test' };
    export const setup = () => new AsyncContext.Variable();
    export function iterate(i, variable, lab) { variable.run(lab.payload(), () => {}); }";

const KEEPS: &str = "export const expectation = { payloads: 'released', why: 'a test' };
    export const setup = () => [];
    export function iterate(i, kept, lab) { kept.push(lab.payload()); }";

const QUICK: [&str; 3] = ["--quick", "--storage", "weak"];

fn project() -> Project {
    Project::new(&[("releases.mjs", RELEASES), ("keeps.mjs", KEEPS)])
}

#[test]
fn the_exit_code_tells_whether_all_is_as_expected() {
    let project = project();
    let good = project.leaks(&[&QUICK[..], &["releases.mjs"]].concat());
    assert_eq!(good.code, 0, "{}", good.stderr);
    assert!(
        good.stdout.contains("every scenario ended as expected"),
        "{}",
        good.stdout
    );
    assert!(
        good.stderr.starts_with("[1/1] releases (weak): 0 %"),
        "{}",
        good.stderr
    );
    let bad = project.leaks(&[
        "--quick",
        "--storage",
        "weak,strong",
        "releases.mjs",
        "keeps.mjs",
    ]);
    assert_eq!(bad.code, 1, "{}", bad.stderr);
    let told = "keeps (weak, strong): 160 of 160 `payload` are alive; all must be gone";
    assert!(bad.stdout.contains(told), "{}", bad.stdout);
}

#[test]
fn reports_are_written_as_json_page_and_pictures() {
    let project = project();
    let outputs = [
        "--json",
        "report.json",
        "--html",
        "report.html",
        "--svg",
        "pictures/new",
    ];
    let ended = project.leaks(&[&QUICK[..], &outputs, &["keeps.mjs"]].concat());
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    let read = |name: &str| fs::read_to_string(project.path().join(name)).expect(name);
    let command = "boa-ac leaks --quick --storage weak --json report.json --html report.html --svg pictures/new keeps.mjs";
    let json: serde_json::Value = serde_json::from_str(&read("report.json")).expect("JSON");
    assert_eq!(json["failures"], 1);
    assert_eq!(json["command"], command);
    assert_eq!(json["scenarios"][0]["file"], "keeps.mjs");
    assert!(json["machine"]["threads"].as_u64() > Some(0));
    let page = read("report.html");
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains(command));
    for kind in ["payloads", "bytes", "pauses"] {
        assert!(read(&format!("pictures/new/keeps-{kind}.svg")).starts_with("<svg "));
    }
}

#[test]
fn json_on_standard_output_stands_alone() {
    let ended = project().leaks(&[&QUICK[..], &["--json", "-", "releases.mjs"]].concat());
    let json: serde_json::Value = serde_json::from_str(&ended.stdout).expect("only JSON");
    assert_eq!(json["scenarios"][0]["name"], "releases");
}

#[test]
fn wrong_usage_is_told_before_anything_runs() {
    let project = project();
    let missing = project.leaks(&["nothing.mjs"]);
    assert_eq!((missing.code, &*missing.stdout), (2, ""));
    assert!(
        missing.stderr.contains("`nothing.mjs` does not exist"),
        "{}",
        missing.stderr
    );
    let nowhere =
        project.leaks(&[&QUICK[..], &["--html", "no/such/page.html", "releases.mjs"]].concat());
    assert_eq!((nowhere.code, &*nowhere.stdout), (2, ""));
    assert!(
        nowhere
            .stderr
            .starts_with("boa-ac leaks: cannot write `no/such/page.html`"),
        "{}",
        nowhere.stderr
    );
    assert_eq!(nowhere.stderr.lines().count(), 1);
}

#[test]
fn reports_that_cannot_be_written_are_told_before_anything_runs() {
    let project = project();
    project.write("file", b"kept");
    for (outputs, told) in [
        (&["--json", "."][..], "cannot write `.`: is a directory"),
        (&["--json", "file/new"], "cannot write `file/new`: "),
        (&["--svg", "file"], "cannot write `file`: "),
        (
            &["--json", "-", "--html", "-"],
            "cannot go to the same place",
        ),
        (
            &["--json", "new", "--html", "new"],
            "cannot go to the same place",
        ),
        #[cfg(target_os = "linux")]
        (&["--json", "/proc/new"], "cannot write `/proc/new`: "),
    ] {
        let ended = project.leaks(&[&QUICK[..], outputs, &["releases.mjs"]].concat());
        assert_eq!((ended.code, &*ended.stdout), (2, ""), "{}", ended.stderr);
        assert!(ended.stderr.contains(told), "{}", ended.stderr);
        assert_eq!(ended.stderr.lines().count(), 1, "{}", ended.stderr);
    }
    let kept = fs::read(project.path().join("file")).expect("it is there");
    assert_eq!(kept, b"kept");
    assert!(!project.path().join("new").exists());
}

/// As with `boa-ac leaks --json - | head -1`.
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    use std::process::{Command, Stdio};

    let project = project();
    let arguments = [&["leaks"], &QUICK[..], &["--json", "-", "releases.mjs"]].concat();
    let running = Command::new(env!("CARGO_BIN_EXE_boa-ac"))
        .args(arguments)
        .current_dir(project.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut running = running.expect("the binary was built");
    drop(running.stdout.take());
    let ended = Ended::new(running.wait_with_output().expect("a child"), project.path());
    assert_eq!(ended.code, 0, "{}", ended.stderr);
}

#[test]
fn absent_peers_are_shown_with_what_to_do() {
    let project = project();
    let ended = project.leaks_with_own_peers(
        &[
            &QUICK[..],
            &["--peers", "--html", "page.html", "releases.mjs"],
        ]
        .concat(),
    );
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    for peer in ["Node", "Deno", "Bun"] {
        let program = peer.to_lowercase();
        let told = format!(
            "{peer} is absent: {program} is not on PATH; --install-peers installs the pinned one"
        );
        assert!(ended.stdout.contains(&told), "{}", ended.stdout);
    }
    let page = fs::read_to_string(project.path().join("page.html")).expect("it is written");
    assert!(page.contains("--install-peers installs the pinned one"));
}

#[test]
fn peers_that_cannot_be_installed_do_not_end_the_run() {
    let project = project();
    let arguments = [&QUICK[..], &["--install-peers", "releases.mjs"]].concat();
    let ended = project.leaks_with_own_peers(&arguments);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let message = ended.stderr.lines().nth(1).expect("a message");
    assert!(
        message.starts_with("boa-ac leaks: cannot install the peers: npm cannot be started ("),
        "{message}"
    );
    assert!(message.ends_with("; going on without them"), "{message}");
    assert!(
        ended.stdout.contains("every scenario ended as expected"),
        "{}",
        ended.stdout
    );
}

#[cfg(unix)]
#[test]
fn what_a_scenario_says_cannot_write_a_line() {
    let throws = "export const expectation = { payloads: 'released', why: '' }, setup = () => {};
        export function iterate() { throw new Error('\\x1b[2J\\u202e\\nevery scenario ended as expected'); }";
    let project = Project::new(&[("bad\u{1b}[1m\n.mjs", throws)]);
    let ended = project.leaks(&[&QUICK[..], &["."]].concat());
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    let output = format!("{}{}", ended.stdout, ended.stderr);
    assert!(!output.contains(['\u{1b}', '\u{202e}']), "{output:?}");
    let is_fake = |line: &str| line.starts_with("every scenario");
    assert!(!output.lines().any(is_fake), "{output:?}");
    assert!(
        ended.stderr.contains("[1/1] bad [1m  (weak): FAILED\n"),
        "{:?}",
        ended.stderr
    );
}

#[cfg(unix)]
fn write_program(project: &Project, name: &str, script: &str) {
    use std::os::unix::fs::PermissionsExt as _;

    project.write(name, format!("#!/bin/sh\n{script}\n").as_bytes());
    let path = project.path().join(name);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it can be executed");
}

/// A run with `arguments` where this shell script is the program `name`. It must end well.
#[cfg(unix)]
fn run_with_program(name: &str, script: &str, arguments: &[&str]) -> Ended {
    let project = project();
    write_program(&project, name, script);
    let arguments = [&QUICK[..], arguments, &["releases.mjs"]].concat();
    let ended = project.leaks_with_own_peers(&arguments);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(
        ended.stdout.contains("every scenario ended as expected"),
        "{}",
        ended.stdout
    );
    ended
}

#[cfg(unix)]
fn installed_with(npm: &str) -> String {
    run_with_program("npm", npm, &["--install-peers"]).stderr
}

#[cfg(unix)]
#[test]
fn a_peer_that_crashes_is_told_and_not_judged() {
    let node = "[ $# = 1 ] && echo v1.2.3 && exit 0; echo 'out of memory' >&2; exit 3";
    let ended = run_with_program("node", node, &["--peers"]);
    assert!(
        ended
            .stdout
            .contains("on our engine; 1 failed on other engines"),
        "{}",
        ended.stdout
    );
    let told = "releases (Node): start: the process ended (exit status: 3): out of memory";
    assert!(ended.stdout.contains(told), "{}", ended.stdout);
}

#[cfg(unix)]
#[test]
fn what_npm_says_when_it_fails_is_told_in_a_line() {
    let stderr = installed_with(
        "printf 'npm error code ENOTFOUND\\nnpm error network request failed\\n\\n' >&2; exit 1",
    );
    let told = "boa-ac leaks: cannot install the peers: npm ci failed: code ENOTFOUND; network request failed; going on \
                without them\n";
    assert!(stderr.contains(told), "{stderr}");
}

/// npm is content when it cannot fetch packages that are for one platform only.
#[cfg(unix)]
#[test]
fn an_npm_that_brings_nothing_is_told() {
    let stderr = installed_with("exit 0");
    let told = "boa-ac leaks: cannot install the peers: npm ci ended well and brought no Node, no Deno, no Bun";
    assert!(stderr.contains(told), "{stderr}");
}

/// The scenario's process has a group of its own, which the signal of a terminal does not reach.
#[cfg(target_os = "linux")]
#[test]
fn a_signal_ends_the_scenario_that_is_running_too() {
    use std::{process::Command, thread::sleep, time::Duration};

    let project = project();
    write_program(
        &project,
        "node",
        "[ $# = 1 ] && echo v1.2.3 && exit 0; echo $$ > pid; exec /bin/sleep 86400",
    );
    let arguments = [&["leaks"], &QUICK[..], &["--peers", "releases.mjs"]].concat();
    let running = Command::new(env!("CARGO_BIN_EXE_boa-ac"))
        .args(arguments)
        .current_dir(project.path())
        .env("PATH", project.path())
        .env("CARGO_TARGET_DIR", project.path())
        .env("CARGO_BUILD_BUILD_DIR", project.path())
        .stderr(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .spawn();
    let mut running = running.expect("the binary was built");
    let scenario = loop {
        match fs::read_to_string(project.path().join("pid")) {
            Ok(pid) if pid.ends_with('\n') => break pid.trim().to_owned(),
            _ => sleep(Duration::from_millis(10)),
        }
        assert_eq!(running.try_wait().expect("a child"), None, "it ended");
    };
    let status = Command::new("/bin/kill")
        .args(["-TERM", &running.id().to_string()])
        .status()
        .expect("kill is there");
    assert!(status.success());
    let code = running.wait().expect("a child").code();
    assert_eq!(code, Some(143));
    // The kernel ends it when it gets a processor. Without a reaper in the container it stays as a zombie.
    let is_running = || {
        let stat = fs::read_to_string(format!("/proc/{scenario}/stat")).unwrap_or_default();
        !stat.is_empty() && !stat.contains(") Z")
    };
    for _ in 0..60_000 {
        if !is_running() {
            return;
        }
        sleep(Duration::from_millis(10));
    }
    panic!("the scenario goes on");
}
