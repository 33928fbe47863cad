//! `tee` of a stream of bytes: one branch gets a copy of each chunk, and a reader of a branch may bring the buffer.
//!
//! <https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamtee>

use std::cell::Cell;

use boa_async_context::CaptureKind;
use boa_engine::{
    Context, JsError, JsResult, JsValue,
    job::PromiseJob,
    object::builtins::{JsArray, JsPromise},
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{
    controller::{ByteController, ByteSource},
    view::{View, ViewKind, copy_of},
};
use crate::{
    mechanism::{Capture, outside},
    streams::{
        handle::handle,
        promise::{Deferred, nothing, upon},
        readable::{
            reader::{ReadRequest, Reader},
            stream::Readable,
            wanted::Wanted,
            watcher::Watcher,
        },
    },
};

handle!(
    /// The state that the two branches share.
    ByteTee,
    ByteTeeState
);

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct ByteTeeState {
    stream: Readable,
    /// A default reader or a BYOB reader, depending on the branch that is pulled.
    reader: GcRefCell<Reader>,
    /// Who waits for the end of the stream.
    #[unsafe_ignore_trace]
    watcher: Cell<Watcher>,
    reading: Cell<bool>,
    read_again: [Cell<bool>; 2],
    /// The mapping of the last pull of a branch while a chunk was awaited. Earlier pulls get that chunk.
    wanted: Wanted,
    /// The controllers of the branches.
    branches: [GcRefCell<Option<ByteController>>; 2],
    /// The reasons of the branches that are canceled.
    reasons: [GcRefCell<Option<JsValue>>; 2],
    cancel: Deferred,
}

/// `ReadableByteStreamTee`
///
/// <https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamtee>
///
/// # Errors
///
/// A `TypeError` if the stream is locked.
pub(crate) fn byte_tee(stream: &Readable, context: &mut Context) -> JsResult<[Readable; 2]> {
    // 3. Let reader be ? AcquireReadableStreamDefaultReader(stream).
    let reader = Reader::acquire(stream, context)?;
    // 4-13. Let the flags be false, the reasons and branches undefined, cancelPromise a new promise.
    let tee = ByteTee(Gc::new(ByteTeeState {
        stream: stream.clone(),
        reader: GcRefCell::new(reader),
        watcher: Cell::new(Watcher::Platform),
        reading: Cell::new(false),
        read_again: Default::default(),
        wanted: Wanted::default(),
        branches: Default::default(),
        reasons: Default::default(),
        cancel: Deferred::new(context),
    }));
    // 21-22. Set branch1 and branch2 to ! CreateReadableByteStream(...).
    let mut make = |index: usize| -> JsResult<Readable> {
        let source = Branch {
            tee: tee.clone(),
            index,
        };
        let branch = Readable::create_bytes(Box::new(source), 0.0, context)?;
        *tee.branches[index].borrow_mut() = branch.byte_controller();
        Ok(branch)
    };
    let branches = [make(0)?, make(1)?];
    // 23. Perform forwardReaderError, given reader.
    tee.forward_reader_error(context)?;
    // 24. Return « branch1, branch2 ».
    Ok(branches)
}

impl ByteTee {
    fn reader(&self) -> Reader {
        self.reader.borrow().clone()
    }

    fn controller(&self, index: usize) -> Option<ByteController> {
        self.branches[index].borrow().clone()
    }

    /// The controller of a branch; `None` if the branch is canceled.
    fn open(&self, index: usize) -> Option<ByteController> {
        if self.reasons[index].borrow().is_some() {
            return None;
        }
        self.controller(index)
    }

    fn resolve_unless_canceled(&self, context: &mut Context) -> JsResult<()> {
        if self.reasons.iter().all(|reason| reason.borrow().is_some()) {
            return Ok(());
        }
        self.cancel.fulfill(context)
    }

    /// *forwardReaderError*, for the current reader.
    fn forward_reader_error(&self, context: &mut Context) -> JsResult<()> {
        let reader = self.reader();
        // In the empty mapping: the reaction waits as long as the reader has the stream, and calls nothing of the program.
        outside(context, |context| {
            upon(
                &reader.closed_for(self.watcher.get(), context),
                (self.clone(), reader),
                nothing,
                |(tee, reader), reason, context| {
                    // 1.1. If thisReader is not reader, return.
                    if !tee.reader().is(reader) {
                        return Ok(());
                    }
                    // 1.2-3. Error both branches. 1.4. Unless both are canceled, resolve cancelPromise.
                    for controller in [tee.controller(0), tee.controller(1)].into_iter().flatten() {
                        controller.error(reason, context)?;
                    }
                    tee.resolve_unless_canceled(context)
                },
                context,
            )
        })
    }

    /// Replaces the reader with one of the other kind, if needed.
    fn use_reader(&self, byob: bool, context: &mut Context) -> JsResult<()> {
        let reader = self.reader();
        if reader.is_byob() == byob {
            return Ok(());
        }
        reader.release(context)?;
        let reader = if byob {
            Reader::acquire_byob(&self.stream, context)?
        } else {
            Reader::acquire(&self.stream, context)?
        };
        *self.reader.borrow_mut() = reader;
        self.forward_reader_error(context)
    }

    /// *pull1Algorithm*, *pull2Algorithm*
    fn pull(&self, index: usize, context: &mut Context) -> JsResult<()> {
        // 1. If reading is true, set readAgainForBranch to true and return.
        if self.reading.get() {
            self.read_again[index].set(true);
            self.wanted.renew(context);
            return Ok(());
        }
        // 2. Set reading to true.
        self.reading.set(true);
        // 3. Let byobRequest be ! ReadableByteStreamControllerGetBYOBRequest(branch.[[controller]]).
        let request = match self.controller(index) {
            Some(controller) => controller.byob_request(context)?,
            None => None,
        };
        let request = request.and_then(|request| request.view());
        let read = TeeRead {
            tee: self.clone(),
            byob: request.is_some().then_some(index),
            capture: Capture::now(CaptureKind::Stream, context),
        };
        match request {
            // 4. If byobRequest is null, perform pullWithDefaultReader.
            None => {
                self.use_reader(false, context)?;
                self.reader().read(Box::new(read), context)
            }
            // 5. Otherwise, perform pullWithBYOBReader, given byobRequest.[[view]] and the branch.
            Some(view) => {
                self.use_reader(true, context)?;
                let view = View::of(&view, context)?;
                self.reader().read_into(&view, 1, Box::new(read), context)
            }
        }
    }

    /// The *chunk steps*, which run in a microtask. `byob` is the branch whose buffer the chunk is in.
    fn take(&self, chunk: &JsValue, byob: Option<usize>, context: &mut Context) -> JsResult<()> {
        // 1. Set readAgainForBranch1 and readAgainForBranch2 to false.
        self.read_again.iter().for_each(|again| again.set(false));
        // The first branch gets the chunk, or the branch whose buffer it is in; the other branch gets a copy.
        let first = byob.unwrap_or(0);
        let other = 1 - first;
        let copy = match (self.open(first), self.open(other)) {
            (Some(_), None) => None,
            (None, Some(_)) if byob.is_none() => Some(chunk.clone()),
            (None, None) => None,
            _ => match clone_as_bytes(chunk, context) {
                Ok(copy) => Some(copy),
                Err(error) => return self.fail(error, context),
            },
        };
        if let Some(controller) = self.open(first) {
            match byob {
                Some(_) => controller.respond_with(chunk, context)?,
                None => controller.enqueue_view(chunk, context)?,
            }
        }
        if let Some((controller, copy)) = self.open(other).zip(copy) {
            controller.enqueue_view(&copy, context)?;
        }
        // Set reading to false. If readAgainForBranch1 is true, perform pull1Algorithm; otherwise, if
        // readAgainForBranch2 is true, perform pull2Algorithm. The pulls that asked for this chunk do not cause the next read.
        self.reading.set(false);
        self.wanted.clear();
        match self.read_again.iter().position(Cell::get) {
            Some(index) => self.pull(index, context),
            None => Ok(()),
        }
    }

    /// Ends the tee when the chunk cannot be copied: errors both branches, cancels the stream, and resolves
    /// cancelPromise with the result.
    fn fail(&self, error: JsError, context: &mut Context) -> JsResult<()> {
        let reason = error.into_opaque(context)?;
        for controller in [self.controller(0), self.controller(1)]
            .into_iter()
            .flatten()
        {
            controller.error(&reason, context)?;
        }
        let result = self.stream.cancel(&reason, context)?;
        self.cancel.adopt(&result, context);
        Ok(())
    }

    /// The *close steps*. A BYOB read gets its buffer back as an empty `chunk`.
    fn close(&self, byob: Option<(usize, JsValue)>, context: &mut Context) -> JsResult<()> {
        // 1. Set reading to false.
        self.reading.set(false);
        self.wanted.clear();
        // 2-3. Close each branch that is not canceled.
        let open = [self.open(0), self.open(1)];
        for controller in open.iter().flatten() {
            controller.close(context)?;
        }
        // 4-5. Respond to the pending reads of each branch.
        for (index, controller) in open.iter().enumerate() {
            let Some(controller) = controller else {
                continue;
            };
            match &byob {
                Some((branch, chunk)) if *branch == index => {
                    controller.respond_with(chunk, context)?;
                }
                _ if controller.has_pull_intos() => controller.respond(0, context)?,
                _ => {}
            }
        }
        // 6. Unless both are canceled, resolve cancelPromise with undefined.
        self.resolve_unless_canceled(context)
    }
}

/// `CloneAsUint8Array`
///
/// <https://streams.spec.whatwg.org/#abstract-opdef-cloneasuint8array>
fn clone_as_bytes(chunk: &JsValue, context: &mut Context) -> JsResult<JsValue> {
    let view = View::of(chunk, context)?;
    let copy = copy_of(&view.buffer, view.offset, view.length, context)?;
    ViewKind::BYTES.construct(&copy, 0, view.length, context)
}

/// The read request and the read-into request of `tee`.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct TeeRead {
    tee: ByteTee,
    /// The branch whose buffer is read into.
    byob: Option<usize>,
    /// The mapping of the pull.
    capture: Capture,
}

