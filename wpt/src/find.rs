//! Finds test files.

use std::{
    fs,
    path::{Path, PathBuf},
};

use boa_async_context::source::{self, SourceError};

use crate::error::Error;

/// How the names of test files end.
const ENDINGS: [&str; 3] = [".any.js", ".window.js", ".worker.js"];

/// The test files that a path names: a file names itself, whatever its name; a directory names all `.any.js`,
/// `.window.js` and `.worker.js` files below it, sorted. Symbolic links to directories are not followed.
///
/// # Errors
///
/// [`Error::Source`] if there is no file or directory at `path`, or the system does not let us read the file;
/// [`Error::Directory`] if a directory cannot be read; [`Error::NoTests`] if the directory has no tests.
pub fn find(path: &Path) -> Result<Vec<PathBuf>, Error> {
    if !path.is_dir() {
        // Reports a file that cannot be read before anything runs.
        // One that is not UTF-8 has a report, as if it had been found in a directory.
        if let Err(error) = source::read(path)
            && !matches!(error, SourceError::NotUtf8 { .. })
        {
            return Err(error.into());
        }
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    collect(path, &mut files)?;
    files.sort();
    if files.is_empty() {
        let path = path.to_owned();
        return Err(Error::NoTests { path });
    }
    Ok(files)
}

fn collect(directory: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    let unreadable = |source| Error::Directory {
        path: directory.to_owned(),
        source,
    };
    for entry in fs::read_dir(directory).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = entry.path();
        // Links are not followed, because they may form a circle.
        if entry.file_type().map_err(unreadable)?.is_dir() {
            collect(&path, files)?;
        } else if ENDINGS
            .iter()
            .any(|ending| path.to_string_lossy().ends_with(ending))
        {
            files.push(path);
        }
    }
    Ok(())
}
