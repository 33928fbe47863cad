//! Runs the files of `tests/js` with the runner of web-platform-tests in strict mode: with weak and with strong storage,
//! and without AsyncContext if a file does not mention it.
//!
//! `$origin` and `$otherOrigin` are the origins of a server on loopback that can misbehave.
//!
//! A filter chooses files: `cargo test -p boa_async_context_web --test javascript -- abort/`.

#[path = "harness/server.rs"]
mod server;

use std::{path::Path, process::ExitCode, time::Duration};

use boa_async_context::{Error, Runtime, Storage};
use boa_async_context_js_tests::{JsFile, Outcome, gc_stress};
use boa_async_context_web::{WebApis, fire_external_event};
use boa_async_context_wpt::{FileReport, FileStatus, Options, TestStatus, run_file};
use boa_engine::{
    JsArgs, JsResult, JsValue, NativeFunction, job::GenericJob, js_string, property::Attribute,
};
use boa_runtime::extensions::RuntimeExtension;

/// The runtime that a file runs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    In(Storage),
    WithoutAsyncContext,
}

/// After so long a file hangs. A busy machine is no failure, nor is garbage that is collected everywhere.
const HANGS: Duration = Duration::from_secs(600);

/// The default storage is the first.
const KINDS: [Kind; 5] = [
    Kind::In(Storage::Weak),
    Kind::In(Storage::Ephemeron),
    Kind::In(Storage::Hybrid { collections: 1 }),
    Kind::In(Storage::Strong),
    Kind::WithoutAsyncContext,
];

fn main() -> ExitCode {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let origins = server::start(server::Shared::default());
    // One file at a time, because files measure time and share the server.
    boa_async_context_js_tests::run(&tests.join("js"), 1, |file| run_one(file, &tests, &origins))
}

fn run_one(file: &JsFile, tests: &Path, origins: &(String, String)) -> Outcome {
    let mut outcome = Outcome::default();
    for kind in KINDS {
        if kind == Kind::WithoutAsyncContext && file.text.contains("AsyncContext") {
            continue;
        }
        let options = options(&file.text, kind, tests, origins);
        for report in run_file(&file.path, &options).expect("it can be run") {
            outcome.runs += report.tests.len();
            if kind == KINDS[0] {
                outcome.tests += report.tests.len();
            }
            for failure in failures_of(&report) {
                outcome
                    .failures
                    .push(format!("{}, {kind:?}: {failure}", file.name));
            }
        }
    }
    outcome
}

fn options(text: &str, kind: Kind, tests: &Path, origins: &(String, String)) -> Options {
    let apis = apis(text);
    let origins = origins.clone();
    let mut options = Options::new(move |runtime, _| {
        let apis = apis.clone();
        apis.register(None, &mut runtime.context_mut())
            .map_err(Error::Setup)?;
        define_natives(&origins, runtime).map_err(Error::Setup)
    });
    options.storage = match kind {
        Kind::In(storage) => storage,
        Kind::WithoutAsyncContext => Storage::default(),
    };
    options.without_async_context = kind == Kind::WithoutAsyncContext;
    options.gc_stress = gc_stress();
    options.strict = true;
    options.timeout = HANGS;
    options.scripts = vec![tests.join("harness/helpers.js")];
    options
}

/// The APIs of a file: the default ones with the options in its second line.
fn apis(text: &str) -> WebApis {
    let line = text.lines().nth(1).unwrap_or_default();
    let options = line.strip_prefix("// options: ").unwrap_or_default();
    let mut apis = WebApis::default();
    for option in options.split_whitespace() {
        match option {
            "observers_capture" => apis = apis.observers_capture(true),
            "propagate_ports" => apis = apis.propagate_ports(true),
            "capture_fallback_context" => apis = apis.capture_fallback_context(true),
            other => panic!("there is no option {other}"),
        }
    }
    apis
}

/// Defines functions that fire an event of the host: `$external(target, type)` in a later task, `$externalNow` at once,
/// as if the event came while code of the program runs.
fn define_natives(origins: &(String, String), runtime: &mut Runtime) -> JsResult<()> {
    let external = NativeFunction::from_fn_ptr(|_, args, context| {
        let target = args.get_or_undefined(0).clone();
        let event_type = args.get_or_undefined(1).to_string(context)?;
        let job = GenericJob::new(
            move |context| {
                let event_type = event_type.to_std_string_escaped();
                fire_external_event(&target, &event_type, context)?;
                Ok(JsValue::undefined())
            },
            context.realm().clone(),
        );
        context.enqueue_job(job.into());
        Ok(JsValue::undefined())
    });
    let external_now = NativeFunction::from_fn_ptr(|_, args, context| {
        let event_type = args.get_or_undefined(1).to_string(context)?;
        let event_type = event_type.to_std_string_escaped();
        fire_external_event(args.get_or_undefined(0), &event_type, context)?;
        Ok(JsValue::undefined())
    });
    let context = &mut *runtime.context_mut();
    for (name, origin) in [("$origin", &origins.0), ("$otherOrigin", &origins.1)] {
        let origin = js_string!(origin.as_str());
        context.register_global_property(js_string!(name), origin, Attribute::all())?;
    }
    context.register_global_callable(js_string!("$external"), 2, external)?;
    context.register_global_callable(js_string!("$externalNow"), 2, external_now)
}

fn failures_of(report: &FileReport) -> impl Iterator<Item = String> {
    let file = (report.status != FileStatus::Ok).then(|| {
        let message = report.message.as_deref().unwrap_or_default();
        format!("(file)\n    {:?}: {message}", report.status)
    });
    let tests = report
        .tests
        .iter()
        .filter(|test| test.status != TestStatus::Pass)
        .map(|test| {
            let message = test.message.as_deref().unwrap_or_default();
            format!("{}\n    {:?}: {message}", test.name, test.status)
        });
    file.into_iter().chain(tests)
}
