//! What the figures were measured on.

use std::{fmt::Write as _, fs, thread};

use super::{command::first_line, peers::Engine};
use crate::sources::VERSION;

/// A paragraph for the page: the machine, the versions, the date.
pub(super) fn describe(engines: &[Engine], is_quick: bool) -> String {
    let processor =
        field("/proc/cpuinfo", "model name").unwrap_or_else(|| "an unknown processor".into());
    let threads = thread::available_parallelism().map_or(0, Into::into);
    let mut text = format!(
        "Measured on {}, commit {}, with {}, {threads} threads, {} {}, {}, Boa {VERSION}, release profile, mimalloc",
        first_line("date", &["-u", "+%Y-%m-%d"]),
        first_line("git", &["describe", "--always", "--dirty"]),
        processor,
        std::env::consts::OS,
        std::env::consts::ARCH,
        first_line("rustc", &["--version"]),
    );
    let peers: Vec<String> = engines.iter().filter_map(Engine::version).collect();
    if !peers.is_empty() {
        let _ = write!(text, "; {}", peers.join(", "));
    }
    let _ = write!(
        text,
        ". One run{}.",
        if is_quick {
            " of the quick kind, which says little"
        } else {
            ""
        }
    );
    text
}

/// The value of a line `name : value` in a file.
fn field(path: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == name).then(|| value.trim().to_owned())
    })
}
