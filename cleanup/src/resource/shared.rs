//! What the resources of one owner share.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use super::{
    any::AnyResource,
    options::ResourceOptions,
    places::Places,
    release::Release,
    report::{CloseOutcome, CloseReason, ResourceReport},
};
use crate::{inbox::Submitter, left::Left};

/// What every resource holds of its owner.
pub(super) struct Shared {
    pub(super) submitter: Submitter<Release>,
    pub(super) options: ResourceOptions,
    pub(super) places: Places,
    /// The resources that have not ended, by number, which is the order of creation.
    live: Mutex<BTreeMap<u64, Weak<dyn AnyResource>>>,
    /// How many resources were ever created; the next one's number.
    pub(super) created: AtomicU64,
    /// How many ended in each way, in the order of the variants of [`CloseOutcome`].
    ended: [AtomicU64; 4],
    /// Whether a shutdown has begun.
    is_shutting_down: AtomicBool,
}

impl Shared {
    pub(super) fn new(submitter: Submitter<Release>, options: ResourceOptions) -> Self {
        Self {
            submitter,
            options,
            places: Places::default(),
            live: Mutex::default(),
            created: AtomicU64::new(0),
            ended: Default::default(),
            is_shutting_down: AtomicBool::new(false),
        }
    }

    pub(super) fn live(&self) -> MutexGuard<'_, BTreeMap<u64, Weak<dyn AnyResource>>> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The resources that have not ended, in the order of creation.
    pub(super) fn live_ones(&self) -> Vec<Arc<dyn AnyResource>> {
        self.live().values().filter_map(Weak::upgrade).collect()
    }

    pub(super) fn is_shutting_down(&self) -> bool {
        self.is_shutting_down.load(Ordering::SeqCst)
    }

    /// From here on nothing can be opened, and nothing waits for a place.
    pub(super) fn begin_shutdown(&self) {
        self.is_shutting_down.store(true, Ordering::SeqCst);
        self.places.notify();
    }

    /// Submits the release of a resource, unless it was submitted before. Only sends; nothing but the channel
    /// allocates. May be called in a GC sweep.
    pub(super) fn begin_to_end(&self, resource: Arc<dyn AnyResource>, reason: CloseReason) {
        if resource.claim() {
            // Only who closes it is its cause: an owner may be dropped anywhere.
            let span = (reason == CloseReason::Closed).then(tracing::Span::current);
            self.submitter.submit(Release {
                resource: Some(resource),
                reason,
                span,
            });
        }
    }

    /// Counts a resource that ended.
    pub(super) fn count(&self, outcome: &CloseOutcome) {
        let column = match outcome {
            CloseOutcome::Closed => 0,
            CloseOutcome::Failed(_) => 1,
            CloseOutcome::Leaked => 2,
            CloseOutcome::Abandoned => 3,
        };
        self.ended[column].fetch_add(1, Ordering::Release);
    }

    pub(super) fn report(&self, left: Left) -> ResourceReport {
        let [closed, failed, leaked, abandoned] =
            self.ended.each_ref().map(|n| n.load(Ordering::Acquire));
        let created = self.created.load(Ordering::Acquire);
        ResourceReport {
            created,
            closed,
            failed,
            leaked,
            abandoned,
            open: created - closed - failed - leaked - abandoned,
            left,
            stats: self.submitter.ledger().stats(),
        }
    }
}
