//! The large form of the JS half: a persistent radix trie over variable ids.
//!
//! Ids are unique and dense, so the id itself is the path (low digits first, which spreads
//! consecutive ids) and there is nothing to hash and nothing that can collide. A node stores only
//! its occupied slots. Nodes are immutable `Gc` boxes; an update copies the path from the root and
//! shares the rest.
//!
//! # Dead bindings
//!
//! A node that is copied leaves its dead bindings behind. That alone would not bound them: a
//! program that keeps extending a mapping with short-lived variables only ever copies the newest
//! path. So an update also [scrubs](Node::scrub) one path chosen by a cursor that visits all
//! paths evenly, but for the first that puts a binding beside the trie. One update adds at most one binding, and one scrub looks at
//! up to a whole node of them at every level, so the dead stay a fraction of the living, at O(log n) an update.

use boa_gc::{Finalize, Gc, Trace};

use super::binding::{Binding, VariableId};
use crate::gc_stress::allocate;

/// Digits have this many bits.
///
/// A copy clones every slot of each node on the path, so a wide node is expensive to copy and a
/// narrow one makes the path long; `docs/performance.md` compares the widths.
const BITS: u32 = 3;
const WIDTH: usize = 1 << BITS;
const MASK: u64 = WIDTH as u64 - 1;

/// A node of the trie; see the [module](self).
#[derive(Debug, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct Node {
    /// Bit `d` is set when there is a slot for digit `d`.
    bitmap: u16,
    /// The number of bindings in the node and below, with the dead ones that were not pruned yet.
    count: u32,
    /// The occupied slots, in the order of their digits.
    slots: Box<[Slot]>,
}

#[derive(Debug, Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
enum Slot {
    Leaf(Binding),
    Branch(Gc<Node>),
}

impl Slot {
    fn is_dead(&self) -> bool {
        matches!(self, Self::Leaf(binding) if !binding.is_live())
    }

    /// The number of bindings in the slot and below.
    fn count(&self) -> u32 {
        match self {
            Self::Leaf(_) => 1,
            Self::Branch(child) => child.count,
        }
    }
}

/// What [`Node::scrub`] found.
enum Scrub {
    /// Nothing dead on the path: keep the node as it is.
    Clean,
    /// What is left instead of the node.
    Replaced(Option<Slot>),
}

/// Collects the slots of a node under construction.
///
/// The handles in it are not in the GC heap, so they are roots: an allocation of a child may
/// collect without harm.
struct Builder {
    bitmap: u16,
    slots: Vec<Slot>,
    /// The number of bindings: begins with that of the node that is copied, so that the branches which are shared need not
    /// be looked at.
    count: u32,
}

impl Builder {
    fn with_capacity(slots: usize, count: u32) -> Self {
        Self {
            bitmap: 0,
            slots: Vec::with_capacity(slots),
            count,
        }
    }

    /// Pushes a slot instead of those that had `before` bindings.
    fn push_instead(&mut self, before: u32, digit: usize, slot: Slot) {
        self.count = self.count - before + slot.count();
        self.push(digit, slot);
    }

    fn push(&mut self, digit: usize, slot: Slot) {
        debug_assert!(self.bitmap >> digit == 0, "slots are pushed in digit order");
        self.bitmap |= 1 << digit;
        self.slots.push(slot);
    }

    fn build(self) -> Node {
        Node {
            bitmap: self.bitmap,
            count: self.count,
            slots: self.slots.into_boxed_slice(),
        }
    }
}

fn digit(id: VariableId, shift: u32) -> usize {
    ((id >> shift) & MASK) as usize
}

impl Node {
    /// Builds a trie of bindings with distinct ids.
    pub(super) fn from_bindings(bindings: impl IntoIterator<Item = Binding>) -> Gc<Self> {
        let root = bindings
            .into_iter()
            .fold(Builder::with_capacity(0, 0).build(), |root, binding| {
                root.insert(binding, 0)
            });
        allocate(root)
    }

    /// A copy with these bindings added or replaced; see [`insert`](Self::insert).
    pub(super) fn insert_all(&self, bindings: impl IntoIterator<Item = Binding>) -> Self {
        let mut bindings = bindings.into_iter();
        let first = bindings.next().map_or_else(
            || Builder::with_capacity(0, 0).build(),
            |binding| self.insert(binding, 0),
        );
        bindings.fold(first, |root, binding| root.insert(binding, 0))
    }

    /// The binding filed under `id`, dead or alive.
    pub(super) fn get(&self, id: VariableId) -> Option<&Binding> {
        let (mut node, mut shift) = (self, 0);
        loop {
            match node.slot(digit(id, shift))? {
                Slot::Leaf(binding) => return (binding.id() == id).then_some(binding),
                Slot::Branch(child) => {
                    node = child;
                    shift += BITS;
                }
            }
        }
    }

    fn slot(&self, digit: usize) -> Option<&Slot> {
        let bit = 1u16 << digit;
        if self.bitmap & bit == 0 {
            return None;
        }
        let rank = (self.bitmap & (bit - 1)).count_ones() as usize;
        self.slots.get(rank)
    }

    /// Each slot with its digit, in order.
    fn digits(&self) -> impl Iterator<Item = (usize, &Slot)> {
        (0..WIDTH)
            .filter(|digit| self.bitmap & (1 << digit) != 0)
            .zip(&self.slots)
    }

