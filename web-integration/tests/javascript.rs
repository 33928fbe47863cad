//! Runs the files of `tests/js` with our own harness: in weak and in strong storage, and, those that do
//! not mention it, without AsyncContext.
//!
//! A filter runs part of the files: `cargo test -p boa_async_context_web --test javascript -- abort/`.

#[path = "harness/server.rs"]
mod server;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use boa_async_context::{Runtime, Storage};
use boa_engine::{
    Context, JsArgs, JsObject, JsValue, NativeFunction, js_string, object::ObjectInitializer,
    property::Attribute,
};
use boa_gc::{Finalize, Trace};

const HARNESS: &str = include_str!("harness/testharness.js");

/// In which runtimes a file runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Weak,
    Strong,
    WithoutAsyncContext,
}

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/js");
    let filters: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let origins = server::start();
    let (mut tests, mut runs) = (0, 0);
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
            let results = run(&path, kind, &origins);
            runs += results.len();
            if kind == Kind::Weak {
                tests += results.len();
            }
            if results.is_empty() {
                failures.push(format!("{name}: no tests"));
            }
            for (test, status) in results {
                if status != "passed" {
                    failures.push(format!("{name}, {kind:?}: {test}\n    {status}"));
                }
            }
        }
    }
    for failure in &failures {
        println!("FAILED {failure}");
    }
    let verdict = if failures.is_empty() { "ok" } else { "FAILED" };
    println!(
        "test result: {verdict}. {tests} tests in JS files, {runs} runs; {} failed",
        failures.len()
    );
    if failures.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Runs a file to its end and returns its tests with what came of them.
fn run(path: &Path, kind: Kind, origins: &(String, String)) -> Vec<(String, String)> {
    match try_run(path, kind, origins) {
        Ok(results) => results,
        Err(why) => vec![("(file)".to_owned(), why)],
    }
}

fn try_run(
    path: &Path,
    kind: Kind,
    origins: &(String, String),
) -> Result<Vec<(String, String)>, String> {
    let builder = Runtime::builder().without_console();
    let builder = match kind {
        Kind::Weak => builder.storage(Storage::Weak),
        Kind::Strong => builder.storage(Storage::Strong),
        Kind::WithoutAsyncContext => builder.without_async_context(),
    };
    let mut runtime = builder.build().map_err(|error| error.to_string())?;
    boa_async_context_web::register(&mut runtime).map_err(|error| error.to_string())?;
    define_natives(&mut runtime);
    let (origin, other) = origins;
    let define = format!("globalThis.$origin = {origin:?}; globalThis.$otherOrigin = {other:?};");
    runtime.eval(&define).map_err(|error| error.to_string())?;
    runtime.eval(HARNESS).map_err(|error| error.to_string())?;
    runtime
        .run_script(path)
        .map_err(|error| error.to_string())?;
    let finished = runtime
        .block_on(async |runtime| {
            let idle = runtime.run_until_idle();
            tokio::time::timeout(Duration::from_secs(10), idle).await
        })
        .map_err(|error| error.to_string())?;
    if finished.is_err() {
        let unfinished: Vec<String> = verdict(&mut runtime)?
            .into_iter()
            .filter(|(_, status)| status != "passed")
            .map(|(name, status)| format!("\n    {name}: {status}"))
            .collect();
        return Err(format!(
            "the event loop was not idle after 10 s{}",
            unfinished.concat()
        ));
    }
    if runtime.agent().is_some_and(|agent| !agent.is_empty()) {
        return Err("a mapping was left behind".to_owned());
    }
    verdict(&mut runtime)
}

/// The tests of the file with what came of them so far.
fn verdict(runtime: &mut Runtime) -> Result<Vec<(String, String)>, String> {
    let verdict = runtime
        .eval("$verdict()")
        .map_err(|error| error.to_string())?;
    let verdict = verdict.as_string().ok_or("the harness was overwritten")?;
    Ok(verdict
        .to_std_string_escaped()
        .split('\0')
        .filter_map(|line| line.split_once('\t'))
        .map(|(name, status)| (name.to_owned(), status.to_owned()))
        .collect())
}

/// Who receives reports, in the data of the context.
#[derive(Trace, Finalize, boa_engine::JsData)]
struct Receiver(JsObject);

fn define_natives(runtime: &mut Runtime) {
    let context = runtime.context();
    let collect = NativeFunction::from_fn_ptr(|_, _, _| {
        boa_gc::force_collect();
        Ok(JsValue::undefined())
    });
    let on_report = NativeFunction::from_fn_ptr(|_, args, context| {
        let receiver = args.get_or_undefined(0).as_object().expect("a function");
        context.insert_data(Receiver(receiver));
        Ok(JsValue::undefined())
    });
    for (name, function) in [("$collect", collect), ("$onReport", on_report)] {
        context
            .register_global_callable(js_string!(name), 0, function)
            .expect("a fresh global");
    }
    runtime.event_loop().set_reporter(|report, context| {
        // Without AsyncContext there is no snapshot to make an event with.
        let event = report.to_event(context).unwrap_or_else(|_| {
            let error = report.error().clone().into_opaque(context);
            plain_event(&error.unwrap_or_default(), context)
        });
        let receiver = context.get_data::<Receiver>().expect("set by the harness");
        let receiver = receiver.0.clone();
        receiver
            .call(&JsValue::undefined(), &[event], context)
            .expect("the harness does not throw");
    });
}

fn plain_event(error: &JsValue, context: &mut Context) -> JsValue {
    ObjectInitializer::new(context)
        .property(js_string!("error"), error.clone(), Attribute::all())
        .build()
        .into()
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
