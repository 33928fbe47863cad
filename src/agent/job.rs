//! The extent of a job: which mapping it runs in, and that nothing of it is left when the job ends.

use boa_engine::{Context, JsError};

use super::{
    completion::Uncaught,
    extent::UnusedScope,
    state::{Agent, Scope},
};
use crate::{
    gc_stress::at_job,
    mapping::{Mapping, drop_set_aside},
};

impl Agent {
    /// Begins a job in `mapping`. Whatever mapping the job leaves behind is gone when the scope ends.
    pub(crate) fn enter_job(&self, mapping: Mapping) -> JobScope<'_> {
        self.time_passed();
        self.begin_job(mapping)
    }

    fn begin_job(&self, mapping: Mapping) -> JobScope<'_> {
        at_job();
        let cell = &self.cell;
        self.note_job_callback(None);
        JobScope {
            outer_in_job: cell.in_job.replace(true),
            outer_awaits_handler: cell.awaits_handler.replace(None),
            scope: self.enter(mapping),
        }
    }

    /// `NewPromiseReactionJob` and `NewPromiseResolveThenableJob`: runs a promise job.
    ///
    /// <https://tc39.es/proposal-async-context/#sec-newpromisereactionjob>
    /// <https://tc39.es/proposal-async-context/#sec-newpromiseresolvethenablejob>
    ///
    /// The mapping of the handler, once [installed](Self::install_for_reaction), stays current until the job
    /// ends. An exception is returned with the mapping it was thrown in.
    pub(crate) fn run_promise_job<R>(
        &self,
        mapping: Mapping,
        context: &mut Context,
        job: impl FnOnce(&mut Context) -> Result<R, JsError>,
    ) -> Result<R, Uncaught> {
        if self.used() {
            // Microtasks follow each other at once, so the clock need not be read for each.
            let scope = self.begin_job(mapping);
            self.cell.awaits_handler.set(Some(vm_depth(context)));
            self.run_job(scope, || job(context))
        } else {
            self.run_job(self.enter_unused_job(), || job(context))
        }
    }

    /// Runs a macrotask of the event loop in `mapping`. An exception is returned with the mapping it was thrown in.
    #[cfg(feature = "runtime")]
    pub(crate) fn run_macrotask<R>(
        &self,
        mapping: Mapping,
        job: impl FnOnce() -> Result<R, JsError>,
    ) -> Result<R, Uncaught> {
        if self.used() || !mapping.is_empty() {
            self.run_job(self.enter_job(mapping), job)
        } else {
            self.run_job(self.enter_unused_job(), job)
        }
    }

    /// Begins a job while no variable was ever set, so that every mapping is empty: there is nothing to make current or
    /// to install. If this job is the first to set a variable, its scopes restore the empty mapping.
    fn enter_unused_job(&self) -> UnusedJobScope<'_> {
        at_job();
        UnusedJobScope {
            outer_in_job: self.cell.in_job.replace(true),
            scope: self.enter_unused(),
        }
    }

    /// Runs `job` in the scope of a job. An exception is returned with the mapping it was thrown in.
    pub(crate) fn run_job<S, R>(
        &self,
        _scope: S,
        job: impl FnOnce() -> Result<R, JsError>,
    ) -> Result<R, Uncaught> {
        job().map_err(|error| Uncaught {
            mapping: self.cause_of(&error),
            error,
        })
    }

    /// Makes `mapping` current for the rest of the running promise job, if the job callback that is about to be
    /// called is the job's own handler: the first one that is called in the job, and called by the engine, not
    /// by the program (the VM is as deep as when the job began). Otherwise does nothing and returns `false`.
    pub(crate) fn install_for_reaction(&self, mapping: &Mapping, context: &Context) -> bool {
        let is_handler = self.cell.awaits_handler.get() == Some(vm_depth(context));
        if is_handler {
            self.cell.awaits_handler.set(None);
            self.replace(mapping.clone());
        }
        is_handler
    }

    /// Ends the job that was the first to set a variable.
    #[cold]
    fn end_first_job(&self) {
        self.cell.cause.set(None);
        drop_set_aside();
    }

    /// Makes the empty mapping current for the rest of the running job. Outside a job it does nothing.
    pub(crate) fn clear_for_job(&self) {
        if self.cell.in_job.get() {
            self.replace(Mapping::empty());
        }
    }
}

/// The number of frames on the VM's stack.
fn vm_depth(context: &Context) -> usize {
    context.stack_trace().count()
}

/// The extent of one job; see [`Agent::enter_job`].
#[must_use = "dropping the scope at once ends the job at once"]
pub(crate) struct JobScope<'agent> {
    outer_in_job: bool,
    outer_awaits_handler: Option<usize>,
    /// Dropped after the `drop` below has run.
    scope: Scope<'agent>,
}

/// The extent of a job that began while no variable was ever set.
struct UnusedJobScope<'agent> {
    outer_in_job: bool,
    /// Dropped after the `drop` below has run.
    scope: UnusedScope<'agent>,
}

impl Drop for UnusedJobScope<'_> {
    fn drop(&mut self) {
        let agent = self.scope.agent();
        agent.cell.in_job.set(self.outer_in_job);
        if agent.used() {
            agent.end_first_job();
        }
    }
}

impl Drop for JobScope<'_> {
    fn drop(&mut self) {
        let cell = &self.scope.agent.cell;
        cell.in_job.set(self.outer_in_job);
        cell.awaits_handler.set(self.outer_awaits_handler);
        cell.cause.set(None);
        if self.scope.agent.used() {
            drop_set_aside();
        }
    }
}
