//! Patches that only add lines.
//!
//! `engine/generator-hook.patch` is a unified diff without context (`diff -U0`), so that no line of Boa
//! is in this repository. Without context nothing tells whether it is applied to the right text, so
//! `exact.rs` first compares the checksum of the whole source.

use std::{collections::BTreeMap, path::PathBuf};

/// Lines to add to files.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Patch {
    files: BTreeMap<PathBuf, Vec<Insertion>>,
}

#[derive(Debug, PartialEq, Eq)]
struct Insertion {
    /// The line of the old text behind which the lines go, from 1; 0 is the beginning.
    after: usize,
    lines: Vec<String>,
}

/// What is wrong with a patch, and in which line of it.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("line {line}: {problem}")]
pub(crate) struct PatchError {
    line: usize,
    problem: String,
}

impl Patch {
    /// Reads a unified diff. Lines before the first file and between hunks of a file are comments.
    pub(crate) fn parse(text: &str) -> Result<Self, PatchError> {
        let mut files = BTreeMap::<PathBuf, Vec<Insertion>>::new();
        let mut current: Option<PathBuf> = None;
        let mut missing = 0;
        for (index, line) in text.lines().enumerate() {
            let error = |problem: &str| PatchError {
                line: index + 1,
                problem: problem.to_owned(),
            };
            if missing > 0 {
                let added = line.strip_prefix('+').ok_or_else(|| {
                    error("expected an added line ('+'): only additions are applied")
                })?;
                let insertion = current.as_ref().and_then(|file| files.get_mut(file));
                let insertion = insertion.and_then(|insertions| insertions.last_mut());
                if let Some(insertion) = insertion {
                    insertion.lines.push(added.to_owned());
                }
                missing -= 1;
            } else if let Some(file) = line.strip_prefix("+++ b/") {
                current = Some(PathBuf::from(file));
                files.entry(PathBuf::from(file)).or_default();
            } else if line.starts_with("@@ ") {
                let file = current
                    .as_ref()
                    .ok_or_else(|| error("a hunk before '+++ b/FILE'"))?;
                let (after, count) = hunk(line).ok_or_else(|| {
                    error("expected '@@ -LINE,0 +LINE,COUNT @@': only additions are applied")
                })?;
                let insertions = files.entry(file.clone()).or_default();
                if insertions.last().is_some_and(|last| last.after >= after) {
                    return Err(error("hunks are not in order"));
                }
                insertions.push(Insertion {
                    after,
                    lines: Vec::new(),
                });
                missing = count;
            } else if line.starts_with(['+', '-']) && !line.starts_with("--- a/") {
                return Err(error("a change outside of a hunk"));
            }
        }
        if missing > 0 {
            return Err(PatchError {
                line: text.lines().count(),
                problem: format!("ends, and {missing} added lines are missing"),
            });
        }
        Ok(Self { files })
    }

    /// The files that it changes.
    pub(crate) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.files.keys()
    }

    /// A file with the lines added, or nothing if it is too short for them.
    pub(crate) fn apply(&self, file: &PathBuf, text: &str) -> Option<String> {
        let old: Vec<&str> = text.split_inclusive('\n').collect();
        let mut new = String::with_capacity(text.len() * 2);
        let mut copied = 0;
        for insertion in self.files.get(file)? {
            new.extend(old.get(copied..insertion.after)?.iter().copied());
            copied = insertion.after;
            for line in &insertion.lines {
                new.push_str(line);
                new.push('\n');
            }
        }
        new.extend(old.get(copied..)?.iter().copied());
        Some(new)
    }
}

/// `@@ -LINE,0 +LINE,COUNT @@`: where, and how many. A count of one may be left out.
fn hunk(line: &str) -> Option<(usize, usize)> {
    let mut parts = line.strip_prefix("@@ -")?.split(' ');
    let after = parts.next()?.strip_suffix(",0")?.parse().ok()?;
    let new = parts.next()?.strip_prefix('+')?;
    let count = match new.split_once(',') {
        Some((_, count)) => count.parse().ok()?,
        None => 1,
    };
    (parts.next() == Some("@@") && count > 0).then_some((after, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATCH: &str = "What it is for.\n--- a/x.rs\n+++ b/x.rs\n@@ -0,0 +1 @@\n+first\n\
        @@ -2,0 +4,2 @@\n++plus\n+\n--- a/y/z.rs\n+++ b/y/z.rs\n@@ -1,0 +2 @@\n+last\n";

    #[test]
    fn adds_lines_where_they_belong() {
        let patch = Patch::parse(PATCH).unwrap();
        let files: Vec<_> = patch.files().collect();
        assert_eq!(files, [&PathBuf::from("x.rs"), &PathBuf::from("y/z.rs")]);
        assert_eq!(
            patch.apply(&"x.rs".into(), "1\n2\n3\n").unwrap(),
            "first\n1\n2\n+plus\n\n3\n"
        );
        assert_eq!(patch.apply(&"y/z.rs".into(), "1\n").unwrap(), "1\nlast\n");
    }

    #[test]
    fn does_not_apply_to_a_shorter_or_another_file() {
        let patch = Patch::parse(PATCH).unwrap();
        assert_eq!(patch.apply(&"x.rs".into(), "1\n"), None);
        assert_eq!(patch.apply(&"other.rs".into(), "1\n2\n"), None);
    }

    #[test]
    fn refuses_what_it_can_not_apply() {
        for (text, problem) in [
            ("@@ -1,0 +1 @@\n+a", "line 1: a hunk before '+++ b/FILE'"),
            (
                "+++ b/x\n@@ -1 +1 @@\n-a\n+b",
                "line 2: expected '@@ -LINE,0 +LINE,COUNT @@': only additions are applied",
            ),
            (
                "+++ b/x\n@@ -1,0 +1,2 @@\n+b\n c",
                "line 4: expected an added line ('+'): only additions are applied",
            ),
            (
                "+++ b/x\n@@ -1,0 +1,2 @@\n+b",
                "line 3: ends, and 1 added lines are missing",
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
