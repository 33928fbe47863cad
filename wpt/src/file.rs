//! One run of one file, in an agent of its own.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use boa_async_context::Runtime;
use boa_engine::{Context, JsValue, js_string};
use serde::Deserialize;

use crate::{
    harness::{Driver, FileInfo, Results},
    meta::Meta,
    options::Options,
    report::{FileStatus, Test},
    server::Server,
};

/// Scripts of the web-platform-tests that are skipped, because the runner has its own harness.
const BUILT_IN: [&str; 2] = [
    "/resources/testharness.js",
    "/resources/testharnessreport.js",
];

/// Paths that the server of the web-platform-tests serves, and where the files are in a checkout.
const ALIASES: [(&str, &str); 1] = [(
    "/resources/WebIDLParser.js",
    "/resources/webidl2/lib/webidl2.js",
)];

/// A file to run.
pub(crate) struct Job {
    pub(crate) path: PathBuf,
    pub(crate) meta: Meta,
    pub(crate) variant: Option<String>,
    pub(crate) limit: Duration,
    pub(crate) options: Options,
}

/// The result of a run, as the harness sends it.
#[derive(Debug, Deserialize)]
pub(crate) struct Outcome {
    pub(crate) status: FileStatus,
    pub(crate) message: Option<String>,
    pub(crate) tests: Vec<Test>,
}

impl Outcome {
    /// The result of a file that has no test results.
    pub(crate) fn without_tests(status: FileStatus, message: impl Into<String>) -> Self {
        Self {
            status,
            message: Some(message.into()),
            tests: Vec::new(),
        }
    }
}

impl Job {
    /// Runs the file on this thread, which blocks until the file has ended.
    pub(crate) fn run(self) -> Outcome {
        match self.try_run() {
            Ok(outcome) => outcome,
            Err(message) => Outcome::without_tests(FileStatus::Error, message),
        }
    }

    fn try_run(&self) -> Result<Outcome, String> {
        // If the server cannot start, the file has no `location`; everything else works.
        let server = Server::start(&self.path).ok();
        let mut builder = Runtime::builder().storage(self.options.storage);
        if let Some(every) = self.options.gc_stress {
            builder = builder.gc_stress(every);
        }
        if self.options.without_async_context {
            builder = builder.without_async_context();
        }
        let mut runtime = builder.build().map_err(|error| error.to_string())?;
        let location = server.as_ref().and_then(|server| self.location(server));
        (self.options.prepare)(&mut runtime, location.as_deref())
            .map_err(|error| error.to_string())?;
        let results = Results::default();
        let info = FileInfo {
            title: self.title(),
            strict: self.options.strict,
            location,
        };
        let driver = Driver::start(&results, info, &mut runtime)
            .map_err(|error| format!("the harness does not start: {error}"))?;
        driver.receive_reports_of(runtime.event_loop());

        match self.run_scripts(&mut runtime) {
            Ok(()) => driver.call_in("loaded", &[], &mut runtime)?,
            Err(error) => {
                let error = thrown(error, &mut runtime.context_mut())?;
                driver.call_in("aborted", &[error], &mut runtime)?;
            }
        }
        if results.borrow().is_none() {
            let is_idle = self.wait(&results, &mut runtime)?;
            let message = if is_idle {
                "it waits for something that cannot happen any more".to_owned()
            } else {
                format!("it did not end within {} s", self.limit.as_secs_f64())
            };
            let args = [js_string!(message).into(), is_idle.into()];
            driver.call_in("timeOut", &args, &mut runtime)?;
        }
        if runtime.agent().is_some_and(|agent| !agent.is_empty()) {
            return Err("a mapping was left behind".to_owned());
        }
        let results = results.take().ok_or("the harness sent no results")?;
        serde_json::from_str(&results)
            .map_err(|error| format!("the results cannot be read: {error}"))
    }

    /// The name of tests that the file does not name: `META: title=`, or the name of the file.
    fn title(&self) -> String {
        self.meta.title.clone().unwrap_or_else(|| {
            let stem = self.path.file_stem().unwrap_or_default();
            stem.to_string_lossy().into_owned()
        })
    }

    /// The URL of the file, with the query of the variant.
    fn location(&self, server: &Server) -> Option<String> {
        let mut url = server.url_of(&self.path)?;
        if let Some(variant) = &self.variant {
            // `?query`, `#fragment` or both.
            url = url.join(variant).ok()?;
        }
        Some(url.into())
    }

    /// Runs the scripts of the options, then those that the file names, then the file itself.
    fn run_scripts(&self, runtime: &mut Runtime) -> Result<(), boa_async_context::Error> {
        for path in &self.options.scripts {
            runtime.run_script(path)?;
        }
        for name in &self.meta.scripts {
            if !BUILT_IN.contains(&name.as_str()) {
                runtime.run_script(locate(&self.path, name))?;
            }
        }
        runtime.run_script(&self.path).map(drop)
    }

    /// Runs the event loop until the results are there, nothing is left to do, or the time is over. Returns
    /// `false` if the time is over.
    fn wait(&self, results: &Results, runtime: &mut Runtime) -> Result<bool, String> {
        let limit = self.limit;
        let in_time = runtime
            .block_on(async |runtime| {
                let run = self.run_until_nothing_is_left(results, runtime);
                tokio::time::timeout(limit, run).await.is_ok()
            })
            .map_err(|error| error.to_string());
        match runtime.engine_panic() {
            Some(panic) => Err(panic.to_string()),
            None => in_time,
        }
    }

    async fn run_until_nothing_is_left(&self, results: &Results, runtime: &mut Runtime) {
        loop {
            runtime.run_until_idle().await;
            // Background timers do not keep a program running, but they fire in a page that stays open.
            let next = runtime.event_loop().time_to_next_timer();
            match next {
                Some(left) if results.borrow().is_none() && !self.options.strict => {
                    tokio::time::sleep(left).await;
                }
                _ => return,
            }
        }
    }
}

/// The value that a script threw, for the harness. Other failures, such as a syntax error or a file that
/// cannot be read, are returned as messages.
fn thrown(error: boa_async_context::Error, context: &mut Context) -> Result<JsValue, String> {
    match error {
        boa_async_context::Error::Uncaught(report) => report
            .error()
            .clone()
            .into_opaque(context)
            .map_err(|error| error.to_string()),
        error => Err(error.to_string()),
    }
}

/// The file that `META: script=` names. A relative path starts at the test file; a path from the root of the
/// tests is searched for in every directory above the test file.
fn locate(file: &Path, name: &str) -> PathBuf {
    let path = locate_as_named(file, name);
    match ALIASES.iter().find(|(alias, _)| *alias == name) {
        Some((_, real)) if !path.is_file() => locate_as_named(file, real),
        _ => path,
    }
}

fn locate_as_named(file: &Path, name: &str) -> PathBuf {
    let directory = file.parent().unwrap_or(Path::new(""));
    let Some(from_root) = name.strip_prefix('/') else {
        return directory.join(name);
    };
    let absolute = std::path::absolute(directory).unwrap_or_else(|_| directory.to_owned());
    absolute
        .ancestors()
        .map(|root| root.join(from_root))
        .find(|path| path.is_file())
        // The error message then names one of the places that were searched.
        .unwrap_or_else(|| directory.join(from_root))
}
