//! The own properties of an object.

use boa_engine::{
    JsObject, JsValue,
    property::{PropertyDescriptor, PropertyKey},
};

use super::{
    inspector::Inspector,
    layout::{Doc, Entry, Style},
    text,
};

/// So many keys take about the time of a byte of text.
const KEYS_FOR_A_BYTE: usize = 64;

/// An own property.
pub(super) type Property = (PropertyKey, PropertyDescriptor);

/// The first `limit` own properties whose keys are indices, in their order, and how many more there are.
pub(super) fn indexed(object: &JsObject, limit: usize) -> (Vec<(u32, PropertyDescriptor)>, usize) {
    let Ok(object) = object.try_borrow() else {
        return (Vec::new(), 0);
    };
    let properties = object.properties();
    let mut indices = properties.index_property_keys();
    let count = indices.len();
    // Dense elements are in order; those of a sparse array are in none.
    let is_dense = indices
        .clone()
        .take(limit)
        .eq(0..u32::try_from(count.min(limit)).unwrap_or(u32::MAX));
    let chosen: Vec<u32> = if is_dense {
        indices.by_ref().take(limit).collect()
    } else {
        let mut all: Vec<u32> = indices.collect();
        all.sort_unstable();
        all.truncate(limit);
        all
    };
    let found = chosen.into_iter().filter_map(|index| {
        let property = properties.get(&PropertyKey::from(index))?;
        Some((index, property))
    });
    (found.collect(), count - count.min(limit))
}

/// The own properties with names and symbols that are to be shown, how many more there are, and how many keys there are.
pub(super) fn named(
    object: &JsObject,
    inspector: &Inspector<'_>,
    is_shown: impl Fn(&PropertyKey) -> bool,
) -> (Vec<Property>, usize, usize) {
    let Ok(object) = object.try_borrow() else {
        return (Vec::new(), 0, 0);
    };
    let properties = object.properties();
    let hidden = inspector.options.hidden;
    let mut found: Vec<Property> = Vec::new();
    let mut symbols: Vec<Property> = Vec::new();
    let mut more = 0;
    let keys = object.shape().keys();
    let count = keys.len();
    for key in keys {
        let Some(property) = properties.get(&key) else {
            continue;
        };
        if !is_shown(&key) || !hidden && property.enumerable() != Some(true) {
            continue;
        }
        if found.len() + symbols.len() >= inspector.options.items {
            more += 1;
        } else if matches!(key, PropertyKey::Symbol(_)) {
            symbols.push((key, property));
        } else {
            found.push((key, property));
        }
    }
    found.append(&mut symbols);
    (found, more, count)
}

impl Inspector<'_> {
    /// Adds the own properties of `object` that `is_shown` wants: those with indices, with names, with symbols.
    pub(super) fn properties(
        &mut self,
        object: &JsObject,
        entries: &mut Vec<Entry>,
        with_indices: bool,
        is_shown: impl Fn(&PropertyKey) -> bool,
    ) {
        let (indices, mut more) = if with_indices {
            indexed(object, self.options.items)
        } else {
            (Vec::new(), 0)
        };
        // Keys are looked at that are not shown.
        let (named, more_named, keys) = named(object, self, is_shown);
        self.spend(keys / KEYS_FOR_A_BYTE);
        more += more_named;
        let indices = indices
            .into_iter()
            .map(|(index, property)| (index.into(), property));
        let all: Vec<Property> = indices.chain(named).collect();
        let count = all.len() + more;
        self.list(
            all,
            count,
            ("property", "properties"),
            entries,
            Self::property,
        );
    }

    fn property(&mut self, (key, property): Property) -> Entry {
        let key = match text::key(&key, self.options) {
            Doc::Text(key) => Doc::Text(self.text(key.text, key.style)),
            group @ Doc::Group(_) => group,
        };
        let key = match property.enumerable() {
            Some(true) | None => key,
            Some(false) => bracketed(key),
        };
        Entry::keyed(key, ": ", self.described(&property))
    }

    /// The value of a property, or which accessors it has.
    pub(super) fn described(&mut self, property: &PropertyDescriptor) -> Doc {
        if let Some(value) = property.value() {
            return self.value(value);
        }
        let is_there = |function: Option<&JsValue>| function.is_some_and(JsValue::is_object);
        let words = match (is_there(property.get()), is_there(property.set())) {
            (true, true) => "[Getter/Setter]",
            (false, true) => "[Setter]",
            (true, false) => "[Getter]",
            (false, false) => "undefined",
        };
        self.styled(words, Style::Special)
    }
}

/// The key of a property that is not enumerable.
fn bracketed(key: Doc) -> Doc {
    match key {
        Doc::Text(text) if !text.text.starts_with('[') => {
            Doc::styled(format!("[{}]", text.text), text.style)
        }
        other => other,
    }
}
