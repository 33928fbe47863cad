//! Readable streams. Their interface is in [`readable_stream`](super::readable_stream).

pub(crate) mod bytes;
pub(crate) mod controller;
pub(crate) mod from;
pub(crate) mod iterator;
mod iterator_record;
pub(crate) mod pull;
pub(crate) mod reader;
pub(crate) mod source;
pub(crate) mod stream;
pub(crate) mod sync_iterator;
pub(crate) mod tee;
pub(crate) mod underlying_source;
mod wanted;

use boa_engine::{Context, JsResult};

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    bytes::install(context);
    controller::install(context);
    reader::install(context);
    iterator::install(context)
}
