//! The engines and storages that are compared.

use std::path::PathBuf;

use boa_async_context::Storage;
use serde::Serialize;

/// The storages, in the order of the columns.
const STORAGES: [Storage; 4] = [
    Storage::Weak,
    Storage::Ephemeron,
    Storage::Hybrid { collections: 1 },
    Storage::Strong,
];

/// What runs a column.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Engine {
    /// Our engine with this storage.
    Ours(Storage),
    /// This program of a peer, with the arguments before the entry module.
    Peer(PathBuf, &'static [&'static str]),
    /// A peer that is not there: why.
    Absent(String),
}

/// A column of the tables.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Column {
    /// Its head.
    pub name: String,
    /// The version of the engine.
    pub version: String,
    /// Whether this is our engine.
    pub ours: bool,
    /// What runs it.
    #[serde(skip)]
    pub engine: Engine,
}

impl Column {
    /// Our engine with a storage.
    #[must_use]
    pub fn ours(storage: Storage) -> Self {
        let mode = if boa_async_context::EXACT_GENERATORS {
            "exact"
        } else {
            "stock"
        };
        Self {
            name: storage.to_string(),
            version: format!("Boa 0.22 ({mode})"),
            ours: true,
            engine: Engine::Ours(storage),
        }
    }

    /// Whether this is the strong storage.
    #[must_use]
    pub fn is_strong(&self) -> bool {
        matches!(self.engine, Engine::Ours(Storage::Strong))
    }

    /// How many collections a value may survive here although it is not used any more.
    pub(crate) fn extra_collections(&self) -> u32 {
        match self.engine {
            Engine::Ours(storage) => storage.collections_to_release().map_or(0, |all| all - 1),
            Engine::Peer(..) | Engine::Absent(_) => 0,
        }
    }
}

/// A column for each storage.
#[must_use]
pub fn storages() -> Vec<Column> {
    STORAGES.map(Column::ours).into()
}
