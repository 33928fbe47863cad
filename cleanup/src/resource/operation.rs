//! Operations that a language binding runs.

use std::{future::Future, sync::Arc};

use tokio::{runtime::Handle, sync::oneshot};
use tracing::{Instrument, Span};

use super::cause::{Caller, Cause};
use crate::{
    error::{CleanupError, message_of},
    isolate::Isolated,
};

tokio::task_local! {
    /// Where the program called the operation that is running, and in which span.
    static ORIGIN: (Arc<str>, Cause);
}

/// Where the program called the operation that is running, and in which span. Outside of one the place is empty.
pub(super) fn origin() -> (Arc<str>, Cause) {
    ORIGIN
        .try_with(Clone::clone)
        .unwrap_or_else(|_| (Arc::default(), Cause::current()))
}

/// Runs an operation on `runtime`, isolated, for `caller`.
pub(super) fn spawn<V, E, F>(
    runtime: &Handle,
    caller: Caller,
    future: F,
) -> impl Future<Output = Result<V, OperationError>> + Send + use<V, E, F>
where
    V: Send + 'static,
    E: Into<CleanupError> + 'static,
    F: Future<Output = Result<V, E>> + Send + 'static,
{
    let (sender, receiver) = oneshot::channel();
    let Caller { origin, span } = caller;
    let cause = span.as_ref().map_or_else(Cause::current, Cause::of);
    runtime.spawn(ORIGIN.scope((origin, cause), async move {
        let span = span.map_or_else(Span::none, |span| Span::clone(&span));
        let operation = async move {
            // `E` need not be `Send`; its message is.
            future.await.map_err(|error| message_of(error.into()))
        };
        // The span is let go of before the caller has the result.
        let (_, result) = Isolated::new(0, operation.instrument(span)).await;
        // If the receiver is gone, the value is dropped here, and a resource in it is closed.
        let _ = sender.send(result.and_then(|result| result));
    }));
    async move {
        match receiver.await {
            Ok(result) => result.map_err(OperationError::Failed),
            Err(_) => Err(OperationError::RuntimeGone),
        }
    }
}

/// Why an operation has no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OperationError {
    /// It returned an error or panicked. The text is the error's message, followed by those of its sources;
    /// the error itself need not be `Send` and stays on the cleanup runtime.
    #[error("{0}")]
    Failed(String),
    /// Its runtime was shut down before it ended.
    #[error("the cleanup runtime was shut down during the operation")]
    RuntimeGone,
}
