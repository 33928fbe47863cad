//! `cargo xtask sanitize`: tests under AddressSanitizer.
//!
//! The compiler's option is an unstable one, but its runtime is part of the stable toolchains for Linux and macOS. So the stable compiler is
//! told to take unstable options. The standard library is the one that comes with it: its own code is not watched.

use std::{
    env,
    ffi::OsString,
    path::Path,
    process::{Command, ExitCode},
};

use crate::cargo::cargo;

/// What runs if nothing else is asked for: the code with `unsafe` in it, and what lets it work.
const SUITES: [&str; 10] = [
    "--workspace",
    // Models of orders of threads, which take minutes without it.
    "--exclude",
    "boa_async_context_models",
    "--lib",
    "--test",
    "cleanup",
    "--test",
    "storm",
    "--test",
    "javascript",
];

/// Why the tests could not be run.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SanitizeError {
    #[error("cannot start {program}: {error}")]
    NoProgram {
        program: String,
        error: std::io::Error,
    },
    #[error("`rustc -vV` does not name its host")]
    NoHost,
}

/// Runs `cargo test` with these arguments, or [`SUITES`].
pub(crate) fn run(root: &Path, arguments: &[OsString]) -> Result<ExitCode, SanitizeError> {
    let suites = SUITES.map(OsString::from);
    let arguments = if arguments.is_empty() {
        &suites
    } else {
        arguments
    };
    let mut command = Command::new(cargo());
    command
        // With a target, what runs while it is built is not sanitized.
        .args(["test", "--no-fail-fast", "--target", &host()?])
        .args(arguments)
        .current_dir(root)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", with_flag(env::var("RUSTFLAGS").ok()))
        .env("RUSTDOCFLAGS", with_flag(env::var("RUSTDOCFLAGS").ok()))
        .env("CARGO_TARGET_DIR", root.join("target").join("sanitize"));
    // Some tests leak on purpose, and what leaks is counted by the library.
    if env::var_os("ASAN_OPTIONS").is_none() {
        command.env("ASAN_OPTIONS", "detect_leaks=0");
    }
    let status = command.status().map_err(|error| SanitizeError::NoProgram {
        program: cargo().display().to_string(),
        error,
    })?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn with_flag(flags: Option<String>) -> String {
    let flags = flags.unwrap_or_default();
    format!("{flags} -Zsanitizer=address")
        .trim_start()
        .to_owned()
}

/// The target that this machine is.
fn host() -> Result<String, SanitizeError> {
    let program = env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let output = Command::new(&program).arg("-vV").output();
    let output = output.map_err(|error| SanitizeError::NoProgram { program, error })?;
    let told = String::from_utf8_lossy(&output.stdout);
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or(SanitizeError::NoHost)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_of_the_user_stay() {
        assert_eq!(with_flag(None), "-Zsanitizer=address");
        assert_eq!(with_flag(Some("-g".to_owned())), "-g -Zsanitizer=address");
    }

    #[test]
    fn the_host_is_a_target() {
        assert!(host().is_ok_and(|host| host.matches('-').count() >= 2));
    }
}
