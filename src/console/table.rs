//! `console.table`.

use boa_engine::{Context, JsArgs, JsNativeError, JsResult, JsValue, js_string};

use super::state::{Call, Console};
use crate::inspect::{Cell, InspectOptions, Row, inspect, rows_of};

/// The most rows and columns that are shown.
const MOST_ROWS: usize = 1000;
const MOST_COLUMNS: usize = 64;
/// The most of an object or a string in a cell.
const MOST_ITEMS: usize = 6;
const LONGEST_STRING: usize = 100;

/// `console.table(tabularData, properties)`: shows rows as a table; what has no rows is logged. No getter runs.
///
/// <https://console.spec.whatwg.org/#table>
pub(super) fn table(console: &Console, call: &Call<'_>, context: &mut Context) -> JsResult<()> {
    let data = call.arguments.get_or_undefined(0);
    let wanted = wanted_columns(call.arguments.get_or_undefined(1), context)?;
    let Some((rows, more)) = rows_of(data, MOST_ROWS) else {
        return console.log(call, call.arguments.get(..1).unwrap_or_default(), context);
    };
    if !console.state.sink.wants(call.level) {
        return Ok(());
    }
    let options = console
        .options(call.level)
        .depth(0)
        .width(usize::MAX)
        .items(MOST_ITEMS)
        .string(LONGEST_STRING);
    let mut text = Table::of(rows, wanted).draw(&options, context);
    if more > 0 {
        text.push_str(&format!(
            "\n... {more} more row{}",
            if more == 1 { "" } else { "s" }
        ));
    }
    console.tell(call, &text, context);
    Ok(())
}

/// The names of the columns that the program asks for.
fn wanted_columns(value: &JsValue, context: &mut Context) -> JsResult<Option<Vec<String>>> {
    if value.is_undefined() {
        return Ok(None);
    }
    let not_a_list = || JsNativeError::typ().with_message("the columns are no list of names");
    let object = value.as_object().ok_or_else(not_a_list)?;
    let length = object
        .get(js_string!("length"), context)?
        .to_length(context)?;
    let mut names = Vec::new();
    for index in 0..length.min(MOST_COLUMNS as u64) {
        let name = object.get(index, context)?.to_string(context)?;
        names.push(name.to_std_string_lossy());
    }
    Ok(Some(names))
}

struct Table {
    /// The names of the columns after that of the indices.
    columns: Vec<String>,
    rows: Vec<Row>,
    /// Whether rows have a value that has no columns.
    has_values: bool,
}

impl Table {
    fn of(rows: Vec<Row>, wanted: Option<Vec<String>>) -> Self {
        let has_values = wanted.is_none() && rows.iter().any(|row| row.value.is_some());
        let columns = wanted.unwrap_or_else(|| {
            let mut columns: Vec<String> = Vec::new();
            for (name, _) in rows.iter().flat_map(|row| &row.cells) {
                if columns.len() < MOST_COLUMNS && !columns.contains(name) {
                    columns.push(name.clone());
                }
            }
            columns
        });
        Self {
            columns,
            rows,
            has_values,
        }
    }

    fn draw(self, options: &InspectOptions, context: &mut Context) -> String {
        let mut lines = vec![self.head()];
        for row in &self.rows {
            let mut cells = vec![row.index.clone()];
            for column in &self.columns {
                let cell = row.cells.iter().find(|(name, _)| name == column);
                cells.push(cell.map_or_else(String::new, |(_, cell)| show(cell, options, context)));
            }
            if self.has_values {
                let value = row.value.as_ref();
                cells.push(value.map_or_else(String::new, |cell| show(cell, options, context)));
            }
            lines.push(cells);
        }
        frame(&lines)
    }

    fn head(&self) -> Vec<String> {
        let mut head = vec!["(index)".to_owned()];
        head.extend(self.columns.iter().cloned());
        if self.has_values {
            head.push("Values".to_owned());
        }
        head
    }
}

fn show(cell: &Cell, options: &InspectOptions, context: &mut Context) -> String {
    let text = match cell {
        Cell::Value(value) => inspect(value, options, context),
        Cell::Accessor => "[Getter]".to_owned(),
    };
    // A cell is one line, whatever is in it: the stack of an error, for instance.
    text.lines().next().unwrap_or_default().to_owned()
}

/// The width of a text on a terminal, without the sequences for its color.
fn width(text: &str) -> usize {
    let mut width = 0;
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter == '\x1b' {
            letters.by_ref().find(|&letter| letter == 'm');
        } else {
            width += 1;
        }
    }
    width
}

/// Lines of cells with a frame around them; the first is the head.
fn frame(lines: &[Vec<String>]) -> String {
    let columns = lines.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            lines
                .iter()
                .map(|cells| width(&cells[column]))
                .max()
                .unwrap_or(0)
                + 2
        })
        .collect();
    let rule = |left: &str, middle: &str, right: &str| {
        let parts: Vec<String> = widths.iter().map(|&width| "─".repeat(width)).collect();
        format!("{left}{}{right}", parts.join(middle))
    };
    let mut text = rule("┌", "┬", "┐");
    for (number, cells) in lines.iter().enumerate() {
        text.push_str("\n│");
        for (cell, room) in cells.iter().zip(&widths) {
            let padding = " ".repeat(room - 1 - width(cell));
            text.push_str(&format!(" {cell}{padding}│"));
        }
        if number == 0 {
            text.push('\n');
            text.push_str(&rule("├", "┼", "┤"));
        }
    }
    text.push('\n');
    text.push_str(&rule("└", "┴", "┘"));
    text
}
