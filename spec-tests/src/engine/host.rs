//! What belongs to one engine besides its realms.

use std::{cell::RefCell, path::PathBuf, rc::Rc};

use boa_async_context::{AsyncContext, FileModules, event_loop::ReportKind};
use boa_engine::Context;

use super::{
    Blueprint,
    agents::{self, Agents},
    jobs::Jobs,
    thrown::Thrown,
};

/// What `$DONE` prints when the test passed.
pub(super) const COMPLETE: &str = "Test262:AsyncTestComplete";
/// What `$DONE` prints when it failed, before the reason.
pub(super) const FAILED: &str = "Test262:AsyncTestFailure:";

/// The host of a test; it is in the context's data.
pub(super) struct State {
    pub(super) blueprint: Blueprint,
    pub(super) async_context: Option<AsyncContext>,
    pub(super) jobs: Jobs,
    pub(super) modules: Rc<FileModules>,
    /// The test's file, which imports are relative to.
    pub(super) file: RefCell<PathBuf>,
    /// What the test printed, in lines.
    pub(super) printed: RefCell<Vec<String>>,
    /// Exceptions that left a job.
    pub(super) uncaught: RefCell<Vec<String>>,
    pub(super) agents: RefCell<Agents>,
}

/// A handle to the [`State`].
#[derive(Clone)]
pub(super) struct Host(Rc<State>);

impl std::ops::Deref for Host {
    type Target = State;

    fn deref(&self) -> &State {
        &self.0
    }
}

impl Host {
    pub(super) fn new(
        blueprint: Blueprint,
        async_context: Option<AsyncContext>,
        jobs: Jobs,
        modules: Rc<FileModules>,
    ) -> Self {
        Self(Rc::new(State {
            blueprint,
            async_context,
            jobs,
            modules,
            file: RefCell::default(),
            printed: RefCell::default(),
            uncaught: RefCell::default(),
            agents: RefCell::default(),
        }))
    }

    /// The host of an engine that a [`Blueprint`] built.
    pub(super) fn of(context: &Context) -> Self {
        context
            .get_data::<Self>()
            .expect("every engine here is built with its host")
            .clone()
    }

    /// Begins to note the exceptions that leave jobs.
    pub(super) fn listen(&self) {
        // The loop owns the reporter, and this owns the loop.
        let host = Rc::downgrade(&self.0);
        self.jobs.set_reporter(move |report, context| {
            let Some(host) = host.upgrade() else { return };
            let counts = match report.kind() {
                ReportKind::Error => true,
                // Nobody else could tell that a callback of an agent failed; a test may look on.
                ReportKind::UnhandledRejection => agents::is_agent(context),
                ReportKind::RejectionHandled => false,
            };
            if counts {
                let thrown = Thrown::of(report.error().clone(), context);
                host.uncaught.borrow_mut().push(thrown.to_string());
            }
        });
    }

    /// What `print` does: keeps the line, and ends the loop once the test is done.
    pub(super) fn print(&self, line: String) {
        let done = line == COMPLETE || line.starts_with(FAILED);
        self.printed.borrow_mut().push(line);
        if done {
            self.jobs.stop();
        }
    }
}
