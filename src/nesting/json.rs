//! `JSON.parse` on the published engine, which parses a text as a script when it has checked it.

use boa_engine::{
    Context, JsArgs, JsNativeError, JsResult, JsString, NativeFunction, js_string,
    object::builtins::JsFunction,
};

use super::costs::Costs;
use crate::{
    builtin_override::{BuiltinOverride, twin_of},
    native_stack,
};

/// What the engine needs besides what is measured.
const RESERVE: usize = 64 << 10;

/// Lets `JSON.parse` of the current realm measure its text first.
///
/// # Errors
///
/// None in a realm that no program has changed: an exception of a getter.
pub(crate) fn install(context: &mut Context) -> JsResult<()> {
    let json = context.intrinsics().objects().json();
    let parse = json.get(js_string!("parse"), context)?;
    let Some(parse) = parse.as_object() else {
        return Ok(());
    };
    let Some(twin) = twin_of(&parse, context) else {
        return Ok(());
    };
    let body = NativeFunction::from_copy_closure_with_captures(
        |this, args, twin: &JsFunction, context| {
            // 1. Let jsonString be ? ToString(text).
            let text = args.get_or_undefined(0).to_string(context)?;
            check_json(&text, context)?;
            twin.call(
                this,
                &[text.into(), args.get_or_undefined(1).clone()],
                context,
            )
        },
        twin,
    );
    BuiltinOverride::new(parse, js_string!("parse"), body, context).apply();
    Ok(())
}

/// Checks that the engine has the native stack for a JSON text.
///
/// # Errors
///
/// A `SyntaxError` if it is nested too deeply.
pub(crate) fn check_json(text: &JsString, context: &mut Context) -> JsResult<()> {
    // The engine puts the text into parentheses.
    let levels = depth(text.iter()) + 1;
    let has_room = |costs: Costs| {
        let needs = levels.saturating_mul(costs.descent + costs.braces);
        needs <= native_stack::left().saturating_sub(RESERVE)
    };
    if has_room(Costs::at_most()) || has_room(Costs::of_this_build(context)) {
        return Ok(());
    }
    Err(JsNativeError::syntax()
        .with_message("the JSON text is nested too deeply for the stack of this thread")
        .into())
}

/// How many brackets of a JSON text are open at most. The engine refuses more than 128 itself, so more are not counted.
fn depth(units: impl Iterator<Item = u16>) -> usize {
    const MOST: usize = 128;
    let (mut depth, mut deepest, mut is_string, mut is_escaped) = (0_usize, 0, false, false);
    for unit in units {
        match u8::try_from(unit) {
            _ if is_escaped => is_escaped = false,
            Ok(b'\\') => is_escaped = is_string,
            Ok(b'"') => is_string = !is_string,
            Ok(b'[' | b'{') if !is_string => {
                depth += 1;
                deepest = deepest.max(depth);
                if deepest >= MOST {
                    break;
                }
            }
            Ok(b']' | b'}') if !is_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_strings_do_not_count() {
        let depth = |text: &str| depth(text.encode_utf16());
        assert_eq!(depth(r#"[{"a[[[[": "\"[[[["}, [], []]"#), 2);
        assert_eq!(depth(&"[".repeat(200_000)), 128);
    }
}
