//! An exception in a worker, as text for its parent.

use boa_async_context::{Error, event_loop::Report};
use boa_engine::Context;

use crate::errors::report::error_details;

/// An exception in a worker. It is plain text, because no value of the worker's agent can be sent to the parent.
#[derive(Debug, Clone, Default)]
pub(super) struct Failure {
    pub(super) message: String,
    pub(super) file: String,
    pub(super) line: u32,
    pub(super) column: u32,
}

impl Failure {
    /// A failure without a place.
    pub(super) fn new(message: String) -> Self {
        Self {
            message,
            ..Self::default()
        }
    }

    /// The message and the place, for people.
    pub(super) fn told(&self) -> String {
        let Self {
            message,
            file,
            line,
            column,
        } = self;
        let message = message.strip_prefix("Uncaught ").unwrap_or(message);
        format!("{message} (in the worker {file}:{line}:{column})")
    }

    /// The exception of a report.
    pub(super) fn of(report: &Report, context: &mut Context) -> Self {
        match error_details(report, context) {
            Ok(details) => Self {
                message: details.message.to_std_string_lossy(),
                file: details.filename.to_std_string_lossy(),
                line: details.lineno,
                column: details.colno,
            },
            // An error of the engine, which JS cannot be given.
            Err(error) => Self::new(error.to_string()),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::new(error.to_string())
    }
}
