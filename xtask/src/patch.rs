//! Patches without a line of the text that they change.
//!
//! A change of the engine, `engine/*.patch`, is a unified diff without context (`diff -U0`), so that no line of Boa is
//! in this repository. Lines that it takes out are named by their numbers and by one SHA-256 checksum of their text:
//!
//! ```text
//! @@ -12,2 +12 @@
//! -sha256:<64 hexadecimal digits>
//! +the line in the place of lines 12 and 13
//! ```
//!
//! Without context nothing tells whether added lines get into the right text, so `exact.rs` first compares the
//! checksum of the whole source.

use std::{collections::BTreeMap, path::PathBuf};

use sha2::{Digest, Sha256};

/// What stands before the checksum of removed lines.
const REMOVED: &str = "-sha256:";

/// Lines to take out of files, and lines to add.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Patch {
    files: BTreeMap<PathBuf, Vec<Hunk>>,
}

#[derive(Debug, PartialEq, Eq)]
struct Hunk {
    /// How many lines of the old text stand before the change.
    before: usize,
    /// How many lines behind those go.
    removed: usize,
    /// The checksum of the lines that go, if any does.
    checksum: Option<String>,
    /// The lines that come.
    added: Vec<String>,
}

/// What is wrong with a patch, and in which line of it.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("line {line}: {problem}")]
pub(crate) struct PatchError {
    line: usize,
    problem: String,
}

/// Why a patch does not fit a text.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub(crate) enum Misfit {
    #[error("there is no such file")]
    NoFile,
    #[error("it has no line {0}")]
    TooShort(usize),
    #[error("its lines {first} to {last} are not those that the patch takes out")]
    OtherLines { first: usize, last: usize },
}

impl Patch {
    /// Reads a patch. Lines before the first file and between hunks of a file are comments.
    pub(crate) fn parse(text: &str) -> Result<Self, PatchError> {
        let mut files = BTreeMap::<PathBuf, Vec<Hunk>>::new();
        let mut current: Option<PathBuf> = None;
        let mut lines = text.lines().enumerate();
        while let Some((index, line)) = lines.next() {
            let error = |problem: &str| PatchError {
                line: index + 1,
                problem: problem.to_owned(),
            };
            if let Some(file) = line.strip_prefix("+++ b/") {
                current = Some(PathBuf::from(file));
                files.entry(PathBuf::from(file)).or_default();
            } else if line.starts_with("@@ ") {
                let file = current
                    .as_ref()
                    .ok_or_else(|| error("a hunk before '+++ b/FILE'"))?;
                let (mut hunk, count) = header(line)
                    .ok_or_else(|| error("expected '@@ -LINE,COUNT +LINE,COUNT @@'"))?;
                let hunks = files.entry(file.clone()).or_default();
                let end = hunks.last().map(|last| last.before + last.removed);
                if end.is_some_and(|end| end >= hunk.before) {
                    return Err(error("hunks are not in order"));
                }
                body(&mut hunk, count, &mut lines, index + 1)?;
                hunks.push(hunk);
            } else if line.starts_with(['+', '-']) && !line.starts_with("--- a/") {
                return Err(error("a change outside of a hunk"));
            }
        }
        Ok(Self { files })
    }

    /// The files that it changes.
    pub(crate) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.files.keys()
    }

    /// Says what the patch does to the files below a directory. Two patches that say the same do the same.
    pub(crate) fn fingerprint(&self, directory: &str) -> String {
        let files = self.files.iter();
        let below: Vec<_> = files
            .filter(|(file, _)| file.starts_with(directory))
            .collect();
        format!("{below:?}\n")
    }

    /// A file with the changes made.
    ///
    /// # Errors
    ///
    /// When the patch is made for another text, as far as that shows.
    pub(crate) fn apply(&self, file: &PathBuf, text: &str) -> Result<String, Misfit> {
        let old: Vec<&str> = text.split_inclusive('\n').collect();
        let mut new = String::with_capacity(text.len() * 2);
        let mut copied = 0;
        for hunk in self.files.get(file).ok_or(Misfit::NoFile)? {
            let end = hunk.before + hunk.removed;
            let too_short = || Misfit::TooShort(end);
            let kept = old.get(copied..hunk.before).ok_or_else(too_short)?;
            let removed = old.get(hunk.before..end).ok_or_else(too_short)?;
            if hunk.checksum.is_some() && hunk.checksum != checksum(removed) {
                return Err(Misfit::OtherLines {
                    first: hunk.before + 1,
                    last: end,
                });
            }
            new.extend(kept.iter().copied());
            for line in &hunk.added {
                new.push_str(line);
                new.push('\n');
            }
            copied = end;
        }
        new.extend(old.get(copied..).into_iter().flatten().copied());
        Ok(new)
    }
}

