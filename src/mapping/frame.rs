//! A mapping and the frame it points to.

use std::{fmt, slice};

use boa_engine::{JsString, JsValue};
use boa_gc::{Finalize, Gc, Trace};

use super::{
    binding::{Binding, VariableId, VariableIdentity},
    host_bindings::{HostBindings, HostHalf, HostKey, HostValue, set_aside},
    storage::Storage,
    trie::Node,
};
use crate::gc_stress::allocate;

/// Up to this many bindings are a plain list: scanning it is as fast as walking a trie, and copying
/// it is one allocation instead of one a level.
const FEW: usize = 8;
/// Up to this many bindings lie beside a trie before they are put into it. A program sets few variables for each request, beside
/// many that stay, and each of its mappings is a list then and not a path of copied nodes.
const RECENT: usize = 4;

/// An immutable AsyncContext mapping; the empty one is no allocation at all.
///
/// Cloning is one pointer clone. A clone that lives on the Rust stack (or anywhere outside the GC
/// heap) is a root; one inside a GC object must be traced with it.
///
/// Dropping the last clone of the last mapping that has a value of a [`HostVariable`](crate::HostVariable) drops the
/// value. The values of JS variables wait for a collection.
///
/// Every method must be called on the thread of the agent that made the mapping, outside a GC
/// sweep; those that extend a mapping allocate, and so may run a collection. It may be dropped anywhere.
#[derive(Default, Trace)]
#[boa_gc(unsafe_no_drop)]
#[repr(transparent)]
pub struct Mapping(Option<Gc<Frame>>);

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct Frame {
    js: Entries,
    // SAFETY: host values are `Send`, and no GC handle is; there is nothing in here to trace.
    #[unsafe_ignore_trace]
    host: HostHalf,
}

/// A clone is another handle to the frame. The frame counts its handles exactly as the collector does: up in `clone`,
/// down in `drop` outside a sweep, and down in `finalize`, which a collection calls before the sweep for each handle in
/// what it found dead. So the count is the number of handles that anything alive has.
///
/// `drop` and `finalize` look at the frame, which is still there:
/// 1. Boxes are freed in a sweep only, and at the end of the thread. There `finalizer_safe` is false, and `drop` does
///    not look.
/// 2. Outside of these, a handle that is being dropped is outside the heap or in a box that is not freed, so it has
///    kept its frame until now.
/// 3. A collection calls `finalize` before the sweep, while every box is still there.
impl Clone for Mapping {
    #[inline]
    fn clone(&self) -> Self {
        if let Some(frame) = &self.0 {
            frame.host.add_handle();
        }
        Self(self.0.clone())
    }
}

impl Drop for Mapping {
    #[inline]
    fn drop(&mut self) {
        // In a sweep the frame may be freed already, and `finalize` has counted this handle down.
        if let Some(frame) = &self.0
            && boa_gc::finalizer_safe()
        {
            frame.host.release_handle();
        }
    }
}

impl Finalize for Mapping {
    fn finalize(&self) {
        if let Some(frame) = &self.0
            && let Some(bindings) = frame.host.remove_handle()
        {
            // The collection is still going on.
            set_aside(bindings);
        }
    }
}

#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
enum Entries {
    None,
    One(Binding),
    Few(Box<[Binding]>),
    Many {
        /// None of them is in the trie as well: what it shadowed there would be kept.
        recent: Box<[Binding]>,
        root: Gc<Node>,
        /// Chooses the path that the next update scrubs.
        cursor: u64,
    },
}

impl Entries {
    fn get(&self, id: VariableId) -> Option<&Binding> {
        match self {
            Self::None => None,
            Self::One(binding) => (binding.id() == id).then_some(binding),
            Self::Few(bindings) => find(bindings, id),
            Self::Many { recent, root, .. } => find(recent, id).or_else(|| root.get(id)),
        }
    }

    /// A copy with `binding` added or replaced, and dead bindings pruned from what was copied.
    fn with(&self, binding: Binding) -> Self {
        match self {
            Self::None => Self::One(binding),
            Self::One(old) if old.id() == binding.id() || !old.is_live() => Self::One(binding),
            Self::One(old) => Self::Few(Box::new([old.clone(), binding])),
            Self::Few(old) => {
                let mut bindings = Vec::with_capacity(old.len() + 1);
                bindings.extend(
                    old.iter()
                        .filter(|old| old.id() != binding.id() && old.is_live())
                        .cloned(),
                );
                bindings.push(binding);
                Self::from_live(bindings)
            }
            Self::Many {
                recent,
                root,
                cursor,
            } => Self::with_many(recent, root, *cursor, binding),
        }
    }

