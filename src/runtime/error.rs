//! The errors of a runtime.

use boa_engine::JsError;

use crate::{
    engine_panic::EnginePanic,
    event_loop::{EnforceError, Report},
    inspect::describe_error,
    source::SourceError,
};

/// The errors of a [`Runtime`](crate::Runtime).
///
/// Not `Send`: it may hold a JS value.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file could not be read, or is not JavaScript.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The program threw an exception and did not catch it.
    #[error("{}", .0.render())]
    Uncaught(Box<Report>),
    /// The operating system refused a thread or what a tokio runtime needs.
    #[error("cannot wait for the event loop: {0}")]
    Blocking(#[source] std::io::Error),
    /// The engine could not be set up.
    #[error("cannot set up the JavaScript engine: {}", describe_error(.0))]
    Setup(#[source] JsError),
    /// The engine panicked in this runtime, now or before, which cannot be used any more. Other runtimes go on. What it holds is
    /// leaked when it is dropped.
    #[error(transparent)]
    EnginePanicked(#[from] EnginePanic),
    /// The limits cannot be enforced.
    #[error(transparent)]
    Limits(#[from] EnforceError),
}
