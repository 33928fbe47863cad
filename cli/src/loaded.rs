//! What a program has loaded, for `boa-ac run --watch`: a line of JSON for each file, in a file.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::UNIX_EPOCH,
};

use boa_async_context::source;
use serde::{Deserialize, Serialize};

/// What tells two versions of a file apart: the time of the last change, in nanoseconds since 1970, and the size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Print {
    changed: u64,
    size: u64,
}

impl Print {
    /// That of a file; `None` if it is not there.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok()?;
        let changed = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(Self {
            changed: u64::try_from(changed.as_nanos()).ok()?,
            size: metadata.len(),
        })
    }
}

/// A file, as it was when the program loaded it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Loaded {
    pub(crate) path: PathBuf,
    pub(crate) print: Option<Print>,
}

/// Writes into `list` which source files the process reads from now on.
///
/// # Errors
///
/// An error of the operating system if `list` cannot be opened.
pub(crate) fn report_to(list: &Path) -> io::Result<()> {
    let list = OpenOptions::new().append(true).open(list)?;
    let list = Mutex::new(list);
    source::observe_reads(move |path| {
        // Before the file is read: a change after that is a change of what the program knows.
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let print = Print::of(&path);
        let mut list = list.lock().unwrap_or_else(PoisonError::into_inner);
        // The file is then not watched.
        let _ = write(&mut list, &Loaded { path, print });
    });
    Ok(())
}

fn write(list: &mut File, loaded: &Loaded) -> io::Result<()> {
    let mut line = serde_json::to_string(loaded)?;
    line.push('\n');
    list.write_all(line.as_bytes())
}

/// The files in the text of a list. The last line may not be complete yet.
pub(crate) fn parse(list: &str) -> impl Iterator<Item = Loaded> {
    let whole = list
        .split_inclusive('\n')
        .filter(|line| line.ends_with('\n'));
    whole.filter_map(|line| serde_json::from_str(line).ok())
}

#[cfg(test)]
mod tests {
    use super::{Loaded, Print, parse};

    #[test]
    fn a_line_that_is_still_written_is_not_read() {
        let loaded = Loaded {
            path: "/a \"b\"\n.js".into(),
            print: Some(Print {
                changed: u64::MAX,
                size: 1,
            }),
        };
        let missing = Loaded {
            print: None,
            ..loaded.clone()
        };
        let line = |loaded: &Loaded| serde_json::to_string(loaded).expect("JSON") + "\n";
        let text = line(&loaded) + &line(&missing) + "{\"path\":\"/c\"";
        assert_eq!(parse(&text).collect::<Vec<_>>(), [loaded, missing]);
    }
}
