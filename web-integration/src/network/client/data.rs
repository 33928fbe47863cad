//! `data:` URLs.
//!
//! <https://fetch.spec.whatwg.org/#data-url-processor>

use data_url::DataUrl;
use url::Url;

use super::{failure::Failure, incoming_body::IncomingBody, message::Incoming};
use crate::network::header_list::HeaderList;

/// The *data: URL processor*, and the response that scheme fetch makes of its result.
///
/// <https://fetch.spec.whatwg.org/#data-url-processor>
///
/// # Errors
///
/// A network error if the URL is not valid.
pub(super) fn respond(url: &Url) -> Result<Incoming, Failure> {
    let invalid = || Failure::new("the data: URL is not valid");
    let data = DataUrl::process(url.as_str()).map_err(|_| invalid())?;
    let (body, _) = data.decode_to_vec().map_err(|_| invalid())?;
    let mut headers = HeaderList::default();
    headers.append("Content-Type", data.mime_type().to_string());
    Ok(Incoming {
        status: 200,
        status_text: "OK".to_owned(),
        headers,
        url: url.clone(),
        redirected: false,
        is_opaque_redirect: false,
        body: Some(IncomingBody::memory(body)),
    })
}
