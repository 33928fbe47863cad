//! A serialized value as plain Rust data.

use std::sync::Arc;

use boa_engine::{
    JsString,
    bigint::RawBigInt,
    builtins::{
        array_buffer::{AlignedVec, SharedArrayBuffer},
        typed_array::TypedArrayKind,
    },
    string::{JsStr, JsStrVariant},
};

use super::platform::Serialized;

/// A serialized value. It can be sent to another thread, and holds nothing of the agent in which it was serialized: no
/// object and no mapping.
///
/// Values refer to objects by their index, so that cycles and shared references are preserved.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(super) value: Value,
    /// The objects. A buffer comes before its views.
    pub(super) objects: Vec<Object>,
}

impl Record {
    /// About how many bytes the record takes. O(n).
    pub(crate) fn size(&self) -> usize {
        let objects = self.objects.iter().map(Object::size);
        self.value.size() + objects.sum::<usize>()
    }
}

#[cfg(test)]
impl Record {
    /// The record of `undefined`.
    pub(crate) fn undefined() -> Self {
        Self {
            value: Value::Undefined,
            objects: Vec::new(),
        }
    }
}

/// A string that can be sent to another thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Text {
    Latin1(Box<[u8]>),
    Utf16(Box<[u16]>),
}

impl From<&JsString> for Text {
    fn from(string: &JsString) -> Self {
        match string.variant() {
            JsStrVariant::Latin1(units) => Self::Latin1(units.into()),
            JsStrVariant::Utf16(units) => Self::Utf16(units.into()),
        }
    }
}

impl From<&Text> for JsString {
    fn from(text: &Text) -> Self {
        match text {
            Text::Latin1(units) => JsStr::latin1(units).into(),
            Text::Utf16(units) => JsStr::utf16(units).into(),
        }
    }
}

/// A value of a record.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Undefined,
    Null,
    Boolean(bool),
    Integer(i32),
    Number(f64),
    String(Text),
    BigInt(RawBigInt),
    /// An index into the objects of the record.
    Object(usize),
    /// An index into the transferred objects.
    Transferred(usize),
}

impl Text {
    fn size(&self) -> usize {
        match self {
            Self::Latin1(units) => units.len(),
            Self::Utf16(units) => 2 * units.len(),
        }
    }
}

impl Value {
    fn size(&self) -> usize {
        let more = match self {
            Self::String(text) => text.size(),
            Self::BigInt(number) => size_of_big_int(number),
            _ => 0,
        };
        size_of::<Self>() + more
    }
}

fn size_of_big_int(number: &RawBigInt) -> usize {
    usize::try_from(number.bits() / 8).unwrap_or(usize::MAX)
}

/// The key of a property.
#[derive(Debug, Clone)]
pub(super) enum Key {
    Index(u32),
    Name(Text),
}

/// The kind of an object with its internal slots, without its properties.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    Plain,
    Array {
        length: u32,
    },
    Boolean(bool),
    Number(f64),
    String(Text),
    BigInt(RawBigInt),
    Date(f64),
    RegExp {
        source: Text,
        flags: Text,
    },
    Buffer {
        bytes: AlignedVec<u8>,
        max_byte_length: Option<u64>,
    },
    /// The memory is shared, but the message keeps it when no object does any more.
    SharedBuffer {
        buffer: SharedArrayBuffer,
        size: usize,
    },
    TypedArray {
        kind: TypedArrayKind,
        view: View,
    },
    DataView(View),
    Map(Vec<(Value, Value)>),
    Set(Vec<Value>),
    Error {
        name: ErrorName,
        message: Option<Text>,
        stack: Option<Text>,
        cause: Option<Value>,
    },
    DomException {
        name: Text,
        message: Text,
    },
    /// An object of another module.
    Platform(Arc<dyn Serialized>),
}

/// The part of a buffer that a view shows.
#[derive(Debug, Clone)]
pub(super) struct View {
    pub(super) buffer: Value,
    /// The offset in bytes.
    pub(super) offset: u64,
    /// The length in elements; `None` if the view tracks the length of its buffer.
    pub(super) length: Option<u64>,
}

/// The name of an error. Any other name becomes `Error`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ErrorName {
    Error,
    Eval,
    Range,
    Reference,
    Syntax,
    Type,
    Uri,
}

impl ErrorName {
    /// The name that the clone of an error with the name `name` has.
    pub(super) fn of(name: &JsString) -> Self {
        let names = [
            ("EvalError", Self::Eval),
            ("RangeError", Self::Range),
            ("ReferenceError", Self::Reference),
            ("SyntaxError", Self::Syntax),
            ("TypeError", Self::Type),
            ("URIError", Self::Uri),
        ];
        names
            .into_iter()
            .find(|(known, _)| *name == **known)
            .map_or(Self::Error, |(_, name)| name)
    }
}

/// An object of a record.
#[derive(Debug, Clone)]
pub(super) struct Object {
    pub(super) kind: Kind,
    pub(super) properties: Vec<(Key, Value)>,
}

impl Object {
    fn size(&self) -> usize {
        let slots = match &self.kind {
            Kind::String(text) => text.size(),
            Kind::BigInt(number) => size_of_big_int(number),
            Kind::RegExp { source, flags } => source.size() + flags.size(),
            Kind::Buffer { bytes, .. } => bytes.len(),
            Kind::SharedBuffer { size, .. } => *size,
            Kind::Map(entries) => entries
                .iter()
                .map(|(key, value)| key.size() + value.size())
                .sum(),
            Kind::Set(values) => values.iter().map(Value::size).sum(),
            Kind::Error {
                message,
                stack,
                cause,
                ..
            } => {
                let texts = [message, stack].into_iter().flatten();
                let texts: usize = texts.map(Text::size).sum();
                texts + cause.as_ref().map_or(0, Value::size)
            }
            Kind::DomException { name, message } => name.size() + message.size(),
            Kind::Platform(object) => object.size(),
            _ => 0,
        };
        let properties = self.properties.iter().map(|(key, value)| {
            let name = match key {
                Key::Index(_) => 0,
                Key::Name(name) => name.size(),
            };
            size_of::<Key>() + name + value.size()
        });
        size_of::<Self>() + slots + properties.sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_may_go_to_another_thread() {
        fn is_send<T: Send>() {}
        is_send::<Record>();
    }

    #[test]
    fn text_keeps_what_is_no_unicode() {
        let string = JsString::from(&[0x61, 0xd800, 0x62][..]);
        assert_eq!(JsString::from(&Text::from(&string)), string);
        let string = JsString::from("ä");
        assert_eq!(JsString::from(&Text::from(&string)), string);
    }
}
