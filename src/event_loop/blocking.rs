//! Running the loop from synchronous code, inside and outside a tokio runtime.

use std::{future::Future, io};

use tokio::runtime::{Builder, Handle, Runtime};

use super::{reactor::Reactor, slice::BlockedScheduler};

/// The tokio runtime that an event loop keeps for its synchronous runs, made when first needed.
#[derive(Default)]
pub(super) struct Blocking {
    /// A runtime for the thread itself to sleep in.
    own: Option<Runtime>,
}

impl Drop for Blocking {
    fn drop(&mut self) {
        // An ordinary drop waits for the runtime, and panics inside another one.
        if let Some(runtime) = self.own.take() {
            runtime.shutdown_background();
        }
    }
}

impl Blocking {
    /// Runs `future` to its end on this thread.
    ///
    /// Inside a tokio runtime, its `block_on` would panic, and on a current-thread runtime the driver would stall
    /// while this thread waits. So this thread parks itself, and timers and sockets that `future` makes belong to
    /// a runtime whose driver runs on another thread. Timers and sockets that were made before, on a surrounding
    /// current-thread runtime, cannot make progress, nor can a future that waits for
    /// `tokio::task::yield_now`.
    ///
    /// # Errors
    ///
    /// If the operating system refuses the runtime or its thread.
    pub(super) fn run<F: Future>(&mut self, reactor: &Reactor, future: F) -> io::Result<F::Output> {
        if Handle::try_current().is_ok() {
            let _entered = reactor.enter_beside()?;
            let _blocked = BlockedScheduler::enter();
            // Without tokio's budget: a task that has used it up waits for the blocked scheduler.
            return Ok(futures_lite::future::block_on(tokio::task::unconstrained(
                future,
            )));
        }
        let own = match &mut self.own {
            Some(own) => own,
            none => none.insert(Builder::new_current_thread().enable_all().build()?),
        };
        Ok(own.block_on(future))
    }
}
