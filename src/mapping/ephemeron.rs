//! Ephemerons whose key holds the list of those that wait for it.
//!
//! `boa_gc`'s own [`Ephemeron`](boa_gc::Ephemeron) is an allocation of its own and a place in a list that every
//! collection goes through, in passes, until nothing changes. A chain in which each value holds the next
//! ephemeron takes as many passes as it has links. Here the ephemeron is a field of whatever holds it, and a
//! value is traced at the moment that its key is reached: one step for each ephemeron and collection.
//!
//! # How a collection of `boa_gc` goes
//!
//! | phase | what it does | calls of |
//! |---|---|---|
//! | A | counts the handles in the heap, box by box | `trace_non_roots`, once for each box |
//! | B | marks what the roots reach | `trace`, once for each box that is reached |
//! | C | finalizes what B did not reach; all boxes are still allocated | `run_finalizer`, once for each such box |
//! | D | marks what finalizers have brought back | `trace`, once for each box that was not reached in B |
//! | E | frees what is not marked | `Drop` |
//!
//! # What the key and its ephemerons do
//!
//! The key is inside a box that whoever owns the key holds by a `Gc`; [`EphemeronKey`] is that box's part of the
//! protocol. The key and its ephemerons share a [`KeyState`] by `Rc`. It holds no GC pointer, so sharing it is
//! invisible to the collector.
//!
//! | | key | ephemeron |
//! |---|---|---|
//! | A | becomes *unknown*; its list is empty | counts the value's handles if it has a value |
//! | B | becomes *live*, and traces the value of each ephemeron on its list | key live: traces its value; key unknown: goes on the list |
//! | C | becomes *dead*, and empties each ephemeron on its list | notes that it is finalized |
//! | D | becomes *live* again | traces its value |
//!
//! A *young* ephemeron traces its value as if the key were live.

#![allow(
    unsafe_code,
    reason = "the collector's protocol is unsafe; the argument stands above the code"
)]

use std::{
    cell::{Cell, RefCell},
    fmt,
    ptr::NonNull,
    rc::Rc,
};

use boa_engine::{JsString, JsValue};
use boa_gc::{Finalize, Trace, Tracer};

/// What the running collection knows about a key; between collections it is never `Unknown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reached {
    Unknown,
    Live,
    Dead,
}

/// Whether an ephemeron has its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Value {
    Held,
    /// Held, and a collection has finalized the box that it is in.
    Finalized,
    /// The collector has released it.
    Released,
}

/// What a key shares with its ephemerons.
struct KeyState {
    reached: Cell<Reached>,
    /// The ephemerons that were traced in the running collection while the key was unknown.
    waiting: RefCell<Vec<NonNull<KeyedEphemeron>>>,
    /// For diagnostics.
    name: Option<JsString>,
}

/// The key of [`KeyedEphemeron`]s: to be traced as a part of the box whose life decides over theirs.
pub(super) struct EphemeronKey(Rc<KeyState>);

/// A value that lives while both the holder of this and the key are reachable.
///
/// It must be in the GC heap inside a box that does not change (a frame or a node of the trie), or on the Rust
/// stack, where it keeps its value like an ordinary handle.
pub(super) struct KeyedEphemeron {
    key: Rc<KeyState>,
    /// `undefined` once it is released.
    value: Cell<JsValue>,
    state: Cell<Value>,
    /// The number of collections in which the value is still held strongly.
    young: Cell<u16>,
    /// The number of collections that this is young for when it is new.
    youth: u16,
}

impl EphemeronKey {
    /// A key that diagnostics know by `name`, if it has one.
    pub(super) fn new(name: Option<JsString>) -> Self {
        Self(Rc::new(KeyState {
            reached: Cell::new(Reached::Live),
            waiting: RefCell::default(),
            name,
        }))
    }

    pub(super) fn name(&self) -> Option<JsString> {
        self.0.name.clone()
    }
}

