//! `pipeTo`: reads from one stream and writes to another until one of them ends.
//!
//! All of it runs in the mapping of the call of `pipeTo`, whatever provides the chunks; only what a signal
//! does runs in the mapping in which it is aborted.
//!
//! <https://streams.spec.whatwg.org/#readable-stream-pipe-to>

use std::cell::Cell;

use boa_engine::{Context, JsResult, JsValue, job::PromiseJob, object::builtins::JsPromise};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

mod shutdown;

use self::shutdown::Action;
use super::{
    handle::handle,
    promise::{Deferred, Steps, nothing, or_rejected, react, resolved, upon},
    readable::{
        reader::{ReadRequest, Reader},
        stream::{Readable, State as ReadableStreamState},
    },
    writable::{
        stream::{State as WritableStreamState, Writable},
        writer::Writer,
    },
};
use crate::{
    abort::{
        algorithm::{AbortSteps, Algorithm},
        state::{SignalState, as_signal},
    },
    mechanism::Capture,
    webidl::{dictionary, flag, member, type_error},
};

/// The dictionary `StreamPipeOptions`.
pub(super) struct PipeOptions {
    prevent_abort: bool,
    prevent_cancel: bool,
    prevent_close: bool,
    signal: Option<Gc<SignalState>>,
}

impl PipeOptions {
    pub(super) fn read(value: &JsValue, context: &mut Context) -> JsResult<Self> {
        let object = dictionary(Some(value), "the options")?;
        let object = object.as_ref();
        let prevent_abort = flag(object, "preventAbort", context)?;
        let prevent_cancel = flag(object, "preventCancel", context)?;
        let prevent_close = flag(object, "preventClose", context)?;
        let signal = member(object, "signal", context)?
            .map(|value| {
                as_signal(&value).ok_or_else(|| type_error("signal is not an AbortSignal"))
            })
            .transpose()?;
        Ok(Self {
            prevent_abort,
            prevent_cancel,
            prevent_close,
            signal,
        })
    }
}

handle!(
    /// A pipe that is at work.
    Pipe,
    PipeState
);

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct PipeState {
    source: Readable,
    dest: Writable,
    reader: Reader,
    writer: Writer,
    prevent_abort: bool,
    prevent_cancel: bool,
    prevent_close: bool,
    shutting_down: Cell<bool>,
    /// Fulfilled once the last write is over, however it ended.
    current_write: GcRefCell<JsPromise>,
    promise: Deferred,
    /// The signal and what it is to do; the signal is held as long as that matters.
    abort: GcRefCell<Option<(Gc<SignalState>, Gc<Algorithm>)>>,
}

/// `ReadableStreamPipeTo`; neither stream is locked.
pub(super) fn pipe_to(
    source: &Readable,
    dest: &Writable,
    options: PipeOptions,
    context: &mut Context,
) -> JsResult<JsPromise> {
    // 9. Let reader be ! AcquireReadableStreamDefaultReader(source).
    let reader = Reader::acquire(source, context)?;
    // 10. Let writer be ! AcquireWritableStreamDefaultWriter(dest).
    let writer = Writer::acquire(dest, context)?;
    // 11. Set source.[[disturbed]] to true.
    source.disturb();
    // 12. Let shuttingDown be false. 13. Let promise be a new promise.
    let promise = Deferred::new(context);
    let pipe = Pipe(Gc::new(PipeState {
        source: source.clone(),
        dest: dest.clone(),
        reader,
        writer,
        prevent_abort: options.prevent_abort,
        prevent_cancel: options.prevent_cancel,
        prevent_close: options.prevent_close,
        shutting_down: Cell::new(false),
        current_write: GcRefCell::new(resolved(JsValue::undefined(), context)?),
        promise: promise.clone(),
        abort: GcRefCell::new(None),
    }));
    // 14. If signal is not undefined,
    if let Some(signal) = options.signal {
        let algorithm = AbortPipe { pipe: pipe.clone() };
        // 2. If signal is aborted, perform abortAlgorithm and return promise.
        if let Some(reason) = signal.reason() {
            algorithm.run(&reason, context)?;
            return Ok(promise.promise());
        }
        // 3. Add abortAlgorithm to signal.
        let algorithm = signal.add_algorithm(Box::new(algorithm));
        *pipe.abort.borrow_mut() = Some((signal, algorithm));
    }
    // 15. In parallel: the pipe loop, and what the states of the streams ask for.
    pipe.watch_source(context)?;
    pipe.watch_dest(context)?;
    pipe.step(context)?;
    // 16. Return promise.
    Ok(promise.promise())
}

impl Pipe {
    /// Closing and errors of the source are propagated forward.
    fn watch_source(&self, context: &mut Context) -> JsResult<()> {
        match self.source.state() {
            ReadableStreamState::Errored(error) => self.source_errored(&error, context),
            ReadableStreamState::Closed => self.source_closed(context),
            ReadableStreamState::Readable => upon(
                &self.reader.closed().promise(),
                self.clone(),
                |pipe, _, context| pipe.source_closed(context),
                Self::source_errored,
                context,
            ),
        }
    }

