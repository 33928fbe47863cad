//! The client: sends a request, follows redirects, and returns the response.

use std::{cell::RefCell, collections::HashSet, error::Error as _, io, rc::Rc, sync::Arc};

use hyper::ext::ReasonPhrase;
use reqwest::{
    StatusCode,
    header::{self, HeaderName, HeaderValue},
};
use tokio::runtime;

use super::{
    data,
    decode::{self, Decoder},
    failure::Failure,
    incoming_body::IncomingBody,
    message::{BlobEntry, Incoming, Outgoing, is_null_body_status},
    redirect,
    resolver::Guarded,
    terms::Terms,
    tls,
    upload::Upload,
};
use crate::{
    navigator::USER_AGENT,
    network::header_list::{HeaderList, is_token, isomorphic_decode, isomorphic_encode},
};

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

/// Whether what arrived is not HTTP. On a kept connection that may be the rest of the response before, which the server has sent
/// late.
fn is_garbled(error: &reqwest::Error) -> bool {
    let mut source = error.source();
    while let Some(inner) = source {
        if let Some(error) = inner.downcast_ref::<hyper::Error>() {
            return error.is_parse();
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

    /// The kept client of a scheme and its runtime.
    fn kept(&self, scheme: &str) -> &RefCell<Option<(runtime::Id, reqwest::Client)>> {
        match scheme {
            "http" => &self.0.http,
            _ => &self.0.https,
        }
    }

    /// The client that keeps its connections.
    fn for_scheme(&self, scheme: &str) -> Result<reqwest::Client, Failure> {
        let id = runtime()?.id();
        let mut kept = self.kept(scheme).borrow_mut();
        if let Some((runtime, client)) = &*kept
            && *runtime == id
        {
            return Ok(client.clone());
        }
        // A kept connection is a socket that no request counts for, and each origin may have as many as there were
        // requests.
        let keeps = !self.0.terms.is_counted;
        let client = self.new_client(scheme, keeps)?;
        *kept = Some((id, client.clone()));
        Ok(client)
    }

    fn new_client(&self, scheme: &str, keeps: bool) -> Result<reqwest::Client, Failure> {
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            // The program and the host decide where requests go, not environment variables.
            .no_proxy()
            .http1_only();
        let rules = &self.0.terms.rules;
        let builder = if rules.allow_every_address() {
            builder
        } else {
            builder.dns_resolver(Arc::new(Guarded(rules.clone())))
        };
        let builder = if keeps {
            builder
        } else {
            builder.pool_max_idle_per_host(0)
        };
        let builder = match scheme {
            "http" => tls::without(builder),
            _ => tls::with(builder)?,
        };
        Ok(builder.build()?)
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
                "data" if redirects == 0 => {
                    let mut response = data::respond(&request.url)?;
                    if request.method == "HEAD" {
                        response.body = None;
                    }
                    response
                }
                "blob" if redirects == 0 => blob(&mut request)?,
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
        let client = self.for_scheme(request.url.scheme())?;
        let result = prepare(&client, request, &headers)?.send().await;
        let result = if self.is_to_be_sent_again(&result, request) {
            // On a new connection. That of the first response would be kept by its client.
            drop(result);
            let client = self.new_client(request.url.scheme(), false)?;
            prepare(&client, request, &headers)?.send().await
        } else {
            result
        };
        let response = result?;
        self.note_answer(&response, request);
        Ok(received(response, request, self.0.terms.chunk_bytes))
    }

    /// Whether a request is sent again, on a new connection: a kept connection turned out to be closed or to have more of an
    /// earlier response on it, and the method is idempotent; or the server does not answer for this origin on this connection.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2>
    ///
    /// <https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch>
    fn is_to_be_sent_again(
        &self,
        result: &reqwest::Result<reqwest::Response>,
        request: &Outgoing,
    ) -> bool {
        match result {
            Ok(response) => {
                // 13. If response's status is 421, isNewConnectionFetch is false, and request's body is null or can be
                //     had again: perform this algorithm again with isNewConnectionFetch set to true.
                response.status() == StatusCode::MISDIRECTED_REQUEST
                    && request.body.as_ref().is_none_or(Upload::can_repeat)
            }
            Err(error) => {
                let origin = request.url.origin().ascii_serialization();
                request.body.is_none()
                    && ["GET", "HEAD", "OPTIONS", "TRACE"].contains(&request.method.as_str())
                    && self.0.answered.borrow().contains(&origin)
                    && (is_unanswered(error) || is_garbled(error))
            }
        }
    }

    /// Notes that an origin has answered. If more of the answer may follow that is not part of it, no kept connection is used
    /// any more: it would come before the next answer.
    fn note_answer(&self, response: &reqwest::Response, request: &Outgoing) {
        let mut answered = self.0.answered.borrow_mut();
        if answered.len() >= MOST_ORIGINS {
            answered.clear();
        }
        answered.insert(request.url.origin().ascii_serialization());
        let headers = response.headers();
        let announces_body = headers.contains_key(header::TRANSFER_ENCODING)
            || headers
                .get(header::CONTENT_LENGTH)
                .is_some_and(|length| length != "0");
        if response.status() == StatusCode::NO_CONTENT && announces_body {
            self.kept(request.url.scheme()).take();
        }
    }
}

/// The request as the HTTP library sends it.
///
/// # Errors
///
/// A network error if something of it cannot be sent, or if its body is a stream that was sent.
fn prepare(
    client: &reqwest::Client,
    request: &mut Outgoing,
    headers: &HeaderList,
) -> Result<reqwest::RequestBuilder, Failure> {
    let method = reqwest::Method::from_bytes(request.method.as_bytes())
        .map_err(|_| Failure::new(format!("the method {} cannot be sent", request.method)))?;
    let mut builder = client.request(method, request.url.clone());
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
        builder = builder.header(header::CONTENT_LENGTH, "0");
    } else if let Some(body) = &mut request.body {
        builder = builder.body(body.take_body()?);
    }
    Ok(builder)
}

/// *Scheme fetch* of a `blob:` URL. Ranges are not looked at.
///
/// <https://fetch.spec.whatwg.org/#scheme-fetch>
///
/// # Errors
///
/// A network error if the URL names no blob, or for another method than GET.
fn blob(request: &mut Outgoing) -> Result<Incoming, Failure> {
    // 2. If request's method is not `GET` or blobURLEntry is null, return a network error.
    if request.method != "GET" {
        let message = format!("a blob: URL cannot be asked with {}", request.method);
        return Err(Failure::new(message));
    }
    let Some(BlobEntry { bytes, mime_type }) = request.blob.take() else {
        let message = "the blob: URL names nothing; it may be revoked, or of another realm";
        return Err(Failure::new(message));
    };
    // 8. Set response's status message to `OK`, its body, and its header list to « (`Content-Length`, serializedFullLength),
    //    (`Content-Type`, type) ».
    let mut headers = HeaderList::default();
    headers.append("Content-Length", bytes.len().to_string());
    headers.append("Content-Type", mime_type);
    Ok(Incoming {
        status: 200,
        status_text: "OK".to_owned(),
        headers,
        url: request.url.clone(),
        redirected: false,
        is_opaque_redirect: false,
        body: Some(IncomingBody::memory(bytes.into())),
    })
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
