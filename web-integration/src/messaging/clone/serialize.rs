//! *StructuredSerializeInternal*.
//!
//! <https://html.spec.whatwg.org/#structuredserializeinternal>
//!
//! The algorithm does not recurse, so that a list of a million nodes can be cloned. A stack of frames has what is still
//! to be read, so that getters are called in the order of the standard.

use std::{collections::HashMap, vec::IntoIter};

use boa_engine::{
    Context, JsBigInt, JsObject, JsResult, JsString, JsValue, JsVariant,
    builtins::{
        array_buffer::{AlignedVec, ArrayBuffer},
        dataview::DataView,
        error::Error,
        regexp::RegExp,
    },
    js_string,
    object::builtins::{JsArrayBuffer, JsDate, JsMap, JsSet, JsSharedArrayBuffer, JsTypedArray},
    property::PropertyKey,
};
use boa_gc::Gc;

use super::{
    error::data_clone_error,
    intrinsics::CloneIntrinsics,
    platform::serialized,
    record::{ErrorName, Key, Kind, Object, Record, Text, Value, View},
    views,
};
use crate::{dom_exception::as_dom_exception, errors::location::stack_of, webidl::type_error};

/// *StructuredSerializeInternal*. `transferred` are the objects that will be transferred, in their order
///
/// <https://html.spec.whatwg.org/#structuredserializeinternal>
///
/// # Errors
///
/// A "DataCloneError" `DOMException` for a value that cannot be cloned; the exceptions of getters.
pub(crate) fn serialize(
    value: &JsValue,
    transferred: &[JsObject],
    context: &mut Context,
) -> JsResult<Record> {
    let intrinsics = CloneIntrinsics::of(context)
        .ok_or_else(|| type_error("structured clone is not registered in this realm"))?;
    let places = transferred.iter().cloned().enumerate();
    let mut serializer = Serializer {
        intrinsics,
        objects: Vec::new(),
        memory: places
            .map(|(place, object)| (object, Value::Transferred(place)))
            .collect(),
        frames: Vec::new(),
    };
    let value = serializer.value(value, context)?;
    serializer.finish(context)?;
    Ok(Record {
        value,
        objects: serializer.objects,
    })
}

/// The unread rest of an object.
struct Frame {
    /// The index of the object in the record.
    place: usize,
    left: Left,
}

/// What is left to read of an object.
enum Left {
    /// The names of properties.
    Properties(JsObject, IntoIter<PropertyKey>),
    /// The contents of internal slots.
    Values(IntoIter<(Slot, JsValue)>),
}

impl Left {
    /// The contents of internal slots.
    fn values(values: Vec<(Slot, JsValue)>) -> Self {
        Self::Values(values.into_iter())
    }

    /// Reads the next value. `None` at the end.
    fn next(&mut self, context: &mut Context) -> JsResult<Option<(Slot, JsValue)>> {
        let (object, keys) = match self {
            Self::Values(values) => return Ok(values.next()),
            Self::Properties(object, keys) => (object, keys),
        };
        for key in keys {
            let name = match &key {
                PropertyKey::Index(index) => Key::Index(index.get()),
                PropertyKey::String(name) => Key::Name(Text::from(name)),
                PropertyKey::Symbol(_) => continue,
            };
            // If HasOwnProperty(value, key) is true: a getter may have deleted the property.
            if object.has_own_property(key.clone(), context)? {
                return Ok(Some((Slot::Property(name), object.get(key, context)?)));
            }
        }
        Ok(None)
    }
}

/// The place of a value in its object.
enum Slot {
    Property(Key),
    /// The key of an entry of a map.
    Key,
    /// The value of the last entry of a map.
    Value,
    Member,
    Cause,
}

impl Object {
    /// Stores a value at its place.
    fn put(&mut self, slot: Slot, value: Value) {
        match (slot, &mut self.kind) {
            (Slot::Property(key), _) => self.properties.push((key, value)),
            (Slot::Key, Kind::Map(entries)) => entries.push((value, Value::Undefined)),
            (Slot::Value, Kind::Map(entries)) => {
                if let Some(last) = entries.last_mut() {
                    last.1 = value;
                }
            }
            (Slot::Member, Kind::Set(members)) => members.push(value),
            (Slot::Cause, Kind::Error { cause, .. }) => *cause = Some(value),
            // A frame has only slots of the kind of its object.
            _ => {}
        }
    }
}

