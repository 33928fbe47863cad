//! Values and exceptions as text for people: of bounded length and depth, without running code.
//!
//! The engine's own `display` walks a value as far as it goes; a request object that somebody put
//! into a variable may be deep, large, or shared so often that this never ends.

use std::fmt::{self, Write as _};

#[cfg(feature = "runtime")]
use boa_engine::JsError;
use boa_engine::{
    JsObject, JsString, JsValue, builtins::error::Error, js_string, property::PropertyKey,
};

#[cfg(feature = "runtime")]
const LONGEST_ERROR: usize = 16 << 10;
const LONGEST_VALUE: usize = 400;
const MOST_PROPERTIES: usize = 8;

/// An exception with its stack.
#[cfg(feature = "runtime")]
pub(crate) fn describe_error(error: &JsError) -> String {
    match error.as_opaque().and_then(JsValue::as_object) {
        // Other objects have no stack, and the engine would print all of them.
        Some(object) if !object.is_callable() && !is_plain_error(&object) => {
            describe_object(&object)
        }
        _ => bounded(error, LONGEST_ERROR),
    }
}

/// A value, one level deep.
pub(crate) fn describe(value: &JsValue) -> String {
    match value.as_object() {
        Some(object) => describe_object(&object),
        None => describe_primitive(value, LONGEST_VALUE),
    }
}

/// A larger BigInt is described by its size: its digits would take a time that grows with their square.
pub(crate) const MOST_BITS: u64 = 512;

/// A BigInt of which no digits are shown.
pub(crate) fn describe_big_int(bits: u64) -> String {
    format!("(BigInt of {bits} bits)")
}

/// As much of a primitive as goes into `limit` bytes. The engine prints a string or a BigInt as a whole, however long it
/// is, so a long string is cut before, and a large BigInt is not printed.
fn describe_primitive(value: &JsValue, limit: usize) -> String {
    if let Some(number) = value.as_bigint() {
        let bits = number.as_inner().bits();
        if bits > MOST_BITS {
            return describe_big_int(bits);
        }
    }
    match value.as_string() {
        Some(string) if string.len() > limit => {
            let begin: Vec<u16> = string.iter().take(limit + 1).collect();
            let begin = JsString::from(begin.as_slice());
            bounded(&JsValue::from(begin).display(), limit)
        }
        _ => bounded(&value.display(), limit),
    }
}

fn describe_object(object: &JsObject) -> String {
    let leaf = |value: &JsValue| match value.as_object() {
        Some(object) => describe_leaf(&object),
        None => describe_primitive(value, LONGEST_VALUE / 4),
    };
    if object.is_callable() || object.is::<Error>() {
        return describe_leaf(object);
    }
    // Native code may be changing it.
    let Ok(borrowed) = object.try_borrow() else {
        return describe_leaf(object);
    };
    let properties = borrowed.properties();
    let mut text = String::new();
    let mut shown = 0;
    // Elements first, as the engine orders them; their keys are their places.
    let (open, close) = if object.is_array() {
        ('[', ']')
    } else {
        ('{', '}')
    };
    for (_, property) in properties.index_properties().take(MOST_PROPERTIES + 1) {
        shown += 1;
        if shown <= MOST_PROPERTIES {
            let value = property.value().map_or_else(|| "(getter)".to_owned(), leaf);
            let _ = write!(text, "{} {value}", if shown > 1 { "," } else { "" });
        }
    }
    for key in borrowed.shape().keys() {
        let PropertyKey::String(name) = &key else {
            continue;
        };
        if object.is_array() && *name == js_string!("length") {
            continue;
        }
        shown += 1;
        if shown > MOST_PROPERTIES {
            break;
        }
        let property = properties.get(&key);
        let value = property.as_ref().and_then(|property| property.value());
        let value = value.map_or_else(|| "(getter)".to_owned(), leaf);
        let name = bounded(&name.to_std_string_escaped(), LONGEST_VALUE / 4);
        let _ = write!(text, "{} {name}: {value}", if shown > 1 { "," } else { "" });
    }
    let more = match shown {
        0 => "",
        1..=MOST_PROPERTIES => " ",
        _ => ", … ",
    };
    bounded(&format_args!("{open}{text}{more}{close}"), LONGEST_VALUE)
}

/// An object of which no property is shown.
fn describe_leaf(object: &JsObject) -> String {
    if object.is_callable() || is_plain_error(object) {
        return bounded(&JsValue::from(object.clone()).display(), LONGEST_VALUE);
    }
    let text = if object.is_array() { "[…]" } else { "{…}" };
    text.to_owned()
}

/// Whether the engine prints no more of `object` than a name, a message and a place.
fn is_plain_error(object: &JsObject) -> bool {
    object.is::<Error>()
        && [js_string!("name"), js_string!("message")]
            .into_iter()
            .all(|key| is_string_or_missing(object.clone(), &key.into()))
}

/// Looks a property up without running code.
fn is_string_or_missing(mut object: JsObject, key: &PropertyKey) -> bool {
    loop {
        let property = object.borrow().properties().get(key);
        if let Some(property) = property {
            return property.value().is_none_or(JsValue::is_string);
        }
        match object.prototype() {
            Some(prototype) => object = prototype,
            None => return true,
        }
    }
}

/// As much of `value` as goes into `limit` bytes.
fn bounded(value: &impl fmt::Display, limit: usize) -> String {
    struct Bounded {
        text: String,
        limit: usize,
    }

    impl fmt::Write for Bounded {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            let room = self.limit.saturating_sub(self.text.len());
            if text.len() <= room {
                self.text.push_str(text);
                return Ok(());
            }
            self.text.push_str(&text[..text.floor_char_boundary(room)]);
            self.text.push('…');
            Err(fmt::Error)
        }
    }

    let mut bounded = Bounded {
        text: String::new(),
        limit,
    };
    // The error is the one with which it stops the formatter.
    let _ = write!(bounded, "{value}");
    bounded.text
}

/// A name on one line.
#[cfg(feature = "runtime")]
pub(crate) fn describe_name(name: &str) -> String {
    match name {
        "" => "(unnamed)".to_owned(),
        name => bounded(&name.escape_debug(), LONGEST_VALUE / 4),
    }
}
