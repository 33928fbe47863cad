//! The source of the chunks of a readable stream.

use boa_engine::{Context, JsResult, JsValue, object::builtins::JsPromise};
use boa_gc::Trace;

use super::{controller::ReadableController, watcher::Watcher};

/// The pull and cancel algorithms of a stream.
///
/// `Ok(None)` means a promise that is resolved with `undefined`, an error means a rejected promise.
pub(crate) trait Source: Trace {
    /// Provides a chunk: the *pull algorithm*. It is not called again before its promise is fulfilled.
    ///
    /// It runs in the mapping of what causes the call: see the [module](crate::streams).
    fn pull(
        &self,
        controller: &ReadableController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>>;

    /// Ends the source, because no further chunk is wanted: the *cancel algorithm*. It runs in the mapping of the call
    /// that cancels.
    fn cancel(&self, reason: &JsValue, context: &mut Context) -> JsResult<Option<JsPromise>>;

    /// Looks for the end of the stream between the reads from now on, for this watcher; `None` if there is none any more. Most
    /// sources notice their end by themselves.
    fn watch(&self, _watcher: Option<Watcher>, _context: &mut Context) {}
}
