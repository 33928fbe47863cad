//! What was thrown, in words.

use boa_engine::{Context, JsError, JsValue, js_string};

use crate::protocol::bounded;

/// An exception, as a report needs it.
#[derive(Debug)]
pub(super) struct Thrown {
    /// The name of the constructor, as `negative` names it. What JavaScript did not throw, and what is no
    /// object, has none.
    pub(super) constructor: Option<String>,
    message: String,
}

impl Thrown {
    /// Describes an exception. May run the test's code: a getter of what it threw.
    pub(super) fn of(error: JsError, context: &mut Context) -> Self {
        let text = error.to_string();
        let Ok(value) = error.into_opaque(context) else {
            // The engine's own, which JavaScript is never shown: a runtime limit.
            return Self {
                constructor: None,
                // Without the stack, which is of the depth of the limit.
                message: bounded(format!(
                    "engine error: {}",
                    text.lines().next().unwrap_or_default()
                )),
            };
        };
        let Some(object) = value.as_object() else {
            return Self {
                constructor: None,
                message: bounded(value.display().to_string()),
            };
        };
        let mut string = |object: &boa_engine::JsObject, key| {
            let value = object.get(key, context).ok()?;
            value.as_string().map(|text| text.to_std_string_escaped())
        };
        let message = string(&object, js_string!("message"));
        let name = string(&object, js_string!("name"));
        let constructor = object
            .get(js_string!("constructor"), context)
            .ok()
            .as_ref()
            .and_then(JsValue::as_object)
            .and_then(|constructor| constructor.get(js_string!("name"), context).ok())
            .and_then(|name| name.as_string().map(|name| name.to_std_string_escaped()))
            .filter(|name| !name.is_empty());
        let shown = constructor.clone().or(name);
        let shown = shown.unwrap_or_else(|| "an object".into());
        let message = message.filter(|message| !message.is_empty());
        Self {
            constructor,
            message: bounded(
                message.map_or(shown.clone(), |message| format!("{shown}: {message}")),
            ),
        }
    }
}

impl std::fmt::Display for Thrown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}