/// A unified diff without context (`diff -U0`) as a patch: the removed lines of each hunk become their checksum.
///
/// Everything else stays as it is.
pub(crate) fn withhold(diff: &str) -> String {
    let mut patch = String::with_capacity(diff.len());
    let mut removed = Vec::new();
    // How many removed lines are still to come in this hunk: `--- a/x` can be one of them.
    let mut missing = 0;
    for line in diff.split_inclusive('\n') {
        if missing > 0 {
            removed.push(line.strip_prefix('-').unwrap_or(line));
            missing -= 1;
            if missing == 0 {
                let checksum = checksum(&removed).unwrap_or_default();
                patch.push_str(&format!("{REMOVED}{checksum}\n"));
                removed.clear();
            }
            continue;
        }
        if let Some((hunk, _)) = header(line.trim_end()) {
            missing = hunk.removed;
        }
        patch.push_str(line);
    }
    patch
}

/// Reads what stands below the header of a hunk, which is in line `number`.
fn body<'a>(
    hunk: &mut Hunk,
    count: usize,
    lines: &mut impl Iterator<Item = (usize, &'a str)>,
    number: usize,
) -> Result<(), PatchError> {
    let mut next = |missing: String| {
        lines.next().ok_or(PatchError {
            line: number,
            problem: missing,
        })
    };
    if hunk.removed > 0 {
        let (index, line) = next("ends, and the checksum of removed lines is missing".into())?;
        let checksum = line.strip_prefix(REMOVED).filter(|checksum| {
            checksum.len() == 64 && checksum.bytes().all(|b| b.is_ascii_hexdigit())
        });
        hunk.checksum = Some(checksum.map(ToOwned::to_owned).ok_or(PatchError {
            line: index + 1,
            problem: format!(
                "expected '{REMOVED}' and a checksum: `cargo xtask withhold` makes it"
            ),
        })?);
    }
    for missing in (1..=count).rev() {
        let (index, line) = next(format!("ends, and {missing} added lines are missing"))?;
        let added = line.strip_prefix('+').ok_or(PatchError {
            line: index + 1,
            problem: "expected an added line ('+')".into(),
        })?;
        hunk.added.push(added.to_owned());
    }
    Ok(())
}

/// `@@ -LINE,COUNT +LINE,COUNT @@`: a hunk without its lines, and how many are added. A count of one may be left out.
fn header(line: &str) -> Option<(Hunk, usize)> {
    let range = |text: &str| -> Option<(usize, usize)> {
        match text.split_once(',') {
            Some((line, count)) => Some((line.parse().ok()?, count.parse().ok()?)),
            None => Some((text.parse().ok()?, 1)),
        }
    };
    let mut parts = line.strip_prefix("@@ -")?.split(' ');
    let (first, removed) = range(parts.next()?)?;
    let (_, count) = range(parts.next()?.strip_prefix('+')?)?;
    // Without removed lines the number is that of the line before the change.
    let before = if removed == 0 {
        first
    } else {
        first.checked_sub(1)?
    };
    let hunk = Hunk {
        before,
        removed,
        checksum: None,
        added: Vec::new(),
    };
    (parts.next()?.starts_with("@@") && removed + count > 0).then_some((hunk, count))
}

