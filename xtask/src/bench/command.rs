//! Running programs.

use std::{
    io::{self, Write as _},
    process::{Command, Stdio},
};

use super::error::BenchError;

pub(super) fn progress(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// The output of a command; what it says on standard error is for the user.
pub(super) fn output_of(command: &mut Command) -> Result<String, BenchError> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| BenchError::NoProgram {
            program: program.clone(),
            error,
            advice: "",
        })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(BenchError::Failed {
        program,
        status: output.status,
    })
}

/// The first line that a program prints.
pub(super) fn first_line(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let line = text
        .ok()
        .and_then(|text| text.lines().next().map(str::to_owned));
    line.unwrap_or_else(|| format!("({program} does not tell)"))
}
