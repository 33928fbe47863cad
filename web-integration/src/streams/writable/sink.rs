//! Where the chunks of a writable stream go.

use boa_engine::{
    Context, JsObject, JsResult, JsValue,
    object::builtins::{JsFunction, JsPromise},
};
use boa_gc::{Finalize, Trace};

use super::controller::WritableController;
use crate::{
    streams::{
        convert::{Start, function_member},
        promise::call_for_promise,
    },
    webidl::member,
};

/// The write, close and abort algorithms of a stream.
///
/// `Ok(None)` stands for a promise that is resolved with `undefined`, an error for one that is rejected.
/// Each runs in the mapping of the call that it is for: see the [module](crate::streams).
pub(crate) trait Sink: Trace {
    /// A chunk was written. It is not called again before the promise is fulfilled.
    fn write(
        &self,
        chunk: &JsValue,
        controller: &WritableController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>>;

    /// The stream is closed, and all chunks are written.
    fn close(&self, context: &mut Context) -> JsResult<Option<JsPromise>>;

    /// The stream is aborted.
    fn abort(&self, reason: &JsValue, context: &mut Context) -> JsResult<Option<JsPromise>>;
}

/// The dictionary `UnderlyingSink`.
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

    /// What is called once, by the constructor, and what is left when the stream has started.
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

/// An underlying sink of the program's.
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
