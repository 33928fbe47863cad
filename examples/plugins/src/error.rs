//! What may go wrong with a plug-in.

use std::{io, path::PathBuf, time::Duration};

/// What went wrong with a plug-in. The others do not notice.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PluginError {
    /// The directory cannot be read.
    #[error("cannot read the plug-ins in {path}: {error}")]
    Directory {
        /// The directory.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A plug-in of this name is loaded.
    #[error("the plug-in {0} is loaded already; unload it first")]
    Loaded(String),
    /// There is no such plug-in.
    #[error("no plug-in {0} is loaded")]
    Unknown(String),
    /// The runtime could not be built.
    #[error("cannot make a runtime for the plug-in {name}: {text}")]
    Setup {
        /// The plug-in.
        name: String,
        /// Why.
        text: String,
    },
    /// The module cannot be read, is not JavaScript, or has thrown.
    #[error("cannot load the plug-in {name}: {text}")]
    Load {
        /// The plug-in.
        name: String,
        /// Why.
        text: String,
    },
    /// The module exports no function `activate`.
    #[error("the plug-in {0} exports no function `activate`")]
    NoActivate(String),
    /// A hook has thrown, its promise was rejected, or it has met a limit.
    #[error("{hook} of the plug-in {name} failed: {text}")]
    Failed {
        /// The plug-in.
        name: String,
        /// `activate`, `deactivate`, or the module itself.
        hook: &'static str,
        /// The exception, with its stack.
        text: String,
    },
    /// The plug-in waits for nothing any more, so the promise of the hook stays pending.
    #[error(
        "{hook} of the plug-in {name} never ends: nothing is left that could settle its promise"
    )]
    NeverEnds {
        /// The plug-in.
        name: String,
        /// As above.
        hook: &'static str,
    },
    /// The hook has not ended in time.
    #[error("{hook} of the plug-in {name} has not ended within {limit:?}")]
    TimedOut {
        /// The plug-in.
        name: String,
        /// As above.
        hook: &'static str,
        /// The time that it had.
        limit: Duration,
    },
}
