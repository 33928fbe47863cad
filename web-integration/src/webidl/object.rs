//! Platform objects.

use boa_engine::{
    Context, JsObject,
    object::{NativeObject, ObjectInitializer},
};

/// A new object with this prototype, which has the state of its interface in it.
///
/// All objects of an interface have one shape. So a place of a program that uses a property of one remembers where it is for the
/// others, and an object needs no table of its properties of its own, as `JsObject::from_proto_and_data` gives it.
///
/// <https://webidl.spec.whatwg.org/#internally-create-a-new-object-implementing-the-interface>
pub(crate) fn platform_object(
    prototype: impl Into<Option<JsObject>>,
    state: impl NativeObject,
    context: &mut Context,
) -> JsObject {
    match prototype.into() {
        Some(prototype) => {
            ObjectInitializer::with_native_data_and_proto(state, prototype, context).build()
        }
        None => JsObject::from_proto_and_data(None, state),
    }
}
