//! Mappings that belong to objects, without keeping the objects alive.

use boa_engine::{Context, JsData, JsObject, object::builtins::JsWeakMap, realm::Realm};
use boa_gc::{Finalize, Trace};

use crate::{census::Capture, mapping::Mapping};

/// A weak map from objects to mappings.
///
/// The engine gives out no GC pointer for an object, so this uses the engine's `WeakMap` from Rust: no property
/// of it is ever looked up, so the program cannot interfere.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct WeakMappings(JsWeakMap);

/// A mapping as a value of a `WeakMap`, and the realm that it was captured in if that matters.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Tag {
    capture: Capture,
    realm: Option<Realm>,
}

impl WeakMappings {
    #[cfg(any(feature = "runtime", not(exact_generators)))]
    pub(super) fn new(context: &mut Context) -> Self {
        Self(JsWeakMap::new(context))
    }

    #[cfg(not(exact_generators))]
    pub(super) fn get(&self, key: &JsObject, context: &mut Context) -> Option<Mapping> {
        self.find(key, context).map(|(mapping, _)| mapping)
    }

    fn find(&self, key: &JsObject, context: &mut Context) -> Option<(Mapping, Option<Realm>)> {
        let tag = self.0.get(key, context).ok()?.as_object()?;
        let tag = tag.downcast_ref::<Tag>()?;
        Some((tag.capture.mapping().clone(), tag.realm.clone()))
    }

    #[cfg(any(feature = "runtime", not(exact_generators)))]
    pub(super) fn set(
        &self,
        key: &JsObject,
        capture: Capture,
        realm: Option<Realm>,
        context: &mut Context,
    ) {
        let tag = JsObject::from_proto_and_data(None, Tag { capture, realm });
        // The only error is for a key that is not an object.
        let _ = self.0.set(key, tag.into(), context);
    }

    pub(super) fn take(
        &self,
        key: &JsObject,
        context: &mut Context,
    ) -> Option<(Mapping, Option<Realm>)> {
        let known = self.find(key, context)?;
        let _ = self.0.delete(key, context);
        Some(known)
    }
}
