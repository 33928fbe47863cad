//! Classes as JavaScript's own class syntax makes them: methods that are not enumerable, and constructors that need `new`.

use boa_engine::{
    Context, JsObject, JsResult, JsValue, NativeFunction, class::Class,
    context::intrinsics::StandardConstructor, js_string, object::FunctionObjectBuilder,
};

use crate::errors::type_error;

/// Defines the marker type under which a class is registered in a realm.
///
/// The marker is not the data of the class's objects.
macro_rules! class {
    ($marker:ident, $name:literal) => {
        #[derive(boa_gc::Trace, boa_gc::Finalize, boa_engine::JsData)]
        #[boa_gc(unsafe_no_drop)]
        pub(super) struct $marker;

        // `prototype_from` calls `Class::construct`; nothing else uses these functions.
        impl boa_engine::class::Class for $marker {
            const NAME: &'static str = $name;

            fn init(_: &mut boa_engine::class::ClassBuilder<'_>) -> boa_engine::JsResult<()> {
                Ok(())
            }

            fn data_constructor(
                _: &boa_engine::JsValue,
                _: &[boa_engine::JsValue],
                _: &mut boa_engine::Context,
            ) -> boa_engine::JsResult<Self> {
                Ok(Self)
            }
        }
    };
}
pub(crate) use class;

/// The constructor and the prototype of a class in the current realm.
///
/// # Errors
///
/// A `TypeError` in a realm without the class.
pub(crate) fn pair_of<C: Class>(context: &Context) -> JsResult<StandardConstructor> {
    let pair = context.realm().get_class::<C>();
    pair.ok_or_else(|| type_error(format!("{} is not registered in this realm", C::NAME)))
}

/// The prototype of an object that `new_target` constructs: its property `prototype`, or else that of `C` in the realm of
/// `new_target`.
///
/// It constructs a throw-away object, because the engine has no other public API that knows the realm of a function.
///
/// # Errors
///
/// A `TypeError` without `new`; the exception of a getter `prototype`.
pub(crate) fn prototype_from<C: Class>(
    new_target: &JsValue,
    context: &mut Context,
) -> JsResult<Option<JsObject>> {
    if new_target.is_undefined() {
        return Err(type_error(format!(
            "Class constructor {} cannot be invoked without 'new'",
            C::NAME
        )));
    }
    Ok(C::construct(new_target, &[], context)?.prototype())
}

/// A built-in function of the current realm.
pub(crate) fn function(
    name: &'static str,
    length: usize,
    body: NativeFunction,
    context: &Context,
) -> boa_engine::object::builtins::JsFunction {
    FunctionObjectBuilder::new(context.realm(), body)
        .name(js_string!(name))
        .length(length)
        .build()
}
