//! `TextDecoder`.
//!
//! <https://encoding.spec.whatwg.org/#interface-textdecoder>

use std::cell::RefCell;

use boa_engine::{Context, JsArgs, JsData, JsResult, JsValue, js_string};
use boa_gc::{Finalize, Trace};

use super::decoding::Decoding;
use crate::webidl::{
    Interface, Shared, buffer_bytes, dictionary, flag, illegal_invocation, interface,
    is_buffer_source, platform_object, prototype_from, require_new, type_error,
};

interface!(TextDecoder);

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct DecoderSlots(#[unsafe_ignore_trace] RefCell<Decoding>);

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    Interface::new::<TextDecoder>(0, construct, context)
        .readonly("encoding", |this, _, _| {
            with(this, |decoding| Ok(js_string!(decoding.name()).into()))
        })
        .readonly("fatal", |this, _, _| {
            with(this, |decoding| Ok(decoding.fatal.into()))
        })
        .readonly("ignoreBOM", |this, _, _| {
            with(this, |decoding| Ok(decoding.ignore_bom.into()))
        })
        .operation("decode", 0, decode)
        .register::<TextDecoder>();
}

/// Calls `f` with the decoder. `f` must not call JavaScript.
fn with(this: &JsValue, f: impl FnOnce(&mut Decoding) -> JsResult<JsValue>) -> JsResult<JsValue> {
    let object = this.as_object();
    object
        .as_ref()
        .and_then(|object| object.downcast_ref::<DecoderSlots>())
        .map(|slots| f(&mut slots.0.borrow_mut()))
        .unwrap_or_else(|| Err(illegal_invocation("TextDecoder")))
}

/// `new TextDecoder(label, options)`
///
/// <https://encoding.spec.whatwg.org/#dom-textdecoder>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_new::<TextDecoder>(new_target)?;
    let decoding = Decoding::from_arguments(args, context)?;
    let prototype = prototype_from::<TextDecoder>(new_target, context)?;
    let slots = DecoderSlots(RefCell::new(decoding));
    Ok(platform_object(prototype, slots, context).into())
}

/// `decode(input, options)`
///
/// <https://encoding.spec.whatwg.org/#dom-textdecoder-decode>
fn decode(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    with(this, |_| Ok(JsValue::undefined()))?;
    let input = args.get_or_undefined(0);
    if !input.is_undefined() && !is_buffer_source(input, Shared::Allowed) {
        return Err(type_error(
            "decode: the input is not a buffer and not a view",
        ));
    }
    let options = dictionary(args.get(1), "the options of decode")?;
    let is_last = !flag(options.as_ref(), "stream", context)?;
    let bytes = buffer_bytes(input, Shared::Allowed, context)?.unwrap_or_default();
    with(this, |decoding| {
        decoding.decode(&bytes, is_last).map(Into::into)
    })
}
