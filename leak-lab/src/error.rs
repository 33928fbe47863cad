//! The errors of the laboratory.

use std::path::PathBuf;

/// Why an experiment could not begin.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A scenario or a directory of scenarios cannot be read.
    #[error("`{}` {problem}", path.display())]
    File {
        /// The path.
        path: PathBuf,
        /// What is wrong with it, and what to do.
        problem: String,
    },
    /// The pinned peers could not be installed.
    #[error("cannot install the peers: {0}")]
    Peers(String),
    /// A picture could not be drawn.
    #[error("cannot draw a picture: {0}")]
    Plot(String),
    /// A report could not be written.
    #[error("cannot write `{}`: {error}", path.display())]
    Write {
        /// The path.
        path: PathBuf,
        /// The system's error.
        error: std::io::Error,
    },
}
