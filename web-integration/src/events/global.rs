//! The global object as an event target.
//!
//! The engine's global object is an ordinary object without data of ours, so the realm holds its listeners.

use std::cell::Cell;

use boa_async_context::on_close_realm;
use boa_engine::{Context, JsData, JsObject, JsResult, JsValue, js_string};
use boa_gc::{Finalize, Gc, Trace};

use super::{listener::ListenerList, slots::EventTarget};
use crate::webidl::{global_value, prototype_of};

/// The global object of a realm, as an event target.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct GlobalScope {
    /// The target of the events: the value of `globalThis` at the time of installation.
    pub(crate) object: JsObject,
    pub(crate) list: Gc<ListenerList>,
    /// Whether error events are fired at it.
    pub(crate) reports: bool,
    /// HTML's *in error reporting mode*.
    pub(crate) in_error_reporting: Cell<bool>,
}

/// The data of a realm: the global object as an event target.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct RealmGlobal(Gc<GlobalScope>);

/// Makes the global object of the current realm an event target. Only if `is_visible` is set does it inherit from
/// `EventTarget.prototype` and get the property `self`.
///
/// # Errors
///
/// An exception if the global object refuses the property `self`.
pub(crate) fn install(is_visible: bool, context: &mut Context) -> JsResult<()> {
    let global = context.global_object();
    // A host may use another object for `globalThis` than the one that has the properties.
    let global_this = global.get(js_string!("globalThis"), context)?;
    let object = global_this.as_object().unwrap_or_else(|| global.clone());
    let scope = Gc::new(GlobalScope {
        object: object.clone(),
        list: ListenerList::global(),
        reports: is_visible,
        in_error_reporting: Cell::new(false),
    });
    context
        .realm()
        .host_defined_mut()
        .insert(RealmGlobal(scope));
    on_close_realm(
        "listeners",
        |context| {
            let Some(scope) = global_scope(context) else {
                return 0;
            };
            let listeners = scope.list.snapshot();
            for listener in &listeners {
                scope.list.remove(listener);
            }
            listeners.len()
        },
        context,
    );
    if is_visible {
        let ordinary = context.intrinsics().constructors().object().prototype();
        // A prototype that the host has set stays.
        if global
            .prototype()
            .is_some_and(|prototype| JsObject::equals(&prototype, &ordinary))
        {
            global.set_prototype(Some(prototype_of::<EventTarget>(context)?));
        }
        global_value("self", object, context)?;
    }
    Ok(())
}

/// The global object of the current realm; `None` in a realm without these APIs.
pub(crate) fn global_scope(context: &Context) -> Option<Gc<GlobalScope>> {
    let realm = context.realm().host_defined();
    realm.get::<RealmGlobal>().map(|global| global.0.clone())
}

/// The global object of the current realm and its listener list, if `this` is that object, or `undefined` or `null`
/// as in a call without an object.
pub(crate) fn as_global(this: &JsValue, context: &Context) -> Option<(JsObject, Gc<ListenerList>)> {
    let scope = global_scope(context)?;
    let is_global = match this.as_object() {
        Some(object) => {
            JsObject::equals(&object, &scope.object)
                || JsObject::equals(&object, &context.global_object())
        }
        None => this.is_null_or_undefined(),
    };
    is_global.then(|| (scope.object.clone(), scope.list.clone()))
}

/// The listener list of the global object, if `this` is that object.
pub(crate) fn global_list(this: &JsValue, context: &Context) -> Option<Gc<ListenerList>> {
    as_global(this, context).map(|(_, list)| list)
}
