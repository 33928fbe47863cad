//! *Queue-with-sizes*.
//!
//! <https://streams.spec.whatwg.org/#queue-with-sizes>

use std::{cell::Cell, collections::VecDeque};

use boa_engine::{JsNativeError, JsResult};
use boa_gc::{Finalize, GcRefCell, Trace};

/// The \[\[queue]] of a controller and its \[\[queueTotalSize]].
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct SizedQueue<T: Trace + Clone + 'static> {
    entries: GcRefCell<VecDeque<(T, f64)>>,
    total: Cell<f64>,
}

impl<T: Trace + Clone> Default for SizedQueue<T> {
    fn default() -> Self {
        Self {
            entries: GcRefCell::default(),
            total: Cell::new(0.0),
        }
    }
}

impl<T: Trace + Clone> SizedQueue<T> {
    pub(super) fn is_empty(&self) -> bool {
        self.entries.borrow().is_empty()
    }

    pub(super) fn total(&self) -> f64 {
        self.total.get()
    }

    /// `EnqueueValueWithSize`
    ///
    /// <https://streams.spec.whatwg.org/#enqueue-value-with-size>
    ///
    /// # Errors
    ///
    /// A `RangeError` if the size is not a finite, non-negative number.
    pub(super) fn enqueue(&self, value: T, size: f64) -> JsResult<()> {
        // 2. If ! IsNonNegativeNumber(size) is false, throw a RangeError exception.
        // 3. If size is +Infinity, throw a RangeError exception.
        if !(0.0..f64::INFINITY).contains(&size) {
            return Err(JsNativeError::range()
                .with_message("the size of a chunk is a finite number that is not negative")
                .into());
        }
        // 4. Append a new value-with-size with value value and size size to container.[[queue]].
        self.entries.borrow_mut().push_back((value, size));
        // 5. Set container.[[queueTotalSize]] to container.[[queueTotalSize]] + size.
        self.total.set(self.total.get() + size);
        Ok(())
    }

    /// `DequeueValue`; `None` if the queue is empty.
    ///
    /// <https://streams.spec.whatwg.org/#dequeue-value>
    pub(super) fn dequeue(&self) -> Option<T> {
        let (value, size) = self.entries.borrow_mut().pop_front()?;
        // 5. Set container.[[queueTotalSize]] to container.[[queueTotalSize]] - valueWithSize's size.
        // 6. If container.[[queueTotalSize]] < 0, set it to 0. (This can occur due to rounding errors.)
        self.total.set((self.total.get() - size).max(0.0));
        Some(value)
    }

    /// `PeekQueueValue`; `None` if the queue is empty.
    ///
    /// <https://streams.spec.whatwg.org/#peek-queue-value>
    pub(super) fn peek(&self) -> Option<T> {
        let entries = self.entries.borrow();
        entries.front().map(|(value, _)| value.clone())
    }

    /// `ResetQueue`
    ///
    /// <https://streams.spec.whatwg.org/#reset-queue>
    pub(super) fn reset(&self) {
        // The entries are dropped after the borrow has ended.
        let entries = std::mem::take(&mut *self.entries.borrow_mut());
        drop(entries);
        self.total.set(0.0);
    }
}
