//! `TextEncoder`.
//!
//! <https://encoding.spec.whatwg.org/#interface-textencoder>

use boa_async_context::uint8_array;
use boa_engine::{
    Context, JsArgs, JsData, JsResult, JsValue, js_string,
    object::{
        ObjectInitializer,
        builtins::{JsTypedArray, JsUint8Array},
    },
    property::Attribute,
};
use boa_gc::{Finalize, Trace};

use crate::webidl::{
    Interface, illegal_invocation, interface, platform_object, prototype_from, require,
    require_new, string_or, type_error, write_bytes,
};

interface!(TextEncoder);

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct EncoderSlots;

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    Interface::new::<TextEncoder>(0, construct, context)
        .readonly("encoding", |this, _, _| {
            require_encoder(this)?;
            Ok(js_string!("utf-8").into())
        })
        .operation("encode", 0, encode)
        .operation("encodeInto", 2, encode_into)
        .register::<TextEncoder>();
}

fn require_encoder(this: &JsValue) -> JsResult<()> {
    match this.as_object() {
        Some(object) if object.is::<EncoderSlots>() => Ok(()),
        _ => Err(illegal_invocation("TextEncoder")),
    }
}

/// `new TextEncoder()`
///
/// <https://encoding.spec.whatwg.org/#dom-textencoder>
fn construct(new_target: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_new::<TextEncoder>(new_target)?;
    let prototype = prototype_from::<TextEncoder>(new_target, context)?;
    Ok(platform_object(prototype, EncoderSlots, context).into())
}

/// `encode(input)`
///
/// <https://encoding.spec.whatwg.org/#dom-textencoder-encode>
fn encode(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_encoder(this)?;
    let input = string_or(args.first(), "", context)?.to_std_string_lossy();
    Ok(uint8_array(input.as_bytes(), "encode", context)?.into())
}

/// `encodeInto(source, destination)`
///
/// <https://encoding.spec.whatwg.org/#dom-textencoder-encodeinto>
fn encode_into(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_encoder(this)?;
    require(args, 2, "encodeInto")?;
    let source = args.get_or_undefined(0).to_string(context)?;
    let destination = args
        .get_or_undefined(1)
        .as_object()
        .filter(|object| JsUint8Array::from_object(object.clone()).is_ok())
        .ok_or_else(|| type_error("encodeInto: the destination is not a Uint8Array"))?;
    let destination = JsTypedArray::from_object(destination)?;
    let room = destination.byte_length(context)?;
    // 1. Let read be 0. 2. Let written be 0.
    let (mut read, mut bytes) = (0_u32, Vec::with_capacity(room.min(source.len() * 3)));
    // 3-6. Encode code points as long as the destination has room for a whole one.
    for point in char::decode_utf16(source.iter()) {
        let point = point.unwrap_or(char::REPLACEMENT_CHARACTER);
        if bytes.len() + point.len_utf8() > room {
            break;
        }
        bytes.extend_from_slice(point.encode_utf8(&mut [0; 4]).as_bytes());
        // A lone surrogate is one unit, as its replacement is.
        read += if point.len_utf8() == 4 { 2 } else { 1 };
    }
    write_bytes(&destination, &bytes, context)?;
    // 7. Return «[ "read" → read, "written" → written ]».
    let result = ObjectInitializer::new(context)
        .property(js_string!("read"), read, Attribute::all())
        .property(js_string!("written"), bytes.len() as f64, Attribute::all())
        .build();
    Ok(result.into())
}
