//! The host half of a mapping, outside the JS thread.

use crate::{agent::Agent, mapping::HostBindings};

impl Agent {
    /// The host variables of the current mapping, as a value that may leave this thread.
    #[must_use]
    pub fn host_context(&self) -> HostContext {
        self.snapshot().host_bindings().into()
    }
}

/// The host half of a mapping: `Send + Sync`, cheap to clone, independent of the JS heap.
///
/// Made by [`Agent::host_context`], read with [`HostVariable::get_in`](crate::HostVariable::get_in).
#[derive(Debug, Clone, Default)]
pub struct HostContext {
    pub(super) bindings: HostBindings,
}

impl HostContext {
    /// Whether no host variable is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bindings.is_empty()
    }
}

impl From<HostBindings> for HostContext {
    fn from(bindings: HostBindings) -> Self {
        Self { bindings }
    }
}
