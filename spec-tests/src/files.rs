//! The files of this crate, and reading the files of a suite.

use std::path::{Path, PathBuf};

/// The directory of this crate in the checkout that it was built from. Our suite is in `test/` there, its
/// harness in `harness/`.
#[must_use]
pub fn own_suite() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Reads a text file. The error is a predicate, to be shown after the name of the file.
pub(crate) fn read_text(file: &Path) -> Result<String, String> {
    let bytes = std::fs::read(file).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "does not exist".to_owned(),
        _ => format!("cannot be read: {error}"),
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let position = error.utf8_error().valid_up_to();
        let byte = error.as_bytes()[position];
        format!("is not UTF-8: byte {position} is {byte:#04x}")
    })
}
