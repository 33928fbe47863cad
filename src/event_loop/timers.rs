//! Timers, in due-time then creation order.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    ops::Deref,
    rc::Rc,
    time::Duration,
};

use boa_engine::{
    job::{CancellationToken, IntervalJob, TimeoutJob},
    realm::Realm,
};
use tokio::time::Instant;

use crate::{census::Capture, realm_life::is_realm_closed};

/// The shortest interval. An interval of zero would be due again at once, forever.
const SHORTEST_INTERVAL: Duration = Duration::from_millis(1);

/// The longest delay, some 136 years. A longer one could overflow the clock.
const LONGEST_DELAY: Duration = Duration::from_secs(u32::MAX as u64);

/// The instant at which a timer is due, and its number in the order of creation.
type Position = (Instant, u64);

pub(super) enum TimerJob {
    Timeout(TimeoutJob),
    Interval(IntervalJob),
}

impl TimerJob {
    fn token(&self) -> &CancellationToken {
        match self {
            Self::Timeout(job) => job.cancellation_token(),
            Self::Interval(job) => job.cancellation_token(),
        }
    }

    fn delay(&self) -> Duration {
        let delay = match self {
            Self::Timeout(job) => Duration::from_millis(job.timeout().as_millis()),
            Self::Interval(job) => {
                Duration::from_millis(job.interval().as_millis()).max(SHORTEST_INTERVAL)
            }
        };
        delay.min(LONGEST_DELAY)
    }
}

/// A timer, in the queue or taken out of it because it is due.
pub(super) struct Timer {
    pub(super) capture: Capture,
    pub(super) job: TimerJob,
    /// The realm that was current when it was set; `None` for one in the background.
    realm: Option<Realm>,
    /// Whether the loop runs until the timer is due.
    is_waited_for: bool,
    /// Where the timer is in the queue; shared with the callback that cancelling it runs.
    position: Rc<Cell<Position>>,
}

/// The queue of timers. Jobs and mappings in it are roots.
#[derive(Default)]
pub(super) struct Timers {
    queue: RefCell<BTreeMap<Position, Timer>>,
    /// The number of timers in the queue that keep the loop running.
    waited_for: Cell<usize>,
    /// The number of timers that were taken out of the queue to be put back.
    running: Cell<usize>,
    created: Cell<u64>,
    /// The number of calls of `clear`.
    clears: Cell<u64>,
}

/// An interval whose callback is running.
pub(super) struct Ticking<'a> {
    timers: &'a Timers,
    /// `None` only while this is dropped.
    timer: Option<Timer>,
    clears: u64,
}

/// The place of a timer that is not in the queue, until it is dropped; see
/// [`EventLoop::keep_timer_place`](crate::EventLoop::keep_timer_place).
#[must_use = "dropping it gives the place away"]
pub struct TimerPlace(Rc<Timers>);

impl Drop for TimerPlace {
    fn drop(&mut self) {
        self.0.running.set(self.0.running.get() - 1);
    }
}

impl Deref for Ticking<'_> {
    type Target = Timer;

    fn deref(&self) -> &Timer {
        self.timer.as_ref().expect("taken by `drop` only")
    }
}

impl Drop for Ticking<'_> {
    fn drop(&mut self) {
        let timers = self.timers;
        timers.running.set(timers.running.get() - 1);
        if let Some(timer) = self.timer.take()
            && !timer.job.token().revoked()
            && timers.clears.get() == self.clears
            && !timer.realm.as_ref().is_some_and(is_realm_closed)
        {
            timer.position.set(timers.next_position(timer.job.delay()));
            timers.insert(timer);
        }
    }
}

impl Timers {
    /// Sets a timer that the loop waits for.
    pub(super) fn set(self: &Rc<Self>, capture: Capture, job: TimerJob, realm: &Realm) {
        self.add(capture, job, Some(realm.clone()));
    }

    /// Sets a timer that does not keep the loop running.
    pub(super) fn set_in_background(self: &Rc<Self>, capture: Capture, job: TimerJob) {
        self.add(capture, job, None);
    }

