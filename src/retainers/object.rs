//! Reading an object without running code: no getter, no trap of a proxy, no iterator.
//!
//! What the engine does not show stays unseen: the variables of a closure, private fields, the target of a proxy, the
//! data of native classes. Prototypes are left out on purpose: they belong to the realm, not to the value.

use std::collections::HashMap;

use boa_engine::{
    Context, JsObject, JsString, JsValue,
    builtins::{
        array_buffer::ArrayBuffer, dataview::DataView, function::BoundFunction,
        map::ordered_map::OrderedMap, object::OrdinaryObject, promise::PromiseState, proxy::Proxy,
        regexp::RegExp, set::ordered_set::OrderedSet, typed_array::TypedArray,
    },
    js_string,
    object::{
        Object,
        builtins::{JsDataView, JsPromise, JsTypedArray},
    },
    property::{PropertyDescriptor, PropertyKey},
};

use super::graph::NodeKind;
use crate::inspect::{class_of_prototype, name_of_function, prototype_of};

/// An object with its box.
const OBJECT: usize = size_of::<Object<OrdinaryObject>>() + 5 * size_of::<usize>();
const VALUE: usize = size_of::<JsValue>();
/// The slots of a typed array.
const VIEW: usize = size_of::<TypedArray>();
/// The header of a string.
const STRING: usize = 3 * size_of::<usize>();

/// What an object refers to, and how.
pub(super) enum Reference {
    Property(JsString),
    Element(u32),
    Entry(JsString),
    Internal(JsString),
}

/// What an object is, apart from what it refers to.
pub(super) struct Described {
    pub(super) kind: NodeKind,
    pub(super) name: JsString,
    pub(super) size: usize,
}

/// Where an object is in memory, which no other object that exists has. Boxes do not move.
pub(super) fn address(object: &JsObject) -> usize {
    std::ptr::from_ref(object.as_ref()).addr()
}

/// Reads objects; remembers the names of the classes it has seen.
#[derive(Default)]
pub(super) struct Reader {
    /// The name of the class by the address of the prototype, which stays where it is during the walk.
    classes: HashMap<usize, JsString>,
}

impl Reader {
    /// Describes `object`, and calls `visit` with everything it refers to.
    ///
    /// An object that native code is changing at this moment is described as having nothing in it.
    pub(super) fn read(
        &mut self,
        object: &JsObject,
        context: &mut Context,
        visit: &mut impl FnMut(Reference, &JsValue),
    ) -> Described {
        let Ok(borrowed) = object.try_borrow() else {
            return Described {
                kind: NodeKind::Object,
                name: js_string!("(in use)"),
                size: OBJECT,
            };
        };
        let (kind, name) = self.kind_and_name(object);
        let properties = borrowed.properties();
        let mut size = OBJECT;
        for (index, property) in properties.index_properties() {
            size += VALUE;
            visit_property(
                &property,
                || Reference::Element(index),
                &js_string!(index),
                visit,
            );
        }
        for key in borrowed.shape().keys() {
            let Some(property) = properties.get(&key) else {
                continue;
            };
            let name = key_name(&key);
            size += if property.is_accessor_descriptor() {
                2 * VALUE
            } else {
                VALUE
            };
            visit_property(
                &property,
                || Reference::Property(name.clone()),
                &name,
                visit,
            );
        }
        drop(borrowed);
        size += visit_slots(object, context, visit);
        Described { kind, name, size }
    }

    fn kind_and_name(&mut self, object: &JsObject) -> (NodeKind, JsString) {
        if object.is_callable() {
            let name = name_of_function(object).unwrap_or(js_string!("(anonymous)"));
            return (NodeKind::Function, name);
        }
        if object.is_array() {
            return (NodeKind::Array, js_string!("Array"));
        }
        if object.is::<Proxy>() {
            return (NodeKind::Object, js_string!("Proxy"));
        }
        let kind = if object.is::<RegExp>() {
            NodeKind::RegExp
        } else {
            NodeKind::Object
        };
        (kind, self.class_of(object))
    }

