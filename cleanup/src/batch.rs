//! Releasing objects at another process by their ids: batched per peer, and no peer in another's way.

use std::{
    fmt,
    future::{Future, poll_fn},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    runtime::Handle,
    task::AbortHandle,
    time::{sleep, timeout},
};

use crate::{
    dispatch::block_until,
    inbox::{BATCH, Inbox, Submitter},
    isolate::{Isolated, IsolatedVec, describe, isolated},
    ledger::{CleanupLedger, CleanupStats, Label, Left, Settled},
    queue::CleanupError,
};

/// Who holds objects for us.
pub trait Peer: Send + Sync + 'static {
    /// What names an object there.
    type Id: Send + Sync + 'static;

    /// What the peer is called in reports. Must not call the batcher.
    fn label(&self) -> Label;

    /// Releases up to 64 objects in one call.
    ///
    /// After an error (or a panic, or a call that takes too long) the same ids are tried again, so an id
    /// that is not known there (any more) must not be one.
    fn release(&self, ids: &[Self::Id]) -> impl Future<Output = Result<(), ReleaseError>> + Send;
}

/// Why a call released nothing, or not everything.
#[derive(Debug, thiserror::Error)]
pub enum ReleaseError {
    /// It may work another time.
    #[error("{0}")]
    Failed(CleanupError),
    /// The peer is gone, and its objects with it: whatever is and will be queued for it is given up.
    #[error("the peer is gone: {0}")]
    Gone(CleanupError),
}

/// How often, and when, a failed call is tried again.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// Calls for a batch before it is given up; at least one is made. Default: 5.
    pub attempts: u32,
    /// The pause after the first failure; it doubles with each further one. Default: 100 ms.
    pub first_pause: Duration,
    /// The longest pause. Default: 10 s.
    pub longest_pause: Duration,
    /// How long a call may take before it has failed. Default: 30 s.
    pub call_deadline: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 5,
            first_pause: Duration::from_millis(100),
            longest_pause: Duration::from_secs(10),
            call_deadline: Duration::from_secs(30),
        }
    }
}

impl RetryPolicy {
    /// Sets [`attempts`](Self::attempts).
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Sets the [first](Self::first_pause) and the [longest pause](Self::longest_pause).
    #[must_use]
    pub fn pauses(mut self, first: Duration, longest: Duration) -> Self {
        self.first_pause = first;
        self.longest_pause = longest;
        self
    }

    /// Sets [`call_deadline`](Self::call_deadline).
    #[must_use]
    pub fn call_deadline(mut self, deadline: Duration) -> Self {
        self.call_deadline = deadline;
        self
    }

    /// The pause after so many failures.
    fn pause(&self, failures: u32) -> Duration {
        let factor = 1u32.checked_shl(failures.saturating_sub(1));
        factor
            .and_then(|factor| self.first_pause.checked_mul(factor))
            .map_or(self.longest_pause, |pause| pause.min(self.longest_pause))
    }
}

/// Releases objects at any number of peers.
///
/// Each peer has a queue and a worker of its own, with one call at a time: what is submitted during a call
/// is the next batch, so that a busy peer gets few and full ones. A peer that hangs, fails or is dead
/// delays nobody else and keeps nothing of anybody else in memory.
///
/// The accounts count ids. An id of a call that did not work is tried again according to the
/// [`RetryPolicy`]; when it is given up it counts as failed, or as timed out if the last call took too
/// long.
pub struct ReleaseBatcher {
    policy: RetryPolicy,
    runtime: Handle,
    peers: Arc<Mutex<Peers>>,
}

#[derive(Default)]
struct Peers {
    next: u64,
    known: Vec<Known>,
    /// Those whose worker has ended, while somebody may still submit to them.
    ended: Vec<Arc<dyn AnyInbox>>,
    /// What those before had released.
    past: CleanupStats,
}

