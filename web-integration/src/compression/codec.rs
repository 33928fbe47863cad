//! The formats, and coders that work chunk by chunk.

use std::{
    io::{self, Write},
    mem,
};

use flate2::{
    Compression, Decompress, FlushDecompress, Status,
    write::{DeflateEncoder, GzDecoder, GzEncoder, ZlibEncoder},
};

/// *CompressionFormat*
///
/// <https://compression.spec.whatwg.org/#supported-formats>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Deflate,
    DeflateRaw,
    Gzip,
}

impl Format {
    pub(super) fn of(name: &str) -> Option<Self> {
        match name {
            "deflate" => Some(Self::Deflate),
            "deflate-raw" => Some(Self::DeflateRaw),
            "gzip" => Some(Self::Gzip),
            _ => None,
        }
    }
}

/// Turns the chunks of one form of a text into those of the other.
pub(super) trait Codec {
    /// What comes of a chunk; it may be nothing yet.
    ///
    /// # Errors
    ///
    /// The bytes do not follow the format.
    fn feed(&mut self, bytes: &[u8]) -> io::Result<Vec<u8>>;

    /// What comes at the end.
    ///
    /// # Errors
    ///
    /// The bytes end too early.
    fn finish(&mut self) -> io::Result<Vec<u8>>;
}

/// A coder that compresses.
pub(super) fn encoder(format: Format) -> Box<dyn Codec> {
    let level = Compression::default();
    match format {
        Format::Deflate => Box::new(ZlibEncoder::new(Vec::new(), level)),
        Format::DeflateRaw => Box::new(DeflateEncoder::new(Vec::new(), level)),
        Format::Gzip => Box::new(GzEncoder::new(Vec::new(), level)),
    }
}

/// A coder that decompresses. One chunk may become at most `most` bytes: a small one can stand for a thousand times as many.
pub(super) fn decoder(format: Format, most: u64) -> Box<dyn Codec> {
    match format {
        Format::Deflate => Box::new(Inflate::new(true, most)),
        Format::DeflateRaw => Box::new(Inflate::new(false, most)),
        Format::Gzip => Box::new(GzDecoder::new(Bounded {
            bytes: Vec::new(),
            most,
        })),
    }
}

macro_rules! encoders {
    ($($encoder:ident)*) => {
        $(impl Codec for $encoder<Vec<u8>> {
            fn feed(&mut self, bytes: &[u8]) -> io::Result<Vec<u8>> {
                self.write_all(bytes)?;
                Ok(mem::take(self.get_mut()))
            }

            fn finish(&mut self) -> io::Result<Vec<u8>> {
                self.try_finish()?;
                Ok(mem::take(self.get_mut()))
            }
        })*
    };
}
encoders!(ZlibEncoder DeflateEncoder GzEncoder);

fn too_large() -> io::Error {
    io::Error::new(
        io::ErrorKind::FileTooLarge,
        "one chunk becomes larger than a buffer may be",
    )
}

fn trailing() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        "bytes follow the end of the compressed data",
    )
}

fn stuck() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        "the compressed data cannot be read on",
    )
}

fn truncated() -> io::Error {
    io::Error::new(
        io::ErrorKind::UnexpectedEof,
        "the compressed data ends too early",
    )
}

/// Bytes up to a limit.
struct Bounded {
    bytes: Vec<u8>,
    most: u64,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if (self.bytes.len() + bytes.len()) as u64 > self.most {
            return Err(too_large());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Codec for GzDecoder<Bounded> {
    fn feed(&mut self, mut bytes: &[u8]) -> io::Result<Vec<u8>> {
        while !bytes.is_empty() {
            match self.write(bytes)? {
                0 => return Err(trailing()),
                n => bytes = &bytes[n..],
            }
        }
        self.flush()?;
        Ok(mem::take(&mut self.get_mut().bytes))
    }

    fn finish(&mut self) -> io::Result<Vec<u8>> {
        self.try_finish()?;
        Ok(mem::take(&mut self.get_mut().bytes))
    }
}

/// Decompresses `deflate` (zlib) and `deflate-raw`.
struct Inflate {
    state: Decompress,
    has_ended: bool,
    most: u64,
}

impl Inflate {
    fn new(has_header: bool, most: u64) -> Self {
        Self {
            state: Decompress::new(has_header),
            has_ended: false,
            most,
        }
    }
}

impl Codec for Inflate {
    fn feed(&mut self, mut bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut output = Vec::new();
        loop {
            if self.has_ended {
                return if bytes.is_empty() {
                    Ok(output)
                } else {
                    Err(trailing())
                };
            }
            output.reserve(bytes.len().max(1024));
            let (read, written) = (self.state.total_in(), self.state.total_out());
            let status = self
                .state
                .decompress_vec(bytes, &mut output, FlushDecompress::None)?;
            bytes = &bytes[(self.state.total_in() - read) as usize..];
            self.has_ended = status == Status::StreamEnd;
            if output.len() as u64 > self.most {
                return Err(too_large());
            }
            let has_stopped = self.state.total_out() == written && output.len() < output.capacity();
            if has_stopped && bytes.is_empty() && !self.has_ended {
                return Ok(output);
            }
            // There was input and there was room, so going on would change nothing, for ever.
            if has_stopped && self.state.total_in() == read && !self.has_ended {
                return Err(stuck());
            }
        }
    }

    fn finish(&mut self) -> io::Result<Vec<u8>> {
        if self.has_ended {
            Ok(Vec::new())
        } else {
            Err(truncated())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORMATS: [Format; 3] = [Format::Deflate, Format::DeflateRaw, Format::Gzip];

    fn text() -> Vec<u8> {
        (0..100_000_u32)
            .flat_map(|n| (n % 977).to_le_bytes())
            .collect()
    }

    fn all(codec: &mut dyn Codec, bytes: &[u8], size: usize) -> io::Result<Vec<u8>> {
        let mut output = Vec::new();
        for chunk in bytes.chunks(size) {
            output.extend(codec.feed(chunk)?);
        }
        output.extend(codec.finish()?);
        Ok(output)
    }

    #[test]
    fn what_was_compressed_is_the_same_again_however_it_is_cut() {
        let text = text();
        for format in FORMATS {
            let compressed = all(&mut *encoder(format), &text, 10_000).expect("it never fails");
            assert!(compressed.len() * 10 < text.len(), "{format:?}");
            for size in [1, 7, 1_000, compressed.len()] {
                let again = all(&mut *decoder(format, u64::MAX), &compressed, size);
                assert_eq!(
                    again.expect("valid"),
                    text,
                    "{format:?} in pieces of {size}"
                );
            }
        }
    }

    #[test]
    fn what_is_cut_off_follows_or_is_too_large_is_an_error() {
        let text = text();
        for format in FORMATS {
            let mut compressed = all(&mut *encoder(format), &text, 10_000).expect("it never fails");
            for length in [0, 1, compressed.len() / 2, compressed.len() - 1] {
                let cut = all(&mut *decoder(format, u64::MAX), &compressed[..length], 100);
                assert!(cut.is_err(), "{format:?} cut at {length}");
            }
            let large = all(&mut *decoder(format, 100_000), &compressed, usize::MAX);
            let large = large.expect_err("larger");
            assert_eq!(large.kind(), io::ErrorKind::FileTooLarge, "{format:?}");
            compressed.push(0);
            for size in [1, 7, compressed.len()] {
                let more = all(&mut *decoder(format, u64::MAX), &compressed, size);
                assert!(more.is_err(), "{format:?} with a byte more");
            }
        }
    }
}
