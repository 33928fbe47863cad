//! Evaluating a script.

use std::path::Path;

use boa_engine::{Context, JsResult, JsValue, Source};

/// Evaluates a script in the context's realm.
pub(super) fn eval(text: &str, path: Option<&Path>, context: &mut Context) -> JsResult<JsValue> {
    let source = Source::from_bytes(text.as_bytes());
    match path {
        Some(path) => context.eval(source.with_path(path)),
        None => context.eval(source),
    }
}
