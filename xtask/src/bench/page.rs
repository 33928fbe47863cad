//! The page: the place of the tables in it, and the table of what has a target.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use super::{
    error::{BenchError, PAGE},
    instructions::Counts,
};

/// The lines around the part of the page that is written here.
const BEGIN: &str = "<!-- From here to the end of the tables: written by `cargo xtask bench`. -->";
const END: &str = "<!-- The end of the tables. -->";
/// The page, cut at the place of the tables.
pub(super) struct Page {
    path: PathBuf,
    before: String,
    after: String,
}

impl Page {
    pub(super) fn read(root: &Path) -> Result<Self, BenchError> {
        let path = root.join(PAGE);
        match fs::read_to_string(&path) {
            Ok(text) => Self::cut(path, &text),
            Err(error) => Err(BenchError::Io { path, error }),
        }
    }

    fn cut(path: PathBuf, text: &str) -> Result<Self, BenchError> {
        let (before, rest) = text.split_once(BEGIN).ok_or(BenchError::NoPlace(BEGIN))?;
        let (_, after) = rest.split_once(END).ok_or(BenchError::NoPlace(END))?;
        Ok(Self {
            path,
            before: before.to_owned(),
            after: after.to_owned(),
        })
    }

    fn with(&self, tables: &str) -> String {
        let Self { before, after, .. } = self;
        format!("{before}{BEGIN}\n\n{}\n\n{END}{after}", tables.trim())
    }

    pub(super) fn write(&self, tables: &str) -> Result<(), BenchError> {
        fs::write(&self.path, self.with(tables)).map_err(|error| BenchError::Io {
            path: self.path.clone(),
            error,
        })
    }
}

/// The rows with a target, of all tables.
#[derive(Debug, Default)]
pub(super) struct Summary {
    rows: Vec<Row>,
}

/// What has a target.
#[derive(Debug, PartialEq)]
struct Row {
    section: String,
    what: String,
    measured: String,
    /// The middle half of what was measured, where the table has it.
    spread: String,
    /// The ratio of the instructions, where they were counted.
    instructions: String,
    target: String,
    is_met: bool,
}

/// The columns of a table that the summary knows by their heads.
struct Columns {
    target: usize,
    spread: Option<usize>,
    against: Option<usize>,
}

impl Columns {
    fn of(head: &[&str]) -> Option<Self> {
        let column = |name: &str| head.iter().position(|cell| cell.starts_with(name));
        Some(Self {
            target: column("target").filter(|at| *at > 0)?,
            spread: column("middle half"),
            against: column("against").filter(|at| *at > 0),
        })
    }
}

impl Summary {
    /// Adds the rows with a target from the tables in the output of a bench. `instructions` are those of what is measured, by
    /// its name.
    pub(super) fn add(&mut self, section: &str, output: &str, instructions: &Counts) {
        let mut columns = None;
        for line in output.lines() {
            let Some(cells) = cells(line) else {
                columns = None;
                continue;
            };
            if columns.is_none() {
                columns = Columns::of(&cells);
                continue;
            }
            let Some(columns) = &columns else { continue };
            let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
            let text = |at: Option<usize>| at.map_or("", cell).to_owned();
            let target = cell(columns.target);
            if target.is_empty() || target.starts_with("---") {
                continue;
            }
            let counted = |name: &str| instructions.get(name).map(|count| *count as f64);
            let counts = counted(cell(0)).zip(columns.against.and_then(|at| counted(cell(at))));
            self.rows.push(Row {
                section: section.to_owned(),
                what: cell(0).to_owned(),
                measured: cell(columns.target - 1).to_owned(),
                spread: text(columns.spread),
                instructions: counts
                    .map_or_else(String::new, |(own, other)| format!("{:.3}", own / other)),
                target: target.to_owned(),
                is_met: cell(columns.target + 1) == "yes",
            });
        }
    }

    pub(super) fn table(&self) -> String {
        let met = self.rows.iter().filter(|row| row.is_met).count();
        let mut table = format!(
            "{met} of {} targets are met.\n\n| | what | measured | middle half | in instructions | target | met |\n|---|---|---:|---|---:|---|---|\n",
            self.rows.len()
        );
        for row in &self.rows {
            let Row {
                section,
                what,
                measured,
                spread,
                instructions,
                target,
                is_met,
            } = row;
            let met = if *is_met { "yes" } else { "**no**" };
            let _ = writeln!(
                table,
                "| {section} | {what} | {measured} | {spread} | {instructions} | {target} | {met} |"
            );
        }
        table
    }
}

/// The cells of a row of a table.
fn cells(line: &str) -> Option<Vec<&str>> {
    let row = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    Some(row.split('|').map(str::trim).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_has_the_rows_with_a_target_of_all_tables() {
        let mut summary = Summary::default();
        let output = "text\n\n| what | ns | against | middle half | ratio | target | met |\n|---|---:|---|---|---:|---:|---|\n\
                      | a | 1 | a | 1 to 1 | 1.000 |  |  |\n| b | 2 | a | 0.8 to 1 | 0.900 | <= 0.95 | yes |\n\n\
                      | other | ratio |\n|---|---|\n| c | 1 |\n\n\
                      | d | over | target | met |\n|---|---|---|---|\n| e | 80 | <= 48 | no |\n";
        let instructions = [("a", 200), ("b", 150), ("e", 1)];
        let instructions = instructions.map(|(name, count)| (name.to_owned(), count));
        summary.add("Part", output, &instructions.into());
        let table = summary.table();
        for part in [
            "1 of 2 targets are met.",
            "\n| Part | b | 0.900 | 0.8 to 1 | 0.750 | <= 0.95 | yes |\n",
            "\n| Part | e | 80 |  |  | <= 48 | **no** |\n",
        ] {
            assert!(table.contains(part), "{table}");
        }
        assert_eq!(summary.rows.len(), 2, "{table}");
    }

    #[test]
    fn only_the_part_between_the_two_lines_is_written_anew() {
        let text = format!("above\n{BEGIN}\nold\n{END}\nbelow\n");
        let page = Page::cut(PathBuf::new(), &text).expect("it has both lines");
        let written = page.with("new");
        assert_eq!(written, format!("above\n{BEGIN}\n\nnew\n\n{END}\nbelow\n"));
        let again = Page::cut(PathBuf::new(), &written).expect("it still has them");
        assert_eq!(again.with("new"), written);
        for missing in [BEGIN, END] {
            let error = Page::cut(PathBuf::new(), &text.replace(missing, ""))
                .err()
                .expect("no place");
            assert!(error.to_string().contains(missing), "{error}");
        }
    }

    #[test]
    fn the_page_has_its_place() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        Page::read(&root).expect("it has both lines");
    }
}
