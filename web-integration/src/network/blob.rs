//! `Blob`.
//!
//! <https://w3c.github.io/FileAPI/#blob-section>

use std::sync::Arc;

use boa_async_context::{array_buffer, uint8_array};
use boa_engine::{
    Context, JsArgs, JsData, JsObject, JsResult, JsString, JsValue, js_string,
    object::builtins::JsPromise,
};
use boa_gc::{Finalize, Trace};
use bytes::Bytes;

use super::{body_stream::stream_of_bytes, convert::utf8_decode};
use crate::{
    messaging::clone::platform::Serialized,
    webidl::{
        Interface, Shared, buffer_bytes, dictionary, illegal_invocation, interface, member,
        platform_object, prototype_from, prototype_of, sequence, type_error, usv_string,
    },
};

interface!(Blob);
interface!(File);

/// The data of a `Blob`: immutable bytes and their type.
#[derive(Debug, Clone, Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct BlobData {
    #[unsafe_ignore_trace]
    pub(super) bytes: Bytes,
    pub(super) mime_type: JsString,
    /// What a `File` has besides.
    #[unsafe_ignore_trace]
    pub(super) file: Option<FileInfo>,
}

/// The name of a `File`, and when it was changed last.
#[derive(Debug, Clone)]
pub(super) struct FileInfo {
    pub(super) name: JsString,
    /// Milliseconds since 1970.
    pub(super) last_modified: f64,
}

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    boa_async_context::register_look::<BlobData>(|data, look| {
        look.field(js_string!("size"), data.bytes.len() as f64)
            .field(js_string!("type"), data.mime_type.clone());
        if let Some(file) = &data.file {
            look.field(js_string!("name"), file.name.clone());
        }
    });
    Interface::new::<Blob>(0, construct, context)
        .readonly("size", |this, _, _| {
            Ok((blob(this)?.bytes.len() as f64).into())
        })
        .readonly("type", |this, _, _| Ok(blob(this)?.mime_type.into()))
        .operation("slice", 0, slice)
        .operation("stream", 0, |this, _, context| {
            let stream = stream_of_bytes(blob(this)?.bytes, context)?;
            Ok(stream.object().into())
        })
        .operation("text", 0, |this, _, context| {
            promised(this, |bytes, _| Ok(utf8_decode(bytes).into()), context)
        })
        .operation("arrayBuffer", 0, |this, _, context| {
            let convert = |bytes: &[u8], context: &mut Context| {
                array_buffer(bytes, "arrayBuffer", context).map(Into::into)
            };
            promised(this, convert, context)
        })
        .operation("bytes", 0, |this, _, context| {
            let convert = |bytes: &[u8], context: &mut Context| {
                uint8_array(bytes, "bytes", context).map(Into::into)
            };
            promised(this, convert, context)
        })
        .register::<Blob>();
}

impl BlobData {
    /// Creates a `Blob` object, or a `File` if it has a name.
    ///
    /// # Errors
    ///
    /// A `TypeError` in a realm without these APIs.
    pub(super) fn into_object(self, context: &Context) -> JsResult<JsObject> {
        let prototype = match self.file {
            Some(_) => prototype_of::<File>(context)?,
            None => prototype_of::<Blob>(context)?,
        };
        Ok(JsObject::from_proto_and_data(Some(prototype), self))
    }
}

/// A serialized `Blob` or `File`.
///
/// <https://w3c.github.io/FileAPI/#ref-for-serialization-steps>
#[derive(Debug)]
struct SerializedBlob {
    bytes: Bytes,
    mime_type: String,
    /// The name and the time of a `File`.
    file: Option<(String, f64)>,
}

/// Its *serialization steps*.
pub(super) fn serialize(object: &JsObject) -> Option<Arc<dyn Serialized>> {
    let blob = object.downcast_ref::<BlobData>()?;
    let file = blob.file.as_ref();
    Some(Arc::new(SerializedBlob {
        bytes: blob.bytes.clone(),
        mime_type: blob.mime_type.to_std_string_lossy(),
        file: file.map(|file| (file.name.to_std_string_lossy(), file.last_modified)),
    }))
}

impl SerializedBlob {
    /// The data of the object.
    fn data(&self) -> BlobData {
        let file = self.file.as_ref();
        BlobData {
            bytes: self.bytes.clone(),
            mime_type: js_string!(self.mime_type.as_str()),
            file: file.map(|(name, last_modified)| FileInfo {
                name: js_string!(name.as_str()),
                last_modified: *last_modified,
            }),
        }
    }
}

impl Serialized for SerializedBlob {
    fn to_object(&self, context: &mut Context) -> JsResult<JsObject> {
        self.data().into_object(context)
    }

    fn size(&self) -> usize {
        self.bytes.len() + self.mime_type.len()
    }
}

/// The data of the blob that a value is; `None` for other values.
pub(super) fn as_blob(value: &JsValue) -> Option<BlobData> {
    let object = value.as_object()?;
    let data = object.downcast_ref::<BlobData>()?;
    Some(data.clone())
}

