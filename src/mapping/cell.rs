//! The slot that holds a current mapping.

use std::cell::Cell;

use boa_engine::JsValue;
use boa_gc::{Finalize, Gc, Trace};

use super::{
    binding::VariableId,
    frame::{Frame, Mapping},
    host_bindings::{HostKey, HostValue},
};

/// A `Cell` of a [`Mapping`] that the collector can trace.
///
/// Reading takes the pointer out and puts it back, so nothing that could collect, panic or call
/// JavaScript may happen in between; the methods here keep to that.
#[derive(Default, Trace)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct MappingCell(Cell<Option<Gc<Frame>>>);

/// The handle in the cell counts as one of a [`Mapping`].
impl Finalize for MappingCell {
    fn finalize(&self) {
        let mapping = Mapping::from(self.0.take());
        mapping.finalize();
        self.0.set(mapping.into());
    }
}

impl Drop for MappingCell {
    fn drop(&mut self) {
        drop(Mapping::from(self.0.take()));
    }
}

impl MappingCell {
    /// The mapping in the cell. One pointer clone.
    pub(crate) fn get(&self) -> Mapping {
        let mapping = Mapping::from(self.0.take());
        let clone = mapping.clone();
        self.0.set(mapping.into());
        clone
    }

    /// Puts `mapping` in the cell and returns the one that was there.
    pub(crate) fn replace(&self, mapping: Mapping) -> Mapping {
        self.0.replace(mapping.into()).into()
    }

    /// Whether the cell holds the empty mapping.
    pub(crate) fn is_empty(&self) -> bool {
        let frame = self.0.take();
        let empty = frame.is_none();
        self.0.set(frame);
        empty
    }

    /// Whether the cell holds this very mapping.
    #[cfg(exact_generators)]
    pub(crate) fn holds(&self, mapping: &Mapping) -> bool {
        let held = Mapping::from(self.0.take());
        let same = held.is(mapping);
        self.0.set(held.into());
        same
    }

    /// The value of a variable, without cloning the mapping.
    pub(crate) fn value(&self, id: VariableId) -> Option<JsValue> {
        let frame = self.0.take()?;
        let value = frame.value(id);
        self.0.set(Some(frame));
        value
    }

    /// The value of a host variable, without cloning the mapping.
    pub(crate) fn host_value(&self, key: HostKey) -> Option<HostValue> {
        let frame = self.0.take()?;
        let value = frame.host_value(key);
        self.0.set(Some(frame));
        value
    }
}
