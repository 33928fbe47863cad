//! Decoding bytes, chunk by chunk: what `TextDecoder` and `TextDecoderStream` share.

use boa_engine::{Context, JsNativeError, JsResult, JsString, JsValue};
use encoding_rs::{Decoder, DecoderResult, Encoding, REPLACEMENT, UTF_8};

use crate::webidl::{dictionary, flag, string_or, type_error};

/// The options of a decoder, and its state between two chunks.
pub(super) struct Decoding {
    pub(super) encoding: &'static Encoding,
    pub(super) fatal: bool,
    pub(super) ignore_bom: bool,
    /// The state after a chunk that more may follow.
    decoder: Option<Decoder>,
}

impl Decoding {
    /// Converts the arguments of the constructors.
    ///
    /// <https://encoding.spec.whatwg.org/#dom-textdecoder>
    ///
    /// # Errors
    ///
    /// A `RangeError` for a label that names no encoding; exceptions of the code of the arguments.
    pub(super) fn from_arguments(args: &[JsValue], context: &mut Context) -> JsResult<Self> {
        let label = string_or(args.first(), "utf-8", context)?;
        let options = dictionary(args.get(1), "the options of the decoder")?;
        let fatal = flag(options.as_ref(), "fatal", context)?;
        let ignore_bom = flag(options.as_ref(), "ignoreBOM", context)?;
        // 1. Let encoding be the result of getting an encoding from label.
        let label = label.to_std_string_lossy();
        let encoding = Encoding::for_label(label.as_bytes());
        // 2. If encoding is failure or replacement, then throw a RangeError.
        let encoding = encoding.filter(|encoding| *encoding != REPLACEMENT);
        let encoding = encoding.ok_or_else(|| {
            JsNativeError::range()
                .with_message(format!("`{label}` is not the label of an encoding"))
        })?;
        Ok(Self {
            encoding,
            fatal,
            ignore_bom,
            decoder: None,
        })
    }

    /// The name of the encoding, in lower case.
    pub(super) fn name(&self) -> String {
        self.encoding.name().to_ascii_lowercase()
    }

    /// Decodes a chunk. `is_last` ends the text: what is incomplete is an error then, and the next chunk begins another one.
    ///
    /// # Errors
    ///
    /// A `TypeError` if the decoder is fatal and the bytes are not valid. The next chunk begins another text.
    pub(super) fn decode(&mut self, bytes: &[u8], is_last: bool) -> JsResult<JsString> {
        let is_whole = is_last && self.decoder.is_none();
        // Most texts are of ASCII characters.
        if is_whole && self.encoding == UTF_8 && bytes.is_ascii() {
            return Ok(JsString::from(String::from_utf8_lossy(bytes).as_ref()));
        }
        let mut decoder = self.decoder.take().unwrap_or_else(|| {
            if self.ignore_bom {
                self.encoding.new_decoder_without_bom_handling()
            } else {
                self.encoding.new_decoder_with_bom_removal()
            }
        });
        let length = decoder.max_utf16_buffer_length(bytes.len());
        let mut units = vec![0; length.unwrap_or(bytes.len())];
        let written = if self.fatal {
            let (result, _, written) =
                decoder.decode_to_utf16_without_replacement(bytes, &mut units, is_last);
            if let DecoderResult::Malformed(..) = result {
                return Err(type_error(format!(
                    "the bytes are not valid in the encoding {}",
                    self.name()
                )));
            }
            written
        } else {
            decoder.decode_to_utf16(bytes, &mut units, is_last).2
        };
        units.truncate(written);
        if !is_last {
            self.decoder = Some(decoder);
        }
        Ok(JsString::from(units.as_slice()))
    }
}
