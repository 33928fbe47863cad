//! The queue of microtasks, and that of ticks, which run before them.

use std::collections::VecDeque;

use boa_engine::job::PromiseJob;

use crate::census::Capture;

type Queue = VecDeque<(Capture, PromiseJob)>;

/// Microtasks and ticks.
///
/// A checkpoint runs all ticks, then all microtasks, and begins again while there are more. A tick that a microtask queues
/// runs when there is no microtask left.
#[derive(Default)]
pub(super) struct Microtasks {
    ticks: Queue,
    tasks: Queue,
    /// Whether microtasks are being run until there are none.
    in_tasks: bool,
}

impl Microtasks {
    pub(super) fn push(&mut self, capture: Capture, job: PromiseJob) {
        self.tasks.push_back((capture, job));
    }

    pub(super) fn push_tick(&mut self, capture: Capture, job: PromiseJob) {
        self.ticks.push_back((capture, job));
    }

    /// Takes out what runs next.
    #[inline]
    pub(super) fn pop(&mut self) -> Option<(Capture, PromiseJob)> {
        if self.in_tasks
            && let Some(task) = self.tasks.pop_front()
        {
            return Some(task);
        }
        if let Some(tick) = self.ticks.pop_front() {
            self.in_tasks = false;
            return Some(tick);
        }
        let task = self.tasks.pop_front();
        self.in_tasks = task.is_some();
        task
    }

    /// What runs next.
    pub(super) fn next(&self) -> Option<&Capture> {
        let tasks_first = self.in_tasks && !self.tasks.is_empty();
        let first = match tasks_first {
            true => self.tasks.front(),
            false => self.ticks.front().or_else(|| self.tasks.front()),
        };
        first.map(|(capture, _)| capture)
    }

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.tasks.is_empty() && self.ticks.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.tasks.len() + self.ticks.len()
    }

    /// What the queued ones have captured.
    pub(super) fn captures(&self) -> impl Iterator<Item = &Capture> {
        self.ticks
            .iter()
            .chain(&self.tasks)
            .map(|(capture, _)| capture)
    }

    /// Takes out those that `is_wanted` chooses.
    pub(super) fn take_if(&mut self, is_wanted: impl Fn(&PromiseJob) -> bool) -> Self {
        let take = |queue: &mut Queue| {
            let (taken, left) = std::mem::take(queue)
                .into_iter()
                .partition(|(_, job)| is_wanted(job));
            *queue = left;
            taken
        };
        Self {
            ticks: take(&mut self.ticks),
            tasks: take(&mut self.tasks),
            in_tasks: false,
        }
    }
}
