//! The thread of a worker: its runtime from the beginning to the end.
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

use boa_async_context::{
    Error, Runtime, Storage,
    event_loop::{Mailbox, Report},
    source::SourceError,
};
use boa_engine::Context;
use boa_runtime::extensions::RuntimeExtension;

use super::{handle::WorkerHandle, interrupt, location::Location, scope, worker};
use crate::{WebApis, errors::report::error_details, messaging::channel::End};

/// Enough for the engine's limit of recursion. Only reserved: pages that are never touched cost nothing.
const STACK_SIZE: usize = 64 << 20;

/// What a worker is made of. It holds nothing of its parent's agent.
pub(super) struct Setup {
    pub(super) location: Location,
    pub(super) name: String,
    pub(super) is_module: bool,
    /// That of the parent; `None` if it has no AsyncContext.
    pub(super) storage: Option<Storage>,
    pub(super) apis: WebApis,
    pub(super) inside: End,
    pub(super) handle: Arc<WorkerHandle>,
    pub(super) parent: Parent,
}

/// Whom a worker tells of itself.
#[derive(Debug, Clone)]
pub(super) struct Parent {
    pub(super) mailbox: Mailbox,
    /// The number that the parent knows it by.
    pub(super) worker: u64,
}

/// An exception, as text.
#[derive(Debug, Clone, Default)]
pub(super) struct Failure {
    pub(super) message: String,
    pub(super) file: String,
    pub(super) line: u32,
    pub(super) column: u32,
}

impl Parent {
    fn loaded(&self) {
        let worker = self.worker;
        self.mailbox
            .post(move |context| worker::loaded(worker, context));
    }

    fn not_loaded(&self, failure: Failure) {
        let worker = self.worker;
        self.mailbox
            .post(move |context| worker::not_loaded(worker, failure, context));
    }

    fn uncaught(&self, failure: Failure) {
        let worker = self.worker;
        self.mailbox
            .post(move |context| worker::uncaught(worker, failure, context));
    }
}

/// Tells of the end of the thread, however it comes.
struct Farewell {
    handle: Arc<WorkerHandle>,
    parent: Parent,
}

impl Drop for Farewell {
    fn drop(&mut self) {
        let worker = self.parent.worker;
        self.parent
            .mailbox
            .post(move |context| worker::ended(worker, context));
        self.handle.end();
    }
}

/// Starts the thread.
///
/// # Errors
///
/// If the operating system refuses it.
pub(super) fn spawn(setup: Setup) -> io::Result<JoinHandle<()>> {
    thread::Builder::new()
        .name("worker".to_owned())
        .stack_size(STACK_SIZE)
        .spawn(move || {
            // Dropped last: the end is told of when the runtime is gone.
            let _end = Farewell {
                handle: setup.handle.clone(),
                parent: setup.parent.clone(),
            };
            let parent = setup.parent.clone();
            if let Err(error) = run(setup) {
                parent.not_loaded(Failure {
                    message: error.to_string(),
                    ..Failure::default()
                });
            }
        })
}

fn run(setup: Setup) -> Result<(), Error> {
    let builder = Runtime::builder();
    let builder = match setup.storage {
        Some(storage) => builder.storage(storage),
        None => builder.without_async_context(),
    };
    let mut runtime = builder.build()?;
    setup.handle.set_mailbox(runtime.event_loop().mailbox());
    let reporting = setup.parent.clone();
    // A module is loaded by jobs of the loop: that it can not be is a report.
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
        let failure = failure_of(report, context);
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
        inside,
        handle,
        parent,
        ..
    } = setup;
    apis.register(None, runtime.context())
        .map_err(Error::Setup)?;
    interrupt::install(&handle, runtime.context()).map_err(Error::Setup)?;
    let port = scope::install(&location, &name, is_module, inside, runtime.context())
        .map_err(Error::Setup)?;
    runtime.block_on(async |runtime| {
        let text = match location.load() {
            Ok(text) => text,
            Err(message) => {
                return parent.not_loaded(Failure {
                    message,
                    ..Failure::default()
                });
            }
        };
        // A module would not ask.
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

/// Runs the script. Whether the worker goes on.
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
        // By its path: an import of the file is this very module.
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
            event_loop.report(&report, runtime.context());
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
            parent.not_loaded(Failure {
                message: error.to_string(),
                ..Failure::default()
            });
            return false;
        }
    }
    true
}

fn failure_of(report: &Report, context: &mut Context) -> Failure {
    match error_details(report, context) {
        Ok(details) => Failure {
            message: details.message.to_std_string_lossy(),
            file: details.filename.to_std_string_lossy(),
            line: details.lineno,
            column: details.colno,
        },
        // The engine's own, which JS can not be shown.
        Err(error) => Failure {
            message: error.to_string(),
            ..Failure::default()
        },
    }
}
