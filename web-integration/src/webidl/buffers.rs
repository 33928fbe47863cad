//! Buffer sources.

use boa_engine::{
    Context, JsObject, JsResult, JsValue,
    builtins::typed_array::TypedArrayKind,
    object::builtins::{
        JsArrayBuffer, JsDataView, JsSharedArrayBuffer, JsTypedArray, JsUint8Array,
    },
};

use super::errors::type_error;

/// Whether a buffer source may be a `SharedArrayBuffer`, or a view on one: the extended attribute `[AllowShared]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shared {
    Allowed,
    Refused,
}

/// The constructor of a kind of typed arrays in the current realm, whatever a program has made of its name.
pub(crate) fn typed_array_constructor(kind: TypedArrayKind, context: &Context) -> JsObject {
    let all = context.intrinsics().constructors();
    match kind {
        TypedArrayKind::Int8 => all.typed_int8_array(),
        TypedArrayKind::Uint8 => all.typed_uint8_array(),
        TypedArrayKind::Uint8Clamped => all.typed_uint8clamped_array(),
        TypedArrayKind::Int16 => all.typed_int16_array(),
        TypedArrayKind::Uint16 => all.typed_uint16_array(),
        TypedArrayKind::Int32 => all.typed_int32_array(),
        TypedArrayKind::Uint32 => all.typed_uint32_array(),
        TypedArrayKind::BigInt64 => all.typed_bigint64_array(),
        TypedArrayKind::BigUint64 => all.typed_biguint64_array(),
        TypedArrayKind::Float32 => all.typed_float32_array(),
        TypedArrayKind::Float64 => all.typed_float64_array(),
        #[allow(unreachable_patterns)] // unless the feature is on
        _ => all.typed_float16_array(),
    }
    .constructor()
}

/// Whether a value is a buffer or a view.
pub(crate) fn is_buffer_source(value: &JsValue, shared: Shared) -> bool {
    value.as_object().is_some_and(|object| {
        JsArrayBuffer::from_object(object.clone()).is_ok()
            || JsTypedArray::from_object(object.clone()).is_ok()
            || JsDataView::from_object(object.clone()).is_ok()
            || (shared == Shared::Allowed && JsSharedArrayBuffer::from_object(object).is_ok())
    })
}

/// *Get a copy of the bytes held by the buffer source*; `None` if the value is not a buffer source.
///
/// <https://webidl.spec.whatwg.org/#dfn-get-buffer-source-copy>
///
/// # Errors
///
/// A `TypeError` for a view on a shared buffer that is refused.
pub(crate) fn buffer_bytes(
    value: &JsValue,
    shared: Shared,
    context: &mut Context,
) -> JsResult<Option<Vec<u8>>> {
    let Some(object) = value.as_object() else {
        return Ok(None);
    };
    if let Ok(buffer) = JsArrayBuffer::from_object(object.clone()) {
        // A detached buffer has no bytes.
        return Ok(Some(buffer.to_vec().unwrap_or_default()));
    }
    if shared == Shared::Allowed
        && let Ok(buffer) = JsSharedArrayBuffer::from_object(object.clone())
    {
        return Ok(Some(buffer.to_vec()));
    }
    let (buffer, offset, length) = if let Ok(view) = JsTypedArray::from_object(object.clone()) {
        let offset = view.byte_offset(context)?;
        (view.buffer(context)?, offset, view.byte_length(context)?)
    } else if let Ok(view) = JsDataView::from_object(object) {
        // The getters throw if the view is out of bounds.
        let offset = view.byte_offset(context).unwrap_or_default();
        let length = view.byte_length(context).unwrap_or_default();
        let index = |number: u64| usize::try_from(number).unwrap_or_default();
        (view.buffer(context)?, index(offset), index(length))
    } else {
        return Ok(None);
    };
    let bytes = match whole_buffer(buffer.as_object(), shared) {
        Some(bytes) => bytes,
        None => {
            return Err(type_error(
                "a view on a SharedArrayBuffer cannot be used here",
            ));
        }
    };
    let end = offset.saturating_add(length);
    Ok(Some(bytes.get(offset..end).unwrap_or_default().to_vec()))
}

/// The bytes of the buffer of a view; `None` if it is shared and that is refused.
fn whole_buffer(buffer: Option<JsObject>, shared: Shared) -> Option<Vec<u8>> {
    let buffer = buffer?;
    if let Ok(buffer) = JsArrayBuffer::from_object(buffer.clone()) {
        return Some(buffer.to_vec().unwrap_or_default());
    }
    if shared == Shared::Refused {
        return None;
    }
    let buffer = JsSharedArrayBuffer::from_object(buffer).ok()?;
    Some(buffer.to_vec())
}

/// Writes bytes to the beginning of a view of as many bytes or more.
///
/// # Errors
///
/// Only errors that JavaScript cannot catch.
pub(crate) fn write_bytes(
    view: &JsTypedArray,
    bytes: &[u8],
    context: &mut Context,
) -> JsResult<()> {
    let offset = view.byte_offset(context)?;
    let Some(buffer) = view.buffer(context)?.as_object() else {
        return Ok(());
    };
    if let Ok(buffer) = JsArrayBuffer::from_object(buffer.clone()) {
        let range = offset..offset.saturating_add(bytes.len());
        if let Some(mut data) = buffer.data_mut()
            && let Some(place) = data.get_mut(range)
        {
            place.copy_from_slice(bytes);
        }
        return Ok(());
    }
    // Shared memory is written as a program writes it, byte by byte.
    let buffer = JsSharedArrayBuffer::from_object(buffer)?;
    let view = JsUint8Array::from_shared_array_buffer(buffer, context)?;
    for (index, byte) in (offset..).zip(bytes) {
        view.set(index, *byte, false, context)?;
    }
    Ok(())
}
