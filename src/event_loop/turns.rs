//! The turns of a loop that have limits: the turn that is running, what it may use, and whether it is to end.
//!
//! Without a limit nothing of this is used.

use std::{
    cell::{Cell, RefCell},
    fmt,
    rc::Rc,
};

#[cfg(exact_interrupts)]
use boa_engine::Context;
use boa_engine::{JsError, realm::Realm};

#[cfg(exact_interrupts)]
use crate::agent::Agent;
use crate::{
    census::CaptureLocation,
    counting_allocator::{self, Alarm, CountingAllocator},
    interrupt::Interrupt,
    mapping::Mapping,
    watchdog::{Ended, OuterTurn, TurnKind, Watch},
};

/// Memory that the thread may have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heap {
    /// What the host has set.
    pub(super) most: u64,
    /// The count of the thread at which that is reached.
    pub(super) at: isize,
}

impl Heap {
    /// Lowers the limit if the thread has less than when it was set. The thread has freed memory then that was not counted
    /// here, because another thread has allocated it or because it was there before; as much more would be free of charge.
    fn follow_down(&mut self) {
        if let Some(bytes) = CountingAllocator::thread_bytes() {
            let most = usize::try_from(self.most).unwrap_or(usize::MAX);
            self.at = self.at.min(bytes.saturating_add_unsigned(most));
        }
    }

    fn is_above(self) -> bool {
        CountingAllocator::thread_bytes().is_some_and(|bytes| bytes > self.at)
    }

    /// Whether so little is free after a collection that the next one would come at once, and the program would do nothing but
    /// collect.
    fn is_full(self) -> bool {
        let reserve = isize::try_from(self.most / 16).unwrap_or(isize::MAX);
        CountingAllocator::thread_bytes()
            .is_some_and(|bytes| bytes > self.at.saturating_sub(reserve))
    }
}

/// Where a turn was interrupted.
pub(super) struct Cause {
    pub(super) mapping: Mapping,
    pub(super) realm: Option<Realm>,
    pub(super) location: Option<CaptureLocation>,
}

/// What the limits have done to the code of a turn.
#[derive(Default)]
pub(super) struct Met {
    /// Whether it was interrupted.
    pub(super) has_ended: bool,
    /// Whether that was because of the heap.
    pub(super) heap: bool,
    /// Where.
    pub(super) cause: Option<Cause>,
}

/// How a turn, or the parts of one so far, have ended.
#[derive(Default)]
pub(super) struct Finished {
    pub(super) time: Ended,
    pub(super) met: Met,
}

impl Finished {
    /// Goes on with a further part of the turn.
    pub(super) fn add(&mut self, part: Self) {
        self.time = part.time;
        self.met.has_ended |= part.met.has_ended;
        self.met.heap |= part.met.heap;
        self.met.cause = part.met.cause.or(self.met.cause.take());
    }
}

/// The limits of turns, and the turn that is running.
#[derive(Default)]
pub(super) struct Turns {
    pub(super) is_limited: Cell<bool>,
    pub(super) interrupt: RefCell<Interrupt>,
    pub(super) watch: RefCell<Option<Rc<Watch>>>,
    pub(super) heap: Cell<Option<Heap>>,
    /// How many microtasks a checkpoint may run.
    pub(super) microtasks: Cell<Option<u64>>,
    /// Whether a turn is running.
    pub(super) is_running: Cell<bool>,
    /// What the limits have done to the code of the running turn.
    met: RefCell<Met>,
    /// What the checkpoint that was cut by the end of a slice has used.
    pub(super) spent: Cell<(Ended, u64)>,
    pub(super) dropped: Cell<usize>,
}

/// A turn that is running, and what it has put aside of an outer one. Dropping it ends it without a report, as when a job
/// panics.
#[must_use = "a turn ends where it is given to `end_turn`"]
pub(crate) struct Turn {
    pub(super) kind: TurnKind,
    /// Its mapping, unless a more exact one is known.
    pub(super) mapping: Mapping,
    turns: Rc<Turns>,
    /// `None` if the turn has ended.
    outer: Option<Outer>,
}

/// What a turn has put aside of an outer one.
struct Outer {
    watch: Option<(Rc<Watch>, OuterTurn)>,
    /// If there is a limit of the heap.
    alarm: Option<Alarm>,
    was_running: bool,
    met: Met,
}

impl Turn {
    pub(super) fn end(mut self) -> Finished {
        self.give_back()
    }

    /// Goes on with the outer turn.
    fn give_back(&mut self) -> Finished {
        let Some(outer) = self.outer.take() else {
            return Finished::default();
        };
        self.turns.go_on(outer)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.give_back();
    }
}

