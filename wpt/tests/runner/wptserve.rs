//! Files that a server has which the user has started: a small real one, with templates and redirects.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex, PoisonError},
    thread,
};

use boa_async_context_wpt::{Error, FileStatus, WptServer};

use crate::support::{Directory, options_by_url, told};

/// Answers to `GET`: the path, the type and the text.
type Routes = &'static [(&'static str, &'static str, &'static str)];

/// A server on loopback, on a thread that ends with the test.
struct TestServer {
    url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl TestServer {
    fn start(routes: Routes) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let url = format!("http://{}/", listener.local_addr().expect("an address"));
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let seen = asked.clone();
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let seen = seen.clone();
                thread::spawn(move || serve(&connection, routes, &seen));
            }
        });
        Self { url, asked }
    }

    fn asked(&self) -> Vec<String> {
        let asked = self.asked.lock();
        asked.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Serves one request. A route whose type is a path redirects to it.
fn serve(mut connection: &TcpStream, routes: Routes, seen: &Mutex<Vec<String>>) -> Option<()> {
    let mut lines = BufReader::new(connection).lines();
    let target = lines.next()?.ok()?.split(' ').nth(1)?.to_owned();
    while !lines.next()?.ok()?.is_empty() {}
    seen.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(target.clone());
    let path = target.split('?').next()?;
    let answer = match routes.iter().find(|(route, ..)| *route == path) {
        None => {
            "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_owned()
        }
        Some((_, to, _)) if to.starts_with('/') => format!(
            "HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        ),
        // In chunks, as a server does that does not know the length.
        Some((_, mime_type, text)) => format!(
            "HTTP/1.1 200 OK\r\ncontent-type: {mime_type}; charset=utf-8\r\ntransfer-encoding: chunked\r\n\
             connection: close\r\n\r\n{:x}\r\n{text}\r\n0\r\n\r\n",
            text.len()
        ),
    };
    connection.write_all(answer.as_bytes()).ok()
}

const JS: &str = "text/javascript";

#[test]
fn everything_of_a_file_comes_from_the_server() {
    // The files on the disk only say which files there are.
    let directory = Directory::new(&[
        ("resources/testharness.js", ""),
        (
            "dom/page.sub.any.js",
            "// META: script=/common/lib.js\n// META: variant=?v\nthrow 'from the disk';",
        ),
        (
            "dom/only.any.js",
            "// META: global=worker\nthrow 'from the disk';",
        ),
    ]);
    let server = TestServer::start(&[
        ("/resources/testharness.js", JS, "throw 'the harness of the server';"),
        ("/common/lib.js", JS, "self.lib = 'lib';"),
        (
            "/dom/page.sub.any.js",
            JS,
            "// META: script=/common/lib.js\n// META: variant=?v
             const message = (worker) => new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data); });
             test(() => assert_equals(lib + location.pathname + location.search, 'lib/dom/page.sub.any.js?v'), 'location');
             promise_test(async () => {
               const texts = await Promise.all(['/data.txt', 'near.txt'].map(async (url) => (await fetch(url)).text()));
               assert_equals(texts.join(), 'data,near');
             }, 'fetch');
             promise_test(async () => {
               assert_equals(await message(new Worker('/moved.js')), `${location.origin}/moved.js lib data`);
             }, 'worker');
             promise_test(async () => assert_equals((await import('./module.js')).lib, 'lib'), 'import()');",
        ),
        ("/data.txt", "text/plain", "data"),
        ("/dom/near.txt", "text/plain", "near"),
        ("/moved.js", "/dom/worker.js", ""),
        (
            "/dom/worker.js",
            JS,
            "importScripts('/common/lib.js');
             fetch('data.txt').then((answer) => answer.text()).then((text) => postMessage(`${location.href} ${lib} ${text}`));",
        ),
        ("/dom/module.js", JS, "import '/common/lib.js'; export const lib = self.lib;"),
        // wptserve makes these scripts.
        (
            "/dom/only.any.worker.js",
            JS,
            "importScripts('/resources/testharness.js'); importScripts('/dom/only.any.js'); done();",
        ),
        ("/dom/only.any.js", JS, "test(() => assert_true(GLOBAL.isWorker()), 'in a worker');"),
    ]);
    let mut options = options_by_url();
    options.server = Some(WptServer::reach(&server.url).expect("it is there"));
    let run = |name: &str| {
        let mut reports = directory.run_with(&options, name);
        assert_eq!(reports.len(), 1);
        reports.remove(0)
    };
    let report = run("dom/page.sub.any.js");
    assert_eq!(report.status, FileStatus::Ok, "{:?}", report.message);
    let passed = ["location", "fetch", "worker", "import()"];
    assert_eq!(told(&report), passed.map(|name| format!("{name}: Pass")));
    let report = run("dom/only.any.js");
    assert_eq!(report.status, FileStatus::Ok, "{:?}", report.message);
    assert_eq!(told(&report), ["in a worker: Pass"]);
    let asked = server.asked();
    let harness = asked.iter().filter(|path| path.contains("testharness"));
    assert_eq!(
        harness.count(),
        1,
        "only to find out whether it is there: {asked:?}"
    );
}

#[test]
fn what_the_server_does_not_have_is_the_files_error() {
    let directory = Directory::new(&[
        ("resources/testharness.js", ""),
        ("a.any.js", "test(() => {}, 'a');"),
    ]);
    let elsewhere = Directory::new(&[("b.any.js", "test(() => {}, 'b');")]);
    let server = TestServer::start(&[("/resources/testharness.js", JS, "")]);
    let mut options = options_by_url();
    options.server = Some(WptServer::reach(&server.url).expect("it is there"));
    let message = |reports: Vec<boa_async_context_wpt::FileReport>| {
        assert_eq!(reports[0].status, FileStatus::Error);
        reports[0].message.clone().expect("a message")
    };
    let told = message(directory.run_with(&options, "a.any.js"));
    assert_eq!(
        told,
        format!(
            "cannot load `{}a.any.js`: the server answers 404",
            server.url
        )
    );
    let told = message(elsewhere.run_with(&options, "b.any.js"));
    assert!(
        told.contains("no directory above it has resources/testharness.js"),
        "{told}"
    );
}

#[test]
fn a_server_that_cannot_be_used_is_told() {
    let nothing = TestServer::start(&[]);
    let closed = {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        format!("http://{}/", listener.local_addr().expect("an address"))
    };
    for (url, message) in [
        (closed.as_str(), "refused"),
        (&nothing.url, "it answers 404 for /resources/testharness.js"),
    ] {
        let error = WptServer::reach(url).expect_err("it is no such server");
        assert!(matches!(error, Error::Server { .. }), "{error:?}");
        let told = error.to_string();
        assert!(told.contains(message) && told.contains(url), "{told}");
        assert!(told.contains("wpt serve"), "{told}");
    }
    for (url, message) in [
        ("web-platform.test:8000", "http://"),
        ("https://web-platform.test/", "http://"),
        ("http://a/?b", "query"),
        ("http://a/b/", "path"),
        ("/x", "relative URL"),
    ] {
        let error = WptServer::reach(url).expect_err("it is no such URL");
        assert!(matches!(error, Error::ServerUrl { .. }), "{error:?}");
        let told = error.to_string();
        assert!(told.contains(message) && told.contains(url), "{told}");
    }
}
