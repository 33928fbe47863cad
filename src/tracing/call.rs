//! Calls into JavaScript in a span.

use boa_engine::{Context, JsResult, JsValue, value::TryFromJs};
use tracing::Span;

use crate::{
    event_loop::{Call, Mailbox},
    spans::spanned,
};

impl Mailbox {
    /// [`call`](Self::call) in `span`, together with everything that the call starts, and with the conversion of its result.
    /// From any thread, and from any task.
    ///
    /// ```
    /// use boa_async_context::Runtime;
    /// use boa_engine::Source;
    /// use tracing::info_span;
    ///
    /// let mut runtime = Runtime::builder().build()?;
    /// let mailbox = runtime.event_loop().mailbox();
    /// let answer = mailbox.call_in_span::<i32>(info_span!("request", path = "/"), |context| {
    ///     context.eval(Source::from_bytes("Promise.resolve(42)"))
    /// });
    /// runtime.run_until_idle_blocking()?;
    /// assert_eq!(futures_lite::future::block_on(answer), Ok(42));
    /// # Ok::<(), boa_async_context::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`call`](Self::call).
    pub fn call_in_span<R>(
        &self,
        span: Span,
        f: impl FnOnce(&mut Context) -> JsResult<JsValue> + Send + 'static,
    ) -> Call<R>
    where
        R: TryFromJs + Send + 'static,
    {
        let (message, call) = self.prepare_call(f);
        let message = spanned(span, message);
        self.post(move |context| {
            message(context);
            Ok(())
        });
        call
    }
}
