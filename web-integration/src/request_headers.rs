//! The headers that a host adds to the requests of programs.

use std::{fmt, sync::Arc};

use boa_async_context::HostContext;
use boa_engine::JsData;
use boa_gc::{Finalize, Trace};
use url::Url;

/// The headers that a host adds to the requests of programs; see
/// [`WebApis::request_headers`](crate::WebApis::request_headers).
#[derive(Clone, Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct RequestHeaders(
    // SAFETY: a `Send` value holds no GC handle, so there is nothing to trace.
    #[unsafe_ignore_trace] Arc<HeadersOf>,
);

type HeadersOf = dyn Fn(&Url, &HostContext) -> Vec<(String, String)> + Send + Sync;

impl RequestHeaders {
    pub(crate) fn new(
        headers: impl Fn(&Url, &HostContext) -> Vec<(String, String)> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(headers))
    }

    /// The headers for a request to `url` of code with these host variables.
    pub(crate) fn of(&self, url: &Url, host: &HostContext) -> Vec<(String, String)> {
        (self.0)(url, host)
    }
}

impl PartialEq for RequestHeaders {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for RequestHeaders {}

impl fmt::Debug for RequestHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestHeaders").finish_non_exhaustive()
    }
}
