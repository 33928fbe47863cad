//! The watchdog: one thread for the process, which interrupts a turn that takes too long, and tells the host of one that cannot
//! be interrupted.
//!
//! It knows no JavaScript. It sleeps until the next deadline, or for good while no turn is running; it does not poll. A turn
//! is begun and ended on its own thread under the lock of its [`Watch`], and the watchdog takes the same lock. So a turn is
//! interrupted only while it is running, and an interruption never reaches the next one.

use std::{
    fmt, io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Condvar, LazyLock, Mutex, MutexGuard, OnceLock, PoisonError, Weak,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use crate::interrupt::Interrupt;

/// What a turn of the event loop runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TurnKind {
    /// A script that the host evaluates.
    Script,
    /// The callback of a timer.
    Timer,
    /// A generic job, such as the callback of an event.
    Job,
    /// A message from another thread.
    Message,
    /// One poll of a native future, such as that of an `import()`.
    NativeFuture,
    /// The microtasks after one of these: promise jobs, the bodies of async functions after an `await`, modules.
    Microtasks,
    /// The listeners of the program for a report.
    Report,
}

impl fmt::Display for TurnKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Script => "a script",
            Self::Timer => "a timer",
            Self::Job => "a job",
            Self::Message => "a message",
            Self::NativeFuture => "a native future",
            Self::Microtasks => "a microtask checkpoint",
            Self::Report => "the listeners for a report",
        })
    }
}

/// A turn that is still running after its time and the grace are over; see [`TurnTime::on_stuck`].
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Stuck {
    /// The name of the thread that runs it.
    pub thread: String,
    /// What it runs.
    pub turn: TurnKind,
    /// The time that a turn has.
    pub limit: Duration,
    /// How long it has been running.
    pub elapsed: Duration,
}

impl Stuck {
    /// Ends the process: writes what happened, where, and what to do next to standard error, then aborts, which is SIGABRT
    /// (status 134 in a shell) on Unix. For [`TurnTime::on_stuck`], where a tenant has a process of its own.
    pub fn abort_process(&self) {
        use std::io::Write as _;
        // If standard error is closed, the message is lost.
        let _ = writeln!(
            io::stderr(),
            "{self}; the process is aborted: start it again without the program that did this, or give it more time"
        );
        std::process::abort();
    }
}

impl fmt::Display for Stuck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} of the runtime on the thread `{}` has been running for {:?}, its limit is {:?}, and the engine cannot \
             interrupt it",
            self.turn, self.thread, self.elapsed, self.limit
        )
    }
}

type OnStuck = Arc<dyn Fn(&Stuck) + Send + Sync>;

/// How long a turn of the event loop may take, and what happens to one that cannot be interrupted.
///
/// A turn is one callback (a timer, a job, a message, a poll of a native future), one microtask checkpoint, or one script that
/// the host evaluates. Only the time in which it is running counts: not that of other tasks of its thread between two slices of
/// a checkpoint, nor that of a nested run while it is polled or sleeps in `run_jobs` or a `_blocking` function.
///
/// ```
/// use std::time::Duration;
/// use boa_async_context::event_loop::{Stuck, TurnTime};
///
/// let time = TurnTime::new(Duration::from_millis(100))
///     .grace(Duration::from_secs(5))
///     .on_stuck(Stuck::abort_process);
/// assert_eq!(time.limit(), Duration::from_millis(100));
/// ```
#[derive(Clone)]
pub struct TurnTime {
    limit: Duration,
    grace: Duration,
    on_stuck: Option<OnStuck>,
}

impl TurnTime {
    /// A turn may take `limit`. The grace is as long again, and nobody is told of a turn that is stuck.
    #[must_use]
    pub fn new(limit: Duration) -> Self {
        Self {
            limit,
            grace: limit,
            on_stuck: None,
        }
    }

    /// Sets how long after its limit a turn that is still running counts as stuck.
    #[must_use]
    pub fn grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    /// Sets what is called, once for a turn, if it is still running after the limit and the grace: a regular expression that
    /// backtracks, a native function that does not return, and on the published engine any JavaScript that does not.
    ///
    /// It is called on the thread of the watchdog, which serves all runtimes of the process: it must not block. If it panics,
    /// the watchdog goes on. It cannot end the turn. It can tell somebody, stop sending work to that runtime, or
    /// [end the process](Stuck::abort_process).
    #[must_use]
    pub fn on_stuck(mut self, f: impl Fn(&Stuck) + Send + Sync + 'static) -> Self {
        self.on_stuck = Some(Arc::new(f));
        self
    }

    /// The time that a turn may take.
    #[must_use]
    pub const fn limit(&self) -> Duration {
        self.limit
    }
}

