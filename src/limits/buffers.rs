//! The limit of a buffer, where the engine does not ask: in native functions that have bytes already, and in functions of the
//! engine that make a buffer of any length.

use boa_engine::{
    Context, JsArgs, JsError, JsNativeError, JsObject, JsResult, JsString, JsValue, NativeFunction,
    builtins::array_buffer::ArrayBuffer,
    js_string,
    object::builtins::{AlignedVec, JsArrayBuffer, JsFunction, JsUint8Array},
};

use super::{limit::Limit, met::LimitMet, values::Limits};
use crate::builtin_override::{BuiltinOverride, twin_of};

impl Limits {
    /// The length of the largest buffer that a context may have, in bytes: the limit of
    /// [`buffer_bytes`](Self::buffer_bytes), or that of the [hooks](boa_engine::context::HostHooks::max_buffer_size) if it
    /// is lower.
    #[must_use]
    pub fn largest_buffer(context: &mut Context) -> u64 {
        let of_hooks = context.host_hooks().max_buffer_size(context);
        let most = Self::get_of(Limit::BufferBytes, context);
        most.map_or(of_hooks, |most| most.min(of_hooks))
    }

    /// Whether there may be a buffer of so many bytes. Native functions ask before they make one of bytes that they have:
    /// the engine asks only for buffers that it fills itself. [`array_buffer`] and [`uint8_array`] ask by themselves.
    ///
    /// `what` is the function that the program calls.
    ///
    /// # Errors
    ///
    /// A `RangeError`, as that of `new ArrayBuffer`. One of [`buffer_bytes`](Self::buffer_bytes) was
    /// [noted](LimitMet::noted) for the host.
    pub fn admit_buffer(bytes: u64, what: &str, context: &mut Context) -> JsResult<()> {
        if let Some(most) = Self::get_of(Limit::BufferBytes, context)
            && bytes > most
        {
            let met = LimitMet::new(Limit::BufferBytes, most, what);
            return Err(met.noted(context).into());
        }
        let most = context.host_hooks().max_buffer_size(context);
        if bytes > most {
            let message = format!("{what}: the host allows no buffer of more than {most} bytes");
            return Err(JsNativeError::range().with_message(message).into());
        }
        Ok(())
    }
}

/// Makes an `ArrayBuffer` of the current realm with a copy of the bytes, under the limit of a
/// [buffer](Limits::buffer_bytes). `what` is the function that the program calls. Call it on the thread of the context.
///
/// ```
/// # #[cfg(feature = "runtime")]
/// # fn main() -> Result<(), boa_async_context::Error> {
/// use boa_async_context::{Limits, Runtime, array_buffer};
///
/// let mut runtime = Runtime::builder().limits(Limits::none().buffer_bytes(4)).build()?;
/// let context = &mut runtime.context_mut();
/// assert!(array_buffer(b"four", "read", context).is_ok());
/// let error = array_buffer(b"fives", "read", context).unwrap_err();
/// let text = "RangeError: read: the limit of 4 bytes in a buffer is met (Limits::buffer_bytes)";
/// assert!(error.to_string().starts_with(text));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "runtime"))]
/// # fn main() {}
/// ```
///
/// # Errors
///
/// As [`Limits::admit_buffer`].
pub fn array_buffer(bytes: &[u8], what: &str, context: &mut Context) -> JsResult<JsArrayBuffer> {
    Limits::admit_buffer(bytes.len() as u64, what, context)?;
    JsArrayBuffer::from_byte_block(AlignedVec::from_slice(0, bytes), context)
}

/// Makes a `Uint8Array` of the current realm with a copy of the bytes, as [`array_buffer`] makes a buffer.
///
/// # Errors
///
/// As [`Limits::admit_buffer`].
pub fn uint8_array(bytes: &[u8], what: &str, context: &mut Context) -> JsResult<JsUint8Array> {
    let buffer = array_buffer(bytes, what, context)?;
    JsUint8Array::from_array_buffer(buffer, context)
}

