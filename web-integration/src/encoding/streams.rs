//! `TextDecoderStream` and `TextEncoderStream`.
//!
//! <https://encoding.spec.whatwg.org/#interface-textdecoderstream>

use std::cell::{Cell, RefCell};

use boa_async_context::uint8_array;
use boa_engine::{
    Context, JsData, JsResult, JsString, JsValue, js_string, object::builtins::JsPromise,
};
use boa_gc::{Finalize, Gc, Trace};

use super::decoding::Decoding;
use crate::{
    streams::native::{NativeTransformer, TransformController, TransformPair, transform_pair},
    webidl::{
        Interface, Shared, buffer_bytes, illegal_invocation, interface, platform_object,
        prototype_from, require_new, type_error,
    },
};

interface!(TextDecoderStream);
interface!(TextEncoderStream);

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct DecoderStream {
    decoding: Gc<SharedDecoding>,
    pair: TransformPair,
}

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct SharedDecoding(#[unsafe_ignore_trace] RefCell<Decoding>);

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct EncoderStream(TransformPair);

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    Interface::new::<TextDecoderStream>(0, construct_decoder, context)
        .readonly("encoding", |this, _, _| {
            decoder(this, |slots| {
                js_string!(slots.decoding.0.borrow().name()).into()
            })
        })
        .readonly("fatal", |this, _, _| {
            decoder(this, |slots| slots.decoding.0.borrow().fatal.into())
        })
        .readonly("ignoreBOM", |this, _, _| {
            decoder(this, |slots| slots.decoding.0.borrow().ignore_bom.into())
        })
        .readonly("readable", |this, _, _| {
            decoder(this, |slots| slots.pair.readable.clone().into())
        })
        .readonly("writable", |this, _, _| {
            decoder(this, |slots| slots.pair.writable.clone().into())
        })
        .register::<TextDecoderStream>();
    Interface::new::<TextEncoderStream>(0, construct_encoder, context)
        .readonly("encoding", |this, _, _| {
            encoder(this, |_| js_string!("utf-8").into())
        })
        .readonly("readable", |this, _, _| {
            encoder(this, |pair| pair.readable.clone().into())
        })
        .readonly("writable", |this, _, _| {
            encoder(this, |pair| pair.writable.clone().into())
        })
        .register::<TextEncoderStream>();
}

fn decoder(this: &JsValue, f: impl FnOnce(&DecoderStream) -> JsValue) -> JsResult<JsValue> {
    let object = this.as_object();
    object
        .as_ref()
        .and_then(|object| object.downcast_ref::<DecoderStream>())
        .map(|slots| f(&slots))
        .ok_or_else(|| illegal_invocation("TextDecoderStream"))
}

fn encoder(this: &JsValue, f: impl FnOnce(&TransformPair) -> JsValue) -> JsResult<JsValue> {
    let object = this.as_object();
    object
        .as_ref()
        .and_then(|object| object.downcast_ref::<EncoderStream>())
        .map(|slots| f(&slots.0))
        .ok_or_else(|| illegal_invocation("TextEncoderStream"))
}

/// `new TextDecoderStream(label, options)`
///
/// <https://encoding.spec.whatwg.org/#dom-textdecoderstream>
fn construct_decoder(
    new_target: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    require_new::<TextDecoderStream>(new_target)?;
    let decoding = Decoding::from_arguments(args, context)?;
    let prototype = prototype_from::<TextDecoderStream>(new_target, context)?;
    let decoding = Gc::new(SharedDecoding(RefCell::new(decoding)));
    let pair = transform_pair(Box::new(Decode(decoding.clone())), context)?;
    let slots = DecoderStream { decoding, pair };
    Ok(platform_object(prototype, slots, context).into())
}

/// `new TextEncoderStream()`
///
/// <https://encoding.spec.whatwg.org/#dom-textencoderstream>
fn construct_encoder(
    new_target: &JsValue,
    _: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    require_new::<TextEncoderStream>(new_target)?;
    let prototype = prototype_from::<TextEncoderStream>(new_target, context)?;
    let pair = transform_pair(Box::new(Encode::default()), context)?;
    Ok(platform_object(prototype, EncoderStream(pair), context).into())
}

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Decode(Gc<SharedDecoding>);

impl Decode {
    fn enqueue(
        &self,
        bytes: &[u8],
        is_last: bool,
        controller: &TransformController,
        context: &mut Context,
    ) -> JsResult<()> {
        let text = self.0.0.borrow_mut().decode(bytes, is_last)?;
        if !text.is_empty() {
            controller.enqueue(text.into(), context)?;
        }
        Ok(())
    }
}

impl NativeTransformer for Decode {
    /// *Decode and enqueue a chunk*
    ///
    /// <https://encoding.spec.whatwg.org/#decode-and-enqueue-a-chunk>
    fn transform(
        &self,
        chunk: &JsValue,
        controller: &TransformController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>> {
        // 1. Let bufferSource be the result of converting chunk to an AllowSharedBufferSource.
        let bytes = buffer_bytes(chunk, Shared::Allowed, context)?
            .ok_or_else(|| type_error("a chunk for the decoder is not a buffer and not a view"))?;
        self.enqueue(&bytes, false, controller, context)?;
        Ok(None)
    }

    /// *Flush and enqueue*
    ///
    /// <https://encoding.spec.whatwg.org/#flush-and-enqueue>
    fn flush(
        &self,
        controller: &TransformController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>> {
        self.enqueue(&[], true, controller, context)?;
        Ok(None)
    }

    fn cancel(&self, _: &JsValue, _: &mut Context) -> JsResult<Option<JsPromise>> {
        Ok(None)
    }
}

#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Encode {
    /// The *leading surrogate*: the first half of a code point whose second half is to come with the next chunk.
    #[unsafe_ignore_trace]
    leading: Cell<Option<u16>>,
}

impl NativeTransformer for Encode {
    /// *Encode and enqueue a chunk*
    ///
    /// <https://encoding.spec.whatwg.org/#encode-and-enqueue-a-chunk>
    fn transform(
        &self,
        chunk: &JsValue,
        controller: &TransformController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>> {
        // 1. Let input be the result of converting chunk to a DOMString.
        let input = chunk.to_string(context)?;
        if input.is_empty() {
            return Ok(None);
        }
        let mut units: Vec<u16> = self
            .leading
            .take()
            .into_iter()
            .chain(input.iter())
            .collect();
        if let Some(last) = units.pop_if(|last| (0xd800..0xdc00).contains(last)) {
            self.leading.set(Some(last));
        }
        let text = JsString::from(units.as_slice()).to_std_string_lossy();
        if !text.is_empty() {
            let output = uint8_array(text.as_bytes(), "TextEncoderStream", context)?;
            controller.enqueue(output.into(), context)?;
        }
        Ok(None)
    }

    /// *Encode and flush*
    ///
    /// <https://encoding.spec.whatwg.org/#encode-and-flush>
    fn flush(
        &self,
        controller: &TransformController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>> {
        // 1. If encoder's leading surrogate is non-null, enqueue the bytes of U+FFFD.
        if self.leading.take().is_some() {
            let replacement = "\u{fffd}".as_bytes();
            let output = uint8_array(replacement, "TextEncoderStream", context)?;
            controller.enqueue(output.into(), context)?;
        }
        Ok(None)
    }

    fn cancel(&self, _: &JsValue, _: &mut Context) -> JsResult<Option<JsPromise>> {
        Ok(None)
    }
}
