//! A resource, whatever its type.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use tracing::Span;

use super::report::{CloseOutcome, CloseReason};
use crate::label::Label;

/// The work of a release.
pub(super) type Releasing = Pin<Box<dyn Future<Output = CloseOutcome> + Send>>;

/// What a release and a shutdown need of a resource.
pub(super) trait AnyResource: Send + Sync {
    /// The name of the class and the label of the resource.
    fn label(&self) -> Label;
    /// The span for a release that nobody asked for.
    fn span_of_release(&self) -> Span;
    /// How long a release waits for operations in flight.
    fn operations_deadline(&self) -> Duration;
    /// Marks the resource as ending. True for the first caller, which must submit the release.
    fn claim(&self) -> bool;
    /// Waits until [`end`](Self::end) was called.
    fn until_ended(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
    /// Waits for the operations in flight, takes the value, and closes it.
    fn release(self: Arc<Self>, reason: CloseReason) -> Releasing;
    /// Records the outcome.
    fn end(&self, outcome: CloseOutcome);
    /// Ends the resource without closing it. Called when no release will.
    fn give_up(&self);
}
