//! An HTTP server on loopback that can misbehave. It writes to the socket directly, because an HTTP library would refuse
//! to send some of the responses.
//!
//! The first segment of the path is the route, and the query has its parameters. A request with the parameter `key` is
//! counted; `/seen?key=..` answers with the counts of a key. What the test is to be faster than waits for the test: the route
//! `held` and the parameter `unread` wait for `/release?key=..`.

use std::{
    collections::HashMap,
    io::{self, Write},
    net::SocketAddr,
    sync::{Arc, Mutex, mpsc},
    thread,
    time::Duration,
};

use flate2::{
    Compression,
    write::{DeflateEncoder, GzEncoder, ZlibEncoder},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};
use url::form_urlencoded;

/// The counts of the requests with one key.
#[derive(Default)]
struct Seen {
    requests: usize,
    /// The number of connections that the client closed before the response was complete.
    closed: usize,
    /// The number of bytes of endless bodies that were written to the socket.
    sent: usize,
    /// The number of steps that held responses may take.
    released: u64,
    last_event_ids: Vec<String>,
    /// The traced operations with their `traceparent`s.
    traced: Vec<(String, String)>,
}

#[derive(Clone, Default)]
pub struct Shared(Arc<Mutex<HashMap<String, Seen>>>);

impl Shared {
    /// Takes the traced operations with their `traceparent`s.
    #[allow(
        dead_code,
        reason = "only one of the tests that include this file asks"
    )]
    pub fn take_traced(&self) -> Vec<(String, String)> {
        self.with("traced", |seen| std::mem::take(&mut seen.traced))
    }

    fn with<R>(&self, key: &str, f: impl FnOnce(&mut Seen) -> R) -> R {
        let mut seen = self.0.lock().expect("no panic while it is locked");
        f(seen.entry(key.to_owned()).or_default())
    }
}

struct Request {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    query: Vec<(String, String)>,
    /// Whether it is the first of its connection.
    is_first: bool,
}

impl Request {
    fn param(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    fn number(&self, name: &str, default: u64) -> u64 {
        self.param(name)
            .and_then(|value| value.parse().ok())
            .unwrap_or(default)
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    fn route(&self) -> &str {
        let path = self.target.split('?').next().unwrap_or_default();
        path.trim_start_matches('/')
            .split('/')
            .next()
            .unwrap_or_default()
    }
}

/// Starts the server and returns its two origins. It counts requests in `shared`.
pub fn start(shared: Shared) -> (String, String) {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async move {
            let mut origins = Vec::new();
            for _ in 0..2 {
                let address: SocketAddr = ([127, 0, 0, 1], 0).into();
                let listener = TcpListener::bind(address).await.expect("a port");
                let address = listener.local_addr().expect("an address");
                origins.push(format!("http://{address}"));
                tokio::spawn(accept(listener, shared.clone()));
            }
            sender.send(origins).expect("somebody waits");
            std::future::pending::<()>().await;
        });
    });
    let origins = receiver.recv().expect("the server starts");
    (origins[0].clone(), origins[1].clone())
}

async fn accept(listener: TcpListener, shared: Shared) {
    while let Ok((stream, _)) = listener.accept().await {
        // Separate writes are sent in separate packets.
        if stream.set_nodelay(true).is_err() {
            continue;
        }
        let shared = shared.clone();
        tokio::spawn(async move {
            // Errors here are on purpose.
            let _ = serve(stream, &shared).await;
        });
    }
}

/// Serves the requests of one connection.
async fn serve(mut stream: TcpStream, shared: &Shared) -> io::Result<()> {
    let mut buffer = Vec::new();
    let mut is_first = true;
    // What is sent before the next response, as if it belonged to the one before.
    let mut late: &[u8] = b"";
    while let Some(mut request) = read_request(&mut stream, &mut buffer, shared).await? {
        request.is_first = std::mem::take(&mut is_first);
        stream.write_all(std::mem::take(&mut late)).await?;
        if request.route() == "late-bytes" {
            late = b"hello";
        }
        if let Some(key) = request.param("key")
            && !["seen", "release"].contains(&request.route())
        {
            let id = request.header("last-event-id").unwrap_or("-").to_owned();
            shared.with(key, |seen| {
                seen.requests += 1;
                seen.last_event_ids.push(id);
            });
        }
        if !respond(&mut stream, &request, shared).await? {
            // Closes without a reset, even if the client has sent more than was read.
            stream.shutdown().await?;
            return Ok(());
        }
    }
    Ok(())
}

