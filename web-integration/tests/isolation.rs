//! Attacks on the context of another tenant through the web's APIs; `tests/support/isolation.rs` of the library says how they
//! are written and run.

#[path = "../../tests/support/isolation.rs"]
mod support;

use std::{path::Path, process::ExitCode};

use boa_async_context_web::WebApis;
use boa_runtime::extensions::RuntimeExtension as _;
use support::Suite;

const SUITE: Suite = Suite {
    install: |options, context| apis(options).register(None, context),
    lend: |_| Ok(Vec::new()),
    page: include_str!("../../docs/security.md"),
    directory: "web-integration/tests/isolation",
};

/// The APIs of a file: the default ones with its options.
fn apis(options: &str) -> WebApis {
    let apis = WebApis::default().capture_fallback_context(true);
    options
        .split_whitespace()
        .fold(apis, |apis, option| match option {
            "observers_capture" => apis.observers_capture(true),
            "propagate_ports" => apis.propagate_ports(true),
            other => panic!("there is no option {other}"),
        })
}

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/isolation");
    boa_async_context_js_tests::run(&root, 2, |file| support::run_file(file, &SUITE))
}
