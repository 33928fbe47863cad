//! [`KeyedEphemeron`] against the steps of its argument, one test a case.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    thread,
};

use boa_engine::{JsData, JsObject, JsValue};
use boa_gc::{Ephemeron, Finalize, Gc, Trace, force_collect};

use super::{
    ephemeron::{EphemeronKey, KeyedEphemeron},
    probe::{number_of, probe},
};

/// The box of a key.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Key(EphemeronKey);

/// A box with any number of ephemerons, like a frame or a node of the trie.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Holder(Vec<KeyedEphemeron>);

/// A JS value that holds a key and a holder.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Held(Option<Gc<Key>>, Option<Gc<Holder>>);

fn key() -> Gc<Key> {
    Gc::new(Key(EphemeronKey::new(None)))
}

fn holder(key: &Gc<Key>, value: JsValue) -> Gc<Holder> {
    Gc::new(Holder(vec![KeyedEphemeron::new(&key.0, value, 0)]))
}

fn value_that_holds(key: Option<Gc<Key>>, holder: Option<Gc<Holder>>) -> JsValue {
    JsObject::from_proto_and_data(None, Held(key, holder)).into()
}

/// The number of the probe in a holder's first ephemeron.
fn found(holder: &Gc<Holder>) -> Option<u32> {
    holder.0[0].value().as_ref().map(number_of)
}

#[test]
fn a_value_lives_while_key_and_holder_are_reachable_whichever_is_reached_first() {
    for key_is_reached_last in [false, true] {
        let alive = Rc::default();
        let key = key();
        let holder = holder(&key, probe(1, &alive));
        // A box that was made later is looked at later, and then the key is no root itself.
        let last = key_is_reached_last.then(|| Gc::new(key.clone()));
        let key = if key_is_reached_last {
            drop(key);
            None
        } else {
            Some(key)
        };
        for _ in 0..3 {
            force_collect();
            assert_eq!(found(&holder), Some(1));
        }
        drop((last, key));
        force_collect();
        assert_eq!((found(&holder), alive.get()), (None, 0));
    }
}

#[test]
fn a_holder_that_is_gone_keeps_nothing() {
    let alive = Rc::default();
    let key = key();
    drop(holder(&key, probe(1, &alive)));
    force_collect();
    assert_eq!(alive.get(), 0);
    drop(key);
}

#[test]
fn key_and_holder_die_together_in_either_order_of_allocation() {
    let alive = Rc::default();
    let first = key();
    drop(holder(&first, probe(1, &alive)));
    drop(first);
    force_collect();
    assert_eq!(alive.get(), 0);

    // The holder's box is older than the key's, so it is finalized first.
    #[derive(Trace, Finalize)]
    #[boa_gc(unsafe_no_drop)]
    struct Slot(Cell<Option<KeyedEphemeron>>);
    let slot = Gc::new(Slot(Cell::default()));
    let second = key();
    slot.0
        .set(Some(KeyedEphemeron::new(&second.0, probe(2, &alive), 0)));
    drop((slot, second));
    force_collect();
    assert_eq!(alive.get(), 0);
}

#[test]
fn an_ephemeron_on_the_stack_keeps_its_value_and_gives_it_up_once_it_is_in_the_heap() {
    let alive = Rc::default();
    let key = key();
    let on_stack = KeyedEphemeron::new(&key.0, probe(1, &alive), 0);
    drop(key);
    force_collect();
    assert_eq!(alive.get(), 1, "its handle is a root");
    assert!(!on_stack.is_live() && on_stack.value().is_none());
    let holder = Gc::new(Holder(vec![on_stack.clone(), on_stack]));
    force_collect();
    assert_eq!(alive.get(), 0);
    assert_eq!(found(&holder), None);
}

#[test]
fn the_handles_of_a_value_stay_counted() {
    let alive = Rc::default();
    let (kept, passing) = (key(), key());
    let value = probe(1, &alive);
    let holders = [
        holder(&kept, value.clone()),
        holder(&passing, value.clone()),
        holder(&passing, value.clone()),
    ];
    drop(passing);
    for _ in 0..3 {
        force_collect();
        assert_eq!((number_of(&value), alive.get()), (1, 1));
    }
    // Counted one too many, it would live on; one too few, it would be gone above.
    drop(value);
    force_collect();
    assert_eq!((found(&holders[0]), alive.get()), (Some(1), 1));
    drop(kept);
    force_collect();
    assert_eq!(alive.get(), 0);
    assert!(holders.iter().all(|holder| found(holder).is_none()));
}

