//! The batcher: a queue and a worker for each peer.

use std::{
    fmt,
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{runtime::Handle, time::timeout};

use super::{
    peer::Peer,
    peers::{Known, Leaving, Peers, lock},
    retry::RetryPolicy,
    worker::Worker,
};
use crate::{
    block::block_until, inbox::Submitter, isolate::isolated, left::Left, stats::CleanupStats,
};

/// Releases objects at any number of peers.
///
/// Each peer has its own queue and its own worker, which makes one call at a time. Ids that are submitted
/// during a call form the next batch, so a busy peer gets few and full batches. A peer that hangs, fails or
/// is dead neither delays the other peers nor keeps their ids in memory.
///
/// The accounts count ids. The ids of a failed call are tried again according to the [`RetryPolicy`]. Ids
/// that are given up count as failed, or as timed out if the last call took too long.
pub struct ReleaseBatcher {
    policy: RetryPolicy,
    runtime: Handle,
    peers: Arc<Mutex<Peers>>,
}

impl ReleaseBatcher {
    /// Makes a batcher whose workers run on `runtime`, which has its time driver enabled.
    #[must_use]
    pub fn new(policy: RetryPolicy, runtime: Handle) -> Self {
        Self {
            policy,
            runtime,
            peers: Arc::default(),
        }
    }

    /// Adds a peer and returns the submitter for ids of its objects. They may be submitted from anywhere, also
    /// from a `Drop` in a GC sweep.
    ///
    /// The peer is dropped when no submitter is left and every id is released or given up.
    pub fn add<P: Peer>(&self, peer: P) -> Submitter<P::Id> {
        let label = isolated(|| peer.label()).unwrap_or_else(|panic| panic.into());
        let submitter = Submitter::new({
            let label = label.clone();
            move |_: &P::Id| label.clone()
        });
        let inbox = submitter.inbox().clone();
        let calling = Arc::new(AtomicU64::new(0));
        let number = {
            let mut peers = self.peers();
            peers.fold();
            let number = peers.next;
            peers.next += 1;
            peers.known.push(Known {
                number,
                label: label.clone(),
                inbox: inbox.clone(),
                calling: calling.clone(),
                worker: None,
            });
            number
        };
        let worker = Worker {
            peer,
            label,
            inbox,
            policy: self.policy.clone(),
            calling,
        };
        let leaving = Leaving {
            peers: self.peers.clone(),
            number,
        };
        // Not while the list is locked: a runtime that is shutting down drops the future here, and then the
        // worker takes itself off the list.
        let spawned = self.runtime.spawn(async move {
            let _leaving = leaving;
            worker.serve().await;
        });
        let mut peers = self.peers();
        let known = peers.known.iter_mut().find(|peer| peer.number == number);
        if let Some(known) = known {
            known.worker = Some(spawned.abort_handle());
        }
        drop(peers);
        submitter
    }

    /// The sum of the accounts of all peers. The last failures are listed peer by peer.
    #[must_use]
    pub fn stats(&self) -> CleanupStats {
        let mut peers = self.peers();
        peers.fold();
        let known = peers.known.iter().map(|peer| &peer.inbox);
        let stats = known
            .chain(&peers.ended)
            .map(|inbox| inbox.ledger().stats());
        stats.fold(peers.past.clone(), CleanupStats::plus)
    }

    /// Waits until nothing is in flight at any peer, but no longer than `limit`. Returns what is left, by
    /// peer; the work on that goes on.
    ///
    /// Must be called in a tokio runtime with a time driver.
    pub async fn drain(&self, limit: Duration) -> Left {
        // A time-out shows in what is left.
        let _ = timeout(limit, self.idle()).await;
        self.left()
    }

    /// Closes the queues, waits until nothing is in flight, but no longer than `limit`, and gives up the rest,
    /// which is returned by peer and counted as abandoned.
    pub async fn shutdown(&self, limit: Duration) -> Left {
        self.close();
        let left = self.drain(limit).await;
        self.abandon();
        left
    }

    /// [`shutdown`](Self::shutdown) from a thread outside any runtime.
    pub fn shutdown_blocking(&self, limit: Duration) -> Left {
        self.close();
        block_until(self.idle(), limit);
        let left = self.left();
        self.abandon();
        left
    }

    fn close(&self) {
        let peers = self.peers();
        peers.known.iter().for_each(|peer| peer.inbox.close());
    }

    async fn idle(&self) {
        let inboxes: Vec<_> = {
            let peers = self.peers();
            peers.known.iter().map(|peer| peer.inbox.clone()).collect()
        };
        for inbox in inboxes {
            inbox.ledger().idle().await;
        }
    }

    fn left(&self) -> Left {
        let peers = self.peers();
        Left::counted(peers.known.iter().map(|peer| {
            let in_flight = peer.inbox.ledger().in_flight();
            let running = peer.calling.load(Ordering::Relaxed).min(in_flight);
            (peer.label.clone(), in_flight - running, running)
        }))
    }

    fn abandon(&self) {
        let known: Vec<_> = {
            let peers = self.peers();
            let known = peers.known.iter();
            known
                .map(|peer| (peer.inbox.clone(), peer.worker.clone()))
                .collect()
        };
        for (inbox, worker) in known {
            if let Some(worker) = worker {
                worker.abort();
            }
            inbox.abandon();
        }
    }

    fn peers(&self) -> MutexGuard<'_, Peers> {
        lock(&self.peers)
    }
}

impl fmt::Debug for ReleaseBatcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReleaseBatcher")
            .field("policy", &self.policy)
            .field("stats", &self.stats())
            .finish_non_exhaustive()
    }
}
