//! Writable streams.

pub(crate) mod controller;
mod erroring;
pub(crate) mod interface;
pub(crate) mod sink;
pub(crate) mod stream;
mod underlying_sink;
pub(crate) mod writer;

use boa_engine::Context;

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    controller::install(context);
    writer::install(context);
    interface::install(context);
}
