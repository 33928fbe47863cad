//! Exceptions, also those that have no value yet.

use boa_engine::{JsError, JsNativeError, error::JsNativeErrorKind};

use super::{
    errors::{FRAME, LONGEST_STACK, stack},
    inspector::{ITEMS, Inspector},
    layout::{Doc, Entry, Group, Style},
    objects::{BRACES, BRACKETS},
    text::bounded,
};

impl Inspector<'_> {
    /// An exception, also one that has no value yet.
    pub(super) fn error(&mut self, error: &JsError) -> Doc {
        if let Some(value) = error.as_opaque() {
            return self.value(value);
        }
        if let Some(native) = error.as_native() {
            return self.native_error(native, error, 0);
        }
        // A runtime limit, or a defect: what is before the stack is the engine's message.
        let printed = bounded(error, LONGEST_STACK);
        let message = printed.split(FRAME).next().unwrap_or_default();
        self.plain(format!("{message}{}", stack(&printed)))
    }

    fn native_error(&mut self, native: &JsNativeError, error: &JsError, level: usize) -> Doc {
        let message = bounded(&native.message(), LONGEST_STACK);
        let kind = native.kind();
        let called = match kind {
            // The engine calls it by another name than JavaScript.
            JsNativeErrorKind::Uri => "URIError".to_owned(),
            kind => kind.to_string(),
        };
        let head = match message.trim() {
            "" => called,
            message => format!("{called}: {message}"),
        };
        let head = head + &stack(&bounded(error, 2 * LONGEST_STACK));
        let head = if level > 0 && !head.contains('\n') {
            format!("[{head}]")
        } else {
            head
        };
        let head = self.text(head, Style::Plain);
        let mut entries = Vec::new();
        if level < self.options.depth + 8 && self.begin_entry() {
            if let Some(cause) = native.cause() {
                let cause = self.nested_error(cause, level);
                entries.push(Entry::keyed(Doc::plain("[cause]"), ": ", cause));
            }
            if let JsNativeErrorKind::Aggregate(errors) = kind {
                let mut list = Vec::new();
                let shown = errors.iter().take(self.options.items);
                self.list(shown, errors.len(), ITEMS, &mut list, |inspector, error| {
                    Entry::of(inspector.nested_error(error, level))
                });
                let list = Group {
                    reference: None,
                    head: None,
                    brackets: BRACKETS,
                    entries: list,
                };
                entries.push(Entry::keyed(
                    Doc::plain("[errors]"),
                    ": ",
                    Doc::Group(Box::new(list)),
                ));
            }
        }
        if entries.is_empty() {
            return Doc::Text(head);
        }
        Doc::Group(Box::new(Group {
            reference: None,
            head: Some(head),
            brackets: BRACES,
            entries,
        }))
    }

    fn nested_error(&mut self, error: &JsError, level: usize) -> Doc {
        match error.as_native() {
            Some(native) => self.native_error(native, error, level + 1),
            None => self.error(error),
        }
    }
}
