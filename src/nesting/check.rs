//! The check that every text passes before it is parsed.

use boa_engine::{Context, JsNativeError, JsResult, JsString, string::JsStrVariant};

use super::{
    costs::Costs,
    scan::{Measured, measure},
};
use crate::native_stack;

/// What the engine needs besides what is measured.
const RESERVE: usize = 32 << 10;

/// Checks that the engine has the native stack for a source text, before it parses and compiles it: the text of a file, or one
/// that the host has made. Without it a text that is nested too deeply, such as 100,000 parentheses, ends the process.
///
/// [`Runtime`](crate::Runtime), the module loader, workers, and `eval` and `Function` in a context with AsyncContext check what
/// they get. It is for a host that parses by itself, with `Context::eval`, `Script::parse` or `Module::parse`.
///
/// Costs one pass over the text, some 10 ns a byte. Call it on the thread that will parse, and about as deep in its stack.
///
/// # Errors
///
/// A `SyntaxError` if the text may need more of the native stack than is left on this thread. The bound is a little above what the
/// engine needs, and far above what programs need that people write: a thread with 2 MiB and an optimised engine has room for 60
/// brackets in each other.
pub fn check_nesting(source: &str, context: &mut Context) -> JsResult<()> {
    if source.is_ascii() {
        return check(source.as_bytes(), context);
    }
    let units: Vec<u16> = source.encode_utf16().collect();
    check(&units, context)
}

/// [`check_nesting`] for a string of the program.
pub(crate) fn check_string(source: &JsString, context: &mut Context) -> JsResult<()> {
    match source.as_str().variant() {
        JsStrVariant::Latin1(bytes) => check(bytes, context),
        JsStrVariant::Utf16(units) => check(units, context),
    }
}

fn check<U: Copy + Into<u32>>(text: &[U], context: &mut Context) -> JsResult<()> {
    if measure_with(Costs::at_most(), text).is_none() {
        return Ok(());
    }
    match measure_with(Costs::of_this_build(context), text) {
        None => Ok(()),
        Some(place) => Err(too_deep(text, place)),
    }
}

/// The place from which on a text needs more than is left, if levels cost so much.
fn measure_with<U: Copy + Into<u32>>(costs: Costs, text: &[U]) -> Option<usize> {
    let most = native_stack::left().saturating_sub(RESERVE + costs.descent);
    let highest = costs.descent + costs.step + costs.braces;
    if text.len().saturating_mul(highest) <= most {
        // However it is nested.
        return None;
    }
    #[cfg(exact_native_stack)]
    let costs = costs.of_trees();
    match measure(text, &costs, most) {
        Measured::Needs(_) => None,
        Measured::TooMuch(place) => Some(place),
    }
}

fn too_deep<U: Copy + Into<u32>>(text: &[U], place: usize) -> boa_engine::JsError {
    let before = text.get(..place).unwrap_or(text);
    let is_newline = |unit: &U| matches!((*unit).into(), 0x0a);
    let line = before.iter().filter(|unit| is_newline(unit)).count() + 1;
    let column = before
        .iter()
        .rev()
        .take_while(|unit| !is_newline(unit))
        .count()
        + 1;
    JsNativeError::syntax()
        .with_message(format!(
            "the source is nested too deeply for the stack of this thread at line {line}, col {column}"
        ))
        .into()
}
