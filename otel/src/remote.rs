//! The trace of a request that comes in.

use std::collections::HashMap;

use boa_async_context::{Agent, tracing::in_span};
use boa_engine::Context as JsContext;
use http::HeaderMap;
use opentelemetry::{
    Context, KeyValue,
    baggage::{Baggage, BaggageExt},
    propagation::TextMapPropagator,
    trace::TraceContextExt,
};
use opentelemetry_sdk::propagation::{BaggagePropagator, TraceContextPropagator};
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;

use crate::carried::REMOTE;

/// What the headers of a request say of its caller: the trace, the span that is the parent, and the baggage. It is `Send`, and
/// cheap to clone.
///
/// Headers that are missing or not valid count as if they were not there. Anybody can send them: a service that the public
/// reaches takes them from its own proxies only.
#[derive(Debug, Clone, Default)]
pub struct Remote(Context);

impl Remote {
    /// Reads `traceparent`, `tracestate` and `baggage`. Of an entry of the baggage the key and the value are taken, not the
    /// metadata after them.
    #[must_use]
    pub fn extract(headers: &HeaderMap) -> Self {
        let carrier: HashMap<String, String> = [
            ("traceparent", single(headers, "traceparent")),
            ("tracestate", list(headers, "tracestate")),
            ("baggage", list(headers, "baggage")),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect();
        let context = TraceContextPropagator::new().extract_with_context(&Context::new(), &carrier);
        let context = BaggagePropagator::new().extract_with_context(&context, &carrier);
        // The metadata are decoded by now, and whoever writes them again does not encode them.
        let entries = context.baggage().iter();
        let entries: Baggage = entries
            .map(|(key, (value, _))| KeyValue::new(key.clone(), value.clone()))
            .collect();
        Self(context.with_baggage(entries))
    }

    /// Calls `f` in `span`, which becomes a child of the remote one, together with everything that it starts; see
    /// [`boa_async_context::tracing::in_span`]. Call it on the JS thread.
    pub fn in_span<R>(
        self,
        span: Span,
        context: &mut JsContext,
        f: impl FnOnce(&mut JsContext) -> R,
    ) -> R {
        self.adopt(&span);
        in_span(span, context, |context| self.run(context, f))
    }

    /// Makes `span` a child of the remote one. If there was no valid `traceparent`, it stays a child of the local span that it
    /// has. Call it before the span is entered for the first time; later, and without a layer of `tracing_opentelemetry`, it
    /// does nothing. From any thread.
    pub fn adopt(&self, span: &Span) {
        if !self.0.span().span_context().is_valid() {
            return;
        }
        // The remote span is still passed on, and the log of the host is not the place for each request of a stranger.
        let _ = span.set_parent(self.0.clone());
    }

    /// Calls `f` with the remote caller in the mapping, for the requests of the program and for [`baggage`](crate::baggage). For
    /// a host that puts the span into the mapping itself: `mailbox.call_in_span(span, move |context| remote.run(context, ..))`.
    pub fn run<R>(self, context: &mut JsContext, f: impl FnOnce(&mut JsContext) -> R) -> R {
        match Agent::of(context) {
            Some(agent) => REMOTE.run(&agent, self.0, || f(context)),
            None => f(context),
        }
    }
}

/// The value of a header that comes once.
fn single(headers: &HeaderMap, name: &str) -> Option<String> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok().map(str::to_owned),
        _ => None,
    }
}

/// The values of a header that is a list, which may be in several headers.
fn list(headers: &HeaderMap, name: &str) -> Option<String> {
    let values = headers.get_all(name).iter();
    let values: Vec<&str> = values.filter_map(|value| value.to_str().ok()).collect();
    (!values.is_empty()).then(|| values.join(","))
}