    /// A copy with `binding` added or replaced, without the dead bindings of the copied nodes.
    ///
    /// `shift` is how many bits of the id the ancestors of this node have used.
    pub(super) fn insert(&self, binding: Binding, shift: u32) -> Self {
        let target = digit(binding.id(), shift);
        // Exactly as many as there will be, unless some are dead, so that no copy has to shrink.
        let is_new = self.bitmap & (1 << target) == 0;
        let capacity = self.slots.len() + usize::from(is_new);
        let mut copy = Builder::with_capacity(capacity, self.count);
        let mut binding = Some(binding);
        for (digit, slot) in self.digits() {
            if digit >= target
                && let Some(binding) = binding.take()
            {
                if digit == target {
                    let inserted = slot.inserted(binding, shift + BITS);
                    copy.push_instead(slot.count(), target, inserted);
                    continue;
                }
                copy.push_instead(0, target, Slot::Leaf(binding));
            }
            if slot.is_dead() {
                copy.count -= 1;
            } else {
                copy.push(digit, slot.clone());
            }
        }
        if let Some(binding) = binding {
            copy.push_instead(0, target, Slot::Leaf(binding));
        }
        copy.build()
    }

    /// Prunes the dead bindings of every node on one path from the root.
    ///
    /// The digits of `path` choose among the *occupied* slots, so that a path always leads to a
    /// leaf. Returns `None` when there was nothing to do, which allocates nothing.
    pub(super) fn scrub(&self, path: u64) -> Option<Gc<Self>> {
        match self.scrub_at(path) {
            Scrub::Clean => None,
            Scrub::Replaced(Some(Slot::Branch(node))) => Some(node),
            Scrub::Replaced(Some(Slot::Leaf(binding))) => Some(Self::from_bindings([binding])),
            Scrub::Replaced(None) => Some(Self::from_bindings([])),
        }
    }

    fn scrub_at(&self, path: u64) -> Scrub {
        let chosen = if self.slots.is_empty() {
            0
        } else {
            (path & MASK) as usize % self.slots.len()
        };
        let child = match self.slots.get(chosen) {
            Some(Slot::Branch(child)) => child.scrub_at(path >> BITS),
            _ => Scrub::Clean,
        };
        if matches!(child, Scrub::Clean) && !self.slots.iter().any(Slot::is_dead) {
            return Scrub::Clean;
        }
        let mut copy = Builder::with_capacity(self.slots.len(), self.count);
        let mut child = Some(child);
        for (rank, (digit, slot)) in self.digits().enumerate() {
            match child.take_if(|_| rank == chosen) {
                Some(Scrub::Replaced(Some(replacement))) => {
                    copy.push_instead(slot.count(), digit, replacement);
                }
                Some(Scrub::Replaced(None)) => copy.count -= slot.count(),
                _ if slot.is_dead() => copy.count -= 1,
                _ => copy.push(digit, slot.clone()),
            }
        }
        // A single leaf moves up into its parent, so that paths shrink as the trie does.
        Scrub::Replaced(match copy.slots.as_slice() {
            [] => None,
            [leaf @ Slot::Leaf(_)] => Some(leaf.clone()),
            _ => Some(Slot::Branch(allocate(copy.build()))),
        })
    }

    /// The leaves, if all of the trie is one node of at most `limit` live bindings.
    pub(super) fn as_few(&self, limit: usize) -> Option<Vec<Binding>> {
        if self.slots.len() > limit {
            return None;
        }
        let mut leaves = Vec::with_capacity(self.slots.len());
        for slot in &self.slots {
            match slot {
                Slot::Leaf(binding) if binding.is_live() => leaves.push(binding.clone()),
                Slot::Leaf(_) => {}
                Slot::Branch(_) => return None,
            }
        }
        Some(leaves)
    }

    /// The number of bindings, with the dead ones that were not pruned yet.
    pub(super) fn count(&self) -> usize {
        self.count as usize
    }

    /// The nodes right below.
    pub(super) fn branches(&self) -> impl Iterator<Item = &Self> {
        self.slots.iter().filter_map(|slot| match slot {
            Slot::Branch(child) => Some(&**child),
            Slot::Leaf(_) => None,
        })
    }

    /// The bytes of the node alone, without the header of its box.
    pub(super) fn size(&self) -> usize {
        size_of::<Self>() + size_of_val::<[Slot]>(&self.slots)
    }

    /// Calls `visit` with every binding, dead ones included.
    pub(super) fn for_each<'a>(&'a self, visit: &mut impl FnMut(&'a Binding)) {
        for slot in &self.slots {
            match slot {
                Slot::Leaf(binding) => visit(binding),
                Slot::Branch(child) => child.for_each(visit),
            }
        }
    }
}

impl Slot {
    /// This slot with `binding`, which belongs under the same digit, added.
    fn inserted(&self, binding: Binding, shift: u32) -> Self {
        match self {
            Self::Leaf(old) if old.id() == binding.id() || !old.is_live() => Self::Leaf(binding),
            Self::Leaf(old) => Self::Branch(allocate(
                Builder::with_capacity(0, 0)
                    .build()
                    .insert(old.clone(), shift)
                    .insert(binding, shift),
            )),
            Self::Branch(child) => Self::Branch(allocate(child.insert(binding, shift))),
        }
    }
}