/// A running serialization.
struct Serializer {
    intrinsics: Gc<CloneIntrinsics>,
    objects: Vec<Object>,
    /// The standard's *memory*: the objects that were reached.
    memory: HashMap<JsObject, Value>,
    frames: Vec<Frame>,
}

impl Serializer {
    /// Serializes a value. The contents of an object are read later, by [`finish`](Self::finish).
    fn value(&mut self, value: &JsValue, context: &mut Context) -> JsResult<Value> {
        Ok(match value.variant() {
            JsVariant::Undefined => Value::Undefined,
            JsVariant::Null => Value::Null,
            JsVariant::Boolean(value) => Value::Boolean(value),
            JsVariant::Integer32(value) => Value::Integer(value),
            JsVariant::Float64(value) => Value::Number(value),
            JsVariant::String(value) => Value::String(Text::from(&value)),
            JsVariant::BigInt(value) => Value::BigInt(value.as_inner().clone()),
            JsVariant::Symbol(_) => return Err(data_clone_error("a symbol", context)),
            JsVariant::Object(object) => return self.object(&object, context),
        })
    }

    /// Serializes an object without its contents.
    fn object(&mut self, object: &JsObject, context: &mut Context) -> JsResult<Value> {
        // 2. If memory[value] exists, then return memory[value].
        if let Some(known) = self.memory.get(object) {
            return Ok(known.clone());
        }
        let (kind, left) = self.kind(object, context)?;
        let place = self.objects.len();
        self.objects.push(Object {
            kind,
            properties: Vec::new(),
        });
        self.memory.insert(object.clone(), Value::Object(place));
        if let Some(left) = left {
            self.frames.push(Frame { place, left });
        }
        Ok(Value::Object(place))
    }

    /// The kind of an object, and what is to be read of it.
    fn kind(&mut self, object: &JsObject, context: &mut Context) -> JsResult<(Kind, Option<Left>)> {
        if object.is_callable() {
            return Err(data_clone_error("a function", context));
        }
        let leaf = if let Some(kind) = primitive(object) {
            kind
        } else if let Ok(date) = JsDate::from_object(object.clone()) {
            let time = date.get_time(context)?;
            Kind::Date(time.as_number().unwrap_or(f64::NAN))
        } else if object.is::<RegExp>() {
            let (source, flags) = self.intrinsics.clone().regexp(object, context)?;
            Kind::RegExp {
                source: Text::from(&source),
                flags: Text::from(&flags),
            }
        } else if object.is::<ArrayBuffer>() {
            let max_byte_length = self.intrinsics.clone().max_byte_length(object, context)?;
            let bytes = JsArrayBuffer::from_object(object.clone())?
                .data()
                .map(|data| AlignedVec::from_slice(0, &data));
            let Some(bytes) = bytes else {
                return Err(data_clone_error("a detached ArrayBuffer", context));
            };
            Kind::Buffer {
                bytes,
                max_byte_length,
            }
        } else if let Ok(buffer) = JsSharedArrayBuffer::from_object(object.clone()) {
            Kind::SharedBuffer {
                buffer: buffer.inner(),
                size: self.intrinsics.clone().size_of_shared(object, context)?,
            }
        } else if let Ok(array) = JsTypedArray::from_object(object.clone()) {
            let (kind, part) = views::typed_array(object, &array, context)?;
            let view = self.view(part, context)?;
            Kind::TypedArray { kind, view }
        } else if object.is::<DataView>() {
            let intrinsics = self.intrinsics.clone();
            let part = views::data_view(object, &intrinsics, context)?;
            Kind::DataView(self.view(part, context)?)
        } else if let Some((name, message)) = as_dom_exception(object) {
            Kind::DomException {
                name: Text::from(&name),
                message: Text::from(&message),
            }
        } else if let Some(object) = serialized(object, context) {
            Kind::Platform(object)
        } else {
            return self.composite(object, context);
        };
        Ok((leaf, None))
    }

    /// Serializes the part of a buffer that a view shows.
    fn view(&mut self, part: views::Part, context: &mut Context) -> JsResult<View> {
        Ok(View {
            buffer: self.value(&part.buffer, context)?,
            offset: part.offset,
            length: part.length,
        })
    }

