//! What a request takes along of the code that causes it.

use std::future::Future;

use boa_async_context::{Agent, HostContext};
use boa_engine::Context;
use url::Url;

use crate::request_headers::RequestHeaders;

/// The code that causes a request, until the head of the response has arrived.
#[derive(Debug, Clone, Default)]
pub(crate) struct Caller {
    span: CallSpan,
    /// The headers of the host for it, with the host variables of the caller.
    headers: Option<(RequestHeaders, HostContext)>,
}

impl Caller {
    /// The running code.
    pub(crate) fn now(context: &Context) -> Self {
        let headers = context
            .realm()
            .host_defined()
            .get::<RequestHeaders>()
            .cloned();
        Self {
            span: CallSpan::now(),
            headers: headers.map(|headers| {
                let host = Agent::of(context).map(|agent| agent.host_context());
                (headers, host.unwrap_or_default())
            }),
        }
    }

    pub(crate) fn span(&self) -> &CallSpan {
        &self.span
    }

    /// The headers of the host for a request to `url`.
    pub(crate) fn headers(&self, url: &Url) -> Vec<(String, String)> {
        match &self.headers {
            Some((headers, host)) => headers.of(url, host),
            None => Vec::new(),
        }
    }
}

/// The span of a call, for the polls of its job that wait for the network. The job itself is in the empty mapping.
#[derive(Debug, Clone, Default)]
pub(crate) struct CallSpan {
    #[cfg(feature = "tracing")]
    span: Option<tracing::Span>,
}

impl CallSpan {
    /// The current one. Keep it no longer than the call lasts: it keeps the span open.
    pub(crate) fn now() -> Self {
        Self {
            #[cfg(feature = "tracing")]
            span: Some(tracing::Span::current()),
        }
    }

    /// Polls `future` in the span.
    #[cfg(feature = "tracing")]
    pub(crate) fn around<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        let span = self.span.clone().unwrap_or_else(tracing::Span::none);
        tracing::Instrument::instrument(future, span)
    }

    #[cfg(not(feature = "tracing"))]
    #[expect(clippy::unused_self, reason = "there are no spans")]
    pub(crate) fn around<F: Future>(&self, future: F) -> F {
        future
    }
}
