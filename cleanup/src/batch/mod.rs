//! Releasing objects at other processes by their ids: batched per peer, and no peer delays another.

mod batcher;
mod peer;
mod peers;
mod retry;
mod worker;

pub use batcher::ReleaseBatcher;
pub use peer::{Peer, ReleaseError};
pub use retry::RetryPolicy;