/// The checksum of lines with their ends, if there are any.
fn checksum(lines: &[&str]) -> Option<String> {
    (!lines.is_empty()).then(|| {
        let digest = Sha256::digest(lines.concat());
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDS: &str = "What it is for.\n--- a/x.rs\n+++ b/x.rs\n@@ -0,0 +1 @@\n+first\n\
        @@ -2,0 +4,2 @@\n++plus\n+\n--- a/y/z.rs\n+++ b/y/z.rs\n@@ -1,0 +2 @@\n+last\n";

    /// As `diff -U0` writes it: replaces lines 2 and 3 by one, takes line 5 out, and adds behind line 6.
    const DIFF: &str = "--- a/x.rs\n+++ b/x.rs\n@@ -2,2 +2 @@ fn f()\n---- a/2\n-3\n+two\n\
        @@ -5 +3,0 @@\n-5\n@@ -6,0 +5 @@\n+seven\n";

    #[test]
    fn adds_lines_where_they_belong() {
        let patch = Patch::parse(ADDS).unwrap();
        let files: Vec<_> = patch.files().collect();
        assert_eq!(files, [&PathBuf::from("x.rs"), &PathBuf::from("y/z.rs")]);
        assert_eq!(
            patch.apply(&"x.rs".into(), "1\n2\n3\n").unwrap(),
            "first\n1\n2\n+plus\n\n3\n"
        );
        assert_eq!(patch.apply(&"y/z.rs".into(), "1\n").unwrap(), "1\nlast\n");
    }

    #[test]
    fn takes_lines_out_whose_text_it_does_not_have() {
        let text = withhold(DIFF);
        assert!(!text.contains("-3") && !text.contains("--- a/2") && !text.contains("-5\n"));
        let removed: Vec<_> = text.lines().filter(|l| l.starts_with(REMOVED)).collect();
        assert_eq!(removed.len(), 2);
        // As `echo 5 | sha256sum` prints it.
        assert_eq!(
            removed[1],
            "-sha256:f0b5c2c2211c8d67ed15e75e656c7862d086e9245420892a7de62cd9ec582a06"
        );
        let patch = Patch::parse(&text).unwrap();
        let old = "1\n--- a/2\n3\n4\n5\n6\n7\n";
        assert_eq!(
            patch.apply(&"x.rs".into(), old).unwrap(),
            "1\ntwo\n4\n6\nseven\n7\n"
        );
    }

    #[test]
    fn does_not_apply_to_a_shorter_or_another_text() {
        let patch = Patch::parse(ADDS).unwrap();
        let x = PathBuf::from("x.rs");
        assert_eq!(patch.apply(&x, "1\n"), Err(Misfit::TooShort(2)));
        assert_eq!(
            patch.apply(&"other.rs".into(), "1\n2\n"),
            Err(Misfit::NoFile)
        );
        let patch = Patch::parse(&withhold(DIFF)).unwrap();
        let other = Misfit::OtherLines { first: 2, last: 3 };
        assert_eq!(patch.apply(&x, "1\n--- a/2\nthree\n4\n5\n6\n"), Err(other));
        assert_eq!(patch.apply(&x, "1\n--- a/2\n"), Err(Misfit::TooShort(3)));
    }

    #[test]
    fn refuses_what_it_can_not_apply() {
        let checksum = "expected '-sha256:' and a checksum: `cargo xtask withhold` makes it";
        for (text, problem) in [
            ("@@ -1,0 +1 @@\n+a", "line 1: a hunk before '+++ b/FILE'"),
            (
                "+++ b/x\n@@ -1,0 +1,0 @@\n",
                "line 2: expected '@@ -LINE,COUNT +LINE,COUNT @@'",
            ),
            (
                "+++ b/x\n@@ -0 +1 @@\n",
                "line 2: expected '@@ -LINE,COUNT +LINE,COUNT @@'",
            ),
            (
                "+++ b/x\n@@ -1 +1 @@\n-a\n+b",
                &*format!("line 3: {checksum}"),
            ),
            (
                "+++ b/x\n@@ -1 +1 @@\n-sha256:ab\n+b",
                &*format!("line 3: {checksum}"),
            ),
            (
                "+++ b/x\n@@ -1 +1 @@",
                "line 2: ends, and the checksum of removed lines is missing",
            ),
            (
                "+++ b/x\n@@ -1,0 +1,2 @@\n+b\n c",
                "line 4: expected an added line ('+')",
            ),
            (
                "+++ b/x\n@@ -1,0 +1,2 @@\n+b",
                "line 2: ends, and 1 added lines are missing",
            ),
            (
                "+++ b/x\n@@ -3,0 +1 @@\n+b\n@@ -2,0 +1 @@\n+c",
                "line 4: hunks are not in order",
            ),
            ("+++ b/x\n-a", "line 2: a change outside of a hunk"),
        ] {
            assert_eq!(Patch::parse(text).unwrap_err().to_string(), problem);
        }
    }
}
