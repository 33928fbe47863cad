//! Who asked for a `pull` that has to wait: until `start`, or the pull before, is over.

use boa_engine::{Context, JsResult};
use boa_gc::{Finalize, GcRefCell, Trace};

use crate::mechanism::Capture;

/// What is the cause of the next pull, if it is something that had to wait. It is let go when that pull is called,
/// or is not called after all.
#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct Wanted(GcRefCell<Option<Want>>);

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Want {
    cause: Capture,
    /// Whether somebody waits for a chunk; else there is but room for one.
    is_read: bool,
}

impl Wanted {
    /// Whatever asks now is the cause of the next pull, unless something asked before: a read that waits goes before
    /// what left room, and otherwise the first is the cause.
    pub(super) fn note(&self, is_read: bool, context: &Context) {
        let mut wanted = self.0.borrow_mut();
        if wanted.as_ref().is_none_or(|want| is_read && !want.is_read) {
            *wanted = Some(Want {
                cause: Capture::now(context),
                is_read,
            });
        }
    }

    /// Whatever asks now is the cause of what follows, whoever asked before.
    pub(super) fn renew(&self, context: &Context) {
        *self.0.borrow_mut() = Some(Want {
            cause: Capture::now(context),
            is_read: true,
        });
    }

    /// Calls `pull_if_needed` in the mapping of what asked first, or in the current one.
    pub(super) fn satisfy(
        &self,
        context: &mut Context,
        pull_if_needed: impl FnOnce(&mut Context) -> JsResult<()>,
    ) -> JsResult<()> {
        match self.take() {
            Some(want) => want.cause.run(context, pull_if_needed),
            None => pull_if_needed(context),
        }
    }

    /// Nothing will be pulled any more.
    pub(super) fn clear(&self) {
        drop(self.take());
    }

    fn take(&self) -> Option<Want> {
        self.0.borrow_mut().take()
    }
}
