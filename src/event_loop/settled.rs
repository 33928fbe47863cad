//! Running the loop for one promise.

use boa_engine::{
    Context, JsError, JsResult, JsValue, NativeFunction, builtins::promise::PromiseState,
    object::builtins::JsPromise,
};

use super::run::LoopState;
use crate::{agent::Agent, mapping::Mapping, promise::perform_promise_then};

/// What has become of a promise for which the loop was run: [`Runtime::run_until_settled`](crate::Runtime::run_until_settled).
#[derive(Debug, Clone)]
#[must_use]
pub enum Settled {
    /// It is fulfilled with this value.
    Fulfilled(JsValue),
    /// It is rejected with this exception.
    Rejected(JsError),
    /// It is pending, and the loop has nothing to do and nothing to wait for: only the host can settle it.
    Never,
    /// It is pending, and the loop was [stopped](crate::EventLoop::stop) or [ended](super::Mailbox::end), or
    /// [the engine has panicked](crate::Runtime::engine_panic), or the loop cannot sleep because the system refuses what its tokio
    /// runtime needs.
    Stopped,
}

impl Settled {
    /// What has become of the promise after a run that has left the loop in this state.
    pub(crate) fn after(promise: &JsPromise, state: LoopState) -> Self {
        match promise.state() {
            PromiseState::Fulfilled(value) => Self::Fulfilled(value),
            PromiseState::Rejected(reason) => Self::Rejected(JsError::from_opaque(reason)),
            PromiseState::Pending
                if matches!(state, LoopState::Stopped | LoopState::EnginePanicked) =>
            {
                Self::Stopped
            }
            PromiseState::Pending => Self::Never,
        }
    }

    /// The value or the exception; `None` if the promise is pending.
    #[must_use]
    pub fn result(self) -> Option<JsResult<JsValue>> {
        match self {
            Self::Fulfilled(value) => Some(Ok(value)),
            Self::Rejected(error) => Some(Err(error)),
            Self::Never | Self::Stopped => None,
        }
    }
}

/// Makes a rejection of the promise the host's, which is not reported.
///
/// # Errors
///
/// Those of the engine.
pub(crate) fn handle_rejection(promise: &JsPromise, context: &mut Context) -> JsResult<()> {
    let nothing = NativeFunction::from_fn_ptr(|_, _, _| Ok(JsValue::undefined()));
    let [fulfilled, rejected] = [(); 2].map(|()| nothing.clone().to_js_function(context.realm()));
    match Agent::of(context) {
        // The caller's mapping is not needed.
        Some(agent) => agent.run_in(Mapping::empty(), || {
            perform_promise_then(promise, fulfilled, rejected, context)
        }),
        None => perform_promise_then(promise, fulfilled, rejected, context),
    }
    .map(drop)
}
