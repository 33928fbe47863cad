//! How AsyncContext is embedded in the engine that runs the tests.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// How mappings hold their values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Storage {
    /// As ephemerons: a value lives as long as the mapping and the variable do.
    #[default]
    Weak,
    /// As ordinary references: a value lives as long as the mapping does.
    Strong,
}

/// Which executor runs the jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Executor {
    /// The library's event loop.
    #[default]
    Own,
    /// Boa's `SimpleJobExecutor`, which does not know AsyncContext, behind the library's decorator.
    Foreign,
}

/// The choices that the library leaves to a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Embedding {
    /// How mappings hold their values.
    pub storage: Storage,
    /// Which executor runs the jobs.
    pub executor: Executor,
}

impl fmt::Display for Embedding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let storage = match self.storage {
            Storage::Weak => "weak",
            Storage::Strong => "strong",
        };
        let executor = match self.executor {
            Executor::Own => "the library's event loop",
            Executor::Foreign => "a foreign executor",
        };
        write!(f, "{storage} storage, {executor}")
    }
}

impl FromStr for Storage {
    type Err = &'static str;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "weak" => Ok(Self::Weak),
            "strong" => Ok(Self::Strong),
            _ => Err("expected weak or strong"),
        }
    }
}

impl FromStr for Executor {
    type Err = &'static str;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "own" => Ok(Self::Own),
            "foreign" => Ok(Self::Foreign),
            _ => Err("expected own or foreign"),
        }
    }
}
