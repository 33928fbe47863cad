//! A process that holds objects for this one.

use std::future::Future;

use crate::{error::CleanupError, label::Label};

/// A process that holds objects for this one, and can be asked to release them.
pub trait Peer: Send + Sync + 'static {
    /// The id of an object there.
    type Id: Send + Sync + 'static;

    /// The peer's name in reports. Must not call the batcher.
    fn label(&self) -> Label;

    /// Releases up to 64 objects in one call.
    ///
    /// After an error, a panic or a time-out the same ids are sent again, so an id that the other side no
    /// longer knows must not be an error.
    fn release(&self, ids: &[Self::Id]) -> impl Future<Output = Result<(), ReleaseError>> + Send;
}

/// Why a call did not release everything.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReleaseError {
    /// The call failed; a later one may succeed.
    #[error(transparent)]
    Failed(CleanupError),
    /// The peer is gone, and its objects with it. Everything that is or will be queued for it is given up.
    #[error("the peer is gone")]
    Gone(#[source] CleanupError),
}
