//! `boa-ac wpt`

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    thread,
};

use crate::support::Project;

const PASSES: &str = "test(() => assert_true(true), 'passes');";
const FAILS: &str = "test(() => assert_true(false), 'fails');";

#[test]
fn the_last_line_sums_up_and_the_exit_code_tells_whether_all_passed() {
    let project = Project::new(&[
        ("a.any.js", PASSES),
        ("b.any.js", FAILS),
        (
            "c.any.js",
            "async_test((t) => t.step(() => {}), 'never ends');",
        ),
    ]);
    let ended = project.wpt(&["a.any.js"]);
    assert_eq!(ended.code, 0);
    assert!(
        ended.stdout.ends_with("1 passed, 0 failed, 0 timed out\n"),
        "{}",
        ended.stdout
    );
    let ended = project.wpt(&["a.any.js", "b.any.js", "c.any.js"]);
    assert_eq!(ended.code, 1);
    assert!(
        ended.stdout.ends_with("1 passed, 1 failed, 1 timed out\n"),
        "{}",
        ended.stdout
    );
    assert!(
        ended.stdout.contains("  FAIL     fails\n"),
        "{}",
        ended.stdout
    );
    assert_eq!(
        project.wpt(&["."]).stdout.lines().last(),
        ended.stdout.lines().last()
    );
}

#[test]
fn a_file_that_cannot_be_read_does_not_end_the_run() {
    let project = Project::new(&[("a.any.js", PASSES), ("c.any.js", PASSES)]);
    fs::write(project.path().join("b.any.js"), b"\xff\xfe").expect("written");
    let named = project.wpt(&["a.any.js", "b.any.js", "c.any.js"]);
    let ended = project.wpt(&["."]);
    assert_eq!((named.code, ended.code), (1, 1));
    assert_eq!(named.stdout.lines().last(), ended.stdout.lines().last());
    assert!(
        ended.stdout.contains("b.any.js` is not UTF-8"),
        "{}",
        ended.stdout
    );
    assert!(
        ended.stdout.ends_with("2 passed, 1 failed, 0 timed out\n"),
        "{}",
        ended.stdout
    );
}

#[test]
fn the_results_can_be_had_as_json() {
    let project = Project::new(&[("a.any.js", PASSES), ("b.any.js", FAILS)]);
    let ended = project.wpt(&["a.any.js", "b.any.js", "--json", "out.json"]);
    assert_eq!(ended.code, 1);
    let written = fs::read_to_string(project.path().join("out.json")).expect("it was written");
    let printed = project.wpt(&["a.any.js", "b.any.js", "--json", "-"]);
    for text in [&written, &printed.stdout] {
        let json: serde_json::Value = serde_json::from_str(text).expect("nothing but JSON");
        assert_eq!(json["summary"]["passed"], 1);
        assert_eq!(json["summary"]["failed"], 1);
        assert_eq!(json["files"][1]["tests"][0]["status"], "FAIL");
        assert_eq!(json["files"][1]["file"], "b.any.js");
    }
}

#[test]
fn wrong_usage_says_what_to_do() {
    let project = Project::new(&[("a.any.js", PASSES), ("sub/b.js", PASSES)]);
    for (arguments, message) in [
        (&["missing.any.js"][..], "cannot find `missing.any.js`"),
        (&["sub"], "`sub` has no tests"),
        (&[], "--help"),
        (&["--timeout", "x", "a.any.js"], "a number of seconds"),
        (
            &["a.any.js", "--json", "no/such/dir"],
            "cannot write the results to `no/such/dir`",
        ),
    ] {
        let ended = project.wpt(arguments);
        assert_eq!(ended.code, 2, "{arguments:?}");
        assert!(ended.stderr.contains(message), "{}", ended.stderr);
    }
}

