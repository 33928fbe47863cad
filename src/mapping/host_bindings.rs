//! The host half of a frame: Rust values, none of which the GC can see.

use std::{
    any::Any,
    cell::RefCell,
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
/// `Clone` is a few reference counts. It is `Send + Sync` and holds nothing of the JS heap, so it
/// can be taken out of a JS thread and into a spawned task.
#[derive(Clone, Default)]
pub(crate) struct HostBindings {
    /// `None` while nothing is set: an empty `im::HashMap` allocates its root node.
    map: Option<im::HashMap<HostKey, HostValue, BuildHasherDefault<IdHasher>>>,
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
        self.map.as_ref()?.get(&key)
    }

    /// A copy with `key` bound to `value`. O(log n), sharing the rest.
    #[must_use]
    pub(crate) fn with(&self, key: HostKey, value: HostValue) -> Self {
        Self {
            map: Some(match &self.map {
                Some(map) => map.update(key, value),
                None => std::iter::once((key, value)).collect(),
            }),
        }
    }
}

impl fmt::Debug for HostBindings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let len = self.map.as_ref().map_or(0, im::HashMap::len);
        f.debug_struct("HostBindings").field("len", &len).finish()
    }
}

/// The host half of a frame, which the collector may drop in the middle of a sweep.
///
/// Host values run code of the host when they are dropped, and that may well ask for the current
/// mapping, which is a GC pointer. So during a sweep they are only set aside.
#[derive(Default)]
pub(super) struct SweptLater(pub(super) HostBindings);

thread_local! {
    static SET_ASIDE: RefCell<Vec<HostBindings>> = const { RefCell::new(Vec::new()) };
}

impl Drop for SweptLater {
    fn drop(&mut self) {
        if self.0.is_empty() || boa_gc::finalizer_safe() {
            return;
        }
        let bindings = std::mem::take(&mut self.0);
        // At the end of the thread there is nothing left to ask: then they are dropped right here.
        let _ = SET_ASIDE.try_with(|aside| aside.borrow_mut().push(bindings));
    }
}

/// Drops the host values that were in frames which a collection freed.
///
/// Must not be called during a sweep. Costs a look at a thread-local while there are none.
pub(crate) fn drop_swept() {
    if SET_ASIDE.with(|aside| aside.borrow().is_empty()) {
        return;
    }
    // Taken first: dropping them may run code that comes back here.
    let swept = SET_ASIDE.take();
    drop(swept);
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
