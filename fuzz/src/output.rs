//! Lines on standard output and standard error.

use std::{
    fmt::Display,
    io::{self, ErrorKind, Write},
    process,
};

/// What a shell says of a process whose reader has gone: 128 and the number of SIGPIPE.
const READER_HAS_GONE: i32 = 128 + 13;

/// Prints a line of results. Without a reader, `head` for instance, a search is of no use, so the process ends.
pub fn print(line: impl Display) {
    write(&mut io::stdout(), line);
}

/// Prints a line about a problem.
pub fn say(line: impl Display) {
    write(&mut io::stderr(), line);
}

fn write(out: &mut impl Write, line: impl Display) {
    match writeln!(out, "{line}") {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::BrokenPipe => process::exit(READER_HAS_GONE),
        Err(error) => {
            let _ = writeln!(io::stderr(), "cannot print: {error}");
            process::exit(2);
        }
    }
}
