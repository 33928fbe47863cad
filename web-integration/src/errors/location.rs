//! What was thrown and where, as far as the engine tells; no code of the program runs for it.

use boa_engine::{
    Context, JsData, JsError, JsObject, JsResult, JsString, JsValue, builtins::error::Error,
    js_str, js_string, object::builtins::JsFunction, property::PropertyKey,
};
use boa_gc::{Finalize, Trace};

use crate::dom_exception::as_dom_exception;

/// Where something was thrown, or nothing of it.
#[derive(Default)]
pub(super) struct Location {
    pub(super) file: JsString,
    pub(super) line: u32,
    pub(super) column: u32,
}

/// The getter of an error's `stack`, before the program could replace it.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct StackGetter(JsFunction);

/// Remembers what the current realm has.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let prototype = context.intrinsics().constructors().error().prototype();
    let key = PropertyKey::from(js_string!("stack"));
    let getter = prototype
        .borrow()
        .properties()
        .get(&key)
        .and_then(|property| property.get().and_then(JsValue::as_function));
    if let Some(getter) = getter {
        context
            .realm()
            .host_defined_mut()
            .insert(StackGetter(getter));
    }
    Ok(())
}

/// The text of an event's `message`: an error by its name and message, anything else by what it is.
pub(super) fn describe(value: &JsValue) -> JsString {
    let text = match value.as_object() {
        Some(object) => describe_object(object),
        None if value.is_string() => value.as_string().unwrap_or_default(),
        None => js_string!(value.display().to_string()),
    };
    js_string!(js_str!("Uncaught "), &text)
}

fn describe_object(object: JsObject) -> JsString {
    if object.is_callable() {
        return js_string!("a function");
    }
    let (name, message) = match as_dom_exception(&object) {
        // Its properties are accessors.
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

/// Looks a string up without running code.
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

/// Where `error`, which is `value` for JS, was made, or else thrown.
pub(super) fn location(error: &JsError, value: &JsValue, context: &mut Context) -> Location {
    let stack = match value.as_object() {
        Some(object) if object.is::<Error>() => {
            stack_of(&object, context).map(|stack| stack.to_std_string_lossy())
        }
        // The engine would print all of it.
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

/// The stack that the engine has noted in an error.
pub(crate) fn stack_of(error: &JsObject, context: &mut Context) -> Option<JsString> {
    let getter = {
        let realm = context.realm().host_defined();
        realm.get::<StackGetter>()?.0.clone()
    };
    let stack = getter.call(&error.clone().into(), &[], context).ok()?;
    stack.as_string()
}

/// Reads `at name (file:line:column)`; a native function is no place.
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
