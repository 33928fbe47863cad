//! The errors of the runner.

use std::path::{Path, PathBuf};

/// An error of the runner itself, not of a test.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A directory or file that the run needs cannot be used.
    #[error("{}: {problem}", path.display())]
    Path {
        /// The directory or file.
        path: PathBuf,
        /// What is wrong with it and what to do.
        problem: String,
    },
    /// A selection that selects nothing or cannot be understood.
    #[error("{0}")]
    Selection(String),
    /// A line of a given file is wrong.
    #[error("{}:{line}: {problem}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it and what to do.
        problem: String,
    },
    /// A worker process cannot be started or does not answer.
    #[error("cannot start a worker ({program}): {problem}", program = program.display())]
    Worker {
        /// The program that was started.
        program: PathBuf,
        /// Why it cannot be started.
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

    /// Makes an error from an IO error about a file.
    #[must_use]
    pub fn io(path: &Path, error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::path(path, "there is no such file or directory"),
            _ => Self::path(path, error),
        }
    }
}
