//! The end of a pipe.
//!
//! <https://streams.spec.whatwg.org/#rs-pipeTo-shutdown-with-action>

use boa_engine::{Context, JsObject, JsResult, JsValue, object::builtins::JsPromise};
use boa_gc::{Finalize, Trace};

use super::state::Pipe;
use crate::streams::promise::{Effect, resolved, upon, wait_for_all};

/// The action of a shutdown.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) enum Action {
    Nothing,
    AbortDest(JsValue),
    CancelSource(JsValue),
    CloseDest,
    /// The actions that a signal asks for, with its reason.
    AbortAndCancel {
        reason: JsValue,
        abort: bool,
        cancel: bool,
    },
}

impl Pipe {
    /// *Shutdown with an action*, and, with no action, *shutdown*.
    ///
    /// <https://streams.spec.whatwg.org/#rs-pipeTo-shutdown-with-action>
    ///
    /// <https://streams.spec.whatwg.org/#rs-pipeTo-shutdown>
    pub(super) fn shutdown(
        &self,
        action: Action,
        error: Option<JsValue>,
        context: &mut Context,
    ) -> JsResult<()> {
        // 1. If shuttingDown is true, then abort these substeps. 2. Set shuttingDown to true.
        if self.shutting_down.replace(true) {
            return Ok(());
        }
        let shutdown = Shutdown {
            pipe: self.clone(),
            action,
            error,
        };
        // 3. If dest.[[state]] is "writable" and no close is queued or in flight: wait until every chunk
        //    that was read has been written.
        if self.dest.is_writable() && !self.dest.close_queued_or_in_flight() {
            shutdown.wait_for_writes(context)
        } else {
            shutdown.act(context)
        }
    }
}

/// A shutdown that is in progress.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Shutdown {
    pipe: Pipe,
    action: Action,
    error: Option<JsValue>,
}

impl Shutdown {
    /// Waits until every chunk that was read has been written, also chunks that are written meanwhile.
    fn wait_for_writes(&self, context: &mut Context) -> JsResult<()> {
        let write = self.pipe.current_write.borrow().clone();
        let done: Effect<(Self, JsPromise)> = |(shutdown, write), _, context| {
            let now = shutdown.pipe.current_write.borrow().clone();
            if JsObject::equals(&now.into(), &write.clone().into()) {
                shutdown.act(context)
            } else {
                shutdown.wait_for_writes(context)
            }
        };
        upon(&write, (self.clone(), write.clone()), done, done, context)
    }

    /// Performs the action, and finalizes when it has ended.
    fn act(&self, context: &mut Context) -> JsResult<()> {
        // 4. Let p be the result of performing action.
        let Some(promise) = self.action.perform(&self.pipe, context)? else {
            return self.finalize(context);
        };
        upon(
            &promise,
            self.clone(),
            // 5. Upon fulfillment of p, finalize, passing along originalError if it was given.
            |shutdown, _, context| shutdown.finalize(context),
            // 6. Upon rejection of p with reason newError, finalize with newError.
            |shutdown, reason, context| {
                let mut shutdown = shutdown.clone();
                shutdown.error = Some(reason.clone());
                shutdown.finalize(context)
            },
            context,
        )
    }

    /// *Finalize*
    ///
    /// <https://streams.spec.whatwg.org/#rs-pipeTo-finalize>
    fn finalize(&self, context: &mut Context) -> JsResult<()> {
        let pipe = &self.pipe;
        // 1. Perform ! WritableStreamDefaultWriterRelease(writer).
        pipe.writer.release(context)?;
        // 3. Perform ! ReadableStreamDefaultReaderRelease(reader).
        pipe.reader.release(context)?;
        // 4. If signal is not undefined, remove abortAlgorithm from signal.
        let abort = pipe.abort.borrow_mut().take();
        if let Some((_signal, algorithm)) = abort {
            algorithm.cancel();
        }
        match &self.error {
            // 5. If error was given, reject promise with error.
            Some(error) => pipe.promise.reject(error.clone(), context),
            // 6. Otherwise, resolve promise with undefined.
            None => pipe.promise.fulfill(context),
        }
    }
}

impl Action {
    /// Performs the action; returns the promise to wait for, or `None` if there is no action.
    fn perform(&self, pipe: &Pipe, context: &mut Context) -> JsResult<Option<JsPromise>> {
        let promise = match self {
            Self::Nothing => return Ok(None),
            Self::CloseDest => pipe.writer.close_with_error_propagation(context)?,
            Self::AbortDest(error) => pipe.dest.abort(error, context)?,
            Self::CancelSource(error) => pipe.source.cancel(error, context)?,
            Self::AbortAndCancel {
                reason,
                abort,
                cancel,
            } => {
                let mut promises = Vec::new();
                //  If preventAbort is false: abort dest if it is "writable", else nothing.
                if *abort {
                    promises.push(if pipe.dest.is_writable() {
                        pipe.dest.abort(reason, context)?
                    } else {
                        resolved(JsValue::undefined(), context)?
                    });
                }
                //  If preventCancel is false: cancel source if it is "readable", else nothing.
                if *cancel {
                    promises.push(if pipe.source.is_readable() {
                        pipe.source.cancel(reason, context)?
                    } else {
                        resolved(JsValue::undefined(), context)?
                    });
                }
                wait_for_all(promises, context)?
            }
        };
        Ok(Some(promise))
    }
}
