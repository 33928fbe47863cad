//! The sink of the chunks of a writable stream.

use boa_engine::{Context, JsResult, JsValue, object::builtins::JsPromise};
use boa_gc::Trace;

use super::controller::WritableController;

/// The write, close and abort algorithms of a stream.
///
/// `Ok(None)` means a promise that is resolved with `undefined`, an error means a rejected promise. Each algorithm runs
/// in the mapping of the call that it carries out: see the [module](crate::streams).
pub(crate) trait Sink: Trace {
    /// Takes a chunk: the *write algorithm*. It is not called again before its promise is fulfilled.
    fn write(
        &self,
        chunk: &JsValue,
        controller: &WritableController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>>;

    /// Ends the sink after all chunks were written: the *close algorithm*.
    fn close(&self, context: &mut Context) -> JsResult<Option<JsPromise>>;

    /// Ends the sink at once: the *abort algorithm*.
    fn abort(&self, reason: &JsValue, context: &mut Context) -> JsResult<Option<JsPromise>>;
}
