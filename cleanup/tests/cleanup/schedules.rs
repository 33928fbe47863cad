//! The batcher under random schedules, in paused time: what its accounts say is what its peers have seen.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use async_cleanup::{
    CleanupLedger, CleanupStats, Label, Peer, ReleaseBatcher, ReleaseError, RetryPolicy, Submitter,
};
use tokio::{
    runtime::{Builder, Handle},
    task::yield_now,
    time::sleep,
};

use crate::{
    random_input::{Input, each},
    support::{LONG, columns},
};

const ATTEMPTS: u32 = 3;
/// How long a call may take, in milliseconds.
const DEADLINE: u64 = 30;
/// The most ids of a call.
const MOST: usize = 64;

/// What a peer does with a call.
#[derive(Debug, Clone, Copy)]
enum Answer {
    /// After so many milliseconds.
    Well(u64),
    Fails,
    Panics,
    Hangs,
    Gone,
}

/// How a call has ended, as the peer sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// It was given up by the batcher, or goes on.
    Unanswered,
    Released,
    Failed,
    Gone,
}

/// What a peer has seen: the ids of each call, and how it has ended.
type Calls = Arc<Mutex<Vec<(Vec<u32>, End)>>>;

struct Scripted {
    answers: Vec<Answer>,
    calls: Calls,
    is_dropped: Arc<Mutex<bool>>,
}

impl Drop for Scripted {
    fn drop(&mut self) {
        let before = std::mem::replace(&mut *self.is_dropped.lock().expect("no panic"), true);
        assert!(!before);
    }
}

impl Peer for Scripted {
    type Id = u32;

    fn label(&self) -> Label {
        "scripted".into()
    }

    async fn release(&self, ids: &[u32]) -> Result<(), ReleaseError> {
        let number = {
            let mut calls = self.calls.lock().expect("no panic while locked");
            calls.push((ids.to_vec(), End::Unanswered));
            calls.len() - 1
        };
        let end = |end| self.calls.lock().expect("no panic while locked")[number].1 = end;
        match self.answers[number % self.answers.len()] {
            Answer::Well(milliseconds) => {
                sleep(Duration::from_millis(milliseconds)).await;
                end(End::Released);
                Ok(())
            }
            Answer::Fails => {
                end(End::Failed);
                Err(ReleaseError::Failed("it says no".into()))
            }
            Answer::Panics => {
                end(End::Failed);
                panic!("the peer's code panics")
            }
            Answer::Hangs => std::future::pending().await,
            Answer::Gone => {
                end(End::Gone);
                Err(ReleaseError::Gone("connection closed".into()))
            }
        }
    }
}

/// Mostly answers that are well, and a peer that is gone only at times.
fn answer(input: &mut Input) -> Answer {
    match input.below(30) {
        0..15 => Answer::Well(0),
        15..18 => Answer::Well(5),
        18..20 => Answer::Well(DEADLINE + 20),
        20..25 => Answer::Fails,
        25..27 => Answer::Panics,
        27..29 => Answer::Hangs,
        _ => Answer::Gone,
    }
}

/// A peer of a schedule.
struct Side {
    /// Ids come from any of these. None is left when all were dropped.
    submitters: Vec<Submitter<u32>>,
    ledger: Arc<CleanupLedger>,
    calls: Calls,
    is_dropped: Arc<Mutex<bool>>,
    /// The ids that were taken.
    taken: Vec<u32>,
    /// How many were submitted, with those that came too late.
    submitted: u32,
}

impl Side {
    fn new(batcher: &ReleaseBatcher, input: &mut Input) -> Self {
        let calls = Calls::default();
        let is_dropped = Arc::default();
        let submitter = batcher.add(Scripted {
            answers: (0..1 + input.below(12)).map(|_| answer(input)).collect(),
            calls: calls.clone(),
            is_dropped: Arc::clone(&is_dropped),
        });
        Self {
            ledger: submitter.ledger().clone(),
            submitters: vec![submitter],
            calls,
            is_dropped,
            taken: Vec::new(),
            submitted: 0,
        }
    }

    fn submit(&mut self, count: usize, input: &mut Input) {
        for _ in 0..count {
            if self.submitters.is_empty() {
                return;
            }
            let id = self.submitted;
            self.submitted += 1;
            if input.one_of(&self.submitters).submit(id) {
                self.taken.push(id);
            }
        }
    }

