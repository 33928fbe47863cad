//! Network errors.

use std::{error::Error, fmt};

use boa_async_context::{Limit, LimitMet};
use boa_engine::Context;

use super::resolver::Forbidden;

/// A *network error*, with a text that says what happened.
///
/// <https://fetch.spec.whatwg.org/#concept-network-error>
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    text: String,
    met: Option<Met>,
}

/// The limit that is the reason.
#[derive(Debug, Clone)]
struct Met {
    limit: Limit,
    value: u64,
    /// What the host is told beside the name of the function.
    detail: String,
}

impl Failure {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self {
            text: what.into(),
            met: None,
        }
    }

    /// A request that the rules of the host refuse. The program learns `text`, the host `detail`.
    pub(super) fn refused(text: String, detail: String) -> Self {
        Self {
            text,
            met: Some(Met {
                limit: Limit::Network,
                value: 0,
                detail,
            }),
        }
    }

    /// A body that is larger than the limit.
    pub(crate) fn too_large(most: u64) -> Self {
        Self {
            text: format!("the body has more than {most} bytes, which is the limit of this host"),
            met: Some(Met {
                limit: Limit::BodyBytes,
                value: most,
                detail: String::new(),
            }),
        }
    }

    /// Whether a limit of the host is the reason, so that trying again does not help.
    pub(crate) const fn is_limit(&self) -> bool {
        self.met.is_some()
    }

    /// Notes the limit that is the reason, if there is one, with the current mapping. `what` is the function that the
    /// program has called. Returns the limit if the standards have an exception for it.
    pub(crate) fn noted(&self, what: &str, context: &Context) -> Option<LimitMet> {
        let Met {
            limit,
            value,
            detail,
        } = self.met.as_ref()?;
        let what = if detail.is_empty() {
            what.to_owned()
        } else {
            format!("{what}: {detail}")
        };
        let met = LimitMet::new(*limit, *value, what).noted(context);
        (*limit != Limit::Network).then_some(met)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        // The outer errors say only that something failed; their sources say what.
        let mut text = String::new();
        let mut source = error.source();
        while let Some(inner) = source {
            if let Some(forbidden) = inner.downcast_ref::<Forbidden>() {
                let Forbidden { host, address } = forbidden;
                return Self::refused(forbidden.to_string(), format!("{host} ({address})"));
            }
            if !text.is_empty() {
                text.push_str(": ");
            }
            text.push_str(&inner.to_string());
            source = inner.source();
        }
        if text.is_empty() {
            text = error.without_url().to_string();
        }
        Self::new(text)
    }
}

impl Error for Failure {}
