//! *Pull-into descriptors*: the buffers that pending reads are filled into.
//!
//! <https://streams.spec.whatwg.org/#pull-into-descriptor>

use std::cell::Cell;

use boa_engine::{Context, JsResult, JsValue, object::builtins::JsArrayBuffer};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::view::{ViewKind, transfer};
use crate::streams::handle::handle;

/// The *reader type*.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ReaderType {
    Default,
    Byob,
    None,
}

handle!(
    /// A pull-into descriptor.
    PullInto,
    PullIntoState
);

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct PullIntoState {
    buffer: GcRefCell<JsArrayBuffer>,
    pub(super) buffer_length: usize,
    pub(super) offset: usize,
    pub(super) length: usize,
    pub(super) filled: Cell<usize>,
    pub(super) minimum: usize,
    pub(super) kind: ViewKind,
    #[unsafe_ignore_trace]
    pub(super) reader_type: Cell<ReaderType>,
}

impl PullInto {
    /// A descriptor for a view whose buffer was transferred to the stream. The read needs at least `minimum` bytes.
    pub(super) fn into_view(
        kind: ViewKind,
        buffer: JsArrayBuffer,
        offset: usize,
        length: usize,
        minimum: usize,
    ) -> Self {
        Self(Gc::new(PullIntoState {
            buffer_length: buffer.byte_length(),
            buffer: GcRefCell::new(buffer),
            offset,
            length,
            filled: Cell::new(0),
            minimum,
            kind,
            reader_type: Cell::new(ReaderType::Byob),
        }))
    }

    /// A descriptor for a buffer that the stream allocated for a default reader.
    pub(super) fn allocated(buffer: JsArrayBuffer) -> Self {
        let length = buffer.byte_length();
        let pull_into = Self::into_view(ViewKind::BYTES, buffer, 0, length, 1);
        pull_into.reader_type.set(ReaderType::Default);
        pull_into
    }

    pub(super) fn buffer(&self) -> JsArrayBuffer {
        self.buffer.borrow().clone()
    }

    pub(super) fn set_buffer(&self, buffer: JsArrayBuffer) {
        *self.buffer.borrow_mut() = buffer;
    }

    /// Transfers the buffer, so that code with a reference to the old one cannot change it.
    pub(super) fn renew_buffer(&self, context: &mut Context) -> JsResult<()> {
        let buffer = transfer(&self.buffer(), context)?;
        self.set_buffer(buffer);
        Ok(())
    }

    /// The number of bytes that still fit.
    pub(super) fn room(&self) -> usize {
        self.length - self.filled.get()
    }

    /// The number of filled bytes that do not make a whole element.
    pub(super) fn remainder(&self) -> usize {
        self.filled.get() % self.kind.element_size()
    }

    /// `ReadableByteStreamControllerConvertPullIntoDescriptor`
    ///
    /// <https://streams.spec.whatwg.org/#readable-byte-stream-controller-convert-pull-into-descriptor>
    pub(super) fn to_view(&self, context: &mut Context) -> JsResult<JsValue> {
        // 5. Let buffer be ! TransferArrayBuffer(pullIntoDescriptor's buffer).
        let buffer = transfer(&self.buffer(), context)?;
        // 6. Return ! Construct(pullIntoDescriptor's view constructor, « buffer, pullIntoDescriptor's byte
        //    offset, bytesFilled ÷ elementSize »).
        let elements = self.filled.get() / self.kind.element_size();
        self.kind.construct(&buffer, self.offset, elements, context)
    }
}
