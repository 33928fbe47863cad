//! Resolving the names of servers, under the rules of the host.

use std::{error::Error, fmt, net::IpAddr};

use boa_async_context::NetworkRules;
use reqwest::dns::{Name, Resolve, Resolving};
use tokio::net::lookup_host;

/// A resolver that returns only addresses that may be connected to.
pub(super) struct Guarded(pub(super) NetworkRules);

/// No address of a host may be connected to. It is found among the sources of the client's error.
#[derive(Debug)]
pub(super) struct Forbidden {
    pub(super) host: String,
    pub(super) address: IpAddr,
}

impl fmt::Display for Forbidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the host of this program does not allow {}", self.host)
    }
}

impl Error for Forbidden {}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let (rules, host) = (self.0.clone(), name.as_str().to_ascii_lowercase());
        Box::pin(async move {
            let addresses: Vec<_> = lookup_host((host.as_str(), 0)).await?.collect();
            let allowed: Vec<_> = addresses
                .iter()
                .copied()
                .filter(|address| rules.allow_address(&host, address.ip()))
                .collect();
            match addresses.first() {
                Some(first) if allowed.is_empty() => {
                    let address = first.ip();
                    Err(Forbidden { host, address }.into())
                }
                _ => Ok(Box::new(allowed.into_iter()) as _),
            }
        })
    }
}
