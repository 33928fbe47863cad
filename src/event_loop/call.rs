//! Calling into JavaScript from any thread, and waiting for what comes of it.

use std::{
    any::Any,
    future::Future,
    marker::PhantomData,
    pin::Pin,
    rc::Rc,
    task::{Context as TaskContext, Poll},
};

use boa_engine::{Context, JsArgs, JsError, JsResult, JsValue, NativeFunction, value::TryFromJs};
use boa_gc::{Finalize, Trace};
use tokio::sync::oneshot;

use super::mailbox::Mailbox;
use crate::{
    inspect::describe_error,
    promise::{perform_promise_then, promise_resolve},
};

/// Why a [call](Mailbox::call) has no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CallError {
    /// JavaScript threw, or the promise was rejected, or the value is not what the caller wants. The text has the
    /// exception and its stack; the exception itself cannot leave its thread.
    #[error("the call failed: {0}")]
    Thrown(String),
    /// The event loop was dropped, or shut down, before there was a result; or nothing can settle the promise any more,
    /// and it was collected.
    #[error(
        "the call has no result: its runtime has ended, or the promise can no longer be settled"
    )]
    Ended,
}

/// The result of a [call](Mailbox::call), as a future. It is `Send`, and any executor may poll it.
#[derive(Debug)]
#[must_use = "the call is taken back if its future is dropped before it began"]
pub struct Call<R>(oneshot::Receiver<Result<R, CallError>>);

impl<R> Future for Call<R> {
    type Output = Result<R, CallError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<Self::Output> {
        let received = Pin::new(&mut self.0).poll(cx);
        // The sender is dropped unused when the runtime or the promise is gone.
        received.map(|received| received.unwrap_or(Err(CallError::Ended)))
    }
}

/// Where the result goes.
type Reply<R> = oneshot::Sender<Result<R, CallError>>;

impl Mailbox {
    /// Calls `f` on the JS thread and waits for its result; a promise or another thenable is awaited. From any thread, and
    /// from any task.
    ///
    /// `f` runs as a [message](Self::post): alone, in the empty mapping. To give the callee a context, run it in a
    /// [`HostVariable`](crate::HostVariable). What `f` returns is converted with [`TryFromJs`] to something that may leave
    /// the thread. An exception is not reported: the caller has it. A panic in `f` unwinds through the run of the loop.
    ///
    /// ```
    /// use boa_async_context::Runtime;
    /// use boa_engine::{Context, JsNativeError, JsValue, js_string};
    ///
    /// // The JS thread.
    /// let (ready, mailbox) = std::sync::mpsc::channel();
    /// let thread = std::thread::spawn(move || {
    ///     let mut runtime = Runtime::builder().build().expect("a runtime");
    ///     runtime.eval("globalThis.greet = async (name) => `hello ${name}`").expect("a script");
    ///     let mailbox = runtime.event_loop().mailbox();
    ///     let open = mailbox.hold();
    ///     ready.send((mailbox, open)).expect("the other thread waits");
    ///     runtime.run_until_idle_blocking().expect("a thread to sleep in");
    /// });
    ///
    /// // Any other thread.
    /// let (mailbox, open) = mailbox.recv().expect("the runtime is there");
    /// let answer = mailbox.call::<String>(|context: &mut Context| {
    ///     let greet = context.global_object().get(js_string!("greet"), context)?;
    ///     // A panic here would end the JS thread. What the program decides is an error of this call.
    ///     let missing = || JsNativeError::typ().with_message("no function `greet`");
    ///     let greet = greet.as_callable().ok_or_else(missing)?;
    ///     greet.call(&JsValue::undefined(), &[js_string!("ann").into()], context)
    /// });
    /// assert_eq!(futures_lite::future::block_on(answer)?, "hello ann");
    /// // Without a hold the loop ends when it is idle.
    /// drop(open);
    /// thread.join().expect("it did not panic");
    /// # Ok::<(), boa_async_context::event_loop::CallError>(())
    /// ```
    ///
    /// The message is posted at once, in the order of the calls; the future only waits. If it is dropped before `f` was
    /// called, `f` is not called at all. Later, the result is dropped.
    ///
    /// The call does not keep the loop running while its promise is pending: what will settle the promise does, and a
    /// service has a [hold](Self::hold). A job of the JS thread that blocks on the future waits for good, because the loop
    /// cannot go on. A call that is made after a [shutdown](crate::Runtime::shutdown) ends at once.
    ///
    /// # Errors
    ///
    /// [`CallError`].
    pub fn call<R>(
        &self,
        f: impl FnOnce(&mut Context) -> JsResult<JsValue> + Send + 'static,
    ) -> Call<R>
    where
        R: TryFromJs + Send + 'static,
    {
        let (message, call) = self.prepare_call(f);
        self.post(move |context| {
            message(context);
            Ok(())
        });
        call
    }

