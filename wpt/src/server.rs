//! A server on loopback for the files of the tests, so that a test can fetch the files beside it and has a
//! `location` with an origin.
//!
//! Unlike wptserve it serves only files, and the scripts that run them in workers: `.py` handlers, `.sub.` templates and pipes
//! do nothing here.

use std::{
    fs,
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::{Component, Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use boa_async_context::source;

use crate::{meta::Meta, root, wrapper};

/// How long a client may take to send its request.
const PATIENCE: Duration = Duration::from_secs(5);

/// The maximum size of a request's head, in bytes.
const LONGEST_HEAD: u64 = 16 << 10;

/// A running server. Dropping this stops it.
pub(crate) struct Server {
    root: PathBuf,
    address: SocketAddr,
    stopping: Arc<AtomicBool>,
}

impl Server {
    /// Starts a server for the files below `root` on a free port, with a thread of its own.
    pub(crate) fn start(root: &Path) -> io::Result<Self> {
        let root = root.to_owned();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let stopping = Arc::new(AtomicBool::new(false));
        let server = Self {
            root: root.clone(),
            address,
            stopping: stopping.clone(),
        };
        thread::Builder::new()
            .name("wpt-server".to_owned())
            .spawn(move || {
                for stream in listener.incoming() {
                    if stopping.load(Ordering::SeqCst) {
                        return;
                    }
                    let (Ok(stream), root) = (stream, root.clone()) else {
                        continue;
                    };
                    // If no thread can start, the connection is closed.
                    let _ = thread::Builder::new().spawn(move || serve(stream, &root));
                }
            })?;
        Ok(server)
    }

    /// The URL of a file below the root; `None` for other files.
    pub(crate) fn url_of(&self, file: &Path) -> Option<url::Url> {
        let base = url::Url::parse(&format!("http://{}/", self.address)).ok()?;
        root::url_of(file, &self.root, &base)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::SeqCst);
        // Wakes the thread that accepts.
        let _ = TcpStream::connect(self.address);
    }
}

fn serve(mut stream: TcpStream, root: &Path) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let (method, target) = read_request(&stream)?;
    let head_only = method == "HEAD";
    if !head_only && method != "GET" {
        return answer(&mut stream, "405 Method Not Allowed", &[], b"", false);
    }
    let Some(file) = file_of(root, &target) else {
        return answer(&mut stream, "404 Not Found", &[], b"", false);
    };
    match content(&file) {
        Some((headers, body)) => answer(&mut stream, "200 OK", &headers, &body, head_only),
        None => answer(&mut stream, "404 Not Found", &[], b"", head_only),
    }
}

/// The headers and the text of a file, or of the script of a worker that runs one.
fn content(file: &Path) -> Option<(Vec<String>, Vec<u8>)> {
    if file.is_file() {
        return Some((headers(file), fs::read(file).ok()?));
    }
    let (runs, kind) = wrapper::file_of(file)?;
    let meta = Meta::parse(&source::read(&runs).ok()?);
    Some((headers(file), wrapper::text(&runs, &meta, kind).into()))
}

/// Reads the head of a request; returns its method and target.
fn read_request(stream: &TcpStream) -> io::Result<(String, String)> {
    let mut lines = BufReader::new(stream.take(LONGEST_HEAD)).lines();
    let first = lines.next().unwrap_or_else(|| Ok(String::new()))?;
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let mut words = first.split(' ').map(str::to_owned);
    let method = words.next().unwrap_or_default();
    Ok((method, words.next().unwrap_or_default()))
}

/// The file that a target names, which need not be there; `None` if it is none in the root.
fn file_of(root: &Path, target: &str) -> Option<PathBuf> {
    let base = url::Url::parse("http://localhost/").ok()?;
    let url = base.join(target).ok()?;
    let mut file = PathBuf::new();
    for segment in url.path_segments()? {
        let segment = percent_decoded(segment)?;
        match Path::new(&segment).components().next() {
            None => {}
            Some(Component::Normal(name)) if name == segment.as_str() => file.push(segment),
            Some(_) => return None,
        }
    }
    Some(root::in_root(root, file.to_str()?))
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits = std::str::from_utf8(&digits).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The response headers of a file: its content type, and the lines of the file beside it whose name has
/// `.headers` appended.
fn headers(file: &Path) -> Vec<String> {
    let extension = file.extension().unwrap_or_default().to_string_lossy();
    let mime_type = match &*extension {
        "html" | "htm" => "text/html",
        "js" | "mjs" => "text/javascript",
        "json" => "application/json",
        "css" => "text/css",
        "txt" | "idl" => "text/plain",
        "xml" => "text/xml",
        "wasm" => "application/wasm",
        "png" => "image/png",
        _ => "application/octet-stream",
    };
    let mut beside = file.as_os_str().to_owned();
    beside.push(".headers");
    let own = fs::read_to_string(beside).unwrap_or_default();
    let mut headers: Vec<String> = own
        .lines()
        .map(str::trim)
        .filter(|line| line.contains(':'))
        .map(str::to_owned)
        .collect();
    let is_typed = |header: &String| header.to_ascii_lowercase().starts_with("content-type:");
    if !headers.iter().any(is_typed) {
        headers.push(format!("Content-Type: {mime_type}"));
    }
    headers
}

fn answer(
    stream: &mut TcpStream,
    status: &str,
    headers: &[String],
    body: &[u8],
    head_only: bool,
) -> io::Result<()> {
    let mut head = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n",
        body.len()
    );
    for header in headers {
        head.push_str(header);
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    if !head_only {
        stream.write_all(body)?;
    }
    stream.flush()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{content, file_of};

    #[test]
    fn nothing_outside_the_root_is_found() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let root = directory.path().join("root");
        fs::create_dir_all(root.join("wpt")).expect("a new directory");
        fs::write(root.join("wpt/meta.rs"), "").expect("a new file");
        fs::write(directory.path().join("Cargo.toml"), "").expect("a new file");
        assert_eq!(
            file_of(&root, "/wpt/meta.rs?a=b"),
            Some(root.join("wpt/meta.rs"))
        );
        assert_eq!(
            file_of(&root, "/%77pt//meta.rs"),
            Some(root.join("wpt/meta.rs"))
        );
        for target in [
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/wpt/..%2f..%2fCargo.toml",
            "/%2fetc%2fpasswd",
            "//etc/passwd",
            "/wpt",
            "/wpt/%zz",
            "/missing.js",
            "/wpt/missing.any.worker.js",
            "",
        ] {
            let file = file_of(&root, target);
            let inside = file.as_ref().is_none_or(|file| file.starts_with(&root));
            assert!(inside, "{target}: {file:?}");
            assert_eq!(file.and_then(|file| content(&file)), None, "{target}");
        }
    }
}
