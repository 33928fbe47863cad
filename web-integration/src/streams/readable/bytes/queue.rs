//! The queue of a stream of bytes.
//!
//! <https://streams.spec.whatwg.org/#readable-byte-stream-queue-entry>

use std::{cell::Cell, collections::VecDeque};

use boa_engine::{JsResult, object::builtins::JsArrayBuffer};
use boa_gc::{Finalize, GcRefCell, Trace};

use super::{pull_into::PullInto, view::copy_bytes};

/// A part of a buffer: the buffer, the offset and the length.
type Entry = (JsArrayBuffer, usize, usize);

/// The \[\[queue]] and its \[\[queueTotalSize]].
#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct ByteQueue {
    entries: GcRefCell<VecDeque<Entry>>,
    total: Cell<usize>,
}

impl ByteQueue {
    pub(super) fn total(&self) -> usize {
        self.total.get()
    }

    /// `ReadableByteStreamControllerEnqueueChunkToQueue`
    ///
    /// <https://streams.spec.whatwg.org/#readable-byte-stream-controller-enqueue-chunk-to-queue>
    pub(super) fn push(&self, buffer: JsArrayBuffer, offset: usize, length: usize) {
        self.entries
            .borrow_mut()
            .push_back((buffer, offset, length));
        self.total.set(self.total.get() + length);
    }

    pub(super) fn pop(&self) -> Option<Entry> {
        let entry = self.entries.borrow_mut().pop_front()?;
        self.total.set(self.total.get() - entry.2);
        Some(entry)
    }

    /// `ResetQueue`
    ///
    /// <https://streams.spec.whatwg.org/#reset-queue>
    pub(super) fn reset(&self) {
        let entries = std::mem::take(&mut *self.entries.borrow_mut());
        drop(entries);
        self.total.set(0);
    }

    /// `ReadableByteStreamControllerFillPullIntoDescriptorFromQueue`; returns whether the descriptor is
    /// *ready*.
    ///
    /// <https://streams.spec.whatwg.org/#readable-byte-stream-controller-fill-pull-into-descriptor-from-queue>
    pub(super) fn fill(&self, pull_into: &PullInto) -> JsResult<bool> {
        // 1. Let maxBytesToCopy be min(controller.[[queueTotalSize]], the room).
        // 2. Let maxBytesFilled be pullIntoDescriptor's bytes filled + maxBytesToCopy.
        let filled = pull_into.filled.get();
        let max_copied = self.total().min(pull_into.room());
        let max_filled = filled + max_copied;
        // 6. Let remainderBytes be the remainder after dividing maxBytesFilled by the element size.
        // 7. Let maxAlignedBytes be maxBytesFilled − remainderBytes.
        let aligned = max_filled - max_filled % pull_into.kind.element_size();
        // 8. If maxAlignedBytes ≥ pullIntoDescriptor's minimum fill, it is ready with as many.
        let is_ready = aligned >= pull_into.minimum;
        let mut left = if is_ready {
            aligned - filled
        } else {
            max_copied
        };
        // 10. While totalBytesToCopyRemaining > 0,
        while left > 0 {
            let Some((buffer, offset, length)) = self.entries.borrow().front().cloned() else {
                break;
            };
            let count = left.min(length);
            let start = pull_into.offset + pull_into.filled.get();
            copy_bytes(&buffer, offset, &pull_into.buffer(), start, count)?;
            self.advance(count);
            pull_into.filled.set(pull_into.filled.get() + count);
            left -= count;
        }
        // 12. Return ready.
        Ok(is_ready)
    }

    /// Removes bytes from the first entry, and the entry itself when it is empty.
    fn advance(&self, count: usize) {
        self.total.set(self.total.get() - count);
        let mut entries = self.entries.borrow_mut();
        let Some((_, offset, length)) = entries.front_mut() else {
            return;
        };
        *offset += count;
        *length -= count;
        if *length == 0 {
            entries.pop_front();
        }
    }
}
