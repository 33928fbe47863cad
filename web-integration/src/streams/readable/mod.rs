//! Readable streams.

pub(crate) mod bytes;
pub(crate) mod controller;
pub(crate) mod from;
pub(crate) mod interface;
pub(crate) mod iterator;
pub(crate) mod pull;
pub(crate) mod reader;
pub(crate) mod source;
pub(crate) mod stream;
pub(crate) mod sync_iterator;
pub(crate) mod tee;
mod wanted;

use boa_engine::{Context, JsResult};

/// Makes the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    bytes::install(context);
    controller::install(context);
    reader::install(context);
    interface::install(context);
    iterator::install(context)
}
