//! The body of a response while it is being received, and the means to stop a job.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use boa_async_context::{Limit, Limits};
use boa_engine::{Context, JsError, JsResult, JsValue};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};
use bytes::Bytes;
use tokio::sync::Notify;

use super::{
    client::{Failure, IncomingBody},
    convert::network_error,
};
use crate::{
    abort::{algorithm::Algorithm, state::SignalState},
    dom_exception::quota_exceeded,
    mechanism::Origin,
    streams::native::ByteController,
};

/// Stops a native job that waits for something. Clones stop the same job.
#[derive(Debug, Clone, Default)]
pub(super) struct Stop(Rc<(Cell<bool>, Notify)>);

impl Stop {
    /// Stops the job, now or when it next waits.
    pub(super) fn stop(&self) {
        self.0.0.set(true);
        self.0.1.notify_one();
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.0.0.get()
    }

    /// Waits until [`stop`](Self::stop) is called.
    pub(super) async fn stopped(&self) {
        while !self.is_stopped() {
            self.0.1.notified().await;
        }
    }

    /// Waits for `future`; returns `None` if the job is stopped first. The future is dropped at once then, and the
    /// connection with it.
    pub(super) async fn or<T>(&self, future: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            () = self.stopped() => None,
            value = future => Some(value),
        }
    }
}

/// Why a body does not arrive to its end.
pub(super) enum Broken {
    Failed(Failure),
    /// Aborted, for this reason.
    Aborted(JsValue),
}

impl Broken {
    /// The exception: the reason, a `TypeError` for a network error, or a "QuotaExceededError" for a limit of the host,
    /// which is noted with the current mapping.
    pub(super) fn into_error(self, context: &Context) -> JsError {
        match self {
            Self::Aborted(reason) => JsError::from_opaque(reason),
            Self::Failed(failure) => match failure.noted("reading a body", context) {
                Some(met) => quota_exceeded(&met, context),
                None => network_error("the body was not received", &failure),
            },
        }
    }
}

/// The failure of a body that is read at once, if so many bytes are more than the host allows.
pub(super) fn too_large(length: usize, context: &Context) -> Option<Broken> {
    let most = Limits::get_of(Limit::BodyBytes, context)?;
    (length as u64 > most).then(|| Broken::Failed(Failure::too_large(most)))
}

/// A body that arrives from the network. The response and the readers hold it.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct Receiving {
    /// The body; `None` while a chunk is awaited, and at the end.
    #[unsafe_ignore_trace]
    body: RefCell<Option<IncomingBody>>,
    #[unsafe_ignore_trace]
    stop: Stop,
    /// The reason of the abort, once the body was aborted.
    reason: GcRefCell<Option<JsValue>>,
    /// The signal that aborts the body, with its algorithm, until the end of the body.
    abort: GcRefCell<Option<(Gc<SignalState>, Gc<Algorithm>)>>,
    /// The controller of the stream that reads the body, if there is one.
    controller: GcRefCell<Option<ByteController>>,
    /// The mapping of the request, until the end of the body.
    origin: GcRefCell<Option<Origin>>,
}

impl Receiving {
    pub(super) fn new(body: IncomingBody) -> Gc<Self> {
        Gc::new(Self {
            body: RefCell::new(Some(body)),
            stop: Stop::default(),
            reason: GcRefCell::default(),
            abort: GcRefCell::default(),
            controller: GcRefCell::default(),
            origin: GcRefCell::default(),
        })
    }

    /// Sets the mapping of the request.
    pub(super) fn set_origin(&self, origin: Origin) {
        *self.origin.borrow_mut() = Some(origin);
    }

    /// The mapping of the request, if it is known and the body has not ended.
    pub(super) fn origin(&self) -> Option<Origin> {
        self.origin.borrow().clone()
    }

    /// Keeps the algorithm of the signal until the end of the body.
    pub(super) fn aborted_by(&self, signal: Gc<SignalState>, algorithm: Gc<Algorithm>) {
        *self.abort.borrow_mut() = Some((signal, algorithm));
    }

    /// Attaches the stream that reads the body from now on.
    pub(super) fn read_by(
        &self,
        controller: Option<ByteController>,
        context: &mut Context,
    ) -> JsResult<()> {
        let reason = self.reason.borrow().clone();
        if let Some((reason, controller)) = reason.zip(controller.as_ref()) {
            controller.error(&reason, context)?;
        }
        *self.controller.borrow_mut() = controller;
        Ok(())
    }

    /// Closes the connection. Pending and later reads fail with the reason.
    pub(super) fn abort(&self, reason: JsValue, context: &mut Context) -> JsResult<()> {
        *self.reason.borrow_mut() = Some(reason.clone());
        self.end();
        let controller = self.controller.borrow().clone();
        controller.map_or(Ok(()), |controller| controller.error(&reason, context))
    }

    /// The next bytes; `None` at the end. Only one call may wait at a time.
    ///
    /// # Errors
    ///
    /// A network error, or the reason of the abort.
    pub(super) async fn chunk(&self) -> Result<Option<Bytes>, Broken> {
        let body = self.body.take();
        let result = match body {
            Some(mut body) => {
                self.stop
                    .or(async move {
                        let chunk = body.chunk().await;
                        (body, chunk)
                    })
                    .await
            }
            None => None,
        };
        if let Some(reason) = self.reason.borrow().clone() {
            return Err(Broken::Aborted(reason));
        }
        match result {
            Some((body, Ok(Some(chunk)))) => {
                *self.body.borrow_mut() = Some(body);
                Ok(Some(chunk))
            }
            Some((_, Ok(None))) | None => {
                self.end();
                Ok(None)
            }
            Some((_, Err(failure))) => {
                self.end();
                Err(Broken::Failed(failure))
            }
        }
    }

    /// Closes the connection, because no further bytes are wanted.
    pub(super) fn end(&self) {
        self.stop.stop();
        drop(self.body.take());
        *self.origin.borrow_mut() = None;
        let abort = self.abort.borrow_mut().take();
        if let Some((_, algorithm)) = abort {
            algorithm.cancel();
        }
    }
}