impl KeyedEphemeron {
    /// A value that is held strongly during `youth` collections, and then as long as the key is reachable.
    /// Allocates nothing.
    pub(super) fn new(key: &EphemeronKey, value: JsValue, youth: u16) -> Self {
        Self {
            key: key.0.clone(),
            value: Cell::new(value),
            state: Cell::new(Value::Held),
            young: Cell::new(youth),
            youth,
        }
    }

    /// The value, or `None` once the key was collected.
    pub(super) fn value(&self) -> Option<JsValue> {
        self.is_live().then(|| self.with_value(JsValue::clone))
    }

    /// Whether the key was not collected.
    pub(super) fn is_live(&self) -> bool {
        self.key.reached.get() != Reached::Dead
    }

    /// The name of the key, if it has one and was not collected.
    pub(super) fn key_name(&self) -> Option<JsString> {
        self.is_live().then(|| self.key.name.clone()).flatten()
    }

    /// Lends the value. `f` must not reach this ephemeron again, and must not collect.
    fn with_value<R>(&self, f: impl FnOnce(&JsValue) -> R) -> R {
        let value = self.value.take();
        let result = f(&value);
        self.value.set(value);
        result
    }

    fn release(&self) {
        self.state.set(Value::Released);
        drop(self.value.take());
    }

    /// Traces the value as an ordinary field.
    ///
    /// # Safety
    ///
    /// Only for `trace` in a collection.
    unsafe fn trace_value(&self, tracer: &mut Tracer) {
        // SAFETY: the caller's.
        self.with_value(|value| unsafe { value.trace(tracer) });
    }
}

impl Clone for KeyedEphemeron {
    /// The clone belongs to another mapping: it is young again, and no collection has finalized it.
    fn clone(&self) -> Self {
        Self {
            key: self.key.clone(),
            value: Cell::new(self.with_value(JsValue::clone)),
            state: Cell::new(match self.state.get() {
                Value::Held | Value::Finalized => Value::Held,
                Value::Released => Value::Released,
            }),
            young: Cell::new(self.youth),
            youth: self.youth,
        }
    }
}

// Why this is sound, and does what an ephemeron must do. "Key" is the box with the `EphemeronKey`, "holder" the box
// with the `KeyedEphemeron`; A to E are the phases above.
//
// The addresses on a list are valid when they are used.
//  1. An address is put on a list only by `KeyedEphemeron::trace` while the key is unknown.
//  2. A key is unknown only from its `trace_non_roots` in A until its `trace` in B or its `run_finalizer` in C.
//     Each key that exists in A gets one of the two in the same collection: B reaches it, or C finalizes all that B
//     has not reached. (No key is made in between: the collector is borrowed, so an allocation would panic.) So no key
//     is unknown in D, and by 1 no address is put on a list in C, D or E.
//  3. Both empty the list. So an address is on a list only from B to the end of C of one collection.
//  4. `trace` is called on the contents of boxes, and nothing frees a box before E. A box's contents do not move, and
//     the boxes that have a `KeyedEphemeron` (`Frame`, `Node`) are immutable: nobody moves one out or replaces one.
//     A finalizer can run other code in C, but cannot free a box, nor get at the inside of one of these.
//  5. By 3 and 4 each address on a list is that of an ephemeron that is still there, and it came from a shared
//     reference and is used as one. The value is behind a `Cell`, and no reference to it outlives `with_value`, whose
//     closures (cloning, tracing, counting a `JsValue`) do not collect.
//
// A reachable ephemeron keeps its value exactly as long as its key is reachable.
//  6. Holder and key reached: whichever `trace` comes second traces the value, in the same collection.
//  7. Holder reached, key not: the ephemeron is on the list in C (by 2 and 3), so the key's finalizer empties it, before
//     the sweep: nothing of the value is freed while a handle to it is left in the heap.
//  8. Key reached, holder not: the holder is finalized and freed like any other box.
//  9. Neither reached: the ephemeron is on no list. Each finalizer does what it does alone, in either order.
// 10. On the Rust stack (a node that is being copied): not traced, so on no list. Its value is a handle that A does not
//     find in the heap, so it is a root. If the key dies now and the ephemeron is put into the heap later, A of the
//     next collection releases its value, because the key is dead then.
// 11. Young: traced like an ordinary field. If the key has died by the time that youth ends, A of the next collection
//     releases the value.
//
// The handle counts are right: a value is counted by A exactly if its handle exists.
// 12. A counts the value if it is there, whatever the key's state is. In A of 10 and 11 the value is dropped first: its
//     handle is neither counted nor exists.
// 13. In C of 7 the handle that A has counted is dropped, by which the value's box has one handle fewer than were found
//     in the heap. It is then not a root, which is right: the counting is only used again in D, where a box that B has
//     reached is marked, and others are roots only by handles that a finalizer made.
// 14. A holder that C finalizes has given up its handles, as `Gc`'s own finalizer does. If a finalizer brings it back, the
//     handles are still there but are counted one too few: that is so for every box of the collector that is brought back.
//     10 and 11 would count a second time, so A leaves the value of a finalized holder alone. D finds no key unknown (2),
//     and traces the value.
//
// Nothing else.
// 15. Nothing here allocates in the collector's heap. Lists are ordinary memory and are given back when they are emptied.
// 16. Reentrancy: `Tracer` only queues, so tracing a value calls no other `trace`; dropping a `JsValue` only counts. So
//     no list is borrowed twice, and no value is taken out twice.
// 17. Threads: `Rc` keeps a key and its ephemerons on one thread, and each thread has a collector of its own. When a thread
//     ends, the collector drops all boxes without another phase; `Rc` keeps the shared state until the last is gone.

