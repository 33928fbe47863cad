//! The body of a response, while it is received.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use boa_engine::{Context, JsError, JsResult, JsValue};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};
use bytes::Bytes;
use tokio::sync::Notify;

use super::{client::IncomingBody, convert::network_error};
use crate::{
    abort::{algorithm::Algorithm, state::SignalState},
    streams::native::ByteController,
};

/// Ends what a native job waits for.
#[derive(Debug, Clone, Default)]
pub(super) struct Stop(Rc<(Cell<bool>, Notify)>);

impl Stop {
    /// Wakes the job, now or when it begins to wait.
    pub(super) fn stop(&self) {
        self.0.0.set(true);
        self.0.1.notify_one();
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.0.0.get()
    }

    /// Waits until it is stopped.
    pub(super) async fn stopped(&self) {
        while !self.is_stopped() {
            self.0.1.notified().await;
        }
    }

    /// Waits for `future`; `None` if it is stopped before. The future is dropped at once then, and with
    /// it the connection.
    pub(super) async fn or<T>(&self, future: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            () = self.stopped() => None,
            value = future => Some(value),
        }
    }
}

/// A body that comes from the network. What holds it are the response and whoever reads.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct Receiving {
    /// `None` while a chunk is waited for, and at the end.
    #[unsafe_ignore_trace]
    body: RefCell<Option<IncomingBody>>,
    #[unsafe_ignore_trace]
    stop: Stop,
    /// What it fails with, once it was aborted.
    reason: GcRefCell<Option<JsValue>>,
    /// What aborts it; until the end.
    abort: GcRefCell<Option<(Gc<SignalState>, Gc<Algorithm>)>>,
    /// That of the stream which reads it, if there is one.
    controller: GcRefCell<Option<ByteController>>,
}

impl Receiving {
    pub(super) fn new(body: IncomingBody) -> Gc<Self> {
        Gc::new(Self {
            body: RefCell::new(Some(body)),
            stop: Stop::default(),
            reason: GcRefCell::default(),
            abort: GcRefCell::default(),
            controller: GcRefCell::default(),
        })
    }

    /// Keeps the algorithm of the signal until the end of the body.
    pub(super) fn aborted_by(&self, signal: Gc<SignalState>, algorithm: Gc<Algorithm>) {
        *self.abort.borrow_mut() = Some((signal, algorithm));
    }

    /// From now on a stream reads it, and nobody else.
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

    /// Closes the connection. Whoever reads, now or later, gets the reason.
    pub(super) fn abort(&self, reason: JsValue, context: &mut Context) -> JsResult<()> {
        *self.reason.borrow_mut() = Some(reason.clone());
        self.end();
        let controller = self.controller.borrow().clone();
        controller.map_or(Ok(()), |controller| controller.error(&reason, context))
    }

    /// The next bytes; `None` at the end. Only one may wait at a time.
    ///
    /// # Errors
    ///
    /// A `TypeError` for what goes wrong on the network, or the reason of the abort.
    pub(super) async fn chunk(&self) -> JsResult<Option<Bytes>> {
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
            return Err(JsError::from_opaque(reason));
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
                Err(network_error("the body was not received", &failure))
            }
        }
    }

    /// Nothing more is wanted: closes the connection.
    pub(super) fn end(&self) {
        self.stop.stop();
        drop(self.body.take());
        let abort = self.abort.borrow_mut().take();
        if let Some((_, algorithm)) = abort {
            algorithm.cancel();
        }
    }
}
