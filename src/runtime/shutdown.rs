//! Shutting a runtime down.

use std::time::{Duration, Instant};

use super::instance::Runtime;
use crate::{
    cleanup::ResourceReport,
    event_loop::{Abandoned, Until},
    limits::Notes,
};

/// The result of a [shutdown](Runtime::shutdown): what was left undone.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "it says what was lost"]
#[non_exhaustive]
pub struct ShutdownReport {
    /// Jobs that did not run.
    pub jobs: Abandoned,
    /// How the native resources ended.
    pub resources: ResourceReport,
}

impl ShutdownReport {
    /// Whether every job ran and every resource was closed.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        let resources = &self.resources;
        self.jobs.is_empty() && resources.left.is_empty() && resources.created == resources.closed
    }
}

impl Runtime {
    /// Runs the loop until it is idle, closes the open [native resources](Self::resources) in the order of their
    /// creation, and drops what is left, all within `deadline`. If classes of resources are defined, the loop gets
    /// half of the time.
    ///
    /// A single job is not interrupted, so code that never returns is not ended. Microtasks that go on enqueuing
    /// microtasks are.
    ///
    /// It is the end of the mailbox: what is posted later is dropped, and calls end at once. The context may still be used.
    ///
    /// Any executor may poll it, as [`run_until_idle`](Self::run_until_idle).
    pub async fn shutdown(&mut self, deadline: Duration) -> ShutdownReport {
        let begun = Instant::now();
        let limit = if self.resources.is_used() {
            deadline / 2
        } else {
            deadline
        };
        // What is left tells in which state the run left the loop.
        let _ = self.run(Until::Shutdown(limit)).await;
        let jobs = self.drop_work();
        let left = deadline.saturating_sub(begun.elapsed());
        let closing = self.resources.shutdown(left);
        let resources = match self.event_loop.within_tokio(closing).await {
            Ok(resources) => resources,
            // Nothing was waited for.
            Err(_) => self.resources.report(),
        };
        ShutdownReport { jobs, resources }
    }

    /// Reports what is left to be reported, drops everything that the loop has to do, and ends its mailbox. Returns how much
    /// was dropped.
    pub(crate) fn drop_work(&mut self) -> Abandoned {
        if self.engine_panic().is_none() {
            self.event_loop
                .report_rejections(&mut self.context.get_mut());
            let notes = Notes::of(&self.context.get());
            if let Some(notes) = notes {
                self.event_loop
                    .report_limits(&notes, &mut self.context.get_mut());
            }
        }
        self.context.drop_in_flight(&self.event_loop);
        let mut jobs = self.event_loop.close();
        self.event_loop.shut_down();
        jobs.async_jobs += self.event_loop.take_dropped();
        jobs
    }
}