impl Finalize for EphemeronKey {}

// SAFETY: there is no GC pointer in the key itself. What it does to its ephemerons is argued above.
unsafe impl Trace for EphemeronKey {
    unsafe fn trace(&self, tracer: &mut Tracer) {
        self.0.reached.set(Reached::Live);
        for ephemeron in self.0.waiting.take() {
            // SAFETY: it is still there (5), and this is phase B of a collection.
            unsafe { ephemeron.as_ref().trace_value(tracer) };
        }
    }

    unsafe fn trace_non_roots(&self) {
        self.0.reached.set(Reached::Unknown);
        debug_assert!(
            self.0.waiting.borrow().is_empty(),
            "a list is empty between collections"
        );
    }

    fn run_finalizer(&self) {
        self.0.reached.set(Reached::Dead);
        for ephemeron in self.0.waiting.take() {
            // SAFETY: it is still there (5).
            unsafe { ephemeron.as_ref() }.release();
        }
        self.finalize();
    }
}

impl Finalize for KeyedEphemeron {}

// SAFETY: the value is traced, or waits for its key; it is counted exactly if it is there (12 to 14).
unsafe impl Trace for KeyedEphemeron {
    unsafe fn trace(&self, tracer: &mut Tracer) {
        let young = self.young.get();
        if young > 0 {
            self.young.set(young - 1);
        } else if self.key.reached.get() == Reached::Unknown {
            self.key.waiting.borrow_mut().push(NonNull::from(self));
            return;
        }
        // SAFETY: the caller's.
        unsafe { self.trace_value(tracer) };
    }

    unsafe fn trace_non_roots(&self) {
        if !self.is_live() && self.young.get() == 0 && self.state.get() == Value::Held {
            self.release();
        }
        // SAFETY: the caller's.
        self.with_value(|value| unsafe { value.trace_non_roots() });
    }

    fn run_finalizer(&self) {
        if self.state.get() == Value::Held {
            self.state.set(Value::Finalized);
        }
        self.with_value(|value| value.run_finalizer());
        self.finalize();
    }
}

impl fmt::Debug for EphemeronKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("EphemeronKey")
            .field(&self.0.reached)
            .finish()
    }
}

impl fmt::Debug for KeyedEphemeron {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyedEphemeron")
            .field("value", &self.value())
            .field("young", &self.young)
            .finish_non_exhaustive()
    }
}
