//! *HTTP-redirect fetch*.
//!
//! <https://fetch.spec.whatwg.org/#http-redirect-fetch>

use url::Url;

use super::{
    failure::Failure,
    message::{Incoming, Outgoing, RedirectMode},
};
use crate::network::header_list::{HeaderList, isomorphic_encode};

/// The maximum number of redirects.
const LIMIT: u32 = 20;

/// The *request-body-header names*.
const BODY_HEADERS: [&str; 5] = [
    "Content-Encoding",
    "Content-Language",
    "Content-Location",
    "Content-Type",
    "Content-Length",
];

/// Headers that are for one origin only. The standard removes `Authorization`; browsers do not let a program set the
/// others.
const CREDENTIALS: [&str; 4] = ["Authorization", "Proxy-Authorization", "Cookie", "Host"];

/// *HTTP-redirect fetch*: returns the response if it is the last one; otherwise changes the request to the next one and
/// returns `None`.
///
/// <https://fetch.spec.whatwg.org/#concept-http-redirect-fetch>
///
/// # Errors
///
/// A network error if the redirect cannot or may not be followed.
pub(super) fn step(
    request: &mut Outgoing,
    response: Incoming,
    redirects: u32,
) -> Result<Option<Incoming>, Failure> {
    if !matches!(response.status, 301 | 302 | 303 | 307 | 308) {
        return Ok(Some(response));
    }
    match request.redirect {
        RedirectMode::Error => return Err(Failure::new("the server redirects")),
        RedirectMode::Manual => return Ok(Some(opaque(response))),
        RedirectMode::Follow => {}
    }
    // 3. Let locationURL be the location URL. 4. If it is null, then return response.
    let Some(url) = location(&response)? else {
        return Ok(Some(response));
    };
    // 6. If locationURL's scheme is not an HTTP(S) scheme, then return a network error.
    if !matches!(url.scheme(), "http" | "https") {
        let message = format!(
            "the server redirects to a URL of the scheme `{}:`",
            url.scheme()
        );
        return Err(Failure::new(message));
    }
    // 7. If request's redirect count is 20, then return a network error.
    if redirects == LIMIT {
        return Err(Failure::new(format!("more than {LIMIT} redirects")));
    }
    rewrite(request, url, response.status)?;
    Ok(None)
}

/// The *location URL* of a response.
///
/// <https://fetch.spec.whatwg.org/#concept-response-location-url>
fn location(response: &Incoming) -> Result<Option<Url>, Failure> {
    let Some(value) = response.headers.get("location") else {
        return Ok(None);
    };
    // The header should be ASCII, but servers send UTF-8.
    let bytes = isomorphic_encode(&value);
    let value = String::from_utf8_lossy(&bytes);
    let mut url = response.url.join(&value).map_err(|error| {
        Failure::new(format!("the server redirects to an invalid URL: {error}"))
    })?;
    // If location's fragment is null, then set it to that of the request.
    if url.fragment().is_none() {
        url.set_fragment(response.url.fragment());
    }
    Ok(Some(url))
}

/// Changes the request to the one that follows the redirect: steps 11 to 13.
fn rewrite(request: &mut Outgoing, url: Url, status: u16) -> Result<(), Failure> {
    // 11. If internalResponse's status is not 303, request's body is non-null, and its source is null,
    //     then return a network error.
    if status != 303 && request.body.as_ref().is_some_and(|body| !body.can_repeat()) {
        return Err(Failure::new(
            "the server redirects, but the body is a stream",
        ));
    }
    // 12. If one of: status is 301 or 302 and the method is `POST`; status is 303 and the method is not
    //     `GET` or `HEAD`, then: set the method to `GET` and the body to null, and delete the headers
    //     that tell of a body.
    let method = request.method.as_str();
    let becomes_get = match status {
        301 | 302 => method == "POST",
        303 => !matches!(method, "GET" | "HEAD"),
        _ => false,
    };
    if becomes_get {
        request.method = "GET".to_owned();
        request.body = None;
        delete(&mut request.headers, &BODY_HEADERS);
    }
    // 13. If request's current URL's origin is not same origin with locationURL's origin, then delete
    //     the headers of CORS non-wildcard request-header names.
    if request.url.origin() != url.origin() {
        delete(&mut request.headers, &CREDENTIALS);
    }
    request.url = url;
    Ok(())
}

fn delete(headers: &mut HeaderList, names: &[&str]) {
    for name in names {
        headers.delete(name);
    }
}

/// An *opaque-redirect filtered response*.
///
/// <https://fetch.spec.whatwg.org/#concept-filtered-response-opaque-redirect>
fn opaque(response: Incoming) -> Incoming {
    Incoming {
        status: 0,
        status_text: String::new(),
        headers: HeaderList::default(),
        is_opaque_redirect: true,
        body: None,
        ..response
    }
}
