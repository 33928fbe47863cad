//! The queue of microtasks, with a line for each entity.

use std::collections::{BTreeMap, VecDeque};

use boa_engine::job::PromiseJob;

use crate::entity::EntityId;

/// Microtasks in lines: one for each entity, and one for code of no entity. The lines take turns, so an entity that fills its
/// own delays nothing but itself. Within a line the order is that of the calls.
#[derive(Default)]
pub(crate) struct FairQueue {
    /// An entity keeps its line until it is forgotten.
    lines: BTreeMap<Option<EntityId>, VecDeque<PromiseJob>>,
    /// The lines with something in them, the next one first.
    turns: VecDeque<Option<EntityId>>,
    len: usize,
}

impl FairQueue {
    pub(crate) fn push(&mut self, owner: Option<EntityId>, job: PromiseJob) {
        let line = self.lines.entry(owner).or_default();
        if line.is_empty() {
            self.turns.push_back(owner);
        }
        line.push_back(job);
        self.len += 1;
    }

    /// The next microtask, and whose it is.
    pub(crate) fn pop(&mut self) -> Option<(Option<EntityId>, PromiseJob)> {
        let owner = self.turns.pop_front()?;
        let line = self.lines.get_mut(&owner)?;
        let job = line.pop_front()?;
        if !line.is_empty() {
            self.turns.push_back(owner);
        }
        self.len -= 1;
        Some((owner, job))
    }

    /// Takes out what an entity has left. The caller drops it, when nothing is borrowed.
    pub(crate) fn take(&mut self, owner: EntityId) -> VecDeque<PromiseJob> {
        let line = self.lines.remove(&Some(owner)).unwrap_or_default();
        self.turns.retain(|other| *other != Some(owner));
        self.len -= line.len();
        line
    }

    pub(crate) const fn len(&self) -> usize {
        self.len
    }
}
