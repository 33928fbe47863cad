//! What is known while a value is read: how much room is left, and which objects are around it.

use boa_engine::{Context, JsObject};

use super::{
    layout::{Doc, Entry, Group, Style, Text},
    look::{Looks, looks},
    options::InspectOptions,
};
use crate::native_stack;

/// How many objects may be around one, with the errors of a chain of causes.
const MOST_AROUND: usize = 40;

/// With less of the native stack nothing is looked into. Three levels of an unoptimised build need much less.
const LEAST_STACK: usize = 128 << 10;

/// What one thing is called, and several.
pub(super) type Words = (&'static str, &'static str);

pub(super) const ITEMS: Words = ("item", "items");

/// Reads values.
pub(super) struct Inspector<'a> {
    pub(super) options: &'a InspectOptions,
    /// For what the engine shows with a context only: the exports of a module. No code runs for that.
    pub(super) context: Option<&'a mut Context>,
    /// The objects around the one that is read, by their addresses: they are alive, and objects do not move.
    around: Vec<usize>,
    /// Those of them that something inside refers to.
    referenced: Vec<usize>,
    /// How many levels below the value this is. The cause of an error is on the level of the error.
    depth: usize,
    /// How many bytes may still be written.
    left: usize,
    looks: Option<Looks>,
}

/// Where an object is in memory, which no other object that exists has. Boxes do not move.
fn address(object: &JsObject) -> usize {
    std::ptr::from_ref(object.as_ref()).addr()
}

impl<'a> Inspector<'a> {
    pub(super) fn new(options: &'a InspectOptions, context: Option<&'a mut Context>) -> Self {
        Self {
            options,
            context,
            around: Vec::new(),
            referenced: Vec::new(),
            depth: 0,
            left: options.bytes,
            looks: None,
        }
    }

    pub(super) fn looks(&mut self) -> Looks {
        self.looks.get_or_insert_with(looks).clone()
    }

    /// Whether nothing more is written.
    pub(super) const fn is_spent(&self) -> bool {
        self.left == 0
    }

    pub(super) const fn is_top(&self) -> bool {
        self.around.is_empty()
    }

    /// Whether what is in the object that is read is too deep to be shown.
    pub(super) fn is_deepest(&self) -> bool {
        self.depth > self.options.depth
            || self.around.len() > MOST_AROUND
            || native_stack::left() < LEAST_STACK
    }

    /// Reads what is in `object` with `read`, one level deeper.
    pub(super) fn inside(
        &mut self,
        object: &JsObject,
        read: impl FnOnce(&mut Self) -> Group,
    ) -> Doc {
        let address = address(object);
        self.around.push(address);
        self.depth += 1;
        let mut group = read(self);
        self.depth -= 1;
        self.around.pop();
        let reference = self.referenced.iter().position(|&known| known == address);
        group.reference = reference.map(|index| index + 1);
        Doc::Group(Box::new(group))
    }

    /// Reads something as if it were on the level of what is around it.
    pub(super) fn on_outer_level(&mut self, read: impl FnOnce(&mut Self) -> Doc) -> Doc {
        let depth = self.depth;
        self.depth = depth.saturating_sub(1);
        let doc = read(self);
        self.depth = depth;
        doc
    }

    /// A reference to `object`, if it is around what is read.
    pub(super) fn circular(&mut self, object: &JsObject) -> Option<Doc> {
        let address = address(object);
        if !self.around.contains(&address) {
            return None;
        }
        let known = self.referenced.iter().position(|&known| known == address);
        let index = known.unwrap_or_else(|| {
            self.referenced.push(address);
            self.referenced.len() - 1
        });
        Some(self.styled(format!("[Circular *{}]", index + 1), Style::Special))
    }

    /// As much of `text` as there is room for.
    pub(super) fn text(&mut self, mut text: String, style: Style) -> Text {
        // Each further line of it is indented.
        let lines = text.bytes().filter(|&byte| byte == b'\n').count();
        let cost = text.len() + lines * 2 * self.around.len();
        if cost > self.left {
            text.truncate(text.floor_char_boundary(self.left));
            text.push('…');
        }
        self.left = self.left.saturating_sub(cost);
        Text { text, style }
    }

    pub(super) fn styled(&mut self, text: impl Into<String>, style: Style) -> Doc {
        Doc::Text(self.text(text.into(), style))
    }

    pub(super) fn plain(&mut self, text: impl Into<String>) -> Doc {
        self.styled(text, Style::Plain)
    }

    /// Takes the room that a new entry needs for itself: its comma, its lines and their indentation. `false` if there is none.
    pub(super) fn begin_entry(&mut self) -> bool {
        self.spend(8 + 4 * self.around.len());
        !self.is_spent()
    }

    pub(super) const fn spend(&mut self, bytes: usize) {
        self.left = self.left.saturating_sub(bytes);
    }

    /// How many code units of a string can still be shown.
    pub(super) const fn longest_string(&self) -> usize {
        if self.left < self.options.string {
            self.left
        } else {
            self.options.string
        }
    }

    /// Says that `count` things more are not shown.
    pub(super) fn more(entries: &mut Vec<Entry>, count: usize, (one, several): Words) {
        if count > 0 {
            let what = if count == 1 { one } else { several };
            entries.push(Entry::of(Doc::plain(format!("... {count} more {what}"))));
        }
    }

    /// Adds an entry for each of `things` while there is room, and says how many of `count` are left out.
    pub(super) fn list<T>(
        &mut self,
        things: impl IntoIterator<Item = T>,
        count: usize,
        what: Words,
        entries: &mut Vec<Entry>,
        mut entry: impl FnMut(&mut Self, T) -> Entry,
    ) {
        let mut shown = 0;
        for thing in things {
            if !self.begin_entry() {
                break;
            }
            let entry = entry(self, thing);
            entries.push(entry);
            shown += 1;
        }
        Self::more(entries, count.saturating_sub(shown), what);
    }
}
