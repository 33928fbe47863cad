//! When a source is pulled, for streams of bytes and for other streams.

use std::cell::Cell;

use boa_async_context::CaptureKind;
use boa_engine::{Context, JsResult, JsValue, object::builtins::JsPromise};
use boa_gc::{Finalize, Trace};

use super::{stream::Readable, wanted::Wanted};
use crate::{
    mechanism::Capture,
    streams::promise::{completion, upon},
};

/// The fields of a controller that decide about pulls.
#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct PullState {
    started: Cell<bool>,
    pull_again: Cell<bool>,
    pulling: Cell<bool>,
    wanted: Wanted,
}

impl PullState {
    /// Releases the mapping of a waiting pull, because there will be no further pull.
    pub(super) fn clear(&self) {
        self.wanted.clear();
    }
}

/// A controller whose source can be pulled. Both kinds of controllers implement the required methods with their own
/// operations.
pub(crate) trait Pulls: Trace + Clone + 'static {
    fn pull_state(&self) -> &PullState;

    fn stream(&self) -> &Readable;

    /// Whether a chunk could be enqueued: `CanCloseOrEnqueue` of the controller.
    fn can_be_filled(&self) -> bool;

    /// Whether the desired size is greater than 0.
    fn has_room(&self) -> bool;

    /// Performs the *pull algorithm*; `None` if the algorithms are cleared.
    fn pull(&self, context: &mut Context) -> Option<JsResult<Option<JsPromise>>>;

    /// Errors the controller.
    fn fail(&self, reason: &JsValue, context: &mut Context) -> JsResult<()>;

    /// The end of `SetUpReadableStreamDefaultController` and `SetUpReadableByteStreamController`. `started` is the
    /// *startPromise*, a promise resolved with the result of the start algorithm.
    ///
    /// <https://streams.spec.whatwg.org/#set-up-readable-stream-default-controller>
    ///
    /// <https://streams.spec.whatwg.org/#set-up-readable-byte-stream-controller>
    fn start(&self, started: &JsPromise, context: &mut Context) -> JsResult<()> {
        upon(
            started,
            self.clone(),
            |controller, _, context| {
                // Upon fulfillment: set controller.[[started]] to true, call pull if needed.
                controller.pull_state().started.set(true);
                controller.pull_after_wait(context)
            },
            // Upon rejection with reason r: error controller with r.
            |controller, reason, context| controller.fail(reason, context),
            context,
        )
    }

    /// The current mapping, for a read that waits for a chunk, if its pull has to wait too; otherwise `None`.
    fn cause_of_read(&self, context: &Context) -> Option<Capture> {
        let state = self.pull_state();
        let waits = state.pulling.get() || !state.started.get();
        waits.then(|| Capture::now(CaptureKind::Stream, context))
    }

    /// Calls pull if needed, when the event that a pull had to wait for has come. The pull runs in the mapping of the
    /// operation that asked for it.
    fn pull_after_wait(&self, context: &mut Context) -> JsResult<()> {
        let read = self.stream().take_cause();
        self.pull_state()
            .wanted
            .satisfy(read, context, |context| self.call_pull_if_needed(context))
    }

    /// `ReadableStreamDefaultControllerCallPullIfNeeded`, `ReadableByteStreamControllerCallPullIfNeeded`
    ///
    /// <https://streams.spec.whatwg.org/#readable-byte-stream-controller-call-pull-if-needed>
    ///
    /// The `pull` of the source runs in the current mapping. That is the mapping of the operation that asks for it,
    /// also if the pull had to wait: see [`Wanted`].
    ///
    /// <https://streams.spec.whatwg.org/#readable-stream-default-controller-call-pull-if-needed>
    fn call_pull_if_needed(&self, context: &mut Context) -> JsResult<()> {
        // 1-2. If ShouldCallPull(controller) is false, return.
        if !self.should_call_pull() {
            return Ok(());
        }
        let state = self.pull_state();
        // 3. If controller.[[pulling]] is true, set controller.[[pullAgain]] to true and return.
        if state.pulling.get() {
            state.pull_again.set(true);
            // A read that waits for a chunk is the cause of the next pull, and keeps its own mapping.
            if !self.stream().has_requests() {
                state.wanted.note(context);
            }
            return Ok(());
        }
        // 5. Set controller.[[pulling]] to true.
        state.pulling.set(true);
        // 6. Let pullPromise be the result of performing controller.[[pullAlgorithm]].
        let Some(result) = self.pull(context) else {
            state.pulling.set(false);
            return Ok(());
        };
        let promise = completion(result, context)?;
        upon(
            &promise,
            self.clone(),
            |controller, _, context| {
                // 7. Upon fulfillment of pullPromise: set controller.[[pulling]] to false. If
                //    controller.[[pullAgain]] is true, set it to false and call pull if needed.
                let state = controller.pull_state();
                state.pulling.set(false);
                if state.pull_again.replace(false) {
                    controller.pull_after_wait(context)?;
                }
                Ok(())
            },
            // 8. Upon rejection of pullPromise with reason e: error controller with e.
            |controller, reason, context| controller.fail(reason, context),
            context,
        )
    }

    /// `ReadableStreamDefaultControllerShouldCallPull`, `ReadableByteStreamControllerShouldCallPull`
    ///
    /// <https://streams.spec.whatwg.org/#readable-byte-stream-controller-should-call-pull>
    ///
    /// <https://streams.spec.whatwg.org/#readable-stream-default-controller-should-call-pull>
    fn should_call_pull(&self) -> bool {
        // Return false if the stream cannot be filled or has not started; true if a read waits; otherwise whether the
        // desired size is greater than 0.
        self.can_be_filled()
            && self.pull_state().started.get()
            && (self.stream().has_requests() || self.has_room())
    }
}
