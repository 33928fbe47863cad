//! Counting what a program has.

use std::{cell::Cell, fmt, rc::Rc};

use boa_gc::{Finalize, Trace};

use super::limit::Limit;

/// How many there are of one thing.
struct Count {
    now: Cell<u64>,
    collections: Collections,
}

/// When a limit may cause a collection.
///
/// A program that stays close to its limit must not cause one with each attempt. What has become garbage since the last one
/// was made since then, and that is at least as many as there was room for at some time. So there is another collection if
/// there was room for a good part of the limit, or after as many attempts. What was held at the last collection and is garbage
/// now may so be found some attempts late.
struct Collections {
    /// The most room that there was since the last collection.
    room: Cell<u64>,
    /// The attempts that were refused without a collection.
    refused: Cell<u64>,
}

/// How many there are of what a context counts with permits.
pub(super) struct Counts([Count; Limit::ALL.len()]);

impl Default for Counts {
    fn default() -> Self {
        Self(Limit::ALL.map(|_| Count {
            now: Cell::new(0),
            collections: Collections {
                // The first collection needs no reason.
                room: Cell::new(u64::MAX),
                refused: Cell::new(0),
            },
        }))
    }
}

impl Counts {
    /// A permit, if there are fewer than `most`.
    pub(super) fn permit(self: &Rc<Self>, limit: Limit, most: u64) -> Option<Permit> {
        let count = &self.0[limit as usize];
        self.admit(limit, most, || count.now.get())
            .then(|| self.permit_anyway(limit))
    }

    /// A permit, however many there are.
    pub(super) fn permit_anyway(self: &Rc<Self>, limit: Limit) -> Permit {
        let count = &self.0[limit as usize];
        count.now.set(count.now.get() + 1);
        Permit(Some((self.clone(), limit)))
    }
}

impl Counts {
    /// Whether there may be one more than `now` tells, if need be after a collection.
    pub(super) fn admit(&self, limit: Limit, most: u64, now: impl Fn() -> u64) -> bool {
        let count = now();
        if count >= most {
            return self.collect(limit, most, now);
        }
        self.0[limit as usize].collections.note_room(most - count);
        true
    }

    /// Collects garbage if that may make room. Returns whether it has; `now` tells how many there are.
    #[cold]
    fn collect(&self, limit: Limit, most: u64, now: impl Fn() -> u64) -> bool {
        let collections = &self.0[limit as usize].collections;
        if !limit.may_be_garbage() || !(limit.is_always_worth_it() || collections.may_help(most)) {
            return false;
        }
        boa_gc::force_collect();
        let now = now();
        collections.refused.set(0);
        collections.room.set(most.saturating_sub(now));
        now < most
    }
}

impl Collections {
    fn note_room(&self, room: u64) {
        self.room.set(self.room.get().max(room));
    }

    fn may_help(&self, most: u64) -> bool {
        let part = most.div_ceil(16);
        if self.room.get() >= part || self.refused.get() >= part {
            return true;
        }
        self.refused.set(self.refused.get() + 1);
        false
    }
}

/// The right to one of what a [`Limit`] counts, until it is dropped; made by [`Permit::take`].
///
/// Keep it beside what it is for: in the closure of a job, in a future, in an object. Dropping it counts down and does
/// nothing else, so a collection may do it. The default is a permit that counts for nothing.
#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
#[must_use = "dropping it gives the place away"]
pub struct Permit(#[unsafe_ignore_trace] Option<(Rc<Counts>, Limit)>);

impl Drop for Permit {
    fn drop(&mut self) {
        if let Some((counts, limit)) = &self.0 {
            let now = &counts.0[*limit as usize].now;
            now.set(now.get() - 1);
        }
    }
}

impl fmt::Debug for Permit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let limit = self.0.as_ref().map(|(_, limit)| *limit);
        f.debug_tuple("Permit").field(&limit).finish()
    }
}
