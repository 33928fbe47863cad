//! What a mapping holds, for reports to the host: every live binding, with what tells it from others.
//!
//! Nothing that JavaScript can reach may use this: a program must not be able to list a mapping.

use boa_engine::{JsString, JsValue};

use super::{
    binding::{Binding, VariableId},
    frame::Mapping,
    trie::Node,
};

/// One live binding of a mapping.
pub(crate) struct InspectedBinding {
    pub(crate) id: VariableId,
    /// The name that the program gave the variable; `None` for a variable of the host.
    pub(crate) name: Option<JsString>,
    pub(crate) value: JsValue,
}

impl Mapping {
    /// The live bindings, oldest variable first, with those of the host's variables for JS values. O(n log n).
    pub(crate) fn inspect(&self) -> Vec<InspectedBinding> {
        let mut bindings = Vec::new();
        self.for_each_binding(&mut |binding| {
            if let Some(value) = binding.value() {
                bindings.push(InspectedBinding {
                    id: binding.id(),
                    name: binding.name(),
                    value,
                });
            }
        });
        bindings.sort_by_key(|binding| binding.id);
        bindings
    }

    /// How many bindings hold a value. O(n).
    pub(crate) fn live_bindings(&self) -> usize {
        let mut count = 0;
        self.for_each_binding(&mut |binding| count += usize::from(binding.is_live()));
        count
    }

    /// An estimate of the bytes that the mapping alone takes: without its values, and without the [`part`](Self::part)
    /// that it may share with other mappings.
    pub(crate) fn own_size(&self) -> usize {
        let frame = if self.is_empty() { 0 } else { FRAME };
        frame + self.bindings_beside_trie() * size_of::<Binding>()
    }

    /// Where the bindings are, if there are many. Mappings that were made from each other share most of it.
    pub(crate) fn part(&self) -> Option<Part<'_>> {
        self.trie().map(Part)
    }
}

/// A node of a large mapping: it has bindings and further nodes.
#[derive(Clone, Copy)]
pub(crate) struct Part<'a>(&'a Node);

impl<'a> Part<'a> {
    /// Where the node is in memory, which no other node that exists has. Boxes do not move.
    pub(crate) fn address(self) -> usize {
        std::ptr::from_ref::<Node>(self.0).addr()
    }

    /// An estimate of the bytes of the node alone.
    pub(crate) fn size(self) -> usize {
        BOX + self.0.size()
    }

    /// The nodes below it. There are at most as many levels as a variable's number has digits.
    pub(crate) fn parts(self) -> impl Iterator<Item = Self> + 'a {
        self.0.branches().map(Self)
    }
}

/// A frame with the header of its GC box.
const FRAME: usize = 64;
/// The header of a GC box.
const BOX: usize = 4 * size_of::<usize>();