    fn source_closed(&self, context: &mut Context) -> JsResult<()> {
        // If preventClose is false, shutdown with an action of
        // WritableStreamDefaultWriterCloseWithErrorPropagation(writer), otherwise shutdown.
        let action = if self.prevent_close {
            Action::Nothing
        } else {
            Action::CloseDest
        };
        self.shutdown(action, None, context)
    }

    fn source_errored(&self, error: &JsValue, context: &mut Context) -> JsResult<()> {
        // If preventAbort is false, shutdown with an action of WritableStreamAbort(dest,
        // source.[[storedError]]) and with that error, otherwise shutdown with it.
        let action = if self.prevent_abort {
            Action::Nothing
        } else {
            Action::AbortDest(error.clone())
        };
        self.shutdown(action, Some(error.clone()), context)
    }

    /// Errors and closing of the destination are propagated backward.
    fn watch_dest(&self, context: &mut Context) -> JsResult<()> {
        if let WritableStreamState::Errored(error) = self.dest.state() {
            return self.dest_failed(&error, context);
        }
        if self.dest.close_queued_or_in_flight()
            || matches!(self.dest.state(), WritableStreamState::Closed)
        {
            // Let destClosed be a new TypeError.
            let error = type_error("pipeTo: the destination is closed or will be");
            return self.dest_failed(&error.into_opaque(context)?, context);
        }
        upon(
            &self.writer.closed().promise(),
            self.clone(),
            nothing,
            Self::dest_failed,
            context,
        )
    }

    fn dest_failed(&self, error: &JsValue, context: &mut Context) -> JsResult<()> {
        // If preventCancel is false, shutdown with an action of ReadableStreamCancel(source, error) and
        // with error, otherwise shutdown with it.
        let action = if self.prevent_cancel {
            Action::Nothing
        } else {
            Action::CancelSource(error.clone())
        };
        self.shutdown(action, Some(error.clone()), context)
    }

    /// Reads the next chunk once the destination wants one.
    fn step(&self, context: &mut Context) -> JsResult<()> {
        if self.shutting_down.get() {
            return Ok(());
        }
        upon(
            &self.writer.ready().promise(),
            self.clone(),
            |pipe, _, context| {
                if pipe.shutting_down.get() {
                    return Ok(());
                }
                let request = PipeRequest {
                    pipe: pipe.clone(),
                    capture: Capture::now(context),
                };
                pipe.reader.read(Box::new(request), context)
            },
            // The destination is erroring: it tells when it is errored.
            nothing,
            context,
        )
    }

    /// Writes a chunk that was read, also while shutting down.
    fn write(&self, chunk: JsValue, context: &mut Context) -> JsResult<()> {
        let write = self.writer.write(chunk, context);
        let write = or_rejected(write, context)?;
        let done: Steps<()> = |(), _, _| Ok(JsValue::undefined());
        let write = react(&write, (), done, done, context)?;
        *self.current_write.borrow_mut() = write;
        self.step(context)
    }
}

/// The *abortAlgorithm* of a pipe.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct AbortPipe {
    pipe: Pipe,
}

impl AbortSteps for AbortPipe {
    fn run(&self, reason: &JsValue, context: &mut Context) -> JsResult<()> {
        // Shutdown with an action of getting a promise to wait for all of the actions, and with error.
        let action = Action::AbortAndCancel {
            reason: reason.clone(),
            abort: !self.pipe.prevent_abort,
            cancel: !self.pipe.prevent_cancel,
        };
        self.pipe.shutdown(action, Some(reason.clone()), context)
    }
}

/// The read request of a pipe.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct PipeRequest {
    pipe: Pipe,
    /// The mapping of `pipeTo`.
    capture: Capture,
}

impl ReadRequest for PipeRequest {
    fn chunk(self: Box<Self>, chunk: JsValue, context: &mut Context) -> JsResult<()> {
        // In a microtask: whoever enqueues a chunk must not find the sink called meanwhile.
        let Self { pipe, capture } = *self;
        let realm = context.realm().clone();
        let job = move |context: &mut Context| {
            pipe.write(chunk, context)?;
            Ok(JsValue::undefined())
        };
        capture.run(context, |context| {
            context.enqueue_job(PromiseJob::with_realm(job, realm).into());
        });
        Ok(())
    }

    /// The closed promise of the reader tells it.
    fn close(self: Box<Self>, _: &mut Context) -> JsResult<()> {
        Ok(())
    }

    /// The closed promise of the reader tells it.
    fn error(self: Box<Self>, _: JsValue, _: &mut Context) -> JsResult<()> {
        Ok(())
    }
}
