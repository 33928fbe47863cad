//! What is shown of a value, and how it is laid out in lines.

use super::options::InspectOptions;

/// How many levels of groups may stand on one line.
const MOST_ON_ONE_LINE: usize = 3;
/// A list of fewer elements is not laid out in columns.
const FEWEST_IN_COLUMNS: usize = 7;
const MOST_COLUMNS: usize = 16;
/// Longer elements get a line each.
const WIDEST_IN_COLUMNS: usize = 24;
const INDENT: usize = 2;

/// What a piece of text is, for its color.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Number,
    String,
    Symbol,
    Undefined,
    Null,
    Special,
    Date,
    RegExp,
}

impl Style {
    /// The sequences that begin and end the color.
    const fn escapes(self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Plain => return None,
            Self::Number => ("\x1b[33m", "\x1b[39m"),
            Self::String | Self::Symbol => ("\x1b[32m", "\x1b[39m"),
            Self::Undefined => ("\x1b[90m", "\x1b[39m"),
            Self::Null => ("\x1b[1m", "\x1b[22m"),
            Self::Special => ("\x1b[36m", "\x1b[39m"),
            Self::Date => ("\x1b[35m", "\x1b[39m"),
            Self::RegExp => ("\x1b[31m", "\x1b[39m"),
        })
    }
}

/// What is shown of a value.
#[derive(Debug)]
pub(super) enum Doc {
    Text(Text),
    Group(Box<Group>),
}

/// Text that stays together.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) text: String,
    pub(super) style: Style,
}

/// Entries between brackets.
#[derive(Debug)]
pub(super) struct Group {
    /// The number by which `[Circular *1]` refers to this.
    pub(super) reference: Option<usize>,
    /// What stands before the bracket.
    pub(super) head: Option<Text>,
    pub(super) brackets: (&'static str, &'static str),
    pub(super) entries: Vec<Entry>,
}

/// One thing in a group.
#[derive(Debug)]
pub(super) struct Entry {
    /// What stands before the value, and what is between them.
    pub(super) key: Option<(Doc, &'static str)>,
    pub(super) value: Doc,
    /// Whether it is an element of a list, which may stand in a column.
    pub(super) is_element: bool,
}

impl Doc {
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self::styled(text, Style::Plain)
    }

    pub(super) fn styled(text: impl Into<String>, style: Style) -> Self {
        Self::Text(Text {
            text: text.into(),
            style,
        })
    }
}

impl Entry {
    pub(super) const fn of(value: Doc) -> Self {
        Self {
            key: None,
            value,
            is_element: false,
        }
    }

    pub(super) const fn element(value: Doc) -> Self {
        Self {
            key: None,
            value,
            is_element: true,
        }
    }

    pub(super) const fn keyed(key: Doc, separator: &'static str, value: Doc) -> Self {
        Self {
            key: Some((key, separator)),
            value,
            is_element: false,
        }
    }
}

/// Lays `doc` out.
pub(super) fn lay_out(doc: &Doc, options: &InspectOptions) -> String {
    let mut printer = Printer {
        options,
        out: String::new(),
    };
    printer.doc(doc, 0);
    printer.out
}

struct Printer<'a> {
    options: &'a InspectOptions,
    out: String,
}

