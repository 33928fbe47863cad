//! The algorithms that turn the chunks of a transform stream into others.

use boa_engine::{Context, JsResult, JsValue, object::builtins::JsPromise};
use boa_gc::Trace;

use super::controller::TransformController;

/// The transform, flush and cancel algorithms of a stream.
///
/// `Ok(None)` means a promise that is resolved with `undefined`, an error means a rejected promise. Each algorithm runs
/// in the mapping of the call that it carries out: see the [module](crate::streams).
pub(crate) trait Transformer: Trace {
    /// Transforms a chunk that was written: the *transform algorithm*.
    fn transform(
        &self,
        chunk: &JsValue,
        controller: &TransformController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>>;

    /// Ends the transformer after all chunks were transformed, because the writable side is closed: the *flush
    /// algorithm*.
    fn flush(
        &self,
        controller: &TransformController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>>;

    /// Ends the transformer, because the readable side was canceled or the writable side aborted: the *cancel
    /// algorithm*.
    fn cancel(&self, reason: &JsValue, context: &mut Context) -> JsResult<Option<JsPromise>>;
}
