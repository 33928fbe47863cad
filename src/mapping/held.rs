//! Mappings that are held beyond a call, and the list of all of them.
//!
//! [`Held`] is a mapping together with an entry in a [`HeldList`]. The list holds no GC pointer that the collector
//! counts: an entry is the address of the frame, so being listed keeps nothing alive. [`HeldList::all`] makes
//! mappings of the addresses again. This file alone makes and removes entries, because the argument above its
//! `unsafe` depends on that.
#![allow(
    unsafe_code,
    reason = "a handle is made of the address of a frame; see `HeldList::all`"
)]

use std::{cell::RefCell, mem::ManuallyDrop, ptr::NonNull, rc::Rc};

use boa_gc::{Finalize, Gc, GcBox, Trace};

use super::frame::{Frame, Mapping};

/// A list of up to this many entries keeps its memory when it is empty, so that one capture after the other does not
/// allocate it each time.
const KEPT: usize = 1024;

/// The index of no entry.
const NONE: u32 = u32::MAX;

/// All [`Held`] mappings of an agent. 16 bytes for each.
#[derive(Default)]
pub(crate) struct HeldList(RefCell<Entries>);

struct Entries {
    entries: Vec<Entry>,
    /// The first free entry, or [`NONE`].
    free: u32,
    used: u32,
}

struct Entry {
    /// The frame of the mapping; `None` if the entry is free.
    frame: Option<NonNull<GcBox<Frame>>>,
    /// What the owner notes; the index of the next free entry if this one is free.
    note: u64,
}

impl Default for Entries {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            free: NONE,
            used: 0,
        }
    }
}

impl Entries {
    /// Adds an entry. Returns [`NONE`] if 2^32 - 1 are in use.
    fn add(&mut self, frame: NonNull<GcBox<Frame>>, note: u64) -> u32 {
        let entry = Entry {
            frame: Some(frame),
            note,
        };
        let index = self.free;
        if let Some(free) = self.entries.get_mut(index as usize) {
            // A free entry notes the index of the next one, which is a `u32`.
            self.free = u32::try_from(free.note).unwrap_or(NONE);
            *free = entry;
            self.used += 1;
            return index;
        }
        match u32::try_from(self.entries.len()) {
            Ok(index) if index != NONE => {
                self.entries.push(entry);
                self.used += 1;
                index
            }
            _ => NONE,
        }
    }

    fn remove(&mut self, index: u32) {
        let Some(entry) = self.entries.get_mut(index as usize) else {
            return;
        };
        *entry = Entry {
            frame: None,
            note: u64::from(self.free),
        };
        self.free = index;
        self.used -= 1;
        if self.used == 0 && self.entries.capacity() > KEPT {
            // Returns the memory of a peak.
            *self = Self::default();
        }
    }
}

/// What [`HeldList::all`] says about one held mapping.
pub(crate) struct Listed {
    pub(crate) mapping: Mapping,
    /// The same for the same mapping, and different for different ones.
    pub(crate) identity: usize,
    /// The index of the entry: different for different holders that are alive.
    pub(crate) index: u32,
    pub(crate) note: u64,
}

