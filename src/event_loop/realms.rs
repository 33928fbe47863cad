//! Closing a realm: what it waits for is dropped, and nothing of it runs any more.
//!
//! This is HTML's rule for a document that is not *fully active*: its tasks and its promise jobs do not run.
//!
//! <https://html.spec.whatwg.org/#check-if-we-can-run-script>

use std::{cell::RefCell, collections::VecDeque, rc::Rc};

use boa_engine::{
    Context,
    job::{Job, PromiseJob},
    realm::Realm,
};

use super::{shutdown::Abandoned, state::EventLoop};
use crate::realm_life::{RealmLife, is_realm_closed, mark_closed, run_closers};

/// What a [closed](EventLoop::close_realm) realm waited for, and does no more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClosedRealm {
    /// The jobs, timers and native futures of the event loop. A `fetch` is a native future.
    pub jobs: Abandoned,
    /// What each API has cancelled, by its name, such as `"workers"`. An API that waits for a timer or a job of the event loop
    /// is counted there as well.
    pub parts: Vec<(&'static str, usize)>,
}

impl ClosedRealm {
    /// How many things of a part there were; 0 of one that the realm does not have.
    #[must_use]
    pub fn count(&self, part: &str) -> usize {
        let of_part = self.parts.iter().filter(|(name, _)| *name == part);
        of_part.map(|(_, count)| count).sum()
    }

    /// Whether the realm waited for nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.jobs.is_empty() && self.parts.iter().all(|(_, count)| *count == 0)
    }
}

impl EventLoop {
    /// Closes a realm: drops its promise jobs, timers and other jobs, its native futures (a `fetch`, an import) and what its
    /// APIs wait for: frames, idle callbacks, tasks, listeners of its global object, observers, message ports, broadcast
    /// channels and workers. Returns how many there were.
    ///
    /// From now on nothing of the realm runs by itself: its functions are not called as listeners or callbacks, new jobs and
    /// timers of it are dropped, its promises do not settle by what it waited for, and failures of it are not reported. That is
    /// the rule of the web for a document that is not fully active. Other realms go on: they may call its functions and read
    /// its objects, as before. A promise job belongs to the realm of its handler, so another realm that awaits a promise of
    /// this one hears of it.
    ///
    /// The realm is not freed by this; see `docs/guide/tenants.md`. What native futures hold is dropped at the next turn of the
    /// loop at the latest. Resources of the realm are closed when they are collected, or with their runtime.
    ///
    /// Closing it again does nothing. Code of the realm may close it; the job that does so goes on to its end. Costs a look at
    /// everything that is queued. Call it on the thread of the context.
    ///
    /// A listener, timer or other callback that is a bound function, or a function of the engine, is known to belong to this
    /// realm only if it was registered with a function of this realm.
    pub fn close_realm(&self, realm: &Realm, context: &mut Context) -> ClosedRealm {
        if !mark_closed(realm) {
            return ClosedRealm::default();
        }
        let life = RealmLife::of(realm);
        let begun = self.begun.borrow();
        let in_flight = begun.iter().filter_map(std::rc::Weak::upgrade);
        let in_flight = in_flight.filter(|of| of.is_same(&life)).count();
        drop(begun);
        let is_of_it = |of: Option<&Realm>| of == Some(realm);
        let jobs = Abandoned {
            microtasks: self.drop_microtasks(|job| is_of_it(job.realm())),
            generic_jobs: drop_if(&self.generic_jobs, |(_, job)| job.realm() == realm)
                + drop_if(&self.idle_jobs, |(_, job)| job.realm() == realm),
            timers: self.timers.drop_those_of(realm),
            async_jobs: drop_if(&self.async_jobs, |(_, of, _)| of.is_same(&life)) + in_flight,
            messages: 0,
        };
        drop_if(&self.finalization_jobs, |(of, _)| of.is_same(&life));
        drop_if(&self.background_jobs, |(of, _)| of.is_same(&life));
        self.closed_realms.set(self.closed_realms.get() + 1);
        // The next turn drops what is in flight.
        self.mailbox.wake();
        let parts = run_closers(realm, context);
        ClosedRealm { jobs, parts }
    }

    fn drop_microtasks(&self, is_of_it: impl Fn(&PromiseJob) -> bool) -> usize {
        let dropped = self.microtasks.borrow_mut().take_if(is_of_it);
        // Dropped when the queue is not borrowed.
        dropped.len()
    }

    /// Whether a job is of a closed realm: its own, or the current one if it has none. A promise job without a realm has no
    /// handler.
    pub(super) fn is_refused(job: &Job, context: &Context) -> bool {
        match job {
            Job::PromiseJob(job) => PromiseJob::realm(job).is_some_and(is_realm_closed),
            Job::GenericJob(job) => is_realm_closed(job.realm()),
            Job::AsyncJob(job) | Job::FinalizationRegistryCleanupJob(job) => {
                is_realm_closed(job.realm().unwrap_or_else(|| context.realm()))
            }
            _ => is_realm_closed(context.realm()),
        }
    }

    /// Notes the realm of a native future that has begun.
    pub(super) fn note_begun(&self, realm: &Rc<RealmLife>) {
        let begun = &mut *self.begun.borrow_mut();
        if begun.len() == begun.capacity() {
            begun.retain(|realm| realm.strong_count() > 0);
        }
        begun.push(Rc::downgrade(realm));
    }
}

/// Drops what `is_of_it` accepts, and returns how many there were.
fn drop_if<T>(queue: &RefCell<VecDeque<T>>, is_of_it: impl Fn(&T) -> bool) -> usize {
    let (dropped, kept): (VecDeque<T>, _) = queue.take().into_iter().partition(is_of_it);
    queue.replace(kept);
    // Dropped when the queue is not borrowed.
    dropped.len()
}
