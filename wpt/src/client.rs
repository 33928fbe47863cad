//! Gets scripts from a server, on threads that wait for them.

use std::{error::Error, thread, time::Duration};

use http_body_util::{BodyExt as _, Empty};
use hyper::{
    Request, Response,
    body::{Bytes, Incoming},
    client::conn::http1,
    header::{CONTENT_TYPE, HOST, LOCATION},
};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, time::timeout};
use url::{Position, Url};

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// How many redirects are followed.
///
/// <https://fetch.spec.whatwg.org/#http-redirect-fetch>
const REDIRECTS: usize = 20;

/// What a server has answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The type in `Content-Type`, without its parameters, in lower case; empty without one.
    pub(crate) mime_type: String,
    /// The body, decoded as UTF-8.
    pub(crate) text: String,
}

/// Gets what a URL names, and follows redirects. Blocks the thread, which may be one of an event loop.
///
/// # Errors
///
/// A message that says why there is no answer.
pub(crate) fn get(url: &Url) -> Result<Answer, String> {
    // Of its own, because a thread that runs an event loop cannot run another one.
    let thread = thread::Builder::new().name("wpt-client".to_owned());
    let answer = thread::scope(|scope| {
        let thread = thread.spawn_scoped(scope, || {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .map_err(|error| error.to_string())?
                .block_on(async { timeout(PATIENCE, get_here(url)).await })
                .map_err(|_| format!("no answer within {PATIENCE:?}"))?
                .map_err(|error| innermost(&*error))
        });
        let thread = thread.map_err(|error| error.to_string())?;
        thread.join().map_err(|_| "the client panicked".to_owned())
    });
    answer?
}

async fn get_here(url: &Url) -> Result<Answer, Box<dyn Error + Send + Sync>> {
    let mut url = url.clone();
    for _ in 0..=REDIRECTS {
        let response = ask(&url).await?;
        let status = response.status();
        let header = |name| {
            let value = response.headers().get(name);
            value.and_then(|value| value.to_str().ok())
        };
        if let (true, Some(to)) = (status.is_redirection(), header(LOCATION)) {
            url = url.join(to)?;
            if url.scheme() != "http" {
                return Err(format!("it is redirected to {url}, which is no http: URL").into());
            }
            continue;
        }
        let essence = header(CONTENT_TYPE).and_then(|value| value.split(';').next());
        let mime_type = essence.unwrap_or_default().trim().to_ascii_lowercase();
        let body = response.into_body().collect().await?.to_bytes();
        let text = String::from_utf8_lossy(&body);
        return Ok(Answer {
            status: status.as_u16(),
            mime_type,
            text: text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned(),
        });
    }
    Err(format!("there are more than {REDIRECTS} redirects").into())
}

/// Sends a request on a connection of its own.
async fn ask(url: &Url) -> Result<Response<Incoming>, Box<dyn Error + Send + Sync>> {
    let host = url.host_str().ok_or("the URL has no host")?;
    let port = url.port_or_known_default().ok_or("the URL has no port")?;
    // The brackets of an IPv6 address are of the URL.
    let stream = TcpStream::connect((host.trim_matches(['[', ']']), port)).await?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    // Its failure is one of the request, too. It ends with the runtime.
    tokio::spawn(connection);
    let request = Request::get(&url[Position::BeforePath..Position::AfterQuery])
        .header(HOST, &url[Position::BeforeHost..Position::AfterPort])
        .body(Empty::<Bytes>::new())?;
    Ok(sender.send_request(request).await?)
}

/// The error of the operating system, or whatever else is at the bottom: the outer ones only repeat the URL.
fn innermost(error: &(dyn Error + 'static)) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}
