//! Requests and responses, as the client sends and receives them.

use boa_async_context::Permit;
use bytes::Bytes;
use url::Url;

use super::{incoming_body::IncomingBody, upload::Upload};
use crate::network::{caller::Caller, header_list::HeaderList};

/// The *null body statuses*: the statuses of responses that have no body.
const NULL_BODY: [u16; 5] = [101, 103, 204, 205, 304];

/// Whether a status is a *null body status*: such a response has no body.
///
/// <https://fetch.spec.whatwg.org/#null-body-status>
pub(crate) fn is_null_body_status(status: u16) -> bool {
    NULL_BODY.contains(&status)
}

/// The *redirect mode* of a request.
///
/// <https://fetch.spec.whatwg.org/#concept-request-redirect-mode>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum RedirectMode {
    #[default]
    Follow,
    Error,
    Manual,
}

/// The content of a `blob:` URL.
#[derive(Debug, Clone)]
pub(crate) struct BlobEntry {
    pub(crate) bytes: Bytes,
    pub(crate) mime_type: String,
}

/// A request to send.
#[derive(Debug)]
pub(crate) struct Outgoing {
    pub(crate) method: String,
    pub(crate) url: Url,
    pub(crate) headers: HeaderList,
    pub(crate) body: Option<Upload>,
    /// What a `blob:` URL named when it was parsed.
    pub(crate) blob: Option<BlobEntry>,
    pub(crate) redirect: RedirectMode,
    pub(crate) caller: Caller,
    /// The place of the request among those that the host allows.
    pub(crate) permit: Permit,
}

/// A response whose body is still to be read.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub(crate) status: u16,
    pub(crate) status_text: String,
    pub(crate) headers: HeaderList,
    pub(crate) url: Url,
    pub(crate) redirected: bool,
    /// Whether this is a redirect that was not followed, because the redirect mode is manual.
    pub(crate) is_opaque_redirect: bool,
    /// `None` for a *null body*.
    pub(crate) body: Option<IncomingBody>,
}
