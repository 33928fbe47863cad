//! Primitive values as text.

use std::fmt::{self, Write as _};

use boa_engine::{JsString, JsValue, property::PropertyKey};

use super::{
    layout::{Doc, Style},
    options::InspectOptions,
};
use crate::one_line::harmless;

/// The most code units of a key that are shown.
const LONGEST_KEY: usize = 128;

/// A BigInt of which no digits are shown.
pub(crate) fn describe_big_int(bits: u64) -> String {
    format!("(BigInt of {bits} bits)")
}

/// A primitive. A string is quoted, and cut after `longest` code units; a BigInt of more than `bits` bits is described by its
/// size.
pub(super) fn primitive(value: &JsValue, longest: usize, bits: u64) -> (String, Style) {
    if let Some(string) = value.as_string() {
        return (quoted_up_to(&string, longest), Style::String);
    }
    if let Some(number) = value.as_bigint() {
        let size = number.as_inner().bits();
        if size > bits {
            return (describe_big_int(size), Style::Number);
        }
    }
    if let Some(symbol) = value.as_symbol() {
        let description = symbol.description().map(|text| cut(&text, longest));
        let text = on_one_line(&description.unwrap_or_default());
        return (format!("Symbol({text})"), Style::Symbol);
    }
    let style = if value.is_undefined() {
        Style::Undefined
    } else if value.is_null() {
        Style::Null
    } else {
        Style::Number
    };
    (value.display().to_string(), style)
}

/// The source of a regular expression without the backslash that the published engine puts between one of the program and a slash
/// (`engine/26-sources-of-regular-expressions.md`). Each slash has one there, so an even number of them before it says that the program had escaped
/// it already. An end of a line that the program had escaped stays as it is: it looks like an escaped backslash.
pub(super) fn with_slashes_escaped_once(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    let mut backslashes = 0;
    for character in source.chars() {
        if character == '/' && backslashes > 0 && backslashes % 2 == 0 {
            text.pop();
        }
        backslashes = if character == '\\' {
            backslashes + 1
        } else {
            0
        };
        text.push(character);
    }
    text
}

/// A key of a property: an identifier as it is, another string in quotes.
pub(super) fn key(key: &PropertyKey, options: &InspectOptions) -> Doc {
    match key {
        PropertyKey::Index(index) => Doc::plain(format!("'{}'", index.get())),
        PropertyKey::Symbol(symbol) => {
            let (text, style) = primitive(&symbol.clone().into(), LONGEST_KEY, options.bits);
            Doc::styled(format!("[{text}]"), style)
        }
        PropertyKey::String(name) => {
            let is_word = |unit: u16| {
                u8::try_from(unit)
                    .is_ok_and(|unit| unit.is_ascii_alphanumeric() || unit == b'_' || unit == b'$')
            };
            let begins_with_digit = name
                .iter()
                .next()
                .is_some_and(|unit| u8::try_from(unit).is_ok_and(|unit| unit.is_ascii_digit()));
            if !name.is_empty()
                && name.len() <= LONGEST_KEY
                && !begins_with_digit
                && name.iter().all(is_word)
            {
                Doc::plain(name.to_std_string_lossy())
            } else {
                Doc::styled(
                    quoted_up_to(name, options.string.min(LONGEST_KEY)),
                    Style::String,
                )
            }
        }
    }
}

/// A string in quotes, of which no more than `limit` code units are shown.
pub(super) fn quoted_up_to(string: &JsString, limit: usize) -> String {
    let Some(hidden @ 1..) = string.len().checked_sub(limit) else {
        return quoted(string.iter());
    };
    let shown: Vec<u16> = string.iter().take(limit).collect();
    let unit = if hidden == 1 {
        "character"
    } else {
        "characters"
    };
    format!("{}... {hidden} more {unit}", quoted(shown.into_iter()))
}

/// Code units in those quotes that need the least escapes.
fn quoted(units: impl Iterator<Item = u16> + Clone) -> String {
    let has = |quote: u8| units.clone().any(|unit| unit == u16::from(quote));
    let quote = match (has(b'\''), has(b'"'), has(b'`')) {
        (false, ..) => '\'',
        (_, false, _) => '"',
        (.., false) => '`',
        _ => '\'',
    };
    let mut text = String::from(quote);
    for unit in char::decode_utf16(units) {
        // Writing to a String cannot fail.
        let _ = match unit {
            Ok('\r') => write!(text, "\\r"),
            Ok('\t') => write!(text, "\\t"),
            Ok('\\') => write!(text, "\\\\"),
            Ok(letter) if letter == quote => write!(text, "\\{letter}"),
            Ok(letter) => {
                push(letter, &mut text);
                Ok(())
            }
            Err(lone) => write!(text, "\\u{:04X}", lone.unpaired_surrogate()),
        };
    }
    text.push(quote);
    text
}

/// The beginning of a string.
pub(super) fn cut(string: &JsString, limit: usize) -> String {
    if string.len() <= limit {
        return string.to_std_string_lossy();
    }
    let units: Vec<u16> = string.iter().take(limit).collect();
    format!("{}…", String::from_utf16_lossy(&units))
}

/// Without characters that would end the line, change the terminal or turn the direction of writing: they are escaped.
pub(super) fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for letter in text.chars() {
        push(letter, &mut line);
    }
    line
}

fn push(letter: char, text: &mut String) {
    if harmless(letter) == letter {
        text.push(letter);
    } else if letter == '\n' {
        text.push_str("\\n");
    } else {
        let code = u32::from(letter);
        // Writing to a String cannot fail.
        let _ = if code < 256 {
            write!(text, "\\x{code:02X}")
        } else {
            write!(text, "\\u{code:04X}")
        };
    }
}

/// As much of `value` as goes into `limit` bytes.
pub(super) fn bounded(value: &impl fmt::Display, limit: usize) -> String {
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
