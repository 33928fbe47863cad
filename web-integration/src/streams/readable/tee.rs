//! `tee`.
//!
//! <https://streams.spec.whatwg.org/#abstract-opdef-readablestreamdefaulttee>

use std::cell::Cell;

use boa_async_context::CaptureKind;
use boa_engine::{
    Context, JsError, JsResult, JsValue,
    job::PromiseJob,
    object::builtins::{JsArray, JsPromise},
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{
    bytes::tee::byte_tee,
    controller::ReadableController,
    reader::{ReadRequest, Reader},
    source::Source,
    stream::Readable,
    wanted::Wanted,
    watcher::Watcher,
};
use crate::{
    mechanism::{Capture, outside},
    streams::{
        handle::handle,
        promise::{Deferred, nothing, upon},
    },
};

handle!(
    /// The state that the two branches share.
    Tee,
    TeeState
);

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct TeeState {
    stream: Readable,
    reader: Reader,
    reading: Cell<bool>,
    read_again: Cell<bool>,
    /// The mapping of the last pull of a branch while a chunk was awaited. Earlier pulls get that chunk.
    wanted: Wanted,
    /// The controllers of the branches.
    branches: [GcRefCell<Option<ReadableController>>; 2],
    /// The reasons of the branches that are canceled.
    reasons: [GcRefCell<Option<JsValue>>; 2],
    cancel: Deferred,
    #[unsafe_ignore_trace]
    clone: Option<CloneChunk>,
}

/// Copies a chunk for the second branch: *StructuredClone*, which a higher module has.
pub(crate) type CloneChunk = fn(&JsValue, &mut Context) -> JsResult<JsValue>;

/// `ReadableStreamTee`: `ReadableByteStreamTee` or `ReadableStreamDefaultTee`
///
/// <https://streams.spec.whatwg.org/#readable-stream-tee>
///
/// <https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamtee>
///
/// <https://streams.spec.whatwg.org/#abstract-opdef-readablestreamdefaulttee>
///
/// With `clone` the branches share no chunk: *cloneForBranch2* of the standard. The branches of a byte stream never do.
///
/// # Errors
///
/// A `TypeError` if the stream is locked.
pub(crate) fn tee(
    stream: &Readable,
    clone: Option<CloneChunk>,
    context: &mut Context,
) -> JsResult<[Readable; 2]> {
    if stream.byte_controller().is_some() {
        return byte_tee(stream, context);
    }
    // 3. Let reader be ? AcquireReadableStreamDefaultReader(stream).
    let reader = Reader::acquire(stream, context)?;
    // 4-11. Let reading, readAgain, canceled1, canceled2 be false, the reasons and branches undefined.
    // 12. Let cancelPromise be a new promise.
    let tee = Tee(Gc::new(TeeState {
        stream: stream.clone(),
        reader: reader.clone(),
        reading: Cell::new(false),
        read_again: Cell::new(false),
        wanted: Wanted::default(),
        branches: Default::default(),
        reasons: Default::default(),
        cancel: Deferred::new(context),
        clone,
    }));
    // 17. Set branch1 to ! CreateReadableStream(startAlgorithm, pullAlgorithm, cancel1Algorithm).
    // 18. Set branch2 to ! CreateReadableStream(startAlgorithm, pullAlgorithm, cancel2Algorithm).
    let mut make = |index: usize| -> JsResult<Readable> {
        let source = Branch {
            tee: tee.clone(),
            index,
        };
        let branch = Readable::create(Box::new(source), 1.0, context)?;
        *tee.branches[index].borrow_mut() = branch.default_controller();
        Ok(branch)
    };
    let branches = [make(0)?, make(1)?];
    // 19. Upon rejection of reader.[[closedPromise]] with reason r: error both branches; if one is not
    //     canceled, resolve cancelPromise with undefined.
    //     In the empty mapping: the reaction waits as long as the tee lives, and calls nothing of the program.
    outside(context, |context| {
        upon(
            &reader.closed_for(Watcher::Platform, context),
            tee,
            nothing,
            |tee, reason, context| {
                for controller in tee.controllers() {
                    controller.error(reason, context)?;
                }
                tee.resolve_unless_canceled(context)
            },
            context,
        )
    })?;
    // 20. Return « branch1, branch2 ».
    Ok(branches)
}

impl Tee {
    fn controllers(&self) -> impl Iterator<Item = ReadableController> {
        let controllers = self.branches.each_ref();
        controllers
            .map(|controller| controller.borrow().clone())
            .into_iter()
            .flatten()
    }

    /// The controller of a branch; `None` if the branch is canceled.
    fn open(&self, index: usize) -> Option<ReadableController> {
        if self.reasons[index].borrow().is_some() {
            return None;
        }
        self.branches[index].borrow().clone()
    }

    fn resolve_unless_canceled(&self, context: &mut Context) -> JsResult<()> {
        if self.reasons.iter().all(|reason| reason.borrow().is_some()) {
            return Ok(());
        }
        self.cancel.fulfill(context)
    }

    /// *pullAlgorithm*
    fn pull(&self, context: &mut Context) -> JsResult<()> {
        // 1. If reading is true, set readAgain to true and return.
        if self.reading.get() {
            self.read_again.set(true);
            self.wanted.renew(context);
            return Ok(());
        }
        // 2. Set reading to true.
        self.reading.set(true);
        // 3-4. Read with a request of these items.
        let request = TeeRequest {
            tee: self.clone(),
            capture: Capture::now(CaptureKind::Stream, context),
        };
        self.reader.read(Box::new(request), context)
    }

    /// The *chunk steps*, which run in a microtask.
    fn take(&self, chunk: &JsValue, context: &mut Context) -> JsResult<()> {
        // 1. Set readAgain to false.
        self.read_again.set(false);
        // 2. Let chunk1 and chunk2 be chunk.
        let mut chunks = [chunk.clone(), chunk.clone()];
        // 3. If canceled2 is false and cloneForBranch2 is true,
        if let Some(clone) = self.clone.filter(|_| self.open(1).is_some()) {
            //    1. Let cloneResult be StructuredClone(chunk2).
            match clone(chunk, context) {
                //    3. Otherwise, set chunk2 to cloneResult.[[Value]].
                Ok(copy) => chunks[1] = copy,
                //    2. If cloneResult is an abrupt completion,
                Err(error) => return self.fail(error, context),
            }
        }
        // 4-5. Enqueue the chunks in the branches that are not canceled.
        for (index, chunk) in chunks.into_iter().enumerate() {
            if let Some(controller) = self.open(index) {
                controller.enqueue(chunk, context)?;
            }
        }
        // 6. Set reading to false. The pulls that asked for this chunk do not cause the next read.
        self.reading.set(false);
        self.wanted.clear();
        // 7. If readAgain is true, perform pullAlgorithm.
        if self.read_again.get() {
            self.pull(context)?;
        }
        Ok(())
    }

    /// Ends both branches because a chunk cannot be cloned.
    fn fail(&self, error: JsError, context: &mut Context) -> JsResult<()> {
        let reason = error.into_opaque(context)?;
        // 1-2. Error both branches with cloneResult.[[Value]].
        for controller in self.controllers() {
            controller.error(&reason, context)?;
        }
        // 3. Resolve cancelPromise with ! ReadableStreamCancel(stream, cloneResult.[[Value]]).
        let result = self.stream.cancel(&reason, context)?;
        self.cancel.adopt(&result, context);
        // 4. Return. `reading` stays true: nothing is read any more.
        self.wanted.clear();
        Ok(())
    }
}

/// The read request of `tee`.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct TeeRequest {
    tee: Tee,
    /// The mapping of the pull, which is that of the branch read that caused it.
    capture: Capture,
}

