//! Panics of the engine: a defect of it, told in one line.

use std::{
    cell::Cell,
    env,
    panic::{self, PanicHookInfo},
};

use boa_async_context::EnginePanic;

use crate::output::say;

thread_local! {
    /// Whether the last panic of this thread was one of the engine.
    static BY_ENGINE: Cell<bool> = const { Cell::new(false) };
}

/// Lets panics of the engine be told in one line, and all others as before. With `RUST_BACKTRACE` set, both have their backtrace.
pub(crate) fn tell_in_one_line() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let by_engine = info
            .location()
            .is_some_and(|location| EnginePanic::file_of_engine(location.file()).is_some());
        BY_ENGINE.set(by_engine);
        if by_engine {
            say(&line(info));
        }
        if !by_engine || env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0") {
            before(info);
        }
    }));
}

/// Whether the last panic of this thread was one of the engine.
pub(crate) fn is_of_engine() -> bool {
    BY_ENGINE.get()
}

/// Says that the error that was printed is about a defect of the engine.
pub(crate) fn say_that_it_is_one() {
    say(
        "boa-ac: this is a defect of the engine; docs/boa.md lists known ones, and exact mode mends many",
    );
}

fn line(info: &PanicHookInfo<'_>) -> String {
    let message = info.payload_as_str().unwrap_or("no message");
    let message = message.lines().next().unwrap_or_default();
    let place = info.location().map_or_else(String::new, |location| {
        let file = location.file();
        let file = file
            .find("boa")
            .and_then(|start| file.get(start..))
            .unwrap_or(file);
        format!(" at {file}:{}", location.line())
    });
    format!(
        "boa-ac: a defect of the engine ended the program: {message}{place}; docs/boa.md lists known ones, and \
         exact mode mends many (RUST_BACKTRACE=1 tells more)"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_is_told_by_the_place_of_its_crates() {
        for file in [
            "/root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/boa_engine-0.22.0/src/vm/mod.rs",
            "/work/target/exact/boa/core/ast/src/scope.rs",
            "/root/.cargo/registry/src/index/boa_gc-0.22.0/src/lib.rs",
        ] {
            assert!(EnginePanic::file_of_engine(file).is_some(), "{file}");
        }
        for file in [
            "cli/src/program.rs",
            "src/agent/state.rs",
            "/home/boa/project/cli/src/run.rs",
            "/rustc/59807616e1fa/library/core/src/ops/function.rs",
        ] {
            assert!(EnginePanic::file_of_engine(file).is_none(), "{file}");
        }
    }
}
