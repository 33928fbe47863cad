//! Why a module system cannot be built.

use std::{io, path::PathBuf};

/// Why a [`NodeModules`](crate::NodeModules) cannot be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A folder that programs may read cannot be found.
    #[error("cannot use `{}` as a root: {source}", path.display())]
    Root {
        /// The folder as it was given.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The import map cannot be read.
    #[error("cannot read the import map `{}`: {source}", path.display())]
    ImportMapFile {
        /// The file as it was given.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The text of the import map is not an import map.
    #[error("the import map `{}` is not valid: {message}", path.display())]
    ImportMap {
        /// The file, or the folder that its addresses are relative to.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
}
