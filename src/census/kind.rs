//! What holds a mapping.

use std::fmt;

use boa_engine::job::Job;

/// What holds a captured mapping, and until when.
///
/// One continuation may be held several times: `then` and `await` capture once for each of their two handlers, and
/// a reaction whose promise is settled is queued as a microtask. The census counts every holder.
///
/// No kind is for modules: the evaluation of a module captures nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
#[repr(u8)]
pub enum CaptureKind {
    /// A handler of a promise: until the promise is settled and the handler has run, or both are collected.
    Reaction,
    /// A generic job in the queue, of a host or of `setImmediate`.
    Job,
    /// A queued promise job or callback of `queueMicrotask`. For a reaction it holds the mapping of the code that
    /// settled the promise, in addition to the [`Reaction`](Self::Reaction).
    Microtask,
    /// A timeout or interval, until it has fired or is cancelled.
    Timer,
    /// A callback of `requestAnimationFrame`.
    Frame,
    /// A callback of `requestIdleCallback`, or a job for the next idle moment of the loop.
    Idle,
    /// A task of `scheduler`.
    Task,
    /// A native operation, such as a future of a host or the request of `fetch` and the reading of its body, until it
    /// is done.
    AsyncOperation,
    /// A generator, until it is done or collected.
    Generator,
    /// An object that fires events for an action, until the last event of the action.
    EventHolder,
    /// A listener with a fallback, until it is removed or collected.
    Listener,
    /// A callback of a `PerformanceObserver`.
    Observer,
    /// A read, write, pull or pipe of a stream that waits.
    Stream,
    /// An `AsyncContext.Snapshot`.
    Snapshot,
    /// A function made by `AsyncContext.Snapshot.wrap`.
    WrappedFunction,
    /// The callback of a `FinalizationRegistry`, until the registry is collected.
    FinalizationRegistry,
    /// A rejection or exception that is not reported yet, or a promise that was reported as unhandled.
    Report,
    /// A host, by [`Agent::capture`](crate::Agent::capture).
    Host,
}

impl CaptureKind {
    /// All kinds, in the order in which a census lists them.
    pub const ALL: [Self; 18] = [
        Self::Reaction,
        Self::Job,
        Self::Microtask,
        Self::Timer,
        Self::Frame,
        Self::Idle,
        Self::Task,
        Self::AsyncOperation,
        Self::Generator,
        Self::EventHolder,
        Self::Listener,
        Self::Observer,
        Self::Stream,
        Self::Snapshot,
        Self::WrappedFunction,
        Self::FinalizationRegistry,
        Self::Report,
        Self::Host,
    ];

    /// What holds the mapping of a job that is enqueued.
    pub(crate) const fn of_job(job: &Job) -> Self {
        match job {
            Job::PromiseJob(_) => Self::Microtask,
            Job::TimeoutJob(_) | Job::IntervalJob(_) => Self::Timer,
            Job::AsyncJob(_) => Self::AsyncOperation,
            _ => Self::Job,
        }
    }

    /// The name: `"reaction"`, `"event holder"`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reaction => "reaction",
            Self::Job => "job",
            Self::Microtask => "microtask",
            Self::Timer => "timer",
            Self::Frame => "frame",
            Self::Idle => "idle",
            Self::Task => "task",
            Self::AsyncOperation => "async operation",
            Self::Generator => "generator",
            Self::EventHolder => "event holder",
            Self::Listener => "listener",
            Self::Observer => "observer",
            Self::Stream => "stream",
            Self::Snapshot => "snapshot",
            Self::WrappedFunction => "wrapped function",
            Self::FinalizationRegistry => "finalization registry",
            Self::Report => "report",
            Self::Host => "host",
        }
    }
}

impl fmt::Display for CaptureKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::CaptureKind;

    #[test]
    fn a_kind_is_at_the_place_of_its_number() {
        for (number, kind) in CaptureKind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, number, "{kind}");
        }
    }
}
