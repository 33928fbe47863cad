//! Handles: how the parts of a stream refer to each other.

/// Defines a handle to a state in the garbage-collected heap. The handle is also the data of the state's JavaScript
/// object, if there is one.
macro_rules! handle {
    ($(#[$doc:meta])* $name:ident, $state:ident) => {
        $(#[$doc])*
        #[derive(Clone, boa_gc::Trace, boa_gc::Finalize, boa_engine::JsData)]
        #[boa_gc(unsafe_no_drop)]
        pub(crate) struct $name(boa_gc::Gc<$state>);

        impl std::ops::Deref for $name {
            type Target = $state;

            fn deref(&self) -> &$state {
                &self.0
            }
        }

        impl $name {
            /// The handle in a value; `None` if the value is not an object of this kind.
            #[allow(dead_code)] // not every interface is an argument
            pub(crate) fn of(value: &boa_engine::JsValue) -> Option<Self> {
                let object = value.as_object()?;
                let handle = object.downcast_ref::<Self>()?;
                Some(handle.clone())
            }

            /// Whether both handles refer to the same state.
            #[allow(dead_code)] // not every handle is compared
            pub(crate) fn is(&self, other: &Self) -> bool {
                boa_gc::Gc::ptr_eq(&self.0, &other.0)
            }
        }
    };
}
pub(crate) use handle;
