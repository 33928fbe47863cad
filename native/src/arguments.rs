//! Reading the arguments of a JS call. This happens on the JS thread, before the operation begins.

use std::ops::RangeInclusive;

use boa_engine::{
    Context, JsArgs, JsNativeError, JsResult, JsValue,
    object::builtins::{JsArrayBuffer, JsUint8Array},
};

/// Converts an argument to text with `ToString`. Lone surrogates are replaced, since everything outside of JS is
/// UTF-8.
///
/// # Errors
///
/// A `TypeError` if the argument is missing or a symbol; the exception that its `toString` throws.
pub(crate) fn text(
    args: &[JsValue],
    index: usize,
    name: &str,
    context: &mut Context,
) -> JsResult<String> {
    let Some(value) = args.get(index) else {
        let message = format!("the argument {name} is missing");
        return Err(JsNativeError::typ().with_message(message).into());
    };
    Ok(value.to_string(context)?.to_std_string_lossy())
}

/// Reads an argument as bytes: a string as UTF-8, or a copy of the bytes of a `Uint8Array`. Nothing else is
/// converted to text: an `ArrayBuffer` would be sent as `[object ArrayBuffer]`.
///
/// # Errors
///
/// A `TypeError` for anything else, and for an array whose buffer is detached or shared.
pub(crate) fn bytes(
    args: &[JsValue],
    index: usize,
    name: &str,
    context: &mut Context,
) -> JsResult<Vec<u8>> {
    let value = args.get_or_undefined(index);
    if let Some(string) = value.as_string() {
        return Ok(string.to_std_string_lossy().into_bytes());
    }
    let array = value
        .as_object()
        .and_then(|object| JsUint8Array::from_object(object).ok());
    let Some(array) = array else {
        let message = format!("the argument {name} must be a string or a Uint8Array");
        return Err(JsNativeError::typ().with_message(message).into());
    };
    let from = array.byte_offset(context)?;
    let to = from + array.byte_length(context)?;
    let detached =
        || JsNativeError::typ().with_message(format!("the buffer of {name} is detached"));
    let buffer = array.buffer(context)?.as_object().ok_or_else(detached)?;
    let buffer = JsArrayBuffer::from_object(buffer)?;
    let bytes = buffer.data().ok_or_else(detached)?;
    Ok(bytes.get(from..to).ok_or_else(detached)?.to_vec())
}

/// Reads an argument as an integer in a range, after `ToNumber`.
///
/// # Errors
///
/// A `TypeError` if it cannot be converted to a number, a `RangeError` if it is not an integer in the range.
pub(crate) fn integer<T: TryFrom<u32> + Into<u32> + Copy>(
    args: &[JsValue],
    index: usize,
    name: &str,
    range: RangeInclusive<T>,
    context: &mut Context,
) -> JsResult<T> {
    let number = args.get_or_undefined(index).to_number(context)?;
    let (low, high): (u32, u32) = ((*range.start()).into(), (*range.end()).into());
    let fits = number.fract() == 0.0 && f64::from(low) <= number && number <= f64::from(high);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number that does not fit is not used"
    )]
    let integer = fits.then(|| T::try_from(number as u32).ok()).flatten();
    integer.ok_or_else(|| {
        let message =
            format!("the argument {name} must be an integer from {low} to {high}, not {number}");
        JsNativeError::range().with_message(message).into()
    })
}
