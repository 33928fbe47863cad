//! A TCP connection: an operation that may wait for ever, and an end that the other side sees.

use std::{future::Future, io, net::SocketAddr, sync::Arc};

use boa_async_context::{
    Runtime,
    cleanup::{Bytes, CleanupError, NativeResource},
};
use boa_engine::{JsArgs, JsResult};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::{Mutex, watch},
};

use crate::{
    arguments::{bytes, integer, text},
    turn::{during, turn},
};

/// How much is read at a time, at most: what a JS program that asks for more gets.
const MOST_READ: u32 = 64 * 1024;
/// How much is read to no end when a connection is closed: about what a socket buffers.
const MOST_DISCARDED: usize = 8 * 1024 * 1024;

/// A TCP connection. In JavaScript:
///
/// | | |
/// |---|---|
/// | `await TcpConnection.connect(host, port)` | connects |
/// | `await connection.write(data)` | sends all of a string, as UTF-8, or of a `Uint8Array` |
/// | `await connection.read(max?)` | the next bytes, as a `Uint8Array`; an empty one at the end |
/// | `await connection.close()` | ends our side after what was written, and closes |
///
/// Reading and writing may overlap. Reads get what comes in the order of the calls; what writes send does
/// not mix. Closing waits for writes but not for reads, which may wait for ever: they are rejected.
#[derive(Debug)]
pub struct TcpConnection {
    peer: SocketAddr,
    socket: Socket,
}

#[derive(Debug)]
struct Socket {
    reader: Arc<Mutex<OwnedReadHalf>>,
    writer: Arc<Mutex<OwnedWriteHalf>>,
    closing: watch::Sender<bool>,
}

impl TcpConnection {
    /// Connects to the first address of `host` that answers.
    ///
    /// # Errors
    ///
    /// If the host is not known, or none of its addresses answers.
    pub async fn connect(host: String, port: u16) -> io::Result<Self> {
        let stream = TcpStream::connect((host, port)).await?;
        // JS programs write messages, not streams of bytes.
        stream.set_nodelay(true)?;
        let peer = stream.peer_addr()?;
        let (reader, writer) = stream.into_split();
        Ok(Self {
            peer,
            socket: Socket {
                reader: Arc::new(Mutex::new(reader)),
                writer: Arc::new(Mutex::new(writer)),
                closing: watch::Sender::new(false),
            },
        })
    }
}

impl Socket {
    fn write(&self, bytes: Vec<u8>) -> impl Future<Output = io::Result<()>> + Send + use<> {
        let writer = turn(&self.writer);
        async move { writer.await.write_all(&bytes).await }
    }

    fn read(&self, max: usize) -> impl Future<Output = Result<Bytes, CleanupError>> + Send + use<> {
        let reader = turn(&self.reader);
        let mut closing = self.closing.subscribe();
        async move {
            let read = async {
                let mut bytes = vec![0; max];
                let n = reader.await.read(&mut bytes).await?;
                bytes.truncate(n);
                Ok(Bytes(bytes))
            };
            tokio::select! {
                biased;
                _ = closing.wait_for(|closing| *closing) => {
                    Err("the connection was closed during the read".into())
                }
                bytes = read => bytes,
            }
        }
    }

    /// Ends our side after everything that was written.
    async fn shut_down(&self) -> io::Result<()> {
        match self.writer.lock().await.shutdown().await {
            // The other side has reset the connection: there is nothing left to end.
            Err(error) if error.kind() == io::ErrorKind::NotConnected => Ok(()),
            result => result,
        }
    }

    /// Drops what has arrived and nobody has read. A socket that is closed over it would reset the
    /// connection, and the other side could lose what we have sent.
    async fn discard_unread(&self) {
        let reader = self.reader.lock().await;
        let mut unread = [0; 4096];
        // Not for as long as the other side goes on sending.
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
        // Reads let go of their half; writes have ended.
        self.socket.closing.send_replace(true);
        let ended = self.socket.shut_down().await;
        self.socket.discard_unread().await;
        Ok(ended?)
    }
}

/// Defines the class `TcpConnection`.
///
/// # Errors
///
/// If the cleanup runtime can not be started, or the global object refuses the class.
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
            let written = connection.socket.write(bytes(args, 0, "data", context)?);
            Ok(during(connection, written))
        })
        .operation("read", 0, |connection, args, context| {
            let max = if args.get_or_undefined(0).is_undefined() {
                MOST_READ
            } else {
                integer(args, 0, "max", 1..=u32::MAX, context)?.min(MOST_READ)
            };
            // The operation ends here: closing would wait for it, and a connection that is collected with a
            // read pending would be leaked at the deadline.
            Ok(connection.socket.read(max as usize))
        })
        .register(runtime.context())
}
