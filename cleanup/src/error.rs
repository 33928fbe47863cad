//! The errors of cleanups.

use std::error::Error;

use crate::isolate::describe;

/// What went wrong in a cleanup.
pub type CleanupError = Box<dyn Error + Send + Sync>;

/// An error and what caused it.
pub(crate) fn message_of(error: CleanupError) -> String {
    describe(error, |error| {
        let mut message = error.to_string();
        let mut source = error.source();
        while let Some(error) = source {
            let text = error.to_string();
            // Many an error repeats its cause.
            if !message.contains(&text) {
                message = format!("{message}: {text}");
            }
            source = Error::source(error);
        }
        message
    })
}
