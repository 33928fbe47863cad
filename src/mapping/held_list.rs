//! The list of all held mappings: places of 16 bytes that do not move.
//!
//! A place belongs to one [`Held`](super::held::Held), which refers to it by its address. The list itself keeps no
//! mapping alive and is not traced: the mapping in a place is a handle of the `Held`, which traces it. Places lie in
//! chunks of a page; the page of a place begins with the address of its list.
#![allow(
    unsafe_code,
    reason = "a place is reached by its address; see the argument at `Place`"
)]

use std::{
    alloc::{Layout, alloc, dealloc, handle_alloc_error},
    cell::{Cell, RefCell, UnsafeCell},
    mem::{ManuallyDrop, offset_of},
    ptr::{self, NonNull},
};

use super::frame::Mapping;

/// The size and the alignment of a chunk, in bytes.
const CHUNK: usize = 4096;
const PLACES: usize = (CHUNK - HEADER) / size_of::<Place>();
const HEADER: usize = 16;

/// A list of up to this many chunks keeps its memory when it is empty, so that one capture after the other does not
/// allocate it each time.
const KEPT: u32 = 4;

/// The note of a free place. No note of an owner has all bits set.
const FREE: u64 = u64::MAX;

/// Where the list keeps one held mapping, and what the owner notes.
///
/// The argument for every `unsafe` of this file and of `held.rs`:
/// 1. [`HeldList::add`] takes a place out of the chain of free places, so it gives out no place twice before
///    [`remove`] puts it back. Only `Held::new` calls `add`, and a `Held` calls `remove` once, when it gives up
///    the address. `Held` is not `Copy`. So a place that is in use has one `Held`, and a `Held` has a place in use.
/// 2. A chunk is freed when none of its places is in use: by `shrink` and by the list's `Drop`, which look, and by
///    `remove`, if the list is gone and the place was the last of its chunk. With 1, a `Held` never refers to a
///    freed chunk.
/// 3. A place in use has `content.mapping` and a note other than `FREE`; a free one has `content.next` and `FREE`.
///    Both fields change together, in `add` and `remove`, and no code of others runs between.
/// 4. All of it stays on one thread: `Held` and `HeldList` have raw pointers and are neither `Send` nor `Sync`.
/// 5. The address of a place is made from the pointer to its whole chunk and keeps its provenance, so the header may be
///    reached from it by masking the address. A chunk is aligned to its size.
/// 6. The address of the `Shared` in a header is that of a list that is not dropped: its `Drop` clears it.
#[repr(C)]
pub(super) struct Place {
    content: UnsafeCell<Content>,
    note: Cell<u64>,
}

union Content {
    mapping: ManuallyDrop<Mapping>,
    next: *const Place,
}

#[repr(C, align(4096))]
struct Chunk {
    /// The list; null when it was dropped before the last of its captures.
    list: Cell<*const Shared>,
    /// How many places are in use. Known only if the list was dropped.
    used: Cell<usize>,
    places: [Place; PLACES],
}

const _: () = assert!(size_of::<Chunk>() == CHUNK && offset_of!(Chunk, places) == HEADER);

/// All held mappings of an agent. 16 bytes for each.
pub(crate) struct HeldList(NonNull<Shared>);

struct Shared {
    /// The first free place, or null.
    free: Cell<*const Place>,
    used: Cell<usize>,
    /// The place that the owner wants to find again, or null.
    marked: Cell<*const Place>,
    chunk_count: Cell<u32>,
    chunks: RefCell<Vec<NonNull<Chunk>>>,
}

/// What [`HeldList::all`] says about one held mapping.
pub(crate) struct Listed {
    pub(crate) mapping: Mapping,
    /// The number of the place: different for different holders that are alive.
    pub(crate) id: usize,
    pub(crate) note: u64,
}

impl Place {
    /// The mapping of a place in use.
    #[inline]
    pub(super) fn mapping(&self) -> &Mapping {
        debug_assert_ne!(self.note.get(), FREE);
        // SAFETY: 3. The borrow lasts as long as that of the `Held` by which the place was reached, which would have to
        // be dropped or consumed for the place to change (1).
        unsafe { &(*self.content.get()).mapping }
    }