#[test]
fn values_that_hold_each_others_keys_do_not_keep_themselves() {
    let alive = Rc::default();
    let (one, two) = (key(), key());
    let holders = [
        holder(&one, value_that_holds(Some(two.clone()), None)),
        holder(&two, value_that_holds(Some(one.clone()), None)),
        holder(&two, probe(1, &alive)),
    ];
    drop(two);
    force_collect();
    assert_eq!(
        alive.get(),
        1,
        "the first key holds the second by its value"
    );
    drop(one);
    force_collect();
    assert_eq!(alive.get(), 0);
    assert!(holders.iter().all(|holder| !holder.0[0].is_live()));
}

#[test]
fn a_key_may_be_reachable_only_by_an_ephemeron_of_the_collector() {
    let alive = Rc::default();
    let root = Gc::new(());
    let inner = key();
    let holder = holder(&inner, probe(1, &alive));
    let outer = Ephemeron::new(&root, inner);
    for _ in 0..2 {
        force_collect();
        assert_eq!(found(&holder), Some(1));
    }
    drop(root);
    force_collect();
    assert_eq!((found(&holder), alive.get()), (None, 0));
    drop(outer);
}

#[test]
fn an_ephemeron_of_the_collector_may_have_its_key_in_a_value() {
    let alive = Rc::default();
    let outer = key();
    let inner = Gc::new(());
    let ephemeron = Ephemeron::new(&inner, probe(1, &alive));
    let holder = {
        #[derive(Trace, Finalize, JsData)]
        #[boa_gc(unsafe_no_drop)]
        struct Unit(Gc<()>);
        holder(
            &outer,
            JsObject::from_proto_and_data(None, Unit(inner)).into(),
        )
    };
    force_collect();
    assert!(ephemeron.has_value());
    drop(outer);
    force_collect();
    assert_eq!((ephemeron.has_value(), alive.get()), (false, 0));
    drop(holder);
}

#[test]
fn the_young_are_held_for_exactly_as_many_collections_as_they_are_young() {
    for youth in [0, 1, 5] {
        for key_dies_at in 0..=youth {
            let alive = Rc::default();
            let mut key = Some(key());
            let holder = {
                let key = &key.as_ref().expect("there").0;
                Gc::new(Holder(vec![KeyedEphemeron::new(
                    key,
                    probe(1, &alive),
                    youth,
                )]))
            };
            for age in 0..youth {
                if age == key_dies_at {
                    key = None;
                }
                force_collect();
                assert_eq!(alive.get(), 1, "youth {youth}, age {age}");
            }
            drop(key);
            force_collect();
            assert_eq!(alive.get(), 0, "youth {youth}, died at {key_dies_at}");
            drop(holder);
        }
    }
}

#[test]
fn a_clone_is_young_again() {
    let alive = Rc::default();
    let key = key();
    let old = Gc::new(Holder(vec![KeyedEphemeron::new(
        &key.0,
        probe(1, &alive),
        2,
    )]));
    force_collect();
    force_collect();
    let new = Gc::new(Holder(old.0.clone()));
    drop(key);
    force_collect();
    force_collect();
    assert_eq!(alive.get(), 1, "the clone is young");
    force_collect();
    assert_eq!(alive.get(), 0);
    drop((old, new));
}

/// Brings its holder back when the collector finalizes it, once.
#[derive(Trace)]
#[boa_gc(unsafe_no_drop)]
struct Phoenix(Gc<Holder>);

thread_local! {
    static BROUGHT_BACK: RefCell<Option<Gc<Holder>>> = const { RefCell::new(None) };
}

impl Finalize for Phoenix {
    fn finalize(&self) {
        BROUGHT_BACK.set(Some(self.0.clone()));
        keep_counted(&self.0);
    }
}

/// Leaks a handle: the collector takes the handle of a finalized box away after it has counted it, so a box that
/// a finalizer brings back with one handle is no root, and would be freed.
fn keep_counted<T: Trace>(brought_back: &Gc<T>) {
    std::mem::forget(brought_back.clone());
}

