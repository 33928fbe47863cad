//! The thread of a worker, from the creation of its runtime to its end.
//!
//! <https://html.spec.whatwg.org/#run-a-worker>

use std::{
    cell::Cell,
    future::poll_fn,
    io,
    pin::pin,
    rc::Rc,
    sync::Arc,
    task::Poll,
    thread::{self, JoinHandle},
};

use boa_async_context::{Error, Runtime, event_loop::ReportKind, source::SourceError};
use boa_engine::{Context, JsResult};

use super::{
    admission::workers_of,
    build::Plan,
    failure::Failure,
    handle::{Roster, WorkerHandle},
    parent::Parent,
    scope, scripts,
    tree::Permit,
};
use crate::{
    callback::make_interruptible,
    messaging::{
        channel::{AgentLink, End},
        port_state::PortState,
        registry::Registry,
    },
    worker_policy::{ScriptLocation, WorkerKind, WorkerRequest},
};

/// The least size of the stack: enough for the engine's default limit of recursion. The system only reserves it; pages
/// that are never touched cost nothing.
const STACK_SIZE: usize = 64 << 20;

/// The stack that a level of recursion needs: the frames of the engine, unoptimised.
const STACK_PER_LEVEL: usize = 48 << 10;

/// Everything that a worker is created from. It holds nothing of the parent's agent.
pub(super) struct Setup {
    pub(super) plan: Plan,
    /// The worker's end of the channel.
    pub(super) inside: End,
    pub(super) handle: Arc<WorkerHandle>,
    pub(super) parent: Parent,
}

/// Reports the end of the thread when it is dropped, also after a panic.
struct Farewell {
    handle: Arc<WorkerHandle>,
    parent: Parent,
    permit: Option<Permit>,
}

impl Drop for Farewell {
    fn drop(&mut self) {
        if thread::panicking() {
            let failure = Failure::new("the thread of the worker panicked".to_owned());
            self.parent.broken(failure);
        }
        // Before the parent hears of the end, so that it can create another worker then.
        drop(self.permit.take());
        self.parent.ended();
        self.handle.end();
    }
}

/// Starts the thread, which has the `permit` until its end.
///
/// <https://html.spec.whatwg.org/#run-a-worker>
///
/// # Errors
///
/// An I/O error if the operating system refuses the thread.
pub(super) fn spawn(setup: Setup, permit: Permit) -> io::Result<JoinHandle<()>> {
    thread::Builder::new()
        .name("worker".to_owned())
        .stack_size(stack_size(&setup.plan))
        .spawn(move || {
            // Dropped last: the runtime no longer exists when the end is reported.
            let _end = Farewell {
                handle: setup.handle.clone(),
                parent: setup.parent.clone(),
                permit: Some(permit),
            };
            let parent = setup.parent.clone();
            if let Err(failure) = run(setup) {
                parent.not_loaded(failure);
            }
        })
}

/// The size of the stack that the host wants, or that the parent's limit of recursion needs.
fn stack_size(plan: &Plan) -> usize {
    plan.policy.stack_size.unwrap_or_else(|| {
        let levels = plan.request.settings.limits().engine().recursion_limit();
        STACK_SIZE.max(levels.saturating_mul(STACK_PER_LEVEL))
    })
}

/// Creates the runtime and runs it to its end.
fn run(setup: Setup) -> Result<(), Failure> {
    let Setup {
        plan,
        inside,
        handle,
        parent,
    } = setup;
    let (mut runtime, request) = plan.build()?;
    handle.set_mailbox(runtime.event_loop().mailbox());
    report_to(&parent, &mut runtime);
    make_interruptible(handle.termination(), &mut runtime.context_mut()).map_err(Error::Setup)?;
    let port =
        scope::install(&request, inside, &mut runtime.context_mut()).map_err(Error::Setup)?;
    let ties = Ties::of(&runtime.context()).map_err(Error::Setup)?;
    runtime.block_on(async |runtime| {
        let text = match scripts::load(&request.location, &mut runtime.context_mut()) {
            Ok(text) => text,
            Err(message) => {
                return parent.not_loaded(Failure::new(message));
            }
        };
        // The evaluation of a module does not check this.
        if handle.is_terminated() {
            return;
        }
        if evaluate(runtime, &request, &text, &handle, &parent).await {
            // Enable the port message queue of the worker's implicit port.
            port.start();
            runtime.run_until_idle().await;
        }
    })?;
    if let Some(panic) = runtime.engine_panic() {
        // What the runtime holds is leaked, since nothing is known of its heap.
        ties.cut();
        parent.broken(Failure::new(panic.to_string()));
    }
    Ok(())
}

