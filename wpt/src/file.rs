//! One run of one file, on its own thread.

use std::{
    cell::RefCell,
    path::{Path, PathBuf},
    rc::{Rc, Weak},
    time::Duration,
};

use boa_async_context::{
    EventLoop, Runtime,
    event_loop::{Report, ReportKind},
};
use boa_engine::{
    Context, JsArgs, JsNativeError, JsObject, JsResult, JsValue, NativeFunction, Source, js_string,
    object::{FunctionObjectBuilder, ObjectInitializer},
    property::Attribute,
};
use serde::Deserialize;

use super::{
    Options,
    meta::Meta,
    report::{FileStatus, Test},
    server::Server,
};

const HARNESS: &str = include_str!("testharness.js");

/// Scripts of the web-platform-tests that are not needed: the harness is here already.
const BUILT_IN: [&str; 2] = [
    "/resources/testharness.js",
    "/resources/testharnessreport.js",
];

/// What to run.
pub(super) struct Job {
    pub(super) path: PathBuf,
    pub(super) meta: Meta,
    pub(super) variant: Option<String>,
    pub(super) limit: Duration,
    pub(super) options: Options,
}

/// What came of it; what the harness sends.
#[derive(Debug, Deserialize)]
pub(super) struct Outcome {
    pub(super) status: FileStatus,
    pub(super) message: Option<String>,
    pub(super) tests: Vec<Test>,
}

impl Outcome {
    /// A file without results.
    pub(super) fn of(status: FileStatus, message: impl Into<String>) -> Self {
        Self {
            status,
            message: Some(message.into()),
            tests: Vec::new(),
        }
    }
}

/// Where the harness leaves the results.
type Results = Rc<RefCell<Option<String>>>;

/// What drives the harness.
struct Driver(JsObject);

impl Driver {
    fn call(&self, name: &str, args: &[JsValue], context: &mut Context) -> JsResult<()> {
        let function = self.0.get(js_string!(name), context)?;
        match function.as_callable() {
            Some(function) => function
                .call(&JsValue::undefined(), args, context)
                .map(drop),
            None => Ok(()),
        }
    }
}

impl Job {
    pub(super) fn run(self) -> Outcome {
        match self.try_run() {
            Ok(outcome) => outcome,
            Err(message) => Outcome::of(FileStatus::Error, message),
        }
    }

    fn try_run(&self) -> Result<Outcome, String> {
        // Without a server there is no `location`, and that is all.
        let server = Server::start(&self.path).ok();
        let mut builder = Runtime::builder().storage(self.options.storage);
        if self.options.without_async_context {
            builder = builder.without_async_context();
        }
        let mut runtime = builder.build().map_err(|error| error.to_string())?;
        let location = server.as_ref().and_then(|server| self.location(server));
        (self.options.prepare)(&mut runtime, location.as_deref())
            .map_err(|error| error.to_string())?;
        let results = Results::default();
        let driver = self
            .begin(&results, location, &mut runtime)
            .map_err(|error| format!("the harness does not start: {error}"))?;
        let driver = Rc::new(driver);
        report_to(&driver, runtime.event_loop());

        match self.scripts(&mut runtime) {
            Ok(()) => call(&driver, "loaded", &[], &mut runtime)?,
            Err(error) => {
                let error = thrown(error, runtime.context())?;
                call(&driver, "aborted", &[error], &mut runtime)?;
            }
        }
        if results.borrow().is_none() {
            let idle = self.wait(&results, &mut runtime)?;
            let message = if idle {
                "it waits for something that can not happen any more".to_owned()
            } else {
                format!("it did not end within {} s", self.limit.as_secs_f64())
            };
            let args = [js_string!(message).into(), idle.into()];
            call(&driver, "timeOut", &args, &mut runtime)?;
        }
        if runtime.agent().is_some_and(|agent| !agent.is_empty()) {
            return Err("a mapping was left behind".to_owned());
        }
        let results = results.take().ok_or("the harness sent no results")?;
        serde_json::from_str(&results)
            .map_err(|error| format!("the results can not be read: {error}"))
    }

    /// Defines the harness.
    fn begin(
        &self,
        results: &Results,
        location: Option<String>,
        runtime: &mut Runtime,
    ) -> JsResult<Driver> {
        let event_loop = Rc::downgrade(runtime.event_loop());
        let context = runtime.context();
        let native = self.native(results, event_loop, location, context);
        let harness = context
            .eval(Source::from_bytes(HARNESS).with_path(Path::new("boa-ac:testharness.js")))?;
        let harness = harness
            .as_callable()
            .ok_or_else(|| JsNativeError::typ().with_message("testharness.js is no function"))?;
        let driver = harness.call(&JsValue::undefined(), &[native.into()], context)?;
        driver.as_object().map(Driver).ok_or_else(|| {
            JsNativeError::typ()
                .with_message("testharness.js returned nothing")
                .into()
        })
    }

