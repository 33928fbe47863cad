//! `cargo judge | head`: a reader that stops reading ends the search, without a panic.

use std::{io::pipe, process::Command};

#[test]
fn a_search_without_a_reader_ends_like_a_program_that_sigpipe_ends() {
    for arguments in [&["--list"][..], &["--minutes", "600"], &["--help"]] {
        let (reader, writer) = pipe().expect("a pipe");
        drop(reader);
        let output = Command::new(env!("CARGO_BIN_EXE_judge"))
            .args(arguments)
            .stdout(writer)
            .output()
            .expect("the binary was built");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(said, "", "{arguments:?}");
        // Clap prints the help, and takes a reader that has gone for no error.
        let expected = if arguments == ["--help"] { 0 } else { 141 };
        assert_eq!(output.status.code(), Some(expected), "{arguments:?}");
    }
}
