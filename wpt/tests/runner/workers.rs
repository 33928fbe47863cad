//! Files that run in workers, tests that workers have, and what their URLs mean.

use boa_async_context_wpt::{FileStatus, TestStatus};

use crate::support::{Directory, SHORT, options, options_by_url, statuses, told};

const ROOT: (&str, &str) = (
    "resources/testharness.js",
    "throw 'the harness of the tests';",
);

#[test]
fn a_worker_file_runs_in_a_worker_and_its_tests_are_those_of_the_file() {
    let directory = Directory::new(&[
        ROOT,
        (
            "dom/a.worker.js",
            "importScripts('/resources/testharness.js');
             test(() => assert_true(self instanceof DedicatedWorkerGlobalScope), 'global');
             test(() => assert_true(GLOBAL.isWorker() && !GLOBAL.isWindow()), 'GLOBAL');
             test(() => assert_equals(1, 2));
             promise_test(async (t) => {
               await new Promise((resolve) => t.step_timeout(resolve, 1));
               assert_equals((await fetch('b.txt').then((answer) => answer.text())), 'beside');
             }, 'later');
             test(() => assert_implements_optional(false), 'optional');
             done();",
        ),
        ("dom/b.txt", "beside"),
    ]);
    let report = directory.run_by_url("dom/a.worker.js");
    assert_eq!(report.status, FileStatus::Ok, "{:?}", report.message);
    assert!(report.in_worker);
    assert!(report.name().ends_with("a.worker.js (in a worker)"));
    assert_eq!(
        told(&report),
        [
            "global: Pass",
            "GLOBAL: Pass",
            "a.worker: Fail: assert_equals: expected 2, got 1",
            "later: Pass",
            "optional: PreconditionFailed: assert_implements_optional: ",
        ]
    );
    let message = report.tests[2].message.as_deref().expect("a message");
    let place = directory.path("dom/a.worker.js:4:");
    assert!(message.contains(&*place.to_string_lossy()), "{message}");
    assert!(!message.contains("testharness"), "{message}");
}

#[test]
fn a_file_for_workers_only_runs_in_the_worker_that_it_is_for() {
    let text = "test(() => {
        assert_equals(`${near} ${root}`, '2 1');
        assert_equals(location.search, '?x');
        assert_equals(typeof module, 'undefined');
      });
      test(() => assert_equals(self.isModule, KIND === 'module'), 'module');";
    let file = |globals: &str, kind: &str| {
        format!(
            "// META: global={globals}\n// META: title=The title\n// META: script=/common/root.js\n\
             // META: script=near.js\n// META: script=/resources/testharnessreport.js\n// META: variant=?x\n\
             self.isModule = (function () {{ return this === undefined; }})();\n{}",
            text.replace("KIND", &format!("'{kind}'"))
        )
    };
    let (worker, dedicated) = (
        file("worker", "classic"),
        file("dedicatedworker", "classic"),
    );
    let module = file("dedicatedworker-module", "module");
    let directory = Directory::new(&[
        ROOT,
        ("common/root.js", "self.root = 1;"),
        ("dom/near.js", "self.near = root + 1;"),
        ("dom/worker.any.js", &worker),
        ("dom/dedicated.any.js", &dedicated),
        ("dom/module.any.js", &module),
    ]);
    for name in ["worker", "dedicated", "module"] {
        let report = directory.run_by_url(&format!("dom/{name}.any.js"));
        assert!(report.in_worker, "{name}");
        assert_eq!(report.variant.as_deref(), Some("?x"), "{name}");
        assert_eq!(
            report.status,
            FileStatus::Ok,
            "{name}: {:?}",
            report.message
        );
        assert_eq!(told(&report), ["The title: Pass", "module: Pass"], "{name}");
    }
}