impl From<Duration> for TurnTime {
    fn from(limit: Duration) -> Self {
        Self::new(limit)
    }
}

impl fmt::Debug for TurnTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TurnTime")
            .field("limit", &self.limit)
            .field("grace", &self.grace)
            .field("on_stuck", &self.on_stuck.is_some())
            .finish()
    }
}

/// How far a turn is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    InTime,
    /// It is to be interrupted.
    Over,
    /// The host was told.
    Told,
}

/// The turn that is running.
#[derive(Debug, Clone, Copy)]
struct Turn {
    kind: TurnKind,
    /// When it would have begun, had it not paused.
    began: Instant,
    /// When the watchdog has to look at it.
    deadline: Option<Instant>,
    stage: Stage,
}

struct Watched {
    time: TurnTime,
    thread: String,
    interrupt: Interrupt,
    turn: Mutex<Option<Turn>>,
}

/// The watchdog's view of one event loop.
pub(crate) struct Watch(Arc<Watched>);

/// A turn that was interrupted by the beginning of a nested one.
#[derive(Debug)]
#[must_use = "the outer turn goes on when it is given back"]
pub(crate) struct OuterTurn {
    turn: Option<Turn>,
    since: Instant,
}

/// How a turn has ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Ended {
    /// How long it took.
    pub(crate) elapsed: Duration,
    /// Whether it was to be interrupted.
    pub(crate) is_over: bool,
}

impl Watch {
    /// Watches the turns of the event loop of this thread, which `interrupt` ends.
    ///
    /// # Errors
    ///
    /// If the operating system refuses the watchdog's thread.
    pub(crate) fn new(time: TurnTime, interrupt: Interrupt) -> io::Result<Self> {
        let watched = Arc::new(Watched {
            time,
            thread: thread::current().name().unwrap_or("unnamed").to_owned(),
            interrupt,
            turn: Mutex::new(None),
        });
        WATCHDOG.add(&watched)?;
        Ok(Self(watched))
    }

    pub(crate) fn time(&self) -> &TurnTime {
        &self.0.time
    }

    /// Begins a turn, or goes on with one that was `so_far` when it paused. The clock of an outer one stops until it is
    /// [given back](Self::end).
    ///
    /// A turn whose time is over when it goes on is to be interrupted at once. The parts of a turn may be shorter than the
    /// watchdog needs to wake, so it would not be interrupted in any of them.
    pub(crate) fn begin(&self, kind: TurnKind, so_far: Ended) -> OuterTurn {
        let now = Instant::now();
        let left = self.0.time.limit.saturating_sub(so_far.elapsed);
        // Beyond the clock's range there is no deadline.
        let (stage, deadline) = if so_far.is_over || left.is_zero() {
            (Stage::Over, self.0.stuck_after(now))
        } else {
            (Stage::InTime, now.checked_add(left))
        };
        let turn = Turn {
            kind,
            began: now.checked_sub(so_far.elapsed).unwrap_or(now),
            deadline,
            stage,
        };
        let outer = OuterTurn {
            turn: self.0.replace(Some(turn)),
            since: now,
        };
        WATCHDOG.wake_before(deadline);
        outer
    }

    /// No turn is running until `outer` is given back: a nested run is polled, or the thread sleeps in one.
    pub(crate) fn suspend(&self) -> OuterTurn {
        OuterTurn {
            turn: self.0.replace(None),
            since: Instant::now(),
        }
    }

    /// Ends the turn, and goes on with the outer one.
    pub(crate) fn end(&self, outer: OuterTurn) -> Ended {
        let now = Instant::now();
        let turn = outer.turn.map(|turn| turn.later_by(now - outer.since));
        let ended = self.0.replace(turn);
        WATCHDOG.wake_before(turn.and_then(|turn| turn.deadline));
        Ended {
            elapsed: ended.map_or(Duration::ZERO, |turn| now - turn.began),
            is_over: ended.is_some_and(|turn| turn.stage != Stage::InTime),
        }
    }

    /// Whether the time of the running turn is over.
    pub(crate) fn is_over(&self) -> bool {
        let turn = self.0.turn();
        turn.is_some_and(|turn| turn.stage != Stage::InTime)
    }

    /// Takes back an interruption that was requested for another reason. Returns `false` if the time is over, too.
    pub(crate) fn clear_interrupt(&self) -> bool {
        let turn = self.0.turn();
        let is_in_time = turn.is_none_or(|turn| turn.stage == Stage::InTime);
        if is_in_time {
            self.0.interrupt.clear();
        }
        is_in_time
    }
}

impl Turn {
    /// The same turn, as if it had not run for this long.
    fn later_by(self, pause: Duration) -> Self {
        Self {
            began: self.began + pause,
            deadline: self
                .deadline
                .and_then(|deadline| deadline.checked_add(pause)),
            ..self
        }
    }
}

