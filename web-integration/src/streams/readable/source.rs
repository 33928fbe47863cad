//! Where the chunks of a readable stream come from.

use boa_engine::{
    Context, JsObject, JsResult, JsValue,
    object::builtins::{JsFunction, JsPromise},
};
use boa_gc::{Finalize, Trace};

use super::controller::ReadableController;
use crate::{
    streams::{
        convert::{Start, function_member},
        promise::call_for_promise,
    },
    webidl::{enforce_range, member, type_error},
};

/// The pull and cancel algorithms of a stream.
///
/// `Ok(None)` stands for a promise that is resolved with `undefined`, an error for one that is rejected.
pub(crate) trait Source: Trace {
    /// Chunks are wanted. It is not called again before the promise is fulfilled.
    ///
    /// The mapping is that of what causes the call: see the [module](crate::streams).
    fn pull(
        &self,
        controller: &ReadableController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>>;

    /// No further chunk is wanted. The mapping is that of the call which cancels.
    fn cancel(&self, reason: &JsValue, context: &mut Context) -> JsResult<Option<JsPromise>>;
}

/// The dictionary `UnderlyingSource`.
pub(super) struct UnderlyingSource {
    object: JsValue,
    cancel: Option<JsFunction>,
    pull: Option<JsFunction>,
    start: Option<JsFunction>,
    pub(super) is_bytes: bool,
}

impl UnderlyingSource {
    /// Reads the members, in the order of their names.
    pub(super) fn read(object: Option<JsObject>, context: &mut Context) -> JsResult<Self> {
        let dictionary = object.as_ref();
        if let Some(size) = member(dictionary, "autoAllocateChunkSize", context)? {
            enforce_range(&size, "autoAllocateChunkSize", context)?;
        }
        let cancel = function_member(dictionary, "cancel", context)?;
        let pull = function_member(dictionary, "pull", context)?;
        let start = function_member(dictionary, "start", context)?;
        let is_bytes = match member(dictionary, "type", context)? {
            None => false,
            Some(name) if name.to_string(context)? == "bytes" => true,
            Some(_) => return Err(type_error("the type of an underlying source is bytes")),
        };
        Ok(Self {
            object: object.map_or_else(JsValue::null, Into::into),
            cancel,
            pull,
            start,
            is_bytes,
        })
    }

    /// What is called once, by the constructor.
    pub(super) fn start(&self) -> Start {
        Start {
            object: self.object.clone(),
            start: self.start.clone(),
        }
    }

    /// What is left when the stream has started.
    pub(super) fn into_source(self) -> ScriptSource {
        ScriptSource {
            object: self.object,
            cancel: self.cancel,
            pull: self.pull,
        }
    }
}

/// An underlying source of the program's.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct ScriptSource {
    object: JsValue,
    cancel: Option<JsFunction>,
    pull: Option<JsFunction>,
}

impl Source for ScriptSource {
    fn pull(
        &self,
        controller: &ReadableController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>> {
        let Some(pull) = &self.pull else {
            return Ok(None);
        };
        let controller = controller.object(context)?;
        call_for_promise(pull, &self.object, &[controller.into()], context).map(Some)
    }

    fn cancel(&self, reason: &JsValue, context: &mut Context) -> JsResult<Option<JsPromise>> {
        let Some(cancel) = &self.cancel else {
            return Ok(None);
        };
        let reason = std::slice::from_ref(reason);
        call_for_promise(cancel, &self.object, reason, context).map(Some)
    }
}
