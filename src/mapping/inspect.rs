//! What a mapping holds, for reports to the host: every live binding, with what tells it from others.
//!
//! Nothing that JavaScript can reach may use this: a program must not be able to list a mapping.

use boa_engine::{JsString, JsValue};

use super::{
    binding::{Binding, VariableId},
    frame::Mapping,
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

    /// An estimate of the bytes that the mapping itself takes, without its values. What it shares with other
    /// mappings is counted in each.
    pub(crate) fn estimated_size(&self) -> usize {
        let mut size = if self.is_empty() { 0 } else { FRAME };
        self.for_each_binding(&mut |_| size += size_of::<Binding>());
        size
    }
}

/// A frame with the header of its GC box.
const FRAME: usize = 64;
