//! The state of a running pipe.

use std::cell::Cell;

use boa_engine::object::builtins::JsPromise;
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use crate::{
    abort::{algorithm::Algorithm, state::SignalState},
    streams::{
        handle::handle,
        promise::Deferred,
        readable::{reader::Reader, stream::Readable},
        writable::{stream::Writable, writer::Writer},
    },
};

handle!(
    /// A running pipe.
    Pipe,
    PipeState
);

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct PipeState {
    pub(super) source: Readable,
    pub(super) dest: Writable,
    pub(super) reader: Reader,
    pub(super) writer: Writer,
    pub(super) prevent_abort: bool,
    pub(super) prevent_cancel: bool,
    pub(super) prevent_close: bool,
    pub(super) shutting_down: Cell<bool>,
    /// Fulfilled when the last write has ended, also if it failed.
    pub(super) current_write: GcRefCell<JsPromise>,
    pub(super) promise: Deferred,
    /// The signal and the abort algorithm that was added to it, until the pipe ends.
    pub(super) abort: GcRefCell<Option<(Gc<SignalState>, Gc<Algorithm>)>>,
}

impl Pipe {
    pub(super) fn new(state: PipeState) -> Self {
        Self(Gc::new(state))
    }
}