/// A turn of which the thread is let go from time to time.
#[must_use = "it ends where it is given to `end_sliced_turn`"]
pub(crate) struct SlicedTurn {
    pub(super) kind: TurnKind,
    pub(super) mapping: Mapping,
    pub(super) so_far: Finished,
    pub(super) is_cut: bool,
}

/// How a microtask checkpoint belongs to a turn.
#[must_use]
pub(super) enum CheckpointTurn {
    /// It is one.
    Own(Turn),
    /// It is a part of one; what an outer checkpoint has used.
    Part { outer: (Ended, u64) },
}

/// The turn in which a nested run is polled, if there is one. It goes on when this is dropped.
#[must_use]
pub(super) struct Suspended(Option<(Rc<Turns>, Outer)>);

impl Drop for Suspended {
    fn drop(&mut self) {
        if let Some((turns, outer)) = self.0.take() {
            turns.go_on(outer);
        }
    }
}

impl Turns {
    pub(super) fn begin(self: &Rc<Self>, kind: TurnKind, mapping: Mapping, so_far: Ended) -> Turn {
        let watch = self.watch.borrow().clone();
        let watch = watch.map(|watch| {
            let outer = watch.begin(kind, so_far);
            (watch, outer)
        });
        if watch.is_none() {
            // A request that came while no turn was running is not about this one.
            self.interrupt.borrow().clear();
        }
        if let Some(mut heap) = self.heap.get() {
            heap.follow_down();
            self.heap.set(Some(heap));
        }
        let alarm = self.set_alarm();
        Turn {
            kind,
            mapping,
            turns: self.clone(),
            outer: Some(Outer {
                watch,
                alarm,
                was_running: self.is_running.replace(true),
                met: self.met.take(),
            }),
        }
    }

    /// Puts the running turn aside, and stops its clock, until the returned value is dropped: a nested run is polled, or waits
    /// with this thread.
    pub(super) fn suspend(self: &Rc<Self>) -> Suspended {
        if !self.is_running.replace(false) {
            return Suspended(None);
        }
        let watch = self.watch.borrow().clone();
        let watch = watch.map(|watch| {
            let outer = watch.suspend();
            (watch, outer)
        });
        if watch.is_none() {
            self.interrupt.borrow().clear();
        }
        let outer = Outer {
            watch,
            alarm: self.heap.get().map(|_| counting_allocator::disarm()),
            was_running: true,
            met: self.met.take(),
        };
        Suspended(Some((self.clone(), outer)))
    }

    /// Goes on with what was put aside.
    fn go_on(&self, outer: Outer) -> Finished {
        self.is_running.set(outer.was_running);
        let met = self.met.replace(outer.met);
        let time = match outer.watch {
            Some((watch, outer)) => watch.end(outer),
            None => {
                self.interrupt.borrow().clear();
                Ended::default()
            }
        };
        // After the request of the turn that has ended was taken back: the outer one may have a request of its own.
        if let Some(alarm) = outer.alarm {
            counting_allocator::restore_alarm(alarm);
        }
        Finished { time, met }
    }

    /// Whether the code of the running turn was ended, which the report of the turn tells.
    pub(super) fn has_ended(&self) -> bool {
        self.met.borrow().has_ended
    }

    pub(super) fn is_over_budget(&self) -> bool {
        let most = self.microtasks.get();
        most.is_some_and(|most| self.spent.get().1 >= most)
    }

    /// Whether the running turn is to end. On the published engine only the loop asks.
    pub(super) fn is_to_end(&self) -> bool {
        if !self.interrupt.borrow().is_requested() {
            return false;
        }
        if self.is_time_over() || self.met.borrow().heap {
            return true;
        }
        // Memory that is garbage is no reason.
        self.is_heap_over() || self.is_time_over()
    }

    fn is_time_over(&self) -> bool {
        let watch = self.watch.borrow();
        watch.as_ref().is_some_and(|watch| watch.is_over())
    }

    /// Whether the thread has too much, even after a collection. If not, it takes the request to interrupt back.
    fn is_heap_over(&self) -> bool {
        let Some(heap) = self.heap.get() else {
            return false;
        };
        if heap.is_above() {
            boa_gc::force_collect();
            if heap.is_full() {
                self.met.borrow_mut().heap = true;
                return true;
            }
        }
        match &*self.watch.borrow() {
            Some(watch) => drop(watch.clear_interrupt()),
            None => drop(self.interrupt.borrow().clear()),
        }
        drop(self.set_alarm());
        false
    }

    /// Sets the alarm, if there is a limit of the heap. Returns the one before.
    fn set_alarm(&self) -> Option<Alarm> {
        let heap = self.heap.get()?;
        Some(counting_allocator::set_alarm(
            heap.at,
            &self.interrupt.borrow(),
        ))
    }

