//! The HTTP client: plain Rust that knows of neither JS nor mappings.
//!
//! It is reqwest without what the standard wants done otherwise: redirects are followed here, so that
//! what they change is exact, and bodies are decoded here, so that the header list stays as it was received.

mod data;
mod decode;
mod redirect;
mod tls;
mod upload;

use std::{cell::RefCell, collections::HashSet, error::Error, fmt, io, rc::Rc};

use bytes::Bytes;
use hyper::ext::ReasonPhrase;
use reqwest::header::{HeaderName, HeaderValue};
use tokio::runtime;
use url::Url;

use self::decode::Decoder;
pub(crate) use self::upload::{Chunk, Progress, Upload};
use super::header_list::{HeaderList, isomorphic_decode, isomorphic_encode};

/// What the `User-Agent` header says if the program does not set it.
const USER_AGENT: &str = concat!("boa_async_context_web/", env!("CARGO_PKG_VERSION"));

/// The statuses of responses that have no body.
const NULL_BODY: [u16; 5] = [101, 103, 204, 205, 304];

/// Whether a response of this status has no body.
pub(crate) fn is_null_body_status(status: u16) -> bool {
    NULL_BODY.contains(&status)
}

/// A *network error*: what happened, for people.
#[derive(Debug, Clone)]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        // The outer layers say only that something failed; the inner ones say what.
        let mut text = String::new();
        let mut source = error.source();
        while let Some(inner) = source {
            if !text.is_empty() {
                text.push_str(": ");
            }
            text.push_str(&inner.to_string());
            source = inner.source();
        }
        if text.is_empty() {
            text = error.without_url().to_string();
        }
        Self(text)
    }
}

/// Whether the connection ended before anything of a response came.
fn is_unanswered(error: &reqwest::Error) -> bool {
    let mut source = error.source();
    while let Some(inner) = source {
        if let Some(error) = inner.downcast_ref::<hyper::Error>()
            && (error.is_incomplete_message() || error.is_canceled())
        {
            return true;
        }
        if let Some(error) = inner.downcast_ref::<io::Error>() {
            return matches!(
                error.kind(),
                io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe
            );
        }
        source = inner.source();
    }
    false
}

/// *Redirect mode*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum RedirectMode {
    #[default]
    Follow,
    Error,
    Manual,
}

/// A request, as it is sent.
#[derive(Debug)]
pub(crate) struct Outgoing {
    pub(crate) method: String,
    pub(crate) url: Url,
    pub(crate) headers: HeaderList,
    pub(crate) body: Option<Upload>,
    pub(crate) redirect: RedirectMode,
}

/// A response whose body is still to be read.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub(crate) status: u16,
    pub(crate) status_text: String,
    pub(crate) headers: HeaderList,
    pub(crate) url: Url,
    pub(crate) redirected: bool,
    /// A redirect that was not followed, as was asked for.
    pub(crate) is_opaque_redirect: bool,
    /// `None` for a *null body*.
    pub(crate) body: Option<IncomingBody>,
}

/// The client of a context. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Client(Rc<Clients>);

/// One for each scheme: HTTP needs no certificates. They are made when they are needed first, and for the runtime
/// that they are needed in: connections that are kept live in the runtime in which they were made, and a
/// host may run the event loop in one after the other.
#[derive(Debug, Default)]
struct Clients {
    http: RefCell<Option<(runtime::Id, reqwest::Client)>>,
    https: RefCell<Option<(runtime::Id, reqwest::Client)>>,
    /// Those that have answered: there may be kept connections to them, which they may have closed meanwhile.
    answered: RefCell<HashSet<String>>,
}

/// How many origins are remembered, so that a client that lives for long does not grow.
const MOST_ORIGINS: usize = 1_000;

/// Whether there is a runtime to wait for the network in. A foreign job executor may have none.
pub(crate) fn runtime() -> Result<runtime::Handle, Failure> {
    runtime::Handle::try_current()
        .map_err(|_| Failure::new("the host does not run the jobs in a tokio runtime"))
}

impl Client {
    fn for_scheme(&self, scheme: &str) -> Result<reqwest::Client, Failure> {
        let id = runtime()?.id();
        let (known, is_secure) = match scheme {
            "http" => (&self.0.http, false),
            _ => (&self.0.https, true),
        };
        let mut known = known.borrow_mut();
        if let Some((runtime, client)) = &*known
            && *runtime == id
        {
            return Ok(client.clone());
        }
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            // Where requests go is the program's and the host's decision, not the environment's.
            .no_proxy()
            .http1_only();
        let client = if is_secure {
            tls::with(builder)?
        } else {
            tls::without(builder)
        }
        .build()?;
        *known = Some((id, client.clone()));
        Ok(client)
    }

    /// *HTTP fetch*: sends the request and follows redirects, until there is a response.
    ///
    /// Dropping the future closes the connection.
    ///
    /// # Errors
    ///
    /// A *network error*.
    pub(crate) async fn exchange(&self, mut request: Outgoing) -> Result<Incoming, Failure> {
        let mut redirects = 0;
        loop {
            let mut response = match request.url.scheme() {
                "http" | "https" => self.send(&mut request).await?,
                "data" if redirects == 0 => data::respond(&request.url)?,
                scheme => {
                    let message = format!("the scheme `{scheme}:` is not supported");
                    return Err(Failure::new(message));
                }
            };
            response.redirected = redirects > 0;
            if let Some(response) = redirect::step(&mut request, response, redirects)? {
                return Ok(response);
            }
            redirects += 1;
        }
    }

