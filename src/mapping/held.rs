//! Mappings that are held beyond a call.
#![allow(
    unsafe_code,
    reason = "one word is a mapping or the address of a place in the list; see `Held`"
)]

use std::{
    mem::{ManuallyDrop, forget},
    ptr::{self, NonNull},
};

use boa_gc::{Finalize, Trace, custom_trace};

use super::{
    frame::Mapping,
    held_list::{self, HeldList, Place},
};

/// Set in a word that is the address of a place.
const LISTED: usize = 1;

/// A mapping that is held beyond a call, and mostly listed. One word.
///
/// The empty mapping is not listed, and costs nothing. Dropping it touches no GC pointer, so a sweep may drop it.
///
/// The word is either a `Mapping` or, with the lowest bit set, the address of the [`Place`] that holds it:
/// 1. A `Mapping` is a pointer to a box of the collector, or null, so its lowest bit is clear: boxes are aligned to their
///    header, which has pointers. The assertions below check the size; the type has one field that is not empty.
/// 2. A place is aligned to 8 bytes (the second assertion), so the lowest bit of its address is clear, too.
/// 3. The word is written once, in a constructor, and is given up once: by `Drop` or by `into_mapping`, which forgets
///    the rest.
///
/// Therefore the bit tells which of both is there, and a `Held` owns what it refers to, as a `Box` would.
pub(crate) struct Held(Word);

#[derive(Clone, Copy)]
#[repr(transparent)]
struct Word(*const u8);

const _: () = assert!(size_of::<Mapping>() == size_of::<Word>() && align_of::<Place>() >= 8);

impl Held {
    /// Holds the empty mapping.
    pub(crate) const fn empty() -> Self {
        Self(Word(ptr::null()))
    }

    /// Holds `mapping` and does not list it.
    #[inline]
    pub(crate) const fn unlisted(mapping: Mapping) -> Self {
        let mapping = ManuallyDrop::new(mapping);
        // SAFETY: 1. The copy is the handle from here on; the original is not dropped.
        Self(unsafe { std::mem::transmute::<ManuallyDrop<Mapping>, Word>(mapping) })
    }

    /// Holds `mapping` and lists it with `note`.
    #[inline]
    pub(crate) fn new(mapping: Mapping, list: &HeldList, note: u64) -> Self {
        if mapping.is_empty() {
            return Self::empty();
        }
        let place = list.add(mapping, note).as_ptr().cast::<u8>().cast_const();
        Self(Word(place.map_addr(|address| address | LISTED)))
    }

    /// The place; `None` if the mapping is not listed.
    #[inline]
    fn place(&self) -> Option<NonNull<Place>> {
        if self.0.0.addr() & LISTED == 0 {
            return None;
        }
        let place = self.0.0.map_addr(|address| address & !LISTED);
        NonNull::new(place.cast_mut().cast())
    }

    #[inline]
    fn place_ref(&self) -> Option<&Place> {
        // SAFETY: the place is ours as long as `self` is, by the argument at `Place`, 1 and 2.
        self.place().map(|place| unsafe { place.as_ref() })
    }

    #[inline]
    pub(crate) fn mapping(&self) -> &Mapping {
        match self.place_ref() {
            Some(place) => place.mapping(),
            // SAFETY: 1. The word is a mapping, and lives as long as `self`.
            None => unsafe { &*ptr::from_ref(&self.0).cast::<Mapping>() },
        }
    }

    /// The number of the place: that of no other `Held` of the list that is alive. `None` if the mapping is not listed.
    pub(crate) fn id(&self) -> Option<usize> {
        self.place().map(|place| place.addr().get())
    }

    /// The mapping, no longer listed.
    pub(crate) fn into_mapping(self) -> Mapping {
        // SAFETY: `self` is forgotten and not dropped.
        let mapping = unsafe { self.take() };
        forget(self);
        mapping
    }

    /// Marks the place in the list; none if the mapping is not listed.
    pub(crate) fn mark(held: Option<&Self>, list: &HeldList) {
        list.mark(held.and_then(Self::place));
    }

    /// # Safety
    ///
    /// `self` must neither be used nor dropped afterwards.
    #[inline]
    unsafe fn take(&self) -> Mapping {
        match self.place() {
            // SAFETY: the place is ours (`Place`, 1), and by the contract it is given back once.
            Some(place) => unsafe { held_list::remove(place) },
            // SAFETY: 1 and 3. The mapping is read once.
            None => unsafe { ptr::from_ref(&self.0).cast::<Mapping>().read() },
        }
    }
}

impl Finalize for Held {}

// SAFETY: the mapping is the only thing in it that the collector knows, and no other value has the handle in the place.
unsafe impl Trace for Held {
    custom_trace!(this, mark, {
        mark(this.mapping());
    });
}

impl Clone for Held {
    /// Lists the clone, too.
    fn clone(&self) -> Self {
        let mapping = self.mapping().clone();
        let Some(place) = self.place_ref() else {
            return Self::unlisted(mapping);
        };
        match place.list() {
            Some(list) => Self::new(mapping, &list, place.note()),
            None => Self::unlisted(mapping),
        }
    }
}

impl Drop for Held {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: nobody uses it after its drop.
        drop(unsafe { self.take() });
    }
}
