//! A report as text, for a terminal.

use std::fmt::Write as _;

use boa_async_context::OneLine;

use crate::{
    column::Engine,
    report::{Outcome, Report},
};

impl Report {
    /// The tables as text, then every problem, on a line each. Names and messages come from scenarios; what a terminal
    /// would obey in them is replaced by spaces.
    #[must_use]
    pub fn text(&self) -> String {
        let mut head = vec!["payloads alive, bytes/round".to_owned()];
        head.extend(self.columns.iter().map(|column| column.name.clone()));
        let mut rows = vec![head];
        let mut versions = vec![String::new()];
        versions.extend(self.columns.iter().map(|column| column.version.clone()));
        rows.push(versions);
        for scenario in &self.scenarios {
            let mut row = vec![scenario.name.clone()];
            row.extend(scenario.outcomes.iter().map(Outcome::cell));
            rows.push(row);
        }
        let mut text = aligned(&rows);
        text.push('\n');
        text.push_str(&self.pauses_text());
        text.push_str(&self.remarks_text());
        text
    }

    fn pauses_text(&self) -> String {
        let head = [
            "pauses of collections, ms",
            "count",
            "median",
            "p90",
            "max",
            "total",
        ];
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        for column in &self.pauses {
            for (kind, pauses) in [("forced", column.pauses), ("automatic", column.automatic)] {
                let Some(pauses) = pauses else { continue };
                let mut row = vec![
                    format!("{}, {kind}", column.column),
                    pauses.count.to_string(),
                ];
                row.extend(
                    [pauses.median, pauses.p90, pauses.max, pauses.total]
                        .map(|milliseconds| format!("{milliseconds:.2}")),
                );
                rows.push(row);
            }
        }
        aligned(&rows)
    }

    /// What one must know to read the table: the engines that are absent, then all that is to be said of scenarios.
    fn remarks_text(&self) -> String {
        let mut text = String::new();
        for column in &self.columns {
            if let Engine::Absent(hint) = &column.engine {
                let hint = OneLine::new(hint);
                let _ = write!(text, "\n{} is absent: {hint}", column.name);
            }
        }
        for scenario in &self.scenarios {
            for remark in scenario.remarks() {
                let columns = remark.columns.join(", ");
                let [name, remark] = [&scenario.name, &remark.text].map(|text| OneLine::new(text));
                let _ = write!(text, "\n{name} ({columns}): {remark}");
            }
        }
        if self.is_success() {
            text.push_str("\nevery scenario ended as expected");
            if self.peer_failures > 0 {
                let _ = write!(
                    text,
                    " on our engine; {} failed on other engines",
                    self.peer_failures
                );
            }
        }
        text
    }
}

/// Rows with columns of equal width, the first flush left, the others flush right.
fn aligned(rows: &[Vec<String>]) -> String {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            row.iter()
                .map(|cell| OneLine::new(cell).to_string())
                .collect()
        })
        .collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (index, cell) in row.iter().enumerate() {
            let width = width(index);
            let _ = if index == 0 {
                write!(line, "{cell:width$}")
            } else {
                write!(line, "  {cell:>width$}")
            };
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
