//! Finding scenarios.

use std::path::{Path, PathBuf};

use crate::{error::Error, task::own_directory};

/// The directory of our scenarios.
#[must_use]
pub fn own_scenarios() -> PathBuf {
    own_directory().join("scenarios")
}

/// The scenarios in a directory (all `.mjs` files in it, by name), or the one file.
///
/// # Errors
///
/// [`Error::File`] if the path does not exist, cannot be read, or is a directory without `.mjs` files.
pub fn find(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let problem = |problem: String| Error::File {
        path: path.to_owned(),
        problem,
    };
    let absolute = path.canonicalize().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => problem(format!(
            "does not exist; our scenarios are in {}",
            own_scenarios().display()
        )),
        _ => problem(format!("cannot be read: {error}")),
    })?;
    if !absolute.is_dir() {
        return Ok(vec![absolute]);
    }
    let entries = absolute
        .read_dir()
        .map_err(|error| problem(format!("cannot be read: {error}")))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "mjs"))
        .collect();
    files.sort();
    if files.is_empty() {
        return Err(problem("has no scenario, which is a .mjs file".to_owned()));
    }
    Ok(files)
}

/// The name of a scenario: that of its file without `.mjs`.
#[must_use]
pub fn name(file: &Path) -> String {
    file.file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}