async fn read_request(
    stream: &mut TcpStream,
    buffer: &mut Vec<u8>,
    shared: &Shared,
) -> io::Result<Option<Request>> {
    let end = loop {
        if let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    };
    let head = buffer[..end]
        .iter()
        .map(|byte| char::from(*byte))
        .collect::<String>();
    buffer.drain(..end + 4);
    let mut lines = head.split("\r\n");
    let mut first = lines.next().unwrap_or_default().split(' ');
    let method = first.next().unwrap_or_default().to_owned();
    let target = first.next().unwrap_or_default().to_owned();
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect();
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let query = form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    let mut request = Request {
        method,
        target,
        headers,
        body: Vec::new(),
        query,
        is_first: false,
    };
    if let Some(key) = request.param("unread") {
        released(shared, key, 1).await;
    }
    if request.header("transfer-encoding") == Some("chunked") {
        request.body = read_chunked(stream, buffer).await?;
    } else {
        let length = request
            .header("content-length")
            .map_or(0, |value| value.parse().unwrap_or(0));
        fill(stream, buffer, length).await?;
        request.body = buffer.drain(..length).collect();
    }
    Ok(Some(request))
}

async fn fill(stream: &mut TcpStream, buffer: &mut Vec<u8>, length: usize) -> io::Result<()> {
    while buffer.len() < length {
        if stream.read_buf(buffer).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(())
}

async fn read_chunked(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = loop {
            if let Some(end) = buffer.windows(2).position(|window| window == b"\r\n") {
                break end;
            }
            let more = buffer.len() + 1;
            fill(stream, buffer, more).await?;
        };
        let size = String::from_utf8_lossy(&buffer[..end]).into_owned();
        let size =
            usize::from_str_radix(size.trim(), 16).map_err(|_| io::ErrorKind::InvalidData)?;
        buffer.drain(..end + 2);
        fill(stream, buffer, size + 2).await?;
        body.extend(buffer.drain(..size));
        buffer.drain(..2);
        if size == 0 {
            return Ok(body);
        }
    }
}

