//! *StructuredSerializeInternal*.
//!
//! <https://html.spec.whatwg.org/#structuredserializeinternal>
//!
//! Without recursion: a list of a million nodes is cloned as any other. What is still to be read lies in
//! frames, the last one first, so that getters are called in the order of the standard.

use std::{collections::HashMap, vec::IntoIter};

use boa_engine::{
    Context, JsBigInt, JsError, JsObject, JsResult, JsString, JsValue, JsVariant,
    builtins::{
        array_buffer::{AlignedVec, ArrayBuffer},
        dataview::DataView,
        error::Error,
        regexp::RegExp,
        typed_array::TypedArray,
    },
    js_string,
    object::builtins::{
        JsArrayBuffer, JsDataView, JsDate, JsMap, JsSet, JsSharedArrayBuffer, JsTypedArray,
    },
    property::PropertyKey,
};
use boa_gc::Gc;

use super::{ErrorName, Key, Kind, Object, Record, Text, Value, View, intrinsics::CloneIntrinsics};
use crate::{
    dom_exception::{as_dom_exception, dom_error},
    errors::location::stack_of,
    events::global::global_scope,
    webidl::type_error,
};

/// Serializes a value; `transferred` are objects that will be transferred, in their order.
///
/// # Errors
///
/// A "DataCloneError" `DOMException` for what can not be cloned; what getters throw.
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

/// More bytes than any buffer has.
const LARGEST_BUFFER: usize = 1 << 52;

/// What is left to do for an object.
struct Frame {
    place: usize,
    left: Left,
}

enum Left {
    Properties(JsObject, IntoIter<PropertyKey>),
    /// The entries of a map, and the key of the one whose value is next.
    Entries(IntoIter<(JsValue, JsValue)>, Option<JsValue>),
    Members(IntoIter<JsValue>),
    Cause(Option<JsValue>),
}

struct Serializer {
    intrinsics: Gc<CloneIntrinsics>,
    objects: Vec<Object>,
    /// The objects that were seen.
    memory: HashMap<JsObject, Value>,
    frames: Vec<Frame>,
}

impl Serializer {
    /// Serializes a value, but for what its frames will read.
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