#[test]
fn run_takes_no_tests_and_names_the_command_that_does() {
    let project = Project::new(&[("a.any.js", PASSES), ("sub/b.js", PASSES)]);
    for (arguments, message) in [
        (&["--wpt", "a.any.js"][..], "`boa-ac wpt FILE...`"),
        (
            &["--wpt", "a.any.js", "--json", "x"],
            "`boa-ac wpt FILE...`",
        ),
        (&["--json", "x", "a.any.js"], "--json"),
        (&["a.any.js", "sub/b.js"], "one program at a time"),
        (&["a.any.js", "sub/b.js"], "`boa-ac wpt FILE...`"),
    ] {
        let ended = project.run(arguments);
        assert_eq!(ended.code, 2, "{arguments:?}");
        assert!(ended.stderr.contains(message), "{}", ended.stderr);
    }
}

#[test]
fn files_for_workers_run_in_workers_and_others_also_if_that_is_wanted() {
    let project = Project::new(&[
        ("resources/testharness.js", ""),
        ("lib/lib.js", "self.lib = 1;"),
        ("a.any.js", "test(() => assert_true(true), GLOBAL.isWorker() ? 'worker' : 'page');"),
        (
            "b.worker.js",
            "importScripts('/resources/testharness.js', '/lib/lib.js');
             test(() => assert_equals(lib, 1), 'of the worker');
             promise_test(async () => { await gc(); assert_equals((await fetch('a.any.js')).status, 200); }, 'fetch');
             const child = new Worker('data:text/javascript,' + encodeURIComponent(
               `importScripts('${location.origin}/lib/lib.js'); postMessage(lib);`));
             // Listened to at once: an answer before that would be lost.
             const answer = new Promise((resolve) => { child.onmessage = (event) => resolve(event.data); });
             promise_test(async () => {
               assert_equals(await answer, 1);
             }, 'data:');
             done();",
        ),
    ]);
    let ended = project.wpt(&["a.any.js", "b.worker.js"]);
    assert!(
        ended.stdout.ends_with("4 passed, 0 failed, 0 timed out\n"),
        "{}",
        ended.stdout
    );
    let told = "b.worker.js (in a worker) (";
    assert!(ended.stdout.contains(told), "{}", ended.stdout);
    let ended = project.wpt(&["a.any.js", "--also-in-workers"]);
    for line in ["  pass     page\n", "  pass     worker\n"] {
        assert!(ended.stdout.contains(line), "{}", ended.stdout);
    }
}

#[test]
fn a_server_that_runs_has_the_tests_and_one_that_does_not_is_an_error() {
    let project = Project::new(&[
        ("resources/testharness.js", ""),
        ("a.any.js", "throw 'from the disk';"),
    ]);
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let server = thread::spawn(move || {
        // The look whether it is there, and the file.
        for _ in 0..2 {
            let (mut stream, _) = listener.accept().expect("a request");
            let mut lines = BufReader::new(&stream).lines();
            while !lines.next().expect("a line").expect("text").is_empty() {}
            let text =
                "test(() => assert_equals(location.pathname, '/a.any.js'), 'from the server');";
            let head = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: text/javascript";
            let answer = format!("{head}\r\ncontent-length: {}\r\n\r\n{text}", text.len());
            stream.write_all(answer.as_bytes()).expect("it reads");
        }
    });
    let ended = project.wpt(&["--server", &url, "a.any.js"]);
    assert_eq!(ended.code, 0, "{}", ended.stdout);
    let told = "  pass     from the server\n";
    assert!(ended.stdout.contains(told), "{}", ended.stdout);
    server.join().expect("two requests");
    // Nothing listens there any more.
    let ended = project.wpt(&["--server", &url, "a.any.js"]);
    assert_eq!(ended.code, 2);
    let told = format!("boa-ac wpt: cannot use the server {url}: ");
    assert!(ended.stderr.starts_with(&told), "{}", ended.stderr);
    assert!(ended.stderr.contains("refused"), "{}", ended.stderr);
}

#[test]
fn help_names_the_options_and_gives_examples() {
    let help = Project::new(&[]).wpt(&["--help"]);
    assert_eq!(help.code, 0);
    for word in [
        "--json",
        "--timeout",
        "--storage",
        "--server",
        "--also-in-workers",
        "META: script=",
        "Exit code",
        "Examples",
    ] {
        assert!(
            help.stdout.contains(word),
            "{word} is not in:\n{}",
            help.stdout
        );
    }
}
