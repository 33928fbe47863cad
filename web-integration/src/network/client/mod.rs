//! The HTTP client: plain Rust, without JS and mappings.
//!
//! It stands on reqwest, but follows redirects and decodes bodies itself: redirects change the request exactly as the
//! standard says, and the header list stays as it was received.

mod data;
mod decode;
mod exchange;
mod failure;
mod incoming_body;
mod message;
mod redirect;
mod resolver;
mod terms;
mod tls;
mod upload;

pub(crate) use self::{
    exchange::{Client, runtime},
    failure::Failure,
    incoming_body::IncomingBody,
    message::{BlobEntry, Incoming, Outgoing, RedirectMode, is_null_body_status},
    terms::Terms,
    upload::{Chunk, Progress, Upload},
};
