//! Who asked for a `pull` that has to wait: until `start`, or the pull before, is over.

use boa_engine::{Context, JsResult};
use boa_gc::{Finalize, GcRefCell, Trace};

use crate::mechanism::Capture;

/// What is the cause of the next pull, if it had to wait and left but room for a chunk; what a read that waits is caused
/// by is kept with its request. It is let go when that pull is called, or is not called after all.
#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct Wanted(GcRefCell<Option<Capture>>);

impl Wanted {
    /// Whatever asks now is the cause of the next pull, unless something asked before.
    pub(super) fn note(&self, context: &Context) {
        let mut wanted = self.0.borrow_mut();
        if wanted.is_none() {
            *wanted = Some(Capture::now(context));
        }
    }

    /// Whatever asks now is the cause of what follows, whoever asked before.
    pub(super) fn renew(&self, context: &Context) {
        *self.0.borrow_mut() = Some(Capture::now(context));
    }

    /// Calls `pull_if_needed` in the mapping of the read that waits, else of what asked, or in the current one.
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

    /// Nothing will be pulled any more.
    pub(super) fn clear(&self) {
        drop(self.take());
    }

    fn take(&self) -> Option<Capture> {
        self.0.borrow_mut().take()
    }
}
