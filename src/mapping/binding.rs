//! Keys and bindings: the identity of a variable, and how a mapping holds its value.

use std::{
    error::Error,
    fmt,
    str::FromStr,
    sync::atomic::{AtomicU64, Ordering},
};

use boa_engine::{JsString, JsValue};
use boa_gc::{Ephemeron, Finalize, Gc, Trace};

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

/// The identity of one `AsyncContext.Variable`: the key half of each of its ephemerons.
///
/// It is a GC cell that **only the Variable object owns**, because `boa_engine` gives no
/// `Gc` for a `JsObject` itself. As long as the object lives so does its identity; when the object
/// goes, every ephemeron keyed by the identity is cleared by the same collection.
#[derive(Debug, Trace, Finalize)]
pub(crate) struct VariableIdentity {
    id: VariableId,
    /// `None` if diagnostics do not list the variable.
    name: Option<JsString>,
}

impl VariableIdentity {
    /// Makes the identity of a new variable called `name` (used in diagnostics only).
    ///
    /// Allocates a GC cell, so it may run a collection.
    #[must_use]
    pub(crate) fn new(name: JsString) -> Gc<Self> {
        Gc::new(Self {
            id: next_variable_id(),
            name: Some(name),
        })
    }

    /// Makes the identity of a variable that belongs to the host. Diagnostics do not list it.
    ///
    /// Allocates a GC cell, so it may run a collection.
    #[must_use]
    pub(crate) fn hidden() -> Gc<Self> {
        Gc::new(Self {
            id: next_variable_id(),
            name: None,
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
        self.name.clone().unwrap_or_default()
    }
}

/// How a mapping holds its values.
///
/// The proposal leaves open whether contexts must be weak, since tracing ephemerons has a price.
/// An agent chooses once, when it is created, so that the two can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
#[non_exhaustive]
pub enum Storage {
    /// Bindings are ephemerons: a value lives while the mapping *and* the variable are reachable.
    #[default]
    Weak,
    /// Bindings are ordinary references: a value lives as long as a mapping that holds it.
    Strong,
}

impl fmt::Display for Storage {
    /// `weak` or `strong`, which [`FromStr`] understands.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Weak => "weak",
            Self::Strong => "strong",
        })
    }
}

/// The error of [`Storage`]'s [`FromStr`] for a name that is not of a storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownStorage;

impl fmt::Display for UnknownStorage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected weak or strong")
    }
}

impl Error for UnknownStorage {}

impl FromStr for Storage {
    type Err = UnknownStorage;

    fn from_str(name: &str) -> Result<Self, UnknownStorage> {
        match name {
            "weak" => Ok(Self::Weak),
            "strong" => Ok(Self::Strong),
            _ => Err(UnknownStorage),
        }
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
    Weak(Ephemeron<VariableIdentity, JsValue>),
    Strong(Gc<VariableIdentity>, JsValue),
}

impl Binding {
    /// Binds `value` to the variable. Allocates one ephemeron in weak storage.
    pub(super) fn new(variable: &Gc<VariableIdentity>, value: JsValue, storage: Storage) -> Self {
        Self {
            id: variable.id,
            cell: match storage {
                Storage::Weak => BindingCell::Weak(Ephemeron::new(variable, value)),
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
            BindingCell::Weak(cell) => cell.value().map(|value| value.clone()),
            BindingCell::Strong(_, value) => Some(value.clone()),
        }
    }

    /// Whether the variable can still be asked for.
    pub(super) fn is_live(&self) -> bool {
        match &self.cell {
            BindingCell::Weak(cell) => cell.has_value(),
            BindingCell::Strong(..) => true,
        }
    }

    /// The name of the variable, if it still lives and is not hidden.
    pub(super) fn name(&self) -> Option<JsString> {
        match &self.cell {
            BindingCell::Weak(cell) => cell.key().and_then(|key| key.name.clone()),
            BindingCell::Strong(key, _) => key.name.clone(),
        }
    }
}
