//! Namespaces of modules.

use boa_engine::{JsObject, property::PropertyKey};

use super::{
    inspector::Inspector,
    layout::{Doc, Entry, Style},
    objects::BRACES,
    text,
};

impl Inspector<'_> {
    /// The exports are in no property: the engine looks the bindings up, which runs no code. It needs a context.
    pub(super) fn namespace(&mut self, object: &JsObject) -> Doc {
        let keys = match self.context.as_deref_mut() {
            Some(context) => object.own_property_keys(context).unwrap_or_default(),
            None => Vec::new(),
        };
        let is_name = |key: &PropertyKey| !matches!(key, PropertyKey::Symbol(_));
        let names: Vec<PropertyKey> = keys.into_iter().filter(is_name).collect();
        let count = names.len();
        let shown: Vec<PropertyKey> = names.into_iter().take(self.options.items).collect();
        let head = Some("[Module]".to_owned());
        self.group(object, head, BRACES, |inspector, entries| {
            inspector.list(
                shown,
                count,
                ("export", "exports"),
                entries,
                |inspector, name| {
                    let key = text::key(&name, inspector.options);
                    let value = inspector
                        .context
                        .as_deref_mut()
                        .and_then(|context| object.get(name, context).ok());
                    let value = match value {
                        Some(value) => inspector.value(&value),
                        // A module that is not evaluated has no value yet.
                        None => inspector.styled("<uninitialized>", Style::Special),
                    };
                    Entry::keyed(key, ": ", value)
                },
            );
        })
    }
}
