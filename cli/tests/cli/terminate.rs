//! What `boa-ac run` does with native resources at its end, whether it comes by itself or by a signal.
#![cfg(unix)]

use std::{
    io::{BufRead as _, BufReader, Read as _},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

use crate::{
    patience::patiently,
    support::{Ended, Project},
};

/// A program that is running and has said `ready` and a path.
pub(crate) struct Running {
    child: Child,
    stdout: BufReader<ChildStdout>,
    line: String,
}

impl Running {
    /// `boa-ac run`
    pub(crate) fn start(project: &Project, arguments: &[&str]) -> Self {
        Self::start_command(project, &[&["run"], arguments].concat())
    }

    pub(crate) fn start_command(project: &Project, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_boa-ac"))
            .args(arguments)
            .current_dir(project.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary was built");
        let mut stdout = BufReader::new(child.stdout.take().expect("piped"));
        let mut line = String::new();
        stdout.read_line(&mut line).expect("UTF-8 output");
        let line = line.trim_end().to_owned();
        Self {
            child,
            stdout,
            line,
        }
    }

    pub(crate) fn signal(&self, name: &str) {
        let status = Command::new("kill")
            .args([&format!("-{name}"), &self.child.id().to_string()])
            .status()
            .expect("kill is there");
        assert!(status.success());
    }

    pub(crate) fn end(mut self, project: &Project) -> Ended {
        let mut rest = Vec::new();
        self.stdout.read_to_end(&mut rest).expect("a pipe");
        let mut output = self.child.wait_with_output().expect("a child");
        output.stdout = rest;
        Ended::new(output, project.path())
    }
}

const OPEN: &str = "const file = await TemporaryFile.open('terminate-'); globalThis.file = file;
    await file.write('x'); console.log(await file.path());";

#[test]
fn a_signal_closes_what_is_open_and_says_so() {
    for (signal, code) in [("TERM", 143), ("INT", 130)] {
        for rest in [
            "setInterval(() => {}, 1000);",
            // A program that never returns to its event loop.
            "for (;;);",
        ] {
            let project = Project::new(&[("p.mjs", &format!("{OPEN}\n{rest}"))]);
            let running = Running::start(&project, &["--resources", "p.mjs"]);
            let path = running.line.clone();
            assert!(Path::new(&path).exists(), "{path}");
            running.signal(signal);
            let ended = running.end(&project);
            assert!(!Path::new(&path).exists(), "{path} is removed");
            assert_eq!(ended.code, code, "{}", ended.stderr);
            assert_eq!(
                ended.stderr,
                format!(
                    "boa-ac: SIG{signal}: closing 1 resources, for up to 5s\n\
                     boa-ac: SIG{signal}: 1 resources: 1 closed, 0 failed, 0 leaked, 0 given up, 0 open\n"
                )
            );
        }
    }
}

#[test]
fn a_signal_ends_a_program_within_the_grace_and_names_what_was_not_closed() {
    patiently(|short| {
        // In seconds. The other resource has to be closed in it.
        let grace = (30 * short).as_secs_f64().to_string();
        // The other side does not read what the connection sends, so closing it has to wait.
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("bound").port();
        let program = format!(
            "{OPEN}
         const connection = await TcpConnection.connect('127.0.0.1', {port});
         connection.write('x'.repeat(3e7));
         await new Promise((resolve) => setTimeout(resolve, 100)); console.log('writing');"
        );
        let project = Project::new(&[("p.mjs", &program)]);
        let mut running = Running::start(&project, &["--resources", "--grace", &grace, "p.mjs"]);
        let path = running.line.clone();
        let mut line = String::new();
        running.stdout.read_line(&mut line).expect("UTF-8 output");
        let start = Instant::now();
        running.signal("TERM");
        let ended = running.end(&project);
        assert!(start.elapsed() < Duration::from_secs(600));
        assert_eq!(ended.code, 143);
        assert!(!Path::new(&path).exists(), "the other one is closed");
        let last = ended.stderr.lines().last().unwrap_or_default();
        assert!(
            last.contains("1 closed") && last.contains("not done: 1 x TcpConnection"),
            "{}",
            ended.stderr
        );
    });
}

#[test]
fn a_signal_to_a_program_without_resources_ends_it() {
    let project = Project::new(&[("p.js", "console.log('ready'); setInterval(() => {}, 1000);")]);
    let running = Running::start(&project, &["p.js"]);
    running.signal("TERM");
    running.end(&project).is(
        143,
        "",
        "boa-ac: SIGTERM: 0 resources: 0 closed, 0 failed, 0 leaked, 0 given up, 0 open\n",
    );
}

#[test]
fn what_is_open_at_the_end_of_a_program_is_closed() {
    let project = Project::new(&[("p.mjs", OPEN)]);
    let ended = project.run(&["--resources", "p.mjs"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(!Path::new(ended.stdout.trim_end()).exists());
    assert_eq!(
        ended.stderr,
        "boa-ac: 1 resources were open at the end of the program\n"
    );
}

#[test]
fn a_program_that_closes_its_resources_hears_nothing_of_it() {
    let project = Project::new(&[("p.mjs", &format!("{OPEN} await file.close();"))]);
    let ended = project.run(&["--resources", "p.mjs"]);
    assert_eq!((ended.code, &*ended.stderr), (0, ""));
}

#[test]
fn a_resource_that_a_program_forgets_is_closed_and_warned_of() {
    let program = "
        async function lose() { console.log(await (await TemporaryFile.open('lost-')).path()); }
        await lose();
        const { promise, resolve } = Promise.withResolvers();
        let turns = 0;
        // Allocates until the garbage collector has run, with turns of the event loop in between.
        setInterval(function () {
            const waste = []; for (let i = 0; i < 1e5; i++) waste.push({ i });
            if (++turns > 20) { clearInterval(this); resolve(); }
        }, 1).unref?.();
        setTimeout(() => resolve(), 3000);
        await promise;
        console.log('done');";
    let project = Project::new(&[("p.mjs", program)]);
    let running = Running::start(&project, &["--resources", "p.mjs"]);
    let path = running.line.clone();
    let start = Instant::now();
    while Path::new(&path).exists() {
        assert!(
            start.elapsed() < Duration::from_secs(600),
            "{path} is removed"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
    running.signal("TERM");
    let ended = running.end(&project);
    assert!(
        ended
            .stderr
            .contains("was collected without having been closed\n    opened at lose (DIR/p.mjs:2:"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_grace_that_is_no_number_of_seconds_is_wrong_usage() {
    let project = Project::new(&[("p.js", "")]);
    for grace in ["soon", "-1", "1e400", ""] {
        let ended = project.run(&[&format!("--grace={grace}"), "p.js"]);
        assert_eq!(ended.code, 2, "{grace}");
        assert!(
            ended
                .stderr
                .contains("a number of seconds is wanted, such as 5 or 0.5"),
            "{}",
            ended.stderr
        );
    }
}
