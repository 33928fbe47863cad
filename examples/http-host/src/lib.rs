//! A web service whose requests are answered by JavaScript: axum in front, one JS thread behind.
//!
//! Each request has a context of its own. The program reads it as `visitor`, and the host as a span and as [`REQUEST`]:
//!
//! - the [span](tracing::Span) of a request lasts as long as any work of it. What the program logs belongs to it.
//! - a [`Request`] is there until the answer is sent, the time is over, or the client hangs up. It is in a scope, which
//!   ends at that moment, whatever the program keeps.
//! - an `AbortSignal` is the third argument of the program's `handle`. It is aborted when the time is over or the client hangs
//!   up.
#![forbid(unsafe_code)]

mod javascript;
mod request;
mod service;

pub use javascript::{JsThread, StartError};
pub use request::{REQUEST, Request};
pub use service::Service;

/// The examples of the guide to hosting are tests, here where a server is at hand.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/guide/hosting.md")]
struct Hosting;
