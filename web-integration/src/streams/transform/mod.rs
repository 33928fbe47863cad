//! Transform streams.

pub(crate) mod controller;
pub(crate) mod interface;
mod script_transformer;
pub(crate) mod stream;
pub(crate) mod transformer;

use boa_engine::Context;

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    controller::install(context);
    interface::install(context);
}
