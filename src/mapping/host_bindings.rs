//! The host half of a frame: Rust values, none of which the GC can see.

use std::{
    any::Any,
    cell::{Cell, RefCell},
    fmt,
    hash::{BuildHasherDefault, Hasher},
    sync::Arc,
};

use super::binding::VariableId;

/// The key of a host variable. Drawn from the same sequence as JS variables' ids.
pub(crate) type HostKey = VariableId;

/// A value of a host variable: shared, and free to move between threads.
pub(crate) type HostValue = Arc<dyn Any + Send + Sync>;

/// An immutable map from host variables to their values.
///
/// `Clone` is one reference count. It is `Send + Sync` and holds nothing of the JS heap, so it
/// can be taken out of a JS thread and into a spawned task.
#[derive(Clone, Default)]
pub(crate) struct HostBindings {
    /// `None` while nothing is set.
    map: Option<Arc<HostMap>>,
}

type Binding = (HostKey, HostValue);

/// Mostly a host sets one or two variables, for each request anew. A node of an `im::HashMap` has room for 32 bindings, which
/// is more than a kilobyte to allocate and to copy.
enum HostMap {
    One(Binding),
    /// Two to [`FEW`].
    Few(Box<[Binding]>),
    Many(ManyBindings),
}

type ManyBindings = im::HashMap<HostKey, HostValue, BuildHasherDefault<IdHasher>>;

/// Up to so many bindings are searched and copied one by one.
const FEW: usize = 8;

impl HostMap {
    fn get(&self, key: HostKey) -> Option<&HostValue> {
        match self {
            Self::Many(map) => map.get(&key),
            few => few
                .few()
                .iter()
                .find_map(|(known, value)| (*known == key).then_some(value)),
        }
    }

    /// All bindings, unless there are many.
    fn few(&self) -> &[Binding] {
        match self {
            Self::One(binding) => std::slice::from_ref(binding),
            Self::Few(bindings) => bindings,
            Self::Many(_) => &[],
        }
    }

    fn with(&self, key: HostKey, value: HostValue) -> Self {
        if let Self::Many(map) = self {
            return Self::Many(map.update(key, value));
        }
        let others = self.few().iter().filter(|(known, _)| *known != key);
        let mut bindings: Vec<Binding> = Vec::with_capacity(self.few().len() + 1);
        bindings.extend(others.cloned());
        bindings.push((key, value));
        match bindings.len() {
            // The only one was set again.
            1 => bindings
                .pop()
                .map_or_else(|| Self::Few(Box::default()), Self::One),
            2..=FEW => Self::Few(bindings.into()),
            _ => Self::Many(bindings.into_iter().collect()),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Many(map) => map.len(),
            few => few.few().len(),
        }
    }
}

impl HostBindings {
    /// Whether no host variable is set.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.map.is_none()
    }

    /// The value bound to `key`. O(log n).
    #[must_use]
    pub(crate) fn get(&self, key: HostKey) -> Option<&HostValue> {
        self.map.as_ref()?.get(key)
    }

    /// Whether this and the other are one map, not only equal ones.
    fn is(&self, other: &Self) -> bool {
        match (&self.map, &other.map) {
            (Some(this), Some(other)) => Arc::ptr_eq(this, other),
            (None, None) => true,
            _ => false,
        }
    }

    /// A copy with `key` bound to `value`. O(log n), sharing the rest; with few bindings a copy of all.
    #[must_use]
    pub(crate) fn with(&self, key: HostKey, value: HostValue) -> Self {
        let map = match &self.map {
            Some(map) => map.with(key, value),
            None => HostMap::One((key, value)),
        };
        Self {
            map: Some(Arc::new(map)),
        }
    }
}

impl fmt::Debug for HostBindings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let len = self.map.as_ref().map_or(0, |map| map.len());
        f.debug_struct("HostBindings").field("len", &len).finish()
    }
}

/// The host half of a frame, which lasts as long as there are handles to the frame.
///
/// The frame itself lasts until a collection frees it. But a host value is a span, a permit or a transaction, and has
/// to end when nothing can ask for it any more. So the frame counts its handles, and gives its host values up with
/// the last one. While there are no host values nothing is counted.
#[derive(Default)]
pub(super) struct HostHalf {
    bindings: Cell<HostBindings>,
    /// The number of handles; 0 if there are no host values, or no handles any more.
    handles: Cell<usize>,
}