#[test]
fn a_file_for_both_runs_in_a_worker_if_that_is_wanted() {
    let text = "test(() => assert_true(true), GLOBAL.isWorker() ? 'worker' : 'page');";
    let window = format!("// META: global=window\n{text}");
    let both = format!("// META: global=window,worker\n{text}");
    let directory = Directory::new(&[
        ROOT,
        ("default.any.js", text),
        ("both.any.js", &both),
        ("window.any.js", &window),
        (
            "worker.any.js",
            "// META: global=worker\ntest(() => assert_false(GLOBAL.isWorker()), 'page');",
        ),
    ]);
    let run = |name: &str, also_in_workers: bool| {
        let mut options = options_by_url();
        options.also_in_workers = also_in_workers;
        let reports = directory.run_with(&options, name);
        let seen = reports.iter().map(|report| {
            assert_eq!(statuses(report), [TestStatus::Pass], "{report:?}");
            (report.in_worker, report.tests[0].name.clone())
        });
        seen.collect::<Vec<_>>()
    };
    let (page, worker) = ((false, "page".to_owned()), (true, "worker".to_owned()));
    for name in ["default.any.js", "both.any.js"] {
        assert_eq!(run(name, false), std::slice::from_ref(&page), "{name}");
        assert_eq!(run(name, true), [page.clone(), worker.clone()], "{name}");
    }
    assert_eq!(run("window.any.js", true), std::slice::from_ref(&page));
    // A host whose scripts have paths has no workers for files.
    let reports = directory.run_with(&options(), "worker.any.js");
    assert_eq!(statuses(&reports[0]), [TestStatus::Pass], "{reports:?}");
    assert!(!reports[0].in_worker);
}

#[test]
fn the_tests_of_workers_become_tests_of_the_page() {
    let directory = Directory::new(&[
        ROOT,
        (
            "dom/a.any.js",
            "const first = fetch_tests_from_worker(new Worker('w.js?first'));
             fetch_tests_from_worker(new Worker('/dom/w.js?second'));
             fetch_tests_from_worker(new Worker('outer.js'));
             promise_test(async () => { await first; assert_true(true); }, 'the first one has ended');",
        ),
        (
            "dom/w.js",
            "importScripts('/resources/testharness.js');
             postMessage('a message of the test');
             const name = location.search.slice(1);
             test(() => assert_true(true), `${name} passes`);
             async_test((t) => setTimeout(t.step_func_done(() => assert_true(false)), 1), `${name} fails`);
             done();",
        ),
        (
            "dom/outer.js",
            "importScripts('/resources/testharness.js');
             fetch_tests_from_worker(new Worker('w.js?inner'));
             done();",
        ),
    ]);
    let report = directory.run_by_url("dom/a.any.js");
    assert_eq!(report.status, FileStatus::Ok, "{:?}", report.message);
    assert!(!report.in_worker);
    let mut lines = told(&report);
    lines.sort();
    let failed = "assert_true: expected true, got false";
    assert_eq!(
        lines,
        [
            format!("first fails: Fail: {failed}"),
            "first passes: Pass".into(),
            format!("inner fails: Fail: {failed}"),
            "inner passes: Pass".into(),
            format!("second fails: Fail: {failed}"),
            "second passes: Pass".into(),
            "the first one has ended: Pass".into(),
        ]
    );
}

