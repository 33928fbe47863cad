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
    /// A script of a test cannot be loaded from the server.
    #[error("cannot load `{url}`: {why}")]
    #[non_exhaustive]
    Script {
        /// The URL.
        url: String,
        /// The reason.
        why: String,
    },
    /// A URL is not that of a server for tests.
    #[error(
        "`{url}` is no URL of a server: {why}; it is that of the root of the tests, such as http://web-platform.test:8000/"
    )]
    #[non_exhaustive]
    ServerUrl {
        /// The text.
        url: String,
        /// The reason.
        why: String,
    },
    /// A server does not answer as one for tests.
    #[error(
        "cannot use the server {url}: {why}; start `./wpt serve` in a checkout of the web-platform-tests, and give the URL that \
         it prints"
    )]
    #[non_exhaustive]
    Server {
        /// The URL of its root.
        url: String,
        /// The reason.
        why: String,
    },
}