    /// What the harness is lent.
    fn native(
        &self,
        results: &Results,
        event_loop: Weak<EventLoop>,
        location: Option<String>,
        context: &mut Context,
    ) -> JsObject {
        let results = results.clone();
        let complete = complete_function(results, event_loop);
        let complete = FunctionObjectBuilder::new(context.realm(), complete)
            .length(1)
            .build();
        let collect = NativeFunction::from_fn_ptr(|_, _, _| {
            boa_gc::force_collect();
            Ok(JsValue::undefined())
        })
        .to_js_function(context.realm());
        let title = self.meta.title.clone().unwrap_or_else(|| {
            let stem = self.path.file_stem().unwrap_or_default();
            stem.to_string_lossy().into_owned()
        });
        let mut native = ObjectInitializer::new(context);
        native
            .property(js_string!("complete"), complete, Attribute::all())
            .property(js_string!("collect"), collect, Attribute::all())
            .property(js_string!("title"), js_string!(title), Attribute::all())
            .property(js_string!("multiplier"), 1, Attribute::all())
            .property(js_string!("strict"), self.options.strict, Attribute::all());
        if let Some(location) = location {
            native.property(
                js_string!("location"),
                js_string!(location),
                Attribute::all(),
            );
        }
        native.build()
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

    /// Runs the scripts of the options, those that the file names, then the file itself.
    fn scripts(&self, runtime: &mut Runtime) -> Result<(), boa_async_context::Error> {
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

    /// Runs the loop until the results are there, nothing can happen any more, or the time is over. Whether it
    /// is not that.
    fn wait(&self, results: &Results, runtime: &mut Runtime) -> Result<bool, String> {
        let limit = self.limit;
        runtime
            .block_on(async |runtime| {
                let run = self.run_until_nothing_can_happen(results, runtime);
                tokio::time::timeout(limit, run).await.is_ok()
            })
            .map_err(|error| error.to_string())
    }

    async fn run_until_nothing_can_happen(&self, results: &Results, runtime: &mut Runtime) {
        loop {
            runtime.run_until_idle().await;
            // As in a page that stays open: timers that keep no program running fire all the same.
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

/// Takes the results and ends the loop: what else the file has begun is of no interest.
fn complete_function(results: Results, event_loop: Weak<EventLoop>) -> NativeFunction {
    NativeFunction::from_copy_closure_with_captures(
        |_, args, complete: &Complete, _| {
            let text = args.get_or_undefined(0).as_string();
            let text = text.map(|text| text.to_std_string_lossy());
            *complete.results.borrow_mut() = text;
            if let Some(event_loop) = complete.event_loop.upgrade() {
                event_loop.stop();
            }
            Ok(JsValue::undefined())
        },
        Complete {
            results,
            event_loop,
        },
    )
}

/// Holds nothing of the collector's.
#[derive(boa_gc::Trace, boa_gc::Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Complete {
    #[unsafe_ignore_trace]
    results: Results,
    /// Weak, since the loop holds its reporter, which holds the harness, which holds this.
    #[unsafe_ignore_trace]
    event_loop: Weak<EventLoop>,
}

fn call(
    driver: &Driver,
    name: &str,
    args: &[JsValue],
    runtime: &mut Runtime,
) -> Result<(), String> {
    driver
        .call(name, args, runtime.context())
        .map_err(|error| format!("the harness failed: {error}"))
}

/// What a script threw, for the harness; a file that can not even be read or parsed is said at once.
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

/// Tells the harness what nothing caught.
fn report_to(driver: &Rc<Driver>, event_loop: &EventLoop) {
    let driver = driver.clone();
    event_loop.set_reporter(move |report: &Report, context| {
        let what = match report.kind() {
            ReportKind::Error => "uncaught exception",
            ReportKind::UnhandledRejection => "unhandled rejection",
            ReportKind::RejectionHandled => "",
        };
        let error = report.error().clone().into_opaque(context);
        // What JS can not be shown is told by its text.
        let error = error.unwrap_or_else(|error| js_string!(error.to_string()).into());
        // Without AsyncContext there is no snapshot to make an event with.
        let event = report
            .to_event(context)
            .unwrap_or_else(|_| plain_event(&error, context));
        let args = [error, js_string!(what).into(), event];
        // The harness itself does not throw.
        let _ = driver.call("uncaught", &args, context);
    });
}

fn plain_event(error: &JsValue, context: &mut Context) -> JsValue {
    ObjectInitializer::new(context)
        .property(js_string!("error"), error.clone(), Attribute::all())
        .build()
        .into()
}

/// The file that `META: script=` means: from the file, or from the root of the tests, which is a directory
/// above it.
fn locate(file: &Path, name: &str) -> PathBuf {
    let directory = file.parent().unwrap_or(Path::new(""));
    let Some(from_root) = name.strip_prefix('/') else {
        return directory.join(name);
    };
    let absolute = std::path::absolute(directory).unwrap_or_else(|_| directory.to_owned());
    absolute
        .ancestors()
        .map(|root| root.join(from_root))
        .find(|path| path.is_file())
        // So that the message names a place where it was looked for.
        .unwrap_or_else(|| directory.join(from_root))
}