#[test]
fn what_goes_wrong_in_a_worker_is_the_files_error() {
    let start = "importScripts('/resources/testharness.js'); test(() => assert_true(true), 'a');";
    for (script, status, message) in [
        (
            "throw new TypeError('at once');",
            FileStatus::Error,
            "at once",
        ),
        ("importScripts('/missing.js');", FileStatus::Error, "404"),
        (") no script (", FileStatus::Error, "SyntaxError"),
        (
            "START throw new TypeError('early');",
            FileStatus::Error,
            "early",
        ),
        (
            "START setTimeout(() => { throw 'late'; }, 1); async_test('never').step(() => {});",
            FileStatus::Error,
            "late",
        ),
        (
            "START Promise.reject('unhandled');",
            FileStatus::Error,
            "unhandled",
        ),
        (
            "START test(() => {}, 'a'); done();",
            FileStatus::Error,
            "two tests named \"a\"",
        ),
        (
            "importScripts('/resources/testharness.js'); done();",
            FileStatus::Error,
            "the file has no test",
        ),
        ("START /* no done() */", FileStatus::Timeout, "done()"),
        ("close();", FileStatus::Timeout, "done()"),
        (
            "START setup({ allow_uncaught_exception: true }); setTimeout(done, 9); throw 1;",
            FileStatus::Ok,
            "",
        ),
    ] {
        let script = script.replace("START", start);
        let directory = Directory::new(&[ROOT, ("a.worker.js", &script)]);
        let report = directory.run_by_url("a.worker.js");
        let told = report.message.clone().unwrap_or_default();
        assert_eq!(report.status, status, "{script}: {told}");
        assert!(told.contains(message), "{script}: {told}");
        if script.starts_with("importScripts('/resources") && !script.ends_with("js'); done();") {
            assert_eq!(report.tests[0].status, TestStatus::Pass, "{script}");
        }
    }
    let missing = Directory::new(&[
        ROOT,
        (
            "a.any.js",
            "fetch_tests_from_worker(new Worker('missing.js'));",
        ),
    ]);
    let report = missing.run_by_url("a.any.js");
    assert_eq!(report.status, FileStatus::Error);
    let told = report.message.expect("a message");
    assert!(
        told.contains("/missing.js`: the server answers 404"),
        "{told}"
    );
}

#[test]
fn the_tests_of_a_worker_that_never_ends_are_told() {
    let directory = Directory::new(&[
        ROOT,
        (
            "a.worker.js",
            "importScripts('/resources/testharness.js');
             test(() => assert_true(true), 'ended');
             async_test((t) => t.step(() => {}), 'started');
             promise_test(() => new Promise(() => {}), 'stuck');
             promise_test(async () => {}, 'behind');
             setInterval(() => {}, 1);
             done();",
        ),
    ]);
    let mut options = options_by_url();
    options.timeout = SHORT;
    // How many tests are told within the time depends on the machine.
    let reports = directory.run_with(&options, "a.worker.js");
    let expected = [
        "ended: Pass",
        "started: Timeout",
        "stuck: Timeout",
        "behind: NotRun",
    ];
    for (line, expected) in told(&reports[0]).iter().zip(expected) {
        let pending = format!("{expected}: it did not end within 0.5 s (a worker");
        assert!(line == expected || line.starts_with(&pending), "{line}");
    }
    assert!(!reports[0].summary().is_success());
}

#[test]
fn paths_of_scripts_start_at_the_root_of_the_tests() {
    let directory = Directory::new(&[
        ROOT,
        ("lib/script.js", "self.script = 'script of lib';"),
        ("dom/near.js", "self.near = 'near';"),
        ("lib/module.js", "import { deep } from './deep/deep.js'; import data from '/lib/data.json' with { type: 'json' };
                            export const found = [deep, data.a, import.meta.url];"),
        ("lib/deep/deep.js", "import '/lib/script.js'; export const deep = script;"),
        ("lib/data.json", "{\"a\":1}"),
        (
            "lib/classic.js",
            "importScripts('/lib/script.js', '../dom/near.js');
             const inner = new Worker('/lib/inner.js');
             inner.onmessage = async ({ data }) => {
               const { found } = await import('./module.js');
               const answer = await fetch('data.json');
               postMessage([script, near, data, ...found, location.href, location.pathname, answer.url].join());
               inner.terminate();
             };",
        ),
        ("lib/inner.js", "postMessage(location.origin);"),
        ("lib/worker.mjs", "import { found } from '/lib/module.js'; postMessage(found.join());"),
        ("lib/text.txt", "self.text = 1;"),
        (
            "dom/a.any.js",
            "const message = (worker) => new Promise((resolve, reject) => {
               worker.onmessage = ({ data }) => resolve(data);
               worker.onerror = (event) => { event.preventDefault(); reject(event.message); };
             });
             const { origin } = location;
             const found = `script of lib,1,${origin}/lib/module.js`;
             promise_test(async () => {
               assert_equals(await message(new Worker('/lib/classic.js')),
                 `script of lib,near,${origin},${found},${origin}/lib/classic.js,/lib/classic.js,${origin}/lib/data.json`);
             }, 'classic');
             promise_test(async () => {
               assert_equals(await message(new Worker('../lib/worker.mjs', { type: 'module' })), found);
             }, 'module');
             promise_test(async () => assert_equals((await import('/lib/module.js')).found.join(), found), 'import()');
             promise_test(async (t) => {
               await promise_rejects_js(t, TypeError, import('/lib/missing.js'));
               await promise_rejects_js(t, TypeError, import('/lib/text.txt'));
               await promise_rejects_js(t, TypeError, import('bare'));
             }, 'not imported');
             promise_test(async () => {
               for (const url of ['/lib/missing.js', '/lib/text.txt', 'ftp://a/b.js']) {
                 const worker = new Worker('/lib/importing.js?' + encodeURIComponent(url));
                 assert_equals(await message(worker), 'NetworkError', url);
               }
             }, 'not loaded');",
        ),
        (
            "lib/importing.js",
            "try { importScripts(decodeURIComponent(location.search.slice(1))); postMessage('loaded'); }
             catch (error) { postMessage(error.name); }",
        ),
    ]);
    let report = directory.run_by_url("dom/a.any.js");
    assert_eq!(report.status, FileStatus::Ok, "{:?}", report.message);
    let passed = [
        "classic",
        "module",
        "import()",
        "not imported",
        "not loaded",
    ];
    assert_eq!(told(&report), passed.map(|name| format!("{name}: Pass")));
}

