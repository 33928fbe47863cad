//! Where the requests of a program may go.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    sync::Arc,
};

type RequestFilter = dyn Fn(&NetworkRequest<'_>) -> bool + Send + Sync;
type AddressFilter = dyn Fn(&str, IpAddr) -> bool + Send + Sync;

/// Where the requests of a program may go: which URLs, and which addresses. Give it to
/// [`Limits::network`](super::Limits::network).
///
/// The rules hold for everything that connects on behalf of a program: `fetch`, `XMLHttpRequest`, `EventSource`, each
/// redirect and each reconnection. Native resources of the host, such as a TCP connection, follow their own rules.
///
/// The addresses are judged when the name of a server was resolved, and the connection is made to one of those that are
/// allowed. So a name that is resolved to another address the next time makes no difference, and a kept connection goes where
/// it was allowed to go.
///
/// What is refused is a network error for the program: `fetch` is rejected with a `TypeError`, the others fire `error`. The
/// host hears of it.
///
/// ```
/// use boa_async_context::{Limits, NetworkRules};
///
/// // Public servers, and one service of our own.
/// let rules = NetworkRules::public()
///     .also_addresses(|host, _| host == "cache.internal")
///     .only_requests(|request| request.url.starts_with("https:") || request.url.starts_with("http://cache.internal/"));
/// let limits = Limits::untrusted().network(rules);
/// # let _ = limits;
/// ```
#[derive(Clone, Default)]
pub struct NetworkRules {
    scope: Scope,
    requests: Option<Arc<RequestFilter>>,
    also: Option<Arc<AddressFilter>>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Scope {
    #[default]
    Any,
    Public,
    Nowhere,
}

/// A request that is about to be sent.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct NetworkRequest<'a> {
    /// The method, in the case in which it is sent.
    pub method: &'a str,
    /// The URL, as the URL Standard serializes it. The scheme is `http` or `https`.
    pub url: &'a str,
    /// The number of redirects so far: 0 for the URL of the program, and each redirect is asked for.
    pub redirects: u32,
}

impl<'a> NetworkRequest<'a> {
    /// A request, for a host that asks the rules for connections of its own.
    #[must_use]
    pub const fn new(method: &'a str, url: &'a str, redirects: u32) -> Self {
        Self {
            method,
            url,
            redirects,
        }
    }
}

impl NetworkRules {
    /// No rules. The default.
    #[must_use]
    pub fn any() -> Self {
        Self::default()
    }

    /// Servers of the public internet: no loopback, private, shared, link-local, multicast or reserved address, in IPv4 and
    /// IPv6, also where an IPv6 address contains one. The rule of [`Limits::untrusted`](super::Limits::untrusted).
    #[must_use]
    pub fn public() -> Self {
        Self {
            scope: Scope::Public,
            ..Self::default()
        }
    }

    /// No server at all, and no name is resolved: a request to a name is refused before anybody is asked for its address.
    /// `data:` URLs connect to nothing, and stay.
    ///
    /// With [`also_addresses`](Self::also_addresses) names are resolved, also those that are refused then. The servers of a
    /// program's own domain see each name that it asks for, so a name can carry what the program knows. Refuse names with
    /// [`only_requests`](Self::only_requests), which is asked first.
    #[must_use]
    pub fn nowhere() -> Self {
        Self {
            scope: Scope::Nowhere,
            ..Self::default()
        }
    }

    /// Only requests that `filter` returns `true` for. It is asked before the name of the server is resolved, on the thread
    /// of the program, and while other threads may ask it too.
    #[must_use]
    pub fn only_requests(
        mut self,
        filter: impl Fn(&NetworkRequest<'_>) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.requests = Some(Arc::new(filter));
        self
    }

    /// Also the addresses that `filter` returns `true` for, which gets the host of the URL and one address of it. The host
    /// is a name in lower case, without a dot at its end, or the address, without brackets. It is asked only for addresses that the rules do not allow already, maybe on another
    /// thread.
    ///
    /// Judge by the address where you can. Whoever controls the name decides which address it has.
    ///
    /// The filter needs an address, so each name that [`only_requests`](Self::only_requests) allows is resolved before.
    #[must_use]
    pub fn also_addresses(
        mut self,
        filter: impl Fn(&str, IpAddr) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.also = Some(Arc::new(filter));
        self
    }

    /// Also this machine: `localhost`, 127.0.0.0/8 and ::1. Replaces the filter of
    /// [`also_addresses`](Self::also_addresses).
    #[must_use]
    pub fn also_loopback(self) -> Self {
        self.also_addresses(|_, address| address.to_canonical().is_loopback())
    }

    /// Whether a request may be sent, if its server has an address that is allowed.
    #[must_use]
    pub fn allow_request(&self, request: &NetworkRequest<'_>) -> bool {
        match &self.requests {
            Some(filter) => filter(request),
            None => true,
        }
    }

    /// Whether a connection may be made to this address of `host`.
    #[must_use]
    pub fn allow_address(&self, host: &str, address: IpAddr) -> bool {
        let allowed = match self.scope {
            Scope::Any => true,
            Scope::Public => is_public(address),
            Scope::Nowhere => false,
        };
        // The forms in which a URL has an address, and a name that is complete.
        let host = host.strip_prefix('[').unwrap_or(host);
        let host = host.strip_suffix(['.', ']']).unwrap_or(host);
        allowed || self.also.as_ref().is_some_and(|also| also(host, address))
    }

    /// Whether these are the same rules: the same servers, and filters that are clones of each other. The default is the
    /// same as another default.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        fn is_same<F: ?Sized>(one: Option<&Arc<F>>, other: Option<&Arc<F>>) -> bool {
            match (one, other) {
                (Some(one), Some(other)) => Arc::ptr_eq(one, other),
                (None, None) => true,
                _ => false,
            }
        }
        self.scope == other.scope
            && is_same(self.requests.as_ref(), other.requests.as_ref())
            && is_same(self.also.as_ref(), other.also.as_ref())
    }

    /// Whether no address can be allowed, so that no name need be resolved.
    #[must_use]
    pub fn allow_no_address(&self) -> bool {
        self.scope == Scope::Nowhere && self.also.is_none()
    }

    /// Whether these are no rules at all: every request and every address is allowed.
    #[must_use]
    pub fn allow_everything(&self) -> bool {
        self.scope == Scope::Any && self.requests.is_none()
    }

    /// Whether every address is allowed, so that none need be looked at.
    #[must_use]
    pub fn allow_every_address(&self) -> bool {
        self.scope == Scope::Any
    }
}