impl ReadRequest for TeeRequest {
    fn chunk(self: Box<Self>, chunk: JsValue, context: &mut Context) -> JsResult<()> {
        // 1. Queue a microtask to perform the steps.
        let Self { tee, capture } = *self;
        let realm = context.realm().clone();
        let job = move |context: &mut Context| {
            let TeeState { wanted, .. } = &*tee;
            wanted.satisfy(None, context, |context| tee.take(&chunk, context))?;
            Ok(JsValue::undefined())
        };
        capture.run(context, |context| {
            context.enqueue_job(PromiseJob::with_realm(job, realm).into());
        });
        Ok(())
    }

    fn close(self: Box<Self>, context: &mut Context) -> JsResult<()> {
        let tee = self.tee;
        // 1. Set reading to false.
        tee.reading.set(false);
        tee.wanted.clear();
        // 2-3. Close each branch that is not canceled.
        for index in 0..2 {
            if let Some(controller) = tee.open(index) {
                controller.close(context)?;
            }
        }
        // 4. If one of them is not canceled, resolve cancelPromise with undefined.
        tee.resolve_unless_canceled(context)
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
    tee: Tee,
    index: usize,
}

impl Source for Branch {
    fn pull(&self, _: &ReadableController, context: &mut Context) -> JsResult<Option<JsPromise>> {
        self.tee.pull(context)?;
        Ok(None)
    }

    /// *cancel1Algorithm*, *cancel2Algorithm*
    fn cancel(&self, reason: &JsValue, context: &mut Context) -> JsResult<Option<JsPromise>> {
        let tee = &self.tee;
        // 1. Set canceled1 to true. 2. Set reason1 to reason.
        *tee.reasons[self.index].borrow_mut() = Some(reason.clone());
        // 3. If canceled2 is true,
        let [first, second] = tee.reasons.each_ref().map(|reason| reason.borrow().clone());
        if let Some((first, second)) = first.zip(second) {
            //    1. Let compositeReason be ! CreateArrayFromList(« reason1, reason2 »).
            let composite = JsArray::from_iter([first, second], context);
            //    2. Let cancelResult be ! ReadableStreamCancel(stream, compositeReason).
            let result = tee.stream.cancel(&composite.into(), context)?;
            //    3. Resolve cancelPromise with cancelResult.
            tee.cancel.adopt(&result, context);
        }
        // 4. Return cancelPromise.
        Ok(Some(tee.cancel.promise()))
    }

    fn watch(&self, watcher: Option<Watcher>, context: &mut Context) {
        // When it is released, a reader of the other branch may still wait.
        if watcher.is_some() {
            self.tee.stream.watch(watcher, context);
        }
    }
}
