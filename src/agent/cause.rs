//! The exception that was seen last, and the mapping it was thrown in.

use boa_engine::JsValue;
use boa_gc::{Finalize, Trace};

use crate::mapping::Mapping;

/// An exception that leaves one scope after the other, and the mapping it was thrown in.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct Cause {
    /// The exception; `None` for an error of the engine itself, which JS can neither see nor catch.
    pub(super) error: Option<JsValue>,
    /// The mapping it was thrown in.
    pub(super) mapping: Mapping,
    /// The depth of the scope that the exception left last.
    #[unsafe_ignore_trace]
    pub(super) depth: usize,
}

impl Cause {
    /// Whether this is the cause of `error`, which is leaving a scope of `depth` or has just left it.
    ///
    /// Objects are compared by identity. Primitives have no identity, so a rethrow and an equal new throw
    /// look alike; they count as the same exception while it leaves one scope directly after the other.
    pub(super) fn is_of(&self, error: Option<&JsValue>, depth: usize) -> bool {
        let is_next = self.depth == depth + 1;
        match (&self.error, error) {
            (Some(known), Some(error)) => {
                JsValue::same_value(known, error) && (error.is_object() || is_next)
            }
            (None, None) => is_next,
            _ => false,
        }
    }
}
