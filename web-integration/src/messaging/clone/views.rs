//! The part of a buffer that a typed array or a `DataView` shows.

use boa_engine::{
    Context, JsError, JsObject, JsResult, JsValue,
    builtins::{
        array_buffer::ArrayBuffer,
        typed_array::{TypedArray, TypedArrayKind},
    },
    object::builtins::{JsArrayBuffer, JsDataView, JsSharedArrayBuffer, JsTypedArray},
};

use super::{error::data_clone_error, intrinsics::CloneIntrinsics};

/// A number of bytes that is larger than any buffer.
const LARGEST_BUFFER: usize = 1 << 52;

/// The part of a buffer that a view shows.
pub(super) struct Part {
    pub(super) buffer: JsValue,
    /// The offset in bytes.
    pub(super) offset: u64,
    /// The length in elements; `None` if the view tracks the length of its buffer.
    pub(super) length: Option<u64>,
}

/// The kind of the typed array `object`, and the part of its buffer that it shows.
///
/// # Errors
///
/// A "DataCloneError" `DOMException` if the view is out of bounds, for example because its buffer is detached.
pub(super) fn typed_array(
    object: &JsObject,
    array: &JsTypedArray,
    context: &mut Context,
) -> JsResult<(TypedArrayKind, Part)> {
    let buffer = array.buffer(context)?;
    let buffer_length = buffer_length(&buffer);
    let view = object.downcast_ref::<TypedArray>().and_then(|array| {
        let (buffer_length, offset) = (buffer_length? as u64, array.byte_offset());
        // The engine does not tell whether an array tracks the length of its buffer. If it does, it is longer on a
        // longer buffer.
        let longest = array.byte_length(LARGEST_BUFFER);
        let tracks_length = array.byte_length(LARGEST_BUFFER - 64) != longest;
        let end = if tracks_length {
            offset
        } else {
            offset + longest
        };
        let elements = array.array_length(LARGEST_BUFFER);
        let length = (!tracks_length).then_some(elements);
        (end <= buffer_length).then(|| (array.kind(), offset, length))
    });
    let Some((kind, offset, length)) = view else {
        return Err(out_of_bounds(context));
    };
    let part = Part {
        buffer,
        offset,
        length,
    };
    Ok((kind, part))
}

/// The part of its buffer that the `DataView` `object` shows.
///
/// # Errors
///
/// A "DataCloneError" `DOMException` if the view is out of bounds, for example because its buffer is detached.
pub(super) fn data_view(
    object: &JsObject,
    intrinsics: &CloneIntrinsics,
    context: &mut Context,
) -> JsResult<Part> {
    let view = JsDataView::from_object(object.clone())?;
    let buffer = view.buffer(context)?;
    // Both getters throw if the view is out of bounds.
    let place = view
        .byte_offset(context)
        .and_then(|offset| Ok((offset, view.byte_length(context)?)));
    let (Ok((offset, length)), Some(buffer_length), Some(object)) =
        (place, buffer_length(&buffer), buffer.as_object())
    else {
        return Err(out_of_bounds(context));
    };
    // The engine does not tell whether the view tracks the length of its buffer. Only a view that ends with a resizable
    // buffer can.
    let tracks_length = offset + length == buffer_length as u64
        && object.is::<ArrayBuffer>()
        && intrinsics.max_byte_length(&object, context)?.is_some();
    Ok(Part {
        buffer,
        offset,
        length: (!tracks_length).then_some(length),
    })
}

/// The exception for a view that is out of bounds.
fn out_of_bounds(context: &Context) -> JsError {
    data_clone_error("a view on a detached ArrayBuffer", context)
}

/// The length of a buffer in bytes; `None` if it is detached.
fn buffer_length(buffer: &JsValue) -> Option<usize> {
    let object = buffer.as_object()?;
    if let Ok(buffer) = JsArrayBuffer::from_object(object.clone()) {
        return buffer.data().map(|data| data.len());
    }
    let buffer = JsSharedArrayBuffer::from_object(object).ok()?;
    Some(buffer.byte_length())
}
