//! Variables of the platform itself, for values that follow the program's control flow.

use boa_async_context::{Agent, mapping::VariableIdentity};
use boa_engine::{Context, JsValue};
use boa_gc::{Finalize, Gc, Trace};

/// A variable of the platform. The mapping carries its values like those of the program's variables, and holds them
/// in the same way, but no program can reach the variable and no report lists it.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct PlatformVariable {
    pub(super) identity: Gc<VariableIdentity>,
}

impl PlatformVariable {
    /// A new variable without a value.
    pub(crate) fn new() -> Self {
        Self {
            identity: VariableIdentity::hidden(),
        }
    }

    /// The value in the current mapping.
    pub(crate) fn get(&self, context: &Context) -> Option<JsValue> {
        Agent::of(context)?.snapshot().get(self.identity.id())
    }
}
