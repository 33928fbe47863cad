//! Messages on standard output and standard error.

use std::{
    env,
    io::{self, IsTerminal as _, Write},
};

use boa_engine::Context;

use super::sink::{ConsoleLevel, ConsoleMessage, ConsoleSink};

/// Writes messages to standard output, those of [some levels](ConsoleLevel::is_for_stderr) to standard error.
///
/// A message is written at once, so those of several threads do not mix within one. If the reader has gone away, the message
/// is lost; the program goes on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Terminal {
    out: bool,
    err: bool,
}

impl Terminal {
    /// Without colors.
    #[must_use]
    pub const fn plain() -> Self {
        Self {
            out: false,
            err: false,
        }
    }

    /// With colors where people read: each of standard output and standard error has them if it is a terminal and `TERM` is not
    /// `dumb`. [`NO_COLOR`](https://no-color.org/) turns them off and `FORCE_COLOR` on, if set and not empty; `FORCE_COLOR=0`
    /// turns them off, too. `FORCE_COLOR` goes first.
    #[must_use]
    pub fn detect() -> Self {
        let variable = |name| env::var_os(name).and_then(|value| value.into_string().ok());
        let colors = |is_terminal| {
            has_colors(
                is_terminal,
                variable("FORCE_COLOR").as_deref(),
                variable("NO_COLOR").as_deref(),
                variable("TERM").as_deref(),
            )
        };
        Self {
            out: colors(io::stdout().is_terminal()),
            err: colors(io::stderr().is_terminal()),
        }
    }
}

fn has_colors(
    is_terminal: bool,
    force: Option<&str>,
    no: Option<&str>,
    term: Option<&str>,
) -> bool {
    match (force, no) {
        (Some("0" | "false"), _) => false,
        (Some(force), _) if !force.is_empty() => true,
        (_, Some(no)) if !no.is_empty() => false,
        _ => is_terminal && term != Some("dumb"),
    }
}

impl ConsoleSink for Terminal {
    fn message(&self, message: &ConsoleMessage<'_>, _: &mut Context) {
        let text = message.indented();
        // There is nobody to tell that it could not be written.
        let _ = if message.level.is_for_stderr() {
            io::stderr().write_all(text.as_bytes())
        } else {
            let mut out = io::stdout().lock();
            out.write_all(text.as_bytes()).and_then(|()| out.flush())
        };
    }

    fn colors(&self, level: ConsoleLevel) -> bool {
        if level.is_for_stderr() {
            self.err
        } else {
            self.out
        }
    }

    /// Clears the screen if standard output is a terminal.
    fn clear(&self) {
        let mut out = io::stdout();
        if out.is_terminal() {
            let _ = out.write_all(b"\x1b[H\x1b[J").and_then(|()| out.flush());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::has_colors;

    #[test]
    fn colors_are_for_terminals_unless_the_user_says_otherwise() {
        assert!(has_colors(true, None, None, Some("xterm")));
        assert!(!has_colors(false, None, None, Some("xterm")));
        assert!(!has_colors(true, None, None, Some("dumb")));
        assert!(!has_colors(true, None, Some("1"), None));
        assert!(has_colors(true, None, Some(""), None));
        assert!(has_colors(false, Some("1"), None, None));
        assert!(has_colors(false, Some("1"), Some("1"), Some("dumb")));
        assert!(!has_colors(true, Some("0"), None, None));
        assert!(has_colors(true, Some(""), None, None));
    }
}
