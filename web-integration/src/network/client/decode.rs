//! *Handle content codings*.
//!
//! <https://fetch.spec.whatwg.org/#handle-content-codings>

use std::{
    cell::RefCell,
    fmt,
    io::{self, Write},
    rc::Rc,
};

use brotli_decompressor::DecompressorWriter;
use bytes::Bytes;
use flate2::write::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::failure::Failure;

/// The value of `Accept-Encoding`.
pub(super) const ACCEPTED: &str = "gzip, deflate, br";

/// The buffer that a decoder writes to.
#[derive(Clone, Default)]
struct Output(Rc<RefCell<Vec<u8>>>);

impl Output {
    fn take(&self) -> Bytes {
        self.0.take().into()
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Decodes a body, chunk by chunk.
pub(super) struct Decoder {
    coding: Coding,
    output: Output,
    /// Whether any byte was received. An empty body is not decoded, because no coding has an empty form.
    fed: bool,
}

enum Coding {
    Identity,
    Gzip(MultiGzDecoder<Output>),
    /// `deflate` before its first byte, which tells the two formats apart.
    Deflate,
    Zlib(ZlibDecoder<Output>),
    RawDeflate(DeflateDecoder<Output>),
    Brotli(Box<DecompressorWriter<Output>>),
}

impl fmt::Debug for Decoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoder").finish_non_exhaustive()
    }
}

impl Decoder {
    /// A decoder for the value of `Content-Encoding`. A body with an unknown coding is left as it is.
    ///
    /// <https://fetch.spec.whatwg.org/#handle-content-codings>
    pub(super) fn new(content_encoding: Option<&str>) -> Self {
        let output = Output::default();
        let name = content_encoding.map(|value| value.trim().to_ascii_lowercase());
        let coding = match name.as_deref() {
            Some("gzip" | "x-gzip") => Coding::Gzip(MultiGzDecoder::new(output.clone())),
            Some("deflate") => Coding::Deflate,
            Some("br") => {
                Coding::Brotli(Box::new(DecompressorWriter::new(output.clone(), 16 * 1024)))
            }
            _ => Coding::Identity,
        };
        Self {
            coding,
            output,
            fed: false,
        }
    }

    /// The decoded bytes so far; empty if the decoder needs more.
    ///
    /// # Errors
    ///
    /// A network error if the bytes do not follow the coding.
    pub(super) fn decode(&mut self, bytes: Bytes) -> Result<Bytes, Failure> {
        let Some(first) = bytes.first() else {
            return Ok(bytes);
        };
        self.fed = true;
        if matches!(self.coding, Coding::Deflate) {
            // The low half of the first zlib byte is 8; no raw deflate stream in use starts like that.
            self.coding = if first & 0x0f == 8 {
                Coding::Zlib(ZlibDecoder::new(self.output.clone()))
            } else {
                Coding::RawDeflate(DeflateDecoder::new(self.output.clone()))
            };
        }
        let written = match &mut self.coding {
            Coding::Identity | Coding::Deflate => return Ok(bytes),
            Coding::Gzip(decoder) => decoder.write_all(&bytes).and_then(|()| decoder.flush()),
            Coding::Zlib(decoder) => decoder.write_all(&bytes).and_then(|()| decoder.flush()),
            Coding::RawDeflate(decoder) => decoder.write_all(&bytes).and_then(|()| decoder.flush()),
            Coding::Brotli(decoder) => decoder.write_all(&bytes),
        };
        written.map_err(invalid)?;
        Ok(self.output.take())
    }

    /// The remaining decoded bytes, after the last byte of the body.
    ///
    /// # Errors
    ///
    /// A network error if the body is incomplete.
    pub(super) fn finish(&mut self) -> Result<Bytes, Failure> {
        if !self.fed {
            return Ok(Bytes::new());
        }
        match &mut self.coding {
            Coding::Identity | Coding::Deflate => Ok(()),
            Coding::Gzip(decoder) => decoder.try_finish(),
            Coding::Zlib(decoder) => decoder.try_finish(),
            Coding::RawDeflate(decoder) => decoder.try_finish(),
            Coding::Brotli(decoder) => decoder.close(),
        }
        .map_err(invalid)?;
        Ok(self.output.take())
    }
}

fn invalid(error: io::Error) -> Failure {
    Failure::new(format!("the body cannot be decoded: {error}"))
}
