//! How a mapping holds its values: the one switch between the storages.

use std::{error::Error, fmt, str::FromStr};

/// How a mapping holds its values.
///
/// The proposal leaves open whether contexts must be weak, since tracing ephemerons has a price, and its
/// memory document recommends a hybrid. An agent chooses once, when it is created, so that the storages can be
/// compared (`docs/memory.md`). What a program computes is the same in all of them; they differ in when an
/// unreachable variable's values are released, and in what a collection costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
#[non_exhaustive]
pub enum Storage {
    /// A value lives while the mapping *and* the variable are reachable. The variable's key keeps the list of
    /// the bindings that wait for it, so a collection costs what it costs with [`Strong`](Self::Strong).
    #[default]
    Weak,
    /// The same lifetimes as [`Weak`](Self::Weak), with the collector's own ephemerons: one more allocation a
    /// binding, and collections that are quadratic in the length of a chain of contexts. Kept for comparison.
    Ephemeron,
    /// Like [`Strong`](Self::Strong) until the mapping has survived `collections` collections of garbage, then
    /// like [`Weak`](Self::Weak): the recommendation of the proposal's memory document. With 0 it is `Weak`.
    Hybrid {
        /// The number of collections that a mapping survives before its bindings turn weak.
        collections: u16,
    },
    /// A value lives as long as a mapping that holds it.
    Strong,
}

impl Storage {
    /// The number of collections after which an unreachable variable's values are released, when nothing extends
    /// the mappings that hold them; `None` if they live as long as those mappings.
    ///
    /// For experiments and tests, which force that many collections.
    #[must_use]
    pub const fn collections_to_release(self) -> Option<u32> {
        match self {
            Self::Weak | Self::Ephemeron => Some(1),
            Self::Hybrid { collections } => Some(collections as u32 + 1),
            Self::Strong => None,
        }
    }
}

impl fmt::Display for Storage {
    /// `weak`, `ephemeron`, `hybrid:N` or `strong`, which [`FromStr`] understands.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Weak => f.pad("weak"),
            Self::Ephemeron => f.pad("ephemeron"),
            Self::Hybrid { collections } => f.pad(&format!("hybrid:{collections}")),
            Self::Strong => f.pad("strong"),
        }
    }
}

/// The error of [`Storage`]'s [`FromStr`] for a name that is not of a storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownStorage;

impl fmt::Display for UnknownStorage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "expected weak, ephemeron, strong, hybrid or hybrid:N (N is a number of collections)",
        )
    }
}

impl Error for UnknownStorage {}

impl FromStr for Storage {
    type Err = UnknownStorage;

    /// Reads what [`Display`](fmt::Display) writes, and `hybrid` as `hybrid:1`.
    fn from_str(name: &str) -> Result<Self, UnknownStorage> {
        match name {
            "weak" => Ok(Self::Weak),
            "ephemeron" => Ok(Self::Ephemeron),
            "hybrid" => Ok(Self::Hybrid { collections: 1 }),
            "strong" => Ok(Self::Strong),
            _ => match name.strip_prefix("hybrid:").map(str::parse) {
                Some(Ok(collections)) => Ok(Self::Hybrid { collections }),
                _ => Err(UnknownStorage),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Storage, UnknownStorage};

    #[test]
    fn a_storage_reads_what_it_writes() {
        for storage in [
            Storage::Weak,
            Storage::Ephemeron,
            Storage::Hybrid { collections: 0 },
            Storage::Hybrid {
                collections: u16::MAX,
            },
            Storage::Strong,
        ] {
            assert_eq!(storage.to_string().parse(), Ok(storage));
        }
        assert_eq!("hybrid".parse(), Ok(Storage::Hybrid { collections: 1 }));
        for wrong in [
            "",
            "Weak",
            "hybrid:",
            "hybrid:-1",
            "hybrid:65536",
            "hybrid:1x",
            "strong:1",
        ] {
            assert_eq!(wrong.parse::<Storage>(), Err(UnknownStorage), "{wrong}");
        }
    }
}
