//! The list of held mappings: what is in it, and when.

use std::rc::Rc;

use boa_engine::JsValue;
use boa_gc::{Finalize, Gc, Trace, force_collect};

use super::{Storage, VariableIdentity, frame::Mapping, held::Held, held_list::HeldList};

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
    let list = HeldList::default();
    let held = Held::new(Mapping::empty(), &list, 1);
    assert_eq!((list.len(), held.id()), (0, None));
    assert!(held.clone().into_mapping().is_empty());
}

#[test]
fn an_entry_lasts_as_long_as_its_holder() {
    let list = HeldList::default();
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
    let list = HeldList::default();
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
        let list = HeldList::default();
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

#[test]
fn captures_outlive_their_list() {
    let list = HeldList::default();
    let (variable, mapping) = mapping(7);
    // More than a page of them, so that some pages have captures afterwards and some have none.
    let mut held: Vec<_> = (0..1000)
        .map(|note| Held::new(mapping.clone(), &list, note))
        .collect();
    held.truncate(300);
    drop(list);
    let clone = held[299].clone();
    assert_eq!(clone.id(), None, "there is no list for a clone");
    let value = |held: &Held| held.mapping().get(variable.id());
    assert!(
        held.iter()
            .all(|held| value(held) == Some(JsValue::from(7)))
    );
    held.drain(..250);
    force_collect();
    assert_eq!(value(&held[49]), Some(JsValue::from(7)));
    drop(held);
    assert_eq!(
        clone.into_mapping().get(variable.id()),
        Some(JsValue::from(7))
    );
}

#[test]
fn ids_and_notes_are_those_of_the_holder_in_whatever_order_others_end() {
    let list = HeldList::default();
    let (_, mapping) = mapping(7);
    let mut alive: Vec<(Held, u64)> = Vec::new();
    let mut state = 1u64;
    for note in 0..20_000u64 {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        alive.push((Held::new(mapping.clone(), &list, note), note));
        // Grows to some pages, shrinks, and grows again.
        let most = if note / 2_000 % 2 == 0 { 1_500 } else { 3 };
        while alive.len() > most {
            let index = (state >> 33) as usize % alive.len();
            drop(alive.swap_remove(index));
        }
        if note % 997 == 0 {
            let mut expected: Vec<_> = alive
                .iter()
                .map(|(held, note)| (held.id(), *note))
                .collect();
            let mut listed: Vec<_> = list.all().iter().map(|l| (Some(l.id), l.note)).collect();
            expected.sort_unstable();
            listed.sort_unstable();
            assert_eq!(listed, expected);
        }
    }
    drop(alive);
    assert_eq!((list.len(), list.all().len()), (0, 0));
    let again = Held::new(mapping, &list, 1);
    assert_eq!(list.all()[0].id, again.id().expect("it is listed"));
}

#[test]
fn only_the_note_of_the_marked_holder_changes() {
    let list = HeldList::default();
    let (_, mapping) = mapping(7);
    let [first, second] = [1, 2].map(|note| Held::new(mapping.clone(), &list, note));
    let notes = || {
        let mut notes: Vec<u64> = list.all().iter().map(|listed| listed.note).collect();
        notes.sort_unstable();
        notes
    };
    Held::mark(Some(&second), &list);
    list.change_marked(|note| note + 10);
    assert_eq!(notes(), [1, 12]);
    list.change_marked(|note| note + 10);
    assert_eq!(notes(), [1, 12], "a mark is good for one change");

    // The place of a marked holder that has ended belongs to the next one.
    Held::mark(Some(&second), &list);
    drop(second);
    let third = Held::new(mapping.clone(), &list, 3);
    list.change_marked(|note| note + 10);
    assert_eq!(notes(), [1, 3]);

    Held::mark(Some(&first), &list);
    Held::mark(Some(&Held::unlisted(mapping)), &list);
    list.change_marked(|note| note + 10);
    assert_eq!(notes(), [1, 3]);
    drop((first, third));
}
