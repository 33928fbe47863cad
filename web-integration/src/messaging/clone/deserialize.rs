//! *StructuredDeserialize*.
//!
//! <https://html.spec.whatwg.org/#structureddeserialize>
//!
//! No code of the program runs here, so the order of steps is free: first all objects are created, then they are filled.

use boa_async_context::Limits;
use boa_engine::{
    Context, JsBigInt, JsObject, JsResult, JsString, JsValue,
    builtins::{
        array_buffer::AlignedVec,
        error::{Error, ErrorKind},
    },
    context::intrinsics::StandardConstructor,
    js_string,
    object::builtins::{JsArray, JsArrayBuffer, JsMap, JsRegExp, JsSet, JsSharedArrayBuffer},
    property::{PropertyDescriptor, PropertyKey},
};

use super::{
    error::data_clone_error,
    record::{ErrorName, Key, Kind, Object, Record, Text, Value, View},
};
use crate::{dom_exception::create_dom_exception, webidl::typed_array_constructor};

/// *StructuredDeserialize* in the current realm. `transferred` are the transferred objects, in their order
///
/// <https://html.spec.whatwg.org/#structureddeserialize>
///
/// # Errors
///
/// A "DataCloneError" `DOMException` if this engine cannot create an object of the record.
pub(crate) fn deserialize(
    record: Record,
    transferred: &[JsObject],
    context: &mut Context,
) -> JsResult<JsValue> {
    let Record { value, objects } = record;
    let mut deserializer = Deserializer {
        made: Vec::with_capacity(objects.len()),
        transferred,
    };
    let mut unfilled = Vec::with_capacity(objects.len());
    for Object { kind, properties } in objects {
        let (object, rest) = deserializer.make(kind, context)?;
        deserializer.made.push(object);
        unfilled.push((rest, properties));
    }
    for (place, (rest, properties)) in unfilled.into_iter().enumerate() {
        deserializer.fill(place, rest, properties, context)?;
    }
    deserializer.value(&value, context)
}

/// What an object is filled with, besides its properties.
enum Rest {
    Nothing,
    Entries(Vec<(Value, Value)>),
    Members(Vec<Value>),
    Cause(Value),
}

/// A running deserialization.
struct Deserializer<'a> {
    /// The objects created so far.
    made: Vec<JsObject>,
    transferred: &'a [JsObject],
}

