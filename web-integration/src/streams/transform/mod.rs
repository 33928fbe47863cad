//! Transform streams.

pub(crate) mod controller;
pub(crate) mod interface;
pub(crate) mod stream;
pub(crate) mod transformer;

use boa_engine::Context;

/// Makes the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    controller::install(context);
    interface::install(context);
}
