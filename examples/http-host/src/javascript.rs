//! The JS thread.

use std::{
    fmt, io,
    sync::{Arc, mpsc},
    thread::{self, JoinHandle},
};

use boa_async_context::{
    Agent, Runtime,
    event_loop::{KeepAlive, Mailbox},
    tracing::{ConsoleEvents, report_event},
};
use boa_async_context_web::WebApis;
use boa_engine::{Context, JsResult, JsValue, NativeFunction, js_string};
use boa_runtime::extensions::RuntimeExtension;

use crate::request::{REQUEST, Request};

/// 512 nested calls of JavaScript take up to 24 MB in a build without optimisation. The system only reserves it.
const STACK_SIZE: usize = 64 << 20;

/// A thread with a runtime in which a program runs.
pub struct JsThread {
    mailbox: Mailbox,
    hold: KeepAlive,
    thread: JoinHandle<usize>,
}

/// Why there is no JS thread.
#[derive(Debug)]
pub enum StartError {
    /// The operating system refused the thread.
    Thread(io::Error),
    /// The runtime could not be built, or the program threw. With the text of the exception.
    Program(String),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Thread(error) => write!(f, "cannot start a thread for JavaScript: {error}"),
            Self::Program(text) => write!(f, "the program cannot be started: {text}"),
        }
    }
}

impl std::error::Error for StartError {}

impl JsThread {
    /// Starts a thread, and runs `program` in it.
    ///
    /// # Errors
    ///
    /// [`StartError`].
    pub fn start(program: impl Into<String>) -> Result<Self, StartError> {
        let program = program.into();
        let (ready, started) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("javascript".to_owned())
            .stack_size(STACK_SIZE)
            .spawn(move || {
                let mut runtime = match load(&program) {
                    Ok(runtime) => runtime,
                    Err(error) => {
                        // If nobody waits any more there is nobody to tell.
                        let _ = ready.send(Err(StartError::Program(error.to_string())));
                        return 0;
                    }
                };
                let mailbox = runtime.event_loop().mailbox();
                let hold = mailbox.hold();
                let _ = ready.send(Ok((mailbox, hold)));
                if let Err(error) = runtime.run_until_idle_blocking() {
                    tracing::error!("the JavaScript thread ends: {error}");
                }
                runtime.event_loop().failures()
            })
            .map_err(StartError::Thread)?;
        // The thread sends once, or panics.
        let (mailbox, hold) = started
            .recv()
            .unwrap_or_else(|_| Err(StartError::Program("the thread panicked".to_owned())))?;
        Ok(Self {
            mailbox,
            hold,
            thread,
        })
    }

    /// The way to the program.
    #[must_use]
    pub fn mailbox(&self) -> &Mailbox {
        &self.mailbox
    }

    /// Waits until everything that has begun is done, ends the thread, and returns how many exceptions nobody caught.
    /// `None` if the thread panicked.
    #[must_use]
    pub fn finish(self) -> Option<usize> {
        drop(self.hold);
        self.thread.join().ok()
    }
}

fn load(program: &str) -> Result<Runtime, boa_async_context::Error> {
    let mut runtime = Runtime::builder()
        .console_events(ConsoleEvents::Instead)
        .build()?;
    runtime.event_loop().set_reporter(report_event);
    define(&mut runtime.context_mut()).map_err(boa_async_context::Error::Setup)?;
    runtime.eval(program)?;
    Ok(runtime)
}

/// The request that the running code works for, until it is answered.
fn request(context: &Context) -> Option<Arc<Request>> {
    REQUEST.get(&Agent::of(context)?)
}

/// What the program may ask the host.
fn define(context: &mut Context) -> JsResult<()> {
    let request_id = NativeFunction::from_fn_ptr(|_, _, context| {
        let request = request(context);
        Ok(request.map_or(JsValue::undefined(), |request| request.id.into()))
    });
    context.register_global_callable(js_string!("requestId"), 0, request_id)?;
    // For `AbortSignal`; the rest of the web's APIs costs memory, and the program does not need it.
    WebApis::none()
        .events(true)
        .abort(true)
        .register(None, context)
}
