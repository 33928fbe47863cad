//! Finds out whether the engine has our hooks, and sets the configuration `exact_generators` if so, and one for each further
//! change that the library uses.
//!
//! The engine that `cargo xtask exact` makes has a build script that says so, in metadata that cargo hands to
//! the crates that depend on it.

use std::{env, process::ExitCode};

/// Set by cargo for the metadata `generators` of the package that links `boa_engine_host_hooks`.
const HOOKS: &str = "DEP_BOA_ENGINE_HOST_HOOKS_GENERATORS";
/// As above, for the metadata `changes`: the numbers of the changes that were made, with commas between them.
const CHANGES: &str = "DEP_BOA_ENGINE_HOST_HOOKS_CHANGES";
/// The numbers of the changes in `engine/` that the library uses, beside the hooks, and the configurations for them.
const USED: [(&str, &str); 8] = [
    ("06", "exact_interrupts"),
    ("08", "exact_string_length"),
    ("18", "exact_native_stack"),
    ("19", "exact_json"),
    ("21", "exact_awaits"),
    ("22", "exact_collector"),
    ("23", "exact_native_calls"),
    ("24", "exact_export_names"),
];
/// Set by `cargo xtask exact`: an engine without the hooks is an error then.
const REQUIRED: &str = "BOA_ASYNC_CONTEXT_REQUIRE_EXACT";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed={REQUIRED}");
    println!("cargo::rustc-check-cfg=cfg(exact_generators)");
    for (_, configuration) in USED {
        println!("cargo::rustc-check-cfg=cfg({configuration})");
    }
    if env::var_os(HOOKS).is_some() {
        println!("cargo::rustc-cfg=exact_generators");
        let changes = env::var(CHANGES).unwrap_or_default();
        for (number, configuration) in USED {
            if changes.split(',').any(|made| made == number) {
                println!("cargo::rustc-cfg={configuration}");
            }
        }
    } else if env::var_os(REQUIRED).is_some() {
        println!(
            "cargo::error={REQUIRED} is set, but this boa_engine has no host hooks for generators: \
             patch in the engine that `cargo xtask exact` makes (README, \"Exact mode\")"
        );
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