impl Printer<'_> {
    fn doc(&mut self, doc: &Doc, indent: usize) {
        match doc {
            Doc::Text(text) => self.text(text, indent),
            Doc::Group(group) => self.group(group, indent),
        }
    }

    fn text(&mut self, text: &Text, indent: usize) {
        let escapes = text.style.escapes().filter(|_| self.options.colors);
        if let Some((begin, _)) = escapes {
            self.out.push_str(begin);
        }
        for (number, line) in text.text.split('\n').enumerate() {
            if number > 0 {
                self.new_line(indent);
            }
            self.out.push_str(line);
        }
        if let Some((_, end)) = escapes {
            self.out.push_str(end);
        }
    }

    fn new_line(&mut self, indent: usize) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    fn group(&mut self, group: &Group, indent: usize) {
        if let Some(reference) = group.reference {
            let text = format!("<ref *{reference}>");
            let style = Style::Special;
            self.text(&Text { text, style }, indent);
            self.out.push(' ');
        }
        if let Some(head) = &group.head {
            self.text(head, indent);
            self.out.push(' ');
        }
        self.out.push_str(group.brackets.0);
        if group.entries.is_empty() {
        } else if self.fits_one_line(group, indent) {
            for (number, entry) in group.entries.iter().enumerate() {
                self.out.push_str(if number > 0 { ", " } else { " " });
                self.entry(entry, indent);
            }
            self.out.push(' ');
        } else {
            self.lines(group, indent);
        }
        self.out.push_str(group.brackets.1);
    }

    /// A line for each entry, or several in columns.
    fn lines(&mut self, group: &Group, indent: usize) {
        let inner = indent + INDENT;
        let elements = group.entries.iter().take_while(|entry| entry.is_element);
        let in_columns = self.columns(&group.entries[..elements.count()], inner);
        let in_columns = in_columns.map_or(0, |columns| {
            self.in_columns(group, inner, &columns);
            columns.widths.len()
        });
        for (number, entry) in group.entries.iter().enumerate().skip(in_columns) {
            if number > 0 {
                self.out.push(',');
            }
            self.new_line(inner);
            self.entry(entry, inner);
        }
        self.new_line(indent);
    }

    fn entry(&mut self, entry: &Entry, indent: usize) {
        if let Some((key, separator)) = &entry.key {
            self.doc(key, indent);
            self.out.push_str(separator);
        }
        self.doc(&entry.value, indent);
    }

    fn in_columns(&mut self, group: &Group, indent: usize, columns: &Columns) {
        for (number, entry) in group.entries[..columns.widths.len()].iter().enumerate() {
            if number > 0 {
                self.out.push(',');
            }
            let column = number % columns.count;
            if column == 0 {
                self.new_line(indent);
            } else {
                let before = columns.widths[number - 1];
                let gap = if columns.is_right_aligned {
                    columns.widest - columns.widths[number]
                } else {
                    columns.widest - before
                };
                self.out.extend(std::iter::repeat_n(' ', gap + 1));
            }
            if column == 0 && columns.is_right_aligned {
                let gap = columns.widest - columns.widths[number];
                self.out.extend(std::iter::repeat_n(' ', gap));
            }
            self.entry(entry, indent);
        }
    }

    /// How the elements go into columns of one width, if they do.
    fn columns(&self, elements: &[Entry], indent: usize) -> Option<Columns> {
        if elements.len() < FEWEST_IN_COLUMNS {
            return None;
        }
        let width = |entry: &Entry| match &entry.value {
            Doc::Text(_) => width_of_entry(entry, WIDEST_IN_COLUMNS),
            Doc::Group(_) => None,
        };
        let widths: Vec<usize> = elements.iter().map(width).collect::<Option<_>>()?;
        let widest = widths.iter().copied().max()?;
        let room = self.options.width.saturating_sub(indent);
        let count = (room / (widest + 2)).clamp(1, MOST_COLUMNS);
        let is_number =
            |entry: &Entry| matches!(&entry.value, Doc::Text(text) if text.style == Style::Number);
        (count > 1).then(|| Columns {
            widths,
            widest,
            count,
            is_right_aligned: elements.iter().all(is_number),
        })
    }

    /// Whether all of the group goes on one line. A line that has many things in it has to be shorter than one that has one.
    fn fits_one_line(&self, group: &Group, indent: usize) -> bool {
        if group
            .entries
            .iter()
            .any(|entry| levels(&entry.value, MOST_ON_ONE_LINE - 1).is_none())
        {
            return false;
        }
        let before = match &group.head {
            Some(head) if head.text.contains('\n') => return false,
            Some(head) => head.text.chars().count() + 1,
            None => 0,
        };
        let reserved = indent + before + 2 * group.entries.len() + 10;
        let Some(mut room) = self.options.width.checked_sub(reserved) else {
            return false;
        };
        group.entries.iter().all(|entry| {
            let left = width_of_entry(entry, room).map(|width| room - width);
            room = left.unwrap_or_default();
            left.is_some()
        })
    }
}

/// How elements stand in columns.
struct Columns {
    widths: Vec<usize>,
    widest: usize,
    count: usize,
    is_right_aligned: bool,
}

/// How many levels of groups `doc` has; `None` if more than `most`.
fn levels(doc: &Doc, most: usize) -> Option<usize> {
    match doc {
        Doc::Group(group) if !group.entries.is_empty() => {
            let most = most.checked_sub(1)?;
            let mut deepest = 0;
            for entry in &group.entries {
                deepest = deepest.max(levels(&entry.value, most)?);
            }
            Some(deepest + 1)
        }
        Doc::Text(_) | Doc::Group(_) => Some(0),
    }
}

/// How wide an entry is on one line; `None` if it needs several lines or is wider than `room`.
fn width_of_entry(entry: &Entry, room: usize) -> Option<usize> {
    let key = match &entry.key {
        Some((key, separator)) => width_of(key, room)? + separator.len(),
        None => 0,
    };
    let value = width_of(&entry.value, room.checked_sub(key)?)?;
    Some(key + value)
}

fn width_of(doc: &Doc, room: usize) -> Option<usize> {
    let width = match doc {
        Doc::Text(text) => width_of_text(text)?,
        Doc::Group(group) => {
            let head = match &group.head {
                Some(head) => width_of_text(head)? + 1,
                None => 0,
            };
            let reference = group.reference.map_or(0, |_| "<ref *1> ".len());
            let mut width = head + reference + 2;
            for entry in &group.entries {
                let left = room.checked_sub(width)?;
                width += width_of_entry(entry, left)? + 2;
            }
            width
        }
    };
    (width <= room).then_some(width)
}

fn width_of_text(text: &Text) -> Option<usize> {
    (!text.text.contains('\n')).then(|| text.text.chars().count())
}
