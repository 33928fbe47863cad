//! Where messages go.

use boa_engine::{Context, JsValue};

/// How important a message is; the names are those of the methods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ConsoleLevel {
    /// `console.trace`: a message with the stack of the call.
    Trace,
    /// `console.debug`.
    Debug,
    /// `console.log`, and everything else that is neither of the others.
    Log,
    /// `console.info`.
    Info,
    /// `console.warn`, and what a program does wrong with counts and timers.
    Warn,
    /// `console.error`, and an assertion that failed.
    Error,
}

impl ConsoleLevel {
    /// The name of the method.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Trace => "trace",
            Self::Debug => "debug",
            Self::Log => "log",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }

    /// Whether the message belongs on standard error: that of a warning, an error, a failed assertion or a trace.
    #[must_use]
    pub const fn is_for_stderr(self) -> bool {
        matches!(self, Self::Trace | Self::Warn | Self::Error)
    }
}

/// A message of a program.
#[derive(Debug)]
#[non_exhaustive]
pub struct ConsoleMessage<'a> {
    /// How important it is.
    pub level: ConsoleLevel,
    /// The method of `console` that was called: `"log"`, `"assert"`, `"timeEnd"`.
    pub method: &'static str,
    /// The text, formatted, without the indentation of groups. It is the program's, and may have anything in it.
    pub text: &'a str,
    /// How many groups are open.
    pub groups: usize,
    /// What the method was called with. A host that wants more than the text may read it; to keep a value, keep a clone on
    /// the JS thread.
    pub arguments: &'a [JsValue],
}

impl ConsoleMessage<'_> {
    /// The text with two spaces for each open group before each line, and a line break at the end.
    #[must_use]
    pub fn indented(&self) -> String {
        // A program may open groups without end.
        let indent = " ".repeat(2 * self.groups.min(MOST_INDENTED));
        let mut lines = String::with_capacity(self.text.len() + indent.len() + 1);
        for line in self.text.split('\n') {
            lines.push_str(&indent);
            lines.push_str(line);
            lines.push('\n');
        }
        lines
    }
}

/// Groups within more groups than these are not indented further.
const MOST_INDENTED: usize = 40;

/// Receives the messages of `console`; see [`RuntimeBuilder::console_sink`](crate::RuntimeBuilder::console_sink).
///
/// One sink serves all realms of a runtime, and its workers, which call it on their threads. The mapping of the calling code is
/// current, so a span and [`HostVariable`](crate::HostVariable)s are those of its operation.
///
/// ```
/// use std::sync::{Arc, Mutex};
/// use boa_async_context::{Runtime, console::{ConsoleMessage, ConsoleSink}};
/// use boa_engine::Context;
///
/// #[derive(Default)]
/// struct Lines(Mutex<Vec<String>>);
///
/// impl ConsoleSink for Lines {
///     fn message(&self, message: &ConsoleMessage<'_>, _: &mut Context) {
///         let line = format!("{} {}", message.level.name(), message.text);
///         self.0.lock().unwrap().push(line);
///     }
/// }
///
/// let lines = Arc::new(Lines::default());
/// let mut runtime = Runtime::builder().console_sink(lines.clone()).build()?;
/// runtime.eval("console.warn('%i of', 2.5, { disks: [3] })")?;
/// assert_eq!(*lines.0.lock().unwrap(), ["warn 2 of { disks: [ 3 ] }"]);
/// # Ok::<(), boa_async_context::Error>(())
/// ```
pub trait ConsoleSink: Send + Sync {
    /// Takes a message, on the JS thread of the caller. The program waits meanwhile.
    fn message(&self, message: &ConsoleMessage<'_>, context: &mut Context);

    /// Whether messages of this level are wanted. The text of one that is not is never made, which saves most of its cost.
    /// Conversions that the program can notice, such as that of `%s`, are made all the same.
    fn wants(&self, level: ConsoleLevel) -> bool {
        let _ = level;
        true
    }

    /// Whether the text of messages of this level has the escape sequences of a terminal for colors.
    fn colors(&self, level: ConsoleLevel) -> bool {
        let _ = level;
        false
    }

    /// `console.clear()` was called. All groups are closed.
    fn clear(&self) {}
}
