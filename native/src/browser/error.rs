//! The errors of a browser.

use std::{io, path::PathBuf, sync::Arc};

use chromiumoxide::error::CdpError;

/// Why a call to a browser failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BrowserError {
    /// The browser could not be started.
    #[error("cannot start {}: {error}", executable.display())]
    Start {
        /// The program.
        executable: PathBuf,
        /// The cause.
        error: io::Error,
    },
    /// The browser or the connection to it ended.
    #[error("the browser is gone")]
    Gone,
    /// The page or the browser was closed.
    #[error("the page was closed")]
    Closed,
    /// The expression threw.
    #[error("{0}")]
    Thrown(String),
    /// An object was expected, but the value is primitive.
    #[error("it is not an object")]
    NoObject,
    /// The profile could not be removed.
    #[error("cannot remove the browser's profile: {0}")]
    Profile(Arc<io::Error>),
    /// The browser refused a command, or did not answer it.
    #[error(transparent)]
    Protocol(#[from] CdpError),
}
