//! A test262 runner for AsyncContext on Boa, and the library behind `boa-ac test262`.
//!
//! [`Suite::discover`] finds the tests and reads their front matter, [`plan`] makes runs of them (a
//! test runs sloppy and strict unless its flags say otherwise), [`pool`] runs each in an engine of
//! its own, in worker processes that may crash, hang or run out of memory, and [`report`] says what
//! came of it. What is data is in plain files beside `src/`: our suite in `test/`, its harness in
//! `harness/`, the sentences that it covers in `sentences.md`.
//!
//! Data flows one way: `discover` -> `select` -> `plan` -> `pool` (-> `protocol` -> `worker` ->
//! `engine`) -> `report` -> `expect`, `compare`, `junit`.
#![deny(missing_docs, unsafe_code)]

pub mod compare;
pub mod coverage;
pub mod discover;
pub mod embedding;
mod engine;
pub mod expect;
pub mod junit;
pub mod metadata;
pub mod plan;
pub mod pool;
mod protocol;
pub mod report;
pub mod select;
pub mod worker;

pub use discover::Suite;
pub use embedding::Embedding;
pub use plan::{Mode, Plan};
pub use pool::{Options, run};
pub use report::{Outcome, Report, Status};

use std::path::{Path, PathBuf};

/// The directory of this crate in the checkout that it was built from: our suite is in `test/`, its
/// harness in `harness/`.
#[must_use]
pub fn own_suite() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// What the runner itself, not a test, can fail with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A directory or file that the run needs.
    #[error("{}: {problem}", path.display())]
    Path {
        /// What was looked for.
        path: PathBuf,
        /// What is wrong with it and what to do.
        problem: String,
    },
    /// A selection that cannot be meant.
    #[error("{0}")]
    Selection(String),
    /// A file that was given, by line.
    #[error("{}:{line}: {problem}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it and what to do.
        problem: String,
    },
    /// The worker process cannot be started or does not answer.
    #[error("cannot start a worker ({program}): {problem}", program = program.display())]
    Worker {
        /// The program that was started.
        program: PathBuf,
        /// Why it could not be.
        problem: String,
    },
}

impl Error {
    pub(crate) fn path(path: &Path, problem: impl ToString) -> Self {
        Self::Path {
            path: path.to_owned(),
            problem: problem.to_string(),
        }
    }

    /// An operating system's error about a file.
    #[must_use]
    pub fn io(path: &Path, error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::path(path, "there is no such file or directory"),
            _ => Self::path(path, error),
        }
    }
}

/// The text of a file, or what is wrong with the file, to be said behind its name.
pub(crate) fn read_text(file: &Path) -> Result<String, String> {
    let bytes = std::fs::read(file).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "does not exist".to_owned(),
        _ => format!("cannot be read: {error}"),
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let position = error.utf8_error().valid_up_to();
        let byte = error.as_bytes()[position];
        format!("is not UTF-8: byte {position} is {byte:#04x}")
    })
}
