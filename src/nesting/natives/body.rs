//! Bodies for built-ins of the engine.

use boa_engine::{
    Context, JsObject, JsResult, JsString, JsValue, NativeFunction, object::builtins::JsFunction,
    property::PropertyKey,
};
use boa_gc::Trace;

use crate::{
    builtin_override::{BuiltinOverride, twin_of},
    native_stack,
};

/// The body of a built-in, with what it needs.
pub(super) type Body<T> = fn(&JsValue, &[JsValue], &T, &mut Context) -> JsResult<JsValue>;

/// A function that does what the engine's built-in with this name does, whatever becomes of it. `None` if there is none.
pub(super) fn twin_at(
    holder: &JsObject,
    name: &str,
    context: &mut Context,
) -> JsResult<Option<JsFunction>> {
    let function = holder.get(JsString::from(name), context)?.as_object();
    Ok(function.and_then(|function| twin_of(&function, context)))
}

/// Gives the built-in with this name another body, behind a look at the stack. Nothing happens if there is none.
pub(super) fn replace<T: Clone + Trace + 'static>(
    holder: &JsObject,
    name: &str,
    needs: T,
    body: Body<T>,
    context: &mut Context,
) -> JsResult<()> {
    replace_at(
        holder,
        JsString::from(name).into(),
        name,
        needs,
        body,
        context,
    )
}

/// As [`replace`], with a key that need not be the name.
pub(super) fn replace_at<T: Clone + Trace + 'static>(
    holder: &JsObject,
    key: PropertyKey,
    name: &str,
    needs: T,
    body: Body<T>,
    context: &mut Context,
) -> JsResult<()> {
    let Some(function) = holder.get(key, context)?.as_object() else {
        return Ok(());
    };
    let body = NativeFunction::from_copy_closure_with_captures(
        move |this, args, needs: &T, context| {
            native_stack::check()?;
            body(this, args, needs, context)
        },
        needs,
    );
    BuiltinOverride::new(function, JsString::from(name), body, context).apply();
    Ok(())
}
