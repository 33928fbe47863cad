//! Limits of turns: how long one may take, how many microtasks a checkpoint may run, and how much memory the thread may have.
//!
//! Without such a limit a turn costs one look at a flag.

use std::{io, rc::Rc, task::Poll, time::Duration};

use boa_engine::Context;

use super::{
    report::Report,
    state::EventLoop,
    turns::{Cause, CheckpointTurn, Finished, Heap, SlicedTurn, Turn},
};
use crate::{
    counting_allocator::CountingAllocator,
    limits::{Limit, LimitMet, Limits},
    mapping::Mapping,
    watchdog::{Ended, TurnKind, Watch},
};

/// Why the limits of a context cannot be enforced.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EnforceError {
    /// There is a limit of the heap, and nothing counts.
    #[error(
        "Limits::heap needs an allocator that counts: \
         `#[global_allocator] static A: CountingAllocator = CountingAllocator::system();` in the program of the host"
    )]
    NoAllocator,
    /// The operating system refused the thread of the watchdog.
    #[error("cannot start the thread that watches Limits::turn_time: {0}")]
    NoThread(#[source] io::Error),
}

impl EventLoop {
    /// Enforces the limits of `context` that are about turns of this loop: [`Limits::turn_time`], [`Limits::microtasks`] and
    /// [`Limits::heap`]. Call it on the thread of the context, after [`Limits::put_into`]. A
    /// [`Runtime`](crate::Runtime) does it by itself.
    ///
    /// # Errors
    ///
    /// If there is a limit of the heap and no [`CountingAllocator`], or if the operating system refuses the watchdog's
    /// thread, which the first loop with a limit of time starts.
    pub fn enforce_limits(&self, context: &mut Context) -> Result<(), EnforceError> {
        let limits = Limits::of(context);
        let turns = &self.turns;
        #[cfg(exact_interrupts)]
        {
            turns.interrupt.replace(context.interrupt_handle());
            context.set_interrupt_handler(interrupts);
        }
        let interrupt = turns.interrupt.borrow().clone();
        let watch = match limits.turn() {
            Some(time) => {
                let watch = Watch::new(time.clone(), interrupt.clone());
                Some(Rc::new(watch.map_err(EnforceError::NoThread)?))
            }
            None => None,
        };
        let heap = match limits.get(Limit::Heap) {
            Some(most) => {
                let now = CountingAllocator::thread_bytes().ok_or(EnforceError::NoAllocator)?;
                let at = now.saturating_add_unsigned(usize::try_from(most).unwrap_or(usize::MAX));
                Some(Heap { most, at })
            }
            None => None,
        };
        turns.heap.set(heap);
        turns.microtasks.set(limits.get(Limit::Microtasks));
        let is_limited = watch.is_some() || heap.is_some() || turns.microtasks.get().is_some();
        turns.watch.replace(watch);
        turns.is_limited.set(is_limited);
        Ok(())
    }

    /// How many microtasks were dropped because their checkpoint has met a limit. A report has told of each time.
    #[must_use]
    pub fn dropped_microtasks(&self) -> usize {
        self.turns.dropped.get()
    }

    /// Whether turns have a limit.
    pub(crate) fn has_turns(&self) -> bool {
        self.turns.is_limited.get()
    }

    /// Begins a turn, if there is a limit. `mapping` is that of the turn.
    pub(crate) fn begin_turn(
        &self,
        kind: TurnKind,
        mapping: impl FnOnce() -> Mapping,
    ) -> Option<Turn> {
        if self.turns.is_limited.get() {
            Some(self.turns.begin(kind, mapping(), Ended::default()))
        } else {
            None
        }
    }

    /// Begins a turn for the listeners of a report, unless they are a part of one.
    pub(super) fn begin_report_turn(&self, mapping: impl FnOnce() -> Mapping) -> Option<Turn> {
        if self.turns.is_running.get() {
            return None;
        }
        self.begin_turn(TurnKind::Report, mapping)
    }

    /// Ends a turn, and reports the limits that it has met.
    pub(crate) fn end_turn(&self, turn: Option<Turn>, context: &mut Context) {
        if let Some(turn) = turn {
            let (kind, mapping) = (turn.kind, turn.mapping.clone());
            let ended = turn.end();
            self.report_turn(kind, mapping, ended, "", Tell::All, context);
        }
    }

