//! The messages between the runner and its workers: each is a line of JSON on the worker's standard input or
//! output.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::{embedding::Embedding, metadata::Negative, mode::Mode};

/// The first line to a worker.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Setup {
    /// The directory of the harness files.
    pub harness: PathBuf,
    /// Whether AsyncContext is installed.
    pub async_context: bool,
    /// How AsyncContext is embedded.
    #[serde(default)]
    pub embedding: Embedding,
    /// A script that runs first in every realm.
    pub prelude: Option<PathBuf>,
    /// How much memory a worker may take, in bytes.
    pub memory: u64,
}

/// The engine that runs the tests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EngineFacts {
    /// The name of the engine.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Whether our AsyncContext is installed.
    pub async_context: bool,
    /// Whether it has `Intl`.
    #[serde(default)]
    pub intl: bool,
}

/// The worker's answer to the set-up.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Ready {
    /// The engine that it runs.
    pub engine: EngineFacts,
}

/// The request for one run.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Request {
    /// The test's file.
    pub file: PathBuf,
    /// How to run it.
    pub mode: Mode,
    /// Whether it runs without the harness.
    pub raw: bool,
    /// Whether it ends only when `$DONE` is called.
    pub is_async: bool,
    /// The agent's `[[CanBlock]]`.
    pub can_block: bool,
    /// How it must fail, if it is a negative test.
    pub negative: Option<Negative>,
    /// Further harness files.
    pub includes: Vec<String>,
}

/// The result of a run.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Response {
    /// Why it failed, if it did.
    pub failure: Option<Failure>,
    /// Whether the worker ends, because it cannot be used for another run.
    pub retire: bool,
}

/// Why a run failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Failure {
    /// The test failed.
    Test(String),
    /// The engine or the runner failed: a crash, a time-out, a missing harness file.
    Engine(String),
}

impl Failure {
    /// The same failure, with a message of bounded length.
    #[must_use]
    pub fn bounded(self) -> Self {
        match self {
            Self::Test(message) => Self::Test(bounded(message)),
            Self::Engine(message) => Self::Engine(bounded(message)),
        }
    }
}

/// The length in bytes beyond which a message is cut.
const LONGEST: usize = 1_000;

/// Cuts a text that is too long for a report.
pub fn bounded(mut text: String) -> String {
    if text.len() > LONGEST {
        text.truncate(text.floor_char_boundary(LONGEST));
        text.push_str(" ...");
    }
    text
}