#[test]
fn a_holder_that_a_finalizer_brings_back_keeps_the_values_of_living_keys() {
    // On a thread of its own, which ends with the holder still there: the collector counts the handles of a box
    // that was brought back one too few, so the box must never be freed.
    thread::spawn(|| {
        let alive = Rc::default();
        let (kept, passing) = (key(), key());
        let holder = Gc::new(Holder(vec![
            KeyedEphemeron::new(&kept.0, probe(1, &alive), 0),
            KeyedEphemeron::new(&passing.0, probe(2, &alive), 0),
        ]));
        drop((Gc::new(Phoenix(holder)), passing));
        for _ in 0..3 {
            force_collect();
            let holder = BROUGHT_BACK.take().expect("brought back");
            assert_eq!(found(&holder), Some(1));
            assert!(holder.0[1].value().is_none(), "its key is gone");
            assert_eq!(alive.get(), 2, "nothing of what was brought back is freed");
            BROUGHT_BACK.set(Some(holder));
        }
        // A new mapping that is made from it has ordinary handles.
        let copy = BROUGHT_BACK.take().map(|holder| {
            let copy = Gc::new(Holder(vec![holder.0[0].clone()]));
            std::mem::forget(holder);
            copy
        });
        force_collect();
        assert_eq!(copy.as_ref().and_then(found), Some(1));
        drop(copy);
        force_collect();
        assert_eq!(alive.get(), 2);
    })
    .join()
    .expect("no assertion failed");
}

#[test]
fn a_key_that_a_finalizer_brings_back_is_live_again() {
    thread::spawn(|| {
        thread_local! {
            static KEY: RefCell<Option<Gc<Key>>> = const { RefCell::new(None) };
        }
        #[derive(Trace)]
        #[boa_gc(unsafe_no_drop)]
        struct Phoenix(Gc<Key>);
        impl Finalize for Phoenix {
            fn finalize(&self) {
                KEY.set(Some(self.0.clone()));
                keep_counted(&self.0);
            }
        }
        let alive = Rc::default();
        let key = key();
        let holder = holder(&key, probe(1, &alive));
        drop(Gc::new(Phoenix(key)));
        force_collect();
        assert_eq!(alive.get(), 0, "it was unreachable");
        let key = KEY.take().expect("brought back");
        let later = Gc::new(Holder(vec![KeyedEphemeron::new(
            &key.0,
            probe(2, &alive),
            0,
        )]));
        force_collect();
        assert_eq!(found(&later), Some(2));
        drop(holder);
        std::mem::forget(key);
    })
    .join()
    .expect("no assertion failed");
}

#[test]
fn a_million_ephemerons_wait_for_one_key() {
    const COUNT: usize = 1_000_000;
    let alive = Rc::default();
    let early = key();
    let value = probe(1, &alive);
    let holders: Vec<_> = (0..COUNT).map(|_| holder(&early, value.clone())).collect();
    drop(value);
    // Reached after all holders, so that each of them waits.
    let late = Gc::new(early);
    force_collect();
    assert!(holders.iter().all(|holder| found(holder) == Some(1)));
    drop(late);
    force_collect();
    assert_eq!(alive.get(), 0);
    assert!(holders.iter().all(|holder| !holder.0[0].is_live()));
}

#[test]
fn a_chain_of_a_million_links_is_traced_without_recursion() {
    let alive = Rc::default();
    let key = key();
    let first = holder(&key, probe(1, &alive));
    let last = (0..1_000_000).fold(first, |inner, _| {
        holder(&key, value_that_holds(None, Some(inner)))
    });
    force_collect();
    assert_eq!(alive.get(), 1);
    drop(key);
    force_collect();
    assert_eq!(alive.get(), 0, "the last link has lost the others");
    drop(last);
}

#[test]
fn a_thread_that_ends_frees_keys_and_ephemerons_in_any_order() {
    thread::spawn(|| {
        let alive = Rc::default();
        let key = key();
        let holders = [
            holder(&key, probe(1, &alive)),
            holder(&key, probe(2, &alive)),
        ];
        force_collect();
        // Leaked roots: the collector of the thread frees their boxes when the thread ends.
        std::mem::forget((key, holders));
    })
    .join()
    .expect("the thread ends");
}
