//! Distributed tracing: the trace of a request goes on in the processes that a program calls.
//!
//! The library's feature `tracing` keeps the span of an operation with everything that it starts. This crate takes the rest
//! over the border of the process, as the W3C's *Trace Context* and *Baggage* say: the headers `traceparent`, `tracestate` and
//! `baggage`. It is a crate of its own, so that a host that only wants spans does not compile OpenTelemetry.
//!
//! | to | take |
//! |---|---|
//! | go on with the trace of a request that comes in | [`Remote`] |
//! | send the trace along with a program's `fetch` | [`request_headers`], for `WebApis::request_headers` of the web crate |
//! | read the baggage of the current mapping | [`baggage`] |
//!
//! The host installs a subscriber with `tracing_opentelemetry::layer()` and an exporter of its choice. Without that layer a
//! trace is passed on as it came.
//!
//! ```
//! use boa_async_context::Runtime;
//! use boa_async_context_otel::{Remote, request_headers};
//! use boa_async_context_web::WebApis;
//! use boa_engine::Source;
//! use boa_runtime::extensions::RuntimeExtension;
//! use tracing::info_span;
//!
//! let mut runtime = Runtime::builder().build()?;
//! // Only to hosts of one's own: others must not learn of traces.
//! let headers = request_headers(|url| url.host_str().is_some_and(|host| host.ends_with(".internal")));
//! let context = &mut *runtime.context_mut();
//! WebApis::default().request_headers(headers).register(None, context).expect("fresh globals");
//!
//! // In the handler of a request:
//! let mut incoming = http::HeaderMap::new();
//! incoming.insert("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".parse().unwrap());
//! let remote = Remote::extract(&incoming);
//! remote
//!     .in_span(info_span!("request"), context, |context| {
//!         context.eval(Source::from_bytes("/* call the program's handler here */"))
//!     })
//!     .expect("it runs");
//! # Ok::<(), boa_async_context::Error>(())
//! ```
#![deny(missing_docs, unsafe_code)]

mod carried;
mod outgoing;
mod remote;

pub use carried::baggage;
pub use outgoing::request_headers;
pub use remote::Remote;
