//! The receivers of messages in an agent, by their numbers.
//!
//! A message that waits in a queue refers to its receiver by number. So it does not keep the receiver alive, and brings
//! no object into another thread.

use std::{cell::Cell, collections::HashMap};

use boa_gc::{Finalize, Gc, GcRefCell, Trace, WeakGc};

/// The receivers of one kind in an agent.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Receivers<T: Trace + 'static> {
    known: GcRefCell<HashMap<u64, Receiver<T>>>,
    /// The number of receivers at which those that are gone are removed next.
    #[unsafe_ignore_trace]
    limit: Cell<usize>,
}

/// An entry of the receivers.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Receiver<T: Trace + 'static> {
    receiver: WeakGc<T>,
    /// The same receiver, while a message from elsewhere may arrive.
    kept: Option<Gc<T>>,
}

impl<T: Trace> Receivers<T> {
    /// No receivers.
    pub(super) fn new() -> Self {
        Self {
            known: GcRefCell::default(),
            limit: Cell::new(16),
        }
    }

    /// Adds a receiver, which is not kept alive. The cost is O(1) amortized.
    pub(crate) fn add(&self, number: u64, receiver: &Gc<T>) {
        let receiver = Receiver {
            receiver: WeakGc::new(receiver),
            kept: None,
        };
        let known = &mut *self.known.borrow_mut();
        known.insert(number, receiver);
        if known.len() > self.limit.get() {
            known.retain(|_, entry| entry.receiver.is_upgradable());
            self.limit.set(known.len() * 2 + 16);
        }
    }

    /// The receiver with a number, unless it is gone.
    pub(crate) fn find(&self, number: u64) -> Option<Gc<T>> {
        self.known.borrow().get(&number)?.receiver.upgrade()
    }

    /// The receivers that exist.
    pub(crate) fn all(&self) -> Vec<Gc<T>> {
        let known = self.known.borrow();
        known
            .values()
            .filter_map(|entry| entry.receiver.upgrade())
            .collect()
    }

    /// Keeps a receiver alive, or stops keeping it.
    pub(crate) fn keep(&self, number: u64, is_kept: bool) {
        if let Some(entry) = self.known.borrow_mut().get_mut(&number) {
            entry.kept = if is_kept {
                entry.receiver.upgrade()
            } else {
                None
            };
        }
    }

    /// Removes a receiver.
    pub(crate) fn remove(&self, number: u64) {
        self.known.borrow_mut().remove(&number);
    }
}
