//! Why the benches could not be run.

use std::{io, path::PathBuf};

use super::instructions::CountError;

/// The page that is written.
pub(super) const PAGE: &str = "docs/performance.md";
/// The picture beside the page.
pub(super) const PICTURE: &str = "docs/run-over-n.svg";

/// Why the benches could not be run.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BenchError {
    #[error("{}: {error}", path.display())]
    Io { path: PathBuf, error: io::Error },
    #[error("cannot run {program}: {error}{advice}")]
    NoProgram {
        program: String,
        error: io::Error,
        advice: &'static str,
    },
    #[error("{program} failed ({status})")]
    Failed {
        program: String,
        status: std::process::ExitStatus,
    },
    #[error(transparent)]
    Count(#[from] CountError),
    #[error("{PAGE} has no line `{0}`: the tables go between that and the other one")]
    NoPlace(&'static str),
    #[error("{PICTURE}: {0}")]
    Picture(String),
    #[error("{engine} printed what is no measurement: {line}")]
    NoMeasurement { engine: String, line: String },
    #[error("the peers cannot be installed: {0}")]
    Peers(String),
}
