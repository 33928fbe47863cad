//! What the runner and its workers say to each other: a line of JSON each, over the worker's
//! standard input and output.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::{embedding::Embedding, metadata::Negative, plan::Mode, report::EngineFacts};

/// The first line to a worker.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Setup {
    /// Where harness files are.
    pub harness: PathBuf,
    /// Whether AsyncContext is installed.
    pub async_context: bool,
    /// How it is embedded.
    #[serde(default)]
    pub embedding: Embedding,
    /// A script to run first in every realm.
    pub prelude: Option<PathBuf>,
    /// How much memory a worker may take, in bytes.
    pub memory: u64,
}

/// The worker's answer to the set-up.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Ready {
    /// What it runs.
    pub engine: EngineFacts,
}

/// One run.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Request {
    /// The test's file.
    pub file: PathBuf,
    /// How to run it.
    pub mode: Mode,
    /// Whether it has no harness.
    pub raw: bool,
    /// Whether it is over only when `$DONE` is called.
    pub is_async: bool,
    /// The agent's `[[CanBlock]]`.
    pub can_block: bool,
    /// How it must fail, if it must.
    pub negative: Option<Negative>,
    /// Harness files besides the usual ones.
    pub includes: Vec<String>,
}

/// What came of a run.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Response {
    /// Why it failed, if it did.
    pub failure: Option<Failure>,
    /// The worker is not fit for another run, and ends.
    pub retire: bool,
}

/// Why a run failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Failure {
    /// The test says so.
    Test(String),
    /// The engine or the runner could not do what any test may ask for: a crash, no end, no harness.
    Engine(String),
}

impl Failure {
    /// The same, with a message of bounded length.
    #[must_use]
    pub fn bounded(self) -> Self {
        match self {
            Self::Test(message) => Self::Test(bounded(message)),
            Self::Engine(message) => Self::Engine(bounded(message)),
        }
    }
}

/// The longest message that is kept; more is cut.
const LONGEST: usize = 1_000;

/// Cuts a text that is too long for a report.
pub fn bounded(mut text: String) -> String {
    if text.len() > LONGEST {
        text.truncate(text.floor_char_boundary(LONGEST));
        text.push_str(" ...");
    }
    text
}
