//! The host of one engine: everything that its realms share.

use std::{cell::RefCell, path::PathBuf, rc::Rc};

use boa_async_context::{AsyncContext, FileModules, event_loop::ReportKind};
use boa_engine::Context;

use super::{
    agents::{self, Agents},
    blueprint::Blueprint,
    jobs::Jobs,
    thrown::Thrown,
};

/// The line that `$DONE` prints when the test passed.
pub(super) const COMPLETE: &str = "Test262:AsyncTestComplete";
/// The beginning of the line that `$DONE` prints when the test failed; the reason follows.
pub(super) const FAILED: &str = "Test262:AsyncTestFailure:";

/// The host of a test. It is in the context's data.
pub(super) struct State {
    pub(super) blueprint: Blueprint,
    pub(super) async_context: Option<AsyncContext>,
    pub(super) jobs: Jobs,
    pub(super) modules: Rc<FileModules>,
    /// The test's file. Imports are relative to it.
    pub(super) file: RefCell<PathBuf>,
    /// The lines that the test printed.
    pub(super) printed: RefCell<Vec<String>>,
    /// Uncaught exceptions of jobs.
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

    /// Begins to record uncaught exceptions of jobs.
    pub(super) fn listen(&self) {
        // A weak reference, since the loop owns the reporter and this owns the loop.
        let host = Rc::downgrade(&self.0);
        self.jobs.set_reporter(move |report, context| {
            let Some(host) = host.upgrade() else { return };
            let counts = match report.kind() {
                ReportKind::Error => true,
                // In an agent this is the only sign that a callback failed. A test can observe it otherwise.
                ReportKind::UnhandledRejection => agents::is_agent(context),
                ReportKind::RejectionHandled => false,
                other => other.is_failure(),
            };
            if counts {
                let thrown = Thrown::of(report.error().clone(), context);
                host.uncaught.borrow_mut().push(thrown.to_string());
            }
        });
    }

    /// Records a printed line. Stops the loop if the line says that the test is done.
    pub(super) fn print(&self, line: String) {
        let done = line == COMPLETE || line.starts_with(FAILED);
        self.printed.borrow_mut().push(line);
        if done {
            self.jobs.stop();
        }
    }
}
