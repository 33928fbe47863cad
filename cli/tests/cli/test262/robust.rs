//! Workers that die, hang or never start.

use std::{sync::mpsc, thread};

use super::*;

/// How long after which a test says that something hangs.
const HANGS: Duration = Duration::from_secs(600);

/// A module that a worker imports, and which does not come before the test says so: a named pipe.
#[cfg(unix)]
struct Gate(PathBuf);

/// A gate at which a worker waits.
#[cfg(unix)]
struct Waiting(fs::File);

#[cfg(unix)]
impl Gate {
    fn new(path: PathBuf) -> Self {
        let made = Command::new("mkfifo").arg(&path).status();
        assert!(made.expect("mkfifo is there").success());
        Self(path)
    }

    /// Returns when a worker has begun to read the module.
    fn wait(&self) -> Waiting {
        let (opened, is_opened) = mpsc::channel();
        let path = self.0.clone();
        // Opening a pipe waits for its reader, with no end.
        thread::spawn(move || opened.send(fs::OpenOptions::new().write(true).open(path)));
        let pipe = is_opened.recv_timeout(HANGS).expect("a worker reads it");
        Waiting(pipe.expect("a named pipe"))
    }
}

#[cfg(unix)]
impl Waiting {
    fn open(mut self) {
        self.0.write_all(b"export {};\n").expect("it reads");
    }
}

/// A rebuild takes the binary away while it runs.
#[cfg(unix)]
#[test]
fn when_workers_can_no_longer_be_started_every_run_is_settled() {
    let crash = "/*---\nflags: [module]\n---*/\nimport './gate_FIXTURE.js';\n'x'.repeat(2 ** 31);";
    let names: Vec<String> = (0..30).map(|n| format!("test/{n:02}.js")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (&**name, crash)).collect();
    let project = Project::new(&files);
    let gate = Gate::new(project.path().join("test/gate_FIXTURE.js"));
    let program = project.path().join("boa-ac");
    fs::copy(env!("CARGO_BIN_EXE_boa-ac"), &program).expect("a copy");
    let mut child = Command::new(&program)
        .args([
            "test262",
            "--suite",
            "test",
            "--json",
            "r.json",
            "--jobs",
            "1",
            "--timeout",
            "3600",
        ])
        .current_dir(project.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let first = gate.wait();
    fs::remove_file(&program).expect("it was there");
    first.open();
    let status = child.wait().expect("it ends");
    assert_eq!(status.code(), Some(1));
    let report = project.report("r.json");
    assert!(report.adds_up() && report.failed == 30, "{}", report.failed);
    let last = &report.results[29].message;
    assert!(last == "workers can no longer be started", "{last}");
}

#[cfg(unix)]
#[test]
fn a_worker_whose_runner_is_gone_ends_in_the_middle_of_a_loop() {
    let project = Project::new(&[("loop.js", "import './gate_FIXTURE.js';\nfor (;;);")]);
    let gate = Gate::new(project.path().join("gate_FIXTURE.js"));
    let mut worker = Command::new(env!("CARGO_BIN_EXE_boa-ac"))
        .arg("test262-worker")
        // As the runner starts it.
        .env("MIMALLOC_ARENA_EAGER_COMMIT", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary was built");
    let mut input = worker.stdin.take().expect("piped");
    let mut lines = BufReader::new(worker.stdout.take().expect("piped")).lines();
    let harness = own_suite().join("harness");
    let setup = format!(
        r#"{{"harness":{harness:?},"async_context":true,"prelude":null,"memory":268435456}}"#
    );
    let file = project.path().join("loop.js");
    let request = format!(
        r#"{{"file":{file:?},"mode":"module","raw":false,"is_async":false,"can_block":true,"negative":null,"includes":[]}}"#
    );
    writeln!(input, "{setup}").expect("it listens");
    let ready = lines.next().expect("an answer").expect("UTF-8");
    assert!(ready.contains("engine"), "{ready}");
    writeln!(input, "{request}").expect("it listens");
    gate.wait().open();
    assert!(worker.try_wait().expect("a child").is_none(), "it loops");
    drop(input);
    let begun = Instant::now();
    while worker.try_wait().expect("a child").is_none() {
        assert!(begun.elapsed() < HANGS, "it still loops");
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_program_that_is_no_worker_is_an_error() {
    let options = |program: &str| pool::Options::new((program.into(), Vec::new()), PathBuf::new());
    let error = pool::engine_facts(&options("/nowhere/worker")).expect_err("no program");
    let expected =
        "cannot start a worker (/nowhere/worker): No such file or directory (os error 2)";
    assert_eq!(error.to_string(), expected);
    #[cfg(unix)]
    {
        let error = pool::engine_facts(&options("/bin/false")).expect_err("no worker");
        let message = error.to_string();
        assert!(
            message.starts_with("cannot start a worker (/bin/false): "),
            "{message}"
        );
    }
}