    /// [`with`](Self::with), for a trie and what lies beside it.
    fn with_many(recent: &[Binding], root: &Gc<Node>, cursor: u64, binding: Binding) -> Self {
        let is_in_trie = root.get(binding.id()).is_some();
        if recent.is_empty() && !is_in_trie {
            return Self::Many {
                recent: Box::new([binding]),
                root: root.clone(),
                cursor,
            };
        }
        let mut beside = Vec::with_capacity(recent.len() + usize::from(!is_in_trie));
        beside.extend(
            recent
                .iter()
                .filter(|old| old.id() != binding.id() && old.is_live())
                .cloned(),
        );
        let inserted = if is_in_trie {
            Some(root.insert(binding, 0))
        } else {
            beside.push(binding);
            (beside.len() > RECENT).then(|| root.insert_all(beside.drain(..)))
        };
        let scrubbed = inserted.as_ref().unwrap_or(root).scrub(cursor);
        let root = match (scrubbed, inserted) {
            (Some(scrubbed), _) => scrubbed,
            (None, Some(inserted)) => allocate(inserted),
            (None, None) => root.clone(),
        };
        match root.as_few(FEW - RECENT) {
            Some(mut few) => {
                few.append(&mut beside);
                Self::from_live(few)
            }
            None => Self::Many {
                recent: beside.into_boxed_slice(),
                root,
                // An odd step visits every combination of low digits before any of them again.
                cursor: cursor.wrapping_add(0x9E37_79B9_7F4A_7C15),
            },
        }
    }

    fn from_live(mut bindings: Vec<Binding>) -> Self {
        match bindings.len() {
            0 => Self::None,
            1 => bindings.pop().map_or(Self::None, Self::One),
            2..=FEW => Self::Few(bindings.into_boxed_slice()),
            _ => Self::Many {
                recent: Box::default(),
                root: Node::from_bindings(bindings),
                cursor: 0,
            },
        }
    }

    /// The number of bindings, with the dead ones that were not pruned yet.
    fn count(&self) -> usize {
        match self {
            Self::None => 0,
            Self::One(_) => 1,
            Self::Few(bindings) => bindings.len(),
            Self::Many { recent, root, .. } => recent.len() + root.count(),
        }
    }

    fn for_each<'a>(&'a self, visit: &mut impl FnMut(&'a Binding)) {
        match self {
            Self::None => {}
            Self::One(binding) => visit(binding),
            Self::Few(bindings) => bindings.iter().for_each(visit),
            Self::Many { recent, root, .. } => {
                recent.iter().for_each(&mut *visit);
                root.for_each(visit);
            }
        }
    }

    /// The bindings that are not in the trie.
    fn beside_trie(&self) -> &[Binding] {
        match self {
            Self::None => &[],
            Self::One(binding) => slice::from_ref(binding),
            Self::Few(bindings) => bindings,
            Self::Many { recent, .. } => recent,
        }
    }
}

fn find(bindings: &[Binding], id: VariableId) -> Option<&Binding> {
    bindings.iter().find(|binding| binding.id() == id)
}

impl Frame {
    pub(super) fn value(&self, id: VariableId) -> Option<JsValue> {
        self.js.get(id)?.value()
    }

    pub(super) fn host_value(&self, key: HostKey) -> Option<HostValue> {
        self.host.get(key)
    }
}

/// The handle stays the one that the frame has counted.
impl From<Option<Gc<Frame>>> for Mapping {
    #[inline]
    fn from(frame: Option<Gc<Frame>>) -> Self {
        Self(frame)
    }
}

/// The handle stays counted. Only a mapping made of it counts it down.
impl From<Mapping> for Option<Gc<Frame>> {
    #[inline]
    fn from(mut mapping: Mapping) -> Self {
        mapping.0.take()
    }
}

impl Mapping {
    /// The empty mapping. Free.
    #[must_use]
    pub const fn empty() -> Self {
        Self(None)
    }

