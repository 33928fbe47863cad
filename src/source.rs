//! Source files: reading them, and errors that say exactly what is wrong.

use std::{
    fmt, fs, io,
    path::{Component, Path, PathBuf},
    sync::OnceLock,
};

use boa_engine::JsError;

/// Why a source file could not be run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// There is no such file.
    #[error("cannot find `{}`: check the path (it is relative to {})", path.display(), working_directory())]
    NotFound {
        /// The path as it was given.
        path: PathBuf,
    },
    /// The path leads to a directory.
    #[error("`{}` is a directory: name the file to run, for instance `{}`", path.display(), path.join("main.mjs").display())]
    Directory {
        /// The path as it was given.
        path: PathBuf,
    },
    /// The operating system would not let us read it.
    #[error("cannot read `{}`: {source}", path.display())]
    Unreadable {
        /// The path as it was given.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The program may not read the file.
    #[error("`{}` is outside the folders that the program may read: {allowed}", path.display())]
    Refused {
        /// The path as it was given.
        path: PathBuf,
        /// The folders that it may read, for the message.
        allowed: String,
    },
    /// The file is not UTF-8 text.
    #[error("`{}` is not UTF-8 text: line {line}, byte {byte} of the line is invalid; save the file as UTF-8", path.display())]
    NotUtf8 {
        /// The path as it was given.
        path: PathBuf,
        /// The line of the first invalid byte, from 1.
        line: usize,
        /// The invalid byte in that line, from 1.
        byte: usize,
    },
    /// The file is not JavaScript.
    #[error(transparent)]
    Syntax(Box<SyntaxError>),
}

/// A path without `.` and `..`, by its text alone: `/a/../b` is `/b`, whatever `/a` is. No file is looked at, so the answer says
/// nothing of what there is.
#[must_use]
pub fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match (part, plain.components().next_back()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                plain.pop();
            }
            (Component::ParentDir, Some(Component::RootDir | Component::Prefix(_))) => {}
            (part, _) => plain.push(part),
        }
    }
    plain
}

/// A syntax error and the place it was found at.
#[derive(Debug)]
#[non_exhaustive]
pub struct SyntaxError {
    /// The file, as it was given.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What the parser said.
    pub message: String,
    /// The text of the line.
    excerpt: String,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            line,
            column,
            message,
            excerpt,
        } = self;
        let number = line.to_string();
        let margin = " ".repeat(number.len());
        let (excerpt, column) = around(excerpt, *column);
        let indent: String = excerpt
            .chars()
            .take(column.saturating_sub(1))
            // A tab must stay one, or the caret points elsewhere.
            .map(|c| if c == '\t' { '\t' } else { ' ' })
            .collect();
        writeln!(f, "SyntaxError: {message}")?;
        writeln!(f, "{margin}--> {}:{line}:{}", path.display(), self.column)?;
        writeln!(f, "{margin} |")?;
        writeln!(f, "{number} | {excerpt}")?;
        write!(f, "{margin} | {indent}^")
    }
}

impl std::error::Error for SyntaxError {}

/// The part of a long line that is around a column, and the column in it.
fn around(line: &str, column: usize) -> (String, usize) {
    const BEFORE: usize = 60;
    const WIDTH: usize = 120;

    let skipped = if line.chars().count() > WIDTH {
        column.saturating_sub(BEFORE)
    } else {
        0
    };
    let part = line.chars().skip(skipped).take(WIDTH).collect();
    (part, column - skipped)
}

/// The lines of a source text, as JavaScript counts them.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(end) = text.find(['\n', '\r', '\u{2028}', '\u{2029}']) else {
            rest = None;
            return Some(text);
        };
        let (line, after) = text.split_at(end);
        let terminator = if after.starts_with("\r\n") {
            2
        } else {
            after.chars().next().map_or(0, char::len_utf8)
        };
        rest = Some(&after[terminator..]);
        Some(line)
    })
}

fn working_directory() -> String {
    std::env::current_dir().map_or_else(
        |_| "the working directory".to_owned(),
        |path| format!("`{}`", path.display()),
    )
}

/// Is told of the files that are read.
type Observer = dyn Fn(&Path) + Send + Sync;

/// What [`observe_reads`] has set.
static OBSERVER: OnceLock<Box<Observer>> = OnceLock::new();

