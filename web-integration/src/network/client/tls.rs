//! TLS, with the certificates of the operating system; behind the feature `tls`.

#[cfg(feature = "tls")]
use std::sync::Arc;

#[cfg(feature = "tls")]
use rustls::{ClientConfig, RootCertStore, crypto::ring};
#[cfg(feature = "tls")]
use rustls_platform_verifier::BuilderVerifierExt;

use super::Failure;

/// A client for `https:`.
#[cfg(feature = "tls")]
pub(super) fn with(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, Failure> {
    let provider = Arc::new(ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(BuilderVerifierExt::with_platform_verifier)
        .map_err(|error| Failure::new(format!("there is no TLS: {error}")))?
        .with_no_client_auth();
    Ok(builder.tls_backend_preconfigured(config))
}

/// A client that will never do TLS, and so needs no certificates.
#[cfg(feature = "tls")]
pub(super) fn without(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    let provider = Arc::new(ring::default_provider());
    let config =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    match config {
        Ok(config) => builder.tls_backend_preconfigured(
            config
                .with_root_certificates(RootCertStore::empty())
                .with_no_client_auth(),
        ),
        Err(_) => builder,
    }
}

/// Without the feature.
#[cfg(not(feature = "tls"))]
pub(super) fn with(_: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, Failure> {
    Err(Failure::new("`https:` needs the cargo feature `tls`"))
}

/// Without the feature.
#[cfg(not(feature = "tls"))]
pub(super) fn without(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder
}
