//! The intrinsics of an interface in a realm, and what constructors need of them.

use boa_engine::{
    Context, JsObject, JsResult, JsValue, class::Class, context::intrinsics::StandardConstructor,
};

use super::errors::type_error;

/// The interface object and the interface prototype object of `I` in the current realm.
///
/// # Errors
///
/// A `TypeError` in a realm without these APIs.
pub(crate) fn pair_of<I: Class>(context: &Context) -> JsResult<StandardConstructor> {
    context
        .realm()
        .get_class::<I>()
        .ok_or_else(|| type_error(format!("{} is not registered in this realm", I::NAME)))
}

/// The interface prototype object of `I` in the current realm.
///
/// # Errors
///
/// A `TypeError` in a realm without these APIs.
pub(crate) fn prototype_of<I: Class>(context: &Context) -> JsResult<JsObject> {
    Ok(pair_of::<I>(context)?.prototype())
}

/// The prototype of an object that `new_target` constructs: its property `prototype`, or else the interface
/// prototype object of `I` in the realm of `new_target`.
///
/// It constructs a throw-away object, because the engine has no other public API that knows the realm of a function.
///
/// <https://webidl.spec.whatwg.org/#internally-create-a-new-object-implementing-the-interface>
///
/// # Errors
///
/// A `TypeError` without `new`; the exception of a getter `prototype`.
pub(crate) fn prototype_from<I: Class>(
    new_target: &JsValue,
    context: &mut Context,
) -> JsResult<Option<JsObject>> {
    require_new::<I>(new_target)?;
    Ok(I::construct(new_target, &[], context)?.prototype())
}

/// The first step of every constructor: it must be called with `new`.
///
/// # Errors
///
/// A `TypeError` without `new`.
pub(crate) fn require_new<I: Class>(new_target: &JsValue) -> JsResult<()> {
    if new_target.is_undefined() {
        return Err(type_error(format!("{} must be called with `new`", I::NAME)));
    }
    Ok(())
}
