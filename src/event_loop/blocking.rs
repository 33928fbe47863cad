//! Running the loop from synchronous code, inside and outside a tokio runtime.

use std::{future::Future, io, thread};

use tokio::{
    runtime::{Builder, Handle, Runtime},
    sync::oneshot,
};

use super::slice::BlockedScheduler;

/// The tokio runtimes that an event loop keeps for its synchronous runs, made when first needed.
#[derive(Default)]
pub(super) struct Blocking {
    /// A runtime for the thread itself to sleep in.
    own: Option<Runtime>,
    beside: Option<Beside>,
}

impl Drop for Blocking {
    fn drop(&mut self) {
        // An ordinary drop waits for the runtime, and panics inside another one.
        if let Some(runtime) = self.own.take() {
            runtime.shutdown_background();
        }
    }
}

/// A runtime whose driver turns on a thread of its own.
struct Beside {
    handle: Handle,
    /// Ends the thread when dropped.
    _stop: oneshot::Sender<()>,
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
    pub(super) fn run<F: Future>(&mut self, future: F) -> io::Result<F::Output> {
        if Handle::try_current().is_ok() {
            let beside = match &mut self.beside {
                Some(beside) => beside,
                none => none.insert(Beside::start()?),
            };
            let _entered = beside.handle.enter();
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

impl Beside {
    fn start() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (stop, stopped) = oneshot::channel();
        thread::Builder::new()
            .name("boa-ac-driver".to_owned())
            .spawn(move || {
                // Ends with an error when the sender is dropped, which is the signal.
                let _ = runtime.block_on(stopped);
            })?;
        Ok(Self {
            handle,
            _stop: stop,
        })
    }
}