    fn class_of(&mut self, object: &JsObject) -> JsString {
        let Some(prototype) = prototype_of(object) else {
            return js_string!("Object");
        };
        self.classes
            .entry(address(&prototype))
            .or_insert_with(|| class_of_prototype(prototype).unwrap_or(js_string!("Object")))
            .clone()
    }
}

fn key_name(key: &PropertyKey) -> JsString {
    match key {
        PropertyKey::String(name) => name.clone(),
        PropertyKey::Symbol(symbol) => symbol.descriptive_string(),
        PropertyKey::Index(index) => js_string!(index.get()),
    }
}

fn visit_property(
    property: &PropertyDescriptor,
    reference: impl FnOnce() -> Reference,
    name: &JsString,
    visit: &mut impl FnMut(Reference, &JsValue),
) {
    if let Some(value) = property.value() {
        visit(reference(), value);
    }
    for (prefix, function) in [
        (js_string!("get "), property.get()),
        (js_string!("set "), property.set()),
    ] {
        if let Some(function) = function.filter(|function| function.is_object()) {
            let name = JsString::concat(prefix.as_str(), name.as_str());
            visit(Reference::Property(name), function);
        }
    }
}

/// Visits what is in internal slots, and returns the bytes they take.
fn visit_slots(
    object: &JsObject,
    context: &mut Context,
    visit: &mut impl FnMut(Reference, &JsValue),
) -> usize {
    if object.try_borrow().is_err() {
        return 0;
    }
    if let Some(map) = object.downcast_ref::<OrderedMap<JsValue>>() {
        for (index, (key, value)) in map.iter().enumerate() {
            if key.is_object() || key.is_string() {
                visit(Reference::Internal(js_string!("key")), key);
            }
            visit(map_entry(key, index), value);
        }
        return map.full_len() * (2 * VALUE + 2 * size_of::<usize>());
    }
    if let Some(set) = object.downcast_ref::<OrderedSet>() {
        for (index, value) in set.iter().enumerate() {
            visit(
                Reference::Element(u32::try_from(index).unwrap_or(u32::MAX)),
                value,
            );
        }
        return set.full_len() * (VALUE + 2 * size_of::<usize>());
    }
    if let Some(bound) = object.downcast_ref::<BoundFunction>() {
        let target = bound.target_function().clone().into();
        visit(Reference::Internal(js_string!("bound function")), &target);
        visit(Reference::Internal(js_string!("bound this")), bound.this());
        for argument in bound.args() {
            visit(Reference::Internal(js_string!("bound argument")), argument);
        }
        return bound.args().len() * VALUE;
    }
    if let Some(buffer) = object.downcast_ref::<ArrayBuffer>() {
        return buffer.data().map_or(0, <[u8]>::len);
    }
    if let Some(buffer) = viewed_buffer(object, context) {
        visit(Reference::Internal(js_string!("buffer")), &buffer);
        return VIEW;
    }
    if let Ok(promise) = JsPromise::from_object(object.clone()) {
        match promise.state() {
            PromiseState::Pending => {}
            PromiseState::Fulfilled(value) => {
                visit(Reference::Internal(js_string!("result")), &value);
            }
            PromiseState::Rejected(reason) => {
                visit(Reference::Internal(js_string!("reason")), &reason);
            }
        }
    }
    0
}

/// The buffer that a typed array or a `DataView` shows. The engine reads the slot; it neither looks a property up nor runs code.
fn viewed_buffer(object: &JsObject, context: &mut Context) -> Option<JsValue> {
    if object.is::<TypedArray>() {
        let array = JsTypedArray::from_object(object.clone()).ok()?;
        return array.buffer(context).ok();
    }
    if object.is::<DataView>() {
        let view = JsDataView::from_object(object.clone()).ok()?;
        return view.buffer(context).ok();
    }
    None
}

fn map_entry(key: &JsValue, index: usize) -> Reference {
    match key.as_string() {
        Some(key) => Reference::Entry(key),
        None => Reference::Entry(format!("entry {index}").into()),
    }
}

/// The bytes of a string with its header.
pub(super) fn size_of_string(string: &JsString) -> usize {
    let width = if string.as_str().is_latin1() { 1 } else { 2 };
    STRING + string.len() * width
}
