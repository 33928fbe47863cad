//! Places in a program.

use std::fmt;

use boa_engine::Context;

/// The place in a program that made a capture: the innermost running JS code.
///
/// The engine tells the place of the instruction that follows the call, which may be in the next statement.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct CaptureLocation {
    /// The path of the file as it was loaded; `None` for code without a file.
    pub file: Option<String>,
    /// The name of the function; empty if it has none.
    pub function: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
}

impl CaptureLocation {
    /// The innermost frame of the VM whose place in a source is known.
    pub(super) fn now(context: &Context) -> Option<Self> {
        context.stack_trace().find_map(|frame| {
            let at = frame.position();
            let position = at.position?;
            let file = at.path.to_string();
            Some(Self {
                file: (!file.is_empty()).then_some(file),
                function: at.function_name.to_std_string_escaped(),
                line: position.line_number(),
                column: position.column_number(),
            })
        })
    }
}

impl fmt::Display for CaptureLocation {
    /// `app.mjs:14:3`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.as_deref().unwrap_or("(unknown)");
        write!(f, "{file}:{}:{}", self.line, self.column)
    }
}
