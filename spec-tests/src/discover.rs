//! Finding the tests of a suite.
//!
//! `test262-harness` walks the directory and reads the front matter. It gives up on a whole tree because of one
//! unreadable directory, drops files whose name is not UTF-8, reports an unreadable file without its name,
//! panics on some broken front matter, and waits forever for a FIFO. So the tree is walked here as well,
//! including links, and every file that the crate did not deliver is read with [`Metadata::read`] or reported
//! as broken.

use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use test262_harness::Harness;
use walkdir::{DirEntry, WalkDir};

use crate::{error::Error, files::read_text, metadata::Metadata};

/// A file of a suite.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct TestFile {
    /// Its path in the file system.
    pub file: PathBuf,
    /// Its name in reports: from `test/` on, with forward slashes.
    pub path: String,
    /// Its front matter, or why that cannot be read.
    pub metadata: Result<Metadata, String>,
}

/// The tests under a directory, by path.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Suite {
    /// The directory that was searched.
    pub root: PathBuf,
    /// Every test, including those that cannot be read.
    pub tests: Vec<TestFile>,
}

impl Suite {
    /// Finds the tests under a directory: every `.js` file whose name has no `_FIXTURE`.
    ///
    /// If the directory is not inside a `test/` and contains a `test/`, that one is searched. Links are followed.
    ///
    /// # Errors
    ///
    /// If the directory does not exist, is a file, or has no tests in it. A broken file or directory inside is an
    /// entry of the suite, never an error.
    pub fn discover(directory: &Path) -> Result<Self, Error> {
        let root = directory
            .canonicalize()
            .map_err(|error| Error::io(directory, &error))?;
        if !root.is_dir() {
            return Err(Error::path(
                directory,
                "is a file; give its directory, and the file's name as a --filter",
            ));
        }
        let root = descend(directory, root)?;
        let entries: Vec<_> = WalkDir::new(&root)
            .min_depth(1)
            .follow_links(true)
            .into_iter()
            .filter(|entry| entry.as_ref().map_or(true, |e| is_test(e.path())))
            .collect();
        // The crate would open everything that is named like a test.
        let is_plain = |entry: &walkdir::Result<DirEntry>| {
            entry.as_ref().is_ok_and(|e| e.file_type().is_file())
        };
        let mut known = if entries.iter().all(is_plain) {
            deliver(&root)
        } else {
            HashMap::new()
        };
        let base = base_of(&root);
        let mut tests: Vec<TestFile> = entries
            .into_iter()
            .map(|entry| match entry {
                Ok(entry) => {
                    let metadata = known
                        .remove(entry.path())
                        .unwrap_or_else(|| read(entry.path()));
                    named(entry.into_path(), &base, metadata)
                }
                Err(error) => {
                    let path = error.path().unwrap_or(&root).to_owned();
                    let problem = error
                        .io_error()
                        .map_or_else(|| error.to_string(), ToString::to_string);
                    named(path, &base, Err(format!("cannot be read: {problem}")))
                }
            })
            .collect();
        if tests.is_empty() {
            return Err(Error::path(
                &root,
                "has no tests: no .js file is in it or below",
            ));
        }
        tests.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self { root, tests })
    }
}

/// The directory to search: `root`, or the `test/` in it.
fn descend(given: &Path, root: PathBuf) -> Result<PathBuf, Error> {
    let test = root.join("test");
    if is_below_test(&root) || !test.is_dir() {
        return Ok(root);
    }
    let entries = std::fs::read_dir(&root).map_err(|error| Error::io(given, &error))?;
    if entries.flatten().any(|entry| is_test(&entry.path())) {
        return Err(Error::path(
            given,
            "has tests and a test/ directory, too; give the one that is meant",
        ));
    }
    Ok(test)
}

/// The tests under a directory that `test262-harness` can read.
fn deliver(root: &Path) -> HashMap<PathBuf, Result<Metadata, String>> {
    let mut delivered = HashMap::new();
    let Ok(mut harness) = Harness::new(root) else {
        return delivered;
    };
    // Panics of the crate are caught; their messages would only confuse.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    loop {
        match catch_unwind(AssertUnwindSafe(|| harness.next())) {
            Ok(None) => break,
            Ok(Some(Ok(test))) => {
                let metadata = Metadata::from_description(test.desc, &test.source).map_err(broken);
                delivered.insert(test.path, metadata);
            }
            // The crate has gone on to the next file, so the loop goes on.
            Ok(Some(Err(_))) | Err(_) => {}
        }
    }
    std::panic::set_hook(hook);
    delivered
}

fn is_test(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Not `is_file`: a dangling link and a FIFO must be reported, too.
    name.ends_with(".js") && !name.contains("_FIXTURE") && !path.is_dir()
}

fn read(path: &Path) -> Result<Metadata, String> {
    if path.to_str().is_none() {
        return Err("has a name that is not UTF-8".into());
    }
    let kind = std::fs::metadata(path).map_err(|error| format!("cannot be read: {error}"))?;
    if !kind.is_file() {
        return Err("is not a regular file".into());
    }
    let text = read_text(path)?;
    Metadata::read(&text).map_err(broken)
}

fn broken(problem: String) -> String {
    format!("broken front matter: {problem}")
}

fn named(file: PathBuf, base: &Path, metadata: Result<Metadata, String>) -> TestFile {
    let relative = file.strip_prefix(base).unwrap_or(&file);
    let parts: Vec<_> = relative
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    TestFile {
        path: format!("test/{}", parts.join("/")),
        file,
        metadata,
    }
}

/// The directory that names are relative to: the innermost `test/` above `root`, so that a part of a suite has
/// the same names as in the whole.
fn base_of(root: &Path) -> PathBuf {
    root.ancestors()
        .find(|ancestor| is_named_test(ancestor))
        .unwrap_or(root)
        .to_owned()
}

fn is_below_test(root: &Path) -> bool {
    root.ancestors().any(is_named_test)
}

fn is_named_test(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "test")
}
