//! Serializing typed arrays and data views.

use boa_engine::{
    Context, JsObject, JsResult, JsValue,
    builtins::{array_buffer::ArrayBuffer, typed_array::TypedArray},
    object::builtins::{JsArrayBuffer, JsDataView, JsSharedArrayBuffer, JsTypedArray},
};

use super::{
    Kind, View,
    serialize::{Serializer, data_clone_error},
};

/// More bytes than any buffer has.
const LARGEST_BUFFER: usize = 1 << 52;

impl Serializer {
    pub(super) fn typed_array(
        &mut self,
        object: &JsObject,
        array: &JsTypedArray,
        context: &mut Context,
    ) -> JsResult<Kind> {
        let buffer = array.buffer(context)?;
        let length = buffer_length(&buffer);
        let view = object.downcast_ref::<TypedArray>().and_then(|array| {
            let (length, offset) = (length? as u64, array.byte_offset());
            // On a buffer that is larger than any, one that follows the length is the longer for more.
            let longest = array.byte_length(LARGEST_BUFFER);
            let follows = array.byte_length(LARGEST_BUFFER - 64) != longest;
            let end = if follows { offset } else { offset + longest };
            let elements = array.array_length(LARGEST_BUFFER);
            // Nothing of one that is out of bounds can be shown.
            (end <= length).then(|| (array.kind(), offset, (!follows).then_some(elements)))
        });
        let Some((kind, offset, length)) = view else {
            return Err(data_clone_error(
                "a view on a detached ArrayBuffer",
                context,
            ));
        };
        let buffer = self.value(&buffer, context)?;
        let view = View {
            buffer,
            offset,
            length,
        };
        Ok(Kind::TypedArray { kind, view })
    }

    pub(super) fn data_view(&mut self, object: &JsObject, context: &mut Context) -> JsResult<Kind> {
        let view = JsDataView::from_object(object.clone())?;
        let buffer = view.buffer(context)?;
        // Both throw for a view whose buffer is detached or too short now.
        let place = view
            .byte_offset(context)
            .and_then(|offset| Ok((offset, view.byte_length(context)?)));
        let (Ok((offset, length)), Some(buffer_length), Some(object)) =
            (place, buffer_length(&buffer), buffer.as_object())
        else {
            return Err(data_clone_error(
                "a view on a detached ArrayBuffer",
                context,
            ));
        };
        // Only what ends with a resizable buffer may follow its length; the engine does not tell more.
        let follows = offset + length == buffer_length as u64
            && object.is::<ArrayBuffer>()
            && self
                .intrinsics
                .clone()
                .max_byte_length(&object, context)?
                .is_some();
        let buffer = self.value(&buffer, context)?;
        Ok(Kind::DataView(View {
            buffer,
            offset,
            length: (!follows).then_some(length),
        }))
    }
}

/// The length of a buffer that is not detached.
fn buffer_length(buffer: &JsValue) -> Option<usize> {
    let object = buffer.as_object()?;
    if let Ok(buffer) = JsArrayBuffer::from_object(object.clone()) {
        return buffer.data().map(|data| data.len());
    }
    let buffer = JsSharedArrayBuffer::from_object(object).ok()?;
    Some(buffer.byte_length())
}
