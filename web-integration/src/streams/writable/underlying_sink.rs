//! The underlying sink that the program passes to `new WritableStream()`.
//!
//! <https://streams.spec.whatwg.org/#underlying-sink-api>

use boa_engine::{
    Context, JsObject, JsResult, JsValue,
    object::builtins::{JsFunction, JsPromise},
};
use boa_gc::{Finalize, Trace};

use super::{controller::WritableController, sink::Sink};
use crate::{
    streams::{
        convert::{Start, function_member},
        promise::call_for_promise,
    },
    webidl::member,
};

/// The dictionary `UnderlyingSink`.
///
/// <https://streams.spec.whatwg.org/#dictdef-underlyingsink>
pub(super) struct UnderlyingSink {
    object: JsValue,
    abort: Option<JsFunction>,
    close: Option<JsFunction>,
    start: Option<JsFunction>,
    write: Option<JsFunction>,
    /// Whether it has a `type`, which is reserved.
    pub(super) has_type: bool,
}

impl UnderlyingSink {
    /// Reads the members, in the order of their names.
    pub(super) fn read(object: Option<JsObject>, context: &mut Context) -> JsResult<Self> {
        let dictionary = object.as_ref();
        let abort = function_member(dictionary, "abort", context)?;
        let close = function_member(dictionary, "close", context)?;
        let start = function_member(dictionary, "start", context)?;
        let has_type = member(dictionary, "type", context)?.is_some();
        let write = function_member(dictionary, "write", context)?;
        Ok(Self {
            object: object.map_or_else(JsValue::null, Into::into),
            abort,
            close,
            start,
            write,
            has_type,
        })
    }

    /// The start algorithm, which the constructor calls once, and the other algorithms.
    pub(super) fn split(self) -> (Start, ScriptSink) {
        let start = Start {
            object: self.object.clone(),
            start: self.start,
        };
        let sink = ScriptSink {
            object: self.object,
            abort: self.abort,
            close: self.close,
            write: self.write,
        };
        (start, sink)
    }
}

/// The methods of an underlying sink that are called after the start.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct ScriptSink {
    object: JsValue,
    abort: Option<JsFunction>,
    close: Option<JsFunction>,
    write: Option<JsFunction>,
}

impl ScriptSink {
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

impl Sink for ScriptSink {
    fn write(
        &self,
        chunk: &JsValue,
        controller: &WritableController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>> {
        let controller = controller.object(context)?;
        let args = [chunk.clone(), controller.into()];
        self.call(self.write.as_ref(), &args, context)
    }

    fn close(&self, context: &mut Context) -> JsResult<Option<JsPromise>> {
        self.call(self.close.as_ref(), &[], context)
    }

    fn abort(&self, reason: &JsValue, context: &mut Context) -> JsResult<Option<JsPromise>> {
        self.call(self.abort.as_ref(), std::slice::from_ref(reason), context)
    }
}
