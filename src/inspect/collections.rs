//! Arrays, typed arrays, Maps, Sets, promises and buffers.

use boa_engine::{
    JsObject, JsValue,
    builtins::{
        array_buffer::{ArrayBuffer, SharedArrayBuffer},
        map::ordered_map::OrderedMap,
        promise::PromiseState,
        set::ordered_set::OrderedSet,
    },
    js_string,
    object::builtins::{JsDataView, JsPromise, JsSharedArrayBuffer},
    property::{PropertyDescriptor, PropertyKey},
};

use super::{
    class::own_data,
    inspector::{ITEMS, Inspector},
    layout::{Doc, Entry, Style},
    objects::{BRACES, BRACKETS, title},
    properties::indexed,
    text::bounded,
};

/// How many bytes of a buffer are shown.
const MOST_BYTES: usize = 50;
/// The longest that an element of a typed array can be as text, with its comma.
const LONGEST_NUMBER: usize = 32;

/// A part of an array.
enum Element {
    Holes(u64),
    Property(PropertyDescriptor),
}

/// The parts of an array of `length` elements that are shown, and how many elements come after them.
fn elements(object: &JsObject, length: u64, limit: usize) -> (Vec<Element>, u64) {
    let (found, _) = indexed(object, limit);
    let mut elements = Vec::new();
    let mut next = 0;
    for (index, property) in found {
        let index = u64::from(index);
        if index > next && elements.len() < limit {
            elements.push(Element::Holes(index - next));
            next = index;
        }
        if elements.len() >= limit {
            return (elements, length.saturating_sub(next));
        }
        elements.push(Element::Property(property));
        next = index + 1;
    }
    let rest = length.saturating_sub(next);
    let count = object
        .try_borrow()
        .map_or(0, |object| object.properties().index_property_keys().len());
    if rest > 0 && count <= limit && elements.len() < limit {
        elements.push(Element::Holes(rest));
        return (elements, 0);
    }
    (elements, rest)
}

fn is_length(key: &PropertyKey) -> bool {
    *key == PropertyKey::from(js_string!("length"))
}

fn length_of(object: &JsObject) -> u64 {
    let length = own_data(object, js_string!("length")).and_then(|length| length.as_number());
    // A length is a whole number, or it is none that the language would make.
    length.map_or(0, |length| length as u64)
}

