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

use boa_async_context::{Error, Runtime, Storage, source::SourceError};
use boa_engine::{Context, JsResult};

use super::{failure::Failure, handle::WorkerHandle, location::Location, parent::Parent, scope};
use crate::{apis::WebApis, callback::make_interruptible, messaging::channel::End};

/// The size of the stack: enough for the engine's limit of recursion. The system only reserves it; pages that are never
/// touched cost nothing.
const STACK_SIZE: usize = 64 << 20;

/// Installs the chosen APIs in the current realm.
pub(crate) type InstallApis = fn(&WebApis, &mut Context) -> JsResult<()>;

/// Everything that a worker is created from. It holds nothing of the parent's agent.
pub(super) struct Setup {
    pub(super) location: Location,
    pub(super) name: String,
    pub(super) is_module: bool,
    /// The storage of the parent; `None` without AsyncContext.
    pub(super) storage: Option<Storage>,
    pub(super) apis: WebApis,
    pub(super) install_apis: InstallApis,
    /// The worker's end of the channel.
    pub(super) inside: End,
    pub(super) handle: Arc<WorkerHandle>,
    pub(super) parent: Parent,
}

/// Reports the end of the thread when it is dropped, also after a panic.
struct Farewell {
    handle: Arc<WorkerHandle>,
    parent: Parent,
}

impl Drop for Farewell {
    fn drop(&mut self) {
        self.parent.ended();
        self.handle.end();
    }
}

/// Starts the thread.
///
/// <https://html.spec.whatwg.org/#run-a-worker>
///
/// # Errors
///
/// An I/O error if the operating system refuses the thread.
pub(super) fn spawn(setup: Setup) -> io::Result<JoinHandle<()>> {
    thread::Builder::new()
        .name("worker".to_owned())
        .stack_size(STACK_SIZE)
        .spawn(move || {
            // Dropped last: the runtime no longer exists when the end is reported.
            let _end = Farewell {
                handle: setup.handle.clone(),
                parent: setup.parent.clone(),
            };
            let parent = setup.parent.clone();
            if let Err(error) = run(setup) {
                parent.not_loaded(Failure::new(error.to_string()));
            }
        })
}

/// Creates the runtime and runs it to its end.
fn run(setup: Setup) -> Result<(), Error> {
    let builder = Runtime::builder();
    let builder = match setup.storage {
        Some(storage) => builder.storage(storage),
        None => builder.without_async_context(),
    };
    let mut runtime = builder.build()?;
    setup.handle.set_mailbox(runtime.event_loop().mailbox());
    let reporting = setup.parent.clone();
    // Jobs of the event loop load a module, so an error of loading is a report.
    let is_loaded = Rc::new(Cell::new(false));
    runtime.on_next_loaded({
        let (is_loaded, parent) = (is_loaded.clone(), setup.parent.clone());
        move || {
            is_loaded.set(true);
            parent.loaded();
        }
    });
    runtime.event_loop().set_reporter(move |report, context| {
        if !report.kind().is_failure() {
            return;
        }
        let failure = Failure::of(report, context);
        if is_loaded.get() {
            reporting.uncaught(failure);
        } else {
            reporting.not_loaded(failure);
        }
    });
    let Setup {
        location,
        name,
        is_module,
        apis,
        install_apis,
        inside,
        handle,
        parent,
        ..
    } = setup;
    install_apis(&apis, runtime.context_mut()).map_err(Error::Setup)?;
    make_interruptible(handle.termination(), runtime.context_mut()).map_err(Error::Setup)?;
    let port = scope::install(&location, &name, is_module, inside, runtime.context_mut())
        .map_err(Error::Setup)?;
    runtime.block_on(async |runtime| {
        let text = match location.load() {
            Ok(text) => text,
            Err(message) => {
                return parent.not_loaded(Failure::new(message));
            }
        };
        // The evaluation of a module does not check this.
        if handle.is_terminated() {
            return;
        }
        if evaluate(runtime, &location, &text, is_module, &handle, &parent).await {
            // Enable the port message queue of the worker's implicit port.
            port.start();
            runtime.run_until_idle().await;
        }
    })
}

/// Runs the script. Returns whether the worker runs on after it.
async fn evaluate(
    runtime: &mut Runtime,
    location: &Location,
    text: &str,
    is_module: bool,
    handle: &WorkerHandle,
    parent: &Parent,
) -> bool {
    let path = location.path();
    let result = match (is_module, location) {
        // Run by its path, so that an import of the file gives this module.
        (true, Location::File(path)) => runtime.run_module(path).map(drop),
        (true, _) => runtime.run_module_text(&path, text).map(drop),
        (false, _) => {
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
            event_loop.report(&report, runtime.context_mut());
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
        Err(error) => {
            parent.not_loaded(Failure::new(error.to_string()));
            return false;
        }
    }
    true
}
