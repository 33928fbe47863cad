//! The client: sends a request, follows redirects, and returns the response.

use std::{cell::RefCell, collections::HashSet, error::Error as _, io, rc::Rc, sync::Arc};

use hyper::ext::ReasonPhrase;
use reqwest::header::{HeaderName, HeaderValue};
use tokio::runtime;

use super::{
    data,
    decode::{self, Decoder},
    failure::Failure,
    incoming_body::IncomingBody,
    message::{Incoming, Outgoing, is_null_body_status},
    redirect,
    resolver::Guarded,
    terms::Terms,
    tls,
};
use crate::network::header_list::{HeaderList, is_token, isomorphic_decode, isomorphic_encode};

/// The value of `User-Agent` if the program does not set the header.
const USER_AGENT: &str = concat!("boa_async_context_web/", env!("CARGO_PKG_VERSION"));

/// Whether the connection ended before any byte of a response arrived.
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

/// The client of a context. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Client(Rc<Clients>);

/// A client for each scheme, because HTTP needs no certificates.
///
/// A client is created at its first use, and again in another tokio runtime: kept connections belong to the runtime in
/// which they were opened, and a host may run the event loop in several runtimes, one after the other.
#[derive(Debug)]
struct Clients {
    terms: Terms,
    http: RefCell<Option<(runtime::Id, reqwest::Client)>>,
    https: RefCell<Option<(runtime::Id, reqwest::Client)>>,
    /// The origins that have answered. The client may keep connections to them, which they may have closed.
    answered: RefCell<HashSet<String>>,
}

/// The maximum number of remembered origins, so that a client that lives long does not grow.
const MOST_ORIGINS: usize = 1_000;

/// The tokio runtime in which the jobs run.
///
/// # Errors
///
/// A network error if there is none, which a foreign job executor may cause.
pub(crate) fn runtime() -> Result<runtime::Handle, Failure> {
    runtime::Handle::try_current()
        .map_err(|_| Failure::new("the host does not run the jobs in a tokio runtime"))
}

impl Client {
    /// A client whose requests follow these terms.
    pub(crate) fn new(terms: Terms) -> Self {
        Self(Rc::new(Clients {
            terms,
            http: RefCell::default(),
            https: RefCell::default(),
            answered: RefCell::default(),
        }))
    }

    /// The terms of the requests.
    pub(crate) fn terms(&self) -> &Terms {
        &self.0.terms
    }

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
            // The program and the host decide where requests go, not environment variables.
            .no_proxy()
            .http1_only();
        let Terms {
            rules, is_counted, ..
        } = &self.0.terms;
        let builder = if rules.allow_every_address() {
            builder
        } else {
            builder.dns_resolver(Arc::new(Guarded(rules.clone())))
        };
        // A kept connection is a socket that no request counts for, and each origin may have as many as there were
        // requests.
        let builder = if *is_counted {
            builder.pool_max_idle_per_host(0)
        } else {
            builder
        };
        let client = if is_secure {
            tls::with(builder)?
        } else {
            tls::without(builder)
        }
        .build()?;
        *known = Some((id, client.clone()));
        Ok(client)
    }

    /// *Scheme fetch* and *HTTP fetch*: sends the request and follows redirects, until there is a response.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-scheme-fetch>
    ///
    /// <https://fetch.spec.whatwg.org/#concept-http-fetch>
    ///
    /// Dropping the future closes the connection. The permit of the request goes with the body of the response.
    ///
    /// # Errors
    ///
    /// A network error.
    pub(crate) async fn exchange(&self, request: Outgoing) -> Result<Incoming, Failure> {
        let span = request.caller.span().clone();
        span.around(self.follow(request)).await
    }

    async fn follow(&self, mut request: Outgoing) -> Result<Incoming, Failure> {
        let mut redirects = 0;
        loop {
            let mut response = match request.url.scheme() {
                "http" | "https" => {
                    self.0.terms.check(&request, redirects)?;
                    if redirects == 0 {
                        self.0.terms.check_headers(&mut request)?;
                    }
                    self.send(&mut request).await?
                }
                "data" if redirects == 0 => data::respond(&request.url)?,
                scheme => {
                    let message = format!("the scheme `{scheme}:` is not supported");
                    return Err(Failure::new(message));
                }
            };
            response.redirected = redirects > 0;
            if let Some(mut response) = redirect::step(&mut request, response, redirects)? {
                if let Some(body) = &mut response.body {
                    body.keep(request.permit);
                }
                return Ok(response);
            }
            redirects += 1;
        }
    }

    /// *HTTP-network fetch*: sends one request and returns the head of its response.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-http-network-fetch>
    async fn send(&self, request: &mut Outgoing) -> Result<Incoming, Failure> {
        let method = reqwest::Method::from_bytes(request.method.as_bytes())
            .map_err(|_| Failure::new(format!("the method {} cannot be sent", request.method)))?;
        let client = self.for_scheme(request.url.scheme())?;
        let mut builder = client.request(method, request.url.clone());
        let mut headers = with_defaults(&request.headers);
        // Asked for each redirect anew: what is for one origin may not be for the next.
        for (name, value) in request.caller.headers(&request.url) {
            if !value.is_empty() && can_be_sent(&name, &value) {
                headers.set(&name, value);
            } else {
                // Not that of the program either.
                headers.delete(&name);
            }
        }
        for (name, value) in headers.iter() {
            let (Ok(header), Ok(value)) = (
                HeaderName::from_bytes(name.as_bytes()),
                HeaderValue::from_bytes(&isomorphic_encode(value)),
            ) else {
                return Err(Failure::new(format!("the header {name} cannot be sent")));
            };
            builder = builder.header(header, value);
        }
        // If httpRequest's body is null and its method is `POST` or `PUT`, then let contentLength be 0; if
        // it is there, its length. The HTTP library sends every length but 0.
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
        Ok(received(response, request, self.0.terms.chunk_bytes))
    }
}

impl Client {
    /// Sends a request, and sends it again if a kept connection turns out to be closed and the method is idempotent.
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

/// Whether a header of the host can be sent: its name is a token, and its value visible ASCII, spaces and tabs.
fn can_be_sent(name: &str, value: &str) -> bool {
    let is_sendable = |byte: u8| byte.is_ascii_graphic() || [b' ', b'\t'].contains(&byte);
    is_token(name) && value.bytes().all(is_sendable)
}

/// The headers of a request, with the defaults for those that it does not have.
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

/// The response of which the head has arrived.
fn received(response: reqwest::Response, request: &Outgoing, chunk_bytes: Option<u64>) -> Incoming {
    let status = response.status();
    let status_text = match response.extensions().get::<ReasonPhrase>() {
        Some(phrase) => isomorphic_decode(phrase.as_bytes()),
        // The HTTP library keeps a phrase only if it differs from the usual one.
        None => status.canonical_reason().unwrap_or_default().to_owned(),
    };
    let mut headers = HeaderList::default();
    for (name, value) in response.headers() {
        headers.append(name.as_str(), isomorphic_decode(value.as_bytes()));
    }
    let status = status.as_u16();
    let has_body = request.method != "HEAD" && !is_null_body_status(status);
    let body = has_body.then(|| {
        let decoder = Decoder::new(headers.get("content-encoding").as_deref(), chunk_bytes);
        IncomingBody::network(response, decoder)
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
