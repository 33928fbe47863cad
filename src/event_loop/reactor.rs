//! The tokio runtime that timers and sockets need, wherever a run is polled.

use std::{
    cell::{Cell, OnceCell},
    future::{Future, poll_fn},
    io,
    panic::catch_unwind,
    pin::pin,
    thread,
    time::Duration,
};

use tokio::{
    runtime::{Builder, EnterGuard, Handle, Id},
    sync::oneshot,
    time::sleep,
};

/// A runtime whose driver turns on a thread of its own. So whatever waits for it may be polled by any executor.
pub(super) struct Beside {
    handle: Handle,
    /// Ends the thread when dropped.
    _stop: oneshot::Sender<()>,
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

/// Where the native futures of a loop find tokio's timers and sockets.
#[derive(Default)]
pub(super) struct Reactor {
    /// Made when first needed.
    beside: OnceCell<Beside>,
    /// The tokio runtime of the last poll, and whether it has a time driver.
    known: Cell<Option<(Id, bool)>>,
}

impl Reactor {
    /// Makes a runtime current in which timers and sockets work, until the returned value is dropped: the surrounding one
    /// (`None`), or ours if there is none or it has no time driver. Costs a look at a thread-local.
    ///
    /// # Errors
    ///
    /// If the operating system refuses our runtime or its thread.
    pub(super) fn enter(&self) -> io::Result<Option<EnterGuard<'_>>> {
        match Handle::try_current() {
            Ok(handle) if self.has_time(&handle) => Ok(None),
            _ => self.enter_beside().map(Some),
        }
    }

    /// Makes our runtime current.
    ///
    /// # Errors
    ///
    /// If the operating system refuses it or its thread.
    pub(super) fn enter_beside(&self) -> io::Result<EnterGuard<'_>> {
        if self.beside.get().is_none() {
            let beside = Beside::start()?;
            // Nobody else has set it meanwhile: it belongs to this thread.
            let _ = self.beside.set(beside);
        }
        let beside = self.beside.get().ok_or(io::ErrorKind::Other)?;
        Ok(beside.handle.enter())
    }

    /// Whether the current runtime has a time driver. There is no other way to know than to make a timer, which panics
    /// without one; so it is asked once for each runtime.
    fn has_time(&self, current: &Handle) -> bool {
        let id = current.id();
        match self.known.get() {
            Some((known, has_time)) if known == id => has_time,
            _ => {
                let has_time = catch_unwind(|| drop(sleep(Duration::ZERO))).is_ok();
                self.known.set(Some((id, has_time)));
                has_time
            }
        }
    }

    /// Runs a future whose timers and sockets work wherever it is polled.
    ///
    /// # Errors
    ///
    /// As [`enter`](Self::enter).
    pub(super) async fn within<F: Future>(&self, future: F) -> io::Result<F::Output> {
        let mut future = pin!(future);
        poll_fn(|cx| {
            let _entered = match self.enter() {
                Ok(entered) => entered,
                Err(error) => return std::task::Poll::Ready(Err(error)),
            };
            future.as_mut().poll(cx).map(Ok)
        })
        .await
    }
}