    /// Whether this and the other are one mapping, not only equal ones.
    pub(crate) fn is(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(this), Some(other)) => Gc::ptr_eq(this, other),
            _ => false,
        }
    }

    /// Whether this is the empty mapping: no variable was ever set in it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The value bound to the variable, or `None` if it is not bound here. O(log n).
    #[must_use]
    pub(crate) fn get(&self, id: VariableId) -> Option<JsValue> {
        self.0.as_ref()?.value(id)
    }

    /// This mapping with `variable` bound to `value`. O(log n); the two share the rest.
    ///
    /// A value that this shadows is not reachable from the result.
    #[must_use]
    pub(crate) fn with(
        &self,
        variable: &Gc<VariableIdentity>,
        value: JsValue,
        storage: Storage,
    ) -> Self {
        let binding = Binding::new(variable, value, storage);
        Self::from_frame(match &self.0 {
            None => Frame {
                js: Entries::One(binding),
                host: HostHalf::default(),
            },
            Some(frame) => Frame {
                js: frame.js.with(binding),
                host: HostHalf::new(frame.host.bindings()),
            },
        })
    }

    /// This mapping with a host variable bound to `value`. O(log n).
    #[must_use]
    pub(crate) fn with_host(&self, key: HostKey, value: HostValue) -> Self {
        Self::from_frame(match &self.0 {
            None => Frame {
                js: Entries::None,
                host: HostHalf::new(HostBindings::default().with(key, value)),
            },
            Some(frame) => Frame {
                js: frame.js.clone(),
                host: HostHalf::new(frame.host.bindings().with(key, value)),
            },
        })
    }

    /// The host half, which can leave the thread.
    #[must_use]
    pub(crate) fn host_bindings(&self) -> HostBindings {
        self.0
            .as_ref()
            .map(|frame| frame.host.bindings())
            .unwrap_or_default()
    }

    /// The value of a host variable.
    #[must_use]
    pub(crate) fn host_value(&self, key: HostKey) -> Option<HostValue> {
        self.0.as_ref()?.host_value(key)
    }

    /// Whether this and the other have one host half, not only equal ones.
    pub(crate) fn has_host_half_of(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(this), Some(other)) => this.host.is(&other.host),
            (Some(frame), None) | (None, Some(frame)) => frame.host.is(&HostHalf::default()),
            (None, None) => true,
        }
    }

    /// Whether a host variable is set.
    #[must_use]
    pub(crate) fn has_host_half(&self) -> bool {
        self.0.as_ref().is_some_and(|frame| !frame.host.is_empty())
    }

    /// This mapping without the values of host variables, for what may be held longer than they may live. It costs nothing if
    /// there are none, and otherwise an allocation.
    #[must_use]
    pub fn without_host_half(&self) -> Self {
        match &self.0 {
            Some(frame) if self.has_host_half() => match &frame.js {
                Entries::None => Self::empty(),
                js => Self::from_frame(Frame {
                    js: js.clone(),
                    host: HostHalf::default(),
                }),
            },
            _ => self.clone(),
        }
    }

    /// The JavaScript half of this mapping with the host variables of `other`. It costs nothing if they have the same ones, and
    /// otherwise an allocation.
    #[must_use]
    pub fn with_host_half_of(&self, other: &Self) -> Self {
        if self.has_host_half_of(other) {
            return self.clone();
        }
        let js = match &self.0 {
            Some(frame) => frame.js.clone(),
            None => Entries::None,
        };
        let host = HostHalf::new(other.host_bindings());
        if matches!(js, Entries::None) && host.is_empty() {
            return Self::empty();
        }
        Self::from_frame(Frame { js, host })
    }

    fn from_frame(frame: Frame) -> Self {
        Self(Some(allocate(frame)))
    }

    /// The names and values of the live variables, oldest variable first, without
    /// those of the host ([`JsHostVariable`](crate::JsHostVariable)).
    ///
    /// For diagnostics of the *host*: nothing that JavaScript can reach may expose it, since JS
    /// must not be able to list a mapping. O(n).
    #[must_use]
    pub fn debug_entries(&self) -> Vec<(JsString, JsValue)> {
        let mut entries = Vec::new();
        if let Some(frame) = &self.0 {
            frame.js.for_each(&mut |binding| {
                if let (Some(name), Some(value)) = (binding.name(), binding.value()) {
                    entries.push((binding.id(), name, value));
                }
            });
        }
        entries.sort_by_key(|(id, ..)| *id);
        entries
            .into_iter()
            .map(|(_, name, value)| (name, value))
            .collect()
    }

    /// Calls `visit` with every stored binding, also with those of dead variables, in no particular order.
    pub(super) fn for_each_binding<'a>(&'a self, visit: &mut impl FnMut(&'a Binding)) {
        if let Some(frame) = &self.0 {
            frame.js.for_each(visit);
        }
    }

    /// How many bindings are in the mapping itself, and not in the trie.
    pub(super) fn bindings_beside_trie(&self) -> usize {
        let frame = self.0.as_ref();
        frame.map_or(0, |frame| frame.js.beside_trie().len())
    }

    /// The root of the trie, if there are too many bindings for the mapping itself.
    pub(super) fn trie(&self) -> Option<&Node> {
        match &self.0.as_ref()?.js {
            Entries::Many { root, .. } => Some(root),
            _ => None,
        }
    }

    /// Where the mapping is in memory, which tells it from every other mapping that exists; 0 for the empty one.
    /// Boxes do not move.
    #[must_use]
    pub(crate) fn address(&self) -> usize {
        self.0
            .as_ref()
            .map_or(0, |frame| std::ptr::from_ref::<Frame>(frame).addr())
    }

    /// How many bindings are stored, those of dead variables that were not pruned yet included. O(1).
    pub(crate) fn stored_bindings(&self) -> usize {
        self.0.as_ref().map_or(0, |frame| frame.js.count())
    }
}

impl fmt::Debug for Mapping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_empty() {
            "Mapping(empty)"
        } else {
            "Mapping(..)"
        })
    }
}