/// Calls `observer` with the path of each source file that [`read`] is about to read in this process, from now on: programs,
/// modules, the scripts of workers. For a host that starts a program again when one of them has changed.
///
/// It is called on the thread that reads, also for files that are not there, and must not read source files itself. Returns `false`
/// if the process has an observer already, which stays. A read costs an atomic load more.
pub fn observe_reads(observer: impl Fn(&Path) + Send + Sync + 'static) -> bool {
    OBSERVER.set(Box::new(observer)).is_ok()
}

/// Reads a source file.
///
/// # Errors
///
/// All of [`SourceError`] but [`SourceError::Syntax`] and [`SourceError::Refused`].
pub fn read(path: &Path) -> Result<String, SourceError> {
    if let Some(observer) = OBSERVER.get() {
        observer(path);
    }
    let bytes = fs::read(path).map_err(|source| {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound => SourceError::NotFound { path },
            io::ErrorKind::IsADirectory => SourceError::Directory { path },
            _ if path.is_dir() => SourceError::Directory { path },
            _ => SourceError::Unreadable { path, source },
        }
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line_start = valid
            .iter()
            .rposition(|&b| b == b'\n')
            .map_or(0, |at| at + 1);
        SourceError::NotUtf8 {
            path: path.to_owned(),
            line: valid.iter().filter(|&&b| b == b'\n').count() + 1,
            byte: valid.len() - line_start + 1,
        }
    })
}

impl SyntaxError {
    /// Finds the place that a parser's error speaks of.
    ///
    /// The engine gives the position in its message only; an error without one is about the end of
    /// the file.
    #[must_use]
    pub fn new(path: &Path, text: &str, error: &JsError) -> Self {
        let full = error
            .as_native()
            .map_or_else(|| error.to_string(), |native| native.message().to_owned());
        let (message, (line, column)) = match position(&full) {
            Some((message, position)) => (message.to_owned(), position),
            None => {
                let text = text.trim_end();
                let line = lines(text).count();
                let last = lines(text).last().unwrap_or_default();
                let message = match full.as_str() {
                    "abrupt end" => "the file ends too early".to_owned(),
                    _ => full,
                };
                (message, (line, last.chars().count() + 1))
            }
        };
        let extension = path.extension().and_then(|extension| extension.to_str());
        let message = match extension {
            Some(extension @ ("ts" | "mts" | "cts" | "tsx" | "jsx")) => format!(
                "{message} (a .{extension} file is not JavaScript: compile it first, for instance with esbuild)"
            ),
            _ => message,
        };
        Self {
            path: path.to_owned(),
            line,
            column,
            message,
            excerpt: lines(text)
                .nth(line.saturating_sub(1))
                .unwrap_or_default()
                .to_owned(),
        }
    }
}

/// Splits `"<message> at line <l>, col <c>"`.
fn position(message: &str) -> Option<(&str, (usize, usize))> {
    let (message, place) = message.rsplit_once(" at line ")?;
    let (line, column) = place.split_once(", col ")?;
    let column = column.trim_end_matches(|c: char| !c.is_ascii_digit());
    Some((message, (line.parse().ok()?, column.parse().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_split_off_the_message() {
        assert_eq!(
            position("unexpected token 'x', oops at line 12, col 3"),
            Some(("unexpected token 'x', oops", (12, 3)))
        );
        assert_eq!(position("abrupt end"), None);
        assert_eq!(position("at line x, col y"), None);
    }

    #[test]
    fn lines_end_as_in_javascript() {
        let all: Vec<_> = lines("a\nb\r\nc\rd\u{2028}e\u{2029}\n").collect();
        assert_eq!(all, ["a", "b", "c", "d", "e", "", ""]);
    }

    #[test]
    fn of_a_long_line_the_part_around_the_column_is_shown() {
        let line = format!("{}!{}", "x".repeat(5000), "y".repeat(5000));
        let (part, column) = around(&line, 5001);
        assert_eq!((part.chars().nth(column - 1), part.len()), (Some('!'), 120));
        assert_eq!(around("short", 3), ("short".to_owned(), 3));
        assert_eq!(around(&line, 1).1, 1);
    }

    #[test]
    fn the_caret_stands_under_the_column_also_behind_tabs() {
        let error = SyntaxError {
            path: "a.js".into(),
            line: 10,
            column: 3,
            message: "m".into(),
            excerpt: "\t\tlet = 5".into(),
        };
        assert_eq!(
            error.to_string(),
            "SyntaxError: m\n  --> a.js:10:3\n   |\n10 | \t\tlet = 5\n   | \t\t^"
        );
    }
}