impl HostHalf {
    /// The host half of a new frame, to which there will be one handle.
    pub(super) fn new(bindings: HostBindings) -> Self {
        Self {
            handles: Cell::new(usize::from(!bindings.is_empty())),
            bindings: Cell::new(bindings),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.handles.get() == 0
    }

    pub(super) fn bindings(&self) -> HostBindings {
        let bindings = self.bindings.take();
        let clone = bindings.clone();
        self.bindings.set(bindings);
        clone
    }

    pub(super) fn get(&self, key: HostKey) -> Option<HostValue> {
        let bindings = self.bindings.take();
        let value = bindings.get(key).cloned();
        self.bindings.set(bindings);
        value
    }

    /// Whether this and the other have one map of values, not only equal ones.
    pub(super) fn is(&self, other: &Self) -> bool {
        let (this, that) = (self.bindings(), other.bindings());
        this.is(&that)
    }

    #[inline]
    pub(super) fn add_handle(&self) {
        let handles = self.handles.get();
        if handles != 0 {
            self.handles.set(handles + 1);
        }
    }

    /// Counts a handle down, and drops the host values if it was the last one.
    #[inline]
    pub(super) fn release_handle(&self) {
        if self.handles.get() != 0 {
            drop(self.remove_handle());
        }
    }

    /// Counts a handle down. Returns the host values if it was the last one.
    // Mappings without host values do not come here, and are dropped in many places.
    #[inline(never)]
    #[must_use]
    pub(super) fn remove_handle(&self) -> Option<HostBindings> {
        let handles = self.handles.get();
        if handles == 0 {
            return None;
        }
        self.handles.set(handles - 1);
        (handles == 1).then(|| self.bindings.take())
    }
}

impl Drop for HostHalf {
    /// A frame that still has its host values is freed at the end of the thread, with the handles in the heap.
    fn drop(&mut self) {
        let bindings = self.bindings.take();
        if !bindings.is_empty() && !boa_gc::finalizer_safe() {
            set_aside(bindings);
        }
    }
}

thread_local! {
    static SET_ASIDE: RefCell<Vec<HostBindings>> = const { RefCell::new(Vec::new()) };
    /// Whether there are any: a look at this is cheaper, because it needs no destructor.
    static IS_SET_ASIDE: Cell<bool> = const { Cell::new(false) };
}

/// Keeps host values that a collection found dead until [`drop_set_aside`] is called.
///
/// Host values run code of the host when they are dropped. That may use GC pointers, which is not allowed during a
/// collection.
pub(super) fn set_aside(bindings: HostBindings) {
    // At the end of the thread there is nothing left to ask: then they are dropped right here.
    let _ = SET_ASIDE.try_with(|aside| aside.borrow_mut().push(bindings));
    IS_SET_ASIDE.set(true);
}

/// Drops the host values that collections found dead.
///
/// Must not be called during a collection. Costs a look at a thread-local while there are none.
#[inline]
pub(crate) fn drop_set_aside() {
    if IS_SET_ASIDE.get() {
        drop_all_set_aside();
    }
}

#[cold]
fn drop_all_set_aside() {
    IS_SET_ASIDE.set(false);
    // Taken first: dropping them may run code that comes back here.
    drop(SET_ASIDE.take());
}

/// Hashes an id that is unique already: one multiplication spreads it over all bits.
#[derive(Default)]
pub(crate) struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(self.0 ^ u64::from(byte));
        }
    }

    fn write_u64(&mut self, id: u64) {
        // 2^64 divided by the golden ratio; folded, because `im` reads the low bits first.
        let spread = id.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = spread ^ (spread >> 32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each step of the growth through all forms leaves the versions before as they were.
    #[test]
    fn versions_of_every_size_are_right() {
        let number = |bindings: &HostBindings, key| {
            let value = bindings.get(key)?;
            value.downcast_ref::<u64>().copied()
        };
        let mut versions = vec![HostBindings::default()];
        for key in 0..3 * FEW as u64 {
            let last = versions.last().expect("there is one");
            versions.push(last.with(key, Arc::new(key)));
        }
        for (len, version) in versions.iter().enumerate() {
            assert_eq!(version.map.as_ref().map_or(0, |map| map.len()), len);
            for key in 0..3 * FEW as u64 {
                let expected = ((key as usize) < len).then_some(key);
                assert_eq!(number(version, key), expected, "{key} of {len}");
            }
            // Setting one again changes it alone, and no number.
            for again in 0..len as u64 {
                let changed = version.with(again, Arc::new(1_000 + again));
                assert_eq!(changed.map.as_ref().map_or(0, |map| map.len()), len);
                for key in 0..len as u64 {
                    let expected = if key == again { 1_000 + key } else { key };
                    assert_eq!(number(&changed, key), Some(expected));
                    assert_eq!(number(version, key), Some(key));
                }
            }
        }
    }

    #[test]
    fn one_binding_needs_one_small_allocation() {
        assert!(size_of::<HostMap>() <= 4 * size_of::<usize>());
    }
}