impl Inspector<'_> {
    pub(super) fn array(&mut self, object: &JsObject) -> Doc {
        let length = length_of(object);
        let title = title(
            object,
            "Array",
            Some(usize::try_from(length).unwrap_or(usize::MAX)),
        );
        let head = (!title.is_usual).then_some(title.full);
        self.group(object, head, BRACKETS, |inspector, entries| {
            inspector.elements(object, length, entries);
            inspector.properties(object, entries, false, |key| !is_length(key));
        })
    }

    pub(super) fn arguments(&mut self, object: &JsObject) -> Doc {
        let head = Some("[Arguments]".to_owned());
        self.group(object, head, BRACKETS, |inspector, entries| {
            inspector.elements(object, length_of(object), entries);
        })
    }

    fn elements(&mut self, object: &JsObject, length: u64, entries: &mut Vec<Entry>) {
        let (elements, rest) = elements(object, length, self.options.items);
        let before = entries.len();
        let count = elements.len();
        self.list(elements, 0, ITEMS, entries, |inspector, element| {
            Entry::element(match element {
                Element::Property(property) => inspector.described(&property),
                Element::Holes(1) => inspector.styled("<1 empty item>", Style::Undefined),
                Element::Holes(holes) => {
                    inspector.styled(format!("<{holes} empty items>"), Style::Undefined)
                }
            })
        });
        let unshown = count - (entries.len() - before);
        let rest = usize::try_from(rest).unwrap_or(usize::MAX);
        Self::more(entries, rest.saturating_add(unshown), ITEMS);
    }

    /// `Uint8Array(3) [ 1, 2, 3 ]`. The engine prints the elements: they are in no property.
    pub(super) fn typed_array(&mut self, object: &JsObject) -> Doc {
        let items = self.options.items;
        let value = JsValue::from(object.clone());
        let printed = bounded(&value.display(), (items + 2) * LONGEST_NUMBER);
        let (usual, rest) = printed.split_once('(').unwrap_or((&printed, "0) []"));
        let (length, list) = rest.split_once(") [").unwrap_or(("0", "]"));
        let length: usize = length.parse().unwrap_or(0);
        let title = title(object, usual, Some(length));
        let shown: Vec<&str> = list
            .trim_end_matches(']')
            .trim()
            .split(", ")
            .filter(|element| !element.is_empty())
            .take(items)
            .collect();
        self.group(object, Some(title.full), BRACKETS, |inspector, entries| {
            inspector.list(shown, length, ITEMS, entries, |inspector, element| {
                Entry::element(inspector.styled(element, Style::Number))
            });
            inspector.properties(object, entries, false, |_| true);
        })
    }

    pub(super) fn map(&mut self, object: &JsObject) -> Doc {
        let (found, count): (Vec<(JsValue, JsValue)>, usize) = {
            let Some(map) = object.downcast_ref::<OrderedMap<JsValue>>() else {
                return self.plain_object(object);
            };
            let entries = map.iter().take(self.options.items);
            let found = entries.map(|(key, value)| (key.clone(), value.clone()));
            (found.collect(), map.len())
        };
        let title = title(object, "Map", Some(count));
        self.group(object, Some(title.full), BRACES, |inspector, entries| {
            inspector.list(found, count, ITEMS, entries, |inspector, (key, value)| {
                let key = inspector.value(&key);
                Entry::keyed(key, " => ", inspector.value(&value))
            });
            inspector.properties(object, entries, true, |_| true);
        })
    }

    pub(super) fn set(&mut self, object: &JsObject) -> Doc {
        let (found, count): (Vec<JsValue>, usize) = {
            let Some(set) = object.downcast_ref::<OrderedSet>() else {
                return self.plain_object(object);
            };
            (
                set.iter().take(self.options.items).cloned().collect(),
                set.len(),
            )
        };
        let title = title(object, "Set", Some(count));
        self.group(object, Some(title.full), BRACES, |inspector, entries| {
            inspector.list(found, count, ITEMS, entries, |inspector, value| {
                Entry::element(inspector.value(&value))
            });
            inspector.properties(object, entries, true, |_| true);
        })
    }

    pub(super) fn promise(&mut self, object: &JsObject) -> Doc {
        let Ok(promise) = JsPromise::from_object(object.clone()) else {
            return self.plain_object(object);
        };
        let title = title(object, "Promise", None);
        self.group(object, Some(title.full), BRACES, |inspector, entries| {
            entries.push(match promise.state() {
                PromiseState::Pending => Entry::of(inspector.styled("<pending>", Style::Special)),
                PromiseState::Fulfilled(value) => Entry::of(inspector.value(&value)),
                PromiseState::Rejected(reason) => {
                    let state = inspector.styled("<rejected>", Style::Special);
                    Entry::keyed(state, " ", inspector.value(&reason))
                }
            });
            inspector.properties(object, entries, true, |_| true);
        })
    }

    /// `ArrayBuffer { [Uint8Contents]: <00 01>, byteLength: 2 }`
    pub(super) fn buffer(&mut self, object: &JsObject) -> Doc {
        let (usual, shown, length) = if let Some(buffer) = object.downcast_ref::<ArrayBuffer>() {
            let bytes = buffer.data();
            let shown = bytes.map(|bytes| bytes.iter().take(MOST_BYTES).copied().collect());
            ("ArrayBuffer", shown, bytes.map_or(0, <[u8]>::len))
        } else {
            let shared = object.is::<SharedArrayBuffer>().then(|| object.clone());
            let shared = shared.and_then(|shared| JsSharedArrayBuffer::from_object(shared).ok());
            let length = shared.map_or(0, |shared| shared.byte_length());
            ("SharedArrayBuffer", None::<Vec<u8>>, length)
        };
        let is_detached = usual == "ArrayBuffer" && shown.is_none();
        let title = title(object, usual, None);
        self.group(object, Some(title.full), BRACES, |inspector, entries| {
            if is_detached {
                entries.push(Entry::of(inspector.styled("(detached)", Style::Special)));
            }
            if let Some(shown) = shown {
                let hex: Vec<String> = shown.iter().map(|byte| format!("{byte:02x}")).collect();
                let mut hex = hex.join(" ");
                if let Some(more @ 1..) = length.checked_sub(shown.len()) {
                    hex.push_str(&format!(
                        " ... {more} more byte{}",
                        if more == 1 { "" } else { "s" }
                    ));
                }
                let key = inspector.plain("[Uint8Contents]");
                let value = inspector.plain(format!("<{hex}>"));
                entries.push(Entry::keyed(key, ": ", value));
            }
            let value = inspector.styled(length.to_string(), Style::Number);
            entries.push(Entry::keyed(Doc::plain("byteLength"), ": ", value));
            inspector.properties(object, entries, true, |_| true);
        })
    }

    /// The engine tells what a view shows with a context only. It reads the internal slots for that.
    pub(super) fn data_view(&mut self, object: &JsObject) -> Doc {
        let view = JsDataView::from_object(object.clone()).ok();
        let read = view
            .zip(self.context.as_deref_mut())
            .and_then(|(view, context)| {
                // They throw if the buffer is detached or too small by now.
                let length = view.byte_length(context).ok()?;
                let offset = view.byte_offset(context).ok()?;
                Some((length, offset, view.buffer(context).ok()?))
            });
        let title = title(object, "DataView", None);
        self.group(object, Some(title.full), BRACES, |inspector, entries| {
            if let Some((length, offset, buffer)) = read {
                for (name, number) in [("byteLength", length), ("byteOffset", offset)] {
                    let value = inspector.styled(number.to_string(), Style::Number);
                    entries.push(Entry::keyed(Doc::plain(name), ": ", value));
                }
                let value = inspector.value(&buffer);
                entries.push(Entry::keyed(Doc::plain("buffer"), ": ", value));
            }
            inspector.properties(object, entries, true, |_| true);
        })
    }
}
