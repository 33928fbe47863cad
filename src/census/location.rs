//! Places in a program.

use std::fmt;

use boa_engine::Context;

/// The place in a program that made a capture, met a [limit](crate::LimitMet), or has
/// [reported](crate::event_loop::Report::at) something: the innermost running JS code.
///
/// The engine tells the place of the instruction that follows the call, which may be in the next statement. The published
/// engine has no place for an `await`: it tells that of what is around it, mostly the head of the function.
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
    /// The innermost frame of the VM whose place in a source is known. `None` while no JS code is running. O(1) but for
    /// frames without a place.
    #[must_use]
    pub fn now(context: &Context) -> Option<Self> {
        context.stack_trace().find_map(|frame| {
            let at = frame.position();
            let position = at.position?;
            // The engine's words for code of `eval`, of `new Function` and of a source without a path.
            let file = match at.path.to_string() {
                words if words.ends_with(" at ") => String::new(),
                path => path,
            };
            Some(Self {
                file: (!file.is_empty()).then_some(file),
                function: at.function_name.to_std_string_escaped(),
                line: position.line_number(),
                column: position.column_number(),
            })
        })
    }
}

impl CaptureLocation {
    /// The location with the path of the file as it was loaded: `/srv/app.mjs:14:3`.
    #[must_use]
    pub fn with_path(&self) -> String {
        self.in_file(self.file.as_deref())
    }

    fn in_file(&self, file: Option<&str>) -> String {
        let file = file.unwrap_or("(no file)");
        format!("{file}:{}:{}", self.line, self.column)
    }
}

impl fmt::Display for CaptureLocation {
    /// The location with the last part of the file's path: `app.mjs:14:3`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.as_deref();
        // Windows has both separators. Elsewhere a backslash is part of a name.
        let is_separator = |letter| std::path::is_separator(letter);
        f.pad(&self.in_file(file.and_then(|file| file.rsplit(is_separator).next())))
    }
}

#[cfg(test)]
mod tests {
    use super::CaptureLocation;

    #[test]
    fn the_text_is_short_and_the_path_is_kept() {
        let mut location = CaptureLocation {
            file: Some("/srv/app/main.mjs".to_owned()),
            function: "serve".to_owned(),
            line: 14,
            column: 3,
        };
        assert_eq!(location.to_string(), "main.mjs:14:3");
        assert_eq!(location.with_path(), "/srv/app/main.mjs:14:3");
        location.file = None;
        assert_eq!(location.to_string(), "(no file):14:3");
        assert_eq!(location.with_path(), "(no file):14:3");
    }
}
