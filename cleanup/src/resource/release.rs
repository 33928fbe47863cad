//! The task that ends a resource.

use std::sync::Arc;

use tracing::{Instrument, Span};

use super::{
    any::AnyResource,
    report::{CloseOutcome, CloseReason},
};
use crate::{error::CleanupError, label::Label, task::CleanupTask};

/// The task that ends a resource.
pub(super) struct Release {
    /// The resource; taken when it has ended.
    pub(super) resource: Option<Arc<dyn AnyResource>>,
    pub(super) reason: CloseReason,
    /// The span of the code that has closed the resource, if code did.
    pub(super) span: Option<Span>,
}

impl CleanupTask for Release {
    fn label(&self) -> Label {
        let label = self.resource.as_ref().map(|resource| resource.label());
        label.unwrap_or_else(|| "(done)".into())
    }

    async fn run(mut self) -> Result<(), CleanupError> {
        let Some(resource) = self.resource.clone() else {
            return Ok(());
        };
        let span = self.span.take();
        let span = span.unwrap_or_else(|| resource.span_of_release());
        // The span is let go of before anybody hears of the end.
        let release = resource.clone().release(self.reason).instrument(span);
        let outcome = release.await;
        self.resource = None;
        let result = match &outcome {
            CloseOutcome::Closed => Ok(()),
            CloseOutcome::Failed(error) => Err(error.to_string().into()),
            CloseOutcome::Leaked => {
                let limit = resource.operations_deadline();
                Err(format!("operations were still running after {limit:?}; leaked").into())
            }
            CloseOutcome::Abandoned => Err("given up".into()),
        };
        resource.end(outcome);
        result
    }
}

impl Drop for Release {
    /// A release that is dropped before its end will never be done, so the resource is given up here.
    ///
    /// This happens on the worker or on the thread that shuts down; in a GC sweep only if the host dropped
    /// its `Resources` while nothing served them.
    fn drop(&mut self) {
        if let Some(resource) = self.resource.take() {
            resource.give_up();
        }
    }
}
