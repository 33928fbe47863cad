//! Why the JS half of a mapping is not an `im::HashMap`.
//!
//! `boa_gc` takes for roots what has more handles than it meets in the heap. A persistent map shares
//! its nodes behind a reference count, so a handle in a shared node exists once and is met once for
//! every map that shares the node; and where nodes are copied it is the other way round.

use std::{
    cell::Cell,
    hash::{BuildHasherDefault, DefaultHasher},
    rc::Rc,
};

use boa_async_context::{Agent, JsHostVariable, Mapping, Storage};
use boa_engine::{JsData, JsObject};
use boa_gc::{Finalize, Gc, Trace, custom_trace, force_collect};

struct Counter(Rc<Cell<usize>>);

impl Counter {
    fn new(alive: &Rc<Cell<usize>>) -> Self {
        alive.set(alive.get() + 1);
        Self(alive.clone())
    }
}

impl Drop for Counter {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Value(
    #[unsafe_ignore_trace]
    #[allow(dead_code, reason = "counts by being dropped")]
    Counter,
);

/// A frame as one would write it first: a persistent map, traced through.
#[derive(Clone, Finalize)]
struct PersistentFrame(PersistentMap);

/// Hashed alike each time, so that the nodes are the same ones.
type PersistentMap = im::HashMap<u64, Gc<Value>, BuildHasherDefault<DefaultHasher>>;

// SAFETY: none, which is the point: the collector meets shared handles once per owner. In the order
// of operations of this test that only ever errs towards keeping too much.
unsafe impl Trace for PersistentFrame {
    custom_trace!(this, mark, {
        for value in this.0.values() {
            mark(value);
        }
    });
}

const VALUES: u64 = 64;

/// How many of 66 values are still alive when only one is held.
fn alive_of_66_in_persistent_frames() -> usize {
    let alive = Rc::default();
    let base: PersistentMap = (0..VALUES)
        .map(|key| (key, Gc::new(Value(Counter::new(&alive)))))
        .collect();
    let one = base.update(VALUES, Gc::new(Value(Counter::new(&alive))));
    let two = base.update(VALUES + 1, Gc::new(Value(Counter::new(&alive))));
    let frames = [base, one, two].map(|map| Gc::new(PersistentFrame(map)));
    assert_eq!(alive.get(), 66);
    force_collect();
    let survivor = frames[0].0.get(&0).expect("bound above").clone();
    drop(frames);
    for _ in 0..3 {
        force_collect();
    }
    drop(survivor);
    alive.get()
}

/// The dying frames give each shared handle back once per frame. With overflow checks that is a
/// panic inside the collector, without them a count that never comes down to zero again.
#[test]
fn values_in_a_shared_persistent_map_are_miscounted() {
    // A thread of its own, since its heap is not usable afterwards.
    match std::thread::spawn(alive_of_66_in_persistent_frames).join() {
        Ok(alive) => {
            println!("{} of 66 values are never freed", alive - 1);
            assert!(
                alive > 1,
                "boa_gc counts shared handles: `im` could carry JS values"
            );
        }
        Err(panic) => {
            let message = panic.downcast_ref::<&str>().copied().unwrap_or_default();
            assert_eq!(message, "attempt to subtract with overflow");
        }
    }
}

#[test]
fn values_in_shared_mappings_are_freed() {
    let alive = Rc::default();
    let value = || -> boa_engine::JsValue {
        JsObject::from_proto_and_data(None, Value(Counter::new(&alive))).into()
    };
    let agent = Agent::new(Storage::Strong);
    let variables: Vec<_> = (0..VALUES + 2).map(|_| JsHostVariable::new()).collect();
    let (last, first) = variables.split_at(2);
    let base = first.iter().fold(Mapping::empty(), |mapping, variable| {
        variable.set_in(&agent, &mapping, value())
    });
    let one = last[0].set_in(&agent, &base, value());
    let two = last[1].set_in(&agent, &base, value());
    let frames = [base, one, two].map(Gc::new);
    assert_eq!(alive.get(), 66);
    force_collect();
    assert_eq!(alive.get(), 66);
    let survivor = first[0].get_in(&frames[0]).expect("bound above");
    drop(frames);
    force_collect();
    assert_eq!(alive.get(), 1);
    drop(survivor);
    force_collect();
    assert_eq!(alive.get(), 0);
}