    /// What a call does on the JS thread, and its result.
    pub(crate) fn prepare_call<R>(
        &self,
        f: impl FnOnce(&mut Context) -> JsResult<JsValue> + Send + 'static,
    ) -> (impl FnOnce(&mut Context) + Send + 'static, Call<R>)
    where
        R: TryFromJs + Send + 'static,
    {
        let (reply, result) = oneshot::channel();
        let mailbox = self.clone();
        let message = move |context: &mut Context| {
            if !reply.is_closed() {
                settle(f(context), reply, mailbox, context);
            }
        };
        (message, Call(result))
    }
}

/// Sends what a call has returned, now or when it is known.
fn settle<R: TryFromJs + Send + 'static>(
    returned: JsResult<JsValue>,
    reply: Reply<R>,
    mailbox: Mailbox,
    context: &mut Context,
) {
    let key = mailbox.keep_reply(Box::new(reply));
    let slot = Slot::<R>(Rc::new(Place { mailbox, key }), PhantomData);
    let awaited = match returned {
        Ok(value) if value.is_object() => await_promise(value, &slot, context),
        Ok(value) => {
            slot.fulfill(&value, context);
            Ok(())
        }
        Err(error) => Err(error),
    };
    if let Err(error) = awaited {
        slot.send(Err(thrown(&error)));
    }
}

fn await_promise<R: TryFromJs + Send + 'static>(
    value: JsValue,
    slot: &Slot<R>,
    context: &mut Context,
) -> JsResult<()> {
    // As `await` does. An object that is no thenable fulfills it.
    let promise = promise_resolve(value, context)?;
    let fulfilled = NativeFunction::from_copy_closure_with_captures(
        |_, args, slot: &Slot<R>, context| {
            slot.fulfill(args.get_or_undefined(0), context);
            Ok(JsValue::undefined())
        },
        slot.clone(),
    );
    let rejected = NativeFunction::from_copy_closure_with_captures(
        |_, args, slot: &Slot<R>, _| {
            let reason = args.get_or_undefined(0).clone();
            slot.send(Err(thrown(&JsError::from_opaque(reason))));
            Ok(JsValue::undefined())
        },
        slot.clone(),
    );
    let fulfilled = fulfilled.to_js_function(context.realm());
    let rejected = rejected.to_js_function(context.realm());
    perform_promise_then(&promise, fulfilled, rejected, context).map(drop)
}

fn thrown(error: &JsError) -> CallError {
    CallError::Thrown(describe_error(error))
}

/// Where the mailbox keeps a reply. The callbacks of a promise that is never settled live until a collection, which may
/// be never; the mailbox ends with its loop.
struct Place {
    mailbox: Mailbox,
    key: u64,
}

impl Drop for Place {
    fn drop(&mut self) {
        // Nothing can settle the promise any more.
        drop(self.mailbox.take_reply(self.key));
    }
}

/// The place of a reply, until it is sent. It refers to nothing of the collector.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Slot<R: 'static>(
    #[unsafe_ignore_trace] Rc<Place>,
    #[unsafe_ignore_trace] PhantomData<fn(R)>,
);

impl<R> Clone for Slot<R> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<R: TryFromJs + Send> Slot<R> {
    fn fulfill(&self, value: &JsValue, context: &mut Context) {
        self.send(R::try_from_js(value, context).map_err(|error| thrown(&error)));
    }
}

impl<R: Send + 'static> Slot<R> {
    /// Sends the first result, after the job.
    fn send(&self, result: Result<R, CallError>) {
        let Place { mailbox, key } = &*self.0;
        let reply = mailbox
            .take_reply(*key)
            .map(Box::<dyn Any + Send>::downcast);
        if let Some(Ok(reply)) = reply {
            let reply: Box<Reply<R>> = reply;
            mailbox.answer(move || {
                // Nobody may be waiting any more.
                let _ = reply.send(result);
            });
        }
    }
}
