//! What an object is called, read from memory: no property is looked up with code.

use boa_engine::{
    JsObject, JsString, JsSymbol, JsValue, builtins::proxy::Proxy, js_string, object::CONSTRUCTOR,
    property::PropertyKey,
};

/// How far up a chain of prototypes is searched.
const LONGEST_CHAIN: usize = 64;

/// The prototype; `None` also while native code is changing the object.
pub(crate) fn prototype_of(object: &JsObject) -> Option<JsObject> {
    object.try_borrow().ok()?.prototype()
}

/// The value of an own data property.
pub(super) fn own_data(object: &JsObject, key: impl Into<PropertyKey>) -> Option<JsValue> {
    let borrowed = object.try_borrow().ok()?;
    borrowed.properties().get(&key.into())?.value().cloned()
}

/// Whether there is an own property, whatever it is.
pub(super) fn has_own(object: &JsObject, key: impl Into<PropertyKey>) -> bool {
    object
        .try_borrow()
        .is_ok_and(|object| object.properties().contains_key(&key.into()))
}

/// The value of a data property of the object or of one of its prototypes; `None` if what is found first is an accessor.
pub(super) fn data(object: &JsObject, key: impl Into<PropertyKey>) -> Option<JsValue> {
    let key = key.into();
    let mut next = Some(object.clone());
    for _ in 0..LONGEST_CHAIN {
        let object = next?;
        if object.is::<Proxy>() {
            return None;
        }
        let found = object.try_borrow().ok()?.properties().get(&key);
        if let Some(property) = found {
            return property.value().cloned();
        }
        next = prototype_of(&object);
    }
    None
}

/// The name of the first constructor on the chain that begins with `prototype`.
pub(crate) fn class_of_prototype(prototype: JsObject) -> Option<JsString> {
    let mut next = Some(prototype);
    for _ in 0..LONGEST_CHAIN {
        let prototype = next?;
        let name = own_data(&prototype, CONSTRUCTOR)
            .and_then(|constructor| constructor.as_callable())
            .and_then(|constructor| name_of_function(&constructor));
        if name.is_some() {
            return name;
        }
        next = prototype_of(&prototype);
    }
    None
}

/// The name that a function was given; `None` if it has none.
pub(crate) fn name_of_function(function: &JsObject) -> Option<JsString> {
    own_data(function, js_string!("name"))
        .and_then(|name| name.as_string())
        .filter(|name| !name.is_empty())
}

/// The `Symbol.toStringTag`, if it is a string that was written there.
pub(super) fn tag_of(object: &JsObject) -> Option<JsString> {
    data(object, JsSymbol::to_string_tag())?
        .as_string()
        .filter(|tag| !tag.is_empty())
}
