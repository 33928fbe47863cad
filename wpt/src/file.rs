//! One run of one file, in an agent of its own.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use boa_async_context::{
    FileModules, Runtime,
    loader::{AllFiles, ModuleSystem},
    source,
};
use boa_engine::{Context, JsValue, js_string};
use serde::Deserialize;
use url::Url;

use crate::{
    harness::{Driver, FileInfo, Results},
    meta::{Kind, Meta},
    options::Options,
    report::{FileStatus, Test},
    root,
    server::Server,
    site::{Site, SiteModules, is_built_in},
    wrapper,
};

/// A file to run.
pub(crate) struct Job {
    pub(crate) path: PathBuf,
    pub(crate) meta: Meta,
    pub(crate) variant: Option<String>,
    /// The kind of worker that it runs in, if it does.
    pub(crate) worker: Option<Kind>,
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
        let root = root::of(&self.path, &self.meta);
        let own_server = match self.options.server {
            Some(_) => None,
            // If the server cannot start, the file has no `location`; everything but workers works.
            None => Server::start(&root).ok(),
        };
        let url = match &self.options.server {
            Some(server) => Some(server.url_of(&self.path)?),
            None => own_server.as_ref().and_then(|own| own.url_of(&self.path)),
        };
        let site = Site::new(url.as_ref().and_then(|url| self.with_variant(url)));
        let mut runtime = self.runtime(&site)?;
        (self.options.prepare)(&mut runtime, &site).map_err(|error| error.to_string())?;
        let by_url = url.as_ref().filter(|_| self.options.by_url);
        let served = by_url.filter(|_| own_server.is_some());
        let results = Results::default();
        let info = FileInfo {
            title: self.title(),
            strict: self.options.strict,
            location: site.url().map(str::to_owned),
            served: served.map(|url| {
                let origin = url.origin().ascii_serialization();
                (origin, root.to_string_lossy().into_owned())
            }),
        };
        let driver = Driver::start(&results, info, &mut runtime)
            .map_err(|error| format!("the harness does not start: {error}"))?;
        driver.receive_reports_of(runtime.event_loop());

        let run = match by_url {
            Some(url) => self.run_by_url(url, &site, &mut runtime),
            None if self.worker.is_some() => Err(
                "a file runs in a worker by its URL, and the server for it could not start"
                    .to_owned()
                    .into(),
            ),
            None => self.run_scripts(&mut runtime),
        };
        match run {
            Ok(()) => driver.call_in("loaded", &[], &mut runtime)?,
            Err(Stopped::Failed(message)) => return Err(message),
            Err(Stopped::Threw(error)) => {
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

    /// A runtime without the host's APIs.
    fn runtime(&self, site: &Site) -> Result<Runtime, String> {
        let modules: Arc<dyn ModuleSystem> = if self.options.by_url {
            Arc::new(SiteModules(site.clone()))
        } else {
            Arc::new(AllFiles)
        };
        let mut builder = Runtime::builder()
            .storage(self.options.storage)
            .module_loader(FileModules::with_system(modules));
        if let Some(every) = self.options.gc_stress {
            builder = builder.gc_stress(every);
        }
        if self.options.without_async_context {
            builder = builder.without_async_context();
        }
        if self.options.by_url {
            // The harness has its own; that in a worker needs this one.
            builder = builder.expose_gc();
        }
        builder.build().map_err(|error| error.to_string())
    }

    /// The URL with the query of the variant.
    fn with_variant(&self, url: &Url) -> Option<Url> {
        match &self.variant {
            // `?query`, `#fragment` or both.
            Some(variant) => url.join(variant).ok(),
            None => Some(url.clone()),
        }
    }

    /// Runs the scripts of the options, then those that the file names, then the file itself.
    fn run_scripts(&self, runtime: &mut Runtime) -> Result<(), Stopped> {
        for path in &self.options.scripts {
            runtime.run_script(path)?;
        }
        for name in self.scripts() {
            runtime.run_script(root::script(&self.path, name))?;
        }
        runtime.run_script(&self.path)?;
        Ok(())
    }

    /// The same under the names that the scripts have on the server; or, in place of the file, what starts its worker.
    fn run_by_url(&self, url: &Url, site: &Site, runtime: &mut Runtime) -> Result<(), Stopped> {
        for path in &self.options.scripts {
            runtime.run_script(path)?;
        }
        if let Some(kind) = self.worker {
            let script = wrapper::script_of(&self.path, kind);
            let script = script + self.variant.as_deref().unwrap_or_default();
            let options = match kind {
                Kind::Classic => "",
                Kind::Module => ", { type: \"module\" }",
            };
            let script = wrapper::quoted(&script);
            let text = format!("fetch_tests_from_worker(new Worker({script}{options}));");
            return run_text(url, &text, runtime);
        }
        for name in self.scripts() {
            let path = root::script(&self.path, name);
            let script = url.join(name).map_err(|error| format!("{name}: {error}"))?;
            run_text(&script, &self.text(&script, &path, site)?, runtime)?;
        }
        run_text(url, &self.text(url, &self.path, site)?, runtime)
    }

    /// The text of a script, from the server that the user has started, or else from the file.
    fn text(&self, url: &Url, path: &Path, site: &Site) -> Result<String, String> {
        match self.options.server {
            Some(_) => site.script(url.as_str()).map_err(|error| error.to_string()),
            None => source::read(path).map_err(|error| error.to_string()),
        }
    }

    /// The scripts that the file names, but for the harness.
    fn scripts(&self) -> impl Iterator<Item = &str> {
        let scripts = self.meta.scripts.iter().map(String::as_str);
        scripts.filter(|name| !is_built_in(name))
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

/// Why the scripts of a file did not run to their end.
enum Stopped {
    /// One threw, cannot be parsed or cannot be read.
    Threw(boa_async_context::Error),
    /// One cannot be had from the server.
    Failed(String),
}

impl From<boa_async_context::Error> for Stopped {
    fn from(error: boa_async_context::Error) -> Self {
        Self::Threw(error)
    }
}

impl From<String> for Stopped {
    fn from(message: String) -> Self {
        Self::Failed(message)
    }
}

/// Runs a script under its URL.
fn run_text(url: &Url, text: &str, runtime: &mut Runtime) -> Result<(), Stopped> {
    let run =
        async |runtime: &mut Runtime| runtime.run_script_text(Path::new(url.as_str()), text).await;
    runtime.block_on(run)??;
    Ok(())
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