    /// What an object is, and what is to be read of it.
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
            Kind::SharedBuffer(buffer.inner())
        } else if let Ok(array) = JsTypedArray::from_object(object.clone()) {
            self.typed_array(object, &array, context)?
        } else if object.is::<DataView>() {
            self.data_view(object, context)?
        } else if let Some((name, message)) = as_dom_exception(object) {
            Kind::DomException {
                name: Text::from(&name),
                message: Text::from(&message),
            }
        } else {
            return self.composite(object, context);
        };
        Ok((leaf, None))
    }

    /// An object that has others.
    fn composite(
        &mut self,
        object: &JsObject,
        context: &mut Context,
    ) -> JsResult<(Kind, Option<Left>)> {
        if let Ok(map) = JsMap::from_object(object.clone()) {
            let mut entries = Vec::new();
            map.for_each_native(|key, value| {
                entries.push((key, value));
                Ok(())
            })?;
            let left = Left::Entries(entries.into_iter(), None);
            return Ok((Kind::Map(Vec::new()), Some(left)));
        }
        if let Ok(set) = JsSet::from_object(object.clone()) {
            let mut members = Vec::new();
            set.for_each_native(|member| {
                members.push(member);
                Ok(())
            })?;
            let left = Left::Members(members.into_iter());
            return Ok((Kind::Set(Vec::new()), Some(left)));
        }
        if object.is::<Error>() {
            return error(object, context);
        }
        let is_global =
            global_scope(context).is_some_and(|global| JsObject::equals(&global.object, object));
        if is_global || !(object.is_ordinary() || object.is_array()) || is_proxy(object) {
            return Err(data_clone_error("an object of its kind", context));
        }
        let kind = if object.is_array() {
            // The length of an array is a property of its own that no code can be behind.
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

    fn typed_array(
        &mut self,
        object: &JsObject,
        array: &JsTypedArray,
        context: &mut Context,
    ) -> JsResult<Kind> {
        let buffer = array.buffer(context)?;
        let length = buffer_length(&buffer);
        let view = object.downcast_ref::<TypedArray>().and_then(|array| {
            let (length, offset) = (length? as u64, array.byte_offset());
            // On a buffer that is larger than any, one that follows the length is the longer for more.
            let longest = array.byte_length(LARGEST_BUFFER);
            let follows = array.byte_length(LARGEST_BUFFER - 64) != longest;
            let end = if follows { offset } else { offset + longest };
            let elements = array.array_length(LARGEST_BUFFER);
            // Nothing of one that is out of bounds can be shown.
            (end <= length).then(|| (array.kind(), offset, (!follows).then_some(elements)))
        });
        let Some((kind, offset, length)) = view else {
            return Err(data_clone_error(
                "a view on a detached ArrayBuffer",
                context,
            ));
        };
        let buffer = self.value(&buffer, context)?;
        let view = View {
            buffer,
            offset,
            length,
        };
        Ok(Kind::TypedArray { kind, view })
    }

    fn data_view(&mut self, object: &JsObject, context: &mut Context) -> JsResult<Kind> {
        let view = JsDataView::from_object(object.clone())?;
        let buffer = view.buffer(context)?;
        // Both throw for a view whose buffer is detached or too short now.
        let place = view
            .byte_offset(context)
            .and_then(|offset| Ok((offset, view.byte_length(context)?)));
        let (Ok((offset, length)), Some(buffer_length), Some(object)) =
            (place, buffer_length(&buffer), buffer.as_object())
        else {
            return Err(data_clone_error(
                "a view on a detached ArrayBuffer",
                context,
            ));
        };
        // Only what ends with a resizable buffer may follow its length; the engine does not tell more.
        let follows = offset + length == buffer_length as u64
            && object.is::<ArrayBuffer>()
            && self
                .intrinsics
                .clone()
                .max_byte_length(&object, context)?
                .is_some();
        let buffer = self.value(&buffer, context)?;
        Ok(Kind::DataView(View {
            buffer,
            offset,
            length: (!follows).then_some(length),
        }))
    }

    /// Reads what is left.
    fn finish(&mut self, context: &mut Context) -> JsResult<()> {
        while let Some(frame) = self.frames.last_mut() {
            let place = frame.place;
            match &mut frame.left {
                Left::Properties(object, keys) => match keys.next() {
                    None => drop(self.frames.pop()),
                    Some(key) => {
                        let object = object.clone();
                        self.property(place, &object, key, context)?;
                    }
                },
                Left::Entries(entries, pending) => {
                    if let Some(value) = pending.take() {
                        let value = self.value(&value, context)?;
                        if let Kind::Map(entries) = &mut self.objects[place].kind
                            && let Some(last) = entries.last_mut()
                        {
                            last.1 = value;
                        }
                    } else if let Some((key, value)) = entries.next() {
                        *pending = Some(value);
                        let key = self.value(&key, context)?;
                        if let Kind::Map(entries) = &mut self.objects[place].kind {
                            entries.push((key, Value::Undefined));
                        }
                    } else {
                        self.frames.pop();
                    }
                }
                Left::Members(members) => match members.next() {
                    None => drop(self.frames.pop()),
                    Some(member) => {
                        let member = self.value(&member, context)?;
                        if let Kind::Set(members) = &mut self.objects[place].kind {
                            members.push(member);
                        }
                    }
                },
                Left::Cause(cause) => match cause.take() {
                    None => drop(self.frames.pop()),
                    Some(value) => {
                        let value = self.value(&value, context)?;
                        if let Kind::Error { cause, .. } = &mut self.objects[place].kind {
                            *cause = Some(value);
                        }
                    }
                },
            }
        }
        Ok(())
    }

    fn property(
        &mut self,
        place: usize,
        object: &JsObject,
        key: PropertyKey,
        context: &mut Context,
    ) -> JsResult<()> {
        let name = match &key {
            PropertyKey::Index(index) => Key::Index(index.get()),
            PropertyKey::String(name) => Key::Name(Text::from(name)),
            PropertyKey::Symbol(_) => return Ok(()),
        };
        // If HasOwnProperty(value, key) is true: a getter may have deleted it.
        if object.has_own_property(key.clone(), context)? {
            let value = object.get(key, context)?;
            let value = self.value(&value, context)?;
            self.objects[place].properties.push((name, value));
        }
        Ok(())
    }
}

/// A wrapper object.
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
        .or_else(|| stack_of(object, context));
    let kind = Kind::Error {
        name: ErrorName::of(&name),
        message,
        stack: stack.as_ref().map(Text::from),
        cause: None,
    };
    Ok((kind, Some(Left::Cause(own_data(object, "cause")))))
}

/// The value of a property of the object's own that has no getter.
fn own_data(object: &JsObject, name: &str) -> Option<JsValue> {
    let key = PropertyKey::from(js_string!(name));
    let property = object.borrow().properties().get(&key)?;
    property.value().cloned()
}

fn is_enumerable(object: &JsObject, key: &PropertyKey) -> bool {
    let property = object.borrow().properties().get(key);
    property.is_some_and(|property| property.enumerable().unwrap_or(false))
}

/// The engine takes a proxy for an array if its target is one.
fn is_proxy(object: &JsObject) -> bool {
    object.is::<boa_engine::builtins::proxy::Proxy>()
}

/// The length of a buffer that is not detached.
fn buffer_length(buffer: &JsValue) -> Option<usize> {
    let object = buffer.as_object()?;
    if let Ok(buffer) = JsArrayBuffer::from_object(object.clone()) {
        return buffer.data().map(|data| data.len());
    }
    let buffer = JsSharedArrayBuffer::from_object(object).ok()?;
    Some(buffer.byte_length())
}

/// The exception for what can not be cloned or transferred.
pub(crate) fn data_clone_error(what: &str, context: &Context) -> JsError {
    dom_error(
        "DataCloneError",
        &format!("{what} can not be cloned"),
        context,
    )
}
