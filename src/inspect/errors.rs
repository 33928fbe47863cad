//! Errors: what was thrown, where, and why.

#[cfg(feature = "runtime")]
use boa_engine::Context;
use boa_engine::{JsError, JsObject, builtins::error::Error, js_string, property::PropertyKey};

use super::{
    class::{class_of_prototype, data, own_data, prototype_of},
    inspector::Inspector,
    layout::{Doc, Entry, Style},
    objects::name,
    text::{bounded, cut, primitive},
};

/// A message that is a BigInt is mostly none.
const MOST_BITS: u64 = 512;
/// The longest stack that is shown, in bytes.
pub(super) const LONGEST_STACK: usize = 16 << 10;
/// How the engine begins a line of a stack.
pub(super) const FRAME: &str = "\n    at ";
/// How it ends one of native code.
const NATIVE: &str = "(native)";

/// The lines of a stack, each after a line break, as the engine prints them after something else: without the places of
/// native code that has no name, and without those after the last place in a program, which say nothing about it.
pub(super) fn stack(printed: &str) -> String {
    let Some(start) = printed.find(FRAME) else {
        return String::new();
    };
    let is_nameless = |frame: &&str| frame.starts_with(NATIVE) || frame.starts_with(" (native");
    let mut frames: Vec<&str> = printed[start + FRAME.len()..]
        .split(FRAME)
        .filter(|frame| !is_nameless(frame))
        .collect();
    while frames
        .last()
        .is_some_and(|frame| frame.ends_with(NATIVE) || frame.contains("(native at "))
    {
        frames.pop();
    }
    frames
        .iter()
        .fold(String::new(), |text, frame| text + FRAME + frame)
}

/// The stack of an error object. The engine shows it only with the error, so it is asked with an empty one in its place:
/// what the properties are does not matter then.
fn stack_of(object: &JsObject) -> String {
    let Some(slots) = object.downcast_ref::<Error>().map(|slots| slots.clone()) else {
        return String::new();
    };
    let empty = JsObject::from_proto_and_data(None, slots);
    stack(&bounded(&JsError::from_opaque(empty.into()), LONGEST_STACK))
}

/// The stack of the JS code that has called the native function that calls this, each place after a line break.
#[cfg(feature = "runtime")]
pub(crate) fn stack_here(context: &mut Context) -> String {
    // The engine gives a stack to errors only. Its own constructor runs no code of the program.
    let constructor = context.intrinsics().constructors().error().constructor();
    let stack = match constructor.construct(&[], None, context) {
        Ok(error) => stack_of(&error),
        Err(_) => return String::new(),
    };
    // The first place is that of the native function.
    match stack.strip_prefix(FRAME).map(|stack| stack.find(FRAME)) {
        Some(Some(next)) => stack[FRAME.len() + next..].to_owned(),
        _ => String::new(),
    }
}

/// The name and the message.
fn title_of(object: &JsObject) -> String {
    let class = prototype_of(object)
        .and_then(class_of_prototype)
        .map_or_else(|| "Error".to_owned(), |class| name(&class));
    let given = data(object, js_string!("name")).and_then(|given| given.as_string());
    let given = match given {
        Some(given) => name(&given),
        None => class.clone(),
    };
    // A subclass mostly leaves the name as it is.
    let is_inherited = own_data(object, js_string!("name")).is_none();
    let called = if is_inherited && given == "Error" && class != "Object" {
        class
    } else {
        given
    };
    let message = data(object, js_string!("message"));
    let message = message.map_or_else(String::new, |message| match message.as_string() {
        Some(text) => cut(&text, LONGEST_STACK),
        None if message.is_object() => "[object]".to_owned(),
        None => primitive(&message, 0, MOST_BITS).0,
    });
    match (called.as_str(), message.as_str()) {
        ("", _) => message,
        (_, "") => called,
        _ => format!("{called}: {message}"),
    }
}

/// The innermost place of a stack, in parentheses.
fn innermost(stack: &str) -> Option<&str> {
    let frame = stack.strip_prefix(FRAME)?.split(FRAME).next()?;
    frame.find('(').map(|at| &frame[at..])
}

fn is_in_head(key: &PropertyKey) -> bool {
    [
        js_string!("message"),
        js_string!("stack"),
        js_string!("cause"),
        js_string!("errors"),
    ]
    .into_iter()
    .any(|known| *key == PropertyKey::from(known))
}

impl Inspector<'_> {
    pub(super) fn error_object(&mut self, object: &JsObject) -> Doc {
        let head = self.head_of(object);
        let head = self.marked(head);
        let name = PropertyKey::from(js_string!("name"));
        let has_name = own_data(object, name.clone()).is_some_and(|name| name.is_string());
        self.with_entries(object, head, Style::Plain, |inspector, entries| {
            inspector.properties(object, entries, true, |key| {
                !is_in_head(key) && (*key != name || !has_name)
            });
            for key in [js_string!("cause"), js_string!("errors")] {
                let Some(value) = own_data(object, key.clone()) else {
                    continue;
                };
                let key = Doc::plain(format!("[{}]", key.to_std_string_lossy()));
                if inspector.begin_entry() {
                    // A chain of causes is told to its end, however deep the rest is.
                    let value = inspector.on_outer_level(|inspector| inspector.value(&value));
                    entries.push(Entry::keyed(key, ": ", value));
                }
            }
        })
    }

    /// The name and the message, and the stack.
    fn head_of(&self, object: &JsObject) -> String {
        let title = title_of(object);
        if !self.options.stacks {
            return match innermost(&stack_of(object)) {
                Some(place) => format!("{title} {place}"),
                None => title,
            };
        }
        // Programs write stacks of their own, some without the first line.
        let written = own_data(object, js_string!("stack")).and_then(|stack| stack.as_string());
        match written.map(|stack| cut(&stack, LONGEST_STACK)) {
            Some(stack) if stack.trim_start().starts_with("at ") => {
                format!("{title}\n{}", stack.trim_end().trim_start_matches('\n'))
            }
            Some(stack) if !stack.is_empty() => stack.trim_end().to_owned(),
            _ => title + &stack_of(object),
        }
    }

    /// The text of an error inside something else: without a stack it would look like words that belong to that.
    fn marked(&self, head: String) -> String {
        if self.is_top() || head.contains('\n') {
            head
        } else {
            format!("[{head}]")
        }
    }
}