impl Peers {
    /// Adds up those to whom nobody can submit any more.
    fn fold(&mut self) {
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

/// What the batcher knows of a peer, whatever the type of its ids.
struct Known {
    number: u64,
    label: Label,
    inbox: Arc<dyn AnyInbox>,
    /// How many ids the running call is for.
    calling: Arc<AtomicU64>,
    /// Set once it is spawned.
    worker: Option<AbortHandle>,
}

trait AnyInbox: Send + Sync {
    fn ledger(&self) -> &CleanupLedger;
    fn close(&self);
    fn abandon(&self) -> usize;
}

impl<T: Send> AnyInbox for Inbox<T> {
    fn ledger(&self) -> &CleanupLedger {
        &self.ledger
    }

    fn close(&self) {
        Self::close(self);
    }

    fn abandon(&self) -> usize {
        Self::abandon(self).len()
    }
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

    /// Begins to release objects at a peer: those whose ids are submitted to what is returned, from
    /// anywhere, also from a `Drop` in a GC sweep.
    ///
    /// The peer is dropped when no submitter is left and everything is released or given up.
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
        // Not while the list is locked: a runtime that is going drops the future here, and the worker
        // takes itself off the list.
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

    /// The accounts of all peers together. The last failures are those of the peers one after the other.
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

    /// Waits until nothing is in flight at any peer, but no longer than `limit`; what is then left, by
    /// peer, goes on.
    ///
    /// Must be called in a tokio runtime with a time driver.
    pub async fn drain(&self, limit: Duration) -> Left {
        // Timing out is seen in what is left.
        let _ = timeout(limit, self.idle()).await;
        self.left()
    }

    /// Lets nothing more in, waits until nothing is in flight, but no longer than `limit`, and gives up the
    /// rest, which is returned by peer and counted as abandoned.
    pub async fn shutdown(&self, limit: Duration) -> Left {
        self.close();
        let left = self.drain(limit).await;
        self.abandon();
        left
    }

    /// [`shutdown`](Self::shutdown) from a thread outside of any runtime.
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

fn lock(peers: &Mutex<Peers>) -> MutexGuard<'_, Peers> {
    peers.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for ReleaseBatcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReleaseBatcher")
            .field("policy", &self.policy)
            .field("stats", &self.stats())
            .finish_non_exhaustive()
    }
}

/// Takes a peer off the list when its worker ends, however that is.
struct Leaving {
    peers: Arc<Mutex<Peers>>,
    number: u64,
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
        // Nobody will serve it: what is in it, and what may still come, is abandoned.
        inbox.abandon();
    }
}

/// What releases the objects of one peer.
struct Worker<P: Peer> {
    peer: P,
    label: Label,
    inbox: Arc<Inbox<P::Id>>,
    policy: RetryPolicy,
    calling: Arc<AtomicU64>,
}

/// How the calls for a batch ended.
enum Outcome {
    Released,
    GivenUp { error: String, timed_out: bool },
    Gone { error: String },
}

impl<P: Peer> Worker<P> {
    async fn serve(&self) {
        loop {
            let mut ids = Vec::new();
            let n = poll_fn(|cx| self.inbox.poll_take(cx, &mut ids, BATCH)).await;
            if n == 0 {
                return;
            }
            let ids = IsolatedVec::new(ids);
            let held = Held::new(self, n as u64);
            let outcome = self.release(ids.as_slice()).await;
            match outcome {
                Outcome::Released => held.settle(Settled::Completed, None),
                Outcome::GivenUp { error, timed_out } => {
                    let column = if timed_out {
                        Settled::TimedOut
                    } else {
                        Settled::Failed
                    };
                    held.settle(column, Some(error));
                }
                Outcome::Gone { error } => {
                    held.settle(Settled::Failed, Some(error));
                    self.inbox.abandon();
                    return;
                }
            }
        }
    }

    /// Calls until it works or the policy says that it does not.
    async fn release(&self, ids: &[P::Id]) -> Outcome {
        let mut failures = 0;
        loop {
            let call = Isolated::new(0, async { self.peer.release(ids).await });
            let (error, timed_out) = match timeout(self.policy.call_deadline, call).await {
                Ok((_, Ok(Ok(())))) => return Outcome::Released,
                Ok((_, Ok(Err(error)))) => {
                    let gone = matches!(error, ReleaseError::Gone(_));
                    let error = describe(error, ToString::to_string);
                    if gone {
                        return Outcome::Gone { error };
                    }
                    (error, false)
                }
                Ok((_, Err(panic))) => (panic, false),
                Err(_) => {
                    let limit = self.policy.call_deadline;
                    (format!("no answer within {limit:?}"), true)
                }
            };
            failures += 1;
            if failures >= self.policy.attempts {
                return Outcome::GivenUp { error, timed_out };
            }
            let pause = self.policy.pause(failures);
            tracing::debug!(peer = %self.label, %error, failures, ?pause, "a release failed");
            sleep(pause).await;
        }
    }
}

/// The ids of a batch, which are settled however its calls end.
struct Held<'a, P: Peer> {
    worker: &'a Worker<P>,
    ids: u64,
}

impl<'a, P: Peer> Held<'a, P> {
    fn new(worker: &'a Worker<P>, ids: u64) -> Self {
        worker.calling.store(ids, Ordering::Relaxed);
        Self { worker, ids }
    }

    fn settle(mut self, column: Settled, error: Option<String>) {
        self.settle_now(column, error);
    }

    fn settle_now(&mut self, column: Settled, error: Option<String>) {
        let ids = std::mem::take(&mut self.ids);
        if ids == 0 {
            return;
        }
        self.worker.calling.store(0, Ordering::Relaxed);
        let ledger = &self.worker.inbox.ledger;
        if let Some(error) = error {
            ledger.note_failure(self.worker.label.clone(), error);
        }
        ledger.settle(column, ids);
    }
}

impl<P: Peer> Drop for Held<'_, P> {
    fn drop(&mut self) {
        self.settle_now(Settled::Abandoned, None);
    }
}
