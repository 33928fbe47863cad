//! The exit codes that the commands share.

use std::process::ExitCode;

/// The program or a test failed, or an outcome was not as expected.
pub(crate) const FAILED: u8 = 1;

/// Wrong usage, or a file that cannot be read: nothing ran. Clap ends the process with the same code.
pub(crate) const NOT_STARTED: u8 = 2;

/// The program has met a limit of `boa-ac run --limits`, `--max-time` or `--max-heap`.
pub(crate) const LIMIT_MET: u8 = 3;

/// The engine has panicked: a defect of it.
pub(crate) const ENGINE_PANICKED: u8 = 4;

/// The exit code of a command that ran to its end.
pub(crate) fn code_of(is_success: bool) -> ExitCode {
    if is_success {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FAILED)
    }
}