impl HeldList {
    /// All held mappings, in no order. O(n); allocates nothing in the GC heap. Empty while the collector frees
    /// memory.
    pub(crate) fn all(&self) -> Vec<Listed> {
        if !boa_gc::finalizer_safe() {
            return Vec::new();
        }
        let list = self.0.borrow();
        let listed = (0..).zip(&list.entries).filter_map(|(index, entry)| {
            let frame = entry.frame?;
            // SAFETY:
            // 1. Only `Held::new` makes an entry, of the address of the frame to which the new `Held` has a handle.
            //    The entry is removed by the `Drop` of that `Held`, or by its `into_mapping`, before the handle is
            //    dropped or given away. Nothing else gives the index of an entry to anybody, and `Held` is not
            //    `Copy`. So while there is an entry there is a handle to its frame that was not dropped.
            // 2. A handle outside the GC heap is a root: the collector does not free its frame. This includes a
            //    `Held` that was leaked.
            // 3. A handle inside a box of the GC heap is traced with the box (`Trace` is derived for `Held`). If the
            //    box is reachable, so is the frame. If it is not, the collection that frees the frame frees the
            //    box too, and drops the `Held` in it: the entry is gone when the sweep is over.
            // 4. During a sweep, and when the thread's heap is dropped at the end of the thread, entries may refer
            //    to frames that are freed already. Then `finalizer_safe` is false, and this is not reached.
            // 5. Nothing between the borrow and the return allocates in the GC heap, drops a box or runs other code,
            //    so no collection can begin.
            // 6. `frame` comes from `Gc::into_raw` of a `Gc<Frame>`, and boxes do not move. The `Gc` that is made
            //    here is never dropped, so the count of handles is that of the handle in 1; its clone is a handle
            //    of its own, which counts itself.
            // Therefore the frame is allocated, and the collector's counts are right.
            let handle = ManuallyDrop::new(unsafe { Gc::from_raw(frame) });
            Some(Listed {
                mapping: Mapping::from(Some(Gc::clone(&handle))),
                identity: frame.as_ptr().addr(),
                index,
                note: entry.note,
            })
        });
        listed.collect()
    }

    /// Changes the note of an entry that is in use.
    pub(crate) fn change_note(&self, index: u32, change: impl FnOnce(u64) -> u64) {
        let mut list = self.0.borrow_mut();
        if let Some(entry) = list.entries.get_mut(index as usize)
            && entry.frame.is_some()
        {
            entry.note = change(entry.note);
        }
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.0.borrow().used as usize
    }
}

/// A mapping that is held beyond a call, and listed.
///
/// The empty mapping is not listed, and costs nothing. Dropping it touches no GC pointer, so a sweep may drop it.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Held {
    mapping: Mapping,
    /// `None` if the mapping is not listed.
    #[unsafe_ignore_trace]
    list: Option<Rc<HeldList>>,
    #[unsafe_ignore_trace]
    index: u32,
}

impl Held {
    /// Holds the empty mapping.
    pub(crate) const fn empty() -> Self {
        Self {
            mapping: Mapping::empty(),
            list: None,
            index: NONE,
        }
    }

    /// Holds `mapping` and lists it with `note`.
    pub(crate) fn new(mapping: Mapping, list: &Rc<HeldList>, note: u64) -> Self {
        let Some(frame) = Option::<Gc<Frame>>::from(mapping) else {
            return Self::empty();
        };
        let address = Gc::into_raw(frame);
        // SAFETY:
        // 1. `into_raw` gave up the handle without counting it down.
        // 2. Nothing happened since.
        // Therefore this is that handle again, once.
        let frame = unsafe { Gc::from_raw(address) };
        Self {
            mapping: Mapping::from(Some(frame)),
            index: list.0.borrow_mut().add(address, note),
            list: Some(list.clone()),
        }
    }

    pub(crate) fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// The index of the entry; `None` if the mapping is not listed.
    pub(crate) fn index(&self) -> Option<u32> {
        self.list.is_some().then_some(self.index)
    }

    /// The mapping, no longer listed.
    pub(crate) fn into_mapping(mut self) -> Mapping {
        self.unlist();
        std::mem::take(&mut self.mapping)
    }

    fn unlist(&mut self) {
        if let Some(list) = self.list.take() {
            list.0.borrow_mut().remove(self.index);
        }
    }

    fn note(&self) -> Option<u64> {
        let list = self.list.as_ref()?.0.borrow();
        Some(list.entries.get(self.index as usize)?.note)
    }
}

impl Clone for Held {
    /// Lists the clone, too.
    fn clone(&self) -> Self {
        match (&self.list, self.note()) {
            (Some(list), Some(note)) => Self::new(self.mapping.clone(), list, note),
            _ => Self {
                mapping: self.mapping.clone(),
                list: None,
                index: NONE,
            },
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.unlist();
    }
}

#[cfg(test)]
mod tests {
    use boa_engine::JsValue;
    use boa_gc::force_collect;

    use super::*;
    use crate::mapping::{Storage, VariableIdentity};

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
}
