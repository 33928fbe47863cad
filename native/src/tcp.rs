//! A TCP connection: its reads may wait forever, and the other side sees its end.

use std::{future::Future, io, net::SocketAddr, sync::Arc, time::Duration};

use boa_async_context::{
    Runtime,
    cleanup::{Bytes, CleanupError, NativeResource, ResourceClasses},
};
use boa_engine::{JsArgs, JsResult};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::{Mutex, watch},
    time::timeout,
};

use crate::{
    arguments::{bytes, integer, text},
    turn::turn,
};

/// How many bytes one read returns at most, also to a program that asks for more.
const MOST_READ: u32 = 64 * 1024;
/// How long closing waits for the other side to take what was written.
const SEND_DEADLINE: Duration = Duration::from_secs(3);
/// How many unread bytes are discarded when a connection is closed: about as many as a socket buffers.
const MOST_DISCARDED: usize = 8 * 1024 * 1024;

/// A TCP connection. In JavaScript:
///
/// | | |
/// |---|---|
/// | `await TcpConnection.connect(host, port)` | connects |
/// | `await connection.write(data)` | sends all of a string, as UTF-8, or of a `Uint8Array` |
/// | `await connection.read(max?)` | returns the next bytes as a `Uint8Array`; an empty one at the end |
/// | `await connection.close()` | ends the sending side after all writes, and closes |
///
/// Reading and writing may overlap. Reads get the bytes in the order of the calls; the bytes of two writes do
/// not mix. Closing rejects the reads that wait, and the writes that the other side does not accept within a
/// few seconds.
///
/// Reads and writes may wait forever, so their futures do not hold the operation: closing would wait for them,
/// too, and then have to leak the socket.
#[derive(Debug)]
pub struct TcpConnection {
    peer: SocketAddr,
    socket: Socket,
}

#[derive(Debug)]
struct Socket {
    reader: Arc<Mutex<OwnedReadHalf>>,
    writer: Arc<Mutex<OwnedWriteHalf>>,
    end: watch::Sender<End>,
}

/// How much of a connection has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
enum End {
    /// Nothing.
    NotYet,
    /// Reading.
    OfReads,
    /// Reading and writing.
    OfAll,
}

impl TcpConnection {
    /// Connects to the first address of `host` that answers.
    ///
    /// # Errors
    ///
    /// If the host is unknown or none of its addresses answers.
    pub async fn connect(host: String, port: u16) -> io::Result<Self> {
        let stream = TcpStream::connect((host, port)).await?;
        // JS programs write messages, so each write is sent at once.
        stream.set_nodelay(true)?;
        let peer = stream.peer_addr()?;
        let (reader, writer) = stream.into_split();
        Ok(Self {
            peer,
            socket: Socket {
                reader: Arc::new(Mutex::new(reader)),
                writer: Arc::new(Mutex::new(writer)),
                end: watch::Sender::new(End::NotYet),
            },
        })
    }
}

impl Socket {
    fn write(
        &self,
        bytes: Vec<u8>,
    ) -> impl Future<Output = Result<(), CleanupError>> + Send + use<> {
        let writer = turn(&self.writer);
        self.unless_ended(End::OfAll, "write", async move {
            writer.await.write_all(&bytes).await
        })
    }

    fn read(&self, max: usize) -> impl Future<Output = Result<Bytes, CleanupError>> + Send + use<> {
        let reader = turn(&self.reader);
        self.unless_ended(End::OfReads, "read", async move {
            let mut bytes = vec![0; max];
            let n = reader.await.read(&mut bytes).await?;
            bytes.truncate(n);
            Ok(Bytes(bytes))
        })
    }

    fn unless_ended<T, F: Future<Output = io::Result<T>>>(
        &self,
        limit: End,
        what: &str,
        operation: F,
    ) -> impl Future<Output = Result<T, CleanupError>> + use<T, F> {
        let mut end = self.end.subscribe();
        let closed = format!("the connection was closed during the {what}");
        async move {
            tokio::select! {
                biased;
                _ = end.wait_for(|end| *end >= limit) => Err(closed.into()),
                result = operation => Ok(result?),
            }
        }
    }

    /// Ends the sending side after all writes.
    async fn shut_down(&self) -> io::Result<()> {
        // Waits for the writes that were called before.
        let Ok(mut writer) = timeout(SEND_DEADLINE, turn(&self.writer)).await else {
            let message = "the other side does not take what was written";
            return Err(io::Error::new(io::ErrorKind::TimedOut, message));
        };
        match writer.shutdown().await {
            // The other side has reset the connection, so there is nothing left to end.
            Err(error) if error.kind() == io::ErrorKind::NotConnected => Ok(()),
            result => result,
        }
    }

    /// Discards bytes that have arrived and were not read. Closing a socket with unread bytes resets the
    /// connection, and the other side could lose bytes that were sent to it.
    async fn discard_unread(&self) {
        let reader = self.reader.lock().await;
        let mut unread = [0; 4096];
        // Limited, since the other side may go on sending.
        for _ in 0..MOST_DISCARDED / unread.len() {
            if !reader.try_read(&mut unread).is_ok_and(|n| n > 0) {
                return;
            }
        }
    }
}

impl NativeResource for TcpConnection {
    const NAME: &'static str = "TcpConnection";

    fn label(&self) -> String {
        self.peer.to_string()
    }

    async fn close(self) -> Result<(), CleanupError> {
        self.socket.end.send_replace(End::OfReads);
        let ended = self.socket.shut_down().await;
        self.socket.end.send_replace(End::OfAll);
        self.socket.discard_unread().await;
        Ok(ended?)
    }
}

/// Defines the class `TcpConnection`.
///
/// # Errors
///
/// If the cleanup runtime cannot be started, or the global object refuses the class.
pub fn register(runtime: &mut Runtime) -> JsResult<()> {
    let resources = runtime.resources().clone();
    resources
        .class::<TcpConnection>()
        .open("connect", 2, |args, context| {
            let host = text(args, 0, "host", context)?;
            let port = integer(args, 1, "port", 1..=u16::MAX, context)?;
            Ok(TcpConnection::connect(host, port))
        })
        .operation("write", 1, |connection, args, context| {
            let bytes = bytes(args, 0, "data", context)?;
            Ok(connection.socket.write(bytes))
        })
        .operation("read", 0, |connection, args, context| {
            let max = if args.get_or_undefined(0).is_undefined() {
                MOST_READ
            } else {
                integer(args, 0, "max", 1..=u32::MAX, context)?.min(MOST_READ)
            };
            Ok(connection.socket.read(max as usize))
        })
        .register(&mut runtime.context_mut())
}