impl Deserializer<'_> {
    /// The value in the current realm.
    fn value(&self, value: &Value, context: &Context) -> JsResult<JsValue> {
        Ok(match value {
            Value::Undefined => JsValue::undefined(),
            Value::Null => JsValue::null(),
            Value::Boolean(value) => (*value).into(),
            Value::Integer(value) => (*value).into(),
            Value::Number(value) => (*value).into(),
            Value::String(value) => JsString::from(value).into(),
            Value::BigInt(value) => JsBigInt::from(value.clone()).into(),
            Value::Object(place) => self.at(&self.made, *place, context)?,
            Value::Transferred(place) => self.at(self.transferred, *place, context)?,
        })
    }

    /// The object at an index.
    fn at(&self, objects: &[JsObject], place: usize, context: &Context) -> JsResult<JsValue> {
        // A view is created after its buffer. All other references are resolved when every object exists.
        let object = objects.get(place).cloned();
        object
            .map(Into::into)
            .ok_or_else(|| data_clone_error("an object that is missing", context))
    }

    /// Creates an object without its contents.
    fn make(&self, kind: Kind, context: &mut Context) -> JsResult<(JsObject, Rest)> {
        let object = match kind {
            Kind::Plain => JsObject::with_object_proto(context.intrinsics()),
            Kind::Array { length } => {
                let array = JsObject::from(JsArray::new(context)?);
                array.set(js_string!("length"), length, true, context)?;
                array
            }
            Kind::Boolean(value) => JsValue::from(value).to_object(context)?,
            Kind::Number(value) => JsValue::from(value).to_object(context)?,
            Kind::String(value) => JsValue::from(JsString::from(&value)).to_object(context)?,
            Kind::BigInt(value) => JsValue::from(JsBigInt::from(value)).to_object(context)?,
            Kind::Date(time) => {
                let date = context.intrinsics().constructors().date().constructor();
                date.construct(&[time.into()], None, context)?
            }
            Kind::RegExp { source, flags } => {
                let (source, flags) = (JsString::from(&source), JsString::from(&flags));
                JsRegExp::new(source, flags, context)?.into()
            }
            Kind::Buffer {
                bytes,
                max_byte_length,
            } => array_buffer(bytes, max_byte_length, context)?,
            Kind::SharedBuffer { buffer, .. } => {
                JsSharedArrayBuffer::from_buffer(buffer, context).into()
            }
            Kind::TypedArray { kind, view } => {
                let constructor = typed_array_constructor(kind, context);
                self.view(&constructor, &view, context)?
            }
            Kind::DataView(view) => {
                let constructor = context
                    .intrinsics()
                    .constructors()
                    .data_view()
                    .constructor();
                self.view(&constructor, &view, context)?
            }
            Kind::Map(entries) => {
                return Ok((JsMap::new(context).into(), Rest::Entries(entries)));
            }
            Kind::Set(members) => {
                return Ok((JsSet::new(context).into(), Rest::Members(members)));
            }
            Kind::Error {
                name,
                message,
                stack,
                cause,
            } => {
                let error = error(name, message.as_ref(), stack.as_ref(), context);
                return Ok((error, cause.map_or(Rest::Nothing, Rest::Cause)));
            }
            Kind::DomException { name, message } => {
                create_dom_exception((&name).into(), (&message).into(), context)?
            }
            Kind::Platform(object) => object.to_object(context)?,
        };
        Ok((object, Rest::Nothing))
    }

    /// Creates a view with its constructor.
    fn view(
        &self,
        constructor: &JsObject,
        view: &View,
        context: &mut Context,
    ) -> JsResult<JsObject> {
        let buffer = self.value(&view.buffer, context)?;
        let offset = JsValue::from(view.offset);
        let length = view.length.map_or_else(JsValue::undefined, JsValue::from);
        constructor.construct(&[buffer, offset, length], None, context)
    }

    /// Fills an object with its contents.
    fn fill(
        &self,
        place: usize,
        rest: Rest,
        properties: Vec<(Key, Value)>,
        context: &mut Context,
    ) -> JsResult<()> {
        let object = &self.made[place];
        match rest {
            Rest::Nothing => {}
            Rest::Entries(entries) => {
                let map = JsMap::from_object(object.clone())?;
                for (key, value) in entries {
                    let (key, value) = (self.value(&key, context)?, self.value(&value, context)?);
                    map.set(key, value, context)?;
                }
            }
            Rest::Members(members) => {
                if let Ok(set) = JsSet::from_object(object.clone()) {
                    for member in members {
                        let member = self.value(&member, context)?;
                        set.add(member, context)?;
                    }
                }
            }
            Rest::Cause(cause) => hide(object, "cause", self.value(&cause, context)?),
        }
        for (key, value) in properties {
            let key = match key {
                Key::Index(index) => PropertyKey::from(index),
                Key::Name(name) => PropertyKey::from(JsString::from(&name)),
            };
            let value = self.value(&value, context)?;
            object.create_data_property_or_throw(key, value, context)?;
        }
        Ok(())
    }
}

/// Creates an `ArrayBuffer` in the current realm.
///
/// # Errors
///
/// A `RangeError` if it is larger than the limits allow.
pub(crate) fn array_buffer(
    bytes: AlignedVec<u8>,
    max_byte_length: Option<u64>,
    context: &mut Context,
) -> JsResult<JsObject> {
    // The sender may be in an agent with another limit.
    let length = max_byte_length.unwrap_or(0).max(bytes.len() as u64);
    Limits::admit_buffer(length, "a message", context)?;
    let buffer = JsArrayBuffer::from_byte_block(bytes, context)?;
    Ok(match max_byte_length {
        Some(length) => buffer.with_max_byte_length(length).into(),
        None => buffer.into(),
    })
}

/// Creates an error without its cause.
fn error(
    name: ErrorName,
    message: Option<&Text>,
    stack: Option<&Text>,
    context: &Context,
) -> JsObject {
    let constructors = context.intrinsics().constructors();
    let (kind, constructor): (_, &StandardConstructor) = match name {
        ErrorName::Error => (ErrorKind::Error, constructors.error()),
        ErrorName::Eval => (ErrorKind::Eval, constructors.eval_error()),
        ErrorName::Range => (ErrorKind::Range, constructors.range_error()),
        ErrorName::Reference => (ErrorKind::Reference, constructors.reference_error()),
        ErrorName::Syntax => (ErrorKind::Syntax, constructors.syntax_error()),
        ErrorName::Type => (ErrorKind::Type, constructors.type_error()),
        ErrorName::Uri => (ErrorKind::Uri, constructors.uri_error()),
    };
    let error = JsObject::from_proto_and_data(constructor.prototype(), Error::new(kind));
    if let Some(message) = message {
        hide(&error, "message", JsString::from(message).into());
    }
    if let Some(stack) = stack {
        hide(&error, "stack", JsString::from(stack).into());
    }
    error
}

/// Defines a non-enumerable property on a new error.
fn hide(object: &JsObject, name: &str, value: JsValue) {
    let property = PropertyDescriptor::builder()
        .value(value)
        .writable(true)
        .enumerable(false)
        .configurable(true);
    object.insert_property(js_string!(name), property.build());
}