    /// Ends the turn of a script. If the error of the script is an [interruption](super::is_interruption), its report is
    /// returned and not told: it is the error.
    pub(crate) fn end_script_turn(
        &self,
        turn: Option<Turn>,
        is_interrupted: bool,
        context: &mut Context,
    ) -> Option<Report> {
        let turn = turn?;
        let (kind, mapping) = (turn.kind, turn.mapping.clone());
        let ended = turn.end();
        let tell = Tell::of_script(is_interrupted);
        self.report_turn(kind, mapping, ended, "", tell, context)
    }

    /// Begins a turn of which the thread is let go from time to time, if there is a limit.
    pub(crate) fn begin_sliced_turn(&self, kind: TurnKind, mapping: Mapping) -> Option<SlicedTurn> {
        self.has_turns().then_some(SlicedTurn {
            kind,
            mapping,
            so_far: Finished::default(),
            is_cut: false,
        })
    }

    /// Polls a part of a turn. Returns `None` if the turn is to end, and the published engine leaves its code in the middle:
    /// then the loop has [ended](super::Mailbox::end).
    pub(crate) fn slice_of_turn<T>(
        &self,
        turn: &mut Option<SlicedTurn>,
        poll: impl FnOnce() -> Poll<T>,
    ) -> Poll<Option<T>> {
        let Some(sliced) = turn else {
            return poll().map(Some);
        };
        let turns = &self.turns;
        let turn = turns.begin(sliced.kind, sliced.mapping.clone(), sliced.so_far.time);
        let polled = poll();
        // In exact mode the code itself ends, if not in this slice then in the next.
        let is_cut = cfg!(not(exact_interrupts)) && polled.is_pending() && turns.is_to_end();
        sliced.so_far.add(turn.end());
        if is_cut {
            sliced.is_cut = true;
            sliced.so_far.met.has_ended = true;
            self.mailbox.end();
            return Poll::Ready(None);
        }
        polled.map(Some)
    }

    /// As [`end_script_turn`](Self::end_script_turn), for a script whose evaluation was cut, too.
    pub(crate) fn end_sliced_turn(
        &self,
        turn: Option<SlicedTurn>,
        is_interrupted: bool,
        context: &mut Context,
    ) -> Option<Report> {
        let turn = turn?;
        let tell = Tell::of_script(is_interrupted || turn.is_cut);
        let and = match turn.is_cut {
            true => "; the engine was left in the middle of it, so the runtime has ended",
            false => "",
        };
        self.report_turn(turn.kind, turn.mapping, turn.so_far, and, tell, context)
    }

    /// Begins or goes on with a checkpoint. One that is a part of a turn counts its microtasks by itself, and has the time of
    /// the turn.
    pub(super) fn begin_checkpoint_turn(&self) -> Option<CheckpointTurn> {
        let turns = &self.turns;
        if !turns.is_limited.get() {
            return None;
        }
        if turns.is_running.get() {
            return Some(CheckpointTurn::Part {
                outer: turns.spent.take(),
            });
        }
        let (so_far, _) = turns.spent.get();
        Some(CheckpointTurn::Own(turns.begin(
            TurnKind::Microtasks,
            Mapping::empty(),
            so_far,
        )))
    }

    /// Ends the turn of a checkpoint. If the checkpoint `goes_on` in the next slice, what it has used counts then.
    pub(super) fn end_checkpoint_turn(
        &self,
        turn: Option<CheckpointTurn>,
        goes_on: bool,
        context: &mut Context,
    ) {
        let turns = &self.turns;
        match turn {
            None => {}
            Some(CheckpointTurn::Part { outer }) => turns.spent.set(outer),
            Some(CheckpointTurn::Own(turn)) if goes_on => {
                let (_, microtasks) = turns.spent.get();
                let ended = turn.end();
                turns.spent.set((ended.time, microtasks));
            }
            Some(CheckpointTurn::Own(turn)) => {
                turns.spent.take();
                self.end_turn(Some(turn), context);
            }
        }
    }

    /// Notes that a microtask has run. Returns whether the checkpoint must end: its turn is to end, or it has run as many as it
    /// may and there is one more.
    pub(super) fn is_checkpoint_over(&self) -> bool {
        let turns = &self.turns;
        let (so_far, microtasks) = turns.spent.get();
        turns.spent.set((so_far, microtasks + 1));
        turns.is_over_budget() && !self.microtasks.borrow().is_empty() || turns.is_to_end()
    }

