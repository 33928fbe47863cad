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
pub(crate) mod watcher;

use boa_engine::{Context, JsResult, js_string};

use stream::{Readable, State};

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    boa_async_context::register_look::<Readable>(|stream, look| {
        let state = match stream.state() {
            State::Readable => "readable",
            State::Closed => "closed",
            State::Errored(_) => "errored",
        };
        look.field(js_string!("locked"), stream.is_locked())
            .field(js_string!("state"), js_string!(state));
    });
    bytes::install(context);
    controller::install(context);
    reader::install(context);
    iterator::install(context)
}
