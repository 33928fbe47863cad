//! Built-in functions of the engine, for what it has no Rust function for.

use boa_async_context::in_realm;
use boa_engine::{
    Context, JsObject, JsResult, JsValue, js_string, native_function::NativeFunctionObject,
    object::builtins::JsFunction, property::PropertyKey, realm::Realm,
};

/// A realm in which no program has run, in the data of the context.
#[derive(Clone)]
struct Untouched(Realm);

/// The built-in function that is the value or the getter of a property of a built-in object, in the current realm. No code of a
/// program runs here. `None` if the engine has no such function.
///
/// A program that ran in this realm before the APIs were registered may have replaced it by a function of its own. That one must
/// not be called with what the APIs work on: the result is the function of another realm then, in which no program runs. What
/// it creates is of that realm. [`is_own_built_in`] tells which.
///
/// # Errors
///
/// Those of the host's hooks that make a realm.
pub(crate) fn built_in(
    holder: fn(&Context) -> JsObject,
    name: &str,
    context: &mut Context,
) -> JsResult<Option<JsFunction>> {
    let own = present(&holder(context), name);
    if own.is_some() {
        return Ok(own);
    }
    let known = context.get_data::<Untouched>().cloned();
    let realm = match known {
        Some(Untouched(realm)) => realm,
        None => {
            let realm = context.create_realm()?;
            context.insert_data(Untouched(realm.clone()));
            realm
        }
    };
    in_realm(&realm, context, |context| {
        Ok(present(&holder(context), name))
    })
}

/// Whether [`built_in`] takes the function of the current realm.
pub(crate) fn is_own_built_in(
    holder: fn(&Context) -> JsObject,
    name: &str,
    context: &Context,
) -> bool {
    present(&holder(context), name).is_some()
}

/// The function of a property if the engine, or we, have made it.
fn present(holder: &JsObject, name: &str) -> Option<JsFunction> {
    let key = PropertyKey::from(js_string!(name));
    let property = holder.borrow().properties().get(&key)?;
    let function = property.value().or_else(|| property.get());
    let function = function.and_then(JsValue::as_function)?;
    function.is::<NativeFunctionObject>().then_some(function)
}
