//! Bodies of requests.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::sync::{Notify, mpsc};

use super::failure::Failure;

/// The maximum number of bytes that the connection gets at once.
const CHUNK: usize = 64 * 1024;

/// How many bytes of a body the connection has taken.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    sent: AtomicU64,
    changed: Notify,
}

impl Progress {
    pub(crate) fn sent(&self) -> u64 {
        self.sent.load(Ordering::Relaxed)
    }

    /// Waits until the number has changed since the last call.
    pub(crate) async fn changed(&self) {
        self.changed.notified().await;
    }

    fn set(&self, sent: u64) {
        self.sent.store(sent, Ordering::Relaxed);
        self.changed.notify_one();
    }
}

/// A chunk of a body that is a stream, or the failure of the stream.
pub(crate) type Chunk = Result<Bytes, Failure>;

/// The body of a request.
#[derive(Debug)]
pub(crate) enum Upload {
    Bytes(Bytes, Option<Arc<Progress>>),
    /// A stream: its length is unknown, and it can be sent only once.
    Stream(Option<mpsc::Receiver<Chunk>>),
}

impl Upload {
    /// Whether the body can be sent again after a redirect.
    pub(super) fn can_repeat(&self) -> bool {
        matches!(self, Self::Bytes(..))
    }

    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Bytes(bytes, _) if bytes.is_empty())
    }

    /// The body to send now.
    ///
    /// # Errors
    ///
    /// A network error if the body is a stream and was sent already.
    pub(super) fn take_body(&mut self) -> Result<reqwest::Body, Failure> {
        match self {
            Self::Bytes(bytes, None) => Ok(bytes.clone().into()),
            Self::Bytes(bytes, Some(progress)) => Ok(reqwest::Body::wrap(Counted {
                rest: bytes.clone(),
                sent: 0,
                progress: progress.clone(),
            })),
            Self::Stream(chunks) => chunks
                .take()
                .map(|chunks| reqwest::Body::wrap(Streamed(chunks)))
                .ok_or_else(|| Failure::new("the body was sent already")),
        }
    }
}

/// Bytes that are sent in counted parts.
struct Counted {
    rest: Bytes,
    sent: u64,
    progress: Arc<Progress>,
}

impl Body for Counted {
    type Data = Bytes;
    type Error = Failure;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Failure>>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        let length = self.rest.len().min(CHUNK);
        let part = self.rest.split_to(length);
        self.sent += part.len() as u64;
        self.progress.set(self.sent);
        Poll::Ready(Some(Ok(Frame::data(part))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}

/// Chunks from a channel.
struct Streamed(mpsc::Receiver<Chunk>);

impl Body for Streamed {
    type Data = Bytes;
    type Error = Failure;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Failure>>> {
        self.0
            .poll_recv(cx)
            .map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }
}
