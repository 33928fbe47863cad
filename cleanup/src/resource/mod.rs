//! Resources: values with an asynchronous end, and how they end.
//!
//! A resource ends in one of three ways: it is closed, its owner is dropped, or everything is shut down.
//! All take one path: the first of them submits the release to the queue; the release waits for the
//! operations in flight, takes the value out of its [guard](crate::Guarded), and closes it.

mod any;
mod cause;
mod native;
mod opening;
mod operation;
mod options;
mod owned;
mod places;
mod release;
mod report;
mod resources;
mod shared;

pub use cause::Caller;
pub use native::NativeResource;
pub use opening::Opening;
pub use operation::OperationError;
pub use options::{Leaked, ResourceOptions};
pub use owned::{Owned, ResourceOperation, ResourceRef};
pub use report::{CloseOutcome, CloseReason, ResourceReport};
pub use resources::{Resources, WeakResources};
