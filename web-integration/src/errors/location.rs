//! The description and the place of an exception, as far as the engine has them. No code of the program runs here.

use boa_engine::{
    JsError, JsObject, JsString, JsValue, builtins::error::Error, js_str, js_string,
    property::PropertyKey,
};

use crate::dom_exception::as_dom_exception;

/// The place where an exception was thrown; empty if it is unknown.
#[derive(Default)]
pub(super) struct Location {
    pub(super) file: JsString,
    pub(super) line: u32,
    pub(super) column: u32,
}

/// How the engine begins a line of a stack.
const FRAME: &str = "\n    at ";

/// The text for an event's `message`: the name and message of an error, or a description of any other value.
pub(super) fn describe(value: &JsValue) -> JsString {
    let text = match value.as_object() {
        Some(object) => describe_object(object),
        None if value.is_string() => value.as_string().unwrap_or_default(),
        None => js_string!(value.display().to_string()),
    };
    js_string!(js_str!("Uncaught "), &text)
}

/// The name and message of an error, or a description of any other object.
fn describe_object(object: JsObject) -> JsString {
    if object.is_callable() {
        return js_string!("a function");
    }
    let (name, message) = match as_dom_exception(&object) {
        // The attributes of a `DOMException` are accessors, which would run code.
        Some((name, message)) => (Some(name), Some(message)),
        None => (
            find_string(object.clone(), "name"),
            find_string(object, "message"),
        ),
    };
    match (name, message) {
        (Some(name), Some(message)) if !message.is_empty() => {
            js_string!(&name, js_str!(": "), &message)
        }
        (Some(text), _) | (None, Some(text)) => text,
        (None, None) => js_string!("an object"),
    }
}

/// Looks up a string property along the prototype chain without running code.
fn find_string(mut object: JsObject, name: &str) -> Option<JsString> {
    let key = PropertyKey::from(js_string!(name));
    loop {
        let property = object.borrow().properties().get(&key);
        if let Some(property) = property {
            return property.value()?.as_string();
        }
        object = object.prototype()?;
    }
}

/// The place where the error object `value` was created, or else where `error` was thrown. For JS, `error` is `value`.
pub(super) fn location(error: &JsError, value: &JsValue) -> Location {
    let stack = match value.as_object() {
        Some(object) if object.is::<Error>() => {
            stack_of(&object).map(|stack| stack.to_std_string_lossy())
        }
        // The engine has no place for other objects, and would print their contents.
        Some(_) => None,
        None => {
            let text = error.to_string();
            let shown = value.display().to_string();
            text.strip_prefix(&shown).map(str::to_owned)
        }
    };
    stack
        .and_then(|stack| stack.lines().find_map(parse_frame))
        .unwrap_or_default()
}

/// The stack trace that the engine stores in an error: what its getter of `stack` returns, which a program may have replaced.
pub(crate) fn stack_of(error: &JsObject) -> Option<JsString> {
    let slots = error.downcast_ref::<Error>().map(|slots| slots.clone())?;
    // The engine shows it only with the error, so it is asked with an empty one in its place, which has no text of the program.
    let empty = JsObject::from_proto_and_data(None, slots);
    let shown = JsError::from_opaque(empty.into()).to_string();
    let start = shown.find(FRAME)? + 1;
    Some(js_string!(format!("{}\n", &shown[start..])))
}

/// Parses `at name (file:line:column)`. `None` for a native function.
fn parse_frame(line: &str) -> Option<Location> {
    let (_, place) = line.trim().strip_suffix(')')?.split_once(" (")?;
    let mut parts = place.rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    let file = parts.next()?;
    (!file.starts_with("native at ")).then(|| Location {
        file: js_string!(file),
        line,
        column,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_read_whatever_is_in_their_names() {
        let read = |line| {
            parse_frame(line)
                .map(|place| (place.file.to_std_string_lossy(), place.line, place.column))
        };
        let place = |file: &str| Some((file.to_owned(), 3, 7));
        assert_eq!(read("    at f (a.js:3:7)"), place("a.js"));
        assert_eq!(
            read("    at f (c:/x (1)/a b.js:3:7)"),
            place("c:/x (1)/a b.js")
        );
        assert_eq!(read("    at f (native at src/x.rs:3:7)"), None);
        assert_eq!(read("    at f (native)"), None);
        assert_eq!(read("    at f (a.js:?:?)"), None);
        assert_eq!(read("no frame"), None);
    }
}
