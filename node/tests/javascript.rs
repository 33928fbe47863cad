//! Runs the files of `tests/js` with the runner of web-platform-tests in strict mode, in every storage.
//!
//! | directory | what is there |
//! |---|---|
//! | `same` | what is as in Node, where `tests/on_node.rs` runs these files too |
//! | `differs` | what is not, on purpose: each test says what both do, by the variable `onNode`. Node runs them too |
//! | `ours` | what Node does not have |
//!
//! A filter chooses files: `cargo test --test javascript -- same/`.

use std::{path::Path, process::ExitCode, time::Duration};

use boa_async_context::{Error, Runtime, Storage};
use boa_async_context_js_tests::{JsFile, Outcome, gc_stress};
use boa_async_context_web::WebApis;
use boa_async_context_wpt::{FileStatus, Options, TestStatus, run_file};
use boa_engine::{JsResult, js_string, property::Attribute};
use boa_runtime::extensions::RuntimeExtension;

const STORAGES: [Storage; 4] = [
    Storage::Weak,
    Storage::Ephemeron,
    Storage::Hybrid { collections: 1 },
    Storage::Strong,
];

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/js");
    boa_async_context_js_tests::run(&root, 2, run_one)
}

fn run_one(file: &JsFile) -> Outcome {
    let mut outcome = Outcome::default();
    for storage in STORAGES {
        let mut options = Options::new(|runtime, _| prepare(runtime).map_err(Error::Setup));
        options.storage = storage;
        options.gc_stress = gc_stress();
        options.strict = true;
        // A busy machine is no failure.
        options.timeout = Duration::from_secs(600);
        for report in run_file(&file.path, &options).expect("it can be run") {
            outcome.runs += report.tests.len();
            if storage == STORAGES[0] {
                outcome.tests += report.tests.len();
            }
            let mut fail = |name: &str, why: Option<&str>| {
                let why = why.unwrap_or_default();
                let failure = format!("{}, {storage} storage: {name}\n    {why}", file.name);
                outcome.failures.push(failure);
            };
            if report.status != FileStatus::Ok {
                fail("(file)", report.message.as_deref());
            }
            for test in &report.tests {
                if test.status != TestStatus::Pass {
                    fail(&test.name, test.message.as_deref());
                }
            }
        }
    }
    outcome
}

/// Defines the APIs of the web, and what the files use.
fn prepare(runtime: &mut Runtime) -> JsResult<()> {
    let context = &mut *runtime.context_mut();
    WebApis::default().register(None, context)?;
    boa_async_context_node::process::define_global(context)?;
    let exports = boa_async_context_node::async_hooks::exports(context)?;
    context.register_global_property(js_string!("asyncHooks"), exports, Attribute::all())?;
    context.register_global_property(js_string!("onNode"), false, Attribute::all())
}
