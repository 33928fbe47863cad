//! The mapping of a `pull` that has to wait until `start` or the previous pull has ended.

use boa_async_context::CaptureKind;
use boa_engine::{Context, JsResult};
use boa_gc::{Finalize, GcRefCell, Trace};

use crate::mechanism::Capture;

/// The mapping of the operation that asked for the next pull, if the pull has to wait and the operation is not a
/// read. A waiting read keeps its mapping with its request.
///
/// The mapping is released when the pull is called or turns out not to be needed.
#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct Wanted(GcRefCell<Option<Capture>>);

impl Wanted {
    /// The current mapping becomes the cause of the next pull, unless an earlier operation has asked for it.
    pub(super) fn note(&self, context: &Context) {
        let mut wanted = self.0.borrow_mut();
        if wanted.is_none() {
            *wanted = Some(Capture::now(CaptureKind::Stream, context));
        }
    }

    /// The current mapping becomes the cause of the next pull, also if an earlier operation has asked for it.
    pub(super) fn renew(&self, context: &Context) {
        *self.0.borrow_mut() = Some(Capture::now(CaptureKind::Stream, context));
    }

    /// Calls `pull_if_needed` in the mapping of the waiting read; without one, in the mapping of the operation that
    /// asked; without either, in the current mapping.
    pub(super) fn satisfy(
        &self,
        read: Option<Capture>,
        context: &mut Context,
        pull_if_needed: impl FnOnce(&mut Context) -> JsResult<()>,
    ) -> JsResult<()> {
        let asked = self.take();
        match read.or(asked) {
            Some(cause) => cause.run(context, pull_if_needed),
            None => pull_if_needed(context),
        }
    }

    /// Releases the mapping.
    pub(super) fn clear(&self) {
        drop(self.take());
    }

    fn take(&self) -> Option<Capture> {
        self.0.borrow_mut().take()
    }
}
