//! Ordinary objects, and native ones.

use boa_engine::{JsObject, JsString, js_string, property::PropertyKey};

use super::{
    class::{class_of_prototype, has_own, prototype_of, tag_of},
    inspector::Inspector,
    layout::{Doc, Entry, Group, Style, Text},
    look::{Field, Look},
    text,
};

pub(super) const BRACES: (&str, &str) = ("{", "}");
pub(super) const BRACKETS: (&str, &str) = ("[", "]");

/// A name that the program gave is no longer than this in the text.
pub(super) const LONGEST_NAME: usize = 128;

/// What an object is called before its bracket.
pub(super) struct Title {
    /// With what tells it from others: `Object [Generator]`.
    pub(super) full: String,
    /// Whether it says no more than the bracket does.
    pub(super) is_usual: bool,
}

/// The title of `object`, which is called `usual` unless it is of a subclass. `size` is part of the name: `Map(2)`.
pub(super) fn title(object: &JsObject, usual: &str, size: Option<usize>) -> Title {
    let size = size.map(|size| format!("({size})")).unwrap_or_default();
    let Some(prototype) = prototype_of(object) else {
        return Title {
            full: format!("[{usual}{size}: null prototype]"),
            is_usual: false,
        };
    };
    let class = class_of_prototype(prototype);
    let class = class.map_or_else(|| usual.to_owned(), |class| name(&class));
    let tag = tag_of(object).map(|tag| name(&tag));
    let tag = tag
        .filter(|tag| *tag != class)
        .map(|tag| format!(" [{tag}]"));
    Title {
        is_usual: class == usual && tag.is_none(),
        full: format!("{class}{size}{}", tag.unwrap_or_default()),
    }
}

/// A name that the program gave, on one line.
pub(super) fn name(name: &JsString) -> String {
    text::on_one_line(&text::cut(name, LONGEST_NAME))
}

impl Inspector<'_> {
    pub(super) fn plain_object(&mut self, object: &JsObject) -> Doc {
        let title = title(object, "Object", None);
        // The names of objects that have no entries to tell: what they hold cannot be seen.
        if matches!(title.full.as_str(), "WeakMap" | "WeakSet") && !object.is_ordinary() {
            return self.plain(format!("{} {{ <items unknown> }}", title.full));
        }
        if !object.is_ordinary() && has_own(object, js_string!("callee")) {
            return self.arguments(object);
        }
        let head = (!title.is_usual).then_some(title.full);
        self.group(object, head, BRACES, |inspector, entries| {
            inspector.properties(object, entries, true, |_| true);
        })
    }

    /// An object whose look the host has registered.
    pub(super) fn native(&mut self, object: &JsObject) -> Option<Doc> {
        let looks = self.looks();
        let look = looks.iter().find_map(|(_, look)| look(object))?;
        let Look {
            title: given,
            headline,
            fields,
        } = look;
        if let Some(headline) = headline {
            return Some(self.with_properties(object, headline, Style::Plain, |_| true));
        }
        let title = given.unwrap_or_else(|| title(object, "", None).full);
        Some(
            self.group(object, Some(title), BRACES, |inspector, entries| {
                let count = fields.len();
                let fields = fields.into_iter().take(inspector.options.items);
                inspector.list(
                    fields,
                    count,
                    ("field", "fields"),
                    entries,
                    |inspector, (name, field)| {
                        let key = text::key(&PropertyKey::from(name), inspector.options);
                        let value = match field {
                            Field::Value(value) => inspector.value(&value),
                            Field::Note(words) => {
                                inspector.styled(text::on_one_line(&words), Style::Special)
                            }
                        };
                        Entry::keyed(key, ": ", value)
                    },
                );
                inspector.properties(object, entries, true, |_| true);
            }),
        )
    }

    /// A group of what `read` finds in `object`. If that is too deep, only what the object is.
    pub(super) fn group(
        &mut self,
        object: &JsObject,
        head: Option<String>,
        brackets: (&'static str, &'static str),
        read: impl FnOnce(&mut Self, &mut Vec<Entry>),
    ) -> Doc {
        if self.is_deepest() && !is_empty(object, self) {
            let usual = if brackets == BRACKETS {
                "Array"
            } else {
                "Object"
            };
            let what = head.unwrap_or_else(|| usual.to_owned());
            let what = what
                .trim_start_matches('[')
                .trim_end_matches(']')
                .to_owned();
            return self.styled(format!("[{what}]"), Style::Special);
        }
        let head = head.map(|head| self.text(head, Style::Plain));
        self.inside(object, |inspector| {
            let mut entries = Vec::new();
            read(inspector, &mut entries);
            Group {
                reference: None,
                head,
                brackets,
                entries,
            }
        })
    }

    /// A text that says what `object` is, and after it those own properties that `is_shown` wants, if there are any.
    pub(super) fn with_properties(
        &mut self,
        object: &JsObject,
        text: String,
        style: Style,
        is_shown: impl Fn(&PropertyKey) -> bool,
    ) -> Doc {
        self.with_entries(object, text, style, |inspector, entries| {
            inspector.properties(object, entries, false, is_shown);
        })
    }

    /// A text that says what `object` is, and after it what `read` finds, if that is anything.
    pub(super) fn with_entries(
        &mut self,
        object: &JsObject,
        text: String,
        style: Style,
        read: impl FnOnce(&mut Self, &mut Vec<Entry>),
    ) -> Doc {
        let head = self.text(text, style);
        if self.is_deepest() {
            return Doc::Text(head);
        }
        let doc = self.inside(object, |inspector| {
            let mut entries = Vec::new();
            read(inspector, &mut entries);
            Group {
                reference: None,
                head: None,
                brackets: BRACES,
                entries,
            }
        });
        with_head(head, doc)
    }
}

/// `head` alone, if there is nothing in the group.
fn with_head(head: Text, doc: Doc) -> Doc {
    match doc {
        Doc::Group(group) if group.entries.is_empty() => Doc::Text(head),
        Doc::Group(mut group) => {
            group.head = Some(head);
            Doc::Group(group)
        }
        text @ Doc::Text(_) => text,
    }
}

/// Whether there is nothing to show in an ordinary object or an array.
fn is_empty(object: &JsObject, inspector: &Inspector<'_>) -> bool {
    let Ok(borrowed) = object.try_borrow() else {
        return false;
    };
    let plain = object.is_array() || object.is_ordinary();
    plain
        && borrowed.properties().index_property_keys().len() == 0
        && super::properties::named(object, inspector, |key| {
            !object.is_array() || *key != PropertyKey::from(js_string!("length"))
        })
        .0
        .is_empty()
}
