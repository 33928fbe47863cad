//! The transformer that the program passes to `new TransformStream()`.
//!
//! <https://streams.spec.whatwg.org/#transformer-api>

use boa_engine::{
    Context, JsObject, JsResult, JsValue,
    object::builtins::{JsFunction, JsPromise},
};
use boa_gc::{Finalize, Trace};

use super::{controller::TransformController, transformer::Transformer};
use crate::{
    streams::{
        convert::{Start, function_member},
        promise::call_for_promise,
    },
    webidl::member,
};

/// The dictionary `Transformer`.
///
/// <https://streams.spec.whatwg.org/#dictdef-transformer>
pub(super) struct TransformerDict {
    object: JsValue,
    cancel: Option<JsFunction>,
    flush: Option<JsFunction>,
    start: Option<JsFunction>,
    transform: Option<JsFunction>,
    /// Whether it has a `readableType` or a `writableType`, which are reserved.
    pub(super) has_type: bool,
}

impl TransformerDict {
    /// Reads the members, in the order of their names.
    pub(super) fn read(object: Option<JsObject>, context: &mut Context) -> JsResult<Self> {
        let dictionary = object.as_ref();
        let cancel = function_member(dictionary, "cancel", context)?;
        let flush = function_member(dictionary, "flush", context)?;
        let has_readable_type = member(dictionary, "readableType", context)?.is_some();
        let start = function_member(dictionary, "start", context)?;
        let transform = function_member(dictionary, "transform", context)?;
        let has_writable_type = member(dictionary, "writableType", context)?.is_some();
        Ok(Self {
            object: object.map_or_else(JsValue::null, Into::into),
            cancel,
            flush,
            start,
            transform,
            has_type: has_readable_type || has_writable_type,
        })
    }

    /// The start algorithm, which the constructor calls once, and the other algorithms.
    pub(super) fn split(self) -> (Start, ScriptTransformer) {
        let start = Start {
            object: self.object.clone(),
            start: self.start,
        };
        let transformer = ScriptTransformer {
            object: self.object,
            cancel: self.cancel,
            flush: self.flush,
            transform: self.transform,
        };
        (start, transformer)
    }
}

/// The methods of a transformer that are called after the start.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct ScriptTransformer {
    object: JsValue,
    cancel: Option<JsFunction>,
    flush: Option<JsFunction>,
    transform: Option<JsFunction>,
}

impl ScriptTransformer {
    fn call(
        &self,
        callback: Option<&JsFunction>,
        args: &[JsValue],
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>> {
        callback
            .map(|callback| call_for_promise(callback, &self.object, args, context))
            .transpose()
    }
}

impl Transformer for ScriptTransformer {
    fn transform(
        &self,
        chunk: &JsValue,
        controller: &TransformController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>> {
        if self.transform.is_none() {
            // The default transform algorithm enqueues the chunk unchanged.
            return controller.enqueue(chunk.clone(), context).map(|()| None);
        }
        let args = [chunk.clone(), controller.object(context)?.into()];
        self.call(self.transform.as_ref(), &args, context)
    }

    fn flush(
        &self,
        controller: &TransformController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>> {
        let args = [controller.object(context)?.into()];
        self.call(self.flush.as_ref(), &args, context)
    }

    fn cancel(&self, reason: &JsValue, context: &mut Context) -> JsResult<Option<JsPromise>> {
        self.call(self.cancel.as_ref(), std::slice::from_ref(reason), context)
    }
}