    /// The limit of the heap, if the turn has met it; and whether the runtime still has more, so that it must end.
    pub(super) fn heap_after_turn(&self, kind: TurnKind, is_met: bool) -> Option<(Heap, bool)> {
        let heap = self.heap.get()?;
        if kind == TurnKind::Report || !(is_met || heap.is_above()) {
            return None;
        }
        boa_gc::force_collect();
        let is_over = heap.is_full();
        (is_over || is_met).then_some((heap, is_over))
    }

    /// Whether the interruption that the engine has met ends the running code. Notes where.
    #[cfg(exact_interrupts)]
    pub(super) fn ends(&self, context: &Context) -> bool {
        if !self.has_ended() {
            let is_rung = counting_allocator::has_rung();
            let ends = self.is_time_over() || self.is_heap_over() || self.is_time_over();
            if !ends {
                // Somebody else's request is none of the loop's, and ends the code.
                return !is_rung;
            }
            let cause = Cause {
                mapping: Agent::of(context).map_or_else(Mapping::empty, |agent| agent.snapshot()),
                realm: Some(context.realm().clone()),
                location: CaptureLocation::now(context),
            };
            let mut met = self.met.borrow_mut();
            met.has_ended = true;
            met.cause = Some(cause);
        }
        true
    }
}

/// Whether it is the engine's error for code that was interrupted.
#[cfg(exact_interrupts)]
pub(crate) fn is_interruption(error: &JsError) -> bool {
    use boa_engine::error::{EngineError, RuntimeLimitError};

    matches!(
        error.as_engine(),
        Some(EngineError::RuntimeLimit(RuntimeLimitError::Interrupted))
    )
}

/// The published engine interrupts nothing.
#[cfg(not(exact_interrupts))]
pub(crate) const fn is_interruption(_: &JsError) -> bool {
    false
}

impl fmt::Debug for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Turn")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counting_allocator::tests::allocate_and_free;

    /// A loop with a limit of the heap and none of time. Its thread has `bytes` more than now when the limit is met.
    fn turns(bytes: isize) -> (Rc<Turns>, Interrupt) {
        let turns = Rc::new(Turns::default());
        allocate_and_free(1);
        let now = CountingAllocator::thread_bytes().expect("it counts");
        turns.heap.set(Some(Heap {
            most: bytes.unsigned_abs() as u64,
            at: now + bytes,
        }));
        let interrupt = turns.interrupt.borrow().clone();
        (turns, interrupt)
    }

    fn begin(turns: &Rc<Turns>) -> Turn {
        turns.begin(TurnKind::Job, Mapping::empty(), Ended::default())
    }

    #[test]
    fn memory_between_two_turns_interrupts_neither() {
        let (turns, interrupt) = turns(100);
        begin(&turns).end();
        allocate_and_free(200);
        assert!(!interrupt.is_requested(), "the alarm ended with its turn");

        interrupt.interrupt();
        let next = begin(&turns);
        assert!(!interrupt.is_requested(), "it was not about this turn");
        allocate_and_free(200);
        assert!(interrupt.is_requested());
        next.end();
        assert!(!interrupt.is_requested());
    }

    #[test]
    fn a_turn_has_its_alarm_again_after_one_of_another_loop_on_the_thread() {
        let [(outer, of_outer), (inner, of_inner)] = [turns(100), turns(100)];
        for is_run in [false, true] {
            let turn = begin(&outer);
            let nested = is_run.then(|| outer.suspend());
            begin(&inner).end();
            drop(nested);
            allocate_and_free(200);
            assert!(of_outer.is_requested() && !of_inner.is_requested());
            turn.end();
        }
    }

    #[test]
    fn a_turn_that_was_interrupted_still_is_after_a_nested_one() {
        let (turns, interrupt) = turns(100);
        let turn = begin(&turns);
        allocate_and_free(200);
        for is_run in [false, true] {
            let nested = is_run.then(|| turns.suspend());
            begin(&turns).end();
            assert!(!interrupt.is_requested() || !is_run);
            drop(nested);
            assert!(interrupt.is_requested());
        }
        turn.end();
        assert!(!interrupt.is_requested());
    }

    /// The outer turn goes on as it was, and what has happened to the nested one belongs to that.
    #[test]
    fn what_a_nested_turn_has_met_is_not_of_the_outer_one() {
        let turns = Rc::new(Turns::default());
        let outer = begin(&turns);
        let nested = begin(&turns);
        turns.met.borrow_mut().has_ended = true;
        turns.met.borrow_mut().heap = true;
        let Finished { met, .. } = nested.end();
        assert!(met.has_ended && met.heap);
        assert!(!turns.has_ended());
        turns.met.borrow_mut().has_ended = true;
        let run = turns.suspend();
        assert!(!turns.has_ended());
        drop(run);
        let Finished { met, .. } = outer.end();
        assert!(met.has_ended && !met.heap);
        assert!(!turns.has_ended());
    }
}
