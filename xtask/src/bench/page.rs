//! The page: the place of the tables in it, and the table of what has a target.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use super::error::{BenchError, PAGE};

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
    rows: Vec<[String; 5]>,
}

impl Summary {
    /// Adds the rows with a target from the tables in the output of a bench.
    pub(super) fn add(&mut self, section: &str, output: &str) {
        let mut target = None;
        for line in output.lines() {
            let Some(cells) = cells(line) else {
                target = None;
                continue;
            };
            if let Some(at) = cells.iter().position(|cell| *cell == "target") {
                target = Some(at);
                continue;
            }
            let Some(at) = target.filter(|at| *at > 0) else {
                continue;
            };
            let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
            if !cell(at).is_empty() && !cell(at).starts_with("---") {
                let row = [section, cell(0), cell(at - 1), cell(at), cell(at + 1)];
                self.rows.push(row.map(str::to_owned));
            }
        }
    }

    pub(super) fn table(&self) -> String {
        let met = self.rows.iter().filter(|row| row[4] == "yes").count();
        let mut table = format!(
            "{met} of {} targets are met.\n\n| | what | measured | target | met |\n|---|---|---:|---:|---|\n",
            self.rows.len()
        );
        for [section, what, measured, target, met] in &self.rows {
            let met = if met == "yes" { "yes" } else { "**no**" };
            let _ = writeln!(
                table,
                "| {section} | {what} | {measured} | {target} | {met} |"
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
        let output = "text\n\n| what | ns | ratio | target | met |\n|---|---:|---:|---:|---|\n| a | 1 | 1.000 |  |  |\n\
                      | b | 2 | 0.900 | <= 0.95 | yes |\n\n| other | ratio |\n|---|---|\n| c | 1 |\n\n\
                      | d | over | target | met |\n|---|---|---|---|\n| e | 80 | <= 48 | no |\n";
        summary.add("Part", output);
        let expected = [
            ["Part", "b", "0.900", "<= 0.95", "yes"],
            ["Part", "e", "80", "<= 48", "no"],
        ];
        assert_eq!(summary.rows, expected);
        let table = summary.table();
        assert!(table.starts_with("1 of 2 targets are met."), "{table}");
        assert!(
            table.contains("| Part | e | 80 | <= 48 | **no** |"),
            "{table}"
        );
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
