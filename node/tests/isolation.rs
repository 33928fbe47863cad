//! Attacks on the context of another tenant through Node's modules; `tests/support/isolation.rs` of the library says how they
//! are written and run.

#[path = "../../tests/support/isolation.rs"]
mod support;

use std::{path::Path, process::ExitCode};

use boa_async_context_node::{async_hooks, process};
use support::Suite;

const SUITE: Suite = Suite {
    // The first one is made before any program runs.
    install: |_, context| async_hooks::exports(context).map(drop),
    lend: |context| {
        Ok(vec![
            ("asyncHooks", async_hooks::exports(context)?.into()),
            ("process", process::exports(context)?.into()),
        ])
    },
    page: include_str!("../../docs/security.md"),
    directory: "node/tests/isolation",
};

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/isolation");
    boa_async_context_js_tests::run(&root, 2, |file| support::run_file(file, &SUITE))
}
