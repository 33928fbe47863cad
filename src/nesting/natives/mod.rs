//! Built-ins of the published engine that go down the native stack without a call that its recursion limit counts.
//!
//! They call functions or go into values that a program makes as deep as it likes: `call` of `call`, arrays in arrays. Each gets
//! a body that first looks at the stack. In exact mode the engine does that for every built-in
//! (`engine/23-native-calls.md`).

mod arrays;
mod body;
mod functions;
mod stringify;
mod text;

use boa_engine::{Context, JsResult, JsValue, object::builtins::JsFunction};

use self::body::{replace, twin_at};

/// Lets those of the current realm look at the stack first.
///
/// # Errors
///
/// None in a realm that no program has changed: an exception of a getter.
pub(crate) fn install(context: &mut Context) -> JsResult<()> {
    functions::install(context)?;
    arrays::install(context)?;
    stringify::install(context)?;
    let array = context.intrinsics().constructors().array().prototype();
    let iterators = context.intrinsics().objects().iterator_prototypes();
    let (helper, wrapper) = (
        iterators.iterator_helper(),
        iterators.wrap_for_valid_iterator(),
    );
    for (holder, name) in [
        (&array, "toLocaleString"),
        (&helper, "next"),
        (&helper, "return"),
        (&wrapper, "next"),
        (&wrapper, "return"),
    ] {
        if let Some(engines) = twin_at(holder, name, context)? {
            replace(holder, name, engines, guarded, context)?;
        }
    }
    Ok(())
}

/// Of any built-in: what the engine does, which is a second call.
fn guarded(
    this: &JsValue,
    args: &[JsValue],
    engines: &JsFunction,
    context: &mut Context,
) -> JsResult<JsValue> {
    engines.call(this, args, context)
}
