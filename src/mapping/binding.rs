//! Keys and bindings: the identity of a variable, and how a mapping holds its value.

use std::sync::atomic::{AtomicU64, Ordering};

use boa_engine::{JsString, JsValue};
use boa_gc::{Ephemeron, Finalize, Gc, Trace};

use super::{
    ephemeron::{EphemeronKey, KeyedEphemeron},
    storage::Storage,
};
use crate::gc_stress::allocate;

/// The number under which a variable is filed.
///
/// Unique in the process and never reused, so that a stale binding cannot be mistaken for another
/// variable's, whichever agent made it. Zero is never given out.
pub(crate) type VariableId = u64;

/// Draws the next [`VariableId`]. One counter for the process: host variables are shared between
/// threads, and JS variables draw from the same sequence so that no two keys are ever equal.
pub(crate) fn next_variable_id() -> VariableId {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// The identity of one `AsyncContext.Variable`: the key of each of its bindings.
///
/// It is a GC cell that **only the Variable object owns**, because `boa_engine` gives no
/// `Gc` for a `JsObject` itself. As long as the object lives so does its identity; when the object
/// goes, the same collection releases the value of every binding of the identity.
#[derive(Debug, Trace, Finalize)]
pub(crate) struct VariableIdentity {
    id: VariableId,
    /// Has a name if diagnostics list the variable.
    key: EphemeronKey,
}

impl VariableIdentity {
    /// Makes the identity of a new variable called `name` (used in diagnostics only).
    ///
    /// Allocates a GC cell, so it may run a collection.
    #[must_use]
    pub(crate) fn new(name: JsString) -> Gc<Self> {
        Self::boxed(Some(name))
    }

    /// Makes the identity of a variable that belongs to the host. Diagnostics do not list it.
    ///
    /// Allocates a GC cell, so it may run a collection.
    #[must_use]
    pub(crate) fn hidden() -> Gc<Self> {
        Self::boxed(None)
    }

    fn boxed(name: Option<JsString>) -> Gc<Self> {
        allocate(Self {
            id: next_variable_id(),
            key: EphemeronKey::new(name),
        })
    }

    /// The number the variable is filed under.
    #[must_use]
    pub(crate) fn id(&self) -> VariableId {
        self.id
    }

    /// The `name` that the variable was created with; empty if it is hidden.
    #[must_use]
    pub(crate) fn name(&self) -> JsString {
        self.key.name().unwrap_or_default()
    }
}

/// One variable's value in one mapping.
#[derive(Debug, Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct Binding {
    id: VariableId,
    cell: BindingCell,
}

#[derive(Debug, Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
enum BindingCell {
    /// The weak and the hybrid storage.
    Keyed(KeyedEphemeron),
    /// The collector's own ephemeron, for comparison.
    Collector(Ephemeron<VariableIdentity, JsValue>),
    Strong(Gc<VariableIdentity>, JsValue),
}

impl Binding {
    /// Binds `value` to the variable. Only the storage that uses the collector's ephemerons allocates.
    pub(super) fn new(variable: &Gc<VariableIdentity>, value: JsValue, storage: Storage) -> Self {
        Self {
            id: variable.id,
            cell: match storage {
                Storage::Weak => BindingCell::Keyed(KeyedEphemeron::new(&variable.key, value, 0)),
                Storage::Hybrid { collections } => {
                    BindingCell::Keyed(KeyedEphemeron::new(&variable.key, value, collections))
                }
                Storage::Ephemeron => BindingCell::Collector(Ephemeron::new(variable, value)),
                Storage::Strong => BindingCell::Strong(variable.clone(), value),
            },
        }
    }

    pub(super) fn id(&self) -> VariableId {
        self.id
    }

    /// The value, or `None` once the variable has been collected.
    pub(super) fn value(&self) -> Option<JsValue> {
        match &self.cell {
            BindingCell::Keyed(cell) => cell.value(),
            BindingCell::Collector(cell) => cell.value().map(|value| value.clone()),
            BindingCell::Strong(_, value) => Some(value.clone()),
        }
    }

    /// Whether the variable can still be asked for.
    pub(super) fn is_live(&self) -> bool {
        match &self.cell {
            BindingCell::Keyed(cell) => cell.is_live(),
            BindingCell::Collector(cell) => cell.has_value(),
            BindingCell::Strong(..) => true,
        }
    }

    /// The name of the variable, if it still lives and is not hidden.
    pub(super) fn name(&self) -> Option<JsString> {
        match &self.cell {
            BindingCell::Keyed(cell) => cell.key_name(),
            BindingCell::Collector(cell) => cell.key().and_then(|key| key.key.name()),
            BindingCell::Strong(variable, _) => variable.key.name(),
        }
    }
}
