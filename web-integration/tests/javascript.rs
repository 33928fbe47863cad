//! Runs the files of `tests/js` as web-platform-tests are run, strictly: in weak and in strong storage, and,
//! those that do not mention it, without AsyncContext.
//!
//! `$origin` and `$otherOrigin` are those of a server on loopback that can misbehave.
//!
//! A filter runs part of the files: `cargo test -p boa_async_context_web --test javascript -- abort/`.

#[path = "harness/server.rs"]
mod server;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use boa_async_context::{Error, Runtime, Storage};
use boa_async_context_web::{WebApis, fire_external_event};
use boa_async_context_wpt::{FileReport, FileStatus, Options, TestStatus, run_file};
use boa_engine::{
    JsArgs, JsResult, JsValue, NativeFunction, job::GenericJob, js_string, property::Attribute,
};
use boa_runtime::extensions::RuntimeExtension;

/// In which runtimes a file runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Weak,
    Strong,
    WithoutAsyncContext,
}

fn main() -> ExitCode {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let root = tests.join("js");
    let filters: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let origins = server::start(server::Shared::default());
    let (mut tests_seen, mut runs) = (0, 0);
    let mut failures = Vec::new();
    for path in files {
        let name = path.strip_prefix(&root).expect("found below it");
        let name = name.to_string_lossy().into_owned();
        if !filters.is_empty() && !filters.iter().any(|filter| name.contains(filter)) {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a readable file");
        if !text.starts_with("// clause: ") {
            failures.push(format!("{name}: does not begin with its clause"));
        }
        for kind in [Kind::Weak, Kind::Strong, Kind::WithoutAsyncContext] {
            if kind == Kind::WithoutAsyncContext && text.contains("AsyncContext") {
                continue;
            }
            for report in
                run_file(&path, &options(&text, kind, &tests, &origins)).expect("it can be run")
            {
                runs += report.tests.len();
                if kind == Kind::Weak {
                    tests_seen += report.tests.len();
                }
                failures_of(&report)
                    .for_each(|failure| failures.push(format!("{name}, {kind:?}: {failure}")));
            }
        }
    }
    for failure in &failures {
        println!("FAILED {failure}");
    }
    let verdict = if failures.is_empty() { "ok" } else { "FAILED" };
    println!(
        "test result: {verdict}. {tests_seen} tests in JS files, {runs} runs; {} failed",
        failures.len()
    );
    if failures.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn options(text: &str, kind: Kind, tests: &Path, origins: &(String, String)) -> Options {
    let apis = apis(text);
    let origins = origins.clone();
    let mut options = Options::new(move |runtime, _| {
        let apis = apis.clone();
        apis.register(None, runtime.context())
            .map_err(Error::Setup)?;
        define_natives(&origins, runtime).map_err(Error::Setup)
    });
    options.storage = if kind == Kind::Strong {
        Storage::Strong
    } else {
        Storage::Weak
    };
    options.without_async_context = kind == Kind::WithoutAsyncContext;
    options.strict = true;
    options.scripts = vec![tests.join("harness/helpers.js")];
    options
}

/// The APIs that a file asks for: the default ones, and what its second line says.
fn apis(text: &str) -> WebApis {
    let line = text.lines().nth(1).unwrap_or_default();
    let options = line.strip_prefix("// options: ").unwrap_or_default();
    let mut apis = WebApis::default();
    for option in options.split_whitespace() {
        match option {
            "observers_capture" => apis = apis.observers_capture(true),
            "capture_fallback_context" => apis = apis.capture_fallback_context(true),
            other => panic!("there is no option {other}"),
        }
    }
    apis
}

/// What a host causes: `$external(target, type)` in a later task, `$externalNow` at once, as if the engine were
/// in the middle of something when the event comes.
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
    let context = runtime.context();
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

fn collect(directory: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).expect("the test data is there") {
        let path = entry.expect("a readable directory").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "js") {
            files.push(path);
        }
    }
}
