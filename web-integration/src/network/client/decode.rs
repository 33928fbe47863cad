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
#[derive(Clone)]
struct Output {
    bytes: Rc<RefCell<Vec<u8>>>,
    /// The most bytes that may be made of one chunk.
    most: Option<u64>,
}

impl Output {
    fn take(&self) -> Bytes {
        self.bytes.take().into()
    }

    /// The failure for an error of a decoder, or of `write`.
    fn failure(&self, error: &io::Error) -> Failure {
        match self.most {
            Some(most) if error.kind() == io::ErrorKind::FileTooLarge => Failure::too_large(most),
            _ => Failure::new(format!("the body cannot be decoded: {error}")),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let output = &mut *self.bytes.borrow_mut();
        let length = (output.len() + bytes.len()) as u64;
        if self.most.is_some_and(|most| length > most) {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        output.extend_from_slice(bytes);
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
    ///
    /// One chunk may become at most `most` bytes: a small one can stand for a thousand times as many.
    pub(super) fn new(content_encoding: Option<&str>, most: Option<u64>) -> Self {
        let output = Output {
            bytes: Rc::default(),
            most,
        };
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
        written.map_err(|error| self.output.failure(&error))?;
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
        .map_err(|error| self.output.failure(&error))?;
        Ok(self.output.take())
    }
}