/// Makes functions of the current realm ask whether there may be a buffer: `ArrayBuffer.prototype.transfer` and
/// `transferToFixedLength`. The engine makes the buffer of any length that they are given, and a length that no allocator
/// has ends the process.
pub(crate) fn limit_transfers(context: &mut Context) -> JsResult<()> {
    let constructors = context.intrinsics().constructors();
    let prototype = constructors.array_buffer().prototype();
    for name in ["transfer", "transferToFixedLength"] {
        let body = move |this: &JsValue,
                         args: &[JsValue],
                         transfer: &JsFunction,
                         context: &mut Context| {
            let length = args.get_or_undefined(0);
            if length.is_undefined() || is_detached(this).is_none() {
                return transfer.call(this, args, context);
            }
            // 4. Else, let newByteLength be ? ToIndex(newLength).
            let length = length.to_index(context)?;
            // A detached buffer is a TypeError, whatever the length.
            if is_detached(this) == Some(false) {
                // 9. Let newBuffer be ? AllocateArrayBuffer(%ArrayBuffer%, newByteLength, newMaxByteLength).
                Limits::admit_buffer(length, name, context)?;
            }
            transfer.call(this, &[length.into()], context)
        };
        override_method(&prototype, name, body, context)?;
    }
    Ok(())
}

/// Whether an `ArrayBuffer` is detached; `None` for other values.
fn is_detached(value: &JsValue) -> Option<bool> {
    let object = value.as_object()?;
    let buffer = object.downcast_ref::<ArrayBuffer>()?;
    Some(buffer.data().is_none())
}

/// Makes `TextEncoder.prototype.encode` of the current realm ask whether there may be a buffer, if there is that function.
#[cfg(feature = "runtime")]
pub(crate) fn limit_text_encoder(context: &mut Context) -> JsResult<()> {
    let encoder = context
        .global_object()
        .get(js_string!("TextEncoder"), context)?;
    let Some(encoder) = encoder.as_object() else {
        return Ok(());
    };
    let prototype = encoder.get(js_string!("prototype"), context)?;
    let Some(prototype) = prototype.as_object() else {
        return Ok(());
    };
    let body = |this: &JsValue, args: &[JsValue], encode: &JsFunction, context: &mut Context| {
        // The engine's runtime makes strings of no other values.
        if let Some(text) = args.get_or_undefined(0).as_string() {
            Limits::admit_buffer(length_of_utf8(&text), "encode", context)?;
        }
        encode.call(this, args, context)
    };
    override_method(&prototype, "encode", body, context)
}

/// The bytes of the string in UTF-8, where lone surrogates are replaced.
#[cfg(feature = "runtime")]
fn length_of_utf8(text: &JsString) -> u64 {
    let bytes = text.code_points().map(|point| match point.as_u32() {
        0..=0x7f => 1,
        0x80..=0x7ff => 2,
        0x800..=0xffff => 3,
        _ => 4,
    });
    bytes.sum()
}

/// Overrides a method. `body` gets a function that does what the method did. Does nothing if the host has removed the
/// method, or replaced it by a JavaScript function.
fn override_method(
    prototype: &JsObject,
    name: &'static str,
    body: impl Fn(&JsValue, &[JsValue], &JsFunction, &mut Context) -> JsResult<JsValue> + Copy + 'static,
    context: &mut Context,
) -> Result<(), JsError> {
    let name: JsString = js_string!(name);
    let method = prototype.get(name.clone(), context)?.as_object();
    let Some(method) = method else { return Ok(()) };
    let Some(twin) = twin_of(&method, context) else {
        return Ok(());
    };
    let body = NativeFunction::from_copy_closure_with_captures(body, twin);
    BuiltinOverride::new(method, name, body, context).apply();
    Ok(())
}