fn blob(this: &JsValue) -> JsResult<BlobData> {
    as_blob(this).ok_or_else(|| illegal_invocation("Blob"))
}

/// The promise of a method that converts the bytes. A receiver that is not a blob rejects it.
fn promised(
    this: &JsValue,
    convert: fn(&[u8], &mut Context) -> JsResult<JsValue>,
    context: &mut Context,
) -> JsResult<JsValue> {
    let result = blob(this).and_then(|blob| convert(&blob.bytes, context));
    Ok(JsPromise::from_result(result, context)?.into())
}

/// `new Blob(blobParts, options)`
///
/// <https://w3c.github.io/FileAPI/#constructorBlob>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let prototype = prototype_from::<Blob>(new_target, context)?;
    let parts = match args.first() {
        Some(parts) if !parts.is_undefined() => read_parts(parts, "Blob", context)?,
        _ => Vec::new(),
    };
    let options = dictionary(args.get(1), "the options of Blob")?;
    let data = BlobData::of_parts(parts, options.as_ref(), context)?;
    Ok(platform_object(prototype, data, context).into())
}

/// Converts to `sequence<BlobPart>`.
pub(super) fn read_parts(
    parts: &JsValue,
    what: &str,
    context: &mut Context,
) -> JsResult<Vec<Part>> {
    sequence(parts, what, context, |part, context| {
        part_bytes(part, context)
    })
}

impl BlobData {
    /// *Process blob parts*, with the members of `BlobPropertyBag`.
    ///
    /// <https://w3c.github.io/FileAPI/#process-blob-parts>
    ///
    /// # Errors
    ///
    /// A `TypeError` for a value of `endings` that is not valid; exceptions of the code of the options.
    pub(super) fn of_parts(
        parts: Vec<Part>,
        options: Option<&JsObject>,
        context: &mut Context,
    ) -> JsResult<Self> {
        let native = match member(options, "endings", context)? {
            None => false,
            Some(value) => match value.to_string(context)? {
                endings if endings == js_string!("transparent") => false,
                endings if endings == js_string!("native") => true,
                _ => return Err(type_error("the option `endings` is not valid")),
            },
        };
        let mime_type = member(options, "type", context)?;
        let mime_type = mime_type
            .map(|value| value.to_string(context))
            .transpose()?
            .unwrap_or_default();
        let mut bytes = Vec::new();
        for part in parts {
            match part {
                Part::Text(text) if native => {
                    let text = text.replace("\r\n", "\n").replace('\r', "\n");
                    bytes.extend_from_slice(text.as_bytes());
                }
                Part::Text(text) => bytes.extend_from_slice(text.as_bytes()),
                Part::Bytes(part) => bytes.extend_from_slice(&part),
            }
        }
        Ok(Self {
            bytes: bytes.into(),
            mime_type: normalize_type(&mime_type),
            file: None,
        })
    }
}

/// A part of a blob.
pub(super) enum Part {
    Bytes(Bytes),
    Text(String),
}

/// Converts an element of `blobParts`.
fn part_bytes(part: &JsValue, context: &mut Context) -> JsResult<Part> {
    if let Some(blob) = as_blob(part) {
        return Ok(Part::Bytes(blob.bytes));
    }
    if let Some(bytes) = buffer_bytes(part, Shared::Refused, context)? {
        return Ok(Part::Bytes(bytes.into()));
    }
    usv_string(part, context).map(Part::Text)
}

/// The type in lower case; empty if a character is outside the range U+0020 to U+007E.
fn normalize_type(mime_type: &JsString) -> JsString {
    if !mime_type.iter().all(|unit| (0x20..=0x7e).contains(&unit)) {
        return js_string!();
    }
    js_string!(mime_type.to_std_string_lossy().to_ascii_lowercase())
}

/// `slice(start, end, contentType)`
///
/// <https://w3c.github.io/FileAPI/#dfn-slice>
///
/// <https://w3c.github.io/FileAPI/#slice-blob>
fn slice(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let blob = blob(this)?;
    let size = blob.bytes.len();
    let start = position(args.get_or_undefined(0), 0, size, context)?;
    let end = position(args.get_or_undefined(1), size, size, context)?;
    let mime_type = match args.get_or_undefined(2) {
        value if value.is_undefined() => js_string!(),
        value => normalize_type(&value.to_string(context)?),
    };
    let data = BlobData {
        bytes: blob.bytes.slice(start..end.max(start)),
        mime_type,
        file: None,
    };
    Ok(data.into_object(context)?.into())
}

/// Converts a position in the bytes to `[Clamp] long long`; a negative one is counted from the end.
fn position(
    value: &JsValue,
    default: usize,
    size: usize,
    context: &mut Context,
) -> JsResult<usize> {
    if value.is_undefined() {
        return Ok(default);
    }
    let number = value.to_number(context)?;
    // [Clamp] rounds to the nearest, ties to even; NaN becomes 0, as the cast below makes it.
    let number = number.round_ties_even();
    let from_start = if number < 0.0 {
        size as f64 + number
    } else {
        number
    };
    Ok((from_start.max(0.0) as usize).min(size))
}
