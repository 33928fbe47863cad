//! *Structured clone*: a value as Rust data that may go to another thread.
//!
//! <https://html.spec.whatwg.org/#safe-passing-of-structured-data>
//!
//! A record holds nothing of the agent it was made in: no object, and no mapping.

mod deserialize;
pub(crate) mod intrinsics;
mod serialize;
mod views;

use boa_engine::{
    JsString,
    bigint::RawBigInt,
    builtins::{
        array_buffer::{AlignedVec, SharedArrayBuffer},
        typed_array::TypedArrayKind,
    },
    string::{JsStr, JsStrVariant},
};

pub(crate) use deserialize::{array_buffer, deserialize};
pub(crate) use serialize::{data_clone_error, serialize};

/// A serialized value. Objects are told by their place in the list, so that cycles and shared references
/// stay what they are.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    value: Value,
    /// A buffer comes before the views on it.
    objects: Vec<Object>,
}

#[cfg(test)]
impl Record {
    /// That of `undefined`.
    pub(crate) fn undefined() -> Self {
        Self {
            value: Value::Undefined,
            objects: Vec::new(),
        }
    }
}

/// A string that may go to another thread.
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

#[derive(Debug, Clone)]
enum Value {
    Undefined,
    Null,
    Boolean(bool),
    Integer(i32),
    Number(f64),
    String(Text),
    BigInt(RawBigInt),
    /// A place in the list of objects.
    Object(usize),
    /// A place in the list of transferred objects.
    Transferred(usize),
}

#[derive(Debug, Clone)]
enum Key {
    Index(u32),
    Name(Text),
}

/// What an object is, without the properties of it that are cloned.
#[derive(Debug, Clone)]
enum Kind {
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
    SharedBuffer(SharedArrayBuffer),
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
}

/// The part of a buffer that a view shows.
#[derive(Debug, Clone)]
struct View {
    buffer: Value,
    offset: u64,
    /// In elements; `None` for a view that follows the length of its buffer.
    length: Option<u64>,
}

/// The errors that keep their name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ErrorName {
    Error,
    Eval,
    Range,
    Reference,
    Syntax,
    Type,
    Uri,
}

impl ErrorName {
    fn of(name: &JsString) -> Self {
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

#[derive(Debug, Clone)]
struct Object {
    kind: Kind,
    properties: Vec<(Key, Value)>,
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
