//! What reports say of each kind of capture.

use crate::census::CaptureKind;

/// How one capture of the kind came to be, to be followed by `at` and a place; and several of them.
pub(super) fn made(kind: CaptureKind) -> (&'static str, &'static str) {
    match kind {
        CaptureKind::Reaction => ("reaction added", "reactions, added"),
        CaptureKind::Job => ("job queued", "jobs, queued"),
        CaptureKind::Microtask => ("microtask queued", "microtasks, queued"),
        CaptureKind::Timer => ("timer set", "timers, set"),
        CaptureKind::Frame => ("animation frame requested", "animation frames, requested"),
        CaptureKind::Idle => ("idle callback requested", "idle callbacks, requested"),
        CaptureKind::Task => ("task posted", "tasks, posted"),
        CaptureKind::AsyncOperation => ("operation started", "operations, started"),
        CaptureKind::Generator => ("generator created", "generators, created"),
        CaptureKind::EventHolder => ("action with events started", "actions with events, started"),
        CaptureKind::Listener => ("listener added", "listeners, added"),
        CaptureKind::Snapshot => ("snapshot made", "snapshots, made"),
        CaptureKind::WrappedFunction => ("function wrapped", "wrapped functions, made"),
        CaptureKind::Observer => ("observer constructed", "observers, constructed"),
        CaptureKind::Stream => (
            "read, write or pipe started",
            "reads, writes or pipes, started",
        ),
        CaptureKind::FinalizationRegistry => (
            "FinalizationRegistry constructed",
            "FinalizationRegistries, constructed",
        ),
        CaptureKind::Report => ("error reported", "error reports, made"),
        CaptureKind::Host => ("capture of the host", "captures of the host"),
    }
}

/// What to do about captures of the kind that live too long.
pub(super) fn advice(kind: CaptureKind) -> &'static str {
    match kind {
        CaptureKind::Reaction => {
            "settle the promise, or drop it: a then() or an await here, or an await in the async function that begins here, waits for a \
             promise that something still holds"
        }
        CaptureKind::Job | CaptureKind::Microtask => {
            "queued jobs go when they have run; if they never do, the event loop is kept busy or was not run"
        }
        CaptureKind::Timer => {
            "clear it (clearTimeout, clearInterval) when nothing needs it any more"
        }
        CaptureKind::Frame => "cancel it (cancelAnimationFrame) when nothing needs it any more",
        CaptureKind::Idle => "cancel it (cancelIdleCallback), or give it a timeout",
        CaptureKind::Task => "abort it through its signal, or give it a priority at which it runs",
        CaptureKind::AsyncOperation => "let the operation end, or abort it: give it a deadline",
        CaptureKind::Generator => "run the generator to its end or call its return(), or drop it",
        CaptureKind::EventHolder => {
            "end or abort the action (abort(), close()), so that no further event can come"
        }
        CaptureKind::Listener => {
            "remove the listener (removeEventListener, { once: true } or a signal)"
        }
        CaptureKind::Snapshot => {
            "drop the Snapshot object: take it out of the collection, closure or property that holds it"
        }
        CaptureKind::WrappedFunction => {
            "drop the wrapped function: take it out of what it was given to (removeEventListener, off, delete)"
        }
        CaptureKind::Observer => {
            "disconnect the observer and drop it, or construct it outside of run()"
        }
        CaptureKind::Stream => {
            "close, cancel or abort the stream, so that nothing waits for it any more"
        }
        CaptureKind::FinalizationRegistry => {
            "construct the registry outside of run(), where the mapping is empty, or drop it"
        }
        CaptureKind::Report => "drop the event or report once it is handled",
        CaptureKind::Host => "drop the Mapping or Capture in the host's code",
    }
}
