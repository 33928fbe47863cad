//! What `FileReader` and `FileReaderSync` make of the bytes of a blob.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use boa_async_context::array_buffer;
use boa_engine::{Context, JsArgs, JsResult, JsString, JsValue, js_string};
use data_url::mime::Mime;
use encoding_rs::{Encoding, UTF_8};

use super::blob::{BlobData, as_blob};
use crate::webidl::{require, type_error};

/// What a read makes of the bytes: the *type* of the read operation.
#[derive(Debug, Clone, Copy)]
pub(super) enum Package {
    ArrayBuffer,
    BinaryString,
    /// With the encoding that the caller names.
    Text(Option<&'static Encoding>),
    DataUrl,
}

impl Package {
    /// The arguments of a call of the method `name`: the blob, and this package with the encoding that a call for a text
    /// may name.
    ///
    /// # Errors
    ///
    /// A `TypeError` if the first argument is not a blob; what the conversion of the encoding to a string throws.
    pub(super) fn of_call(
        self,
        name: &str,
        args: &[JsValue],
        context: &mut Context,
    ) -> JsResult<(BlobData, Self)> {
        require(args, 1, name)?;
        let blob = as_blob(args.get_or_undefined(0))
            .ok_or_else(|| type_error(format!("{name}: the argument is not a Blob")))?;
        let label = args.get_or_undefined(1);
        let package = match self {
            Self::Text(_) if !label.is_undefined() => {
                let label = label.to_string(context)?.to_std_string_lossy();
                Self::Text(Encoding::for_label(label.as_bytes()))
            }
            package => package,
        };
        Ok((blob, package))
    }

    /// *Package data*
    ///
    /// <https://w3c.github.io/FileAPI/#blob-package-data>
    ///
    /// # Errors
    ///
    /// A `RangeError` for a buffer that is larger than the host allows.
    pub(super) fn pack(self, blob: &BlobData, context: &mut Context) -> JsResult<JsValue> {
        let bytes = &blob.bytes[..];
        Ok(match self {
            Self::ArrayBuffer => array_buffer(bytes, "readAsArrayBuffer", context)?.into(),
            Self::BinaryString => {
                let units: Vec<u16> = bytes.iter().copied().map(u16::from).collect();
                JsString::from(units.as_slice()).into()
            }
            Self::Text(encoding) => {
                // 1-4. The encoding that the caller names, or else the charset of the type, or else UTF-8.
                let encoding = encoding.or_else(|| charset_of(blob)).unwrap_or(UTF_8);
                // 5. Decode bytes using fallback encoding encoding: a byte order mark has precedence.
                JsString::from(encoding.decode(bytes).0.as_ref()).into()
            }
            Self::DataUrl => {
                let mime_type = blob.mime_type.to_std_string_lossy();
                let mime_type = match mime_type.as_str() {
                    "" => "application/octet-stream",
                    mime_type => mime_type,
                };
                js_string!(format!(
                    "data:{mime_type};base64,{}",
                    STANDARD.encode(bytes)
                ))
                .into()
            }
        })
    }
}

/// The encoding that the type of a blob names.
fn charset_of(blob: &BlobData) -> Option<&'static Encoding> {
    let mime_type: Mime = blob.mime_type.to_std_string_lossy().parse().ok()?;
    Encoding::for_label(mime_type.get_parameter("charset")?.as_bytes())
}