impl Watched {
    fn turn(&self) -> MutexGuard<'_, Option<Turn>> {
        lock(&self.turn)
    }

    /// Puts another turn in the place of the running one. The request to interrupt that one ends with it.
    fn replace(&self, turn: Option<Turn>) -> Option<Turn> {
        let mut place = self.turn();
        if turn.is_some_and(|turn| turn.stage != Stage::InTime) {
            self.interrupt.interrupt();
        } else {
            self.interrupt.clear();
        }
        std::mem::replace(&mut *place, turn)
    }

    /// When a turn that is over at `now` counts as stuck, if the host wants to hear of it.
    fn stuck_after(&self, now: Instant) -> Option<Instant> {
        self.time.on_stuck.as_ref()?;
        now.checked_add(self.time.grace)
    }

    /// Looks at the turn, and returns when to look again.
    fn look(&self, now: Instant, stuck: &mut Vec<(OnStuck, Stuck)>) -> Option<Instant> {
        let mut place = self.turn();
        let turn = place.as_mut()?;
        if now < turn.deadline? {
            return turn.deadline;
        }
        if turn.stage == Stage::InTime {
            turn.stage = Stage::Over;
            self.interrupt.interrupt();
            turn.deadline = self.stuck_after(now);
            return turn.deadline;
        }
        turn.stage = Stage::Told;
        turn.deadline = None;
        if let Some(on_stuck) = &self.time.on_stuck {
            let what = Stuck {
                thread: self.thread.clone(),
                turn: turn.kind,
                limit: self.time.limit,
                elapsed: now - turn.began,
            };
            stuck.push((on_stuck.clone(), what));
        }
        None
    }
}

/// The thread, and what it sleeps for.
struct Watchdog {
    watched: Mutex<Vec<Weak<Watched>>>,
    woken: Condvar,
    /// When the thread wakes, in nanoseconds after [`EPOCH`]; `u64::MAX` if not before it is woken.
    wakes_at: AtomicU64,
    thread: OnceLock<()>,
}

static WATCHDOG: Watchdog = Watchdog {
    watched: Mutex::new(Vec::new()),
    woken: Condvar::new(),
    wakes_at: AtomicU64::new(u64::MAX),
    thread: OnceLock::new(),
};

static EPOCH: LazyLock<Instant> = LazyLock::new(Instant::now);

fn nanoseconds(instant: Instant) -> u64 {
    let nanoseconds = instant.saturating_duration_since(*EPOCH).as_nanos();
    u64::try_from(nanoseconds).unwrap_or(u64::MAX)
}

impl Watchdog {
    /// Adds a loop, and starts the thread for the first one.
    fn add(&'static self, watched: &Arc<Watched>) -> io::Result<()> {
        let mut all = lock(&self.watched);
        if self.thread.get().is_none() {
            thread::Builder::new()
                .name("boa-ac-watchdog".to_owned())
                .spawn(|| self.run())?;
            // Set under the lock, so that one thread is started.
            let _ = self.thread.set(());
        }
        all.push(Arc::downgrade(watched));
        Ok(())
    }

    /// Lets the thread look at `deadline`. It costs one load if it wakes before that anyway.
    fn wake_before(&self, deadline: Option<Instant>) {
        let Some(deadline) = deadline else { return };
        if nanoseconds(deadline) < self.wakes_at.load(Ordering::SeqCst) {
            // The thread has the lock from its look at all turns until it sleeps, so it is asleep now.
            let _all = lock(&self.watched);
            self.woken.notify_one();
        }
    }

