//! Streams of bytes. A consumer may bring the buffer that the bytes are read into.
//!
//! <https://streams.spec.whatwg.org/#rbs-controller-class>

pub(crate) mod controller;
mod enqueue;
mod pull_into;
mod queue;
pub(crate) mod reader;
pub(crate) mod request;
mod respond;
pub(crate) mod tee;
mod view;

use boa_engine::Context;

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    controller::install(context);
    reader::install(context);
    request::install(context);
}
