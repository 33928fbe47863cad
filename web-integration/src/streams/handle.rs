//! How the parts of a stream refer to each other.

/// Defines a handle to a state in the collector's heap. It is also the data of the object that stands for
/// the state in JavaScript, if there is one.
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
            /// What a value stands for, if it is an object of this kind.
            #[allow(dead_code)] // not every interface has it as an argument
            pub(crate) fn of(value: &boa_engine::JsValue) -> Option<Self> {
                let object = value.as_object()?;
                let handle = object.downcast_ref::<Self>()?;
                Some(handle.clone())
            }

            /// Whether both are the same.
            #[allow(dead_code)] // not every one is compared
            pub(crate) fn is(&self, other: &Self) -> bool {
                boa_gc::Gc::ptr_eq(&self.0, &other.0)
            }
        }
    };
}
pub(crate) use handle;
