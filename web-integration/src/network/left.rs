//! What is left of a body that is being received.

use std::{
    cell::{Cell, RefCell},
    future::{Future, poll_fn},
    pin::pin,
    rc::{Rc, Weak},
    task::Poll,
};

use bytes::Bytes;

use super::{
    client::{Failure, IncomingBody},
    stop::Stop,
};
use crate::streams::native::Watcher;

/// What is left of a body. The readers own it, and a [`Look`] shares it, so that a look for the end keeps no reader alive.
/// Dropping this closes the connection.
pub(super) struct Left(Rc<Rest>);

struct Rest {
    /// The body; `None` at the end.
    body: RefCell<Option<IncomingBody>>,
    /// A chunk that has arrived during a look for the end.
    ahead: RefCell<Option<Bytes>>,
    /// Whether a read waits.
    is_read: Cell<bool>,
    /// For whom the running look is, and what stops it.
    look: RefCell<Option<(Watcher, Weak<Stop>)>>,
}

/// The next bytes, `None` at the end, or why they have not arrived.
pub(super) type Arrival = Result<Option<Bytes>, Failure>;

impl Left {
    pub(super) fn new(body: IncomingBody) -> Self {
        Self(Rc::new(Rest {
            body: RefCell::new(Some(body)),
            ahead: RefCell::default(),
            is_read: Cell::default(),
            look: RefCell::default(),
        }))
    }

    /// The next bytes. A look for the end stops. Dropping the future loses no bytes. Only one call may wait at a time.
    pub(super) async fn next(&self) -> Arrival {
        self.stop_look();
        let ahead = self.0.ahead.take();
        match ahead {
            Some(bytes) => Ok(Some(bytes)),
            None => {
                let _reading = Reading::begin(&self.0.is_read);
                self.0.arrive().await
            }
        }
    }

    /// Begins to look for the end; `None` if a read waits, if there is nothing to look for, or if a look for this
    /// watcher runs.
    pub(super) fn look(&self, watcher: Watcher) -> Option<Look> {
        let Rest {
            body,
            ahead,
            is_read,
            look,
        } = &*self.0;
        if is_read.get() || body.borrow().is_none() || ahead.borrow().is_some() {
            return None;
        }
        if let Some((running, stop)) = &*look.borrow()
            && *running >= watcher
            && stop.strong_count() > 0
        {
            return None;
        }
        self.stop_look();
        let stop = Rc::new(Stop::default());
        *look.borrow_mut() = Some((watcher, Rc::downgrade(&stop)));
        Some(Look {
            rest: self.0.clone(),
            stop,
        })
    }

    /// Ends a look for the end.
    pub(super) fn stop_look(&self) {
        let look = self.0.look.take();
        if let Some(stop) = look.and_then(|(_, stop)| stop.upgrade()) {
            stop.stop();
        }
    }

    /// Closes the connection.
    pub(super) fn close(&self) {
        self.stop_look();
        drop(self.0.body.take());
        drop(self.0.ahead.take());
    }
}

impl Drop for Left {
    /// Only wakes the look, and drops what is no object of the engine: this runs in a sweep.
    fn drop(&mut self) {
        self.close();
    }
}

impl Rest {
    /// Holds the body only while it is polled, so that it can be dropped between two polls.
    fn arrive(&self) -> impl Future<Output = Arrival> + '_ {
        poll_fn(|cx| match &mut *self.body.borrow_mut() {
            Some(body) => pin!(body.chunk()).poll(cx),
            None => Poll::Ready(Ok(None)),
        })
    }
}

/// A read that waits, until this is dropped.
struct Reading<'a>(&'a Cell<bool>);

impl<'a> Reading<'a> {
    fn begin(is_read: &'a Cell<bool>) -> Self {
        is_read.set(true);
        Self(is_read)
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

/// A look for the end of a body while nobody reads it. A chunk that arrives first is kept for the next read, and ends the look.
pub(super) struct Look {
    rest: Rc<Rest>,
    stop: Rc<Stop>,
}

impl Look {
    /// The end of the body, or its failure; `None` if a chunk has arrived, or if the look was stopped.
    pub(super) async fn end(self) -> Option<Result<(), Failure>> {
        match self.stop.or(self.rest.arrive()).await? {
            Ok(Some(bytes)) => {
                *self.rest.ahead.borrow_mut() = Some(bytes);
                None
            }
            Ok(None) => Some(Ok(())),
            Err(failure) => Some(Err(failure)),
        }
    }
}
