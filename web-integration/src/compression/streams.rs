//! The interfaces.

use std::cell::RefCell;

use boa_async_context::{Limits, uint8_array};
use boa_engine::{
    Context, JsArgs, JsData, JsObject, JsResult, JsValue,
    object::{NativeObject, builtins::JsPromise},
};
use boa_gc::{Finalize, Trace};

use super::codec::{Codec, Format, decoder, encoder};
use crate::{
    streams::native::{NativeTransformer, TransformController, TransformPair, transform_pair},
    webidl::{
        Interface, Shared, buffer_bytes, illegal_invocation, interface, platform_object,
        prototype_from, require, require_new, type_error,
    },
};

interface!(CompressionStream);
interface!(DecompressionStream);

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Compressing(TransformPair);

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Decompressing(TransformPair);

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    Interface::new::<CompressionStream>(1, compress, context)
        .readonly("readable", |this, _, _| {
            pair::<Compressing>(this, "CompressionStream", |slots| &slots.0.readable)
        })
        .readonly("writable", |this, _, _| {
            pair::<Compressing>(this, "CompressionStream", |slots| &slots.0.writable)
        })
        .register::<CompressionStream>();
    Interface::new::<DecompressionStream>(1, decompress, context)
        .readonly("readable", |this, _, _| {
            pair::<Decompressing>(this, "DecompressionStream", |slots| &slots.0.readable)
        })
        .readonly("writable", |this, _, _| {
            pair::<Decompressing>(this, "DecompressionStream", |slots| &slots.0.writable)
        })
        .register::<DecompressionStream>();
}

fn pair<T: NativeObject>(
    this: &JsValue,
    interface: &str,
    side: impl FnOnce(&T) -> &JsObject,
) -> JsResult<JsValue> {
    let object = this.as_object();
    object
        .as_ref()
        .and_then(|object| object.downcast_ref::<T>())
        .map(|slots| side(&slots).clone().into())
        .ok_or_else(|| illegal_invocation(interface))
}

fn format(args: &[JsValue], interface: &str, context: &mut Context) -> JsResult<Format> {
    require(args, 1, interface)?;
    let name = args
        .get_or_undefined(0)
        .to_string(context)?
        .to_std_string_lossy();
    Format::of(&name).ok_or_else(|| {
        type_error(format!(
            "{interface}: the format `{name}` is not supported; there are deflate, deflate-raw and gzip"
        ))
    })
}

/// `new CompressionStream(format)`
///
/// <https://compression.spec.whatwg.org/#dom-compressionstream-compressionstream>
fn compress(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_new::<CompressionStream>(new_target)?;
    let codec = encoder(format(args, "CompressionStream", context)?);
    let prototype = prototype_from::<CompressionStream>(new_target, context)?;
    let pair = transform_pair(Coding::new(codec, "CompressionStream"), context)?;
    Ok(platform_object(prototype, Compressing(pair), context).into())
}

/// `new DecompressionStream(format)`
///
/// <https://compression.spec.whatwg.org/#dom-decompressionstream-decompressionstream>
fn decompress(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_new::<DecompressionStream>(new_target)?;
    let format = format(args, "DecompressionStream", context)?;
    let prototype = prototype_from::<DecompressionStream>(new_target, context)?;
    let codec = decoder(format, Limits::largest_buffer(context));
    let pair = transform_pair(Coding::new(codec, "DecompressionStream"), context)?;
    Ok(platform_object(prototype, Decompressing(pair), context).into())
}

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Coding {
    #[unsafe_ignore_trace]
    codec: RefCell<Box<dyn Codec>>,
    #[unsafe_ignore_trace]
    interface: &'static str,
}

impl Coding {
    fn new(codec: Box<dyn Codec>, interface: &'static str) -> Box<Self> {
        Box::new(Self {
            codec: RefCell::new(codec),
            interface,
        })
    }

    /// Enqueues what a step of the coder gives.
    fn enqueue(
        &self,
        step: impl FnOnce(&mut dyn Codec) -> std::io::Result<Vec<u8>>,
        controller: &TransformController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>> {
        let output = step(&mut **self.codec.borrow_mut());
        let output = output.map_err(|error| type_error(format!("{}: {error}", self.interface)))?;
        if !output.is_empty() {
            let chunk = uint8_array(&output, self.interface, context)?;
            controller.enqueue(chunk.into(), context)?;
        }
        Ok(None)
    }
}

impl NativeTransformer for Coding {
    /// *Compress and enqueue a chunk*, *decompress and enqueue a chunk*
    ///
    /// <https://compression.spec.whatwg.org/#compress-and-enqueue-a-chunk>
    ///
    /// <https://compression.spec.whatwg.org/#decompress-and-enqueue-a-chunk>
    fn transform(
        &self,
        chunk: &JsValue,
        controller: &TransformController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>> {
        // 1. If chunk is not a BufferSource type, then throw a TypeError.
        let bytes = buffer_bytes(chunk, Shared::Refused, context)?.ok_or_else(|| {
            type_error(format!(
                "{}: a chunk is not a buffer and not a view",
                self.interface
            ))
        })?;
        self.enqueue(|codec| codec.feed(&bytes), controller, context)
    }

    /// *Compress flush and enqueue*, *decompress flush and enqueue*
    ///
    /// <https://compression.spec.whatwg.org/#compress-flush-and-enqueue>
    ///
    /// <https://compression.spec.whatwg.org/#decompress-flush-and-enqueue>
    fn flush(
        &self,
        controller: &TransformController,
        context: &mut Context,
    ) -> JsResult<Option<JsPromise>> {
        self.enqueue(|codec| codec.finish(), controller, context)
    }

    fn cancel(&self, _: &JsValue, _: &mut Context) -> JsResult<Option<JsPromise>> {
        Ok(None)
    }
}