    /// Adds a timer. Cancelling its token removes it at once, with its job and mapping.
    fn add(self: &Rc<Self>, capture: Capture, job: TimerJob, realm: Option<Realm>) {
        if job.token().revoked() {
            return;
        }
        let position = Rc::new(Cell::new(self.next_position(job.delay())));
        let timers = Rc::downgrade(self);
        job.token().push_callback({
            let position = position.clone();
            move |_| {
                if let Some(timers) = timers.upgrade() {
                    // Removed before it is dropped, so that the queue is not borrowed during the drop.
                    let cancelled = timers.queue.borrow_mut().remove(&position.get());
                    timers.note_removal(cancelled.as_ref());
                    drop(cancelled);
                }
            }
        });
        self.insert(Timer {
            capture,
            job,
            is_waited_for: realm.is_some(),
            realm,
            position,
        });
    }

    /// Counts one more until the place is dropped.
    pub(super) fn keep_place(self: &Rc<Self>) -> TimerPlace {
        self.running.set(self.running.get() + 1);
        TimerPlace(self.clone())
    }

    /// Puts an interval back when its callback has run, unless the callback cancelled it or cleared
    /// all timers.
    pub(super) fn set_again_when_dropped(&self, timer: Timer) -> Ticking<'_> {
        self.running.set(self.running.get() + 1);
        Ticking {
            timers: self,
            timer: Some(timer),
            clears: self.clears.get(),
        }
    }

    fn insert(&self, timer: Timer) {
        let waited_for = self.waited_for.get() + usize::from(timer.is_waited_for);
        self.waited_for.set(waited_for);
        self.queue.borrow_mut().insert(timer.position.get(), timer);
    }

    fn note_removal(&self, timer: Option<&Timer>) {
        if timer.is_some_and(|timer| timer.is_waited_for) {
            self.waited_for.set(self.waited_for.get() - 1);
        }
    }

    fn next_position(&self, delay: Duration) -> Position {
        let number = self.created.get();
        self.created.set(number + 1);
        (Instant::now() + delay, number)
    }

    /// The number that the next timer will have.
    pub(super) fn next_number(&self) -> u64 {
        self.created.get()
    }

    /// Takes the first timer that is due, if its number is below `end`.
    pub(super) fn take_due(&self, end: u64) -> Option<Timer> {
        let mut queue = self.queue.borrow_mut();
        let first = queue.first_entry()?;
        let (due, number) = *first.key();
        let is_next = number < end && due <= Instant::now();
        let due = is_next.then(|| first.remove());
        self.note_removal(due.as_ref());
        due
    }

    /// When the next timer is due.
    pub(super) fn next_due(&self) -> Option<Instant> {
        let queue = self.queue.borrow();
        queue.first_key_value().map(|((due, _), _)| *due)
    }

    /// Whether a timer is due.
    pub(super) fn is_due(&self) -> bool {
        self.next_due().is_some_and(|due| due <= Instant::now())
    }

    /// How many timers the loop waits for.
    pub(super) fn waited_for(&self) -> usize {
        self.waited_for.get()
    }

    /// How many timers there are, with those whose callback is running and that will be put back.
    pub(super) fn len(&self) -> usize {
        self.queue.borrow().len() + self.running.get()
    }

    /// Drops the timers of a realm, and returns how many there were.
    pub(super) fn drop_those_of(&self, realm: &Realm) -> usize {
        let is_of_it = |timer: &Timer| timer.realm.as_ref() == Some(realm);
        let (dropped, kept): (BTreeMap<_, _>, _) = self
            .queue
            .take()
            .into_iter()
            .partition(|(_, timer)| is_of_it(timer));
        self.queue.replace(kept);
        // Dropped when the queue is not borrowed.
        for timer in dropped.values() {
            self.note_removal(Some(timer));
        }
        dropped.len()
    }

    /// Drops all timers.
    pub(super) fn clear(&self) {
        self.clears.set(self.clears.get() + 1);
        self.waited_for.set(0);
        drop(self.queue.take());
    }
}
