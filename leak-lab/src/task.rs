//! What one run is to do.

use std::{
    collections::hash_map::RandomState,
    hash::BuildHasher as _,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

/// What a worker is to run; its only argument, as JSON.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Task {
    /// The absolute path of the scenario.
    pub(crate) file: String,
    /// The rounds of a scenario that does not say how many, and in quick mode the most.
    pub(crate) rounds: u64,
    pub(crate) quick: bool,
    pub(crate) checkpoints: u32,
    /// The forced collections at each checkpoint.
    pub(crate) collections: u32,
    /// The milliseconds after which no further checkpoint is begun.
    pub(crate) budget: u64,
    /// The storage of our engine; empty for a peer.
    pub(crate) storage: String,
    /// The directory of the driver.
    pub(crate) harness: String,
    /// The beginning of the lines of its report. Other lines are the scenario's own output.
    pub(crate) mark: String,
}

/// A mark that no scenario prints by accident.
pub(crate) fn new_mark() -> String {
    format!("@leak-lab {:016x} ", RandomState::new().hash_one(()))
}

impl Task {
    /// The module that our engine begins with.
    pub(crate) fn entry(&self) -> Result<String, serde_json::Error> {
        let task = serde_json::to_string(self)?;
        Ok(format!(
            "import {{ main }} from './driver.mjs';\n\
             const host = globalThis.$leakLab;\n\
             delete globalThis.$leakLab;\n\
             host.turn = () => new Promise((resolve) => setTimeout(resolve, 0));\n\
             await main(host, {task});\n"
        ))
    }
}

/// The directory of this crate in the checkout that it was built from: scenarios, the driver, the pinned peers.
#[must_use]
pub fn own_directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}
