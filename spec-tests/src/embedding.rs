//! How AsyncContext is embedded in the engine that runs the tests.

use std::{fmt, num::NonZeroU32, str::FromStr};

use boa_async_context::Storage;
use serde::{Deserialize, Serialize};

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
    #[serde(with = "by_name")]
    pub storage: Storage,
    /// Which executor runs the jobs.
    pub executor: Executor,
    /// Garbage is collected at each job and at every n-th allocation of contexts.
    #[serde(default)]
    pub gc_stress: Option<NonZeroU32>,
}

impl fmt::Display for Embedding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let executor = match self.executor {
            Executor::Own => "the library's event loop",
            Executor::Foreign => "a foreign executor",
        };
        write!(f, "{} storage, {executor}", self.storage)?;
        match self.gc_stress {
            Some(every) => write!(f, ", garbage collected at every allocation number {every}"),
            None => Ok(()),
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

/// The storage of the library as its name.
mod by_name {
    use boa_async_context::Storage;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub(super) fn serialize<S: Serializer>(
        storage: &Storage,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(storage)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Storage, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}
