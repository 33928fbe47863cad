//! Why files could not be run.

use std::{io, path::PathBuf};

use boa_async_context::source::SourceError;

/// Why files could not be run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A directory cannot be read.
    #[error("cannot read the directory `{}`: {source}", path.display())]
    #[non_exhaustive]
    Directory {
        /// The directory.
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
    /// A directory has no tests.
    #[error(
        "`{}` has no tests: they are the files whose names end in .any.js, .window.js or .worker.js; any other \
         file can be named by itself", path.display()
    )]
    #[non_exhaustive]
    NoTests {
        /// The directory.
        path: PathBuf,
    },
    /// The operating system refused to start a thread.
    #[error("cannot start a thread for `{}`: {source}", path.display())]
    #[non_exhaustive]
    Thread {
        /// The file.
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
}
