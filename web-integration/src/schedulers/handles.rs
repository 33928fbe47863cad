//! Waiting callbacks that the program refers to by a number.

use std::{cell::Cell, collections::BTreeMap};

use boa_gc::{Finalize, GcRefCell, Trace};

/// The largest handle. Browsers convert a handle to a `long`.
const LAST: u32 = i32::MAX as u32;

/// The waiting items of one kind, by their handles, in the order in which they were inserted.
///
/// Handles are positive. A handle is used again only after all two thousand million others.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct Handles<T: Trace + 'static> {
    last: Cell<u32>,
    waiting: GcRefCell<BTreeMap<u32, T>>,
}

impl<T: Trace> Default for Handles<T> {
    fn default() -> Self {
        Self {
            last: Cell::new(0),
            waiting: GcRefCell::new(BTreeMap::new()),
        }
    }
}

impl<T: Trace> Handles<T> {
    /// A new handle that no waiting item has.
    pub(super) fn next(&self) -> u32 {
        let waiting = self.waiting.borrow();
        loop {
            let next = if self.last.get() < LAST {
                self.last.get() + 1
            } else {
                1
            };
            self.last.set(next);
            if !waiting.contains_key(&next) {
                return next;
            }
        }
    }

    /// Inserts an item.
    pub(super) fn insert(&self, handle: u32, item: T) {
        let replaced = self.waiting.borrow_mut().insert(handle, item);
        drop(replaced);
    }

    /// Removes an item.
    pub(super) fn remove(&self, handle: u32) -> Option<T> {
        self.waiting.borrow_mut().remove(&handle)
    }

    /// Whether the item of `handle` is waiting.
    pub(super) fn contains(&self, handle: u32) -> bool {
        self.waiting.borrow().contains_key(&handle)
    }

    /// The handles of all items.
    pub(super) fn all(&self) -> Vec<u32> {
        self.waiting.borrow().keys().copied().collect()
    }

    /// The handle of the item that was inserted first, but for handles that began anew.
    pub(super) fn first(&self) -> Option<u32> {
        self.waiting.borrow().keys().next().copied()
    }

    /// Removes all items, and returns how many there were.
    pub(super) fn clear(&self) -> usize {
        let waiting = std::mem::take(&mut *self.waiting.borrow_mut());
        waiting.len()
    }

    /// Whether no item is waiting.
    pub(super) fn is_empty(&self) -> bool {
        self.waiting.borrow().is_empty()
    }
}

impl<T: Trace + Clone> Handles<T> {
    /// A copy of the item of `handle`.
    pub(super) fn get(&self, handle: u32) -> Option<T> {
        self.waiting.borrow().get(&handle).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::{Handles, LAST};

    #[test]
    fn handles_begin_anew_after_the_last_one_and_skip_those_in_use() {
        let handles = Handles::default();
        assert_eq!(handles.next(), 1);
        handles.insert(1, "first");
        handles.last.set(LAST - 1);
        assert_eq!(handles.next(), LAST);
        assert_eq!(handles.next(), 2);
        assert_eq!(handles.get(1), Some("first"));
    }
}