#[test]
fn a_worker_knows_the_parts_of_its_url() {
    let directory = Directory::new(&[
        ROOT,
        (
            "dom/w.js",
            "importScripts('/resources/testharness.js');
             test(() => {
               const { origin, protocol, host, hostname, port, pathname, search, hash, href } = location;
               assert_equals([protocol, hostname, pathname, search, hash].join(), 'http:,127.0.0.1,/dom/w.js,?a=b,#c');
               assert_equals(host, `127.0.0.1:${port}`);
               assert_equals(origin, `http://${host}`);
               assert_equals(href, `${origin}/dom/w.js?a=b#c`);
               assert_greater_than(Number(port), 0);
             }, 'parts');
             done();",
        ),
        ("dom/a.any.js", "fetch_tests_from_worker(new Worker('w.js?a=b#c'));"),
    ]);
    let report = directory.run_by_url("dom/a.any.js");
    assert_eq!(told(&report), ["parts: Pass"], "{report:?}");
}

#[test]
fn places_on_the_server_are_told_as_files() {
    let directory = Directory::new(&[
        ROOT,
        ("dom/lib.js", "function fail() {\n  assert_equals(1, 2);\n}"),
        (
            "dom/a.any.js",
            "// META: script=lib.js\ntest(() => fail(), 'fails');",
        ),
    ]);
    let report = directory.run_by_url("dom/a.any.js");
    let message = report.tests[0].message.as_deref().expect("a message");
    for place in ["dom/lib.js:2:", "dom/a.any.js:2:"] {
        let path = directory.path(place);
        assert!(message.contains(&*path.to_string_lossy()), "{message}");
    }
    assert!(!message.contains("http:"), "{message}");
}

#[test]
fn without_a_checkout_the_root_has_the_scripts_that_the_file_names() {
    let directory = Directory::new(&[
        ("common/root.js", "self.root = 1;"),
        ("near.js", "self.near = root + 1;"),
        ("dom/a.any.js", "// META: global=worker\n// META: script=/common/root.js\n// META: script=../near.js\n
                           test(() => assert_equals(`${near} ${location.pathname}`, '2 /dom/a.any.worker.js'), 'a');"),
        ("dom/b.any.js", "test(() => assert_equals(location.pathname, '/b.any.js'), 'b');"),
    ]);
    for name in ["a", "b"] {
        let report = directory.run_by_url(&format!("dom/{name}.any.js"));
        assert_eq!(told(&report), [format!("{name}: Pass")], "{report:?}");
    }
}
