//! The hooks of the game's host.

use boa_engine::{
    Context, JsError, JsNativeError, JsObject, JsResult, JsString,
    builtins::promise::{OperationType, Promise, PromiseState},
    context::HostHooks,
    object::builtins::JsPromise,
    realm::Realm,
};

use crate::scheduler::{Scheduler, ScriptError};

/// The game's own hooks: scripts may not compile text, and a rejection belongs to the entity in whose context it was made.
pub(crate) struct GameHooks;

impl HostHooks for GameHooks {
    fn ensure_can_compile_strings(
        &self,
        _: Realm,
        _: &[JsString],
        _: &JsString,
        _: bool,
        _: &mut Context,
    ) -> JsResult<()> {
        Err(JsNativeError::typ()
            .with_message("scripts of this game may not compile text")
            .into())
    }

    fn promise_rejection_tracker(
        &self,
        promise: &JsObject<Promise>,
        operation: OperationType,
        context: &mut Context,
    ) {
        let Some(scheduler) = Scheduler::of(context) else {
            return;
        };
        let object = promise.clone().upcast();
        match operation {
            OperationType::Handle => scheduler.handled(&object),
            OperationType::Reject => {
                let state = JsPromise::from_object(object.clone()).map(|promise| promise.state());
                let Ok(PromiseState::Rejected(reason)) = state else {
                    return;
                };
                let error = ScriptError {
                    entity: scheduler.owner(context),
                    text: JsError::from_opaque(reason).to_string(),
                };
                scheduler.rejected(object, error);
            }
        }
    }
}