    pub(super) fn note(&self) -> u64 {
        self.note.get()
    }

    fn is_free(&self) -> bool {
        self.note.get() == FREE
    }

    /// The list, if it is still there.
    pub(super) fn list(&self) -> Option<ManuallyDrop<HeldList>> {
        // SAFETY: 5, and by 2 the chunk is allocated.
        let list = unsafe { (*chunk_of(self)).list.get() };
        NonNull::new(list.cast_mut()).map(|shared| ManuallyDrop::new(HeldList(shared)))
    }
}

fn chunk_of(place: *const Place) -> *const Chunk {
    place.map_addr(|address| address & !(CHUNK - 1)).cast()
}

/// Gives back the place of a `Held`, and returns the mapping that was in it. Touches no GC pointer.
///
/// # Safety
///
/// `place` was returned by [`HeldList::add`], and was not given back since.
#[inline]
pub(super) unsafe fn remove(place: NonNull<Place>) -> Mapping {
    let place = place.as_ptr().cast_const();
    // SAFETY: by the contract and 2 the place is there and in use, so by 3 it has a mapping, which is taken once: it is free
    // afterwards. The header is reached as 5 says, and the list by 6.
    unsafe {
        let content = (*place).content.get();
        let mapping = ManuallyDrop::take(&mut (*content).mapping);
        (*place).note.set(FREE);
        let chunk = chunk_of(place);
        let list = (*chunk).list.get();
        if list.is_null() {
            remove_orphan(chunk);
            return mapping;
        }
        let list = &*list;
        (*content).next = list.free.replace(place);
        if list.marked.get() == place {
            list.marked.set(ptr::null());
        }
        let used = list.used.get() - 1;
        list.used.set(used);
        if used == 0 && list.chunk_count.get() > KEPT {
            list.shrink();
        }
        mapping
    }
}

/// Counts down a chunk whose list is gone, and frees it with its last place.
///
/// # Safety
///
/// One of its places in use was given up, and is no longer referred to.
#[cold]
unsafe fn remove_orphan(chunk: *const Chunk) {
    // SAFETY: 2: the chunk is there. Nobody refers to it if none of its places is in use.
    unsafe {
        let used = (*chunk).used.get() - 1;
        (*chunk).used.set(used);
        if used == 0 {
            free(chunk);
        }
    }
}

/// # Safety
///
/// The chunk came from [`Shared::grow`], and none of its places is in use or will be used.
unsafe fn free(chunk: *const Chunk) {
    // SAFETY: `grow` allocated it with this layout. Nothing in it needs a drop: free places have no mapping.
    unsafe { dealloc(chunk.cast_mut().cast(), Layout::new::<Chunk>()) }
}

impl Shared {
    /// Adds a chunk of free places.
    #[cold]
    fn grow(&self) {
        let layout = Layout::new::<Chunk>();
        // SAFETY: the layout is not empty.
        let Some(chunk) = NonNull::new(unsafe { alloc(layout) }.cast::<Chunk>()) else {
            handle_alloc_error(layout)
        };
        let at = chunk.as_ptr();
        // SAFETY: the memory is ours, of the right size and alignment, and each field is written before it is read.
        unsafe {
            (&raw mut (*at).list).write(Cell::new(self));
            (&raw mut (*at).used).write(Cell::new(0));
            let places = (&raw mut (*at).places).cast::<Place>();
            for index in (0..PLACES).rev() {
                let place = places.add(index);
                place.write(Place {
                    content: UnsafeCell::new(Content {
                        next: self.free.replace(place),
                    }),
                    note: Cell::new(FREE),
                });
            }
        }
        self.chunks.borrow_mut().push(chunk);
        self.chunk_count.set(self.chunk_count.get() + 1);
    }

    /// Returns the memory of a peak. No place is in use.
    #[cold]
    fn shrink(&self) {
        self.free.set(ptr::null());
        self.chunk_count.set(0);
        let chunks = self.chunks.take();
        for chunk in chunks {
            // SAFETY: none of its places is in use, and the chain of free places was cut above.
            unsafe { free(chunk.as_ptr()) };
        }
    }
}

