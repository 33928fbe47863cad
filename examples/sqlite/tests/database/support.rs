//! A runtime with the class `Database`, and a file for it.

use std::{
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use boa_async_context::{
    Runtime,
    cleanup::{ResourceOptions, ResourceReport, Resources},
};
use boa_engine::{js_string, property::Attribute};
use tempfile::TempDir;

/// A directory for the files of a test, and what was forgotten in it.
pub struct World {
    directory: TempDir,
    leaks: Arc<Mutex<Vec<String>>>,
}

impl World {
    pub fn new() -> Self {
        Self {
            directory: TempDir::new().expect("a directory"),
            leaks: Arc::default(),
        }
    }

    /// The path of the database `name`.
    pub fn path(&self, name: &str) -> String {
        let path = self.directory.path().join(name);
        path.to_str().expect("UTF-8").to_owned()
    }

    /// A connection of the test's own.
    pub fn connection(&self, name: &str) -> rusqlite::Connection {
        let connection = rusqlite::Connection::open(self.path(name)).expect("it opens");
        connection.busy_timeout(Duration::ZERO).expect("it is set");
        connection
    }

    /// What the leak hook was told.
    pub fn leaks(&self) -> Vec<String> {
        self.leaks.lock().expect("no panic").clone()
    }

    /// A runtime with `Database`, `gc()`, `directory`, and `settle(promise)`, which makes text of what becomes of it.
    pub fn runtime(&self) -> Runtime {
        let leaks = self.leaks.clone();
        let resources = ResourceOptions::default().on_leak(move |leaked| {
            leaks.lock().expect("no panic").push(leaked.to_string());
        });
        let builder = Runtime::builder().expose_gc().resources(resources);
        let mut runtime = builder.build().expect("a runtime");
        sqlite_host::register(&mut runtime).expect("it is defined");
        define(&mut runtime, self.directory.path());
        runtime
    }
}

/// Defines what the programs of the tests use.
pub fn define(runtime: &mut Runtime, directory: &Path) {
    let directory = js_string!(directory.to_str().expect("UTF-8"));
    runtime
        .context_mut()
        .register_global_property(js_string!("directory"), directory, Attribute::all())
        .expect("the global object is extensible");
    runtime
        .eval(
            "globalThis.sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
             globalThis.settle = (promise) => promise.then(
                 (value) => JSON.stringify(value) ?? 'undefined',
                 (error) => `${error.name}: ${error.message}`,
             );
             // Runs without end.
             globalThis.ENDLESS = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
                                   SELECT count(*) FROM n`;",
        )
        .expect("it runs");
}

/// Runs the body of an async function until the loop is idle, and returns its result as text.
pub fn run(runtime: &mut Runtime, body: &str) -> String {
    begin(runtime, body);
    runtime.run_until_idle_blocking().expect("a thread");
    assert_eq!(runtime.event_loop().failures(), 0);
    let result = runtime.eval("result").expect("it is defined");
    let result = result.as_string().expect("the function has ended");
    result.to_std_string_escaped()
}

/// Begins to run the body of an async function.
pub fn begin(runtime: &mut Runtime, body: &str) {
    let program = format!(
        "globalThis.result = undefined;
         settle((async () => {{ {body} }})()).then((text) => {{ globalThis.result = text; }});"
    );
    runtime.eval(&program).expect("it parses");
}

/// Runs the loop until the program says `globalThis.ready = true`.
pub fn run_until_ready(runtime: &mut Runtime) {
    let slice = Duration::from_millis(2);
    while !runtime
        .eval("globalThis.ready === true")
        .expect("it runs")
        .to_boolean()
    {
        runtime
            .block_on(async |runtime| runtime.run_for(slice).await)
            .expect("a thread");
    }
}

/// Waits, as long as it takes.
pub fn eventually(mut is_so: impl FnMut() -> bool) {
    while !is_so() {
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Waits until every resource that was created has ended, and returns the report. The queue counts a release
/// once it is over, which is a moment after the resource has ended.
pub fn settled(resources: &Resources) -> ResourceReport {
    let has_settled = |report: &ResourceReport| report.open == 0 && report.stats.in_flight == 0;
    eventually(|| has_settled(&resources.report()));
    let report = resources.report();
    assert_eq!(report.stats.submitted, report.created, "{report}");
    report
}

/// What a table holds, in the order of its rows, as another process would see it.
pub fn rows(world: &World, name: &str) -> Vec<i64> {
    let connection = world.connection(name);
    let mut statement = connection
        .prepare("SELECT n FROM t ORDER BY n")
        .expect("a table");
    let rows = statement.query_map([], |row| row.get(0)).expect("rows");
    rows.map(|n| n.expect("a number")).collect()
}
