//! The list of a batcher's peers.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::AtomicU64};

use tokio::task::AbortHandle;

use crate::{inbox::Inbox, label::Label, ledger::CleanupLedger, stats::CleanupStats};

/// All peers of a batcher.
#[derive(Default)]
pub(super) struct Peers {
    /// The number of the next peer.
    pub(super) next: u64,
    /// The peers that have a worker.
    pub(super) known: Vec<Known>,
    /// The inboxes whose worker has ended while a submitter was left.
    pub(super) ended: Vec<Arc<dyn AnyInbox>>,
    /// The sum of the accounts of earlier peers.
    pub(super) past: CleanupStats,
}

impl Peers {
    /// Moves the accounts of ended inboxes without a submitter to the sum.
    pub(super) fn fold(&mut self) {
        let Self { ended, past, .. } = self;
        ended.retain(|inbox| {
            let in_use = Arc::strong_count(inbox) > 1;
            if !in_use {
                *past = std::mem::take(past).plus(inbox.ledger().stats());
            }
            in_use
        });
    }
}

/// What the batcher knows about a peer, whatever the type of its ids.
pub(super) struct Known {
    pub(super) number: u64,
    pub(super) label: Label,
    pub(super) inbox: Arc<dyn AnyInbox>,
    /// How many ids the running call is for.
    pub(super) calling: Arc<AtomicU64>,
    /// The worker, once it is spawned.
    pub(super) worker: Option<AbortHandle>,
}

/// An inbox, whatever the type of its ids.
pub(super) trait AnyInbox: Send + Sync {
    fn ledger(&self) -> &CleanupLedger;
    fn close(&self);
    /// Drops what is queued and counts it as abandoned.
    fn abandon(&self);
}

impl<T: Send> AnyInbox for Inbox<T> {
    fn ledger(&self) -> &CleanupLedger {
        &self.ledger
    }

    fn close(&self) {
        Self::close(self);
    }

    fn abandon(&self) {
        Self::abandon(self);
    }
}

pub(super) fn lock(peers: &Mutex<Peers>) -> MutexGuard<'_, Peers> {
    peers.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes a peer off the list when its worker ends, in whatever way.
pub(super) struct Leaving {
    pub(super) peers: Arc<Mutex<Peers>>,
    pub(super) number: u64,
}

impl Drop for Leaving {
    fn drop(&mut self) {
        let mut peers = lock(&self.peers);
        let at = peers
            .known
            .iter()
            .position(|peer| peer.number == self.number);
        let Some(at) = at else { return };
        let inbox = peers.known.swap_remove(at).inbox;
        peers.ended.push(inbox.clone());
        drop(peers);
        // Nothing serves it any more: what is in it, and what may still come, is abandoned.
        inbox.abandon();
    }
}
