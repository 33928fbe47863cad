//! The list of held mappings: what is in it, and when.

use std::rc::Rc;

use boa_engine::JsValue;
use boa_gc::{Finalize, Gc, Trace, force_collect};

use super::{
    Storage, VariableIdentity,
    frame::Mapping,
    held::{Held, HeldList},
};

#[derive(Trace, Finalize)]
struct Owner {
    held: Held,
    other: boa_gc::GcRefCell<Option<Gc<Owner>>>,
}

fn mapping(number: i32) -> (Gc<VariableIdentity>, Mapping) {
    let variable = VariableIdentity::hidden();
    let mapping = Mapping::empty().with(&variable, JsValue::from(number), Storage::Strong);
    (variable, mapping)
}

#[test]
fn the_empty_mapping_is_not_listed() {
    let list = Rc::new(HeldList::default());
    let held = Held::new(Mapping::empty(), &list, 1);
    assert_eq!((list.len(), Rc::strong_count(&list)), (0, 1));
    assert!(held.clone().into_mapping().is_empty());
}

#[test]
fn an_entry_lasts_as_long_as_its_holder() {
    let list = Rc::new(HeldList::default());
    let (variable, mapping) = mapping(7);
    let held: Vec<_> = (0..3)
        .map(|note| Held::new(mapping.clone(), &list, note))
        .collect();
    let clone = held[1].clone();
    let notes = |list: &HeldList| {
        let mut notes: Vec<u64> = list.all().iter().map(|listed| listed.note).collect();
        notes.sort_unstable();
        notes
    };
    assert_eq!(notes(&list), [0, 1, 1, 2]);
    drop(held);
    assert_eq!(notes(&list), [1]);
    let again = Held::new(mapping.clone(), &list, 9);
    assert_eq!(notes(&list), [1, 9], "a free entry is used again");
    drop(mapping);
    let mapping = again.into_mapping();
    assert_eq!(notes(&list), [1]);
    drop(clone);
    assert_eq!(notes(&list), [0u64; 0]);
    assert_eq!(mapping.get(variable.id()), Some(JsValue::from(7)));
}

#[test]
fn a_listing_reads_what_the_collector_has_left_and_keeps_nothing() {
    let list = Rc::new(HeldList::default());
    for round in 0..50 {
        let (variable, kept) = mapping(round);
        let root = Held::new(kept, &list, 1);
        for number in 0..20 {
            let make = |number| {
                Gc::new(Owner {
                    held: Held::new(mapping(number).1, &list, 2),
                    other: boa_gc::GcRefCell::new(None),
                })
            };
            // A cycle, so that the boxes are dropped by a sweep and not by a count.
            let (one, two) = (make(number), make(-number));
            *one.other.borrow_mut() = Some(two.clone());
            *two.other.borrow_mut() = Some(one.clone());
            assert!(!one.held.mapping().is_empty());
        }
        let before = list.all();
        assert_eq!(before.len(), list.len());
        assert!(before.iter().all(|listed| !listed.mapping.is_empty()));
        drop(before);
        force_collect();
        let after = list.all();
        assert_eq!(after.len(), 1, "only the root is left");
        assert_eq!(
            after[0].mapping.get(variable.id()),
            Some(JsValue::from(round))
        );
        // What a listing gives out is a handle like any other.
        drop(root);
        force_collect();
        assert_eq!(
            after[0].mapping.get(variable.id()),
            Some(JsValue::from(round))
        );
        assert_eq!(list.len(), 0);
    }
}

#[test]
fn during_a_sweep_nothing_is_listed() {
    /// Lists in its `Drop`, which a sweep runs.
    struct Lister(Rc<HeldList>, Rc<std::cell::Cell<Option<usize>>>);

    impl Drop for Lister {
        fn drop(&mut self) {
            self.1.set(Some(self.0.all().len()));
        }
    }

    #[derive(Trace, Finalize)]
    struct Swept {
        #[unsafe_ignore_trace]
        _lister: Lister,
        _owner: Gc<Owner>,
    }

    let list = Rc::new(HeldList::default());
    let seen = Rc::new(std::cell::Cell::new(None));
    let owner = Gc::new(Owner {
        held: Held::new(mapping(1).1, &list, 0),
        other: boa_gc::GcRefCell::new(None),
    });
    drop(Gc::new(Swept {
        _lister: Lister(list.clone(), seen.clone()),
        _owner: owner,
    }));
    assert_eq!(list.all().len(), 1);
    force_collect();
    assert_eq!(seen.get(), Some(0));
    assert_eq!(list.len(), 0);
}

#[test]
fn at_the_end_of_a_thread_the_heap_is_dropped_with_its_holders() {
    let ended = std::thread::spawn(|| {
        let list = Rc::new(HeldList::default());
        // Leaked in the heap: the drop of the whole heap frees it.
        let owner = Gc::new(Owner {
            held: Held::new(mapping(1).1, &list, 0),
            other: boa_gc::GcRefCell::new(None),
        });
        *owner.other.borrow_mut() = Some(owner.clone());
        std::mem::forget(owner);
        list.len()
    });
    assert_eq!(ended.join().expect("no panic"), 1);
}