/// Answers a request. Returns whether the connection stays open.
async fn respond(stream: &mut TcpStream, request: &Request, shared: &Shared) -> io::Result<bool> {
    match request.route() {
        "echo" => {
            plain(
                stream,
                request,
                "application/json",
                echo(request).as_bytes(),
            )
            .await
        }
        "seen" => {
            let key = request.param("key").unwrap_or_default();
            let text = shared.with(key, |seen| {
                format!(
                    "{{\"requests\":{},\"closed\":{},\"sent\":{},\"ids\":{:?}}}",
                    seen.requests, seen.closed, seen.sent, seen.last_event_ids
                )
            });
            plain(stream, request, "application/json", text.as_bytes()).await
        }
        "release" => {
            let key = request.param("key").unwrap_or_default();
            shared.with(key, |seen| seen.released += request.number("steps", 1));
            plain(stream, request, "text/plain", b"").await
        }
        "held" => held(stream, request, shared).await,
        "status" => status(stream, request).await,
        "delay" => {
            let delay = sleep(Duration::from_millis(request.number("ms", 50)));
            if unless_closed(stream, request, shared, delay).await {
                return plain(stream, request, "text/plain", b"late").await;
            }
            Ok(false)
        }
        "drip" => drip(stream, request, shared).await,
        "endless" => endless(stream, request, shared).await,
        "truncated" => {
            write(
                stream,
                "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n0123456789",
            )
            .await?;
            Ok(false)
        }
        "truncated-chunk" => {
            write(
                stream,
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n10\r\n01234",
            )
            .await?;
            Ok(false)
        }
        "reset" => {
            if request.param("when") == Some("middle") {
                write(
                    stream,
                    "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n0123456789",
                )
                .await?;
                sleep(Duration::from_millis(20)).await;
            }
            stream.set_zero_linger()?;
            // Dropping the stream resets the connection; a shutdown would not.
            Err(io::ErrorKind::ConnectionReset.into())
        }
        // Bytes follow with the next response.
        "late-bytes" => {
            write(stream, "HTTP/1.1 204 No Content\r\n\r\n").await?;
            Ok(true)
        }
        // A body that there must not be, after a while.
        "late-body" => {
            let head = "HTTP/1.1 204 No Content\r\ncontent-length: 5\r\n\r\n";
            write(stream, head).await?;
            sleep(Duration::from_millis(request.number("ms", 20))).await;
            write(stream, "hello").await?;
            Ok(true)
        }
        // Answers the second request, if that comes on a new connection.
        "misdirected" => {
            let key = request.param("key").unwrap_or_default();
            let status = match shared.with(key, |seen| seen.requests) {
                0 | 1 => "421 Misdirected Request",
                _ if request.is_first => "200 OK",
                _ => "500 Not New",
            };
            let head = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n");
            write(stream, &head).await?;
            Ok(true)
        }
        "garbage" => {
            write(stream, "this is no HTTP\r\n\r\n").await?;
            Ok(false)
        }
        "hang-up" => Ok(false),
        // Answers as if the connection stayed open, and closes it.
        "last" => {
            plain(stream, request, "text/plain", b"last").await?;
            Ok(false)
        }
        "silent" => {
            unless_closed(stream, request, shared, std::future::pending()).await;
            Ok(false)
        }
        // A head, and no byte of the body. With `ms` the connection is closed after that time.
        "silent-body" => {
            let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n";
            write(stream, head).await?;
            let end = async {
                match request.param("ms") {
                    Some(_) => sleep(Duration::from_millis(request.number("ms", 0))).await,
                    None => std::future::pending().await,
                }
            };
            unless_closed(stream, request, shared, end).await;
            Ok(false)
        }
        "redirect" => {
            let code = request.number("code", 302);
            let location = request
                .param("to")
                .map_or(String::new(), |to| format!("location: {to}\r\n"));
            let head = format!("HTTP/1.1 {code} Moved\r\n{location}content-length: 0\r\n\r\n");
            write(stream, &head).await?;
            Ok(true)
        }
        "loop" => {
            write(
                stream,
                "HTTP/1.1 302 Found\r\nlocation: /loop\r\ncontent-length: 0\r\n\r\n",
            )
            .await?;
            Ok(true)
        }
        "countdown" => countdown(stream, request).await,
        "encoded" => encoded(stream, request).await,
        "sse" => sse(stream, request, shared).await,
        "trace" => trace(stream, request, shared).await,
        _ => {
            write(
                stream,
                "HTTP/1.1 404 Not Found\r\ncontent-length: 4\r\n\r\nnone",
            )
            .await?;
            Ok(true)
        }
    }
}

/// Stores the `traceparent` of the operation, waits for the number of milliseconds in the body, and answers in two
/// pieces.
async fn trace(stream: &mut TcpStream, request: &Request, shared: &Shared) -> io::Result<bool> {
    let header = |name| request.header(name).unwrap_or_default().to_owned();
    let entry = (header("x-operation"), header("traceparent"));
    shared.with("traced", |seen| seen.traced.push(entry));
    let delay = String::from_utf8_lossy(&request.body).parse().unwrap_or(0);
    sleep(Duration::from_millis(delay / 2)).await;
    write(stream, "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n01234").await?;
    sleep(Duration::from_millis(delay / 2)).await;
    write(stream, "56789").await?;
    Ok(true)
}

/// The received request as JSON.
fn echo(request: &Request) -> String {
    let headers: Vec<String> = request
        .headers
        .iter()
        .map(|(name, value)| format!("[{:?},{:?}]", name.to_ascii_lowercase(), value))
        .collect();
    let body: Vec<String> = request.body.iter().map(u8::to_string).collect();
    format!(
        "{{\"method\":{:?},\"target\":{:?},\"headers\":[{}],\"bytes\":[{}]}}",
        request.method,
        request.target,
        headers.join(","),
        body.join(",")
    )
}

