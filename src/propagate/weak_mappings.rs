//! Mappings that belong to objects, without keeping the objects alive.

use boa_engine::{Context, JsData, JsObject, object::builtins::JsWeakMap};
use boa_gc::{Finalize, Trace};

use crate::{census::Capture, mapping::Mapping};

/// A weak map from objects to mappings.
///
/// The engine gives out no GC pointer for an object, so this uses the engine's `WeakMap` from Rust: no property
/// of it is ever looked up, so the program cannot interfere.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct WeakMappings(JsWeakMap);

/// A mapping as a value of a `WeakMap`.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Tag(Capture);

impl WeakMappings {
    #[cfg(any(feature = "runtime", not(exact_generators)))]
    pub(super) fn new(context: &mut Context) -> Self {
        Self(JsWeakMap::new(context))
    }

    pub(super) fn get(&self, key: &JsObject, context: &mut Context) -> Option<Mapping> {
        let tag = self.0.get(key, context).ok()?.as_object()?;
        let mapping = tag.downcast_ref::<Tag>()?.0.mapping().clone();
        Some(mapping)
    }

    #[cfg(any(feature = "runtime", not(exact_generators)))]
    pub(super) fn set(&self, key: &JsObject, capture: Capture, context: &mut Context) {
        let tag = JsObject::from_proto_and_data(None, Tag(capture));
        // The only error is for a key that is not an object.
        let _ = self.0.set(key, tag.into(), context);
    }

    pub(super) fn take(&self, key: &JsObject, context: &mut Context) -> Option<Mapping> {
        let mapping = self.get(key, context)?;
        let _ = self.0.delete(key, context);
        Some(mapping)
    }
}