    /// The kind of an object that contains other values.
    fn composite(
        &mut self,
        object: &JsObject,
        context: &mut Context,
    ) -> JsResult<(Kind, Option<Left>)> {
        if let Ok(map) = JsMap::from_object(object.clone()) {
            let mut entries = Vec::new();
            map.for_each_native(|key, value| {
                entries.push((Slot::Key, key));
                entries.push((Slot::Value, value));
                Ok(())
            })?;
            return Ok((Kind::Map(Vec::new()), Some(Left::values(entries))));
        }
        if let Ok(set) = JsSet::from_object(object.clone()) {
            let mut members = Vec::new();
            set.for_each_native(|member| {
                members.push((Slot::Member, member));
                Ok(())
            })?;
            return Ok((Kind::Set(Vec::new()), Some(Left::values(members))));
        }
        if object.is::<Error>() {
            return error(object, context);
        }
        if !(object.is_ordinary() || object.is_array()) || is_proxy(object) {
            return Err(data_clone_error("an object of its kind", context));
        }
        let kind = if object.is_array() {
            // The length of an array is an own data property, so no code of the program runs here.
            let length = object.get(js_string!("length"), context)?;
            Kind::Array {
                length: length.to_u32(context)?,
            }
        } else {
            Kind::Plain
        };
        // Let enumerableKeys be the keys of value that are Strings, of properties that are enumerable.
        let mut keys = object.own_property_keys(context)?;
        keys.retain(|key| !matches!(key, PropertyKey::Symbol(_)) && is_enumerable(object, key));
        Ok((
            kind,
            Some(Left::Properties(object.clone(), keys.into_iter())),
        ))
    }

    /// Reads the contents of all objects that were reached.
    fn finish(&mut self, context: &mut Context) -> JsResult<()> {
        while let Some(Frame { place, left }) = self.frames.last_mut() {
            let place = *place;
            match left.next(context)? {
                None => drop(self.frames.pop()),
                Some((slot, value)) => {
                    let value = self.value(&value, context)?;
                    self.objects[place].put(slot, value);
                }
            }
        }
        Ok(())
    }
}

/// The kind of a wrapper object of a primitive value.
fn primitive(object: &JsObject) -> Option<Kind> {
    if let Some(value) = object.downcast_ref::<bool>() {
        return Some(Kind::Boolean(*value));
    }
    if let Some(value) = object.downcast_ref::<f64>() {
        return Some(Kind::Number(*value));
    }
    if let Some(value) = object.downcast_ref::<JsString>() {
        return Some(Kind::String(Text::from(&*value)));
    }
    let value = object.downcast_ref::<JsBigInt>()?;
    Some(Kind::BigInt(value.as_inner().clone()))
}

/// The kind of an error, and its cause.
fn error(object: &JsObject, context: &mut Context) -> JsResult<(Kind, Option<Left>)> {
    // 1. Let name be Get(value, "name"). 2. If it is not one of the names, then set it to "Error".
    let name = object.get(js_string!("name"), context)?;
    let name = name.to_string(context)?;
    // 3. Let valueMessageDesc be value.[[GetOwnProperty]]("message"). 4. Let message be undefined if it is
    //    not a data descriptor, and ToString(valueMessageDesc.[[Value]]) otherwise.
    let message = match own_data(object, "message") {
        Some(message) => Some(Text::from(&message.to_string(context)?)),
        None => None,
    };
    // User agents should attach a serialized representation of any interesting accompanying data.
    let stack = own_data(object, "stack")
        .and_then(|stack| stack.as_string())
        .or_else(|| stack_of(object));
    let kind = Kind::Error {
        name: ErrorName::of(&name),
        message,
        stack: stack.as_ref().map(Text::from),
        cause: None,
    };
    let cause = own_data(object, "cause").map(|cause| (Slot::Cause, cause));
    Ok((kind, Some(Left::values(cause.into_iter().collect()))))
}

/// The value of an own data property.
fn own_data(object: &JsObject, name: &str) -> Option<JsValue> {
    let key = PropertyKey::from(js_string!(name));
    let property = object.borrow().properties().get(&key)?;
    property.value().cloned()
}

/// Whether an own property is enumerable.
fn is_enumerable(object: &JsObject, key: &PropertyKey) -> bool {
    let property = object.borrow().properties().get(key);
    property.is_some_and(|property| property.enumerable().unwrap_or(false))
}

/// Whether an object is a proxy. The engine calls the proxy of an array an array.
fn is_proxy(object: &JsObject) -> bool {
    object.is::<boa_engine::builtins::proxy::Proxy>()
}
