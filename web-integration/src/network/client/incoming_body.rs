//! The body of a response, as it arrives.

use boa_async_context::Permit;
use bytes::Bytes;

use super::{decode::Decoder, failure::Failure};

/// A body that is read as it arrives. Dropping this closes the connection.
#[derive(Debug)]
pub(crate) struct IncomingBody {
    decoder: Decoder,
    rest: Rest,
    /// The place of the request, until the last byte.
    permit: Permit,
}

/// The source of the remaining bytes.
#[derive(Debug)]
enum Rest {
    Network(reqwest::Response),
    Memory(Bytes),
    Done,
}

impl IncomingBody {
    /// The body of a response from the network, which `decoder` decodes.
    pub(super) fn network(response: reqwest::Response, decoder: Decoder) -> Self {
        Self {
            decoder,
            rest: Rest::Network(response),
            permit: Permit::default(),
        }
    }

    /// A body that is complete already.
    pub(super) fn memory(bytes: Vec<u8>) -> Self {
        Self {
            decoder: Decoder::new(None, None),
            rest: Rest::Memory(bytes.into()),
            permit: Permit::default(),
        }
    }

    /// Keeps the place of the request until the last byte.
    pub(super) fn keep(&mut self, permit: Permit) {
        self.permit = permit;
    }

    /// The next bytes; `None` at the end. Between calls nothing more is read from the network than the operating
    /// system has buffered. Dropping the future loses no bytes.
    ///
    /// # Errors
    ///
    /// A network error, also for bytes that cannot be decoded. The connection is closed then.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, Failure> {
        let result = self.next().await;
        if !matches!(result, Ok(Some(_))) {
            self.rest = Rest::Done;
            self.permit = Permit::default();
        }
        result
    }

    async fn next(&mut self) -> Result<Option<Bytes>, Failure> {
        loop {
            let decoded = match &mut self.rest {
                Rest::Done => return Ok(None),
                Rest::Memory(bytes) => {
                    let bytes = std::mem::take(bytes);
                    self.rest = Rest::Done;
                    bytes
                }
                Rest::Network(response) => match response.chunk().await? {
                    Some(bytes) => self.decoder.decode(bytes)?,
                    None => {
                        self.rest = Rest::Done;
                        self.decoder.finish()?
                    }
                },
            };
            // A decoder may need more bytes before it returns any.
            if !decoded.is_empty() {
                return Ok(Some(decoded));
            }
        }
    }
}