/// What other agents and threads have of a worker's agent, outside its heap.
struct Ties {
    /// The ends of channels in the agent.
    link: Arc<AgentLink>,
    /// The workers of the worker.
    workers: Option<Rc<Roster>>,
}

impl Ties {
    /// Those of the agent.
    ///
    /// # Errors
    ///
    /// As [`Registry::of`].
    fn of(context: &Context) -> JsResult<Self> {
        Ok(Self {
            link: Registry::<PortState>::of(context)?.link.clone(),
            workers: workers_of(context),
        })
    }

    /// Closes its ports, so that the other ones get the event `close`, and ends its workers.
    fn cut(&self) {
        self.link.close();
        if let Some(workers) = &self.workers {
            workers.end();
        }
    }
}

/// Sends what is reported in the worker to its parent.
fn report_to(parent: &Parent, runtime: &mut Runtime) {
    let reporting = parent.clone();
    // Jobs of the event loop load a module, so an error of loading is a report.
    let is_loaded = Rc::new(Cell::new(false));
    runtime.on_next_loaded({
        let (is_loaded, parent) = (is_loaded.clone(), parent.clone());
        move || {
            is_loaded.set(true);
            parent.loaded();
        }
    });
    runtime.event_loop().set_reporter(move |report, context| {
        // The host listens to the root of the tree.
        if let Some(met) = report.limit() {
            reporting.limit_met(met.clone());
            return;
        }
        if !report.kind().is_failure() {
            return;
        }
        let failure = Failure::of(report, context);
        if report.kind() == ReportKind::UnhandledRejection {
            reporting.rejected(failure);
        } else if is_loaded.get() {
            reporting.uncaught(failure);
        } else {
            reporting.not_loaded(failure);
        }
    });
}

/// Runs the script. Returns whether the worker runs on after it.
async fn evaluate(
    runtime: &mut Runtime,
    request: &WorkerRequest,
    text: &str,
    handle: &WorkerHandle,
    parent: &Parent,
) -> bool {
    let path = request.location.path();
    let by_path = !scripts::are_the_host_s(&runtime.context());
    let result = match (request.kind, &request.location) {
        // Run by its path, so that an import of the file gives this module.
        (WorkerKind::Module, ScriptLocation::File(path)) if by_path => {
            runtime.run_module(path).map(drop)
        }
        (WorkerKind::Module, _) => runtime.run_module_text(&path, text).map(drop),
        (WorkerKind::Classic, _) => {
            let mut script = pin!(runtime.run_script_text(&path, text));
            let result = poll_fn(|cx| {
                if handle.is_terminated() {
                    return Poll::Ready(None);
                }
                script.as_mut().poll(cx).map(Some)
            });
            match result.await {
                Some(result) => result.map(drop),
                None => return false,
            }
        }
    };
    match result {
        Ok(()) => {}
        Err(Error::Uncaught(report)) => {
            let event_loop = runtime.event_loop().clone();
            event_loop.report(&report, &mut runtime.context_mut());
        }
        Err(Error::Source(SourceError::Syntax(error))) => {
            parent.not_loaded(Failure {
                message: format!("Uncaught SyntaxError: {}", error.message),
                file: error.path.display().to_string(),
                line: u32::try_from(error.line).unwrap_or(0),
                column: u32::try_from(error.column).unwrap_or(0),
            });
            return false;
        }
        // Told when the runtime has ended.
        Err(Error::EnginePanicked(_)) => return false,
        Err(error) => {
            parent.not_loaded(Failure::new(error.to_string()));
            return false;
        }
    }
    true
}
