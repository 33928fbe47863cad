//! The lines of a program that reports name.

use std::{collections::HashMap, fs};

use crate::{census::CaptureLocation, one_line::harmless};

/// Larger files are not read.
const LARGEST_FILE: u64 = 16 << 20;
/// The most characters of a line that are shown.
const LONGEST_LINE: usize = 120;

/// The files that were read so far, by their paths.
#[derive(Default)]
pub(super) struct SourceFiles(HashMap<String, Option<String>>);

impl SourceFiles {
    /// The text of the line of `location`, without the space around it; `None` if it cannot be had.
    pub(super) fn line(&mut self, location: &CaptureLocation) -> Option<String> {
        let path = location.file.as_ref()?;
        let text = self.0.entry(path.clone()).or_insert_with(|| read(path));
        let index = usize::try_from(location.line).ok()?.checked_sub(1)?;
        let line = text.as_ref()?.lines().nth(index)?;
        let column = usize::try_from(location.column).ok()?;
        let line = excerpt(line, column);
        (!line.is_empty()).then_some(line)
    }
}

fn read(path: &str) -> Option<String> {
    // A device or a pipe may never end.
    let about = fs::metadata(path).ok()?;
    if !about.is_file() || about.len() > LARGEST_FILE {
        return None;
    }
    let bytes = fs::read(path).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The line without the space around it, or of a long one what is around `column`, which counts from 1. Control
/// characters are replaced, because a terminal would obey them.
fn excerpt(line: &str, column: usize) -> String {
    let indent = line.chars().take_while(|letter| letter.is_whitespace());
    let column = column.saturating_sub(1 + indent.count());
    let line = line.trim();
    let most_skipped = line.chars().count().saturating_sub(LONGEST_LINE);
    let skipped = column.saturating_sub(LONGEST_LINE / 2).min(most_skipped);
    let shown = line.chars().skip(skipped).take(LONGEST_LINE);
    shown.map(harmless).collect()
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_LINE, SourceFiles, excerpt};
    use crate::census::CaptureLocation;

    #[test]
    fn a_long_line_is_shown_around_the_column() {
        assert_eq!(
            excerpt("\t  set(1);\u{1b}[2J\u{202e}1  ", 4),
            "set(1); [2J 1"
        );
        let long = format!("    {}HERE{}", "a".repeat(500), "z".repeat(500));
        let shown = excerpt(&long, 505);
        assert!(shown.contains("aaHEREzz"), "{shown}");
        assert_eq!(shown.len(), LONGEST_LINE);
        assert!(excerpt(&long, 5).starts_with("aa"));
        assert!(excerpt(&long, 1_000_000).ends_with('z'));
        assert_eq!(excerpt(&long, 1_000_000).len(), LONGEST_LINE);
    }

    #[test]
    fn a_line_that_cannot_be_had_is_none() {
        let directory = std::env::temp_dir().join(format!("sources-{}", std::process::id()));
        std::fs::create_dir_all(&directory).expect("a directory");
        let file = directory.join("a.mjs");
        std::fs::write(&file, b"one\n  two\n\n\xff").expect("a file");
        let mut location = CaptureLocation {
            file: Some(file.to_string_lossy().into_owned()),
            function: String::new(),
            line: 2,
            column: 1,
        };
        let mut files = SourceFiles::default();
        let mut line = |number| {
            location.line = number;
            files.line(&location)
        };
        assert_eq!(line(2).as_deref(), Some("two"));
        assert_eq!(line(4).as_deref(), Some("\u{fffd}"));
        for number in [0, 3, 5, u32::MAX] {
            assert_eq!(line(number), None, "{number}");
        }
        for path in [directory.join("none"), directory.clone()] {
            location.file = Some(path.to_string_lossy().into_owned());
            location.line = 1;
            assert_eq!(files.line(&location), None);
        }
        location.file = None;
        assert_eq!(files.line(&location), None);
        std::fs::remove_dir_all(directory).expect("still there");
    }
}