impl fmt::Debug for NetworkRules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NetworkRules")
            .field("scope", &self.scope)
            .field("has_request_filter", &self.requests.is_some())
            .field("has_address_filter", &self.also.is_some())
            .finish()
    }
}

/// Whether an address is one of the public internet, by the registries of special-purpose addresses of IANA.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_special = matches!(
        (a, b, c),
        // "This network", private use, loopback.
        (0 | 10 | 127, ..)
            // Shared address space.
            | (100, 64..=127, _)
            // Link-local, where clouds have their metadata; private use.
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 168, _)
            // Protocol assignments, documentation, the relays of 6to4.
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (198, 51, 100)
            | (203, 0, 113)
            // Benchmarking.
            | (198, 18..=19, _)
            // Multicast, reserved, broadcast.
            | (224.., ..)
    );
    !is_special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let v4 = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match segments {
        // IPv4-mapped, and the well-known prefix of NAT64.
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => v4(high, low),
        // 6to4.
        [0x2002, high, low, ..] => v4(high, low),
        // Protocol assignments, with Teredo, benchmarking and ORCHID; documentation.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => false,
        // Global unicast. Everything else is loopback, unspecified, IPv4-compatible, unique local, link-local, site-local,
        // multicast, local NAT64 or not assigned.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(address: &str) -> bool {
        is_public(address.parse().expect(address))
    }

    #[test]
    fn special_addresses_are_not_public() {
        for address in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::8.8.8.8",
            "100::1",
            "2001::1",
            "2001:2::1",
            "2001:10::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:a00:1::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fdff::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!public(address), "{address}");
        }
    }

    #[test]
    fn the_neighbours_of_special_addresses_are_public() {
        for address in [
            "1.0.0.0",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.1",
            "169.253.255.255",
            "169.255.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.1",
            "192.0.3.1",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "::ffff:8.8.8.8",
            "64:ff9b::8.8.8.8",
            "2001:200::1",
            "2001:4860:4860::8888",
            "2002:808:808::1",
            "2606:4700::1111",
            "3fff:1000::1",
        ] {
            assert!(public(address), "{address}");
        }
    }

    #[test]
    fn what_is_allowed_also_is_asked_only_for_the_rest() {
        let rules = NetworkRules::nowhere().also_loopback();
        for (address, allowed) in [
            ("127.0.0.1", true),
            ("::1", true),
            ("::ffff:127.0.0.1", true),
            ("8.8.8.8", false),
            ("10.0.0.1", false),
        ] {
            let address = address.parse().expect("an address");
            assert_eq!(rules.allow_address("a.test", address), allowed, "{address}");
        }
        let rules = NetworkRules::public().also_addresses(|host, _| host == "ours.test");
        assert!(rules.allow_address("ours.test", Ipv4Addr::LOCALHOST.into()));
        assert!(!rules.allow_address("theirs.test", Ipv4Addr::LOCALHOST.into()));
        assert!(rules.allow_address("theirs.test", Ipv4Addr::new(8, 8, 8, 8).into()));
    }

    #[test]
    fn the_filter_gets_a_host_in_one_form() {
        let local = IpAddr::from(Ipv6Addr::LOCALHOST);
        for (host, form) in [
            ("[::1]", "::1"),
            ("::1", "::1"),
            ("ours.test.", "ours.test"),
            ("ours.test", "ours.test"),
        ] {
            let rules = NetworkRules::public().also_addresses(move |host, _| host == form);
            assert!(rules.allow_address(host, local), "{host}");
        }
    }

    #[test]
    fn rules_are_the_same_if_their_filters_are() {
        let rules = NetworkRules::public().also_loopback();
        let filtered = rules.clone().only_requests(|_| true);
        assert!(rules.is_same(&rules.clone()));
        assert!(filtered.is_same(&filtered.clone()));
        assert!(NetworkRules::any().is_same(&NetworkRules::any()));
        for (one, other) in [
            (&rules, &NetworkRules::public()),
            (&rules, &filtered),
            (&rules, &NetworkRules::public().also_loopback()),
            (&filtered, &rules.clone().only_requests(|_| true)),
            (&NetworkRules::any(), &NetworkRules::nowhere()),
        ] {
            // The filters of `also_loopback` have no captures, but are no clones.
            assert!(!one.is_same(other), "{one:?} {other:?}");
        }
    }
}
