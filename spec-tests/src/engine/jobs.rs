//! The executor of an engine's jobs.

use std::{rc::Rc, sync::atomic::Ordering};

use boa_async_context::{EventLoop, event_loop::Report};
use boa_engine::{Context, job::SimpleJobExecutor};

/// A handle to the executor of an engine.
pub(super) enum Jobs {
    /// The library's event loop.
    EventLoop(Rc<EventLoop>),
    /// An executor that does not know AsyncContext.
    Foreign(Rc<SimpleJobExecutor>),
}

impl Jobs {
    /// Ends the executor before its next macrotask.
    pub(super) fn stop(&self) {
        match self {
            Self::EventLoop(event_loop) => event_loop.stop(),
            Self::Foreign(executor) => executor
                .get_cancellation_token()
                .store(true, Ordering::Relaxed),
        }
    }

    /// Makes the next run end after the microtasks. A foreign executor cannot do that and runs everything.
    pub(super) fn run_only_microtasks(&self) {
        if let Self::EventLoop(event_loop) = self {
            event_loop.stop();
        }
    }

    /// Sets the reporter of uncaught exceptions and rejections. A foreign executor has none: it returns the
    /// first exception from its run.
    pub(super) fn set_reporter(&self, reporter: impl Fn(&Report, &mut Context) + 'static) {
        if let Self::EventLoop(event_loop) = self {
            event_loop.set_reporter(reporter);
        }
    }
}