async fn plain(
    stream: &mut TcpStream,
    request: &Request,
    mime_type: &str,
    body: &[u8],
) -> io::Result<bool> {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: {mime_type}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    write(stream, &head).await?;
    if request.method != "HEAD" {
        stream.write_all(body).await?;
    }
    Ok(true)
}

/// Answers with `code`, `text`, `body`, `type`, and a header for each parameter that begins with `h-`. Each character of
/// a body or header is one byte.
async fn status(stream: &mut TcpStream, request: &Request) -> io::Result<bool> {
    let code = request.number("code", 200);
    let text = request.param("text").unwrap_or("Status");
    let body = bytes(request.param("body").unwrap_or_default());
    let mut head = format!("HTTP/1.1 {code} {text}\r\n");
    for (name, value) in &request.query {
        if let Some(name) = name.strip_prefix("h-") {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
    }
    if code != 204 && code != 304 && request.param("length") != Some("no") {
        head.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    head.push_str("\r\n");
    stream.write_all(&bytes(&head)).await?;
    if request.method != "HEAD" && code != 204 && code != 304 {
        stream.write_all(&body).await?;
    }
    Ok(request.param("length") != Some("no"))
}

/// Sends `n` chunks of `size` bytes at intervals of `ms`.
async fn drip(stream: &mut TcpStream, request: &Request, shared: &Shared) -> io::Result<bool> {
    let size = usize::try_from(request.number("size", 1)).unwrap_or(1);
    let n = request.number("n", 5);
    let total = n * size as u64;
    let head = if request.param("length") == Some("yes") {
        format!("HTTP/1.1 200 OK\r\ncontent-length: {total}\r\n\r\n")
    } else {
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_owned()
    };
    write(stream, &head).await?;
    for index in 0..n {
        let letter = char::from(b'a' + u8::try_from(index % 26).unwrap_or(0));
        let text = letter.to_string().repeat(size);
        if request.param("length") == Some("yes") {
            write(stream, &text).await?;
        } else {
            write(stream, &format!("{size:x}\r\n{text}\r\n")).await?;
        }
        let pause = sleep(Duration::from_millis(request.number("ms", 5)));
        if !unless_closed(stream, request, shared, pause).await {
            return Ok(false);
        }
    }
    if request.param("length") != Some("yes") {
        write(stream, "0\r\n\r\n").await?;
    }
    Ok(true)
}

/// Sends the head and then each of the `parts`, which `~` separates, when `/release` lets it: a step for each. The first `free`
/// steps are taken at once.
async fn held(stream: &mut TcpStream, request: &Request, shared: &Shared) -> io::Result<bool> {
    let key = request.param("key").unwrap_or_default();
    let parts = request.param("parts").unwrap_or_default();
    let has_length = request.param("length") == Some("yes");
    let head = if has_length {
        format!("content-length: {}", parts.replace('~', "").len())
    } else {
        "transfer-encoding: chunked".to_owned()
    };
    let head = format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n");
    let parts = parts.split('~').map(|part| {
        if has_length {
            part.to_owned()
        } else {
            format!("{:x}\r\n{part}\r\n", part.len())
        }
    });
    for (step, text) in (1..).zip(std::iter::once(head).chain(parts)) {
        let steps = step - request.number("free", 0).min(step);
        if !unless_closed(stream, request, shared, released(shared, key, steps)).await {
            return Ok(false);
        }
        write(stream, &text).await?;
    }
    if !has_length {
        write(stream, "0\r\n\r\n").await?;
    }
    Ok(true)
}

/// Waits until so many steps were released.
async fn released(shared: &Shared, key: &str, steps: u64) {
    while shared.with(key, |seen| seen.released) < steps {
        sleep(Duration::from_millis(1)).await;
    }
}

/// Sends until the client closes the connection.
async fn endless(stream: &mut TcpStream, request: &Request, shared: &Shared) -> io::Result<bool> {
    write(
        stream,
        "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n",
    )
    .await?;
    let chunk = [b'x'; 16 * 1024];
    let key = request.param("key").unwrap_or_default();
    loop {
        match timeout(Duration::from_secs(600), stream.write_all(&chunk)).await {
            Ok(Ok(())) => shared.with(key, |seen| seen.sent += chunk.len()),
            _ => {
                shared.with(key, |seen| seen.closed += 1);
                return Ok(false);
            }
        }
        sleep(Duration::from_millis(request.number("ms", 1))).await;
    }
}

/// Redirects `n` times to itself, then echoes the request.
async fn countdown(stream: &mut TcpStream, request: &Request) -> io::Result<bool> {
    match request.number("n", 0) {
        0 => {
            plain(
                stream,
                request,
                "application/json",
                echo(request).as_bytes(),
            )
            .await
        }
        n => {
            let to = format!("/countdown?n={}", n - 1);
            let head = format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n");
            write(stream, &head).await?;
            Ok(true)
        }
    }
}

/// Sends the text `hello`, or the parameter `text`, `n` times, in the content coding `as`; with `cut`, without its end. The
/// `type` is that of the content.
async fn encoded(stream: &mut TcpStream, request: &Request) -> io::Result<bool> {
    let coding = request.param("as").unwrap_or_default();
    let times = usize::try_from(request.number("n", 1)).unwrap_or(1);
    let text = request.param("text").unwrap_or("hello").repeat(times);
    let mime_type = request.param("type").unwrap_or("text/plain");
    let text = text.as_bytes();
    let (name, mut body) = match coding {
        "gzip" => ("gzip", {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(text)?;
            encoder.finish()?
        }),
        "zlib" => ("deflate", {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(text)?;
            encoder.finish()?
        }),
        "raw" => ("deflate", {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(text)?;
            encoder.finish()?
        }),
        "br" => ("br", b"\x0b\x02\x80hello\x03".to_vec()),
        "nonsense" => ("gzip", b"not compressed at all".to_vec()),
        other => (other, text.to_vec()),
    };
    if request.param("cut").is_some() {
        body.truncate(body.len() - 2);
    }
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: {mime_type}\r\ncontent-encoding: {name}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    write(stream, &head).await?;
    // Byte by byte, because a decoder must not depend on how bytes are grouped.
    for byte in body {
        stream.write_all(&[byte]).await?;
        tokio::task::yield_now().await;
    }
    Ok(true)
}

/// Sends server-sent events. The first connection of a `key` gets the parameter `c0`, the second `c1`; later ones get 204.
/// Each `~` in it sends the text before it in a packet of its own. `hold` keeps the last connection open.
async fn sse(stream: &mut TcpStream, request: &Request, shared: &Shared) -> io::Result<bool> {
    let key = request.param("key").unwrap_or_default();
    let number = shared.with(key, |seen| seen.requests) - 1;
    let Some(script) = request.param(&format!("c{number}")) else {
        write(stream, "HTTP/1.1 204 No Content\r\n\r\n").await?;
        return Ok(true);
    };
    let code = request.number("code", 200);
    let mime_type = request.param("type").unwrap_or("text/event-stream");
    let head = format!("HTTP/1.1 {code} Status\r\ncontent-type: {mime_type}\r\n\r\n");
    write(stream, &head).await?;
    for part in script.split('~') {
        stream.write_all(&bytes(part)).await?;
        stream.flush().await?;
        sleep(Duration::from_millis(5)).await;
    }
    let is_last = request.param(&format!("c{}", number + 1)).is_none();
    if is_last && request.param("hold").is_some() {
        unless_closed(stream, request, shared, std::future::pending()).await;
    }
    Ok(false)
}

/// Waits. Returns `false`, and counts it, if the client closes the connection meanwhile.
async fn unless_closed(
    stream: &mut TcpStream,
    request: &Request,
    shared: &Shared,
    wait: impl Future<Output = ()>,
) -> bool {
    let mut byte = [0];
    let mut wait = std::pin::pin!(wait);
    tokio::select! {
        () = &mut wait => return true,
        read = stream.peek(&mut byte) => {
            if !matches!(read, Ok(1..)) {
                if let Some(key) = request.param("key") {
                    shared.with(key, |seen| seen.closed += 1);
                }
                return false;
            }
        }
    }
    // The next request has arrived already.
    wait.await;
    true
}

async fn write(stream: &mut TcpStream, text: &str) -> io::Result<()> {
    stream.write_all(text.as_bytes()).await?;
    stream.flush().await
}

fn bytes(text: &str) -> Vec<u8> {
    text.chars().map(|character| character as u8).collect()
}
