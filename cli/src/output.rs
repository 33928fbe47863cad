//! Lines on standard output and standard error.
//!
//! A reader that has gone away, `head` for instance, is not an error: the text is lost then.

use std::io::{self, Write as _};

/// Writes a line to standard output: results.
pub(crate) fn print(text: &str) {
    let _ = writeln!(io::stdout(), "{text}");
}

/// Writes a line to standard error: problems and progress.
pub(crate) fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}
