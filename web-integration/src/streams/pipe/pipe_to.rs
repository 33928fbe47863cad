//! `ReadableStreamPipeTo`: reads from one stream and writes to another until one of them ends.

use std::cell::Cell;

use boa_async_context::CaptureKind;
use boa_engine::{Context, JsResult, JsValue, job::PromiseJob, object::builtins::JsPromise};
use boa_gc::{Finalize, GcRefCell, Trace};

use super::{
    options::PipeOptions,
    shutdown::Action,
    state::{Pipe, PipeState},
};
use crate::{
    abort::algorithm::AbortSteps,
    mechanism::Capture,
    streams::{
        promise::{Deferred, Steps, nothing, or_rejected, react, resolved, upon},
        readable::{
            reader::{ReadRequest, Reader},
            stream::{Readable, State as ReadableStreamState},
            watcher::Watcher,
        },
        writable::{
            stream::{State as WritableStreamState, Writable},
            writer::Writer,
        },
    },
    webidl::type_error,
};

/// `ReadableStreamPipeTo`. Neither stream may be locked.
///
/// <https://streams.spec.whatwg.org/#readable-stream-pipe-to>
pub(in crate::streams) fn pipe_to(
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
    let pipe = Pipe::new(PipeState {
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
    });
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
    // 15. In parallel: the pipe loop, and the reactions to the states of both streams.
    pipe.watch_source(context)?;
    pipe.watch_dest(context)?;
    pipe.step(context)?;
    // 16. Return promise.
    Ok(promise.promise())
}

impl Pipe {
    /// Propagates closing and errors of the source forward.
    fn watch_source(&self, context: &mut Context) -> JsResult<()> {
        match self.source.state() {
            ReadableStreamState::Errored(error) => self.source_errored(&error, context),
            ReadableStreamState::Closed => self.source_closed(context),
            ReadableStreamState::Readable => upon(
                &self.reader.closed_for(Watcher::Program, context),
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

    /// Propagates errors and closing of the destination backward.
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

    /// Reads the next chunk as soon as the destination is ready for one.
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
                    capture: Capture::now(CaptureKind::Stream, context),
                };
                pipe.reader.read(Box::new(request), context)
            },
            // The destination is erroring: its closed promise is rejected when it is errored.
            nothing,
            context,
        )
    }

    /// Writes a chunk that was read, also during a shutdown.
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
        // In a microtask, so that the sink is not called inside the `enqueue()` of the chunk.
        let Self { pipe, capture } = *self;
        // What an operation provides is written in its mapping.
        let capture = match pipe.source.origin() {
            Some(origin) => origin.with_host_half_of(&capture, context),
            None => capture,
        };
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

    /// Nothing: the pipe reacts to the closed promise of the reader.
    fn close(self: Box<Self>, _: &mut Context) -> JsResult<()> {
        Ok(())
    }

    /// Nothing: the pipe reacts to the closed promise of the reader.
    fn error(self: Box<Self>, _: JsValue, _: &mut Context) -> JsResult<()> {
        Ok(())
    }
}
