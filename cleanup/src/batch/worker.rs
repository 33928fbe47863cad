//! The worker of one peer.

use std::{
    future::poll_fn,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use tokio::time::{sleep, timeout};

use super::{
    peer::{Peer, ReleaseError},
    retry::RetryPolicy,
};
use crate::{
    error::message_of,
    inbox::{BATCH, Inbox},
    isolate::{Isolated, IsolatedVec},
    label::Label,
    stats::Settled,
};

/// Releases the objects of one peer.
pub(super) struct Worker<P: Peer> {
    pub(super) peer: P,
    pub(super) label: Label,
    pub(super) inbox: Arc<Inbox<P::Id>>,
    pub(super) policy: RetryPolicy,
    /// How many ids the running call is for.
    pub(super) calling: Arc<AtomicU64>,
}

/// How the calls for a batch ended.
enum Outcome {
    Released,
    GivenUp { error: String, timed_out: bool },
    Gone { error: String },
}

impl<P: Peer> Worker<P> {
    /// Works until no more ids can come, or the peer is gone.
    pub(super) async fn serve(&self) {
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

    /// Calls until a call succeeds or the policy says to give up.
    async fn release(&self, ids: &[P::Id]) -> Outcome {
        let mut failures = 0;
        loop {
            let call = Isolated::new(0, async { self.peer.release(ids).await });
            let (error, timed_out) = match timeout(self.policy.call_deadline, call).await {
                Ok((_, Ok(Ok(())))) => return Outcome::Released,
                Ok((_, Ok(Err(error)))) => {
                    let gone = matches!(error, ReleaseError::Gone(_));
                    let error = message_of(error.into());
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

/// The ids of a batch. They are settled in whatever way its calls end.
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
