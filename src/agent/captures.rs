//! Captures that the census counts.

#[cfg(feature = "runtime")]
use std::rc::Weak;

use boa_engine::Context;

use super::state::Agent;
use crate::{
    census::{Capture, CaptureKind, Census, LiveCapture},
    gc_stress::at_allocation,
    mapping::Mapping,
};

impl Agent {
    /// Captures the current mapping, counted as `kind`. A host passes [`CaptureKind::Host`].
    ///
    /// Costs a [snapshot](Self::snapshot) and a place of 16 bytes; nothing for the empty mapping.
    #[must_use]
    #[inline]
    pub fn capture(&self, kind: CaptureKind) -> Capture {
        self.capture_for(kind, None)
    }

    /// [`capture`](Self::capture), with the location of the running JS code if that is [on](Self::trace_captures).
    #[must_use]
    #[inline]
    pub fn capture_at(&self, kind: CaptureKind, context: &Context) -> Capture {
        self.capture_for(kind, Some(context))
    }

    /// Both of them. The empty mapping needs no snapshot.
    #[inline]
    pub(crate) fn capture_for(&self, kind: CaptureKind, context: Option<&Context>) -> Capture {
        if self.is_empty() {
            return Capture::empty();
        }
        self.hold(self.snapshot(), kind, context)
    }

    /// Counts a mapping that was captured already.
    #[must_use]
    #[inline]
    pub fn hold(&self, mapping: Mapping, kind: CaptureKind, context: Option<&Context>) -> Capture {
        at_allocation();
        self.cell.captures.capture(mapping, kind, context)
    }

    /// The live captures, in no order. O(n).
    ///
    /// A capture in an unreachable object is alive until a collection frees the object, so run one first to see only
    /// what is held. Must not be called in a `Finalize`. During a sweep there are none.
    #[must_use]
    pub fn live_captures(&self) -> Vec<LiveCapture> {
        self.cell.captures.live()
    }

    /// Counts the live captures by kind. O(n), and the bindings of each mapping.
    ///
    /// As with [`live_captures`](Self::live_captures), run a collection first to see only what is held.
    #[must_use]
    pub fn census(&self) -> Census {
        Census::of(&self.cell.captures.live())
    }

    /// Sets whether captures note the location in the program that makes them. Off at first, and free then.
    ///
    /// On, a capture costs a walk to the innermost JS frame and a look-up. Each location is kept once.
    pub fn trace_captures(&self, is_tracing: bool) {
        self.cell.captures.trace(is_tracing);
    }

    /// Notes the capture of the job callback that the engine has just asked for; `None` if it captured nothing, or if
    /// other code has run since.
    ///
    /// The engine asks in the same way for a handler of a promise and for the callback of a `FinalizationRegistry`. But the
    /// constructor of a registry enqueues the registry's job right after it has asked, and before any code can run. So the
    /// capture that is noted then is [that of a registry](Self::note_finalization_registry). After a clean-up the same
    /// job is enqueued again, when the callback was called or nothing has run since the job began: both take the note
    /// away.
    pub(crate) fn note_job_callback(&self, capture: Option<&Capture>) {
        self.cell.captures.note_job_callback(capture);
    }

    /// Notes that the job of a `FinalizationRegistry` is enqueued.
    pub(crate) fn note_finalization_registry(&self) {
        self.cell.captures.note_finalization_registry();
    }

    /// Captures the current mapping for a job in a queue that was [added](Self::add_capture_queue).
    #[cfg(feature = "runtime")]
    pub(crate) fn capture_queued(&self, kind: CaptureKind, context: &Context) -> Capture {
        let mapping = self.snapshot();
        self.cell.captures.capture_queued(mapping, kind, context)
    }

    /// Adds a queue whose jobs count as captures as long as it exists.
    #[cfg(feature = "runtime")]
    pub(crate) fn add_capture_queue(&self, queue: Weak<dyn crate::census::CaptureQueue>) {
        self.cell.captures.add_queue(queue);
    }

    /// Sets the limits of captures and of bindings in a mapping, which [`limits`](crate::Limits) enforces.
    pub(crate) fn set_limits(&self, captures: Option<u64>, bindings: Option<u64>) {
        self.cell
            .is_limited
            .set(captures.is_some() || bindings.is_some());
        self.cell.most_captures.set(captures.unwrap_or(u64::MAX));
        self.cell.most_bindings.set(bindings.unwrap_or(u64::MAX));
    }

    /// Whether captures or bindings have a limit.
    #[inline]
    pub(crate) fn is_limited(&self) -> bool {
        self.cell.is_limited.get()
    }

    pub(crate) fn most_captures(&self) -> u64 {
        self.cell.most_captures.get()
    }

    pub(crate) fn most_bindings(&self) -> u64 {
        self.cell.most_bindings.get()
    }

    /// How many captures are listed: all but those of microtasks. O(1).
    pub(crate) fn listed_captures(&self) -> usize {
        self.cell.captures.listed_count()
    }

    /// Notes that time may have passed since the last capture.
    pub(crate) fn time_passed(&self) {
        self.cell.captures.time_passed();
    }
}
