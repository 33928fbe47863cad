//! The tree of agents: a root, its workers, their workers, and so on.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use boa_async_context::{Limit, Limits};
use boa_engine::Context;

use crate::worker_policy::WorkerPolicy;

/// The number of threads that run the workers of a tree.
#[derive(Debug, Default)]
struct Threads(AtomicUsize);

/// The place of an agent in its tree, in the data of its context.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    threads: Arc<Threads>,
    /// The distance from the root.
    depth: usize,
    /// What the whole tree has; `None` in the root, where the policy of each realm and the limits of the agent apply.
    tree: Option<Tree>,
}

/// What the agents of a tree have from its root.
#[derive(Debug, Clone)]
struct Tree {
    policy: WorkerPolicy,
    max_workers: u64,
}

/// The largest number of workers without a limit of the host, because each is a thread.
const DEFAULT_MAX_WORKERS: u64 = 64;

/// The right to one thread, until it is dropped.
#[derive(Debug)]
pub(super) struct Permit(Arc<Threads>);

impl Place {
    /// The place of the agent. An agent that is no worker is the root of a tree.
    pub(super) fn of(context: &mut Context) -> Self {
        if !context.has_data::<Self>() {
            context.insert_data(Self::default());
        }
        context.get_data::<Self>().cloned().unwrap_or_default()
    }

    /// Gives the agent its place.
    pub(super) fn set(self, context: &mut Context) {
        context.insert_data(self);
    }

    /// The place of a worker of this agent, in a tree with `policy` and at most so many workers.
    pub(super) fn below(&self, policy: WorkerPolicy, max_workers: u64) -> Self {
        Self {
            threads: self.threads.clone(),
            depth: self.depth + 1,
            tree: Some(Tree {
                policy,
                max_workers,
            }),
        }
    }

    /// The distance from the root.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// The policy of the tree, in an agent other than its root.
    pub(super) fn policy(&self) -> Option<&WorkerPolicy> {
        self.tree.as_ref().map(|tree| &tree.policy)
    }

    /// The largest number of workers of the tree.
    pub(super) fn max_workers(&self, context: &Context) -> u64 {
        match &self.tree {
            Some(tree) => tree.max_workers,
            None => Limits::get_of(Limit::Workers, context).unwrap_or(DEFAULT_MAX_WORKERS),
        }
    }

    /// Takes the right to one more thread, unless there are `max` already.
    pub(super) fn permit(&self, max: u64) -> Option<Permit> {
        let one_more = |count| ((count as u64) < max).then(|| count + 1);
        // Agents of the tree ask at the same time, so asking and counting are one step.
        self.threads
            .0
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_more)
            .ok()
            .map(|_| Permit(self.threads.clone()))
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// The number of workers in the tree that the agent of `context` belongs to: those below the runtime that the host has
/// built. [`Limits::workers`] limits it.
///
/// A worker counts from the call of its constructor until its thread ends, so one that was terminated counts until its code
/// has returned. The function costs an atomic load. Call it on the thread of the context.
#[must_use]
pub fn live_workers(context: &Context) -> usize {
    context
        .get_data::<Place>()
        .map_or(0, |place| place.threads.0.load(Ordering::SeqCst))
}