impl ReadRequest for TeeRead {
    fn chunk(self: Box<Self>, chunk: JsValue, context: &mut Context) -> JsResult<()> {
        // 1. Queue a microtask to perform the steps.
        let Self { tee, byob, capture } = *self;
        let realm = context.realm().clone();
        let job = move |context: &mut Context| {
            let ByteTeeState { wanted, .. } = &*tee;
            wanted.satisfy(None, context, |context| tee.take(&chunk, byob, context))?;
            Ok(JsValue::undefined())
        };
        capture.run(context, |context| {
            context.enqueue_job(PromiseJob::with_realm(job, realm).into());
        });
        Ok(())
    }

    fn close(self: Box<Self>, context: &mut Context) -> JsResult<()> {
        self.tee.close(None, context)
    }

    fn close_with(self: Box<Self>, chunk: JsValue, context: &mut Context) -> JsResult<()> {
        // The chunk is undefined if the stream was canceled.
        let byob = self.byob.filter(|_| !chunk.is_undefined());
        self.tee.close(byob.map(|index| (index, chunk)), context)
    }

    fn error(self: Box<Self>, _: JsValue, _: &mut Context) -> JsResult<()> {
        // 1. Set reading to false. The reaction to the closed promise does the rest.
        self.tee.reading.set(false);
        self.tee.wanted.clear();
        Ok(())
    }
}