    /// Ends a checkpoint that has met a limit: drops the microtasks that are left, and reports both. If the checkpoint is a
    /// part of a turn that is to end, the microtasks are left to the checkpoint after that turn.
    ///
    /// `mapping` is that of the microtask that has run.
    pub(super) fn cut_checkpoint(
        &self,
        turn: Option<CheckpointTurn>,
        mapping: Mapping,
        context: &mut Context,
    ) {
        let turns = &self.turns;
        let is_over_budget = turns.is_over_budget() && !self.microtasks.borrow().is_empty();
        let (own, outer) = match turn {
            Some(CheckpointTurn::Part { outer }) if !is_over_budget => {
                turns.spent.set(outer);
                return;
            }
            Some(CheckpointTurn::Part { outer }) => (None, outer),
            Some(CheckpointTurn::Own(turn)) => (Some(turn), <(Ended, u64)>::default()),
            None => return,
        };
        turns.spent.set(outer);
        let microtasks = self.microtasks.take();
        let dropped = microtasks.len();
        turns.dropped.set(turns.dropped.get() + dropped);
        // The next one is what the limit has kept from running.
        let next = microtasks.next().map(|capture| capture.mapping().clone());
        let ended = own.map(|turn| turn.end()).unwrap_or_default();
        // Dropped when the turn is over: what they own may be large.
        drop(microtasks);
        if is_over_budget && !ended.time.is_over {
            let most = turns.microtasks.get().unwrap_or_default();
            let what = format!("a microtask checkpoint ended{}", and_dropped(dropped));
            let met = LimitMet::new(Limit::Microtasks, most, what);
            self.report(&Report::limit_met(met, next.unwrap_or(mapping)), context);
            return;
        }
        let and = and_dropped(dropped);
        self.report_turn(
            TurnKind::Microtasks,
            mapping,
            ended,
            &and,
            Tell::All,
            context,
        );
    }

    /// Reports the limits of time and of the heap that a turn has met. Returns the first of them if it is not told.
    fn report_turn(
        &self,
        kind: TurnKind,
        mapping: Mapping,
        Finished { time: ended, met }: Finished,
        and: &str,
        mut whom: Tell,
        context: &mut Context,
    ) -> Option<Report> {
        let turns = &self.turns;
        let heap = turns.heap_after_turn(kind, met.heap);
        if !ended.is_over && heap.is_none() {
            return None;
        }
        let cause = met.cause.unwrap_or(Cause {
            mapping,
            realm: None,
            location: None,
        });
        let mut first = None;
        let mut tell = |limit, value, what: String| {
            let met = LimitMet::new(limit, value, what).at(cause.location.clone());
            let mut report = Report::limit_met(met, cause.mapping.clone());
            if let Some(realm) = &cause.realm {
                report = report.in_realm(realm.clone());
            }
            match std::mem::replace(&mut whom, Tell::All) {
                Tell::All => self.report(&report, context),
                Tell::AllButFirst => first = Some(report),
            }
        };
        let how = if met.has_ended {
            "was interrupted"
        } else {
            "ended"
        };
        if ended.is_over {
            let limit = turns
                .watch
                .borrow()
                .as_ref()
                .map(|watch| watch.time().limit());
            let limit = limit.unwrap_or_default();
            tell(
                Limit::TurnTime,
                milliseconds(limit),
                format!("{kind} {how} after {:?}{and}", ended.elapsed),
            );
        }
        if let Some((heap, is_over)) = heap {
            let then = if is_over {
                "; what is left is still more, so the runtime has ended"
            } else {
                ""
            };
            tell(Limit::Heap, heap.most, format!("{kind} {how}{and}{then}"));
            if is_over {
                self.mailbox.end();
            }
        }
        first
    }
}

/// Which reports of a turn are told.
enum Tell {
    All,
    AllButFirst,
}

impl Tell {
    const fn of_script(is_interrupted: bool) -> Self {
        if is_interrupted {
            Self::AllButFirst
        } else {
            Self::All
        }
    }
}

/// Called by the engine where it meets an interruption.
#[cfg(exact_interrupts)]
fn interrupts(context: &mut Context) -> bool {
    let event_loop = context.downcast_job_executor::<EventLoop>();
    event_loop.is_none_or(|event_loop| event_loop.turns.ends(context))
}

fn and_dropped(microtasks: usize) -> String {
    match microtasks {
        0 => String::new(),
        1 => ", and 1 microtask was dropped".to_owned(),
        count => format!(", and {count} microtasks were dropped"),
    }
}

fn milliseconds(duration: Duration) -> u64 {
    let milliseconds = duration.as_nanos().div_ceil(1_000_000);
    u64::try_from(milliseconds).unwrap_or(u64::MAX)
}
