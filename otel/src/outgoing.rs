//! The headers of requests that programs make.

use std::{collections::BTreeMap, fmt::Write as _};

use boa_async_context::{HostContext, tracing::span_in};
use opentelemetry::{
    Context,
    baggage::{Baggage, BaggageExt},
    propagation::{Injector, TextMapPropagator},
    trace::TraceContextExt,
};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tracing_opentelemetry::OpenTelemetrySpanExt;
use url::Url;

use crate::carried::REMOTE;

/// A function for `WebApis::request_headers` of the web crate: the `traceparent`, `tracestate` and `baggage` of the mapping in
/// which a program calls `fetch` or sends an `XMLHttpRequest`, if the URL is `allowed`.
///
/// It is asked for the URL of each redirect anew. For a URL that is allowed it always answers for all three: the value of a
/// header with nothing to say is empty, so that a header of the program with that name is not sent either. Then a server that
/// is allowed gets no trace and no baggage that a program has made up. Say `|_| true` only if every server that programs can
/// reach may learn of traces and baggage.
///
/// The parent is the span of the mapping. If the subscriber has no layer of `tracing_opentelemetry`, or the mapping no span, it is
/// the span of the remote caller, so that a trace is not cut.
pub fn request_headers(
    allowed: impl Fn(&Url) -> bool + Send + Sync + 'static,
) -> impl Fn(&Url, &HostContext) -> Vec<(String, String)> + Send + Sync + 'static {
    move |url, host| {
        if !allowed(url) {
            return Vec::new();
        }
        let mut headers = Headers::default();
        inject(host, &mut headers);
        headers.0.into_iter().collect()
    }
}

fn inject(host: &HostContext, headers: &mut Headers) {
    let remote = REMOTE.get_in(host);
    let local = span_in(host).map(|span| span.context());
    let local = local.filter(|local| local.span().span_context().is_valid());
    let remote: Context = remote
        .map(|remote| Context::clone(&remote))
        .unwrap_or_default();
    TraceContextPropagator::new().inject_context(local.as_ref().unwrap_or(&remote), headers);
    headers.set("baggage", written(remote.baggage()));
}

/// The value of the header `baggage`. OpenTelemetry's own propagator leaves a `%` as it is, which the next process decodes once
/// more than this one has, and writes metadata without encoding them.
///
/// <https://www.w3.org/TR/baggage/#header-content>
fn written(baggage: &Baggage) -> String {
    let mut text = String::new();
    for (key, (value, _)) in baggage {
        if !text.is_empty() {
            text.push(',');
        }
        encode(key.as_str(), &mut text);
        text.push('=');
        encode(value.as_str(), &mut text);
    }
    text
}

/// Writes a text, with an escape for each byte that a header must not have, or that separates.
fn encode(part: &str, text: &mut String) {
    for byte in part.bytes() {
        if byte.is_ascii_graphic() && !b"\"%,;=\\".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // A string takes everything.
            let _ = write!(text, "%{byte:02X}");
        }
    }
}

/// Headers by their names. The values of those that have nothing to say are empty.
struct Headers(BTreeMap<String, String>);

impl Default for Headers {
    fn default() -> Self {
        let names = ["traceparent", "tracestate", "baggage"];
        Self(names.map(|name| (name.to_owned(), String::new())).into())
    }
}

impl Injector for Headers {
    fn set(&mut self, key: &str, value: String) {
        self.0.insert(key.to_owned(), value);
    }
}
