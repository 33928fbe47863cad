//! Data that belong to objects, without keeping the objects alive.

use boa_engine::{
    Context, JsData, JsObject,
    object::{NativeObject, builtins::JsWeakMap},
};
use boa_gc::{Finalize, Trace};

/// The data of an object; `None` when they were taken.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Entry<T: NativeObject>(Option<T>);

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
    #[cfg(not(exact_generators))]
    pub(super) fn get<T: NativeObject, R>(
        &self,
        key: &JsObject,
        context: &mut Context,
        read: impl FnOnce(&T) -> R,
    ) -> Option<R> {
        let entry = self.0.get(key, context).ok()?.as_object()?;
        let data = entry.downcast_ref::<Entry<T>>()?;
        data.0.as_ref().map(read)
    }

    #[cfg(any(feature = "runtime", not(exact_generators)))]
    pub(super) fn set<T: NativeObject>(&self, key: &JsObject, data: T, context: &mut Context) {
        let entry = JsObject::from_proto_and_data(None, Entry(Some(data)));
        // The only error is for a key that is not an object.
        let _ = self.0.set(key, entry.into(), context);
    }

    /// Removes the data of `key`, and returns them if there were any.
    ///
    /// What stays in the heap until a collection is an empty entry. The mapping that the data hold may have host
    /// values, which must not wait for that.
    pub(super) fn take<T: NativeObject>(&self, key: &JsObject, context: &mut Context) -> Option<T> {
        let entry = self.0.get(key, context).ok()?.as_object()?;
        let data = entry.downcast_mut::<Entry<T>>()?.0.take();
        let _ = self.0.delete(key, context);
        data
    }
}
