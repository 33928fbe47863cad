//! Attacks on the context of another tenant; `tests/support/isolation.rs` says how they are written and run.
//!
//! A filter runs part of the files: `cargo test --workspace --test isolation -- thenable`.

#[path = "support/isolation.rs"]
mod support;

use std::{path::Path, process::ExitCode};

use boa_async_context_js_tests::JsFile;
use support::Suite;

const SUITE: Suite = Suite {
    install: |_, _| Ok(()),
    lend: |_| Ok(Vec::new()),
    page: include_str!("../docs/security.md"),
    directory: "tests/isolation",
};

/// Programs that get the secret: what the attacks could not notice would be no attack.
const LEAKS: [&str; 3] = [
    "//// victim\nhanded.object = { a: { b: [secret] } };\n//// attacker\ntry { leak(handed.object); } catch {}",
    "//// victim\nhanded.text = `a ${secret.text}`;\n//// attacker\nleak(1, handed.text);",
    "//// victim\nconst v = handed.v = new AsyncContext.Variable();\n\
     handed.s = v.run(secret, () => new AsyncContext.Snapshot());\n\
     //// attacker\nleak(handed.s.run(() => handed.v.get()));",
];

/// Fails if a leak is not noticed in every run.
fn check_that_leaks_are_noticed() {
    for text in LEAKS {
        let file = JsFile {
            name: "values.js".to_owned(),
            path: "values.js".into(),
            text: format!("// clause: none\n// holds: nothing\n{text}"),
        };
        let outcome = support::run_file(&file, &SUITE);
        let noticed = |why: &String| why.contains("the secret was read");
        assert!(
            outcome.runs == 16
                && outcome.failures.len() == 16
                && outcome.failures.iter().all(noticed),
            "{text}: {:?}",
            outcome.failures
        );
    }
}

fn main() -> ExitCode {
    check_that_leaks_are_noticed();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/isolation");
    boa_async_context_js_tests::run(&root, 2, |file| support::run_file(file, &SUITE))
}
