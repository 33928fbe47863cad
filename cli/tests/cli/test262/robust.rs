//! Workers that die, hang or never start.

use super::*;

/// A rebuild takes the binary away while it runs.
#[cfg(unix)]
#[test]
fn when_workers_can_no_longer_be_started_every_run_is_settled() {
    let crash = "/*---\nflags: [raw]\n---*/\nconst end = Date.now() + 300;\nwhile (Date.now() < end);\n'x'.repeat(2 ** 31);";
    let names: Vec<String> = (0..30).map(|n| format!("test/{n:02}.js")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (&**name, crash)).collect();
    let project = Project::new(&files);
    let program = project.path().join("boa-ac");
    fs::copy(env!("CARGO_BIN_EXE_boa-ac"), &program).expect("a copy");
    let mut child = Command::new(&program)
        .args([
            "test262", "--suite", "test", "--json", "r.json", "--jobs", "1",
        ])
        .current_dir(project.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    std::thread::sleep(Duration::from_millis(1000));
    fs::remove_file(&program).expect("it was there");
    let status = child.wait().expect("it ends");
    assert_eq!(status.code(), Some(1));
    let report = project.report("r.json");
    assert!(report.adds_up() && report.failed == 30, "{}", report.failed);
    let last = &report.results[29].message;
    assert!(last == "workers can no longer be started", "{last}");
}

#[test]
fn a_worker_whose_runner_is_gone_ends_in_the_middle_of_a_loop() {
    let project = Project::new(&[("loop.js", "for (;;);")]);
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
        r#"{{"file":{file:?},"mode":"raw","raw":true,"is_async":false,"can_block":true,"negative":null,"includes":[]}}"#
    );
    writeln!(input, "{setup}").expect("it listens");
    let ready = lines.next().expect("an answer").expect("UTF-8");
    assert!(ready.contains("engine"), "{ready}");
    writeln!(input, "{request}").expect("it listens");
    std::thread::sleep(Duration::from_millis(200));
    assert!(worker.try_wait().expect("a child").is_none(), "it loops");
    drop(input);
    let patience = Instant::now() + Duration::from_secs(20);
    while worker.try_wait().expect("a child").is_none() {
        assert!(Instant::now() < patience, "it still loops");
        std::thread::sleep(Duration::from_millis(10));
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