    /// 1. The thread sets `wakes_at` to never, and then looks at each turn under its lock.
    /// 2. A turn sets its deadline under that lock, and then reads `wakes_at`.
    /// 3. If the look is later than the deadline was set, the thread has seen it.
    /// 4. Otherwise the turn reads never, or what the thread has made of its looks. It wakes the thread if that is later
    ///    than its deadline.
    ///
    /// Therefore the thread is awake at each deadline.
    fn run(&self) {
        let mut all = lock(&self.watched);
        loop {
            self.wakes_at.store(u64::MAX, Ordering::SeqCst);
            let now = Instant::now();
            let mut next: Option<Instant> = None;
            let mut stuck = Vec::new();
            all.retain(|watched| {
                let Some(watched) = watched.upgrade() else {
                    return false;
                };
                next = next.into_iter().chain(watched.look(now, &mut stuck)).min();
                true
            });
            if !stuck.is_empty() {
                drop(all);
                for (on_stuck, what) in stuck {
                    let _ = catch_unwind(AssertUnwindSafe(|| on_stuck(&what)));
                }
                all = lock(&self.watched);
                continue;
            }
            let Some(next) = next else {
                all = self.woken.wait(all).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            self.wakes_at.store(nanoseconds(next), Ordering::SeqCst);
            let rest = next.saturating_duration_since(Instant::now());
            let woken = self.woken.wait_timeout(all, rest);
            all = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic cannot leave one of them half changed.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(3600);

    fn watch(time: TurnTime) -> (Watch, Interrupt) {
        let interrupt = Interrupt::default();
        let watch = Watch::new(time, interrupt.clone()).expect("a thread");
        (watch, interrupt)
    }

    #[test]
    fn a_turn_that_takes_too_long_is_interrupted_and_the_next_is_not() {
        let (watch, interrupt) = watch(TurnTime::new(Duration::from_millis(1)));
        let outer = watch.begin(TurnKind::Job, Ended::default());
        while !interrupt.is_requested() {
            thread::yield_now();
        }
        assert!(watch.is_over());
        assert!(!watch.clear_interrupt());
        assert!(interrupt.is_requested());
        let ended = watch.end(outer);
        assert!(ended.is_over && ended.elapsed >= Duration::from_millis(1));
        assert!(!interrupt.is_requested());
    }

    #[test]
    fn a_request_for_another_reason_can_be_taken_back() {
        let (watch, interrupt) = watch(TurnTime::new(LONG));
        let outer = watch.begin(TurnKind::Job, Ended::default());
        interrupt.interrupt();
        assert!(watch.clear_interrupt());
        assert!(!interrupt.is_requested());
        assert!(!watch.end(outer).is_over);
    }

    /// A turn of an hour, and then one of an hour of which but a millisecond is left: the watchdog wakes for it.
    #[test]
    fn the_watchdog_wakes_for_an_earlier_deadline() {
        let (long, _) = watch(TurnTime::new(LONG));
        let of_long = long.begin(TurnKind::Job, Ended::default());
        let (short, interrupt) = watch(TurnTime::new(LONG));
        let so_far = Ended {
            elapsed: LONG - Duration::from_millis(1),
            is_over: false,
        };
        let of_short = short.begin(TurnKind::Microtasks, so_far);
        while !interrupt.is_requested() {
            thread::yield_now();
        }
        assert!(short.end(of_short).elapsed >= LONG);
        assert!(!long.end(of_long).is_over);
    }

    /// Neither waits for the watchdog.
    #[test]
    fn a_turn_that_goes_on_after_its_time_is_interrupted_at_once() {
        let (watch, interrupt) = watch(TurnTime::new(LONG));
        for (elapsed, is_over) in [(LONG, false), (LONG * 2, false), (Duration::ZERO, true)] {
            let outer = watch.begin(TurnKind::Microtasks, Ended { elapsed, is_over });
            assert!(watch.is_over() && interrupt.is_requested());
            assert!(watch.end(outer).is_over);
            assert!(!interrupt.is_requested());
        }
    }

    #[test]
    fn a_turn_that_goes_on_after_its_time_can_be_stuck() {
        let (told, hears) = std::sync::mpsc::channel();
        let time = TurnTime::new(LONG).grace(Duration::from_millis(1));
        let (watch, _) = watch(time.on_stuck(move |stuck| told.send(stuck.turn).unwrap()));
        let so_far = Ended {
            elapsed: LONG,
            is_over: false,
        };
        let outer = watch.begin(TurnKind::Script, so_far);
        assert_eq!(hears.recv(), Ok(TurnKind::Script));
        watch.end(outer);
    }

    #[test]
    fn the_time_of_a_nested_turn_or_run_does_not_count() {
        let (watch, _) = watch(TurnTime::new(LONG));
        let begun = Instant::now();
        let outer = watch.begin(TurnKind::Job, Ended::default());
        let mut nested = Duration::ZERO;
        for is_run in [true, false] {
            let inner = match is_run {
                true => watch.suspend(),
                false => watch.begin(TurnKind::Timer, Ended::default()),
            };
            let asleep = Instant::now();
            thread::sleep(Duration::from_millis(2));
            nested += asleep.elapsed();
            watch.end(inner);
        }
        let ended = watch.end(outer);
        assert!(ended.elapsed + nested <= begun.elapsed());
    }

    #[test]
    fn an_outer_turn_that_was_over_still_is_after_a_nested_one() {
        let (watch, interrupt) = watch(TurnTime::new(Duration::from_millis(1)));
        let outer = watch.begin(TurnKind::Job, Ended::default());
        while !interrupt.is_requested() {
            thread::yield_now();
        }
        let nested = watch.suspend();
        assert!(!interrupt.is_requested());
        watch.end(nested);
        assert!(interrupt.is_requested());
        assert!(watch.end(outer).is_over);
    }
}
