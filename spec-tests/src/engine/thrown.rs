//! Describing exceptions.

use boa_engine::{Context, JsError, JsValue, js_string};

use crate::protocol::bounded;

/// A description of an exception for a report.
#[derive(Debug)]
pub(super) struct Thrown {
    /// The name of the constructor, as in `negative`. `None` for an engine error and for a primitive value.
    pub(super) constructor: Option<String>,
    message: String,
}

impl Thrown {
    /// Describes an exception. May run the test's code: a getter of the exception.
    pub(super) fn of(error: JsError, context: &mut Context) -> Self {
        let text = error.to_string();
        let Ok(value) = error.into_opaque(context) else {
            // An error of the engine that JavaScript cannot catch: a runtime limit.
            return Self {
                constructor: None,
                // Without the stack, which is as deep as the limit.
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
