//! The underlying source that the program passes to `new ReadableStream()`.
//!
//! <https://streams.spec.whatwg.org/#underlying-source-api>

use boa_engine::{
    Context, JsObject, JsResult, JsValue,
    object::builtins::{JsFunction, JsPromise},
};
use boa_gc::{Finalize, Trace};

use super::{
    bytes::controller::{ByteController, ByteSource},
    controller::ReadableController,
    source::Source,
};
use crate::{
    streams::{
        convert::{Start, function_member},
        promise::call_for_promise,
    },
    webidl::{enforce_range, member, type_error},
};

/// The dictionary `UnderlyingSource`.
///
/// <https://streams.spec.whatwg.org/#dictdef-underlyingsource>
pub(in crate::streams) struct UnderlyingSource {
    object: JsValue,
    cancel: Option<JsFunction>,
    pull: Option<JsFunction>,
    start: Option<JsFunction>,
    pub(in crate::streams) is_bytes: bool,
    pub(in crate::streams) auto_allocate: Option<u64>,
}

impl UnderlyingSource {
    /// Reads the members, in the order of their names.
    pub(in crate::streams) fn read(
        object: Option<JsObject>,
        context: &mut Context,
    ) -> JsResult<Self> {
        let dictionary = object.as_ref();
        let auto_allocate = member(dictionary, "autoAllocateChunkSize", context)?
            .map(|size| enforce_range(&size, "autoAllocateChunkSize", context))
            .transpose()?;
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
            auto_allocate,
        })
    }

    /// The start algorithm, which the constructor calls once.
    pub(in crate::streams) fn start(&self) -> Start {
        Start {
            object: self.object.clone(),
            start: self.start.clone(),
        }
    }

    /// The pull and cancel algorithms.
    pub(in crate::streams) fn into_source(self) -> ScriptSource {
        ScriptSource {
            object: self.object,
            cancel: self.cancel,
            pull: self.pull,
        }
    }
}

/// The methods of an underlying source that are called after the start.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(in crate::streams) struct ScriptSource {
    object: JsValue,
    cancel: Option<JsFunction>,
    pull: Option<JsFunction>,
}

impl ScriptSource {
    fn pull(&self, controller: JsObject, context: &mut Context) -> JsResult<Option<JsPromise>> {
        self.pull
            .as_ref()
            .map(|pull| call_for_promise(pull, &self.object, &[controller.into()], context))
            .transpose()
    }

    fn cancel(&self, reason: &JsValue, context: &mut Context) -> JsResult<Option<JsPromise>> {
        let reason = std::slice::from_ref(reason);
        self.cancel
            .as_ref()
            .map(|cancel| call_for_promise(cancel, &self.object, reason, context))
            .transpose()
    }
}

impl Source for ScriptSource {
    fn pull(
        &self,
        controller: &ReadableController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>> {
        self.pull(controller.object(context)?, context)
    }

    fn cancel(&self, reason: &JsValue, context: &mut Context) -> JsResult<Option<JsPromise>> {
        self.cancel(reason, context)
    }
}

impl ByteSource for ScriptSource {
    fn pull(
        &self,
        controller: &ByteController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>> {
        self.pull(controller.object(context)?, context)
    }

    fn cancel(&self, reason: &JsValue, context: &mut Context) -> JsResult<Option<JsPromise>> {
        self.cancel(reason, context)
    }
}
