//! TLS, with the certificates of the operating system; behind the feature `tls`.

#[cfg(feature = "tls")]
use std::sync::Arc;

#[cfg(feature = "tls")]
use rustls::{ClientConfig, RootCertStore, crypto::ring};
#[cfg(feature = "tls")]
use rustls_platform_verifier::BuilderVerifierExt;

use super::failure::Failure;

/// Adds TLS to a client for `https:`.
///
/// # Errors
///
/// A network error if the TLS configuration fails.
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

/// Gives a client for `http:` an empty TLS configuration, so that no certificates are loaded.
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

/// Without the feature `tls` there is no client for `https:`.
#[cfg(not(feature = "tls"))]
pub(super) fn with(_: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, Failure> {
    Err(Failure::new("`https:` needs the cargo feature `tls`"))
}

/// Without the feature `tls` there is nothing to configure.
#[cfg(not(feature = "tls"))]
pub(super) fn without(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder
}