/// The source of a branch.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Branch {
    tee: ByteTee,
    index: usize,
}

impl ByteSource for Branch {
    fn pull(&self, _: &ByteController, context: &mut Context) -> JsResult<Option<JsPromise>> {
        self.tee.pull(self.index, context)?;
        Ok(None)
    }

    /// *cancel1Algorithm*, *cancel2Algorithm*
    fn cancel(&self, reason: &JsValue, context: &mut Context) -> JsResult<Option<JsPromise>> {
        let tee = &self.tee;
        // 1. Set canceled to true. 2. Set its reason to reason.
        *tee.reasons[self.index].borrow_mut() = Some(reason.clone());
        // 3. If the other one is canceled, cancel the stream with both, resolve cancelPromise with that.
        let [first, second] = tee.reasons.each_ref().map(|reason| reason.borrow().clone());
        if let Some((first, second)) = first.zip(second) {
            let composite = JsArray::from_iter([first, second], context);
            let result = tee.stream.cancel(&composite.into(), context)?;
            tee.cancel.adopt(&result, context);
        }
        // 4. Return cancelPromise.
        Ok(Some(tee.cancel.promise()))
    }

    fn watch(&self, watcher: Option<Watcher>, context: &mut Context) {
        // When it is released, a reader of the other branch may still wait.
        if let Some(watcher) = watcher {
            let watcher = watcher.max(self.tee.watcher.get());
            self.tee.watcher.set(watcher);
            self.tee.stream.watch(Some(watcher), context);
        }
    }
}
