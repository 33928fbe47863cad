//! A list whose items can become dead without being removed.

use std::cell::Cell;

use boa_gc::{Finalize, GcRefCell, Trace};

/// The length at which the list is first searched for dead items.
const FIRST_LOOK: usize = 8;

/// A list that removes dead items as it grows. It is at most twice as long as the number of living items, and adding an
/// item costs O(1) amortized.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Pruned<T: Trace + 'static> {
    items: GcRefCell<Vec<T>>,
    /// The length at which it is searched next.
    prune_at: Cell<usize>,
}

impl<T: Trace> Default for Pruned<T> {
    fn default() -> Self {
        Self {
            items: GcRefCell::new(Vec::new()),
            prune_at: Cell::new(FIRST_LOOK),
        }
    }
}

impl<T: Trace + Clone> Pruned<T> {
    /// All items, some of which may be dead.
    pub(crate) fn all(&self) -> Vec<T> {
        self.items.borrow().clone()
    }
}

impl<T: Trace> Pruned<T> {
    /// Adds an item. `is_alive` tells living items from dead ones.
    pub(crate) fn push(&self, item: T, is_alive: impl Fn(&T) -> bool) {
        let mut items = self.items.borrow_mut();
        if items.len() >= self.prune_at.get() {
            items.retain(is_alive);
            self.prune_at.set((2 * items.len()).max(FIRST_LOOK));
        }
        items.push(item);
    }

    /// Removes and returns all items, some of which may be dead.
    pub(crate) fn take(&self) -> Vec<T> {
        std::mem::take(&mut *self.items.borrow_mut())
    }
}

#[cfg(test)]
mod tests {
    use super::Pruned;

    #[test]
    fn it_is_at_most_twice_as_long_as_what_lives() {
        let list = Pruned::default();
        let mut longest = 0;
        for n in 0..10_000_u32 {
            // One in hundred lives.
            list.push(n, |n| n % 100 == 0);
            longest = longest.max(list.items.borrow().len());
        }
        assert!(longest <= 2 * 101, "{longest}");
        let items = list.take();
        assert_eq!(items.iter().filter(|n| *n % 100 == 0).count(), 100);
        assert!(list.take().is_empty());
    }
}