    /// What the accounts must be, by what the peer has seen: completed, failed, and timed out, of which the last one may have
    /// been given up when the batcher ended.
    fn expected(&self) -> ([u64; 3], u64) {
        let calls = self.calls.lock().expect("no panic while locked");
        let mut rest = &self.taken[..];
        let (mut completed, mut failed, mut timed_out, mut unsure) = (0, 0, 0, 0);
        let mut at = 0;
        while let Some((ids, _)) = calls.get(at) {
            assert!(!ids.is_empty() && ids.len() <= MOST, "{ids:?}");
            let (batch, after) = rest.split_at(ids.len());
            assert_eq!(ids, batch, "in the order in which they were submitted");
            rest = after;
            let count = ids.len() as u64;
            let tries = calls[at..].iter().take_while(|(other, _)| other == ids);
            let tries: Vec<End> = tries.map(|(_, end)| *end).collect();
            at += tries.len();
            let (last, before) = tries.split_last().expect("there is this call");
            let again = |end: &End| matches!(end, End::Failed | End::Unanswered);
            assert!(before.iter().all(again), "tried again after {before:?}");
            assert!(tries.len() <= ATTEMPTS as usize, "{tries:?}");
            let is_last_try = tries.len() == ATTEMPTS as usize;
            match last {
                End::Released => completed += count,
                End::Gone => {
                    failed += count;
                    assert_eq!(at, calls.len(), "nothing is sent to a peer that is gone");
                }
                End::Failed if is_last_try => failed += count,
                End::Unanswered if is_last_try && at < calls.len() => timed_out += count,
                End::Unanswered if is_last_try => unsure += count,
                // The batcher has ended before the next try.
                End::Failed | End::Unanswered => assert_eq!(at, calls.len()),
            }
        }
        ([completed, failed, timed_out], unsure)
    }

    fn check(&self, has_waited: bool) {
        let stats = self.ledger.stats();
        let [
            submitted,
            completed,
            failed,
            timed_out,
            abandoned,
            in_flight,
        ] = columns(&stats);
        assert_eq!((submitted, in_flight), (u64::from(self.submitted), 0));
        let (expected, unsure) = self.expected();
        assert_eq!([completed, failed], expected[..2]);
        let most = expected[2] + unsure;
        assert!(timed_out == most || !has_waited && timed_out == expected[2]);
        let late = u64::from(self.submitted) - self.taken.len() as u64;
        let calls = self.calls.lock().expect("no panic while locked");
        let is_gone = calls.iter().any(|(_, end)| *end == End::Gone);
        if has_waited && !is_gone {
            assert_eq!(abandoned, late, "nobody has given up anything");
        }
        assert!(*self.is_dropped.lock().expect("no panic while locked"));
    }
}

async fn schedule(input: &mut Input) {
    let policy = RetryPolicy::default()
        .attempts(ATTEMPTS)
        .pauses(Duration::from_millis(2), Duration::from_millis(7))
        .call_deadline(Duration::from_millis(DEADLINE));
    let batcher = ReleaseBatcher::new(policy, Handle::current());
    let mut sides: Vec<Side> = Vec::new();
    for _ in 0..1 + input.below(25) {
        if sides.is_empty() || input.below(8) == 0 {
            sides.push(Side::new(&batcher, input));
        }
        let at = input.below(sides.len());
        let side = &mut sides[at];
        match input.below(12) {
            0..5 => {
                let count = *input.one_of(&[1, 1, 2, 63, 64, 65, 200]);
                side.submit(count, input);
            }
            5..7 => yield_now().await,
            7..10 => sleep(Duration::from_millis(input.below(40) as u64)).await,
            10 => {
                if let Some(submitter) = side.submitters.first().cloned() {
                    side.submitters.push(submitter);
                }
            }
            _ => drop(side.submitters.pop()),
        }
    }
    let has_waited = input.below(2) == 0;
    if has_waited {
        let left = batcher.drain(LONG).await;
        assert!(left.is_empty(), "{left}");
    }
    let limit = Duration::from_millis(input.below(60) as u64);
    let in_flight = batcher.stats().in_flight;
    let left = batcher.shutdown(limit).await;
    assert!(left.count() <= in_flight, "{left}");
    // Workers that were ended run once more, to be dropped.
    for _ in 0..10 {
        yield_now().await;
    }
    // What comes after the end is counted.
    for side in &mut sides {
        let taken = side.taken.len();
        side.submit(2, input);
        assert_eq!(side.taken.len(), taken);
    }
    let sum = sides
        .iter()
        .map(|side| side.ledger.stats())
        .fold(CleanupStats::default(), CleanupStats::plus);
    assert_eq!(columns(&batcher.stats()), columns(&sum));
    for side in &sides {
        side.check(has_waited);
    }
}

#[test]
fn random_schedules_of_a_batcher_balance() {
    each(|input| {
        let runtime = Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .expect("a tokio runtime");
        runtime.block_on(schedule(input));
    });
}
