//! The options of `pipeTo` and `pipeThrough`.

use boa_engine::{Context, JsResult, JsValue};
use boa_gc::Gc;

use crate::{
    abort::state::{SignalState, as_signal},
    webidl::{dictionary, flag, member, type_error},
};

/// The dictionary `StreamPipeOptions`.
///
/// <https://streams.spec.whatwg.org/#dictdef-streampipeoptions>
pub(in crate::streams) struct PipeOptions {
    pub(super) prevent_abort: bool,
    pub(super) prevent_cancel: bool,
    pub(super) prevent_close: bool,
    pub(super) signal: Option<Gc<SignalState>>,
}

impl PipeOptions {
    /// Reads the members, in the order of their names.
    pub(in crate::streams) fn read(value: &JsValue, context: &mut Context) -> JsResult<Self> {
        let object = dictionary(Some(value), "the options")?;
        let object = object.as_ref();
        let prevent_abort = flag(object, "preventAbort", context)?;
        let prevent_cancel = flag(object, "preventCancel", context)?;
        let prevent_close = flag(object, "preventClose", context)?;
        let signal = member(object, "signal", context)?
            .map(|value| {
                as_signal(&value).ok_or_else(|| type_error("signal is not an AbortSignal"))
            })
            .transpose()?;
        Ok(Self {
            prevent_abort,
            prevent_cancel,
            prevent_close,
            signal,
        })
    }
}