    /// One request and the head of its response.
    async fn send(&self, request: &mut Outgoing) -> Result<Incoming, Failure> {
        let method = reqwest::Method::from_bytes(request.method.as_bytes())
            .map_err(|_| Failure::new(format!("the method {} can not be sent", request.method)))?;
        let client = self.for_scheme(request.url.scheme())?;
        let mut builder = client.request(method, request.url.clone());
        for (name, value) in with_defaults(&request.headers).iter() {
            let (Ok(header), Ok(value)) = (
                HeaderName::from_bytes(name.as_bytes()),
                HeaderValue::from_bytes(&isomorphic_encode(value)),
            ) else {
                return Err(Failure::new(format!("the header {name} can not be sent")));
            };
            builder = builder.header(header, value);
        }
        // If httpRequest's body is null and its method is `POST` or `PUT`, then let contentLength be 0; if
        // it is there, its length. The HTTP library tells any length but this.
        let is_empty = match &request.body {
            None => ["POST", "PUT"].contains(&request.method.as_str()),
            Some(body) => body.is_empty(),
        };
        if is_empty {
            builder = builder.header("content-length", "0");
        } else if let Some(body) = &mut request.body {
            builder = builder.body(body.take_body()?);
        }
        let response = self.send_or_send_again(builder, request).await?;
        Ok(received(response, request))
    }
}

impl Client {
    /// Sends a request. A kept connection that the server has closed is no failure of it: a request that may be made
    /// twice is sent once more then.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2>
    async fn send_or_send_again(
        &self,
        builder: reqwest::RequestBuilder,
        request: &Outgoing,
    ) -> reqwest::Result<reqwest::Response> {
        let origin = request.url.origin().ascii_serialization();
        let may_be_sent_again = request.body.is_none()
            && ["GET", "HEAD", "OPTIONS", "TRACE"].contains(&request.method.as_str())
            && self.0.answered.borrow().contains(&origin);
        let again = if may_be_sent_again {
            builder.try_clone()
        } else {
            None
        };
        let response = match (builder.send().await, again) {
            (Err(error), Some(again)) if is_unanswered(&error) => again.send().await,
            (result, _) => result,
        }?;
        let mut answered = self.0.answered.borrow_mut();
        if answered.len() >= MOST_ORIGINS {
            answered.clear();
        }
        answered.insert(origin);
        Ok(response)
    }
}

/// What is added to a request that does not have it.
fn with_defaults(headers: &HeaderList) -> HeaderList {
    let mut headers = headers.clone();
    let encoding = if headers.contains("range") {
        "identity"
    } else {
        decode::ACCEPTED
    };
    for (name, value) in [
        ("accept", "*/*"),
        ("accept-language", "*"),
        ("user-agent", USER_AGENT),
        ("accept-encoding", encoding),
    ] {
        if !headers.contains(name) {
            headers.append(name, value);
        }
    }
    headers
}

fn received(response: reqwest::Response, request: &Outgoing) -> Incoming {
    let status = response.status();
    let status_text = match response.extensions().get::<ReasonPhrase>() {
        Some(phrase) => isomorphic_decode(phrase.as_bytes()),
        // The HTTP library keeps what differs from the usual phrase.
        None => status.canonical_reason().unwrap_or_default().to_owned(),
    };
    let mut headers = HeaderList::default();
    for (name, value) in response.headers() {
        headers.append(name.as_str(), isomorphic_decode(value.as_bytes()));
    }
    let status = status.as_u16();
    let has_body = request.method != "HEAD" && !is_null_body_status(status);
    let body = has_body.then(|| IncomingBody {
        decoder: Decoder::new(headers.get("content-encoding").as_deref()),
        rest: Rest::Network(response),
    });
    Incoming {
        status,
        status_text,
        headers,
        url: request.url.clone(),
        redirected: false,
        is_opaque_redirect: false,
        body,
    }
}

/// A body that is read as it arrives. Dropping it closes the connection.
#[derive(Debug)]
pub(crate) struct IncomingBody {
    decoder: Decoder,
    rest: Rest,
}

#[derive(Debug)]
enum Rest {
    Network(reqwest::Response),
    Memory(Bytes),
    Done,
}

impl IncomingBody {
    /// A body that is there already.
    fn memory(bytes: Vec<u8>) -> Self {
        Self {
            decoder: Decoder::new(None),
            rest: Rest::Memory(bytes.into()),
        }
    }

    /// The next bytes; `None` at the end. Nothing is read from the network in between the calls but
    /// what is on its way already. Dropping the future loses nothing.
    ///
    /// # Errors
    ///
    /// A *network error*, also for what can not be decoded. The connection is closed then.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, Failure> {
        let result = self.next().await;
        if !matches!(result, Ok(Some(_))) {
            self.rest = Rest::Done;
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
            // A decoder may need more before it can give anything.
            if !decoded.is_empty() {
                return Ok(Some(decoded));
            }
        }
    }
}