impl Default for HeldList {
    fn default() -> Self {
        Self(NonNull::from(Box::leak(Box::new(Shared {
            free: Cell::new(ptr::null()),
            used: Cell::new(0),
            marked: Cell::new(ptr::null()),
            chunk_count: Cell::new(0),
            chunks: RefCell::default(),
        }))))
    }
}

impl HeldList {
    #[inline]
    fn shared(&self) -> &Shared {
        // SAFETY: `default` allocated it, and `drop` frees it. `Place::list` makes a second handle, which is not dropped
        // and lives no longer than a call, during which the list is not dropped.
        unsafe { self.0.as_ref() }
    }

    /// Puts the mapping into a free place.
    #[inline]
    pub(super) fn add(&self, mapping: Mapping, note: u64) -> NonNull<Place> {
        debug_assert_ne!(note, FREE);
        let list = self.shared();
        if list.free.get().is_null() {
            list.grow();
        }
        let place = list.free.get();
        // SAFETY: the chain has a place, which is free by 3 and in an allocated chunk by 2.
        unsafe {
            let content = (*place).content.get();
            list.free.set((*content).next);
            (*content).mapping = ManuallyDrop::new(mapping);
            (*place).note.set(note);
            list.used.set(list.used.get() + 1);
            NonNull::new_unchecked(place.cast_mut())
        }
    }

    /// All held mappings, in no order. O(n); allocates nothing in the GC heap. Empty while the collector frees
    /// memory.
    pub(crate) fn all(&self) -> Vec<Listed> {
        // During a sweep, and when the thread's heap is dropped at the end of the thread, the frame of a mapping in a
        // box that is not freed yet may be freed already.
        if !boa_gc::finalizer_safe() {
            return Vec::new();
        }
        let mut all = Vec::with_capacity(self.len());
        for chunk in &*self.shared().chunks.borrow() {
            // SAFETY: 2. Each clone is a handle of its own, which counts itself. The mapping that is cloned is a handle of
            // its `Held`: outside the GC heap a root, inside traced with its box; so its frame is there. Nothing here
            // allocates in the GC heap, drops a box or runs other code, so no collection can begin.
            let places = unsafe { &chunk.as_ref().places };
            let used = places.iter().filter(|place| !place.is_free());
            all.extend(used.map(|place| Listed {
                mapping: place.mapping().clone(),
                id: ptr::from_ref(place).addr(),
                note: place.note(),
            }));
        }
        all
    }

    /// Marks the place, or none. A place that is given back is no longer marked.
    pub(super) fn mark(&self, place: Option<NonNull<Place>>) {
        let place = place.map_or(ptr::null(), |place| place.as_ptr().cast_const());
        self.shared().marked.set(place);
    }

    /// Changes the note of the [marked](Self::mark) place, and takes the mark away.
    pub(crate) fn change_marked(&self, change: impl FnOnce(u64) -> u64) {
        let marked = self.shared().marked.replace(ptr::null());
        if !marked.is_null() {
            // SAFETY: `remove` takes the mark away, so the place is in use, and by 2 it is there.
            let note = unsafe { &(*marked).note };
            note.set(change(note.get()));
        }
    }

    /// How many mappings are held. O(1).
    pub(crate) fn len(&self) -> usize {
        self.shared().used.get()
    }
}

impl Drop for HeldList {
    /// Captures may outlive their agent. Their places stay, without a list.
    fn drop(&mut self) {
        for chunk in self.shared().chunks.take() {
            // SAFETY: 2. The list is not reached through the header any more (6), and `remove` counts on.
            unsafe {
                let header = chunk.as_ref();
                let used = header.places.iter().filter(|place| !place.is_free());
                let used = used.count();
                header.used.set(used);
                header.list.set(ptr::null());
                if used == 0 {
                    free(chunk.as_ptr());
                }
            }
        }
        // SAFETY: `default` leaked this box, and this is the only handle that is dropped.
        drop(unsafe { Box::from_raw(self.0.as_ptr()) });
    }
}
