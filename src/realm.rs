//! Code that runs in another realm than the current one.

use boa_engine::{Context, realm::Realm};

/// Runs `f` with `realm` as the current realm, and then makes the outer one current again, also if `f` panics. Costs two
/// pointer clones. Call it on the thread of the context.
///
/// ```
/// use boa_async_context::in_realm;
/// use boa_engine::{Context, JsObject};
///
/// let context = &mut Context::default();
/// let other = context.create_realm()?;
/// let global = in_realm(&other, context, |context| context.global_object());
/// assert!(!JsObject::equals(&global, &context.global_object()));
/// # Ok::<(), boa_engine::JsError>(())
/// ```
pub fn in_realm<R>(realm: &Realm, context: &mut Context, f: impl FnOnce(&mut Context) -> R) -> R {
    let outer = context.enter_realm(realm.clone());
    let entered = Entered { context, outer };
    f(entered.context)
}

/// The extent of a stay in a realm.
struct Entered<'a> {
    context: &'a mut Context,
    outer: Realm,
}

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        self.context.enter_realm(self.outer.clone());
    }
}
