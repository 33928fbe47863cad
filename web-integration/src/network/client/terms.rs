//! What the host allows for the requests of a client.

use boa_async_context::{NetworkRequest, NetworkRules};
use url::{Host, Position, Url};

use super::{failure::Failure, message::Outgoing};

/// The headers that are about the connection and the frame of the message. They are for the HTTP library, and a proxy would read
/// another request from them than the rules have judged.
///
/// They are those of the *forbidden request-headers* of the Fetch Standard that are not about what a browser adds by itself.
const OF_THE_CONNECTION: [&str; 8] = [
    "connection",
    "content-length",
    "expect",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// What the limits of a context say about its requests.
#[derive(Debug)]
pub(crate) struct Terms {
    /// Where requests may go.
    pub(crate) rules: NetworkRules,
    /// The most bytes of a decoded chunk, and of an event of an event stream.
    pub(crate) chunk_bytes: Option<u64>,
    /// Whether there is a limit for requests, which is one for connections then: no idle ones are kept.
    pub(crate) is_counted: bool,
}

impl PartialEq for Terms {
    fn eq(&self, other: &Self) -> bool {
        self.rules.is_same(&other.rules)
            && self.chunk_bytes == other.chunk_bytes
            && self.is_counted == other.is_counted
    }
}

impl Terms {
    /// Asks the rules for a request, and for the server if the URL has its address. That of a name is judged when it is
    /// resolved, unless no address could be allowed.
    pub(super) fn check(&self, request: &Outgoing, redirects: u32) -> Result<(), Failure> {
        let rules = &self.rules;
        let url = request.url.as_str();
        let asked = NetworkRequest::new(&request.method, url, redirects);
        if !rules.allow_request(&asked) {
            let text = format!("the host of this program does not allow {}", shortened(url));
            return Err(Failure::refused(text, shortened(url)));
        }
        let address = match request.url.host() {
            Some(Host::Ipv4(address)) => address.into(),
            Some(Host::Ipv6(address)) => address.into(),
            // Resolving it would tell the servers of its domain.
            Some(Host::Domain(name)) if rules.allow_no_address() => {
                let text = format!("the host of this program does not allow {name}");
                return Err(Failure::refused(text, name.to_owned()));
            }
            Some(Host::Domain(_)) | None => return Ok(()),
        };
        if rules.allow_address(request.url.host_str().unwrap_or_default(), address) {
            return Ok(());
        }
        let text = format!("the host of this program does not allow {address}");
        Err(Failure::refused(text, address.to_string()))
    }

    /// Takes the headers away with which a program would reach something else than the rules have judged: those of the
    /// connection, as the standard does with forbidden headers, and a `Host` that is the URL's. Under no rules all stay.
    ///
    /// Call it before the first request of a program, not after a redirect.
    ///
    /// # Errors
    ///
    /// A network error for another `Host`: it names a server of which the rules were not asked.
    pub(super) fn check_headers(&self, request: &mut Outgoing) -> Result<(), Failure> {
        if self.rules.allow_everything() {
            return Ok(());
        }
        let Outgoing { url, headers, .. } = request;
        if let Some(other) = headers.values("host").find(|value| !is_host(value, url)) {
            let text = format!(
                "the host of this program does not allow the header `Host: {}` for {}",
                shortened(other),
                shortened(url.as_str())
            );
            return Err(Failure::refused(text.clone(), text));
        }
        headers.delete("host");
        let names = headers.iter().map(|(name, _)| name.to_ascii_lowercase());
        let names: Vec<_> = names
            .filter(|name| OF_THE_CONNECTION.contains(&name.as_str()) || name.starts_with("proxy-"))
            .collect();
        for name in names {
            headers.delete(&name);
        }
        Ok(())
    }
}

/// Whether a value of `Host` is the host of a URL and its port, which may be left out if it is that of the scheme.
fn is_host(value: &str, url: &Url) -> bool {
    let written = &url[Position::BeforeHost..Position::AfterPort];
    let whole = url
        .port_or_known_default()
        .map(|port| format!("{}:{port}", url.host_str().unwrap_or_default()));
    value.eq_ignore_ascii_case(written)
        || whole.is_some_and(|whole| value.eq_ignore_ascii_case(&whole))
}

/// The beginning of a URL, for a message.
fn shortened(url: &str) -> String {
    const MOST: usize = 200;
    match url.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}...", &url[..end]),
        None => url.to_owned(),
    }
}
