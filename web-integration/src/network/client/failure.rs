//! Network errors.

use std::{error::Error, fmt};

/// A *network error*, with a text that says what happened.
///
/// <https://fetch.spec.whatwg.org/#concept-network-error>
#[derive(Debug, Clone)]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        // The outer errors say only that something failed; their sources say what.
        let mut text = String::new();
        let mut source = error.source();
        while let Some(inner) = source {
            if !text.is_empty() {
                text.push_str(": ");
            }
            text.push_str(&inner.to_string());
            source = inner.source();
        }
        if text.is_empty() {
            text = error.without_url().to_string();
        }
        Self(text)
    }
}

impl Error for Failure {}
