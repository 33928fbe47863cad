//! The body of a response while it is being received.

use std::cell::Cell;

use boa_async_context::{Limit, Limits};
use boa_engine::{Context, JsError, JsResult, JsValue};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};
use bytes::Bytes;

use super::{
    client::{Failure, IncomingBody},
    convert::network_error,
    left::{Left, Look},
    stop::Stop,
};
use crate::{
    abort::{algorithm::Algorithm, state::SignalState},
    dom_exception::quota_exceeded,
    mechanism::Origin,
    streams::native::{ByteController, Watcher},
};

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
    #[unsafe_ignore_trace]
    left: Left,
    #[unsafe_ignore_trace]
    stop: Stop,
    /// The reason of the abort, once the body was aborted.
    reason: GcRefCell<Option<JsValue>>,
    /// The signal that aborts the body, with its algorithm, until the end of the body.
    abort: GcRefCell<Option<(Gc<SignalState>, Gc<Algorithm>)>>,
    /// The controller of the stream that reads the body, if there is one.
    controller: GcRefCell<Option<ByteController>>,
    /// Who waits for the end, whether or not anybody reads.
    #[unsafe_ignore_trace]
    watcher: Cell<Option<Watcher>>,
    /// The mapping of the request, until the end of the body.
    origin: GcRefCell<Option<Origin>>,
}

impl Receiving {
    pub(super) fn new(body: IncomingBody) -> Gc<Self> {
        Gc::new(Self {
            left: Left::new(body),
            stop: Stop::default(),
            reason: GcRefCell::default(),
            abort: GcRefCell::default(),
            controller: GcRefCell::default(),
            watcher: Cell::default(),
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
        let result = self.stop.or(self.left.next()).await;
        if let Some(reason) = self.reason.borrow().clone() {
            return Err(Broken::Aborted(reason));
        }
        match result {
            Some(Ok(Some(chunk))) => Ok(Some(chunk)),
            Some(Ok(None)) | None => {
                self.end();
                Ok(None)
            }
            Some(Err(failure)) => {
                self.end();
                Err(Broken::Failed(failure))
            }
        }
    }

    /// Sets who waits for the end, whether or not anybody reads.
    pub(super) fn watch(&self, watcher: Option<Watcher>) {
        let most = watcher.max(self.watcher.get());
        self.watcher.set(watcher.and(most));
        if watcher.is_none() {
            self.left.stop_look();
        }
    }

    /// Begins to look for the end, for the returned watcher, if one waits for it and nothing else reads. The caller gives the end to
    /// [`ended`](Self::ended).
    pub(super) fn look(&self) -> Option<(Watcher, Look)> {
        let watcher = self.watcher.get()?;
        Some((watcher, self.left.look(watcher)?))
    }

    /// The body has ended, or failed, while nobody read it: closes or errors the stream.
    pub(super) fn ended(&self, end: Result<(), Failure>, context: &mut Context) -> JsResult<()> {
        self.end();
        let controller = self.controller.borrow().clone();
        let Some(controller) = controller else {
            return Ok(());
        };
        match end {
            Ok(()) => controller.finish(context),
            Err(failure) => {
                let error = Broken::Failed(failure).into_error(context);
                let reason = error.into_opaque(context)?;
                controller.error(&reason, context)
            }
        }
    }

    /// Closes the connection, because no further bytes are wanted.
    pub(super) fn end(&self) {
        self.stop.stop();
        self.left.close();
        *self.origin.borrow_mut() = None;
        let abort = self.abort.borrow_mut().take();
        if let Some((_, algorithm)) = abort {
            algorithm.cancel();
        }
    }
}
