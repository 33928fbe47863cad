//! `boa-ac run --watch`

use std::{
    cell::RefCell,
    io::{BufRead as _, BufReader, Read},
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::Duration,
};

use crate::support::Project;

/// Longer than anything takes on any machine.
const LONG: Duration = Duration::from_secs(600);

/// A program that is watched. Its lines are read as they come: those of standard output and of standard error in any order.
struct Watched {
    child: Child,
    lines: Receiver<String>,
    /// Lines that came while another one was waited for.
    passed: RefCell<Vec<String>>,
}

impl Watched {
    fn start(project: &Project, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_boa-ac"))
            .args(["run", "--watch"])
            .args(arguments)
            .current_dir(project.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary was built");
        let (send, lines) = channel();
        let outputs: [Box<dyn Read + Send>; 2] = [
            Box::new(child.stdout.take().expect("it is piped")),
            Box::new(child.stderr.take().expect("it is piped")),
        ];
        for output in outputs {
            let send = send.clone();
            thread::spawn(move || {
                for line in BufReader::new(output).lines().map_while(Result::ok) {
                    let _ = send.send(line);
                }
            });
        }
        Self {
            child,
            lines,
            passed: RefCell::default(),
        }
    }

    /// Waits for a line that has this text and was not waited for before, and returns it.
    fn until(&self, text: &str) -> String {
        let mut passed = self.passed.borrow_mut();
        if let Some(at) = passed.iter().position(|line| line.contains(text)) {
            return passed.remove(at);
        }
        loop {
            match self.lines.recv_timeout(LONG) {
                Ok(line) if line.contains(text) => return line,
                Ok(line) => passed.push(line),
                Err(error) => panic!("`{text}` did not come ({error}): {passed:#?}"),
            }
        }
    }

    /// Sends the signal that Ctrl-C sends, and returns the exit code.
    #[cfg(unix)]
    fn interrupt(mut self) -> Option<i32> {
        let sent = Command::new("kill")
            .args(["-INT", &self.child.id().to_string()])
            .status()
            .expect("kill is there");
        assert!(sent.success());
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_program_runs_again_when_a_file_that_it_has_loaded_changes() {
    let project = Project::new(&[
        ("app.mjs", "import { text } from './lib.mjs'; import data from './data.json' with { type: 'json' };
                     new Worker('./worker.js').onmessage = (event) => console.log(text, data, event.data);"),
        ("lib.mjs", "export const text = 'first';"),
        ("data.json", "1"),
        ("worker.js", "postMessage('worker'); close();"),
        ("other.mjs", ""),
    ]);
    let watched = Watched::start(&project, &["app.mjs"]);
    watched.until("first 1 worker");
    let told = watched.until("the program ended");
    assert_eq!(
        told,
        "boa-ac: the program ended with the exit code 0; it runs again when one of its files changes (4 watched; Ctrl-C ends)"
    );
    // A file that was not loaded does not matter: the next message is that of the other one.
    project.write("other.mjs", b"changed");
    for (file, text, output) in [
        (
            "lib.mjs",
            "export const text = 'second';",
            "second 1 worker",
        ),
        ("data.json", "22", "second 22 worker"),
        (
            "worker.js",
            "postMessage('another'); close();",
            "second 22 another",
        ),
        (
            "app.mjs",
            "console.log('without imports');",
            "without imports",
        ),
    ] {
        project.write(file, text.as_bytes());
        let told = watched.until("has changed");
        assert!(
            told.ends_with(&format!("{file} has changed: running again")),
            "{told}"
        );
        watched.until(output);
        watched.until("the program ended");
    }
}

#[test]
fn a_program_that_fails_runs_again_when_it_is_mended() {
    let project = Project::new(&[
        ("app.mjs", "import './lib.mjs';"),
        ("lib.mjs", "throw new Error('broken');"),
    ]);
    let watched = Watched::start(&project, &["app.mjs"]);
    watched.until("broken");
    watched.until("with the exit code 1");
    project.write("lib.mjs", b"this is no module");
    watched.until("lib.mjs has changed");
    watched.until("SyntaxError");
    watched.until("with the exit code 1");
    project.write("lib.mjs", b"console.log('mended');");
    watched.until("mended");
    watched.until("with the exit code 0");
}

#[test]
fn a_program_that_runs_is_ended_and_its_resources_are_closed_before_the_next_run() {
    let project = Project::new(&[(
        "app.mjs",
        "globalThis.file = await TemporaryFile.open('watch-'); setInterval(() => {}, 1000); console.log('first');",
    )]);
    let watched = Watched::start(&project, &["--resources", "app.mjs", "--", "--watch"]);
    watched.until("first");
    // It never comes back to its event loop.
    project.write(
        "app.mjs",
        b"console.log(scriptArgs[1], 'second'); for (;;);",
    );
    watched.until("app.mjs has changed");
    watched.until("closing 1 resources");
    watched.until("--watch second");
    project.write(
        "app.mjs",
        b"console.log('third'); setInterval(() => {}, 1000);",
    );
    watched.until("third");
    #[cfg(unix)]
    assert_eq!(watched.interrupt(), Some(130));
}

#[test]
fn what_cannot_be_watched_is_told() {
    let project = Project::new(&[]);
    for (arguments, message) in [
        (&["--watch", "-"][..], "--watch needs a file"),
        (&["--watch", "-e", "1"], "--eval"),
        (&["--watch"], "FILE"),
    ] {
        let ended = project.run(arguments);
        assert_eq!(ended.code, 2, "{arguments:?}");
        assert!(ended.stderr.contains(message), "{}", ended.stderr);
    }
}
