//! Data that belong to objects, without keeping the objects alive.

use boa_engine::{
    Context, JsObject,
    object::{NativeObject, builtins::JsWeakMap},
};
use boa_gc::{Finalize, Trace};

/// A weak map from objects to data of one type.
///
/// The engine gives out no GC pointer for an object, so this uses the engine's `WeakMap` from Rust: no property
/// of it is ever looked up, so the program cannot interfere.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct WeakTable(JsWeakMap);

impl WeakTable {
    #[cfg(any(feature = "runtime", not(exact_generators)))]
    pub(super) fn new(context: &mut Context) -> Self {
        Self(JsWeakMap::new(context))
    }

    /// Reads the data of `key`, if there are any.
    pub(super) fn get<T: NativeObject, R>(
        &self,
        key: &JsObject,
        context: &mut Context,
        read: impl FnOnce(&T) -> R,
    ) -> Option<R> {
        let entry = self.0.get(key, context).ok()?.as_object()?;
        let data = entry.downcast_ref::<T>()?;
        Some(read(&data))
    }

    #[cfg(any(feature = "runtime", not(exact_generators)))]
    pub(super) fn set<T: NativeObject>(&self, key: &JsObject, data: T, context: &mut Context) {
        let entry = JsObject::from_proto_and_data(None, data);
        // The only error is for a key that is not an object.
        let _ = self.0.set(key, entry.into(), context);
    }

    pub(super) fn remove(&self, key: &JsObject, context: &mut Context) {
        let _ = self.0.delete(key, context);
    }
}
