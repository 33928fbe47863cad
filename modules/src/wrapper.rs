//! Compiling the text of a CommonJS module into a function.

use std::{borrow::Cow, path::Path};

use boa_async_context::loader::parse_script;
use boa_engine::{
    Context, JsError, JsNativeError, JsResult, JsValue, js_string, object::builtins::JsFunction,
};

/// What stands before the text, in its first line, so that the numbers of lines stay.
const BEFORE: &str = "(function(exports,require,module,__filename,__dirname){";

/// What stands behind it, in a line of its own, because the text may end with a comment.
const BEHIND: &str = "\n})";

/// What is told of a text that closes more brackets than it opens.
const ENDED: &str = "there is a closing bracket too many";

/// The text of a CommonJS module as an expression: a function.
///
/// <https://nodejs.org/api/modules.html#the-module-wrapper>
pub(crate) fn wrapped(text: &str) -> String {
    let text = match text.strip_prefix("#!") {
        // A comment that is as long as the line.
        Some(line) => Cow::Owned(format!("//{line}")),
        None => Cow::Borrowed(text),
    };
    format!("{BEFORE}{text}{BEHIND}")
}

/// The error of a parser that was given the wrapped text, with the position in the text itself.
pub(crate) fn unwrapped(message: &str) -> JsError {
    let moved = message
        .rsplit_once(" at line 1, col ")
        .and_then(|(what, column)| {
            let digits = column.trim_end_matches(|c: char| !c.is_ascii_digit());
            let column: usize = digits.parse().ok()?;
            let column = column.saturating_sub(BEFORE.len()).max(1);
            Some(format!("{what} at line 1, col {column}"))
        });
    let message = moved.unwrap_or_else(|| message.to_owned());
    JsNativeError::syntax().with_message(message).into()
}

/// Compiles the text of a CommonJS module into its function, in the current realm. Nothing of the text runs.
///
/// # Errors
///
/// The parser's `SyntaxError`, with its message as it is.
pub(crate) fn compile(path: &Path, text: &str, context: &mut Context) -> JsResult<JsFunction> {
    let script = parse_script(path, &wrapped(text), context).map_err(|error| {
        let message = error.as_native().map(|native| native.message().to_owned());
        unwrapped(&message.unwrap_or_else(|| error.to_string()))
    })?;
    let function = script.evaluate(context)?.as_function();
    let Some(function) = function else {
        return Err(unwrapped(ENDED));
    };
    // What the text has put in its place has other parameters, unless somebody wants to mislead himself.
    let length = function.get(js_string!("length"), context)?;
    if length == JsValue::from(5) {
        Ok(function)
    } else {
        Err(unwrapped(ENDED))
    }
}
