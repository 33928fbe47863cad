//! What the host allows for the requests of a client.

use boa_async_context::{NetworkRequest, NetworkRules};
use url::Host;

use super::{failure::Failure, message::Outgoing};

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
}

/// The beginning of a URL, for a message.
fn shortened(url: &str) -> String {
    const MOST: usize = 200;
    match url.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}...", &url[..end]),
        None => url.to_owned(),
    }
}
