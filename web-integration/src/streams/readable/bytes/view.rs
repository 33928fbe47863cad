//! Views of bytes, and the transfer of their buffers.

use boa_engine::{
    Context, JsObject, JsResult, JsValue,
    builtins::{array_buffer::ArrayBuffer, typed_array::TypedArrayKind},
    object::builtins::{JsArrayBuffer, JsDataView, JsTypedArray},
};
use boa_gc::{Finalize, Trace};

use crate::webidl::{type_error, typed_array_constructor};

/// The constructor of a view.
#[derive(Clone, Copy, PartialEq, Eq, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) enum ViewKind {
    DataView,
    Typed(#[unsafe_ignore_trace] TypedArrayKind),
}

impl ViewKind {
    pub(super) const BYTES: Self = Self::Typed(TypedArrayKind::Uint8);

    pub(super) fn element_size(self) -> usize {
        match self {
            Self::DataView => 1,
            Self::Typed(kind) => match kind {
                TypedArrayKind::Int8 | TypedArrayKind::Uint8 | TypedArrayKind::Uint8Clamped => 1,
                TypedArrayKind::Int16 | TypedArrayKind::Uint16 => 2,
                TypedArrayKind::Int32 | TypedArrayKind::Uint32 | TypedArrayKind::Float32 => 4,
                TypedArrayKind::BigInt64 | TypedArrayKind::BigUint64 | TypedArrayKind::Float64 => 8,
                // `Float16Array`, which is behind a feature of the engine.
                #[allow(unreachable_patterns)] // unless the feature is on
                _ => 2,
            },
        }
    }

    fn constructor(self, context: &Context) -> JsObject {
        match self {
            Self::DataView => context
                .intrinsics()
                .constructors()
                .data_view()
                .constructor(),
            Self::Typed(kind) => typed_array_constructor(kind, context),
        }
    }

    /// `Construct(viewConstructor, « buffer, byteOffset, length »)`
    pub(super) fn construct(
        self,
        buffer: &JsArrayBuffer,
        offset: usize,
        length: usize,
        context: &mut Context,
    ) -> JsResult<JsValue> {
        let args = [
            buffer.clone().into(),
            JsValue::from(offset as f64),
            JsValue::from(length as f64),
        ];
        let view = self.constructor(context).construct(&args, None, context)?;
        Ok(view.into())
    }
}

/// An `ArrayBufferView` of the program.
pub(super) struct View {
    pub(super) kind: ViewKind,
    pub(super) buffer: JsArrayBuffer,
    pub(super) offset: usize,
    pub(super) length: usize,
}

impl View {
    /// Converts an argument of type `ArrayBufferView`.
    ///
    /// # Errors
    ///
    /// A `TypeError` for other values, and for views of shared memory.
    pub(super) fn of(value: &JsValue, context: &mut Context) -> JsResult<Self> {
        let not_view = || type_error("the argument is not an ArrayBufferView");
        let object = value.as_object().ok_or_else(not_view)?;
        if let Ok(array) = JsTypedArray::from_object(object.clone()) {
            let kind = array.kind().ok_or_else(not_view)?;
            return Ok(Self {
                kind: ViewKind::Typed(kind),
                buffer: buffer_of(&array.buffer(context)?)?,
                offset: array.byte_offset(context)?,
                length: array.byte_length(context)?,
            });
        }
        let view = JsDataView::from_object(object).map_err(|_| not_view())?;
        let buffer = buffer_of(&view.buffer(context)?)?;
        // A `DataView` of a detached buffer has neither.
        let (offset, length) = if is_detached(&buffer) {
            (0, 0)
        } else {
            (view.byte_offset(context)?, view.byte_length(context)?)
        };
        Ok(Self {
            kind: ViewKind::DataView,
            buffer,
            offset: usize::try_from(offset).map_err(|_| not_view())?,
            length: usize::try_from(length).map_err(|_| not_view())?,
        })
    }

    /// # Errors
    ///
    /// A `TypeError` if the view or its buffer has no bytes.
    pub(super) fn require_bytes(&self) -> JsResult<()> {
        if self.length == 0 || self.buffer.byte_length() == 0 {
            return Err(type_error("the view has no bytes"));
        }
        Ok(())
    }
}

fn buffer_of(value: &JsValue) -> JsResult<JsArrayBuffer> {
    let object = value
        .as_object()
        .ok_or_else(|| type_error("the view has no buffer"))?;
    JsArrayBuffer::from_object(object)
}

/// `IsDetachedBuffer`
///
/// <https://tc39.es/ecma262/#sec-isdetachedbuffer>
pub(super) fn is_detached(buffer: &JsArrayBuffer) -> bool {
    buffer.data().is_none()
}

/// `TransferArrayBuffer`
///
/// <https://streams.spec.whatwg.org/#transfer-array-buffer>
///
/// # Errors
///
/// A `TypeError` if the buffer is detached or cannot be.
pub(super) fn transfer(buffer: &JsArrayBuffer, context: &mut Context) -> JsResult<JsArrayBuffer> {
    let data = buffer.detach(&JsValue::undefined())?;
    JsArrayBuffer::from_byte_block(data, context)
}

/// `CloneArrayBuffer`: a copy of a part of a buffer.
///
/// <https://tc39.es/ecma262/#sec-clonearraybuffer>
///
/// # Errors
///
/// A `TypeError` if the buffer does not have that part.
pub(super) fn copy_of(
    buffer: &JsArrayBuffer,
    offset: usize,
    length: usize,
    context: &mut Context,
) -> JsResult<JsArrayBuffer> {
    let copy = JsArrayBuffer::new(length, context)?;
    copy_bytes(buffer, offset, &copy, 0, length)?;
    Ok(copy)
}

/// `CopyDataBlockBytes`, and the checks of `CanCopyDataBlockBytes`.
///
/// <https://tc39.es/ecma262/#sec-copydatablockbytes>
///
/// <https://streams.spec.whatwg.org/#abstract-opdef-cancopydatablockbytes>
///
/// # Errors
///
/// A `TypeError` if a buffer does not have its part, or both buffers are the same.
pub(super) fn copy_bytes(
    from: &JsArrayBuffer,
    from_offset: usize,
    to: &JsArrayBuffer,
    to_offset: usize,
    length: usize,
) -> JsResult<()> {
    let missing = || type_error("a buffer is too short");
    if JsObject::equals(
        &JsObject::<ArrayBuffer>::from(from.clone()),
        &to.clone().into(),
    ) {
        return Err(type_error("a buffer is not copied to itself"));
    }
    let from = from.data().ok_or_else(missing)?;
    let source = from
        .get(from_offset..)
        .and_then(|bytes| bytes.get(..length))
        .ok_or_else(missing)?;
    let mut to = to.data_mut().ok_or_else(missing)?;
    to.get_mut(to_offset..)
        .and_then(|bytes| bytes.get_mut(..length))
        .ok_or_else(missing)?
        .copy_from_slice(source);
    Ok(())
}
