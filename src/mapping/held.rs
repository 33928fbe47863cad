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
    #[inline]
    fn add(&mut self, frame: NonNull<GcBox<Frame>>, note: u64) -> u32 {
        let entry = Entry {
            frame: Some(frame),
            note,
        };
        let index = self.free;
        let Some(free) = self.entries.get_mut(index as usize) else {
            return self.push(entry);
        };
        // A free entry notes the index of the next one, which is a `u32`.
        self.free = free.note as u32;
        *free = entry;
        self.used += 1;
        index
    }

    /// Adds an entry that there was no room for.
    #[cold]
    fn push(&mut self, entry: Entry) -> u32 {
        match u32::try_from(self.entries.len()) {
            Ok(index) if index != NONE => {
                self.entries.push(entry);
                self.used += 1;
                index
            }
            _ => NONE,
        }
    }

    #[inline]
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
        if self.used == 0 {
            self.shrink();
        }
    }

    /// Returns the memory of a peak.
    #[cold]
    fn shrink(&mut self) {
        if self.entries.capacity() > KEPT {
            *self = Self::default();
        }
    }
}

/// What [`HeldList::all`] says about one held mapping.
pub(crate) struct Listed {
    pub(crate) mapping: Mapping,
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
            // 1. Only `Held::new` makes an entry, of the address of the frame to which the new `Held` has a handle, and
            //    only that `Held` removes it: in its `Drop`, or in its `into_mapping`, before the handle is dropped or
            //    given away. `Held` is not `Copy`. Others may learn the index of an entry, and may change its note
            //    (`change_note`), even that of a later entry if theirs is gone; nobody but `Held::new` sets `frame`.
            //    So while there is an entry there is a handle to its frame that was not dropped.
            // 2. A handle outside the GC heap is a root: the collector does not free its frame. This includes a
            //    `Held` that was leaked.
            // 3. A handle inside a box of the GC heap is traced with the box (`Trace` is derived for `Held`). If the
            //    box is reachable, so is the frame. If it is not, the collection that frees the frame frees the
            //    box too, and drops the `Held` in it: the entry is gone when the sweep is over.
            // 4. During a sweep, and when the thread's heap is dropped at the end of the thread, entries may refer
            //    to frames that are freed already. Then `finalizer_safe` is false, and this is not reached.
            // 5. Nothing between the borrow and the return allocates in the GC heap, drops a box or runs other code,
            //    so no collection can begin.
            // 6. `frame` comes from `Gc::into_raw` of a `Gc<Frame>`, and boxes do not move. The mapping that is made
            //    here is never dropped, so the counts of handles (the collector's, and the frame's own) are those of
            //    the handle in 1; its clone is a handle of its own, which counts itself.
            // Therefore the frame is allocated, and the counts are right.
            let handle = ManuallyDrop::new(Mapping::from(Some(unsafe { Gc::from_raw(frame) })));
            Some(Listed {
                mapping: Mapping::clone(&handle),
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

    /// How many mappings are held. O(1).
    pub(crate) fn len(&self) -> usize {
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
        Self::unlisted(Mapping::empty())
    }

    /// Holds `mapping` and does not list it.
    pub(crate) const fn unlisted(mapping: Mapping) -> Self {
        Self {
            mapping,
            list: None,
            index: NONE,
        }
    }

    /// Holds `mapping` and lists it with `note`.
    #[inline]
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
        (self.list.is_some() && self.index != NONE).then_some(self.index)
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
            _ => Self::unlisted(self.mapping.clone()),
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.unlist();
    }
}
